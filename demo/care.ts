import type { Random } from '../src/lib/index.ts';
import { type DayNumber, OPEN, YEAR } from './days.ts';
import { draw, exponential, type Lot, logNormal, lot } from './draw.ts';
import { ageOf, eighteenth, HORIZON } from './families.ts';
import type { Care, CareEnding, CareStart, Stretch } from './journey-types.ts';
import { placementsOf } from './placements.ts';

/** The order of the numbers in `ENDINGS`. */
const ENDING_NAMES: readonly CareEnding[] = [
  'adopted',
  'guardianship',
  'arrangements-order',
  'home',
  'eighteen',
];

/** By age at the start: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over; ours. */
const ENDINGS: readonly Lot<CareEnding>[] = [
  [0.6, 0.2, 0.03, 0.12, 0.05],
  [0.32, 0.27, 0.06, 0.26, 0.09],
  [0.03, 0.21, 0.05, 0.36, 0.35],
  [0, 0.07, 0.02, 0.43, 0.48],
  [0, 0, 0, 0.3, 0.7],
].map((weights) => lot(ENDING_NAMES.map((name, i) => [name, weights[i] ?? 0] as const)));

/** One period of being looked after, with its placements, reviews and missing episodes. */
export function makeCare(start: CareStart, random: Random): { care: Care; ending: CareEnding } {
  const age = Math.max(0, ageOf(start.born, start.day));
  const band = age < 1 ? 0 : age < 5 ? 1 : age < 10 ? 2 : age < 16 ? 3 : 4;
  let ending = start.alone ? 'eighteen' : draw(ENDINGS[band] as Lot<CareEnding>, random);
  const limit = eighteenth(start.born);
  let end = Math.floor(start.day + lengthOf(ending, random));
  if (end >= limit - 20) {
    ending = 'eighteen';
    end = limit;
  }
  const placements = placementsOf({ ...start, end, ending }, random);
  const known = end < HORIZON ? end : OPEN;
  const care: Care = {
    child: start.child,
    start: start.day,
    end,
    need: start.need,
    alone: start.alone,
    homePostcode: start.homePostcode,
    placements,
    reviews: reviewsOf(start.day, Math.min(end, HORIZON)),
    missing: missingOf(start, Math.min(known, HORIZON), random),
    permanence: random.chance(0.05) && !start.alone ? (random.chance(0.4) ? 'P1' : 'P2') : 'Z1',
  };
  return { care, ending };
}

function lengthOf(ending: CareEnding, random: Random): number {
  switch (ending) {
    case 'adopted':
      return Math.max(0.9, random.normal(1.95, 0.5)) * YEAR;
    case 'guardianship':
    case 'arrangements-order':
      return Math.max(0.25, logNormal(random, 1.25, 0.6)) * YEAR;
    case 'home':
      return Math.max(4, logNormal(random, 190, 1.15));
    default:
      return 20 * YEAR;
  }
}

function reviewsOf(start: DayNumber, end: DayNumber): DayNumber[] {
  const days: DayNumber[] = [];
  for (let day = start + 27; day < end; day += days.length === 1 ? 88 : 178) days.push(day);
  return days;
}

function missingOf(start: CareStart, end: DayNumber, random: Random): Stretch[] {
  const stretches: Stretch[] = [];
  const prone = random.chance(0.2);
  let day = start.day + 5 + exponential(random, prone ? 230 : 5200);
  while (day < end - 6) {
    const length = 1 + Math.floor(exponential(random, 1.6));
    const from = Math.floor(day);
    if (ageOf(start.born, from) >= 12) {
      stretches.push({ start: from, end: Math.min(from + length, end - 1) });
    }
    day += length + 2 + exponential(random, prone ? 230 : 5200);
  }
  return stretches;
}
