import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { confidenceFigure, evidenceCautionMeasure } from './evidence-scale.measure.ts';
import { SCALES } from './evidence-scales-file.ts';
import { CHECK_WORDS } from './evidence-words.ts';

/** The schemes of evidence, level by level, beside the ladder and the caution that follows. */
export const scalesPage: Page = definePage({
  url: '/evidence/scales',
  title: 'How sure is the evidence?',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => ({
    template: 'understand/evidence/scales.njk',
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/evidence', text: 'What works' },
    ],
    data: {
      caution: await evidenceCautionMeasure.compute(tx, actor, {}),
      steps: SCALES.ladder.steps,
      schemes: SCALES.schemes.map((scheme) => ({
        ...scheme,
        checked: CHECK_WORDS[scheme.checked],
        levels: scheme.levels.map((one) => ({
          ...one,
          checked: CHECK_WORDS[one.checked ?? scheme.checked],
          figure: scheme.kind === 'cost' ? null : confidenceFigure(scheme.code, one.level),
        })),
      })),
      limits: SCALES.localLimits,
    },
  }),
});
