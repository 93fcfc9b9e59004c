import { type CalendarDay, daysBetween, type Figure, type Unit } from '../../lib/index.ts';
import type { Spread } from '../model/model-result.ts';
import { itemsOf, type PlanContent, type PlanMeasure } from './plan.ts';
import { type Span, spanOf } from './plan-progress.ts';

/** A value with its range, in the unit of its measure; null ends where it has none. */
export interface Reading {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** From what a forecast is taken: a run of a scenario, or the straight line to the target. */
export type ForecastSource = 'scenario' | 'line' | 'none';

/** How a measure does beside its forecast. */
export type Course = 'on-course' | 'off-course' | 'cannot-tell';

/** The words for how a measure does. */
export const COURSE_WORDS: Readonly<
  Record<Course, { readonly text: string; readonly tone: string }>
> = {
  'on-course': { text: 'On course', tone: 'done' },
  'off-course': { text: 'Off course', tone: 'attention' },
  'cannot-tell': { text: 'Cannot tell', tone: 'quiet' },
};

/** What a review decides of a priority. */
export const DECISIONS = ['keep', 'change', 'stop'] as const;

/** One decision. */
export type Decision = (typeof DECISIONS)[number];

/** The words for each decision. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  keep: 'Keep it as it is',
  change: 'Change it',
  stop: 'Stop it',
};

/** One measure as a review found it. */
export interface ReviewedMeasure {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  readonly priority: string;
  readonly targetDay: CalendarDay;
  readonly source: ForecastSource;
  readonly start: Reading | null;
  readonly forecast: Reading | null;
  readonly actual: Reading | null;
  /** Where it would be on the day of the target if it went on as it has since the start. */
  readonly pace: Reading | null;
  readonly target: number;
  readonly course: Course;
  /** Why it is on course, off course, or cannot be told. */
  readonly why: string;
  /** The address of the figure behind the actual value; empty where nothing measures it. */
  readonly figure: string;
}

/** What a review decided of one priority, and why. */
export interface PriorityDecision {
  readonly priority: string;
  readonly title: string;
  readonly decision: Decision;
  readonly reason: string;
}

/** What is kept of a review: what was found on the day, and what was decided. */
export interface ReviewContent {
  readonly measures: readonly ReviewedMeasure[];
  readonly actions: Readonly<Record<'all' | 'done' | 'late' | 'dropped', number>>;
  /** Actions that were late, by their titles. */
  readonly late: readonly string[];
  /** Money up to the day of the review, in pence. */
  readonly money: { readonly pledged: number; readonly delivered: number };
  readonly decisions: readonly PriorityDecision[];
  readonly words: string;
}

/** A review that was held; it never changes. */
export interface PlanReview {
  readonly id: number;
  readonly version: number;
  readonly planHash: string;
  readonly heldOn: CalendarDay;
  readonly nextDay: CalendarDay;
  readonly content: ReviewContent;
  readonly hash: string;
  readonly madeAt: Date;
  readonly by: string;
}

/** Days within which nothing is carried forward: what moved in them says little of a year. */
const FEWEST_DAYS = 180;

/**
 * Where a measure should stand on a day on the straight line from its baseline to its target, the
 * range of the baseline narrowing to the target. Null without a baseline.
 */
export function lineForecast(measure: PlanMeasure, on: CalendarDay): Reading | null {
  const { baseline, target, targetDay } = measure;
  if (baseline === null) return null;
  const whole = daysBetween(baseline.day, targetDay);
  const gone = Math.min(Math.max(daysBetween(baseline.day, on), 0), Math.max(whole, 1));
  const part = whole <= 0 ? 1 : gone / whole;
  const between = (from: number) => from + (target - from) * part;
  const { low, high } = spanOf(baseline.value, baseline.unit, baseline);
  return { value: between(baseline.value), low: between(low), high: between(high) };
}

/**
 * Where a measure should stand by a run of a scenario: its baseline less what the run changes, in
 * the unit of the measure. Null without a baseline.
 */
export function scenarioForecast(
  { baseline }: Pick<PlanMeasure, 'baseline'>,
  fewer: Pick<Spread, 'mean' | 'p5' | 'p95'>,
): Reading | null {
  if (baseline === null) return null;
  const { low, high } = spanOf(baseline.value, baseline.unit, baseline);
  return {
    value: baseline.value - fewer.mean,
    low: low - fewer.p95,
    high: high - fewer.p5,
  };
}

/**
 * Where a measure would stand on the day of its target at the pace since its baseline, as far as
 * the ranges of then and now allow. Null where less than half a year has passed.
 */
export function paceOf(measure: PlanMeasure, now: Reading, on: CalendarDay): Reading | null {
  const { baseline, targetDay, unit } = measure;
  if (baseline === null) return null;
  const gone = daysBetween(baseline.day, on);
  if (gone < FEWEST_DAYS || targetDay <= on) return null;
  const times = daysBetween(baseline.day, targetDay) / gone;
  const [then, at] = [spanOf(baseline.value, unit, baseline), spanOf(now.value, unit, now)];
  const reach = (from: number, to: number) => from + (to - from) * times;
  // What cannot be below nought, or above all of it, is not carried there.
  const least = then.low >= 0 && at.low >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  const most = unit === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  const within = (value: number) => Math.min(most, Math.max(least, value));
  return {
    value: within(reach(baseline.value, now.value)),
    low: within(reach(then.high, at.low)),
    high: within(reach(then.low, at.high)),
  };
}

/**
 * How a measure does: on course when all of its range is at least as good as the middle of the
 * forecast, off course when all of it is worse than all of the forecast, else nobody can tell.
 */
export function courseOf(
  { direction, unit }: Pick<PlanMeasure, 'direction' | 'unit'>,
  forecast: Reading | null,
  actual: Reading | null,
): { readonly course: Course; readonly why: string } {
  if (forecast === null) {
    return { course: 'cannot-tell', why: 'It had no baseline, so nothing was forecast.' };
  }
  if (actual === null) {
    return { course: 'cannot-tell', why: 'Nothing measures it here yet.' };
  }
  const now = better(spanOf(actual.value, unit, actual), direction);
  const hoped = better(spanOf(forecast.value, unit, forecast), direction);
  const middle = direction === 'up' ? forecast.value : -forecast.value;
  if (now.low >= middle) {
    return { course: 'on-course', why: 'All of its range is at least as good as the forecast.' };
  }
  if (now.high < hoped.low) {
    return { course: 'off-course', why: 'All of its range is worse than the forecast.' };
  }
  const why =
    now.high > now.low
      ? 'Its range is so wide that it may be better or worse than the forecast.'
      : 'It lies within the range of the forecast, on its worse side.';
  return { course: 'cannot-tell', why };
}

/** A range turned so that more is better. */
function better({ low, high }: Span, direction: 'up' | 'down'): Span {
  return direction === 'up' ? { low, high } : { low: -high, high: -low };
}

/** A figure as a reading; null where it has no value or is in another unit. */
export function readingOf(figure: Figure | null, unit: Unit): Reading | null {
  if (figure === null || figure.value === null || figure.unit !== unit) return null;
  return { value: figure.value, low: figure.low ?? null, high: figure.high ?? null };
}

/** When the plan is to be looked at again: as the last review said, else as the plan says. */
export function nextReviewDay(
  { reviewDay }: Pick<PlanContent, 'reviewDay'>,
  reviews: readonly Pick<PlanReview, 'heldOn' | 'nextDay'>[],
): CalendarDay {
  const [newest] = [...reviews].sort((a, b) => (a.heldOn < b.heldOn ? 1 : -1));
  return newest?.nextDay ?? reviewDay;
}

/** Something whose day of review has passed. */
export interface OverdueReview {
  /** Empty for the plan as a whole. */
  readonly key: string;
  readonly title: string;
  readonly day: CalendarDay;
}

/** What should have been looked at before a day and was not: the plan, and things in it. */
export function overdueReviews(
  content: PlanContent,
  reviews: readonly Pick<PlanReview, 'heldOn' | 'nextDay'>[],
  on: CalendarDay,
): OverdueReview[] {
  const last = reviews.reduce<string>((day, one) => (one.heldOn > day ? one.heldOn : day), '');
  const things = [
    { key: '', title: content.title, day: nextReviewDay(content, reviews) },
    ...itemsOf(content, 'statements').map(({ key, text, reviewDay }) => ({
      key,
      title: text,
      day: reviewDay,
    })),
    ...content.priorities.map(({ key, title, reviewDay = null }) => ({
      key,
      title,
      day: reviewDay,
    })),
    ...itemsOf(content, 'commissions').map(({ key, what, reviewDay }) => ({
      key,
      title: what,
      day: reviewDay,
    })),
  ];
  return things.flatMap(({ key, title, day }) =>
    // A review of the plan looks at all that is in it.
    day !== null && day < on && (key === '' || day > last) ? [{ key, title, day }] : [],
  );
}
