import {
  type FinancialYear,
  financialYear,
  pence,
  type Pence,
  roundHalfAway,
} from '../../lib/index.ts';
import type { Likely } from '../model/model-input.ts';
import type { RangedPence } from './spend-class.ts';

/** A shift as it is planned. Money is in the prices of the budgets that it begins from. */
export interface ShiftInput {
  /** The year of the first step. */
  readonly firstYear: FinancialYear;
  /** Years looked at from there, 1 to 30. */
  readonly years: number;
  /** Share of the late budget that moves more each year, 0 to 0.1: 0.01 is one per cent. */
  readonly share: number;
  /** Yearly budgets before the first step. */
  readonly early: Pence;
  readonly late: Pence;
  /** Late need by year if nothing is done, as a multiple of today's; one for each year. */
  readonly demand: readonly Likely[];
  /** Pounds a year by which late need falls for each pound a year more spent early. */
  readonly perPound: Likely;
  /** Whole years between money moved and its effect. */
  readonly lagYears: number;
  /** Years by which the first step is put off; the years looked at stay the same. */
  readonly delayYears?: number;
}

/** One year of a shift; amounts of the year, not discounted. */
export interface ShiftYear {
  readonly year: FinancialYear;
  /** Steps taken by then. */
  readonly steps: number;
  /** What the early budget has more, and the late budget less, than before the first step. */
  readonly moved: Pence;
  readonly early: Pence;
  readonly late: Pence;
  /** What late need would cost if nothing were done. */
  readonly needAsNow: RangedPence;
  /** How far late need must fall below that for the late budget to suffice: 0 to 1, or below 0. */
  readonly fallNeeded: Likely;
  /** By how much the early money is expected to lower late need. */
  readonly lowered: RangedPence;
  /** Late need above the budget of before the first step, with no shift at all. */
  readonly pressure: RangedPence;
  /** Money needed twice: moved, and still needed late. Below 0 the shift pays for itself. */
  readonly twinTrack: RangedPence;
  /** Twin-track money from the first year to the end of this one. */
  readonly twinTrackSoFar: RangedPence;
  /** What the late budget lacks in all: pressure and twin-track money. */
  readonly gap: RangedPence;
}

/** What a shift comes to. */
export interface Shift {
  readonly years: readonly ShiftYear[];
  /** The most twin-track money at any one time, as a positive amount; 0 where none is needed. */
  readonly peak: RangedPence;
  /** The year of the likely peak; null where none is needed. */
  readonly peakYear: FinancialYear | null;
  /** Pounds per pound at which all twin-track money is back by the end; null where it cannot be. */
  readonly breakEven: number | null;
  /** Pounds per pound at which the last year balances; null where it cannot. */
  readonly lastYearBreakEven: number | null;
}

/**
 * Moves a share of the late budget to early, step by step (Allen's review of early intervention,
 * 2011: one per cent a year). Moving makes no money: early and late always sum to what they were.
 * Ranges go end to end: what is doubtful is doubtful in the same direction in every year.
 */
export function planShift(input: ShiftInput): Shift {
  const moves = movedByYear(input);
  const lowered = loweredByYear(moves, input);
  let soFar = { value: 0, low: 0, high: 0 };
  const years = moves.map((moved, index): ShiftYear => {
    const late = pence(input.late - moved);
    const needAsNow = timesLikely(input.late, at(input.demand, index));
    const own = within(at(lowered, index), needAsNow);
    const twinTrack = minusRange(moved, own);
    soFar = add(soFar, twinTrack);
    const pressure = lessFixed(needAsNow, input.late);
    return {
      year: financialYear(Number(input.firstYear.slice(0, 4)) + index),
      steps: stepsBy(input, index),
      moved,
      early: pence(input.early + moved),
      late,
      needAsNow,
      fallNeeded: fallOf(late, needAsNow),
      lowered: own,
      pressure,
      twinTrack,
      twinTrackSoFar: ranged(soFar),
      gap: ranged(add(pressure, twinTrack)),
    };
  });
  return { years, ...peakOf(years), ...breakEvens(moves, input.lagYears) };
}

/** What is moved in each year: a step more each year, from the first one on. */
function movedByYear(input: ShiftInput): Pence[] {
  return Array.from({ length: input.years }, (_, index) =>
    pence(roundHalfAway(input.late * input.share * stepsBy(input, index))),
  );
}

function stepsBy({ delayYears = 0 }: ShiftInput, index: number): number {
  return Math.max(0, index + 1 - delayYears);
}

/**
 * By how much late need falls in each year when the early budget is so much larger (pence a year;
 * below 0 it is cut, and need rises): pounds per pound times the change, so many years before.
 */
export function loweredByYear(
  changes: readonly Pence[],
  effect: { readonly perPound: Likely; readonly lagYears: number },
): RangedPence[] {
  return changes.map((_, index) => {
    const change = changes[index - effect.lagYears] ?? pence(0);
    const ends = [effect.perPound.low, effect.perPound.high].map((one) => change * one);
    return ranged({
      value: change * effect.perPound.likely,
      low: Math.min(...ends),
      high: Math.max(...ends),
    });
  });
}

/** Need cannot fall below nothing. */
function within(lowered: RangedPence, need: RangedPence): RangedPence {
  return {
    value: pence(Math.min(lowered.value, need.value)),
    low: pence(Math.min(lowered.low, need.low)),
    high: pence(Math.min(lowered.high, need.high)),
  };
}

function fallOf(late: Pence, need: RangedPence): Likely {
  const of = (amount: number) => (amount > 0 ? 1 - late / amount : 0);
  return { low: of(need.low), likely: of(need.value), high: of(need.high) };
}

function peakOf(years: readonly ShiftYear[]): Pick<Shift, 'peak' | 'peakYear'> {
  const most = (pick: (of: RangedPence) => number) =>
    Math.max(0, ...years.map(({ twinTrackSoFar }) => pick(twinTrackSoFar)));
  const value = most((one) => one.value);
  const peak = ranged({ value, low: most((one) => one.low), high: most((one) => one.high) });
  const found = years.find(({ twinTrackSoFar }) => twinTrackSoFar.value === value);
  return { peak, peakYear: value > 0 ? (found?.year ?? null) : null };
}

function breakEvens(
  moves: readonly Pence[],
  lagYears: number,
): Pick<Shift, 'breakEven' | 'lastYearBreakEven'> {
  const acting = moves.slice(0, Math.max(0, moves.length - lagYears));
  const sum = (all: readonly Pence[]) => all.reduce((total, one) => total + one, 0);
  const last = acting.at(-1) ?? 0;
  return {
    breakEven: sum(acting) > 0 ? sum(moves) / sum(acting) : null,
    lastYearBreakEven: last > 0 ? (moves.at(-1) ?? 0) / last : null,
  };
}

/** What happens if late need does not fall at all, against money kept in reserve. */
export interface NoFall {
  /** The overspend of each year: what was moved, and pressure that comes anyway. */
  readonly byYear: readonly { readonly year: FinancialYear; readonly overspend: RangedPence }[];
  /** The year in which reserves are used up at each end; null where they last or are not stated. */
  readonly usedUp: {
    readonly low: FinancialYear | null;
    readonly likely: FinancialYear | null;
    readonly high: FinancialYear | null;
  };
}

/** The overspend year by year where the early money changes nothing, and when reserves run out. */
export function ifNothingFalls({ years }: Shift, reserves: Pence | null): NoFall {
  const byYear = years.map(({ year, moved, pressure }) => ({
    year,
    overspend: ranged({
      value: pressure.value + moved,
      low: pressure.low + moved,
      high: pressure.high + moved,
    }),
  }));
  const usedUp = (pick: (of: RangedPence) => number): FinancialYear | null => {
    if (reserves === null) return null;
    let left: number = reserves;
    for (const { year, overspend } of byYear) {
      left -= Math.max(0, pick(overspend));
      if (left < 0) return year;
    }
    return null;
  };
  return {
    byYear,
    usedUp: {
      low: usedUp((one) => one.low),
      likely: usedUp((one) => one.value),
      high: usedUp((one) => one.high),
    },
  };
}

/** What a delay or a cut leaves undone over the years looked at, in pence. */
export interface LeftUndone {
  /** Late need that the early money would have lowered, and that stays. */
  readonly needThatStays: RangedPence;
  /** Twin-track money that is not needed in these years; may be below 0. */
  readonly twinTrackSpared: RangedPence;
}

/** What it costs to begin so many years later: need that stays, and twin-track money spared. */
export function costOfDelay(input: ShiftInput, years: number): LeftUndone {
  const now = planShift(input);
  const later = planShift({ ...input, delayYears: (input.delayYears ?? 0) + years });
  return {
    needThatStays: differenceOf(now, later, ({ lowered }) => lowered),
    twinTrackSpared: differenceOf(now, later, ({ twinTrack }) => twinTrack),
  };
}

/** Differences year by year, each end with its own: both plans rest on the same assumption. */
function differenceOf(
  now: Shift,
  later: Shift,
  pick: (year: ShiftYear) => RangedPence,
): RangedPence {
  const sum = (end: 'value' | 'low' | 'high') =>
    now.years.reduce((total, year, index) => {
      const other = later.years[index];
      return total + pick(year)[end] - (other ? pick(other)[end] : 0);
    }, 0);
  const ends = [sum('low'), sum('high')];
  return ranged({ value: sum('value'), low: Math.min(...ends), high: Math.max(...ends) });
}

/** A cut of the early budget by so much a year, for good: late need that follows, by year. */
export function costOfACut(
  cut: Pence,
  effect: Pick<ShiftInput, 'years' | 'perPound' | 'lagYears'>,
): RangedPence[] {
  const changes = Array.from({ length: effect.years }, () => pence(-cut));
  return loweredByYear(changes, effect).map(({ value, low, high }) =>
    ranged({ value: -value, low: -high, high: -low }),
  );
}

/**
 * Pounds of late need for each pound early, from the per cent by which need follows one per cent of
 * early spending: one per cent of a small early budget moves need of a large late one.
 */
export function perPoundOf(elasticity: Likely, budgets: { early: Pence; late: Pence }): Likely {
  const factor = budgets.early > 0 ? budgets.late / budgets.early : 0;
  const { low, likely, high } = elasticity;
  return { low: low * factor, likely: likely * factor, high: high * factor };
}

function at<T>(all: readonly T[], index: number): T {
  const found = all[index];
  if (found === undefined) throw new RangeError('every year of a shift has its demand');
  return found;
}

interface Three {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function ranged({ value, low, high }: Three): RangedPence {
  return {
    value: pence(roundHalfAway(value)),
    low: pence(roundHalfAway(low)),
    high: pence(roundHalfAway(high)),
  };
}

function timesLikely(amount: Pence, { low, likely, high }: Likely): RangedPence {
  return ranged({ value: amount * likely, low: amount * low, high: amount * high });
}

function lessFixed(range: RangedPence, less: Pence): RangedPence {
  return ranged({ value: range.value - less, low: range.low - less, high: range.high - less });
}

function minusRange(amount: Pence, less: RangedPence): RangedPence {
  return ranged({ value: amount - less.value, low: amount - less.high, high: amount - less.low });
}

function add(a: Three, b: Three): Three {
  return { value: a.value + b.value, low: a.low + b.low, high: a.high + b.high };
}
