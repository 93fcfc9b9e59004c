import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../../lib/index.ts';
import { isWeekend, workingDaysAfter } from './cin-census.working-days.ts';
import { workingDaysBefore, workingDaysBetween } from './cin-census.working-days.ts';

const isHoliday = (text: string) => {
  const of = day(text);
  return !isWeekend(of) && workingDaysBetween(day(previous(text)), of) === 0;
};
const previous = (text: string) =>
  new Date(Date.parse(text) - 86_400_000).toISOString().slice(0, 10);

test('Saturdays and Sundays are known in any year', () => {
  for (let at = Date.UTC(1899, 11, 30); at < Date.UTC(2101, 1, 2); at += 86_400_000) {
    const of = new Date(at);
    const isEnd = of.getUTCDay() === 0 || of.getUTCDay() === 6;
    assert.equal(isWeekend(day(of.toISOString().slice(0, 10))), isEnd, of.toISOString());
  }
});

test('the bank holidays of England are known, moved ones and proclaimed ones too', () => {
  // gov.uk/bank-holidays, England and Wales.
  const holidays = [
    ...['2021-12-27', '2021-12-28', '2022-01-03', '2022-04-15', '2022-04-18', '2022-05-02'],
    ...['2022-06-02', '2022-06-03', '2022-08-29', '2022-09-19', '2022-12-26', '2022-12-27'],
    ...['2023-01-02', '2023-05-01', '2023-05-08', '2023-05-29', '2020-05-08', '2024-03-29'],
    ...['2024-04-01', '2025-04-18', '2025-04-21', '2025-12-25', '2025-12-26', '2026-04-03'],
  ];
  for (const holiday of holidays) assert.ok(isHoliday(holiday), holiday);
  for (const work of ['2022-05-30', '2020-05-04', '2022-06-06', '2025-12-24', '2024-12-27']) {
    assert.ok(!isHoliday(work), work);
  }
});

test('working days are counted after the first day up to and including the second', () => {
  assert.equal(workingDaysBetween(day('2025-06-02'), day('2025-06-03')), 1);
  assert.equal(workingDaysBetween(day('2025-06-06'), day('2025-06-09')), 1);
  assert.equal(workingDaysBetween(day('2025-06-09'), day('2025-06-06')), -1);
  assert.equal(workingDaysBetween(day('2025-04-17'), day('2025-04-22')), 1);
});

test('so many working days before or after a day is a working day', () => {
  assert.equal(workingDaysBefore(day('2025-04-01'), 1), '2025-03-31');
  assert.equal(workingDaysBefore(day('2024-04-01'), 1), '2024-03-28');
  assert.equal(workingDaysAfter(day('2025-06-10'), 15), '2025-07-01');
  assert.equal(workingDaysAfter(day('2025-06-06'), 1), '2025-06-09');
});
