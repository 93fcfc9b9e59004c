import { definePage, type Page, type Who } from './platform/index.ts';
import { READERS } from './record/index.ts';
import { DEFLATORS, UNIT_COSTS } from './understand/index.ts';
import { MEASURES } from './wings.ts';

/** Pages that say what Headwater is and where its figures come from; they show no data. */
export function staticPages(who: Who): readonly Page[] {
  return [
    definePage({
      url: '/accessibility',
      title: 'Accessibility statement',
      who,
      audit: 'none',
      open: true,
      get: async () => ({ template: 'accessibility.njk', data: {} }),
    }),
    definePage({
      url: '/where-figures-come-from',
      title: 'Where figures come from',
      who,
      audit: 'none',
      open: true,
      get: async () => ({
        template: 'where-figures-come-from.njk',
        data: {
          measures: MEASURES.map(({ name, title, parameters }) => ({
            name,
            title,
            parameters: Object.entries(parameters).map(([key, text]) => ({ key, text })),
          })),
          returns: READERS.map((reader) => reader.label),
          unitCosts: UNIT_COSTS.costs.size,
          deflator: DEFLATORS.standard.label,
        },
      }),
    }),
  ];
}
