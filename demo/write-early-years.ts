import { addDays, type CalendarDay, type FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, dayOf, isoDay } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { hash, hashShare } from './draw.ts';
import { type Residence, residenceOn } from './families.ts';
import { childNumber } from './identifiers.ts';
import type { World } from './world.ts';

/** The headings of the early years file, in the order of its template. */
export const EARLY_YEARS_HEADINGS =
  'child_id,upn,nhs_number,birth_date,sex,postcode,expected_birth_date,ethnicity,as_of_date,item,' +
  'item_date,result,site,times';

/** The first year of which Northbridge has kept checks by child. */
const FIRST_YEAR = 2023;

/** Checks, family hubs and profiles of a year by child; none before they were kept. */
export function earlyYearsFiles(world: World, year: FinancialYear): DemoFile[] {
  if (Number(year.slice(0, 4)) < FIRST_YEAR) return [];
  const text = () => csv(EARLY_YEARS_HEADINGS, rows(world, year));
  return [{ name: `early-years-${year}.csv`, kind: 'early-years', text }];
}

/** A check with the days from birth on which its time begins and ends (within two days). */
interface Check {
  readonly item: string;
  readonly begins: number;
  readonly ends: number;
  readonly inTime: number;
}

/**
 * Chances that a check is done in time; of those that are not, 45 in 100 come late. They lie near
 * the shares published for England (85% of new birth visits within 14 days in 2024-25); how they
 * fall with deprivation is ours. The times are those of `reference/early-years.yaml`.
 */
const CHECKS: readonly Check[] = [
  { item: 'antenatal', begins: -84, ends: 0, inTime: 0.78 },
  { item: 'new-birth', begins: 7, ends: 14, inTime: 0.87 },
  { item: 'six-to-eight-weeks', begins: 42, ends: 56, inTime: 0.86 },
  { item: 'twelve-months', begins: 274, ends: 455, inTime: 0.85 },
  { item: 'two-years', begins: 730, ends: 911, inTime: 0.81 },
];
const LATE = 0.45;
/** By how much the chance falls from the least to the most deprived tenth. */
const BY_TENTH = 0.012;
/** What is lost of each chance in the ward that help hardly reaches. */
const MISSED_WARD = 'Quarry Vale';
const MISSED = { check: 0.28, hub: 0.36, ready: 0.17 } as const;

const REGISTERED = 0.58;
const USES = 0.55;
const READY = 0.76;
const READY_BY_TENTH = 0.024;
const FIRST_TENTH = 10;

interface Year {
  readonly world: World;
  readonly from: number;
  readonly start: DayNumber;
  readonly end: DayNumber;
  /** The last day of the year, on which the file was made. */
  readonly asOf: CalendarDay;
}

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { start, end } = bounds(year);
  const own = { world, from: Number(year.slice(0, 4)), start, end, asOf: isoDay(end - 1) };
  for (let child = 0; child < world.people.childCount; child += 1) {
    const born = world.people.born[child] ?? 0;
    if ((world.people.familyOf[child] ?? -1) < 0) continue;
    if (born >= end + UNBORN_DAYS || born < start - OLDEST_DAYS) continue;
    yield* childRows(own, child, born);
  }
}

/** How long before birth a child is on the list of health visitors. */
const UNBORN_DAYS = 84;
/** Nobody older has a check, a hub or a profile. */
const OLDEST_DAYS = 2200;

function* childRows(year: Year, child: number, born: DayNumber): Generator<string[]> {
  const { world, start, end } = year;
  const { people, map } = world;
  const home = residenceOn(people, people.familyOf[child] ?? 0, map, end - 1);
  const ward = map.wards[home.area.ward];
  const isMissed = ward?.name === MISSED_WARD;
  const who = whoIs(year, { child, born, home });
  const tenths = FIRST_TENTH - home.area.decile;
  for (const [salt, check] of CHECKS.entries()) {
    const chance = check.inTime - tenths * BY_TENTH - (isMissed ? MISSED.check : 0);
    const row = checkRow(year, check, { child, born, salt, chance });
    if (row) yield [...who, ...row];
  }
  const isRegistered = hashShare(child, 5100) < REGISTERED - (isMissed ? MISSED.hub : 0);
  const registered = born + 20 + (hash(child, 5200) % 200);
  const site = `${map.localities[ward?.locality ?? 0]?.name ?? 'Northbridge'} family hub`;
  if (isRegistered && registered >= start && registered < end) {
    yield [...who, 'hub-registration', isoDay(registered), '', site, ''];
  }
  const isYoung = end - born < 1826;
  if (isRegistered && registered < end && isYoung && hashShare(child, 5300 + year.from) < USES) {
    yield [...who, 'hub-use', '', '', site, String(1 + (hash(child, 5400 + year.from) % 24))];
  }
  const day = dayOf(`${year.from}-06-20`);
  if (isInReception(born, year.from)) {
    const ready = READY - tenths * READY_BY_TENTH + 0.04 - (isMissed ? MISSED.ready : 0);
    const result = hashShare(child, 5500) < ready ? 'good-level' : 'not-good-level';
    yield [...who, 'profile', isoDay(day), result, '', ''];
  }
}

/** Whether a child reaches five between September before and August of the year. */
function isInReception(born: DayNumber, year: number): boolean {
  return born >= dayOf(`${year - 5}-09-01`) && born < dayOf(`${year - 4}-09-01`);
}

interface Drawn {
  readonly child: number;
  readonly born: DayNumber;
  readonly salt: number;
  readonly chance: number;
}

/** A check whose time ended in the year, or has begun; the latter is seldom done already. */
function checkRow(
  { start, end, asOf }: Year,
  check: Check,
  { child, born, salt, chance }: Drawn,
): string[] | null {
  const [begins, dueBy] = [born + check.begins, born + check.ends];
  if (dueBy < start || begins >= end) return null;
  const share = hashShare(child, 5000 + salt);
  // Some family by family: who misses one check often misses the next.
  const luck = 0.5 * share + 0.5 * hashShare(child, 5050);
  const isInTime = evenly(luck) < chance;
  const length = dueBy - begins;
  const done = isInTime
    ? dueBy - (hash(child, 5600 + salt) % Math.ceil(length / 2))
    : dueBy + 4 + (hash(child, 5700 + salt) % (7 + Math.floor(length / 2)));
  const isDone = isInTime || hashShare(child, 5800 + salt) < LATE;
  const isKnown = isDone && isoDay(done) <= asOf;
  const isDeclined = !isDone && dueBy < end && hashShare(child, 5900 + salt) < 0.2;
  const result = isKnown ? 'done' : isDeclined ? 'declined' : 'not-done';
  return [check.item, isKnown ? isoDay(done) : '', result, '', ''];
}

/** The mean of two shares spread evenly again from 0 to 1. */
function evenly(mean: number): number {
  return mean < 0.5 ? 2 * mean * mean : 1 - 2 * (1 - mean) * (1 - mean);
}

interface Young {
  readonly child: number;
  readonly born: DayNumber;
  readonly home: Residence;
}

/** The cells that say who a row is about: an unborn child has an expected day, some days off. */
function whoIs({ world, end, asOf }: Year, { child, born, home }: Young): string[] {
  const isBorn = born < end;
  const expected = addDays(isoDay(born), (hash(child, 5950) % 15) - 7);
  return [
    childNumber(child),
    '',
    '',
    isBorn ? isoDay(born) : '',
    isBorn ? (world.people.sex[child] === 1 ? 'M' : 'F') : '',
    home.postcode,
    isBorn ? '' : expected,
    isBorn ? (world.people.ethnicity[child] ?? 'NOBT') : '',
    asOf,
  ];
}
