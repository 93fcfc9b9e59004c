import { hideCells } from '../../lib/index.ts';
import { type Service, takesAge } from '../../record/index.ts';
import { AGE_BANDS, type Standing, type State, type StatePrice } from '../model/model-input.ts';

/** A stretch of life from before birth to 25; years with both ends, null before birth. */
export interface LifeBand {
  readonly code: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The stretches of the line: before birth, then the ages of the model, so that no count of this
 * page can be taken from a count of another one.
 */
export const LIFE_BANDS: readonly LifeBand[] = [
  { code: 'before-birth', label: 'Before birth', from: -1, to: -1 },
  ...AGE_BANDS.map(({ code, from, to }) => ({
    code,
    label: from === to ? 'Under 1' : `${from} to ${to}`,
    from,
    to,
  })),
];

/** Levels of help on the line, each with the states of the model that it is made of. */
export const LIFE_LEVELS = [
  ['early-help', 'Early help', ['targeted-early-help']],
  ['in-need', 'Child in need', ['child-in-need']],
  ['protection', 'Child protection plan', ['child-protection']],
  [
    'looked-after',
    'Looked after',
    [
      'looked-after/kinship',
      'looked-after/foster',
      'looked-after/residential',
      'looked-after/other',
    ],
  ],
  ['leaving-care', 'Leaving care', ['leaving-care']],
] as const satisfies readonly (readonly [string, string, readonly State[]])[];

/** One level of help on the line. */
export type LifeLevel = (typeof LIFE_LEVELS)[number][0];

/** Children of one stretch at one state; `isHidden` where the count may not be shown. */
export interface LifeCount {
  readonly band: string;
  readonly state: State;
  readonly children: number;
  readonly isHidden: boolean;
}

/** Counts by stretch and state, those hidden that are small or would give a small one away. */
export function lifeCounts(standing: readonly Standing[]): LifeCount[] {
  const states = LIFE_LEVELS.flatMap(([, , own]) => own as readonly State[]);
  const bands = LIFE_BANDS.filter(({ from }) => from >= 0);
  return states.flatMap((state) => {
    const counts = bands.map(({ code, from, to }) => {
      const own = standing.filter((one) => one.state === state && one.age >= from && one.age <= to);
      return { key: code, count: Math.round(own.reduce((sum, one) => sum + one.children, 0)) };
    });
    // The total of a state stands on the page of its rates.
    const total = { key: 'all', count: counts.reduce((sum, { count }) => sum + count, 0) };
    const parts = counts.map(({ key }) => key);
    const hidden = hideCells([...counts, total], [{ parts, total: 'all' }]);
    return counts.map(({ key, count }) => ({
      band: key,
      state,
      children: count,
      isHidden: hidden.has(key),
    }));
  });
}

/** What late help of one stretch costs in a year, in pence; null where a count of it is hidden. */
export function lateCost(
  counts: readonly LifeCount[],
  band: string,
  prices: readonly StatePrice[],
): { readonly low: number; readonly likely: number; readonly high: number } | null {
  const own = counts.filter((one) => one.band === band && one.state !== 'targeted-early-help');
  if (own.some(({ isHidden }) => isHidden)) return null;
  const sum = (end: 'low' | 'likely' | 'high') =>
    Math.round(
      own.reduce((total, { state, children }) => {
        const day = prices.filter((one) => one.state === state);
        return total + day.reduce((all, { pence }) => all + pence[end], 0) * children * DAYS;
      }, 0),
    );
  return { low: sum('low'), likely: sum('likely'), high: sum('high') };
}

const DAYS = 365.25;

type Aged = Pick<Service, 'fromAge' | 'toAge'>;

/** Whether a service names an age at all; one that does not takes anybody. */
export function namesAnAge({ fromAge, toAge }: Aged): boolean {
  return fromAge !== null || toAge !== null;
}

/** Services that name ages of a stretch, all of them where none of it is left out. */
export function servicesFor<S extends Aged>(services: readonly S[], band: LifeBand): S[] {
  if (band.from < 0) return [];
  return services.filter(
    (one) =>
      namesAnAge(one) &&
      (one.fromAge ?? 0) <= band.to &&
      (one.toAge ?? Number.POSITIVE_INFINITY) >= band.from,
  );
}

/** Ages in whole years from 0 to 24 that no service names, as stretches with both ends. */
export function agesUnnamed(
  services: readonly Aged[],
): { readonly from: number; readonly to: number }[] {
  const named = services.filter(namesAnAge);
  const gaps: { from: number; to: number }[] = [];
  for (let age = 0; age <= 24; age += 1) {
    if (named.some((one) => takesAge(one, age))) continue;
    const last = gaps.at(-1);
    if (last?.to === age - 1) last.to = age;
    else gaps.push({ from: age, to: age });
  }
  return gaps;
}

/** Where one service ends and another has to take over. */
export const TRANSITIONS = [
  { age: 5, label: 'Starts school, at 5' },
  { age: 11, label: 'Changes school, at 11' },
  { age: 16, label: 'May leave school, at 16' },
  { age: 18, label: 'Is an adult, at 18' },
  { age: 25, label: 'Leaves what is for care leavers, at 25' },
] as const;

/** What becomes of services around an age: a year before it and a year after it. */
export type Crossing = 'ends' | 'begins' | 'goes-across';

/** Services that stop around an age, begin around it, or go across it; each in one of them. */
export function crossingOf(service: Aged, age: number): Crossing | null {
  if (!namesAnAge(service)) return null;
  const [before, after] = [takesAge(service, age - 1), takesAge(service, age + 1)];
  if (before && after) return 'goes-across';
  if (before) return 'ends';
  return after ? 'begins' : null;
}
