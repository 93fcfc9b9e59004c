import { AGE_BANDS, DURATION_BANDS, type RateCell, type State, STATES } from './model-input.ts';
import type { MoveCount } from './move-counts.ts';

/** How children leave one state at one age and duration, with what it rests on. */
export interface PooledCell extends RateCell {
  /** Quarters of children observed, staying included. */
  readonly observed: number;
  /** Children seen to move, by the state that they moved to; staying is not in it. */
  readonly moved: Readonly<Partial<Record<State, number>>>;
  /** Quarters of children that the state's other ages and durations stand for. */
  readonly priorWeight: number;
  /** By how much the variance between years goes beyond chance; weights are divided by it. */
  readonly unrest: number;
}

type Counts = Partial<Record<State, number>>;

/** Prior weights that are tried, in quarters of children. */
const PRIOR_WEIGHTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] as const;
/** What every move that was ever seen from a state is thought likely by, before any is counted. */
const SLIGHTLY = 0.5;
const QUARTERS_A_YEAR = 4;

/**
 * Rates of competing moves by age and duration, pooled where little was seen. The moves of a cell
 * are multinomial; its prior is a Dirichlet distribution about what children of all ages do at this
 * duration, which in turn is pulled to what they do at any duration. How strongly is estimated:
 * the prior weight under which the cells' counts are most likely (empirical Bayes; Minka, 2000,
 * "Estimating a Dirichlet distribution"). Ages before and after 18 are pooled apart. Weights are
 * divided by how far years differ beyond chance (Pearson's statistic over its degrees of freedom,
 * as quasi-likelihood does), so that a state whose rates drift is known less surely.
 */
export function poolRates(moves: readonly MoveCount[]): PooledCell[] {
  return STATES.filter((state) => state !== 'adult').flatMap((state) => {
    const own = moves.filter((move) => move.from === state && move.children > 0);
    const isGrown = ({ ageBand }: MoveCount) => (AGE_BANDS[ageBand]?.from ?? 0) >= 18;
    return [own.filter((move) => !isGrown(move)), own.filter(isGrown)].flatMap((part) =>
      part.length === 0 ? [] : poolState(state, part),
    );
  });
}

function poolState(from: State, moves: readonly MoveCount[]): PooledCell[] {
  const all = countsOf(moves);
  const targets = STATES.filter((state) => (all[state] ?? 0) > 0 || state === from);
  const common = shares(
    Object.fromEntries(targets.map((state) => [state, (all[state] ?? 0) + SLIGHTLY])),
    targets,
  );
  const bands = new Set(moves.map((move) => move.ageBand));
  const durations = DURATION_BANDS.map((_, durationBand) => ({
    durationBand,
    counts: countsOf(moves.filter((move) => move.durationBand === durationBand)),
  }));
  const perDuration = likeliestWeight(durations.map(({ counts }) => ({ counts, prior: common })));
  const cells = durations.flatMap(({ durationBand, counts }) => {
    const prior = shares(added(counts, common, perDuration), targets);
    return [...bands]
      .sort((a, b) => a - b)
      .map((ageBand) => {
        const own = moves.filter(
          (move) => move.durationBand === durationBand && move.ageBand === ageBand,
        );
        return { ageBand, durationBand, prior, counts: countsOf(own) };
      });
  });
  const priorWeight = likeliestWeight(cells);
  const weighed = cells.map((cell) => ({
    ...cell,
    weights: added(cell.counts, cell.prior, priorWeight),
  }));
  const unrest = unrestOf(moves, weighed, targets);
  return weighed.map(({ ageBand, durationBand, counts, weights }) => ({
    ageBand,
    from,
    durationBand,
    weights: Object.fromEntries(targets.map((to) => [to, (weights[to] ?? 0) / unrest])),
    observed: sumOf(counts),
    moved: Object.fromEntries(
      Object.entries(counts).filter(([to, count]) => to !== from && count > 0),
    ),
    priorWeight,
    unrest,
  }));
}

function countsOf(moves: readonly MoveCount[]): Counts {
  const counts: Counts = {};
  for (const { to, children } of moves) counts[to] = (counts[to] ?? 0) + children;
  return counts;
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

function shares(counts: Counts, targets: readonly State[]): Counts {
  const all = sumOf(counts);
  return Object.fromEntries(targets.map((state) => [state, (counts[state] ?? 0) / all]));
}

function added(counts: Counts, prior: Counts, weight: number): Counts {
  return Object.fromEntries(
    Object.entries(prior).map(([state, share]) => [
      state,
      (counts[state as State] ?? 0) + weight * share,
    ]),
  );
}

/** The prior weight under which the counts are most likely (Dirichlet-multinomial). */
function likeliestWeight(
  cells: readonly { readonly counts: Counts; readonly prior: Counts }[],
): number {
  let [best, most] = [PRIOR_WEIGHTS[0] as number, Number.NEGATIVE_INFINITY];
  for (const weight of PRIOR_WEIGHTS) {
    const likelihood = cells.reduce((sum, cell) => sum + logLikelihood(cell, weight), 0);
    if (likelihood > most) [best, most] = [weight, likelihood];
  }
  return best;
}

function logLikelihood(
  { counts, prior }: { readonly counts: Counts; readonly prior: Counts },
  weight: number,
): number {
  const all = sumOf(counts);
  if (all === 0) return 0;
  let sum = logGamma(weight) - logGamma(weight + all);
  for (const [state, share] of Object.entries(prior)) {
    const count = counts[state as State] ?? 0;
    if (count > 0) sum += logGamma(weight * share + count) - logGamma(weight * share);
  }
  return sum;
}

/**
 * Pearson's statistic of moves by year against what the pooled rates expect, over its degrees of
 * freedom; never under 1, and 1 of a single year. Moves that are hardly expected at all are left
 * out, since one of them would decide alone.
 */
function unrestOf(
  moves: readonly MoveCount[],
  cells: readonly {
    readonly ageBand: number;
    readonly durationBand: number;
    readonly weights: Counts;
  }[],
  targets: readonly State[],
): number {
  const chances = new Map(
    cells.map((cell) => [`${cell.ageBand} ${cell.durationBand}`, shares(cell.weights, targets)]),
  );
  const years = new Map<number, { seen: Counts; expected: Counts }>();
  for (const { quarter, ageBand, durationBand, to, children } of moves) {
    const year = Math.floor(quarter / QUARTERS_A_YEAR);
    const of = years.get(year) ?? { seen: {}, expected: {} };
    years.set(year, of);
    of.seen[to] = (of.seen[to] ?? 0) + children;
    const chance = chances.get(`${ageBand} ${durationBand}`) ?? {};
    for (const state of targets) {
      of.expected[state] = (of.expected[state] ?? 0) + children * (chance[state] ?? 0);
    }
  }
  if (years.size < 2) return 1;
  let [statistic, parts] = [0, 0];
  for (const { seen, expected } of years.values()) {
    const known = targets.filter((state) => (expected[state] ?? 0) >= FEWEST_EXPECTED);
    parts += Math.max(0, known.length - 1);
    for (const state of known) {
      statistic += ((seen[state] ?? 0) - (expected[state] ?? 0)) ** 2 / (expected[state] ?? 1);
    }
  }
  const freedom = (parts * (years.size - 1)) / years.size;
  return freedom > 0 ? Math.max(1, statistic / freedom) : 1;
}

const FEWEST_EXPECTED = 3;

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/**
 * The logarithm of the gamma function of a number above 0 (Lanczos's approximation, g = 7, nine
 * terms; about 15 digits).
 */
export function logGamma(value: number): number {
  if (value < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  }
  const x = value - 1;
  const series = LANCZOS.reduce(
    (sum, term, index) => sum + term / (x + index + 1),
    0.9999999999998099,
  );
  const t = x + LANCZOS.length - 0.5;
  return Math.log(2 * Math.PI) / 2 + (x + 0.5) * Math.log(t) - t + Math.log(series);
}
