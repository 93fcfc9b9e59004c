import type { Random } from '../src/lib/index.ts';
import { type Calibration, rateOf, shareOf, sharesOf } from './calibration.ts';
import { type DayNumber, dayOf, monthOfDay } from './days.ts';
import { draw, type Lot, lot, lotOf } from './draw.ts';

/** Who refers, how it ends by who referred, and the lots for needs and durations. */
export interface Referrers {
  /** By whether the child is under school age, and outside and inside the summer holiday. */
  pick(underSchoolAge: boolean, day: DayNumber, random: Random): string;
  noFurtherAction(source: string, day: DayNumber): number;
  notInNeed(source: string): number;
}

/** Codes of the census within each published group of sources. */
const CODES: Readonly<Record<string, Lot<string>>> = {
  individual: lot([
    ['1A', 0.55],
    ['1B', 0.15],
    ['1C', 0.2],
    ['1D', 0.1],
  ]),
  schools: lot([['2A', 1]]),
  education: lot([['2B', 1]]),
  health: lot([
    ['3A', 0.12],
    ['3B', 0.18],
    ['3C', 0.06],
    ['3D', 0.14],
    ['3E', 0.27],
    ['3F', 0.23],
  ]),
  housing: lot([['4', 1]]),
  council: lot([
    ['5A', 0.3],
    ['5B', 0.45],
    ['5C', 0.25],
  ]),
  police: lot([['6', 1]]),
  legal: lot([['7', 1]]),
  other: lot([['8', 1]]),
  anonymous: lot([['9', 1]]),
  unknown: lot([['10', 1]]),
};

/** How much likelier than the mean a referral of each group ends at once; ours. */
const ENDS_AT_ONCE: Readonly<Record<string, number>> = {
  individual: 1.3,
  schools: 0.55,
  education: 0.7,
  health: 0.5,
  housing: 0.7,
  council: 0.7,
  police: 1.4,
  legal: 1.3,
  other: 1,
  anonymous: 2,
  unknown: 1.5,
};

/** How much likelier than the mean an assessment finds no need; ours. */
const FINDS_NO_NEED: Readonly<Record<string, number>> = {
  individual: 1.15,
  schools: 0.95,
  education: 1,
  health: 0.8,
  housing: 1,
  council: 0.75,
  police: 1.2,
  legal: 0.85,
  other: 0.9,
  anonymous: 1.35,
  unknown: 1.1,
};

/** Police referrals of this half-year came from a new form that referred nearly everything. */
export const POLICE_SURGE = {
  start: dayOf('2023-10-01'),
  end: dayOf('2024-04-01'),
  /** Extra referrals as a share of all. */
  extra: 0.16,
  noFurtherAction: 0.38,
} as const;

/** Of the council's own referrals this part is drawn; the rest step up from early help. */
const COUNCIL_DRAWN = 0.72;

/** Prepares the draws of who refers, from the published shares. */
export function referrers(calibration: Calibration): Referrers {
  const { counts, of } = sharesOf(calibration, 'referral-source');
  const groups = Object.keys(counts);
  const weights = (factor: (group: string) => number) =>
    lot(groups.map((group) => [group, (counts[group] ?? 0) * factor(group)] as const));
  const council = (group: string) => (group === 'council' ? COUNCIL_DRAWN : 1);
  const young = weights((g) => council(g) * (g === 'schools' ? 0.12 : g === 'health' ? 2 : 1));
  const older = weights((g) => council(g) * (g === 'schools' ? 1.33 : g === 'health' ? 0.64 : 1));
  const summer = weights((g) => council(g) * (g === 'schools' ? 0.1 : 1));
  const level = (table: Readonly<Record<string, number>>) =>
    groups.reduce((sum, group) => sum + ((counts[group] ?? 0) / of) * (table[group] ?? 1), 0);
  const meanAtOnce = level(ENDS_AT_ONCE);
  const meanNoNeed = level(FINDS_NO_NEED);
  const atOnce = shareOf(calibration, 'referrals-no-further-action');
  const noNeed = shareOf(calibration, 'referrals-assessed-not-in-need') / (1 - atOnce);
  return {
    pick: (underSchoolAge, day, random) => {
      const from = underSchoolAge ? young : monthOfDay(day) === 8 ? summer : older;
      const group = draw(from, random);
      return draw(CODES[group] as Lot<string>, random);
    },
    noFurtherAction: (source, day) => {
      const surge = source === '6' && day >= POLICE_SURGE.start && day < POLICE_SURGE.end;
      const share = (atOnce * (ENDS_AT_ONCE[groupOf(source)] ?? 1)) / meanAtOnce;
      return surge ? POLICE_SURGE.noFurtherAction : share;
    },
    notInNeed: (source) => (noNeed * (FINDS_NO_NEED[groupOf(source)] ?? 1)) / meanNoNeed,
  };
}

/** The published group that a source code of the census belongs to. */
export function groupOf(source: string): string {
  if (source === '10') return 'unknown';
  if (source === '2A') return 'schools';
  const groups: Readonly<Record<string, string>> = {
    '1': 'individual',
    '2': 'education',
    '3': 'health',
    '4': 'housing',
    '5': 'council',
    '6': 'police',
    '7': 'legal',
    '8': 'other',
    '9': 'anonymous',
  };
  return groups[source.slice(0, 1)] ?? 'unknown';
}

/** How referrals spread over the months of a year (mean about 1): schools are shut in August. */
export function season(day: DayNumber): number {
  return MONTHS[monthOfDay(day) - 1] as number;
}

const MONTHS = [1.0, 0.97, 1.06, 0.97, 1.08, 1.08, 1.08, 0.78, 0.95, 1.07, 1.08, 0.88];

/** The largest value of `season`, for thinning. */
export const PEAK_SEASON = 1.08;

/** Primary needs as published, less disability, which follows the child, and the lone arrivals. */
export function needLot(calibration: Calibration): Lot<string> {
  const counts = { ...sharesOf(calibration, 'primary-need').counts };
  counts.N2 = (counts.N2 ?? 0) * 0.2;
  counts.N8 = (counts.N8 ?? 0) * 0.65;
  return lotOf(counts);
}

/** Children who arrive alone, per 10,000 children a year. */
export function arrivalRate(calibration: Calibration): number {
  return (
    rateOf(calibration, 'looked-after-starting') *
    shareOf(calibration, 'unaccompanied-of-looked-after-starting')
  );
}
