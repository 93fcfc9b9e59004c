import {
  addDays,
  type CalendarDay,
  type FinancialYear,
  financialYearOf,
  formatFinancialYear,
} from '../lib/index.ts';
import type { ReturnKind } from './returns/statement.ts';

/** A loaded or half-loaded file, as far as somebody must look at it. */
export interface LoadedFile {
  readonly id: number;
  readonly name: string;
  readonly return_kind: string | null;
  readonly year: string | null;
  readonly as_of_day: string | null;
  readonly status: 'loading' | 'loaded' | 'stopped';
  readonly outcome: Readonly<Record<string, number>>;
}

/** Something about the loaded files that needs somebody. */
export interface Need {
  readonly text: string;
  readonly href: string;
  readonly hint: string;
}

/** The returns that a partnership loads every year, and what they are called in a sentence. */
const YEARLY: readonly (readonly [ReturnKind, string])[] = [
  ['cin-census', 'children in need census'],
  ['ssda903', 'looked-after children return'],
  ['early-help', 'early help file'],
];

const FILES_NAMED = 3;
/** After 13 months without news a yearly return is old: it was due a month ago. */
const OLD_AFTER_DAYS = 396;

/**
 * What the loaded files ask of an analyst: files that stopped, rows that were kept out, a return
 * missing for the newest year, and returns that are old. Files come newest first.
 */
export function returnsNeeded(files: readonly LoadedFile[], today: CalendarDay): Need[] {
  const stopped = files
    .filter((file) => file.status === 'stopped')
    .map((file) => ({
      text: `${file.name} was loaded only in part`,
      href: `/returns/${file.id}`,
      hint: 'Load the file again: it goes on where it stopped.',
    }));
  return [...stopped, ...keptOut(files), ...missing(files), ...old(files, today)];
}

function keptOut(files: readonly LoadedFile[]): Need[] {
  const found = files.filter(
    (file) => file.status === 'loaded' && (file.outcome.quarantined ?? 0) > 0,
  );
  const needs = found.slice(0, FILES_NAMED).map((file) => {
    const rows = file.outcome.quarantined ?? 0;
    const [row, were] = rows === 1 ? ['row', 'was'] : ['rows', 'were'];
    return {
      text: `${rows} ${row} of ${file.name} ${were} kept out`,
      href: `/returns/${file.id}`,
      hint: 'See why, mend the file and load it again.',
    };
  });
  const more = found.length - FILES_NAMED;
  if (more <= 0) return needs;
  const text = `${more} more ${more === 1 ? 'file has' : 'files have'} rows that were kept out`;
  return [...needs, { text, href: '/returns?show=kept-out', hint: 'See which.' }];
}

function missing(files: readonly LoadedFile[]): Need[] {
  const loaded = files.filter((file) => file.status === 'loaded');
  const years = YEARLY.flatMap(([kind]) => yearsOf(loaded, kind));
  const [newest] = [...new Set(years)].sort().reverse();
  if (newest === undefined) return [];
  return YEARLY.filter(([kind]) => {
    const isThere = loaded.some((file) => file.return_kind === kind);
    const own = yearsOf(loaded, kind);
    // A file of many years, such as early help, may state none: then it is enough that it is there.
    return isThere ? own.length > 0 && !own.includes(newest) : true;
  }).map(([, words]) => ({
    text: `There is no ${words} for ${formatFinancialYear(newest as FinancialYear)} yet`,
    href: '/returns',
    hint: 'Other returns of that year are loaded, so figures of it are not whole.',
  }));
}

/** The years that files of a kind are of: as they say, or by the day up to which they know. */
function yearsOf(files: readonly LoadedFile[], kind: ReturnKind): string[] {
  return files
    .filter((file) => file.return_kind === kind)
    .flatMap(({ year, as_of_day: asOf }) => {
      if (year !== null) return year;
      return asOf === null ? [] : financialYearOf(asOf as CalendarDay);
    });
}

function old(files: readonly LoadedFile[], today: CalendarDay): Need[] {
  return YEARLY.flatMap(([kind, words]) => {
    const days = files
      .filter((file) => file.return_kind === kind && file.status === 'loaded')
      .flatMap((file) => file.as_of_day ?? []);
    const [latest] = days.sort().reverse();
    if (latest === undefined || addDays(latest as CalendarDay, OLD_AFTER_DAYS) >= today) return [];
    return [
      {
        text: `The newest ${words} is more than 13 months old`,
        href: '/returns',
        hint: 'Load this year\u2019s, so that figures are of now.',
      },
    ];
  });
}

/** One step of setting an authority up. */
export interface SetUpTask {
  readonly text: string;
  readonly hint: string;
  readonly href: string;
  readonly isDone: boolean;
}

const SET_UP: readonly (readonly [ReturnKind, string, string])[] = [
  ['places', 'Load your places', 'Wards, census areas and postcodes, so that needs show by ward'],
  ['cin-census', 'Load a children in need census', 'The XML file that you send every year'],
  ['ssda903', 'Load a looked-after children return', 'The SSDA903 files, all at once'],
  ['early-help', 'Load early help', 'No return holds it: fill in our template'],
  ['council-spending', 'Load what the council spends', 'Your RO3 or section 251 lines'],
];

/** The five files that an authority starts with, and which of them are loaded. */
export function setUpTasks(files: readonly LoadedFile[]): SetUpTask[] {
  return SET_UP.map(([kind, text, hint]) => ({
    text,
    hint,
    href: `/returns?start=${kind}`,
    isDone: files.some((file) => file.return_kind === kind && file.status === 'loaded'),
  }));
}
