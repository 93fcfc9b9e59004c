import { financialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber } from './days.ts';
import { at, hash, hashShare, lot } from './draw.ts';
import { ageOf, isChildOn } from './families.ts';
import type { World } from './world.ts';

/** What the police did with a young person whom they suspected. */
export interface Offence {
  readonly child: number;
  readonly day: DayNumber;
  readonly type: string;
  readonly route: string;
  readonly outcome: string;
}

/** Chance in a year of being a suspect by age from 10 to 17, before other things; ours. */
const BY_AGE = [0.001, 0.002, 0.005, 0.009, 0.013, 0.017, 0.019, 0.018] as const;
/** By how near to services the young person is: not known, in need, on a plan, looked after. */
const NEARNESS = [0.7, 3.4, 4, 5.5] as const;

const TYPES = lot<string>([
  ['theft', 0.24],
  ['violence', 0.3],
  ['damage', 0.14],
  ['antisocial-behaviour', 0.16],
  ['drugs', 0.12],
  ['sexual-offence', 0.04],
]);

const ROUTES = lot<string>([
  ['call', 0.46],
  ['arrest', 0.2],
  ['stop', 0.18],
  ['school', 0.16],
]);

const OUTCOMES = lot<string>([
  ['no-further-action', 0.39],
  ['community-resolution', 0.22],
  ['diverted', 0.17],
  ['released', 0.1],
  ['charged', 0.06],
  ['conditional-caution', 0.03],
  ['caution', 0.03],
]);

/** What brings a young person before the law: the first of these makes a first-time entrant. */
const FORMAL: ReadonlySet<string> = new Set(['charged', 'conditional-caution', 'caution']);

/**
 * Who was a suspect in the financial year that starts in `year`, at most once each. Numbers belong
 * to child and year, so that no stream of the other files is drawn from.
 */
export function* offencesOf(world: World, year: number): Generator<Offence> {
  for (let child = 0; child < world.people.childCount; child += 1) {
    const offence = offenceOf(world, child, year);
    if (offence) yield offence;
  }
}

function offenceOf({ people, schooling }: World, child: number, year: number): Offence | null {
  const { start, end } = bounds(financialYear(year));
  const day = start + (hash(child, 3000 + year) % (end - start));
  if ((people.familyOf[child] ?? -1) < 0 || !isChildOn(people, child, day)) return null;
  const age = ageOf(people.born[child] ?? 0, day);
  const chance =
    (BY_AGE[age - 10] ?? 0) *
    (NEARNESS[schooling.known[child] ?? 0] ?? 1) *
    (people.sex[child] === 1 ? 1.5 : 0.5);
  if (hashShare(child, 3100 + year) >= chance) return null;
  return {
    child,
    day,
    type: at(TYPES, hashShare(child, 3200 + year)),
    route: at(ROUTES, hashShare(child, 3300 + year)),
    outcome: at(OUTCOMES, hashShare(child, 3400 + year)),
  };
}

/** Whether this is the first caution or conviction of the young person. */
export function isFirstEntry(world: World, { child, outcome, day }: Offence): boolean {
  if (!FORMAL.has(outcome)) return false;
  const born = world.people.born[child] ?? 0;
  const first = new Date(born * 86_400_000).getUTCFullYear() + 9;
  const last = new Date(day * 86_400_000).getUTCFullYear();
  for (let year = first; year <= last; year += 1) {
    const earlier = offenceOf(world, child, year);
    if (earlier && earlier.day < day && FORMAL.has(earlier.outcome)) return false;
  }
  return true;
}
