import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, isoDay } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { at, hash, hashShare, lot } from './draw.ts';
import { ageOf, isChildOn, residenceOn } from './families.ts';
import { childNumber } from './identifiers.ts';
import { offencesOf } from './offending.ts';
import { pupilNumber } from './write-cin-census.ts';
import type { World } from './world.ts';

/** The headings of the police file, in the order of its template. */
export const POLICE_HEADINGS =
  'child_id,upn,nhs_number,birth_date,sex,postcode,incident_date,incident_type,involvement,route,' +
  'outcome';

/** Incidents of a year that the police know of: one row for each child in each. */
export function policeFile(world: World, year: FinancialYear): DemoFile {
  return {
    name: `police-${year}.csv`,
    kind: 'police',
    text: () => csv(POLICE_HEADINGS, rows(world, year)),
  };
}

/** Chances in a year of what the police come to know; no publication states them so: ours. */
const DOMESTIC_ABUSE = 0.015;
const VICTIM = 0.006;
const WELFARE = 0.005;
const MISSING = 0.006;
const EXPLOITATION = 0.0012;
/** By how near to services the child is: not known, in need, on a plan, looked after. */
const NEARNESS = [0.6, 3.5, 5, 9] as const;
const MOST_RISK = 6;
const OLD_ENOUGH_TO_RUN = 11;

const NOTIFIED = lot<string>([
  ['notified', 0.72],
  ['no-further-action', 0.16],
  ['charged', 0.12],
]);

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { start, end } = bounds(year);
  const from = Number(year.slice(0, 4));
  const own = { world, start, end, from };
  for (let child = 0; child < world.people.childCount; child += 1) yield* incidents(own, child);
  for (const { child, day, type, route, outcome } of offencesOf(world, from)) {
    yield [...who(world, child, day), isoDay(day), type, 'suspect', route, outcome];
  }
}

interface Year {
  readonly world: World;
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly from: number;
}

function* incidents({ world, start, end, from }: Year, child: number): Generator<string[]> {
  const { people, schooling } = world;
  const family = people.familyOf[child] ?? -1;
  if (family < 0) return;
  const near = NEARNESS[schooling.known[child] ?? 0] ?? 1;
  const risk = Math.min(MOST_RISK, people.families.risk[family] ?? 1);
  const dayOf = (key: number, salt: number) => start + (hash(key, salt + from) % (end - start));
  const isOne = (key: number, salt: number, chance: number) => hashShare(key, salt + from) < chance;
  const row = (day: DayNumber, type: string, involvement: string, outcome: string) => [
    ...who(world, child, day),
    isoDay(day),
    type,
    involvement,
    'call',
    outcome,
  ];
  // The children of one home are in the same incident.
  const abuse = dayOf(family, 4000);
  if (isOne(family, 4100, DOMESTIC_ABUSE * risk) && isChildOn(people, child, abuse)) {
    yield row(abuse, 'domestic-abuse', 'present', at(NOTIFIED, hashShare(family, 4200 + from)));
  }
  const other = dayOf(child, 4300);
  if (!isChildOn(people, child, other)) return;
  const isOld = ageOf(people.born[child] ?? 0, other) >= OLD_ENOUGH_TO_RUN;
  if (isOld && isOne(child, 4400, MISSING * near))
    yield row(other, 'missing', 'present', 'notified');
  if (isOld && isOne(child, 4500, EXPLOITATION * near)) {
    yield row(other, 'exploitation', 'victim', 'notified');
  }
  if (isOne(child, 4600, VICTIM)) yield row(other, 'violence', 'victim', 'no-further-action');
  if (isOne(child, 4700, WELFARE * risk)) yield row(other, 'welfare', 'present', 'notified');
}

/** The cells that say who a row of a partner's file is about. */
export function who({ people, map }: World, child: number, day: DayNumber): string[] {
  const born = people.born[child] ?? 0;
  return [
    childNumber(child),
    pupilNumber(born, child, day) ?? '',
    '',
    isoDay(born),
    people.sex[child] === 1 ? 'M' : 'F',
    residenceOn(people, people.familyOf[child] ?? 0, map, day).postcode,
  ];
}
