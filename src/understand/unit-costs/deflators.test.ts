import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FinancialYear, financialYear, pounds, readingValue } from '../../lib/index.ts';
import {
  type DeflatorSeries,
  isForecastYear,
  latestKnownYear,
  parseDeflators,
  priceBaseSentence,
  priceFactor,
  uplift,
} from './deflators.ts';

const FILE = new URL('../../../reference/deflators.yaml', import.meta.url);
const TEXT = readFileSync(FILE, 'utf8');
const deflators = readingValue(parseDeflators('reference/deflators.yaml', TEXT));

function series(code: string): DeflatorSeries {
  return deflators.series.get(code) ?? assert.fail(`no series ${code}`);
}

test('prices stand in 2024-25 by the default series, and the page can say so', () => {
  assert.equal(deflators.priceBase, '2024-25');
  assert.equal(
    priceBaseSentence(deflators.priceBase, deflators.standard),
    '2024 to 2025 prices (GDP deflator, HM Treasury, December 2025)',
  );
});

test('the March 2015 series compounds to the index printed in the Unit Cost Database', () => {
  const index = series('hmt-2015-03').index;
  const at = (year: string) => (index.get(year as FinancialYear) ?? 0).toFixed(6);
  assert.equal(at('1991-92'), '114.623284');
  assert.equal(at('2010-11'), '179.906888');
  assert.equal(at('2015-16'), '195.969699');
  assert.equal(at('2019-20'), '211.074733');
});

test('a price of 2005-06 stands in 2015-16 as the Unit Cost Database prints it', () => {
  const lifted = uplift(
    pounds(1509),
    financialYear(2005),
    financialYear(2015),
    series('hmt-2015-03'),
  );
  assert.equal(lifted, 187793);
});

// Source: Public Health England, Investing in families (2021): its uplift, and its known error.
test('the families workbook uplifts by the March 2021 series, but for care proceedings', () => {
  const lift = (amount: number, from: number) =>
    uplift(pounds(amount), financialYear(from), financialYear(2020), series('hmt-2021-03')) / 100;
  const near = (amount: number, step: number) => Math.round(amount / step) * step;
  assert.equal(near(lift(260_000, 2017), 10_000), 290_000);
  assert.equal(near(lift(9300, 2017), 100), 10_400);
  assert.equal(near(lift(3500, 2017), 100), 3900);
  assert.equal(near(lift(15_000, 2005), 100), 21_200);
  // The total of 2005-06 was lifted as if of 2017-18: 28,000, where its own parts make 35,300.
  assert.equal(near(lift(25_000, 2017), 100), 28_000);
  const parts = [15_000, 6250, 1250, 2500].map((part) => near(lift(part, 2005), 100));
  assert.equal(
    parts.reduce((sum, part) => sum + part),
    35_300,
  );
});

test('forecast years of an old publication are known as such', () => {
  assert.equal(isForecastYear(financialYear(2013), series('hmt-2015-03')), false);
  assert.equal(isForecastYear(financialYear(2015), series('hmt-2015-03')), true);
  assert.equal(isForecastYear(financialYear(2020), series('hmt-2021-03')), true);
  assert.match(priceBaseSentence(financialYear(2020), series('hmt-2021-03')), /a forecast/);
});

test('calendar years standing for financial years are within 1% of those published', () => {
  const published = series('hmt-2026-03');
  for (const year of published.index.keys()) {
    const ours = priceFactor(year, financialYear(2024), deflators.standard);
    const theirs = priceFactor(year, financialYear(2024), published);
    assert.ok(Math.abs(ours / theirs - 1) < 0.01, `${year}: ${ours} against ${theirs}`);
  }
  assert.equal(published.index.size, 7);
});

test('a year that the publication lacks is an error, never a guess', () => {
  const later = () =>
    uplift(pounds(1), financialYear(2010), financialYear(2030), deflators.standard);
  assert.throws(later, /hmt-2025-12 has no value for 2030-31/);
  const gap = () =>
    uplift(pounds(1), financialYear(2010), financialYear(2024), series('hmt-2026-03'));
  assert.throws(gap, /has no value for 2010-11/);
});

test('a year too recent for the series stands in the latest year that it knows', () => {
  const at = (year: number) => latestKnownYear(financialYear(year), deflators.standard);
  assert.deepEqual([at(2013), at(2024), at(2026)], ['2013-14', '2024-25', '2024-25']);
  assert.equal(latestKnownYear(financialYear(2021), series('hmt-2026-03')), '2020-21');
  assert.throws(() => at(1980), /no year up to 1980-81/);
});

test('moving a price on and back loses a penny or two at most, never its sign', () => {
  const years = [...deflators.standard.index.keys()];
  const year = fc.constantFrom(...years);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000_000 }), year, year, (amount, from, to) => {
      const there = uplift(pounds(amount / 100), from, to, deflators.standard);
      const back = uplift(there, to, from, deflators.standard);
      const slack = 1 + 0.5 * priceFactor(to, from, deflators.standard);
      return there >= 0 && Math.abs(back - amount) <= slack;
    }),
  );
});

test('a default that no series has, and a price base it does not reach, are faults', () => {
  const noSuch = parseDeflators(
    'd.yaml',
    TEXT.replace('default: hmt-2025-12', 'default: hmt-1999'),
  );
  assert.deepEqual([noSuch.value, noSuch.problems[0]?.field], [null, 'default']);
  const tooLate = parseDeflators(
    'd.yaml',
    TEXT.replace('priceBase: 2024-25', 'priceBase: 2029-30'),
  );
  assert.equal(tooLate.problems[0]?.field, 'priceBase');
});
