import {
  addDays,
  type CalendarDay,
  daysBetween,
  type FinancialYear,
  financialYear,
  financialYearOf,
  yearEnd,
} from '../../lib/index.ts';
import type { Ssda903Part } from './ssda903.columns.ts';

/** The year that a file of the return is for, and the last day that it can know of. */
export interface ReturnYear {
  readonly year: FinancialYear;
  readonly lastDay: CalendarDay;
}

/** Collects the days of a file that tell its year. */
export interface YearEvidence {
  add(day: CalendarDay): void;
  /** How many days lie in each financial year, by its first calendar year. */
  readonly counts: ReadonlyMap<number, number>;
  readonly total: number;
  /** The last of the days in each financial year. */
  readonly latest: ReadonlyMap<number, CalendarDay>;
}

/** Which column tells the year of which file; files left out have no such column. */
export const YEAR_COLUMN: Readonly<Partial<Record<Ssda903Part, string>>> = {
  episodes: 'DECOM',
  reviews: 'REVIEW',
  missing: 'MIS_START',
  oc3: 'DOB',
};

/** Starts collecting; days after today are left out, since they can only be slips. */
export function yearEvidence(today: CalendarDay): YearEvidence {
  const counts = new Map<number, number>();
  const latest = new Map<number, CalendarDay>();
  const evidence = {
    counts,
    latest,
    total: 0,
    add(day: CalendarDay) {
      if (day > today) return;
      const start = startYearOf(day);
      counts.set(start, (counts.get(start) ?? 0) + 1);
      evidence.total += 1;
      if (day > (latest.get(start) ?? '')) latest.set(start, day);
    },
  };
  return evidence;
}

/**
 * The year of a file, from its name and its days; null where they do not settle it. The return has
 * no element that states its year. A name with a whole financial year or a 31 March (`2017-18`,
 * `31-03-2018`) states it. A single year in the name may be the first or the second half of it
 * (both are in use), so the days must choose: episodes go up to the year's end, reviews and missing
 * periods lie in it, and care leavers turn 17 to 21 in it. A year still running counts as known up
 * to the last day that the file mentions.
 */
export function findYear(
  file: { readonly name: string; readonly part: Ssda903Part },
  evidence: YearEvidence,
  today: CalendarDay,
): ReturnYear | null {
  const stated = statedYear(file.name);
  const lone = stated === null ? loneYear(file.name) : null;
  const start = stated ?? yearOfDays(file.part, evidence, lone);
  if (start === null) return null;
  const year = financialYear(start);
  const isNamed = stated !== null || lone !== null;
  return { year, lastDay: lastKnownDay(year, isNamed ? null : evidence.latest.get(start), today) };
}

const LATE_IN_YEAR_DAYS = 31;

function lastKnownDay(
  year: FinancialYear,
  latest: CalendarDay | null | undefined,
  today: CalendarDay,
): CalendarDay {
  const end = addDays(yearEnd(year), -1);
  const isCutShort = latest && daysBetween(latest, end) > LATE_IN_YEAR_DAYS;
  const last = isCutShort ? latest : end;
  return last < today ? last : today;
}

/** First calendar year of the financial year that a name states in full, or null. */
function statedYear(name: string): number | null {
  for (const match of name.matchAll(/(?<!\d)(20\d\d)\s?(?:[-_/]|to)?\s?(?:20)?(\d\d)(?!\d)/g)) {
    if ((Number(match[1]) + 1) % 100 === Number(match[2])) return Number(match[1]);
  }
  const end =
    /(?<!\d)31[-_.]?03[-_.]?(20\d\d)(?!\d)/.exec(name) ??
    /(?<!\d)(20\d\d)[-_.]?03[-_.]?31(?!\d)/.exec(name);
  return end ? Number(end[1]) - 1 : null;
}

function loneYear(name: string): number | null {
  const years = new Set([...name.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map((match) => match[1]));
  return years.size === 1 ? Number([...years][0]) : null;
}

const LEAST_SHARE = 0.01;
const MOST_IN_ONE_YEAR = 0.9;

function yearOfDays(part: Ssda903Part, evidence: YearEvidence, lone: number | null): number | null {
  if (evidence.total === 0) return null;
  if (part === 'oc3') return yearOfBirthdays(evidence, lone);
  const among = lone === null ? [...evidence.counts.keys()] : [lone - 1, lone];
  const least = Math.max(1, evidence.total * LEAST_SHARE);
  const held = among.filter((start) => (evidence.counts.get(start) ?? 0) >= least);
  const last = held.length === 0 ? null : Math.max(...held);
  if (part === 'episodes' || lone !== null || last === null) return last;
  return (evidence.counts.get(last) ?? 0) >= evidence.total * MOST_IN_ONE_YEAR ? last : null;
}

const YOUNGEST = 17;
const OLDEST = 21;

/** The one year in which most of these births turn 17 to 21; null where two do as well. */
function yearOfBirthdays(evidence: YearEvidence, lone: number | null): number | null {
  const births = [...evidence.counts];
  const among =
    lone === null
      ? range(Math.min(...evidence.counts.keys()) + YOUNGEST, OLDEST - YOUNGEST + 12)
      : [lone - 1, lone];
  const fits = among.map((start) => ({
    start,
    fit: births
      .filter(([born]) => start - born >= YOUNGEST && start - born <= OLDEST)
      .reduce((sum, [, count]) => sum + count, 0),
  }));
  const best = Math.max(...fits.map(({ fit }) => fit));
  const first = fits.filter(({ fit }) => fit === best);
  return best > 0 && first.length === 1 ? (first[0]?.start ?? null) : null;
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function startYearOf(day: CalendarDay): number {
  return Number(financialYearOf(day).slice(0, 4));
}
