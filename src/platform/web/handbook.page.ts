import * as examples from './handbook.examples.ts';
import { definePage, type Page, type PageRequest, type Who } from './page.ts';

const STATUSES = [403, 404, 409, 429, 500];

/** The handbook of blocks: everything pages are made of, in each of its states. */
export function handbookPage(who: Who): Page {
  return definePage({
    url: '/handbook',
    title: 'Handbook',
    who,
    audit: 'none',
    get: async () => ({ template: 'platform/web/handbook.njk', data: { examples } }),
    // Forms of the handbook lead back to it.
    post: async () => ({ redirect: '/handbook' }),
  });
}

/** The page of one figure, as every page under `/figures/` looks. */
export function handbookFigurePage(who: Who): Page {
  return definePage({
    url: '/handbook/figure',
    title: 'Where a number comes from',
    who,
    audit: 'none',
    get: async () => ({
      template: 'platform/web/blocks/figure-page.njk',
      data: {
        figure: examples.FIGURES.modelled,
        command: `npx headwater figure "${examples.FIGURES.modelled.id}"`,
      },
    }),
  });
}

/** The pages that people see when something is refused, missing or broken. */
export function handbookErrorPage(who: Who): Page {
  return definePage({
    url: '/handbook/error/:status',
    title: 'A page that cannot be shown',
    who,
    audit: 'none',
    get: async ({ params }: PageRequest) => {
      const status = STATUSES.find((one) => String(one) === params.status) ?? 404;
      return {
        template: 'platform/web/blocks/error-page.njk',
        data: {
          status,
          reference: status === 500 ? '7F3K-22QD' : '',
          reason: status === 409 ? 'This claim was verified a minute ago by Sam Okoro.' : '',
        },
      };
    },
  });
}
