import { type FinancialYear, financialYear, refuse } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import { type Level, LEVEL_LABELS, LEVELS } from '../../record/index.ts';
import { yearsKnown } from '../cost/activity.store.ts';
import { BREAKDOWNS, type Breakdown } from './reach-table.ts';
import { yearsOfEvents } from './reach.store.ts';

/** What a group is expected to be reached by: its part of these children. */
export const BASES = ['population', 'referrals', 'themes', 'deprived'] as const;
/** One of the ways to say what is expected. */
export type Base = (typeof BASES)[number];

/** The bases as a choice reads, and within a sentence. */
export const BASE_WORDS: Readonly<Record<Base, readonly [string, string]>> = {
  population: ['Share of all children', 'all children'],
  referrals: ['Share of children referred to social care', 'children referred to social care'],
  themes: ['Share of children with a theme', 'children with one of the eight themes'],
  deprived: [
    'Share of children in the most deprived fifth',
    'children in the most deprived fifth of areas',
  ],
};

/** What is asked of reach: groups, which help, expected by what, in which year. */
export interface ReachAsked {
  readonly by: Breakdown;
  readonly level: Level;
  readonly base: Base;
  /** The year in which the financial year starts. */
  readonly year: number;
}

/** Years that can be asked for, newest first: those of requests for early help and of returns. */
export async function reachYears(tx: Tx): Promise<number[]> {
  const told = await yearsOfEvents(tx, ['early-help-request', 'referral']);
  const returned = await yearsKnown(tx);
  if (returned.length === 0) return told;
  // Returns tell of days before their year, but not of all that happened then.
  const [oldest, newest] = [Math.min(...returned), Math.max(...returned)];
  return told.filter((year) => year >= oldest && year <= newest);
}

/** What an address asks for; refuses what there is not and names what there is. */
export function readReachAsked(years: readonly number[], given: Parameters): ReachAsked {
  const by = oneOf(BREAKDOWNS, given.by ?? 'ward', 'by');
  const level = oneOf(LEVELS, given.level ?? 'targeted-early-help', 'level');
  const base = oneOf(BASES, given.expected ?? 'referrals', 'expected');
  return { by, level, base, year: readYear(years, given.year) };
}

/** The year of an address as the year in which it starts; the newest where none is given. */
export function readYear(years: readonly number[], text: string | undefined): number {
  if (!text) return years[0] ?? NO_YEAR;
  const year = years.find((one) => financialYear(one) === text);
  if (year !== undefined) return year;
  const known = years.map((one) => financialYear(one)).join(', ') || 'none yet';
  throw refuse('no-such-year', 'invalid', `year is one of those that are loaded: ${known}.`);
}

/** Stands in the address of figures where no year is loaded; nothing is counted in it. */
const NO_YEAR = 2000;

/** One of the words that may stand there; refuses any other and names them. */
export function oneOf<T extends string>(words: readonly T[], given: string, name: string): T {
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  throw refuse('no-such-choice', 'invalid', `${name} is one of ${words.join(', ')}.`);
}

/** The financial year of a number of a year. */
export function yearOf(year: number): FinancialYear {
  return financialYear(year);
}

/** The help of a level within a sentence: `early help`, `child protection`. */
export function helpWords(level: Level): string {
  return LEVEL_LABELS[level].toLowerCase();
}
