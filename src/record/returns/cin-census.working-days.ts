import { dayFromNumber, dayNumber } from '../../lib/index.ts';
import type { CalendarDay } from '../../lib/index.ts';

/**
 * Bank holidays of England that no rule of the calendar gives, moved or added by proclamation
 * (gov.uk/bank-holidays and the royal proclamations of the year).
 */
const PROCLAIMED: Readonly<Record<number, { readonly add: string[]; readonly drop: string[] }>> = {
  2002: { add: ['06-03', '06-04'], drop: ['05-27'] },
  2011: { add: ['04-29'], drop: [] },
  2012: { add: ['06-04', '06-05'], drop: ['05-28'] },
  2020: { add: ['05-08'], drop: ['05-04'] },
  2022: { add: ['06-02', '06-03', '09-19'], drop: ['05-30'] },
  2023: { add: ['05-08'], drop: [] },
};

const FIRST_YEAR = 1990;
const LAST_YEAR = 2060;
const FIRST = dayNumber(`${FIRST_YEAR}-01-01` as CalendarDay);

/** The bank holidays of England in one year, as day numbers. */
function bankHolidays(year: number): number[] {
  const numberOf = (monthDay: string) => dayNumber(`${year}-${monthDay}` as CalendarDay);
  const firstMonday = (from: number) => from + ((8 - weekday(from)) % 7);
  const easter = easterSunday(year);
  const newYear = numberOf('01-01');
  const christmas = numberOf('12-25');
  const days = [
    weekday(newYear) === 6 ? newYear + 2 : weekday(newYear) === 0 ? newYear + 1 : newYear,
    easter - 2,
    easter + 1,
    firstMonday(numberOf('05-01')),
    firstMonday(numberOf('05-25')),
    firstMonday(numberOf('08-25')),
    ...christmasHolidays(christmas),
  ];
  const proclaimed = PROCLAIMED[year];
  const dropped = new Set(proclaimed?.drop.map(numberOf));
  return [...days.filter((of) => !dropped.has(of)), ...(proclaimed?.add.map(numberOf) ?? [])];
}

function christmasHolidays(christmas: number): number[] {
  switch (weekday(christmas)) {
    case 5:
      return [christmas, christmas + 3];
    case 6:
      return [christmas + 2, christmas + 3];
    case 0:
      return [christmas + 1, christmas + 2];
    default:
      return [christmas, christmas + 1];
  }
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876), as a day number. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const dayOfMonth = ((h + l - 7 * m + 114) % 31) + 1;
  return Date.UTC(year, month - 1, dayOfMonth) / 86_400_000;
}

/** 0 for Sunday to 6 for Saturday. */
function weekday(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

let counted: Int32Array | null = null;

/** Working days up to and including each day from 1990 to 2060. */
function countUpTo(number: number): number {
  counted ??= countAll();
  return counted[Math.min(Math.max(number - FIRST, 0), counted.length - 1)] ?? 0;
}

function countAll(): Int32Array {
  const length = dayNumber(`${LAST_YEAR}-12-31` as CalendarDay) - FIRST + 1;
  const holidays = new Set<number>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const holiday of bankHolidays(year)) holidays.add(holiday);
  }
  const counts = new Int32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) {
    const number = FIRST + at;
    const of = weekday(number);
    if (of !== 0 && of !== 6 && !holidays.has(number)) count++;
    counts[at] = count;
  }
  return counts;
}

const MONTH_SHIFTS = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];

/** Whether a day is a Saturday or Sunday (by Sakamoto's rule: rules ask it of every conference). */
export function isWeekend(of: CalendarDay): boolean {
  const digit = (at: number) => of.charCodeAt(at) - 48;
  const month = digit(5) * 10 + digit(6);
  const inYear = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const year = month < 3 ? inYear - 1 : inYear;
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const shift = MONTH_SHIFTS[month - 1] ?? 0;
  const which = (year + leaps + shift + digit(8) * 10 + digit(9)) % 7;
  return which === 0 || which === 6;
}

/**
 * Working days in England after the first day up to and including the second: Monday to Tuesday is
 * 1. Negative when the second is earlier. Known for 1990 to 2060.
 */
export function workingDaysBetween(from: CalendarDay, to: CalendarDay): number {
  return countUpTo(dayNumber(to)) - countUpTo(dayNumber(from));
}

const before = new Map<string, CalendarDay>();

/** The working day so many working days before a day (1 before a Monday is the Friday). */
export function workingDaysBefore(of: CalendarDay, days: number): CalendarDay {
  const key = `${of} ${days}`;
  const known = before.get(key);
  if (known !== undefined) return known;
  let number = dayNumber(of);
  const target = countUpTo(number - 1) - days;
  while (countUpTo(number - 1) > target && number > FIRST) number--;
  const found = dayFromNumber(number);
  if (before.size > 1_000) before.clear();
  before.set(key, found);
  return found;
}

/** The working day so many working days after a day (1 after a Friday is the Monday). */
export function workingDaysAfter(of: CalendarDay, days: number): CalendarDay {
  let number = dayNumber(of);
  const target = countUpTo(number) + days;
  const last = FIRST + (counted?.length ?? 0) - 1;
  while (countUpTo(number) < target && number < last) number++;
  return dayFromNumber(number);
}
