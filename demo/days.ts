import {
  dayFromNumber,
  dayNumber,
  type FinancialYear,
  yearEnd,
  yearStart,
} from '../src/lib/index.ts';
import type { CalendarDay } from '../src/lib/index.ts';

/** A day as the number of days since 1 January 1970: the generator counts in these. */
export type DayNumber = number;

/** Days in a year, on average. */
export const YEAR = 365.25;

/** What stands for "still open" among day numbers. */
export const OPEN: DayNumber = 1_000_000;

const written: CalendarDay[] = [];

/** `2025-03-31`. */
export function isoDay(day: DayNumber): CalendarDay {
  let text = written[day];
  if (text === undefined) {
    text = dayFromNumber(day);
    written[day] = text;
  }
  return text;
}

/** `31/03/2025`, as the looked-after return writes days. */
export function britishDay(day: DayNumber): string {
  const iso = isoDay(day);
  return `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}

/** `2025-Mar-31 00:00:00`, as extracts of the school census write days. */
export function censusDay(day: DayNumber): string {
  const iso = isoDay(day);
  return `${iso.slice(0, 4)}-${SHORT_MONTHS[Number(iso.slice(5, 7)) - 1]}-${iso.slice(8)} 00:00:00`;
}

/** The number of a day written as `2025-03-31`. */
export function dayOf(text: string): DayNumber {
  return dayNumber(text as CalendarDay);
}

/** First day of a financial year and the first day after it. */
export function bounds(year: FinancialYear): { start: DayNumber; end: DayNumber } {
  return { start: dayNumber(yearStart(year)), end: dayNumber(yearEnd(year)) };
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: DayNumber): boolean {
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}

/** The day itself, or the Monday after a weekend. */
export function onWorkingDay(day: DayNumber): DayNumber {
  const weekday = (day + 4) % 7;
  if (weekday === 6) return day + 2;
  return weekday === 0 ? day + 1 : day;
}

/** The day so many working days later; bank holidays count as working days here. */
export function addWorkingDays(day: DayNumber, count: number): DayNumber {
  const from = onWorkingDay(day);
  const weekday = ((from + 4) % 7) - 1;
  const weeks = Math.floor((weekday + count) / 5);
  return from + weeks * 7 + ((weekday + count) % 5) - weekday;
}

/** The day a child turns this age. 29 February becomes 1 March. */
export function birthday(born: DayNumber, age: number): DayNumber {
  const iso = isoDay(born);
  return (
    Date.UTC(Number(iso.slice(0, 4)) + age, Number(iso.slice(5, 7)) - 1, Number(iso.slice(8))) /
    86_400_000
  );
}

/** The month of a day, from 1 to 12. */
export function monthOfDay(day: DayNumber): number {
  return Number(isoDay(day).slice(5, 7));
}

const SHORT_MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];
