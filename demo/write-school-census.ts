import { type FinancialYear, type Random, random } from '../src/lib/index.ts';
import { bounds, censusDay, type DayNumber, dayOf } from './days.ts';
import type { DemoFile } from './demo-file.ts';
import { at, hash, hashShare, logNormal, lot } from './draw.ts';
import { faulty, pupilFaults } from './faults.ts';
import { upn } from './identifiers.ts';
import { COMMUNITIES, givenNameOf, middleNameOf, surnameOf, variantOf } from './names.ts';
import { type Pupil, pupilsOn } from './schools.ts';
import type { World } from './world.ts';

/** One spring collection. */
interface Collection {
  readonly world: World;
  readonly term: string;
  readonly day: DayNumber;
  /** First day of the term before, on which exclusions and attendance are counted. */
  readonly termStart: DayNumber;
  readonly year: number;
  readonly pupils: readonly Pupil[];
  readonly inCare: ReadonlyMap<number, string>;
}

const PUPIL_COLUMNS =
  'pupilonrolltableid,NativeId,dob,surname,forename,middlenames,preferredsurname,formersurname,' +
  'upn,formerupn,uniquelearnernumber,sex,entrydate,pupilonrollorderseqcolumn,sourceid,' +
  'schoolcensustableid,hoursatsetting,schoollunchtaken,parttime,topupfunding,unitcontacttime,' +
  'termlysessionspossible,senunitindicator,resourcedprovisionindicator,moveoffrollflag,' +
  'fundedhours,missingaddress,duplicatenotfunded,extendedhours,eligibilitycode,dafindicator,' +
  'ethnicity,yssa,servicechild,language,classtype,enrolstatus,boarder,plaa,senprovision,' +
  'ncyearactual,eyppr,eyppbf,youngcarer';

/** Sessions, of two a day, that the term had. */
const SESSIONS = 136;

/**
 * The spring school census of a financial year: pupils, addresses, needs, exclusions, attendance.
 */
export function schoolCensus(world: World, year: FinancialYear): DemoFile[] {
  const calendarYear = Number(year.slice(0, 4)) + 1;
  const day = dayOf(`${calendarYear}-01-16`);
  let made: Collection | null = null;
  const collection = () => {
    made ??= collect(world, calendarYear, day);
    return made;
  };
  const file = (part: string, columns: string, rows: (from: Collection) => Iterable<string>) => ({
    name: `${calendarYear}_spring_${part}.csv`,
    kind: 'school-census' as const,
    text: () => chunked(columns, rows(collection())),
  });
  return [
    file('pupilonroll', PUPIL_COLUMNS, (from) => faulty(pupilRows(from), pupilFaults)),
    file(
      'addressesonroll',
      'pupilonrolltableid,NativeId,addressesonrolltableid,addressesonrollorderseqcolumn,' +
        'sourceid,uniquepropertyreferencenumber,postcode',
      addressRows,
    ),
    file(
      'senneeds',
      'pupilonrolltableid,NativeId,senneedstableid,senneedsorderseqcolumn,sourceid,sentyperank,' +
        'sentype',
      needRows,
    ),
    file(
      'termlyexclusionsonroll',
      'pupilonrolltableid,NativeId,termlyexclusionsonrolltableid,' +
        'termlyexclusionsonrollorderseqcolumn,sourceid,startdate,sessions,reason1,reason2,' +
        'reason3,category,senprovision',
      exclusionRows,
    ),
    file(
      'termlysessiondetailsonroll',
      'pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,' +
        'termlysessiondetailsonrollorderseqcolumn,sourceid,sessions,attendancereason',
      attendanceRows,
    ),
  ];
}

function* chunked(columns: string, rows: Iterable<string>): Generator<string> {
  let chunk = `${columns}\n`;
  for (const row of rows) {
    chunk += row;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function collect(world: World, year: number, day: DayNumber): Collection {
  const inCare = new Map<number, string>();
  for (const episode of world.journeys.episodes) {
    for (const care of episode.care) {
      if (care.start > day || care.end <= day) continue;
      const placement = care.placements.find((one) => one.start <= day && one.end > day);
      if (placement) inCare.set(care.child, placement.postcode);
    }
  }
  const pupils = [...pupilsOn(world, day, (child) => inCare.get(child) ?? null)];
  const term = `${year}s`;
  return { world, term, day, termStart: dayOf(`${year - 1}-09-04`), year, pupils, inCare };
}

function recordId(child: number, from: Collection): string {
  const first = hash(child, from.year).toString(16).padStart(8, '0');
  const second = (hash(child, from.year + 7) % 4096).toString(16).padStart(3, '0');
  return `${first}-${second}`;
}

function shortId(key: number, salt: number): string {
  return hash(key, salt).toString(16).padStart(8, '0');
}

function* pupilRows(from: Collection): Generator<string> {
  const { people } = from.world;
  for (const pupil of from.pupils) {
    const { child } = pupil;
    const names = namesOf(from, child);
    const number = upn(child, startOfSchool(pupil, from));
    const born = censusDay(people.born[child] ?? 0);
    const sex = people.sex[child] === 1 ? 'M' : 'F';
    const group = pupil.yearGroup;
    const nursery = group === 'R' ? 'True' : '';
    const id = recordId(child, from);
    yield `${id},${pupil.school.code},${born},${names.family},${names.given},${names.middle},` +
      `${names.preferred},${names.former},${number},,,${sex},${censusDay(pupil.entered)},1,` +
      `${shortId(child, from.year)},${shortId(pupil.school.index, from.year)},,${nursery},False,` +
      `False,,${SESSIONS}.0,False,False,,,,,,,,${people.ethnicity[child] ?? 'NOBT'},,N,` +
      `${names.language},,C,N,,${provision(from, child)},${group},,,${youngCarer(child)}\n`;
  }
}

/** The school year in which a pupil started reception, which numbers the pupil. */
function startOfSchool(pupil: Pupil, from: Collection): number {
  const group = pupil.yearGroup === 'R' ? 0 : Number(pupil.yearGroup);
  return from.year - 1 - group;
}

interface PupilNames {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly preferred: string;
  readonly former: string;
  readonly language: string;
}

/** Names as this school writes them: now and then another spelling than elsewhere. */
function namesOf(from: Collection, child: number): PupilNames {
  const { people } = from.world;
  const family = people.familyOf[child] ?? -1;
  const arrived = people.ethnicity[child] === 'BAFR' ? 3 : 5;
  const community = family >= 0 ? (people.families.community[family] ?? 0) : arrived;
  const male = people.sex[child] === 1;
  const usual = surnameOf(family >= 0 ? family : child + 900_000, community);
  const pick = hash(child, 81);
  const other = surnameOf(family + 400_000, community);
  const given = givenNameOf(child, community, male);
  return {
    family: variantOf(usual, child),
    given: variantOf(given, child + 7),
    middle: middleNameOf(child, community, male),
    preferred: pick % 29 === 0 ? other : '',
    former: pick % 41 === 0 ? other : '',
    language: pick % 10 < 6 ? (COMMUNITIES[community]?.language ?? 'ENG') : 'ENG',
  };
}

function provision(from: Collection, child: number): string {
  return ['N', 'K', 'E'][from.world.schooling.needs[child] ?? 0] ?? 'N';
}

function youngCarer(child: number): string {
  return hash(child, 82) % 160 === 0 ? 'S' : '';
}

function* addressRows(from: Collection): Generator<string> {
  let order = 0;
  for (const pupil of from.pupils) {
    if (isWithheld(pupil.child)) continue;
    order += 1;
    yield `${recordId(pupil.child, from)},${pupil.school.code},` +
      `${shortId(pupil.child, from.year + 1)},${order},${shortId(pupil.child, from.year)},,` +
      `${pupil.postcode}\n`;
  }
}

/** Schools hold back the address of a few children whose whereabouts must not be known. */
function isWithheld(child: number): boolean {
  return hash(child, 83) % 700 === 0;
}

/** Types of need with how common each is among pupils with special needs; ours. */
const NEED_TYPES = lot<string>([
  ['SLCN', 0.24],
  ['SEMH', 0.22],
  ['ASD', 0.16],
  ['MLD', 0.14],
  ['SPLD', 0.12],
  ['OTH', 0.04],
  ['PD', 0.025],
  ['HI', 0.015],
  ['SLD', 0.02],
  ['VI', 0.01],
  ['PMLD', 0.005],
  ['MSI', 0.005],
]);

function* needRows(from: Collection): Generator<string> {
  let order = 0;
  for (const pupil of from.pupils) {
    const level = from.world.schooling.needs[pupil.child] ?? 0;
    if (level === 0) continue;
    const first = at(NEED_TYPES, hashShare(pupil.child, 84));
    const second = at(NEED_TYPES, hashShare(pupil.child, 85));
    const types = level === 2 && second !== first ? [first, second] : [first];
    for (const [i, type] of types.entries()) {
      order += 1;
      yield `${recordId(pupil.child, from)},${pupil.school.code},` +
        `${shortId(pupil.child * 3 + i, from.year + 2)},${order},` +
        `${shortId(pupil.child, from.year)},${i + 1}.0,${type}\n`;
    }
  }
}

const REASONS = lot<string>([
  ['DB', 0.5],
  ['PP', 0.15],
  ['VA', 0.17],
  ['PA', 0.06],
  ['VP', 0.03],
  ['DA', 0.04],
  ['DM', 0.03],
  ['RA', 0.02],
]);

/** Suspensions in a term per pupil: by phase, then by how near to services the child is; ours. */
const SUSPENSIONS = { primary: 0.006, secondary: 0.055, special: 0.035 } as const;
const NEARNESS = [1, 3.2, 3.6, 3.4] as const;
const PERMANENT = 0.006;

function* exclusionRows(from: Collection): Generator<string> {
  let order = 0;
  const chance = random(from.world.seed).fork(700 + from.year);
  for (const pupil of from.pupils) {
    const near = nearness(from, pupil.child);
    const rate = SUSPENSIONS[pupil.school.phase] * NEARNESS[near];
    let left = chance.chance(Math.min(0.5, rate * 0.62)) ? 1 : 0;
    while (left > 0 && left < 5 && chance.chance(0.36)) left += 1;
    for (; left > 0; left -= 1) {
      order += 1;
      const day = from.termStart + chance.int(0, 120);
      const permanent = chance.chance(PERMANENT);
      const second = chance.chance(0.12) ? at(REASONS, chance.next()) : '';
      const sessions = permanent ? '' : `${chance.int(1, 5) * 2}.0`;
      const category = permanent ? 'PERM' : 'SUSP';
      yield `${recordId(pupil.child, from)},${pupil.school.code},` +
        `${shortId(order, from.year + 3)},${order},${shortId(pupil.child, from.year)},` +
        `${censusDay(day)},${sessions},` +
        `${at(REASONS, chance.next())},${second},,${category},${provision(from, pupil.child)}\n`;
    }
  }
}

/** How near to services now: looked after at present counts most, earlier need counts as need. */
function nearness(from: Collection, child: number): 0 | 1 | 2 | 3 {
  if (from.inCare.has(child)) return 3;
  const known = from.world.schooling.known[child] ?? 0;
  return known === 0 ? 0 : known === 2 ? 2 : 1;
}

/** Share of sessions missed by how near to services; of them, the share not authorised. */
const ABSENCE = [0.0495, 0.158, 0.195, 0.086] as const;
const UNAUTHORISED = [0.3, 0.47, 0.5, 0.39] as const;

function* attendanceRows(from: Collection): Generator<string> {
  let order = 0;
  const chance = random(from.world.seed).fork(800 + from.year);
  for (const pupil of from.pupils) {
    const near = nearness(from, pupil.child);
    const missed = sessionsMissed(pupil, near, chance);
    const without = Math.round(missed * UNAUTHORISED[near] * (0.4 + 1.2 * chance.next()));
    const unauthorised = Math.min(missed, missed < 4 ? 0 : without);
    const parts: readonly (readonly [string, number])[] = [
      ['I', missed - unauthorised],
      ['O', unauthorised],
    ];
    for (const [reason, sessions] of parts) {
      if (sessions === 0) continue;
      order += 1;
      yield `${recordId(pupil.child, from)},${pupil.school.code},` +
        `${shortId(order, from.year + 4)},${order},${shortId(pupil.child, from.year)},` +
        `${sessions}.0,${reason}\n`;
    }
  }
}

function sessionsMissed(pupil: Pupil, near: 0 | 1 | 2 | 3, chance: Random): number {
  const older = pupil.school.phase === 'primary' ? 0.8 : 1.25;
  const median = SESSIONS * ABSENCE[near] * older * 0.62;
  return Math.min(SESSIONS, Math.round(logNormal(chance, median, 0.98)));
}

/** Shares of sessions missed and of pupils with needs, as the files of a year state them. */
export function measureSchools(
  world: World,
  year: FinancialYear,
): Readonly<Record<string, number>> {
  const { start } = bounds(year);
  const calendarYear = Number(year.slice(0, 4)) + 1;
  const from = collect(world, calendarYear, dayOf(`${calendarYear}-01-16`));
  const chance = random(world.seed).fork(800 + calendarYear);
  const total = { missed: 0, need: 0, missedInNeed: 0, plan: 0, support: 0 };
  const inNeed = new Set(
    world.journeys.episodes
      .filter((one) => !one.noFurtherAction && !one.notInNeed)
      .filter((one) => one.day < from.day && one.close > start && one.care.length === 0)
      .map((one) => one.child),
  );
  for (const pupil of from.pupils) {
    const missed = sessionsMissed(pupil, nearness(from, pupil.child), chance);
    total.missed += missed;
    if (inNeed.has(pupil.child)) {
      total.need += 1;
      total.missedInNeed += missed;
    }
    const level = world.schooling.needs[pupil.child];
    if (level === 2) total.plan += 1;
    if (level === 1) total.support += 1;
  }
  const pupils = from.pupils.length;
  return {
    pupils,
    'absence-of-pupils': (100 * total.missed) / pupils / SESSIONS,
    'absence-of-children-in-need': (100 * total.missedInNeed) / total.need / SESSIONS,
    'special-needs-plan-of-pupils': (100 * total.plan) / pupils,
    'special-needs-support-of-pupils': (100 * total.support) / pupils,
  };
}
