import { type DayNumber, dayOf } from './days.ts';
import { hash, hashShare } from './draw.ts';
import { ageOf, type People, residenceOn } from './families.ts';
import type { Journeys } from './journey-types.ts';
import type { NorthbridgeMap } from './map.ts';

/** A school: its number in the census extract and the cluster it belongs to. */
export interface School {
  readonly index: number;
  readonly code: string;
  readonly phase: 'primary' | 'secondary' | 'special';
  readonly ward: number;
  readonly cluster: number;
}

/** What school files need to know of children, in columns by number. */
export interface Schooling {
  readonly schools: readonly School[];
  /** 1 in need at some time, 2 on a protection plan, 3 looked after: how near to services. */
  readonly known: Uint8Array;
  /** 0 none, 1 support, 2 education, health and care plan; from the age of four. */
  readonly needs: Uint8Array;
}

const PRIMARY = 70;
const SECONDARY = 16;
const SPECIAL = 4;

/** Chance of a special needs plan and of support, by how near the child is to services. */
const PLAN_CHANCE = [0.0215, 0.112, 0.14, 0.3] as const;
const SUPPORT_CHANCE = [0.124, 0.215, 0.24, 0.27] as const;

/** Places schools in the wards and finds out which children have special needs. */
export function makeSchooling(people: People, journeys: Journeys, map: NorthbridgeMap): Schooling {
  const known = new Uint8Array(people.childCount);
  const raise = (child: number, to: number) => {
    if ((known[child] ?? 0) < to) known[child] = to;
  };
  for (const episode of journeys.episodes) {
    if (episode.noFurtherAction || episode.notInNeed) continue;
    raise(episode.child, 1);
    if (episode.protection.length > 0) raise(episode.child, 2);
    if (episode.care.length > 0) raise(episode.child, 3);
  }
  const needs = new Uint8Array(people.childCount);
  for (let child = 0; child < people.childCount; child += 1) {
    const near = known[child] ?? 0;
    const boy = people.sex[child] === 1 ? 1.3 : 0.68;
    const at = hashShare(child, 41);
    const plan = people.disabled[child] === 1 ? 0.75 : (PLAN_CHANCE[near] ?? 0) * boy;
    const support = (SUPPORT_CHANCE[near] ?? 0) * boy;
    needs[child] = at < plan ? 2 : at < plan + support ? 1 : 0;
  }
  return { schools: schoolsOf(map), known, needs };
}

function schoolsOf(map: NorthbridgeMap): School[] {
  const schools: School[] = [];
  const add = (phase: School['phase'], ward: number) => {
    const cluster = map.wards[ward]?.cluster ?? 0;
    const index = schools.length;
    schools.push({ index, code: `SCH${String(index + 1).padStart(2, '0')}`, phase, ward, cluster });
  };
  for (let i = 0; i < PRIMARY; i += 1) add('primary', i % map.wards.length);
  for (let i = 0; i < SECONDARY; i += 1)
    add('secondary', Math.floor((i * map.wards.length) / SECONDARY));
  for (let i = 0; i < SPECIAL; i += 1) add('special', i * 5 + 2);
  return schools;
}

/** A pupil on the day of a census. */
export interface Pupil {
  readonly child: number;
  readonly school: School;
  /** `R`, then `1` to `13`. */
  readonly yearGroup: string;
  readonly entered: DayNumber;
  readonly postcode: string;
}

/**
 * Everyone of four to seventeen years on a census day, each at a school; by number of the child.
 */
export function* pupilsOn(
  world: { people: People; map: NorthbridgeMap; schooling: Schooling },
  day: DayNumber,
  awayFrom: (child: number) => string | null,
): Generator<Pupil> {
  const { people, map, schooling } = world;
  const schoolYear = schoolYearOf(day);
  for (let child = 0; child < people.childCount; child += 1) {
    const born = people.born[child] ?? 0;
    const group = schoolYear - startYearOf(born);
    if (group < 0 || group > 13 || ageOf(born, day) >= 18) continue;
    const away = awayFrom(child);
    const family = people.familyOf[child] ?? -1;
    const home = family >= 0 ? residenceOn(people, family, map, day) : null;
    if (!home && away === null) continue;
    const ward = home ? home.area.ward : hash(child, 43) % map.wards.length;
    const phase =
      schooling.needs[child] === 2 && hashShare(child, 44) < 0.36
        ? 'special'
        : group <= 6
          ? 'primary'
          : 'secondary';
    yield {
      child,
      school: schoolFor(schooling.schools, phase, { ward, family: family >= 0 ? family : child }),
      yearGroup: group === 0 ? 'R' : String(group),
      entered: dayOf(`${schoolYear - (phase === 'secondary' ? group - 7 : group)}-09-03`),
      postcode: away ?? home?.postcode ?? '',
    };
  }
}

function schoolFor(
  schools: readonly School[],
  phase: School['phase'],
  home: { ward: number; family: number },
): School {
  const pick = hash(home.family, 45);
  if (phase === 'special') return schools[PRIMARY + SECONDARY + (pick % SPECIAL)] as School;
  if (phase === 'secondary') {
    const near = Math.floor((home.ward * SECONDARY) / 22);
    return schools[PRIMARY + Math.min(SECONDARY - 1, near + (pick % 5 === 0 ? 1 : 0))] as School;
  }
  const inWard = home.ward < PRIMARY % 22 ? Math.ceil(PRIMARY / 22) : Math.floor(PRIMARY / 22);
  const ward = pick % 6 === 0 ? (home.ward + 1) % 22 : home.ward;
  const choice = pick % inWard;
  return schools[Math.min(PRIMARY - 1, ward + 22 * choice)] as School;
}

/** The year in which the school year of a day began. */
export function schoolYearOf(day: DayNumber): number {
  const year = new Date(day * 86_400_000).getUTCFullYear();
  return day >= dayOf(`${year}-09-01`) ? year : year - 1;
}

/** The year in which a child starts the reception class: after the fourth birthday. */
function startYearOf(born: DayNumber): number {
  return schoolYearOf(born) + 5;
}
