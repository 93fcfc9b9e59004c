import { mean, normalDensity, normalShareBelow } from '../../lib/index.ts';

/** Fewest runs in one bin, so that the noise of a bin's mean stays small beside the spread. */
const RUNS_A_BIN = 100;
/** More bins than this follow the noise and not the assumption. */
const MOST_BINS = 30;

/**
 * What it would be worth to know everything before choosing, in the unit of the net benefits: the
 * mean of the best choice in each run, less the best mean. `options` hold one net benefit for each
 * run, all of the same runs; doing nothing (0 in every run) is always a choice. Never below 0
 * (Claxton, Journal of Health Economics 18, 1999).
 */
export function valueOfPerfectInformation(options: readonly ArrayLike<number>[]): number {
  const runs = options[0]?.length ?? 0;
  if (runs === 0) return 0;
  let best = 0;
  for (let run = 0; run < runs; run += 1) {
    let most = 0;
    for (const option of options) most = Math.max(most, option[run] ?? 0);
    best += most;
  }
  const means = options.map((option) => mean(Array.from(option)) ?? 0);
  return Math.max(0, best / runs - Math.max(0, ...means));
}

/**
 * What it would be worth to know one assumption alone, for doing something or nothing: runs are
 * put in order of the assumption's value, parted into bins of equal size, and the better choice is
 * taken in each bin by its mean (Strong and Oakley, Medical Decision Making 33, 2013). Noise
 * within bins makes it a little high; it is never above the value of knowing everything. Same unit
 * as `nets`.
 */
export function valueOfKnowing(assumption: ArrayLike<number>, nets: ArrayLike<number>): number {
  const runs = nets.length;
  const bins = Math.min(MOST_BINS, Math.floor(runs / RUNS_A_BIN));
  const overall = mean(Array.from(nets)) ?? 0;
  if (bins < 2) return 0;
  const order = Uint32Array.from({ length: runs }, (_, run) => run).sort(
    (a, b) => (assumption[a] ?? 0) - (assumption[b] ?? 0) || a - b,
  );
  let known = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    let sum = 0;
    const [from, to] = [bin, bin + 1].map((edge) => Math.round((edge * runs) / bins));
    for (let place = from ?? 0; place < (to ?? 0); place += 1) sum += nets[order[place] ?? 0] ?? 0;
    known += Math.max(0, sum);
  }
  return Math.max(0, known / runs - Math.max(0, overall));
}

/** A net benefit that is normally distributed; both in the same unit, the deviation above 0. */
export interface NormalNet {
  readonly mean: number;
  readonly deviation: number;
}

/** The chance (0 to 1) that a normally distributed net benefit is above 0. */
export function chanceOfGain({ mean: middle, deviation }: NormalNet): number {
  return normalShareBelow(middle / deviation);
}

/**
 * The value of knowing a normally distributed net benefit before doing it or not, in its unit:
 * sd x density(m/sd) - |m| x share below -|m|/sd (Raiffa and Schlaifer, 1961, unit normal loss).
 */
export function valueOfPerfectInformationOfNormal({ mean: middle, deviation }: NormalNet): number {
  const z = Math.abs(middle) / deviation;
  return deviation * normalDensity(z) - Math.abs(middle) * normalShareBelow(-z);
}
