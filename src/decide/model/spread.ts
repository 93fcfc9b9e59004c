import type { Spread } from './model-result.ts';

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Equal steps from the lowest to the highest value into which values are counted. */
const STEPS = 2048;
const counted = new Uint32Array(STEPS + 1);
const slotOf = new Uint8Array(STEPS + 1);

/**
 * The spread of some values, in their unit: mean and quantiles between neighbours by straight line,
 * as `quantile` of lib gives them. Values are counted by steps, and only the steps that hold a
 * quantile are put in order, which is exact and far faster than ordering all. Throws a RangeError
 * for no values.
 */
export function spreadOf(values: Float64Array): Spread {
  const count = values.length;
  if (count === 0) throw new RangeError('nothing has no spread');
  let sum = 0;
  let least = values[0] as number;
  let most = least;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === most) return spreadOfOne(sum / count, least);
  const scale = STEPS / (most - least);
  const isEven = Number.isFinite(scale) && count > 2 * STEPS;
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = isEven
    ? quantilesByStep(values, least, scale)
    : quantilesOf(values.slice().sort());
  return { mean: sum / count, p5, p25, p50, p75, p95 };
}

/** Where all values are one, as with what nobody pays in a year. */
function spreadOfOne(mean: number, value: number): Spread {
  return { mean, p5: value, p25: value, p50: value, p75: value, p95: value };
}

function quantilesOf(ordered: Float64Array): number[] {
  return SHARES.map((share) => {
    const place = (ordered.length - 1) * share;
    const below = ordered[Math.floor(place)] as number;
    const above = ordered[Math.ceil(place)] as number;
    return below + (above - below) * (place - Math.floor(place));
  });
}

/** Quantiles by counting values in steps and ordering only those steps in which a quantile lies. */
function quantilesByStep(values: Float64Array, least: number, scale: number): number[] {
  counted.fill(0);
  for (let i = 0; i < values.length; i += 1) {
    const step = (((values[i] as number) - least) * scale) | 0;
    counted[step] = (counted[step] as number) + 1;
  }
  const places = SHARES.flatMap((share) => {
    const place = (values.length - 1) * share;
    return [Math.floor(place), Math.ceil(place)];
  });
  const found = stepsOf(places);
  const steps = [...new Set(found.map(({ step }) => step))];
  const own = steps.map((step) => new Float64Array(counted[step] as number));
  const filled = new Uint32Array(steps.length);
  slotOf.fill(0);
  for (const [slot, step] of steps.entries()) slotOf[step] = slot + 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const slot = (slotOf[((value - least) * scale) | 0] as number) - 1;
    if (slot < 0) continue;
    (own[slot] as Float64Array)[filled[slot] as number] = value;
    filled[slot] = (filled[slot] as number) + 1;
  }
  for (const list of own) list.sort();
  const at = found.map(({ step, before }, i) => {
    const list = own[steps.indexOf(step)] as Float64Array;
    return list[(places[i] as number) - before] as number;
  });
  return SHARES.map((share, i) => {
    const place = (values.length - 1) * share;
    const [below = 0, above = 0] = [at[2 * i], at[2 * i + 1]];
    return below + (above - below) * (place - Math.floor(place));
  });
}

/** The step that holds each place in order (places rise), and how many values lie before it. */
function stepsOf(places: readonly number[]): { readonly step: number; readonly before: number }[] {
  let before = 0;
  let step = 0;
  return places.map((place) => {
    while (before + (counted[step] as number) <= place) {
      before += counted[step] as number;
      step += 1;
    }
    return { step, before };
  });
}
