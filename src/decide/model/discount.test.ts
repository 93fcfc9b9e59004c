import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day, readCsv, readingValue } from '../../lib/index.ts';
import {
  type DatedSchedule,
  discountFactor,
  discountFactors,
  discountRate,
  isStale,
  parseDiscountSchedules,
} from './discount.ts';

const FILE = 'reference/discount-schedules.yaml';
const TEXT = readFileSync(new URL(`../../../${FILE}`, import.meta.url), 'utf8');
const { schedules, standard } = readingValue(parseDiscountSchedules(FILE, TEXT));

function schedule(code: string): DatedSchedule {
  return schedules.get(code) ?? assert.fail(`no schedule ${code}`);
}

const published = sharedData('economics/discount_factors_green_book.csv');
const options = { skip: published.skip };

test('all 252 discount factors of the Green Book come out as printed', options, async () => {
  let compared = 0;
  for await (const { row, cells } of readCsv(chunksOf(published.path))) {
    if (row === 1) continue;
    const [year, , standardFactor, , healthFactor] = cells.map(Number);
    for (const [code, printed] of [
      ['green-book-2022', standardFactor],
      ['green-book-2022-health', healthFactor],
    ] as const) {
      const factor = discountFactor(schedule(code), year ?? -1);
      // Spreadsheets reckon to 15 digits; the last of them is noise of adding up.
      assert.equal(factor.toPrecision(14), printed?.toPrecision(14), `${code}, year ${year}`);
      compared += 1;
    }
  }
  assert.equal(compared, 252);
});

async function* chunksOf(path: string): AsyncIterable<Uint8Array> {
  yield readFileSync(path);
}

test('the first year counts in full, and year 31 is the first at 3.0%', () => {
  assert.equal(discountFactor(standard, 0), 1);
  assert.equal(discountFactor(standard, 1).toFixed(7), '0.9661836');
  assert.equal(discountRate(standard, 30), 0.035);
  assert.equal(discountRate(standard, 31), 0.03);
  assert.equal(discountFactor(standard, 31).toFixed(7), '0.3459014');
});

test('the rate for health is exactly three sevenths of the standard one in every band', () => {
  for (const edition of ['green-book-2022', 'green-book-2026']) {
    const [all, health] = [schedule(edition), schedule(`${edition}-health`)];
    assert.deepEqual(
      health.bands.map((band) => band.rate),
      all.bands.map((band) => band.rate * (3 / 7)),
    );
  }
});

test('what is proposed is named so and was never in force', () => {
  const proposed = [...schedules.values()].filter((each) => each.status === 'proposed');
  assert.deepEqual(
    proposed.map((each) => each.code),
    ['freeman-groom-2026'],
  );
  assert.match(proposed[0]?.label ?? '', /proposed, not adopted/);
  assert.equal(proposed[0]?.inForce, null);
  assert.equal(standard.status, 'in-force');
});

test('at every day from 2003 on exactly one standard schedule was in force', () => {
  for (const on of ['2003-01-01', '2018-02-28', '2018-03-01', '2026-02-04', '2026-11-22'].map(
    day,
  )) {
    const inForce = [...schedules.values()].filter(
      ({ inForce: span, gains }) =>
        gains === 'all' && span && span.from <= on && (span.until === null || on < span.until),
    );
    assert.equal(inForce.length, 1, on);
  }
});

test('a schedule says when somebody must look at it again', () => {
  assert.equal(isStale(standard, day('2026-11-22')), false);
  assert.equal(isStale(standard, day('2027-06-30')), true);
  assert.equal(isStale(schedule('green-book-2003'), day('2099-01-01')), false);
});

test('factors fall from year to year, and together are the same as one by one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules.values()),
      fc.integer({ min: 2, max: 400 }),
      (each, n) => {
        const factors = discountFactors(each, n);
        assert.equal(factors.length, n);
        for (let year = 1; year < n; year += 1) {
          assert.ok((factors[year] ?? 1) < (factors[year - 1] ?? 0));
        }
        assert.equal(factors[n - 1], discountFactor(each, n - 1));
      },
    ),
    { numRuns: 40 },
  );
});

test('a year before the first is an error, not a gain', () => {
  assert.throws(() => discountFactor(standard, -1), RangeError);
  assert.throws(() => discountFactor(standard, 1.5), RangeError);
});

test('a faulty file names the schedule and what to do', () => {
  const wrong = TEXT.replace('default: green-book-2026\n', 'default: none\n').replace(
    '- { fromYear: 0, percent: 3.0 }',
    '- { fromYear: 1, percent: 3.0 }',
  );
  const { problems } = parseDiscountSchedules(FILE, wrong);
  assert.ok(problems.some((each) => each.entry === 'freeman-groom-2026' && each.field === 'bands'));
  const noDefault = parseDiscountSchedules(
    FILE,
    TEXT.replace('default: green', 'default: x-green'),
  );
  assert.match(noDefault.problems[0]?.message ?? '', /No schedule has this code/);
});
