import { refuse } from '../../lib/index.ts';
import { THEMES } from '../../record/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { confidenceOf, costBand, hasHelped, wasCompared } from './evidence.ts';
import { DELIVERY_PLACES, EVIDENCE, type Programme, TARGET_LEVELS } from './evidence-file.ts';

/** The bands of cost that can be asked for as a limit. */
export const COST_BANDS = ['1', '2', '3', '4', '5'] as const;

/** The steps of confidence that can be asked for as the least. */
export const LEAST_CONFIDENCES = ['1', '2', '3', '4', '5'] as const;

/** What programmes are sought by; null where nothing is asked. */
export interface ProgrammesAsked {
  readonly theme: string | null;
  /** In whole years; the programme must be for that age. */
  readonly age: number | null;
  readonly level: (typeof TARGET_LEVELS)[number] | null;
  readonly place: (typeof DELIVERY_PLACES)[number] | null;
  /** The least causal confidence of any rating; unrated ones fall out. */
  readonly rating: number | null;
  /** The highest cost band of the Guidebook; those without a band fall out. */
  readonly cost: number | null;
  /** Only what is used in the United Kingdom. */
  readonly where: 'uk' | null;
}

/** The names by which programmes are sought in addresses and on the command line. */
export const ASKED_BY = ['theme', 'age', 'level', 'place', 'rating', 'cost', 'where'] as const;

type Given = Readonly<Record<string, string | undefined>>;

/** Reads what programmes are sought by; refuses a word that makes no sense and names the others. */
export function readProgrammesAsked(given: Given): ProgrammesAsked {
  const themes = THEMES.map((one) => one.theme);
  const choice = <T extends string>(name: string, choices: readonly T[]): T | null =>
    given[name] ? readChoice(given[name], choices, name) : null;
  const [rating, cost] = [choice('rating', LEAST_CONFIDENCES), choice('cost', COST_BANDS)];
  return {
    theme: choice('theme', themes),
    age: given.age ? readAge(given.age) : null,
    level: choice('level', TARGET_LEVELS),
    place: choice('place', DELIVERY_PLACES),
    rating: rating === null ? null : Number(rating),
    cost: cost === null ? null : Number(cost),
    where: choice('where', ['uk']),
  };
}

function readAge(text: string): number {
  const age = Number(text);
  if (Number.isInteger(age) && age >= 0 && age <= 25) return age;
  throw refuse('no-such-age', 'invalid', `"${text}" is not an age from 0 to 25 in whole years.`);
}

/** The programmes that fit all that is asked, in the order of the library. */
export function findProgrammes(
  asked: ProgrammesAsked,
  programmes: readonly Programme[] = EVIDENCE.programmes,
): Programme[] {
  return programmes.filter((one) => fits(one, asked));
}

/** Those that would fit but for a cost band that nobody published: too dear or not is not known. */
export function withoutBand(
  asked: ProgrammesAsked,
  programmes: readonly Programme[] = EVIDENCE.programmes,
): Programme[] {
  if (asked.cost === null) return [];
  return findProgrammes({ ...asked, cost: null }, programmes).filter((one) => !costBand(one));
}

function fits(one: Programme, asked: ProgrammesAsked): boolean {
  const { theme, age, level, place, rating, cost, where } = asked;
  if (theme !== null && !one.themes.includes(theme)) return false;
  if (age !== null && (age < one.ages.from || age > one.ages.to)) return false;
  if (level !== null && !one.levels.includes(level)) return false;
  if (place !== null && !one.places.includes(place)) return false;
  if (where !== null && !one.usedInUk) return false;
  if (rating !== null && (confidenceOf(one) ?? -1) < rating) return false;
  if (cost === null) return true;
  const band = costBand(one);
  return band !== null && Number(band.level) <= cost;
}

/** Programmes by what is known of them, the counts that a headline is made of. */
export interface ProgrammesFound {
  readonly found: readonly Programme[];
  readonly compared: readonly Programme[];
  readonly helped: readonly Programme[];
  readonly rated: readonly Programme[];
  readonly usedInUk: readonly Programme[];
}

/** Parts the programmes that were found by how they were tried and rated. */
export function partProgrammes(found: readonly Programme[]): ProgrammesFound {
  return {
    found,
    compared: found.filter(wasCompared),
    helped: found.filter(hasHelped),
    rated: found.filter((one) => confidenceOf(one) !== null),
    usedInUk: found.filter((one) => one.usedInUk),
  };
}
