import { type Random, random } from '../src/lib/index.ts';
import type { Calibration } from './calibration.ts';
import { type DayNumber, dayOf, YEAR } from './days.ts';
import { exponential } from './draw.ts';
import { makeEarlyHelp } from './early-help.ts';
import { type EpisodeRules, makeArrival, makeEpisode } from './episodes.ts';
import { factors } from './factors.ts';
import {
  addArrival,
  ageOf,
  eighteenth,
  FIRST_BIRTH,
  HORIZON,
  type People,
  residenceOn,
} from './families.ts';
import type { EarlyHelp, Episode, Journeys } from './journey-types.ts';
import type { NorthbridgeMap } from './map.ts';
import { arrivalRate, needLot, PEAK_SEASON, POLICE_SURGE, referrers, season } from './sources.ts';

/** The first day that any file tells of. */
export const FIRST_DAY: DayNumber = dayOf('2021-04-01');
/** Care that ended before this makes nobody a care leaver in these years. */
const CARE_FROM: DayNumber = dayOf('2016-04-01');
/** The harbour locality began whole-family early help on this day. */
export const HARBOUR_START: DayNumber = dayOf('2024-04-01');

type Entry =
  | { readonly day: DayNumber; readonly kind: 'early-help' }
  | {
      readonly day: DayNumber;
      readonly kind: 'referral';
      readonly child: number;
      readonly source: string;
    };

interface World {
  readonly people: People;
  readonly map: NorthbridgeMap;
  readonly rules: EpisodeRules;
  readonly seed: number;
  readonly journeys: Journeys;
}

/** Lives through the childhood of every family, from birth on, so that no start is artificial. */
export function makeJourneys(
  seed: number,
  people: People,
  map: NorthbridgeMap,
  calibration: Calibration,
): Journeys {
  const rules: EpisodeRules = {
    model: calibration.model,
    referrers: referrers(calibration),
    factors: factors(calibration),
    needs: needLot(calibration),
  };
  const journeys: Journeys = { episodes: [], earlyHelp: [] };
  const world: World = { people, map, rules, seed, journeys };
  const families = people.families.count;
  for (let family = 0; family < families; family += 1) liveThrough(world, family);
  arrivals(world, arrivalRate(calibration));
  return journeys;
}

function liveThrough(world: World, family: number): void {
  const { people, rules } = world;
  const { families } = people;
  const first = families.firstChild[family] ?? 0;
  const count = families.childCount[family] ?? 0;
  if (count === 0) return;
  const random = familyRandom(world.seed, family);
  const risk = families.risk[family] ?? 1;
  const ward = world.map.areas[families.area[family] ?? 0]?.ward ?? 0;
  const agenda: Entry[] = [];
  const from = Math.max(FIRST_BIRTH, (people.born[first] ?? 0) - 130);
  const until = Math.min(HORIZON, (people.born[first + count - 1] ?? 0) + 18 * YEAR);
  const rate =
    rules.model.referralsPerChildYear * risk * count * MAX_AGE_FACTOR * PEAK_SEASON * 1.25;
  for (let day = from; ; ) {
    day += exponential(random, YEAR / rate);
    if (day >= until) break;
    referralAt(world, { family, ward, day: Math.floor(day), random }, agenda);
  }
  const helpRate = rules.model.earlyHelpPerChildYear * Math.min(4, risk) * 1.8;
  for (let day = from; ; ) {
    day += exponential(random, YEAR / helpRate);
    if (day >= until) break;
    if (random.chance(earlyHelpFactor(ward, day) / 1.8))
      agenda.push({ day: Math.floor(day), kind: 'early-help' });
  }
  agenda.sort((a, b) => a.day - b.day);
  runAgenda(world, { family, first, count, random }, agenda);
}

const MAX_AGE_FACTOR = 1.6;

function ageFactor(born: DayNumber, day: DayNumber): number {
  if (day < born) return day > born - 130 ? 0.55 : 0;
  const age = (day - born) / YEAR;
  if (age >= 17.8) return 0;
  return age < 1 ? 1.55 : age < 5 ? 0.97 : age < 10 ? 0.95 : age < 16 ? 1.04 : 0.8;
}

/** The level of referrals by year: high after the pandemic, as in England. */
function yearFactor(day: DayNumber): number {
  if (day < FIRST_DAY) return 1;
  return day < FIRST_DAY + 365 ? 1.06 : day < FIRST_DAY + 730 ? 1.03 : 1;
}

function referralFactor(ward: number, day: DayNumber): number {
  const quarryVale = ward === QUARRY_VALE ? 1.2 : 1;
  const harbour = ward < HARBOUR_WARDS && day >= HARBOUR_START + 120 ? 0.88 : 1.03;
  return quarryVale * harbour * yearFactor(day);
}

function earlyHelpFactor(ward: number, day: DayNumber): number {
  if (ward === QUARRY_VALE) return 0.3;
  return ward < HARBOUR_WARDS && day >= HARBOUR_START ? 1.75 : 0.97;
}

const QUARRY_VALE = 10;
const HARBOUR_WARDS = 5;

interface Moment {
  readonly family: number;
  readonly ward: number;
  readonly day: DayNumber;
  readonly random: Random;
}

function referralAt(world: World, moment: Moment, agenda: Entry[]): void {
  const { people, rules } = world;
  const { family, ward, day, random } = moment;
  const first = people.families.firstChild[family] ?? 0;
  const child = first + random.int(0, (people.families.childCount[family] ?? 1) - 1);
  const born = people.born[child] ?? 0;
  const disabled = people.disabled[child] === 1 ? 2.2 : 1;
  const likely =
    (ageFactor(born, day) * season(day) * referralFactor(ward, day) * disabled) /
    (MAX_AGE_FACTOR * PEAK_SEASON * 1.25);
  const surge = day >= POLICE_SURGE.start && day < POLICE_SURGE.end;
  if (random.chance(likely)) {
    const source = rules.referrers.pick(day < born + 4 * YEAR, day, random);
    agenda.push({ day, kind: 'referral', child, source });
  } else if (surge && random.chance(likely * POLICE_SURGE.extra)) {
    agenda.push({ day, kind: 'referral', child, source: '6' });
  }
}

interface Household {
  readonly family: number;
  readonly first: number;
  readonly count: number;
  readonly random: Random;
}

function runAgenda(world: World, home: Household, agenda: Entry[]): void {
  const busyUntil = new Array<DayNumber>(home.count).fill(0);
  const plansBefore = new Array<number>(home.count).fill(0);
  let helpUntil = 0;
  for (let next = agenda.shift(); next; next = agenda.shift()) {
    if (next.day >= HORIZON) return;
    if (next.kind === 'early-help') {
      if (next.day < helpUntil || busyUntil.some((until) => until > next.day)) continue;
      const help = makeEarlyHelp(world.people, { ...home, day: next.day });
      if (!help) continue;
      helpUntil = help.closed;
      keepEarlyHelp(world.journeys, help);
      if (help.closure === 'stepped-up') insert(agenda, stepUp(help, home.random));
      continue;
    }
    for (const episode of refer(world, home, next, { busyUntil, plansBefore })) {
      const again = referredAgain(world, episode, home.random);
      if (again) insert(agenda, again);
    }
  }
}

function refer(
  world: World,
  home: Household,
  entry: Extract<Entry, { kind: 'referral' }>,
  state: { busyUntil: DayNumber[]; plansBefore: number[] },
): Episode[] {
  const { people, rules, map } = world;
  const { random, first } = home;
  const made: Episode[] = [];
  const shared = [random.next(), random.next(), random.next(), random.next()];
  const homePostcode = residenceOn(people, home.family, map, entry.day).postcode;
  for (let i = 0; i < home.count; i += 1) {
    const child = first + i;
    const joins = child === entry.child || random.chance(rules.model.siblingJoins);
    const born = people.born[child] ?? 0;
    if (!joins || (state.busyUntil[i] ?? 0) > entry.day || ageFactor(born, entry.day) === 0)
      continue;
    const episode = makeEpisode(
      {
        child,
        family: home.family,
        born,
        male: people.sex[child] === 1,
        disabled: people.disabled[child] === 1 && random.chance(0.7),
        day: entry.day,
        source: entry.source,
        plansBefore: state.plansBefore[i] ?? 0,
        shared,
        homePostcode,
      },
      rules,
      random,
    );
    state.busyUntil[i] = adopted(episode) ? HORIZON : episode.close + 1;
    state.plansBefore[i] = (state.plansBefore[i] ?? 0) + episode.protection.length;
    keepEpisode(world.journeys, episode);
    made.push(episode);
  }
  return made;
}

function adopted(episode: Episode): boolean {
  return episode.reason === 'RC1';
}

function referredAgain(world: World, episode: Episode, random: Random): Entry | null {
  if (episode.reason === 'RC1' || episode.close >= HORIZON) return null;
  const chance = world.rules.model.referredAgain * (episode.noFurtherAction ? 1.25 : 1);
  if (!random.chance(chance)) return null;
  const day = Math.floor(episode.close + 6 + exponential(random, 105));
  const born = world.people.born[episode.child] ?? 0;
  if (day >= eighteenth(born) - 60) return null;
  const source = world.rules.referrers.pick(day < born + 4 * YEAR, day, random);
  return { day, kind: 'referral', child: episode.child, source };
}

function stepUp(help: EarlyHelp, random: Random): Entry {
  const child = help.children[random.int(0, help.children.length - 1)] ?? 0;
  const source = help.closed >= EARLY_HELP_SOURCE_FROM ? '5D' : '5B';
  return { day: help.closed, kind: 'referral', child, source };
}

const EARLY_HELP_SOURCE_FROM = dayOf('2023-04-01');

function insert(agenda: Entry[], entry: Entry): void {
  let at = agenda.length;
  while (at > 0 && (agenda[at - 1] as Entry).day > entry.day) at -= 1;
  agenda.splice(at, 0, entry);
}

function keepEpisode(journeys: Journeys, episode: Episode): void {
  const late = episode.close >= FIRST_DAY;
  const leaver = episode.care.some((care) => care.end >= CARE_FROM);
  if (late || leaver || episode.day >= FIRST_DAY - 366) journeys.episodes.push(episode);
}

function keepEarlyHelp(journeys: Journeys, help: EarlyHelp): void {
  if (help.closed >= FIRST_DAY) journeys.earlyHelp.push(help);
}

function arrivals(world: World, ratePer10000: number): void {
  const { people, rules, journeys } = world;
  const chance = random(world.seed).fork(4);
  const perYear = (ratePer10000 * childrenNow(people)) / 10_000;
  for (let day = CARE_FROM + exponential(chance, YEAR / perYear); day < HORIZON; ) {
    const on = Math.floor(day);
    const born = on - Math.floor((15 + 2.7 * chance.next() ** 0.8) * YEAR);
    const child = addArrival(people, born, chance);
    const start = {
      child,
      family: -1,
      born,
      male: people.sex[child] === 1,
      disabled: false,
      day: on,
      source: chance.pick(['7', '5C', '6', '8']),
      plansBefore: 0,
      shared: [],
      homePostcode: '',
    };
    keepEpisode(journeys, makeArrival(start, rules, chance));
    day += exponential(chance, YEAR / perYear);
  }
}

function childrenNow(people: People): number {
  let count = 0;
  for (let child = 0; child < people.childCount; child += 1) {
    const born = people.born[child] ?? 0;
    if (born < HORIZON && ageOf(born, HORIZON - 1) < 18) count += 1;
  }
  return count;
}

function familyRandom(seed: number, family: number): Random {
  return random(seed).fork(1000 + family);
}
