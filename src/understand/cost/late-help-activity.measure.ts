import { seesPeople, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Citation,
  type Figure,
  type Finding,
  formatFinancialYear,
  HIDDEN_ROW,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { filesBehind } from './activity.store.ts';
import { type CostAsked, readCostAsked } from './cost-asked.ts';
import { activityFigure, activityKey } from './cost-figures.ts';
import { activityLabel } from './cost-groups.ts';
import { activitiesOf, isTooFew } from './cost-rows.ts';
import type { Activity } from './late-help-cost.ts';
import { readActivity } from './read-activity.ts';

/** How much of one kind of help there was: days at a level, or events. */
export const lateHelpActivityMeasure: Measure = defineMeasure({
  name: 'late-help-activity',
  title: 'How much late help there was',
  who: thoseWhoSeeFigures,
  parameters: {
    what: 'a level such as child-in-need or looked-after/foster, or an event such as referral',
    year: 'a financial year such as 2024-25, or all; the newest known by default',
    month: 'one month such as 2024-05',
    ward: 'the number of a ward; 0 where it is not known',
    theme: 'one of the eight themes',
  },
  compute: async (tx, actor, given) => {
    const activity = readActivity(given.what);
    const asked = await readActivityAsked(tx, given);
    const figure = (await isTooFew(tx, asked))
      ? hidden(activityFigure(asked, activity, 0))
      : activityFigure(asked, activity, await quantityOf(tx, asked, activity));
    const files = await filesOf(tx, asked, activity);
    return finding(asked, activity, {
      ...figure,
      how: {
        ...figure.how,
        ...(figure.value === null ? {} : { rows: rowsBehind(activity, figure, seesPeople(actor)) }),
        ...files,
      },
    });
  },
});

/** The span, ward and theme of a question about one activity. */
export function readActivityAsked(tx: Tx, given: Parameters): Promise<CostAsked> {
  const { year, month, ward, theme } = given;
  return readCostAsked(tx, { by: 'activity', year, month, ward, theme });
}

async function quantityOf(tx: Tx, asked: CostAsked, activity: Activity): Promise<number> {
  const key = activityKey(activity);
  const own = (await activitiesOf(tx, asked)).filter((one) => activityKey(one) === key);
  return own.reduce((sum, one) => sum + one.quantity, 0);
}

function hidden(figure: Figure): Figure {
  return { ...figure, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } };
}

function rowsBehind(activity: Activity, figure: Figure, canOpen: boolean) {
  const [, query = ''] = figure.id.split('?');
  const what = activity.kind === 'days' ? 'stretches' : 'events';
  return {
    question: `Which ${what} are counted?`,
    count: figure.value ?? 0,
    ...(canOpen ? { href: `/journeys/rows?${query}` } : {}),
  };
}

const MOST_FILES = 20;

async function filesOf(
  tx: Tx,
  asked: CostAsked,
  activity: Activity,
): Promise<{ readonly citations: readonly Citation[]; readonly notes: readonly string[] }> {
  const all = await filesBehind(tx, RETURNS_OF[activity.kind]);
  const { year } = asked;
  // A file knows of the years before its own, never of later ones.
  const files = all.filter((file) => year === null || file.year === null || file.year >= year);
  const citations = files.slice(0, MOST_FILES).map((file) => ({
    title: file.name,
    publisher: 'loaded here',
    locator: `SHA-256 ${file.sha256.slice(0, 12)}`,
    date: file.year === null ? 'year not stated' : `returned for ${file.year}`,
  }));
  const more = files.length - citations.length;
  return {
    citations,
    notes: [
      'The files listed are those that can state this. Whoever may open records sees each row.',
      ...(more > 0 ? [`${more} more files can state it too.`] : []),
    ],
  };
}

const RETURNS_OF = {
  days: ['cin-census', 'ssda903', 'early-help', 'annex-a'],
  events: ['cin-census', 'ssda903', 'early-help', 'annex-a', 'school-census'],
} as const;

function finding(asked: CostAsked, activity: Activity, figure: Figure): Finding {
  const span = asked.year === null ? 'all years loaded' : formatFinancialYear(asked.year);
  return {
    id: figure.id,
    headline: `${activityLabel(activity)}, ${asked.month ?? span}`,
    subtitle: `How much was counted in the record, ${asked.month ?? span}`,
    rowHeading: 'What happened',
    columns: [activity.kind === 'days' ? 'Days' : 'How many'],
    rows: [{ label: activityLabel(activity), figures: [figure] }],
    chart: 'none',
  };
}
