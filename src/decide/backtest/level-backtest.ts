import { addDays, type CalendarDay } from '../../lib/index.ts';
import { QUARTER_DAYS, type Standing, type State, STATES } from '../model/model-input.ts';
import type { CountedMoves } from '../model/move-counts.ts';
import { projectAsNow } from '../model/project-as-now.ts';
import { type KnownSpan, type Living, ratesOf } from '../model/rates.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import type { Case, Forecast } from './score.ts';

/** Where children stood at the end of each year of a span, the oldest first. */
export interface YearEnd {
  /** The year in which the financial year starts. */
  readonly year: number;
  readonly standing: readonly Standing[];
}

/** Fewest years that a fit goes by, and most that are then held back. */
export const FEWEST_FITTED = 2;
const MOST_HELD = 2;
const DRAWS = 200;
const SEED = 2011;
const QUARTERS_A_YEAR = 4;
/** Normal values within which half and nine in ten lie. */
const WITHIN = { half: 0.6745, most: 1.6449 } as const;

/** States that are tested: those that help is given in. */
export const TESTED_STATES: readonly State[] = STATES.filter(
  (state) => state !== 'universal' && state !== 'adult',
);

/** All that a back-test of levels goes by. */
export interface LevelYears {
  readonly span: KnownSpan;
  readonly counted: CountedMoves;
  readonly living: Living;
  readonly ends: readonly YearEnd[];
}

/**
 * From each year end on that two years or more come before: rates are taken from those alone, the
 * next years (two at most) are projected as if nothing changed, and set beside where children then
 * stood. Levels at which nobody ever stood are left out.
 */
export function levelCases(years: LevelYears): Case[] {
  const { ends } = years;
  const seen = TESTED_STATES.filter((state) => ends.some((end) => childrenAt(end, state) > 0));
  return ends.flatMap((_, place) => {
    const held = ends.slice(place + 1, place + 1 + MOST_HELD);
    if (place + 1 < FEWEST_FITTED || held.length === 0) return [];
    const projection = projectAsNow(fittedTo(years, place), held.length, DRAWS, SEED);
    return held.flatMap((end, index) =>
      seen.map((state): Case => {
        const spread = projection.states.find((one) => one.state === state)?.atYearEnd[index];
        const before = ends.slice(0, place + 1).map((one) => ({
          year: one.year,
          children: childrenAt(one, state),
        }));
        return {
          group: STATE_LABELS[state],
          actual: childrenAt(end, state),
          forecasts: {
            model: byModel(spread),
            last: lastAgain(before.at(-1)?.children ?? 0),
            line: lineOn(before, end.year),
          },
        };
      }),
    );
  });
}

/** Rates from the quarters up to a year end, and the children who stood there on it. */
function fittedTo({ span, counted, living, ends }: LevelYears, place: number) {
  const left = ends.length - 1 - place;
  const quarters = counted.quarters - left * QUARTERS_A_YEAR;
  const lastDay = yearEndBefore(counted.lastDay, left);
  const fitted = {
    ...counted,
    lastDay,
    quarters,
    moves: counted.moves.filter((move) => move.quarter < quarters),
    standing: ends[place]?.standing ?? [],
  };
  return ratesOf(fitted, { ...span, lastDay, quarters, toYear: span.toYear - left }, living);
}

/** The day on which a quarter begins, so many years before the last day. */
export function yearEndBefore(lastDay: CalendarDay, years: number): CalendarDay {
  return addDays(lastDay, -Math.round(years * QUARTERS_A_YEAR * QUARTER_DAYS));
}

function childrenAt({ standing }: YearEnd, state: State): number {
  return standing
    .filter((one) => one.state === state)
    .reduce((sum, { children }) => sum + children, 0);
}

/** The spread of the rates with the chance of single children (Poisson) on top. */
function byModel(spread: { readonly mean: number; p5: number; p95: number } | undefined): Forecast {
  if (spread === undefined) return { value: 0, half: [0, 0], most: [0, 0] };
  const error = (spread.p95 - spread.p5) / (2 * WITHIN.most);
  return around(spread.mean, Math.sqrt(error ** 2 + spread.mean));
}

/** As many as before, with the chance of two counts. */
function lastAgain(children: number): Forecast {
  return around(children, Math.sqrt(2 * children));
}

/** A straight line through the year ends, with the chance of the counts. */
function lineOn(
  before: readonly { readonly year: number; readonly children: number }[],
  year: number,
): Forecast {
  const mean = (of: (one: (typeof before)[number]) => number) =>
    before.reduce((sum, one) => sum + of(one), 0) / before.length;
  const [middle, children] = [mean((one) => one.year), mean((one) => one.children)];
  const spread = before.reduce((sum, one) => sum + (one.year - middle) ** 2, 0);
  const slope =
    before.reduce((sum, one) => sum + (one.year - middle) * (one.children - children), 0) / spread;
  const value = Math.max(0, children + slope * (year - middle));
  const widening = 1 + 1 / before.length + (year - middle) ** 2 / spread;
  return around(value, Math.sqrt(Math.max(1, value) * widening));
}

function around(value: number, error: number): Forecast {
  const within = (times: number): [number, number] => [
    Math.max(0, value - times * error),
    value + times * error,
  ];
  return { value, half: within(WITHIN.half), most: within(WITHIN.most) };
}
