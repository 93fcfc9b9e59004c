import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Finding, Refusal } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { effectSizeMeasure } from './effect-size.measure.ts';

const HEADING = 'Turn what a study found into the effect of a programme';

/** A form for what studies found, and the effect that a scenario takes. */
export const effectSizePage: Page = definePage({
  url: '/model/effect-size',
  title: HEADING,
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query }) => {
    const [studies, chance] = [query.studies?.trim() ?? '', query.chance?.trim() ?? ''];
    const asked = { studies, ...(chance === '' ? {} : { chance }) };
    const isAsked = studies !== '' || chance !== '';
    const found = isAsked
      ? await orRefusal(() => effectSizeMeasure.compute(tx, actor, asked))
      : null;
    const [finding, refusal] = found instanceof Refusal ? [null, found] : [found, null];
    const field = refusal?.code === 'no-chance' ? 'chance' : 'studies';
    return {
      template: 'decide/model/effect-size.njk',
      title: finding?.headline ?? HEADING,
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/model/proofs', text: 'Published results, worked out again' },
      ],
      data: {
        heading: finding?.headline ?? HEADING,
        finding,
        form: {
          errors: refusal ? [{ field, sentence: refusal.message }] : [],
          values: { studies, chance },
        },
      },
    };
  },
});

async function orRefusal(compute: () => Promise<Finding>): Promise<Finding | Refusal> {
  try {
    return await compute();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
