import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndicatorValueRow } from '../../record/index.ts';
import { byPeriod } from './peer-standing.ts';
import { ownProjection, ownTrend, ownYears, quarterWords, trendWords } from './peer-trend.ts';

const OWN = 'E06009998';

function row(period: string, value: number | null, area = OWN): IndicatorValueRow {
  return {
    indicator: 'X',
    label: 'X',
    polarity: null,
    unit_label: null,
    decimals: 1,
    area_name: area,
    area_code: area,
    period,
    value,
    mark: value === null ? 'c' : null,
    source_id: 1,
    source_row: 2,
  };
}

const series = (...values: readonly (number | null)[]) =>
  byPeriod(
    values.map((value, index) => row(String(2018 + index), value)),
    [OWN],
  );

test('a trend is told only where chance leaves it clear', () => {
  assert.equal(ownTrend(ownYears(series(10, 12, 14, 16, 18))).trend, 'rising');
  assert.equal(ownTrend(ownYears(series(30, 27, 24, 22, 19))).trend, 'falling');
  assert.equal(ownTrend(ownYears(series(10, 14, 9, 15, 10))).trend, 'not-clear');
  assert.equal(ownTrend(ownYears(series(10, 12, 14))).trend, 'too-few');
});

test('hidden values and pooled years take no part in a trend', () => {
  const years = ownYears(
    byPeriod(
      [row('2019', 10), row('2020', null), row('2014 to 2016', 5), row('2021-22', 12)],
      [OWN],
    ),
  );
  assert.deepEqual(
    years.map(({ year, value }) => [year, value]),
    [
      [2019, 10],
      [2021, 12],
    ],
  );
});

test('better and worse are words only where the publisher says which way is good', () => {
  assert.match(trendWords('rising', 'high'), /rising, which is better/);
  assert.match(trendWords('rising', 'low'), /rising, which is worse/);
  assert.match(trendWords('falling', 'low'), /falling, which is better/);
  assert.match(trendWords('falling', null), /takes no side/);
});

test('which quarter of the neighbours an area is in is said in words', () => {
  const neighbours = ['A', 'B', 'C', 'D'].map((area, index) => row('2024', 10 * (index + 1), area));
  const at = (value: number | null) => {
    const [period] = byPeriod([row('2024', value), ...neighbours], [OWN]);
    return period ? quarterWords(period) : 'none';
  };
  assert.match(at(50), /highest quarter/);
  assert.match(at(5), /lowest quarter/);
  assert.match(at(25), /middle half/);
  assert.equal(at(null), '');
});

test('too few years carry nothing on', () => {
  assert.equal(ownProjection(ownYears(series(10, 12))), null);
  const ahead = ownProjection(ownYears(series(10, 12, 14, 15)));
  assert.deepEqual(
    ahead?.map(({ year }) => year),
    [2022, 2023, 2024],
  );
  for (const one of ahead ?? []) assert.ok(one.low < one.value && one.value < one.high);
});
