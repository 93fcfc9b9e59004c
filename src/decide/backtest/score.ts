import { median } from '../../lib/index.ts';

/** Ways of saying what comes: ours, the last value carried on, and a straight line carried on. */
export const METHODS = ['model', 'last', 'line'] as const;

/** One of them. */
export type Method = (typeof METHODS)[number];

/** What a method said of one value that was held back; ranges that hold half and nine in ten. */
export interface Forecast {
  readonly value: number;
  readonly half: readonly [low: number, high: number];
  readonly most: readonly [low: number, high: number];
}

/** A value that was held back, beside what each method said of it without knowing it. */
export interface Case {
  /** What it is counted under: a level of help, or a topic of indicators. */
  readonly group: string;
  readonly actual: number;
  readonly forecasts: Readonly<Record<Method, Forecast>>;
}

/** How well a method did. Shares are 0 to 1. */
export interface Score {
  readonly method: Method;
  /** Share of cases within the range that should hold half, and nine in ten, of them. */
  readonly insideHalf: number;
  readonly insideMost: number;
  /** Mean miss in the unit of the values; means little over values of several units. */
  readonly meanMiss: number;
  /** Mean and middle miss as a share of the actual value; cases of 0 are left out. */
  readonly meanShare: number;
  readonly medianShare: number;
  /**
   * Middle interval score of the range of nine in ten, as a share of the actual value: its width,
   * and twenty times what lies outside (Gneiting and Raftery, 2007). Smaller is better.
   */
  readonly rangeScore: number;
}

/** The scores of one group of cases. */
export interface GroupScores {
  readonly group: string;
  readonly cases: number;
  readonly scores: readonly Score[];
}

/** The range that holds nine in ten leaves a tenth out; the score's penalty is two over that. */
const LEFT_OUT = 1 / 10;

/**
 * Scores of all cases together (group `all`, first), then of each group by name. Empty of no cases.
 */
export function scoreCases(cases: readonly Case[]): GroupScores[] {
  if (cases.length === 0) return [];
  const byGroup = new Map<string, Case[]>();
  for (const one of cases) {
    const own = byGroup.get(one.group);
    if (own) own.push(one);
    else byGroup.set(one.group, [one]);
  }
  const names = [...byGroup.keys()].sort();
  const scored = (group: string, own: readonly Case[]): GroupScores => ({
    group,
    cases: own.length,
    scores: METHODS.map((method) => scoreOf(method, own)),
  });
  return [scored('all', cases), ...names.map((name) => scored(name, byGroup.get(name) ?? []))];
}

function scoreOf(method: Method, cases: readonly Case[]): Score {
  const mean = (values: readonly number[]) =>
    values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
  const inside = (range: 'half' | 'most') =>
    mean(
      cases.map(({ actual, forecasts }) => {
        const [low, high] = forecasts[method][range];
        return actual >= low && actual <= high ? 1 : 0;
      }),
    );
  const misses = cases.map(({ actual, forecasts }) => Math.abs(forecasts[method].value - actual));
  const known = cases.flatMap((one, index) =>
    one.actual > 0 ? [{ ...one, miss: misses[index] ?? 0 }] : [],
  );
  const shares = known.map(({ actual, miss }) => miss / actual);
  return {
    method,
    insideHalf: inside('half'),
    insideMost: inside('most'),
    meanMiss: mean(misses),
    meanShare: mean(shares),
    medianShare: median(shares) ?? 0,
    rangeScore:
      median(
        known.map(({ actual, forecasts }) => rangeScore(forecasts[method].most, actual) / actual),
      ) ?? 0,
  };
}

function rangeScore([low, high]: readonly [number, number], actual: number): number {
  const outside = Math.max(0, low - actual) + Math.max(0, actual - high);
  return high - low + (2 / LEFT_OUT) * outside;
}

/** Whether the model beats both naive ways by its mean miss; false where there are no cases. */
export function beatsNaive(group: GroupScores | undefined): boolean {
  const of = (method: Method) => group?.scores.find((one) => one.method === method)?.meanShare;
  const [model, last, line] = METHODS.map(of);
  return model !== undefined && model < (last ?? 0) && model < (line ?? 0);
}
