import { type CalendarDay, financialYearOf, Refusal, yearStart } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { Spread, StateChange } from '../model/model-result.ts';
import { livingHere } from '../model/rates.ts';
import { loadResult } from '../scenario/load-result.ts';
import type { PlanState } from './load-plan.ts';
import type { PlanMeasure } from './plan.ts';
import { measuredNow } from './plan-measures.measure.ts';
import { deliveredOf } from './plan-progress.ts';
import { actionStatus } from './plan-rules.ts';
import {
  courseOf,
  type ForecastSource,
  lineForecast,
  paceOf,
  type Reading,
  readingOf,
  type ReviewContent,
  type ReviewedMeasure,
  scenarioForecast,
} from './review.ts';

/** Levels whose children a measure can count, so that a scenario can forecast it. */
export const FORECAST_LEVELS = [
  ['targeted-early-help', 'Early help'],
  ['child-in-need', 'Child in need'],
  ['child-protection', 'Child protection plan'],
  ['looked-after', 'Looked after'],
] as const;

/** What a review of a version would find on a day, before anything is decided. */
export type ReviewFound = Pick<ReviewContent, 'measures' | 'actions' | 'late' | 'money'>;

/** Works out what a review finds on a day: forecast beside actual, done, late, pledged, given. */
export async function findForReview(
  tx: Tx,
  actor: Actor,
  { state, on }: { readonly state: PlanState; readonly on: CalendarDay },
): Promise<ReviewFound> {
  const { content } = state.plan;
  const run = content.basis === undefined ? null : await readableRun(tx, content.basis);
  const living = run === null ? null : await livingHere(tx);
  const children = living?.byAge.reduce((sum, one) => sum + one, 0) ?? 0;
  const measures = (await measuredNow(tx, actor, state)).map(({ measure, source }) => {
    const fewer = run === null ? null : fewerIn(run, measure, on, children);
    const byRun = fewer === null ? null : scenarioForecast(measure, fewer);
    const forecast = byRun ?? lineForecast(measure, on);
    const from: ForecastSource = byRun ? 'scenario' : forecast ? 'line' : 'none';
    const actual = readingOf(source, measure.unit);
    return reviewedOf(measure, { forecast, from, actual, on, figure: source?.id ?? '' });
  });
  // Only what was said and given by then: a review can be held of a day that is past.
  const words = state.words.filter((one) => one.on <= on);
  const given = state.deliveries.filter((one) => one.on <= on);
  const standing = content.actions.map((one) => ({
    title: one.title,
    status: actionStatus(one, words, on),
  }));
  const count = (asked: string) => standing.filter(({ status }) => status === asked).length;
  const money = content.pledges.filter(
    ({ kind, year }) => kind === 'money' && yearStart(year) <= on,
  );
  return {
    measures,
    actions: {
      all: standing.length,
      done: count('done'),
      late: count('late'),
      dropped: count('dropped'),
    },
    late: standing.filter(({ status }) => status === 'late').map(({ title }) => title),
    money: {
      pledged: money.reduce((sum, { amount }) => sum + amount, 0),
      delivered: money.reduce((sum, one) => sum + deliveredOf(one, given), 0),
    },
  };
}

function reviewedOf(
  measure: PlanMeasure,
  of: {
    readonly forecast: Reading | null;
    readonly from: ForecastSource;
    readonly actual: Reading | null;
    readonly on: CalendarDay;
    readonly figure: string;
  },
): ReviewedMeasure {
  const { key, label, unit, priority, targetDay, target, baseline } = measure;
  const { forecast, from, actual, on, figure } = of;
  return {
    key,
    label,
    unit,
    priority,
    targetDay,
    target,
    source: from,
    start: baseline && { value: baseline.value, low: baseline.low, high: baseline.high },
    forecast: forecast && rounded(forecast, unit === 'pence'),
    actual,
    pace: actual && roundedOrNull(paceOf(measure, actual, on), unit === 'pence'),
    ...courseOf(measure, forecast, actual),
    figure,
  };
}

function roundedOrNull(reading: Reading | null, isMoney: boolean): Reading | null {
  return reading && rounded(reading, isMoney);
}

/** Money to whole pence, anything else to two decimals: more would look surer than it is. */
function rounded({ value, low, high }: Reading, isMoney: boolean): Reading {
  const round = (one: number) => (isMoney ? Math.round(one) : Math.round(one * 100) / 100);
  // A range of one value is none.
  if (low === null || high === null || low === high) {
    return { value: round(value), low: null, high: null };
  }
  return { value: round(value), low: round(low), high: round(high) };
}

type Run = Awaited<ReturnType<typeof loadResult>>;

/** The run on which the plan rests; null where it is gone or not shared with this reader. */
async function readableRun(tx: Tx, id: number): Promise<Run | null> {
  try {
    return await loadResult(tx, id);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-found') return null;
    throw error;
  }
}

/** By how much a run lowers a measure in the year of a day; null where it says nothing of it. */
function fewerIn(
  { found }: Run,
  { level, unit }: PlanMeasure,
  on: CalendarDay,
  children: number,
): Pick<Spread, 'mean' | 'p5' | 'p95'> | null {
  const index = found.years.indexOf(financialYearOf(on));
  const scale = unit === 'children' ? 1 : unit === 'per-10000' ? 10_000 / children : null;
  if (level === undefined || index < 0 || scale === null || !Number.isFinite(scale)) return null;
  const states = found.states.filter(({ state }) => levelOfState(state) === level);
  if (states.length === 0) return null;
  // Ends are added as they are: wider than the truth, never narrower.
  const sum = (end: 'mean' | 'p5' | 'p95') =>
    states.reduce((total, { byYear }) => total + (byYear[index]?.[end] ?? 0), 0) * scale;
  return { mean: sum('mean'), p5: sum('p5'), p95: sum('p95') };
}

function levelOfState(state: StateChange['state']): string {
  return state.split('/')[0] ?? state;
}
