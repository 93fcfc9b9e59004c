import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatFinancialYear, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { peakWords, SHIFT_SHOWN, shiftFinding } from './budget-shift.measure.ts';
import { loadShift, type PlannedShift, readShiftAsked, type ShiftAsked } from './read-shift.ts';
import { observedCut } from './shift-delay.ts';
import { perPoundFigure } from './shift-base.ts';
import { breakEvenFigure, peakFigure, yearFigure } from './shift-figures.ts';
import { PUBLICATIONS } from './spend-class.ts';
import { publicationOf } from './spend-classes-file.ts';
import { plannerDefault } from './spend-history-file.ts';
import { spendHistoryMeasure } from './spend-history.measure.ts';

const TITLE = 'What would moving money earlier take?';

/** The fields of the form by the words of a refusal, for the error summary. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/first year/, 'from'],
  [/share/, 'share'],
  [/number of years/, 'years'],
  [/before money acts/, 'lag'],
  [/each £100/, 'effect'],
  [/Reserves/, 'reserves'],
];

/** Moving a share of the late budget to early: what each step needs, and what if it fails. */
export const budgetShiftPage: Page = definePage({
  url: '/budget/shift',
  title: TITLE,
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    try {
      const asked = await readShiftAsked(request.tx, request.query);
      const plan = await loadShift(request.tx, request.actor, asked);
      if (plan === null) return show(request, { asked });
      return await showPlan(request, plan);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = FIELDS.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'share';
      return show(request, { errors: [{ field: `filter-${field}`, sentence: error.message }] });
    }
  },
});

async function showPlan(request: PageRequest, plan: PlannedShift): Promise<PageAnswer> {
  const { tx, actor } = request;
  const findings = Object.fromEntries(
    SHIFT_SHOWN.map((shown) => [shown.replaceAll('-', '_'), shiftFinding(plan, shown)]),
  );
  return show(request, {
    asked: plan.asked,
    heading: peakWords(plan),
    more: {
      findings,
      peak: peakFigure(plan),
      perPound: perPoundFigure(plan),
      breakEven: breakEvenFigure(plan, 'break-even'),
      lastYear: breakEvenFigure(plan, 'last-year'),
      rules: stopRules(plan),
      isLocal: plan.need.isLocal,
      basis: plan.need.basis,
      observed: await observedCut(tx, actor),
      history: await spendHistoryMeasure.compute(tx, actor, {}),
      base: formatFinancialYear(plan.base.year),
    },
  });
}

/** What must be seen before each further step, from the figures of the year before it. */
function stopRules(plan: PlannedShift) {
  if (plan.asked.percent === 0) return [];
  return plan.shift.years.slice(1).map((year, index) => {
    const before = plan.shift.years[index] ?? year;
    const start = year.year.slice(0, 4);
    return {
      step: year.steps,
      start: `April ${start}`,
      until: `March ${start}`,
      days: yearFigure(plan, before, 'looked-after-days'),
      children: yearFigure(plan, before, 'looked-after'),
      fall: yearFigure(plan, before, 'fall'),
      twinTrack: yearFigure(plan, before, 'twin-track-so-far'),
    };
  });
}

function show(
  request: PageRequest,
  given: {
    readonly asked?: ShiftAsked;
    readonly heading?: string;
    readonly errors?: readonly FieldError[];
    readonly more?: Readonly<Record<string, unknown>>;
  },
): PageAnswer {
  const { errors = [], asked, heading = TITLE, more } = given;
  return {
    template: 'decide/budget/shift.njk',
    title: heading,
    breadcrumbs: BUDGET_TRAIL,
    ...(errors.length > 0 ? { status: 422 } : {}),
    data: {
      heading,
      errors,
      plan: more ?? null,
      url: request.url,
      chosen: asked ? chosenOf(asked, request.query) : request.query,
      publications: PUBLICATIONS.map((value) => ({ value, text: publicationOf(value).label })),
      usual: {
        share: plannerDefault('share'),
        years: plannerDefault('years'),
        lag: plannerDefault('lag'),
      },
    },
  };
}

/** What the form holds: only what was asked, so that what is chosen is told apart from defaults. */
function chosenOf(asked: ShiftAsked, query: PageRequest['query']): Record<string, string> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return { ...Object.fromEntries(given), publication: asked.spend.publication };
}
