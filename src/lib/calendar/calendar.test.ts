import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  ageOn,
  day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  financialYear,
  financialYearOf,
  formatDay,
  formatFinancialYear,
  monthOf,
  parseBritishDay,
  parseDay,
  parseFinancialYear,
  yearEnd,
  yearStart,
} from './calendar.ts';

/** Every day from 1850 to 2150. */
const days = fc.integer({ min: -43_829, max: 66_109 }).map(dayFromNumber);

test('a day is the same after any way there and back', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -4000, max: 4000 }), (one, count) => {
      assert.equal(parseDay(one), one);
      assert.equal(dayFromNumber(dayNumber(one)), one);
      assert.equal(parseBritishDay(`${one.slice(8)}/${one.slice(5, 7)}/${one.slice(0, 4)}`), one);
      assert.equal(daysBetween(one, addDays(one, count)), count);
      assert.equal(addDays(addDays(one, count), -count), one);
      assert.equal(one < addDays(one, 1), true);
    }),
  );
});

test('a day that does not exist is not a day', () => {
  const wrong = [
    '2025-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
  ];
  for (const text of [...wrong, '2025-1-1', '20250101', '', ' 2025-01-01', '1849-12-31']) {
    assert.equal(parseDay(text), null, text);
    assert.throws(() => day(text), RangeError);
  }
  assert.equal(parseDay('2024-02-29'), '2024-02-29');
  assert.equal(parseDay('2000-02-29'), '2000-02-29');
});

test('British days are read with or without leading zeros, never as American ones', () => {
  assert.equal(parseBritishDay('1/2/2025'), '2025-02-01');
  assert.equal(parseBritishDay(' 31-03-2025 '), '2025-03-31');
  assert.equal(parseBritishDay('03/31/2025'), null);
  assert.equal(parseBritishDay('31/03/25'), null);
});

test('a child is a year older on each birthday, and one of 29 February on 1 March', () => {
  const born = day('2008-02-29');
  assert.equal(ageOn(born, day('2025-02-28')), 16);
  assert.equal(ageOn(born, day('2025-03-01')), 17);
  assert.equal(ageOn(born, day('2024-02-29')), 16);
  assert.equal(ageOn(day('2010-06-15'), day('2025-06-14')), 14);
  assert.equal(ageOn(day('2010-06-15'), day('2025-06-15')), 15);
});

test('a financial year runs from 1 April up to, not including, the next', () => {
  assert.equal(financialYearOf(day('2025-03-31')), '2024-25');
  assert.equal(financialYearOf(day('2025-04-01')), '2025-26');
  assert.equal(financialYear(1999), '1999-00');
  fc.assert(
    fc.property(days, (one) => {
      const year = financialYearOf(one);
      assert.ok(yearStart(year) <= one && one < yearEnd(year));
      const length = daysBetween(yearStart(year), yearEnd(year));
      const hasLeapDay = parseDay(`${yearEnd(year).slice(0, 4)}-02-29`) !== null;
      assert.equal(length, hasLeapDay ? 366 : 365);
      assert.equal(parseFinancialYear(year), year);
      assert.equal(parseFinancialYear(formatFinancialYear(year)), year);
    }),
  );
});

test('financial years are read as files write them, and nothing else is one', () => {
  for (const text of ['2024-25', '2024/25', '2024 to 2025', '202425', '2024-2025', ' 2024–25 ']) {
    assert.equal(parseFinancialYear(text), '2024-25', text);
  }
  for (const text of ['2024-26', '2024', '24-25', '2024-23', 'year 2024-25']) {
    assert.equal(parseFinancialYear(text), null, text);
  }
});

test('days and months are written as people read them', () => {
  assert.equal(formatDay(day('2025-03-01')), '1 March 2025');
  assert.equal(monthOf(day('2025-03-31')), '2025-03');
});
