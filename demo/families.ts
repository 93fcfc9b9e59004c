import { type Random, random } from '../src/lib/index.ts';
import { birthday, type DayNumber, dayOf, isoDay, YEAR } from './days.ts';
import { draw, hash, hashShare, lot } from './draw.ts';
import { type Area, type NorthbridgeMap, postcode } from './map.ts';
import { COMMUNITIES } from './names.ts';

/** Everyone who lived in Northbridge as a child in these years, in columns by number. */
export interface People {
  readonly childCount: number;
  readonly born: Int32Array;
  /** Number of the family; -1 for a child who came alone. */
  readonly familyOf: Int32Array;
  /** 1 male, 2 female. */
  readonly sex: Uint8Array;
  readonly ethnicity: readonly string[];
  /** 1 for a child with a lasting disability. */
  readonly disabled: Uint8Array;
  /** 1 for a child of a multiple birth. */
  readonly multiple: Uint8Array;
  readonly families: Families;
}

/** Families in columns by number; a family's children stand next to each other. */
export interface Families {
  readonly count: number;
  readonly firstChild: Int32Array;
  readonly childCount: Uint8Array;
  readonly community: Uint8Array;
  readonly area: Int16Array;
  /** How much likelier than the mean the family is to meet trouble. */
  readonly risk: Float32Array;
  readonly motherBorn: Int32Array;
  /** Maternities and how many of them were multiple. */
  readonly maternities: { all: number; multiple: number };
}

/** First and last birthday that matters, and the last day that the files know. */
export const FIRST_BIRTH: DayNumber = dayOf('2000-04-01');
/** The day after the newest year; nothing later is known. */
export const HORIZON: DayNumber = dayOf('2026-04-01');
const LAST_BIRTH: DayNumber = dayOf('2026-12-15');

const DEPRIVATION = [2.5, 2.0, 1.6, 1.3, 1.05, 0.85, 0.7, 0.55, 0.45, 0.35] as const;
const MATERNITIES = lot<number>([
  [1, 0.42],
  [2, 0.37],
  [3, 0.15],
  [4, 0.06],
]);
const CHILDREN_PER_FAMILY = 1.88;

/**
 * Makes families until about so many children aged 0 to 17 live in Northbridge at any time.
 * `multipleShare` is the share of maternities with more than one child.
 */
export function makePeople(
  seed: number,
  children: number,
  map: NorthbridgeMap,
  multipleShare: number,
): People {
  const chance = random(seed).fork(1);
  const perYear = children / 18 / CHILDREN_PER_FAMILY;
  const firstDay = FIRST_BIRTH - 14 * YEAR;
  const familyCount = Math.round((perYear * (LAST_BIRTH - firstDay)) / YEAR);
  const arrivals = Math.round(children * 0.02);
  const people = emptyPeople(familyCount, Math.round(familyCount * 2.2) + 40 + arrivals);
  const areaLot = lot(map.areas.map((area) => [area, area.share] as const));
  const communityLot = lot(COMMUNITIES.map((one, i) => [i, one.share] as const));
  const ethnicityLots = COMMUNITIES.map((one) => lot(one.ethnicities));
  let child = 0;
  for (let family = 0; family < familyCount; family += 1) {
    const area = draw(areaLot, chance);
    const community = draw(communityLot, chance);
    const { families } = people;
    families.area[family] = area.index;
    families.community[family] = community;
    families.risk[family] = familyRisk(area, chance);
    families.firstChild[family] = child;
    let day = firstDay + Math.floor(chance.next() * (LAST_BIRTH - firstDay));
    families.motherBorn[family] = Math.floor(day - (17.5 + 24 * chance.next() ** 1.2) * YEAR);
    const ethnicity = draw(ethnicityLots[community] as (typeof ethnicityLots)[number], chance);
    for (let left = draw(MATERNITIES, chance); left > 0 && day < LAST_BIRTH; left -= 1) {
      const multiple = chance.chance(multipleShare);
      if (day >= FIRST_BIRTH) {
        families.maternities.all += 1;
        if (multiple) families.maternities.multiple += 1;
        for (let i = 0; i < (multiple ? 2 : 1); i += 1) {
          addChild(people, child, { family, day, ethnicity, multiple }, chance);
          child += 1;
        }
      }
      day += Math.floor(330 + Math.abs(chance.normal(650, 480)));
    }
    families.childCount[family] = child - (families.firstChild[family] ?? 0);
  }
  levelRisk(people, child);
  return { ...people, childCount: child };
}

function addChild(
  people: People,
  child: number,
  birth: { family: number; day: DayNumber; ethnicity: string; multiple: boolean },
  chance: Random,
): void {
  people.born[child] = birth.day;
  people.familyOf[child] = birth.family;
  people.sex[child] = chance.chance(0.512) ? 1 : 2;
  (people.ethnicity as string[])[child] = birth.ethnicity;
  people.disabled[child] = chance.chance(0.014) ? 1 : 0;
  people.multiple[child] = birth.multiple ? 1 : 0;
}

function emptyPeople(families: number, children: number): People {
  return {
    childCount: 0,
    born: new Int32Array(children),
    familyOf: new Int32Array(children).fill(-1),
    sex: new Uint8Array(children),
    ethnicity: new Array<string>(children),
    disabled: new Uint8Array(children),
    multiple: new Uint8Array(children),
    families: {
      count: families,
      firstChild: new Int32Array(families),
      childCount: new Uint8Array(families),
      community: new Uint8Array(families),
      area: new Int16Array(families),
      risk: new Float32Array(families),
      motherBorn: new Int32Array(families),
      maternities: { all: 0, multiple: 0 },
    },
  };
}

function familyRisk(area: Area, chance: Random): number {
  return (DEPRIVATION[area.decile - 1] as number) * Math.exp(chance.normal(0, 0.85));
}

/** Scales risk so that the mean over children is 1. */
function levelRisk(people: People, children: number): void {
  const { families } = people;
  let sum = 0;
  for (let family = 0; family < families.count; family += 1) {
    sum += (families.risk[family] ?? 0) * (families.childCount[family] ?? 0);
  }
  const mean = sum / Math.max(1, children);
  for (let family = 0; family < families.count; family += 1) {
    families.risk[family] = (families.risk[family] ?? 0) / mean;
  }
}

/** Adds a child who came to Northbridge alone, with no family here; gives the number. */
export function addArrival(people: People, born: DayNumber, chance: Random): number {
  const child = people.childCount;
  if (child >= people.born.length) throw new RangeError('no room for another arrival');
  (people as { childCount: number }).childCount += 1;
  people.born[child] = born;
  people.sex[child] = chance.chance(0.94) ? 1 : 2;
  (people.ethnicity as string[])[child] = chance.pick(['OOTH', 'BAFR', 'AOTH', 'WOTH']);
  return child;
}

/** Where a family lived from a day on. */
export interface Residence {
  readonly from: DayNumber;
  readonly area: Area;
  readonly postcode: string;
}

const FIRST_MOVE_YEAR = 2017;
const MOVES_PER_YEAR = 0.065;

/** A family's addresses in order; about one family in fifteen moves in a year, most nearby. */
export function residences(people: People, family: number, map: NorthbridgeMap): Residence[] {
  let area = map.areas[people.families.area[family] ?? 0] as Area;
  const list: Residence[] = [{ from: 0, area, postcode: postcode(area, hash(family, 21)) }];
  const risk = people.families.risk[family] ?? 1;
  const likely = MOVES_PER_YEAR * Math.min(2.2, 0.7 + 0.3 * risk);
  for (let year = FIRST_MOVE_YEAR; year <= 2026; year += 1) {
    if (hashShare(family * 13 + year, 22) >= likely) continue;
    const pick = hash(family * 17 + year, 23);
    const near = map.areas.filter((one) => one.ward === area.ward);
    const choice = pick % 10 < 6 ? near : map.areas;
    area = choice[(pick >>> 5) % choice.length] as Area;
    const from = dayOf(`${year}-01-08`) + (pick % 350);
    if (from < HORIZON) list.push({ from, area, postcode: postcode(area, pick >>> 3) });
  }
  return list;
}

/** Where a family lived on a day. */
export function residenceOn(
  people: People,
  family: number,
  map: NorthbridgeMap,
  day: DayNumber,
): Residence {
  const list = residences(people, family, map);
  let found = list[0] as Residence;
  for (const one of list) if (one.from <= day) found = one;
  return found;
}

/** Whether a child is born and under 18 on a day. */
export function isChildOn(people: People, child: number, day: DayNumber): boolean {
  const born = people.born[child] ?? 0;
  return born <= day && ageOf(born, day) < 18;
}

/** Whole years of age on a day. */
export function ageOf(born: DayNumber, day: DayNumber): number {
  const rough = Math.floor((day - born) / YEAR);
  if (day - born - rough * YEAR > 2 && day - born - rough * YEAR < 363) return rough;
  const to = isoDay(day);
  const from = isoDay(born);
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The day of the eighteenth birthday. */
export function eighteenth(born: DayNumber): DayNumber {
  return birthday(born, 18);
}
