/**
 * A day in the calendar as `2025-03-31`. A day has no time and no time zone, so it is never a
 * `Date`: a child is born on a day, wherever the server stands. Days compare correctly as text.
 */
export type CalendarDay = string & { readonly __unit: 'day' };

/** A financial year of an English council, April to March, as `2024-25`. */
export type FinancialYear = string & { readonly __unit: 'financial-year' };

/** A month as `2025-03`. */
export type CalendarMonth = string & { readonly __unit: 'month' };

const MS_PER_DAY = 86_400_000;

/** Reads `2025-03-31`; anything else, or a day that does not exist, gives null. */
export function parseDay(text: string): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? validDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Reads a day as written in British files: `31/03/2025`, `31-03-2025`; else null. */
export function parseBritishDay(text: string): CalendarDay | null {
  const match = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text.trim());
  return match ? validDay(Number(match[3]), Number(match[2]), Number(match[1])) : null;
}

function validDay(year: number, month: number, day: number): CalendarDay | null {
  if (year < 1850 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return null;
  }
  return `${year}-${pad(month)}-${pad(day)}` as CalendarDay;
}

/** Takes a day that is known to be one; throws a RangeError if it is not. */
export function day(text: string): CalendarDay {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`not a day: ${text}`);
  return parsed;
}

/** The number of days since 1 January 1970 (negative before). */
export function dayNumber(of: CalendarDay): number {
  return (
    Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1, Number(of.slice(8))) / MS_PER_DAY
  );
}

/** The day with this number since 1 January 1970. */
export function dayFromNumber(number: number): CalendarDay {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as CalendarDay;
}

/** The day so many days later (or earlier, if negative). */
export function addDays(from: CalendarDay, days: number): CalendarDay {
  return dayFromNumber(dayNumber(from) + days);
}

/** Days from the first day to the second; 0 if they are the same, negative if it is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole years of age on a day, 29 February counted on 1 March in other years. */
export function ageOn(birth: CalendarDay, on: CalendarDay): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The financial year that a day falls in: 31 March 2025 is in `2024-25`. */
export function financialYearOf(of: CalendarDay): FinancialYear {
  const year = Number(of.slice(0, 4));
  return financialYear(of.slice(5) >= '04-01' ? year : year - 1);
}

/** The financial year that starts on 1 April of this year: 2024 gives `2024-25`. */
export function financialYear(startYear: number): FinancialYear {
  return `${startYear}-${pad((startYear + 1) % 100)}` as FinancialYear;
}

/** Reads `2024-25`, `2024/25`, `2024 to 2025` or `202425`; else null. */
export function parseFinancialYear(text: string): FinancialYear | null {
  const match = /^(\d{4})\s*(?:-|\/|to|–)?\s*(?:\d{2})?(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const start = Number(match[1]);
  return (start + 1) % 100 === Number(match[2]) ? financialYear(start) : null;
}

/** First day of a financial year. */
export function yearStart(year: FinancialYear): CalendarDay {
  return `${year.slice(0, 4)}-04-01` as CalendarDay;
}

/** The day after a financial year's last: years are half-open, from 1 April to 1 April. */
export function yearEnd(year: FinancialYear): CalendarDay {
  return `${Number(year.slice(0, 4)) + 1}-04-01` as CalendarDay;
}

/** The month that a day falls in. */
export function monthOf(of: CalendarDay): CalendarMonth {
  return of.slice(0, 7) as CalendarMonth;
}

/** A day as people read it: `31 March 2025`. */
export function formatDay(of: CalendarDay): string {
  return `${Number(of.slice(8))} ${MONTHS[Number(of.slice(5, 7)) - 1]} ${of.slice(0, 4)}`;
}

/** A financial year as people read it: `2024 to 2025`. */
export function formatFinancialYear(year: FinancialYear): string {
  const start = Number(year.slice(0, 4));
  return `${start} to ${start + 1}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
