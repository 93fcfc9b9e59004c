import type { FinancialYear } from '../src/lib/index.ts';
import { birthday, bounds, britishDay, type DayNumber, OPEN } from './days.ts';
import type { DemoFile } from './demo-file.ts';
import { at, hash, hashShare, lot } from './draw.ts';
import { ageOf, eighteenth } from './families.ts';
import { episodeFaults, type Fault, faulty, reviewFaults } from './faults.ts';
import { childNumber } from './identifiers.ts';
import type { Care, Placement } from './journey-types.ts';
import { placeCode } from './placements.ts';
import { pupilNumber } from './write-cin-census.ts';
import type { World } from './world.ts';

/** What the return of a year knows, and who is in it. */
interface Return {
  readonly world: World;
  readonly year: FinancialYear;
  readonly start: DayNumber;
  readonly end: DayNumber;
  /** Periods of care open at any time in the year. */
  readonly cares: readonly Care[];
  readonly leavers: readonly Leaver[];
}

interface Leaver {
  readonly child: number;
  readonly birthday: DayNumber;
  readonly age: number;
}

/** The looked-after return (SSDA903) of one year, in its eight files. */
export function lookedAfterReturn(world: World, year: FinancialYear): DemoFile[] {
  const { start, end } = bounds(year);
  const all = world.journeys.episodes.flatMap((one) => one.care);
  const cares = all
    .filter((care) => care.start < end && care.end >= start)
    .sort((a, b) => a.child - b.child || a.start - b.start);
  const about: Return = {
    world,
    year,
    start,
    end,
    cares,
    leavers: leaversOf(world, all, start, end),
  };
  const file = (
    part: string,
    columns: string,
    rows: () => string[],
    faults: readonly Fault[] = [],
  ) => ({
    name: `${year}-${part}.csv`,
    kind: 'ssda903' as const,
    text: () => [`${columns}\n`, ...faulty(rows(), faults)],
  });
  return [
    file('header', 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', () => headers(about)),
    file(
      'episodes',
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,' +
        'PL_POST,URN',
      () => cares.flatMap((care) => episodes(care, about)),
      episodeFaults,
    ),
    file('reviews', 'CHILD,DOB,REVIEW,REVIEW_CODE', () => reviews(about), reviewFaults),
    file('uasc', 'CHILD,SEX,DOB,DUC', () => arrivedAlone(about)),
    file(
      'oc2',
      'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,' +
        'HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED',
      () => outcomes(about),
    ),
    file('oc3', 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM', () =>
      about.leavers.map((one) => leaverRow(one, about)),
    ),
    file('missing', 'CHILD,DOB,MISSING,MIS_START,MIS_END', () => missing(about)),
    file('previous_permanence', 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM', () => permanence(about)),
  ];
}

function row(...cells: readonly string[]): string {
  return `${cells.join(',')}\n`;
}

function birth(about: Return, child: number): string {
  return britishDay(about.world.people.born[child] ?? 0);
}

/** Sex in figures up to the return of 2023-24, in letters from that of 2024-25. */
function sexOf(about: Return, child: number): string {
  const sex = about.world.people.sex[child] ?? 1;
  return about.year >= '2024-25' ? (sex === 1 ? 'M' : 'F') : String(sex);
}

function headers(about: Return): string[] {
  const looked = new Set(about.cares.map((care) => care.child));
  const everyone = new Set([...looked, ...about.leavers.map((one) => one.child)]);
  return [...everyone]
    .sort((a, b) => a - b)
    .map((child) => {
      const { people } = about.world;
      const born = people.born[child] ?? 0;
      const mother = looked.has(child) && people.sex[child] === 2 ? '0' : '';
      const number = pupilNumber(born, child, about.end) ?? 'UN1';
      const ethnicity = people.ethnicity[child] ?? 'NOBT';
      return row(
        childNumber(child),
        sexOf(about, child),
        britishDay(born),
        ethnicity,
        number,
        mother,
        '',
      );
    });
}

function episodes(care: Care, about: Return): string[] {
  return care.placements
    .filter((placement) => placement.start < about.end && placement.end >= about.start)
    .map((placement) => episodeRow(care, placement, about));
}

function episodeRow(care: Care, placement: Placement, about: Return): string {
  const ended = placement.end < about.end;
  return row(
    childNumber(care.child),
    britishDay(placement.start),
    placement.rne,
    placement.legalStatus,
    care.need === 'N9' || care.need === 'N0' ? 'N5' : care.need,
    placeCode(placement.place, about.start),
    placement.provider,
    ended ? britishDay(placement.end) : '',
    ended ? placement.reasonEnded : '',
    ended ? placement.reasonForChange : '',
    care.homePostcode,
    care.alone ? '' : placement.postcode,
    placement.urn,
  );
}

function reviews(about: Return): string[] {
  const { people } = about.world;
  return about.cares.flatMap((care) =>
    care.reviews
      .filter((day) => day >= about.start && day < about.end)
      .map((day) => {
        const young = ageOf(people.born[care.child] ?? 0, day) < 4;
        const code = young ? 'PN0' : at(PARTS, hashShare(care.child * 31 + day, 61));
        return row(childNumber(care.child), birth(about, care.child), britishDay(day), code);
      }),
  );
}

/** How children take part in their reviews; ours. */
const PARTS = lot<string>([
  ['PN1', 0.55],
  ['PN2', 0.06],
  ['PN3', 0.12],
  ['PN4', 0.04],
  ['PN5', 0.08],
  ['PN6', 0.1],
  ['PN7', 0.05],
]);

function arrivedAlone(about: Return): string[] {
  return about.cares
    .filter((care) => care.alone)
    .map((care) => {
      const ceased = eighteenth(about.world.people.born[care.child] ?? 0);
      return row(
        childNumber(care.child),
        sexOf(about, care.child),
        birth(about, care.child),
        ceased < about.end ? britishDay(ceased) : '',
      );
    });
}

/** Health and behaviour of those looked after for the whole year up to 31 March. */
function outcomes(about: Return): string[] {
  const last = about.end - 1;
  return about.cares
    .filter((care) => care.start <= last - 365 && care.end > last)
    .map((care) => {
      const born = about.world.people.born[care.child] ?? 0;
      const age = ageOf(born, last);
      const key = care.child * 7 + about.start;
      const yes = (salt: number, share: number) => (hashShare(key, salt) < share ? '1' : '0');
      const scored = ageOf(born, about.start) >= 4 && age < 17;
      const score = Math.min(40, Math.floor(hashShare(key, 62) * 18 + hashShare(key, 63) * 13));
      const absent = hashShare(key, 64) < 0.22;
      const misuse = age >= 12 ? yes(65, 0.06) : '0';
      const received = misuse === '1' ? yes(66, 0.45) : '';
      return row(
        childNumber(care.child),
        birth(about, care.child),
        scored && !absent ? String(score) : '',
        scored && absent ? 'SDQ2' : '',
        age >= 10 ? yes(67, 0.03) : '',
        age < 5 ? yes(68, 0.9) : '',
        yes(69, 0.84),
        yes(70, 0.81),
        yes(71, 0.9),
        misuse,
        received,
        received === '0' ? yes(72, 0.8) : '',
      );
    });
}

/** Those who turned 17 to 21 in the year and left care after 16 with 13 weeks of it since 14. */
function leaversOf(
  world: World,
  cares: readonly Care[],
  start: DayNumber,
  end: DayNumber,
): Leaver[] {
  const leavers: Leaver[] = [];
  for (const [child, own] of Map.groupBy(cares, (care) => care.child)) {
    const born = world.people.born[child] ?? 0;
    const age = [17, 18, 19, 20, 21].find((years) => {
      const day = birthday(born, years);
      return day >= start && day < end;
    });
    if (age === undefined) continue;
    const on = birthday(born, age);
    const fourteen = birthday(born, 14);
    const days = own.reduce(
      (sum, care) => sum + Math.max(0, care.end - Math.max(care.start, fourteen)),
      0,
    );
    const last = Math.max(...own.map((care) => care.end));
    if (last < on && last > birthday(born, 16) && days >= 91)
      leavers.push({ child, birthday: on, age });
    else if (last === eighteenth(born) && age >= 19 && days >= 91)
      leavers.push({ child, birthday: on, age });
  }
  return leavers.sort((a, b) => a.child - b.child);
}

function leaverRow(leaver: Leaver, about: Return): string {
  const key = leaver.child * 3 + leaver.age;
  const touch = at(TOUCH, hashShare(key, 73));
  const known = touch === 'YES';
  const activity = at(ACTIVITY, hashShare(leaver.child, 74) * 0.7 + hashShare(key, 75) * 0.3);
  const home = at(leaver.age >= 18 ? HOMES : YOUNG_HOMES, hashShare(leaver.child, 76));
  return row(
    childNumber(leaver.child),
    birth(about, leaver.child),
    touch,
    known ? activity : '0',
    known ? home : '0',
  );
}

const TOUCH = lot<string>([
  ['YES', 0.94],
  ['NO', 0.03],
  ['REFU', 0.02],
  ['NREQ', 0.01],
]);
const ACTIVITY = lot<string>([
  ['F1', 0.06],
  ['F2', 0.15],
  ['P2', 0.04],
  ['F4', 0.06],
  ['F5', 0.16],
  ['P5', 0.08],
  ['G4', 0.11],
  ['G5', 0.28],
  ['G6', 0.06],
]);
const HOMES = lot<string>([
  ['U1', 0.34],
  ['Z1', 0.14],
  ['B1', 0.12],
  ['D1', 0.19],
  ['E1', 0.05],
  ['K1', 0.05],
  ['S2', 0.03],
  ['V2', 0.02],
  ['X2', 0.04],
  ['Y2', 0.02],
]);
const YOUNG_HOMES = lot<string>([
  ['B1', 0.62],
  ['D1', 0.26],
  ['E1', 0.08],
  ['S2', 0.02],
  ['X2', 0.02],
]);

function missing(about: Return): string[] {
  return about.cares.flatMap((care) =>
    care.missing
      .filter((one) => one.start < about.end && one.end >= about.start)
      .map((one) =>
        row(
          childNumber(care.child),
          birth(about, care.child),
          hash(one.start, care.child) % 3 === 0 ? 'A' : 'M',
          britishDay(one.start),
          one.end < about.end && one.end !== OPEN ? britishDay(one.end) : '',
        ),
      ),
  );
}

function permanence(about: Return): string[] {
  const latest = new Map(about.cares.map((care) => [care.child, care]));
  return [...latest.values()].map((care) => {
    const born = about.world.people.born[care.child] ?? 0;
    const ordered = care.permanence !== 'Z1' && care.start - born > 500;
    const day = Math.floor(born + (care.start - born) * 0.6);
    return row(
      childNumber(care.child),
      birth(about, care.child),
      ordered ? care.permanence : 'Z1',
      ordered ? '999' : '',
      ordered ? britishDay(day) : '',
    );
  });
}
