/** One thing that can be bought: a programme of one size in one area. Money is in pence. */
export interface Option {
  readonly programme: string;
  readonly area: string;
  /** Places a year at full capacity. */
  readonly places: number;
  /** Posts that it takes, by kind of staff. */
  readonly posts: Readonly<Record<string, number>>;
  readonly costByYear: readonly number[];
  /** Net present value in each run; run i of one option is the same world as run i of another. */
  readonly values: Float64Array;
}

/** A programme as the choice sees it. */
export interface ChoiceProgramme {
  readonly code: string;
  readonly themes: readonly string[];
  /** Streams of money that may pay for it. */
  readonly paidFrom: readonly string[];
}

/** Something that a choice must keep to. Each can be taken away, to see what it costs. */
export type Limit =
  | { readonly kind: 'money'; readonly stream: string; readonly byYear: readonly number[] }
  | { readonly kind: 'posts'; readonly staff: string; readonly most: number }
  | { readonly kind: 'places'; readonly programme: string; readonly most: number }
  | { readonly kind: 'area'; readonly area: string; readonly least: number }
  | { readonly kind: 'theme'; readonly theme: string; readonly least: number }
  /** At most one of these programmes in one area. */
  | { readonly kind: 'exclusion'; readonly programmes: readonly string[] }
  /** Runs (0 to 1) in which the whole may lose. */
  | { readonly kind: 'loss'; readonly most: number };

/** Two programmes in one area gain this share more (below 0: less) than each alone. */
export interface Synergy {
  readonly programmes: readonly [string, string];
  readonly share: number;
}

/** What is to be chosen from, within what. */
export interface Problem {
  readonly years: number;
  readonly options: readonly Option[];
  readonly programmes: readonly ChoiceProgramme[];
  readonly limits: readonly Limit[];
  readonly synergies: readonly Synergy[];
  /** How much the mean of the worst tenth counts (0 to 1) beside the mean of all runs. */
  readonly cautious: number;
}

/** Part of the runs that "the worst tenth" is. */
export const WORST = 0.1;

/** A pair of options that go together, and the share that their values gain or lose. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** Pairs of options (by place) to which a synergy applies: two programmes in the same area. */
export function pairsOf({ options, synergies }: Problem): Pair[] {
  return synergies.flatMap(({ programmes: [one, other], share }) =>
    options.flatMap((first, at) =>
      first.programme !== one
        ? []
        : options.flatMap((second, place) =>
            second.programme === other && second.area === first.area
              ? [{ first: at, second: place, share }]
              : [],
          ),
    ),
  );
}

/** The value of a choice (options by place) in each run, pence, synergies included. */
export function valuesOf(problem: Problem, chosen: readonly number[]): Float64Array {
  const runs = problem.options[0]?.values.length ?? 0;
  const sum = new Float64Array(runs);
  const add = (place: number, share: number) => {
    const values = problem.options[place]?.values ?? sum;
    for (let run = 0; run < runs; run += 1) {
      sum[run] = (sum[run] as number) + share * (values[run] as number);
    }
  };
  for (const place of chosen) add(place, 1);
  const bought = new Set(chosen);
  for (const { first, second, share } of pairsOf(problem)) {
    if (!bought.has(first) || !bought.has(second)) continue;
    add(first, share);
    add(second, share);
  }
  return sum;
}

/** How the values of some runs are spread, and how sure a gain is. */
export interface ChoiceValue {
  readonly mean: number;
  readonly p5: number;
  readonly p95: number;
  /** Mean of the worst tenth of the runs; its range is from the worst run to the tenth's best. */
  readonly worstTenth: number;
  readonly worst: number;
  readonly p10: number;
  /** Runs (0 to 1) below 0. */
  readonly chanceOfLoss: number;
}

/** Sums up values of runs; all 0 for no runs. The worst tenth is of whole runs, at least one. */
export function summariseValues(values: Float64Array): ChoiceValue {
  const runs = values.length;
  if (runs === 0)
    return { mean: 0, p5: 0, p95: 0, worstTenth: 0, worst: 0, p10: 0, chanceOfLoss: 0 };
  const ordered = values.slice().sort();
  const at = (share: number) => {
    const place = (runs - 1) * share;
    const below = ordered[Math.floor(place)] as number;
    return below + ((ordered[Math.ceil(place)] as number) - below) * (place - Math.floor(place));
  };
  const worst = ordered.subarray(0, Math.max(1, Math.round(runs * WORST)));
  return {
    mean: meanOf(values),
    p5: at(0.05),
    p95: at(0.95),
    worstTenth: meanOf(worst),
    worst: ordered[0] as number,
    p10: Math.max(at(0.1), worst.at(-1) as number),
    chanceOfLoss: values.reduce((count, value) => count + (value < 0 ? 1 : 0), 0) / runs,
  };
}

/** The mean of some values; 0 of none. */
export function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What a choice is worth by the problem's own measure: mean and worst tenth, weighed. */
export function worthOf(problem: Problem, chosen: readonly number[]): number {
  const { mean, worstTenth } = summariseValues(valuesOf(problem, chosen));
  return (1 - problem.cautious) * mean + problem.cautious * worstTenth;
}
