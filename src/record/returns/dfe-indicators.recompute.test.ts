import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { dfeIndicatorsReader } from './dfe-indicators.reader.ts';
import { checkRatePer10000, type RateCheck, ratePer10000 } from './dfe-indicators.recompute.ts';
import type { IndicatorStatement } from './statement.ts';

const need = sharedData(
  'published-statistics/children-in-need/b1_children_in_need_2013_to_2024.csv',
);
const plans = sharedData(
  'published-statistics/children-in-need/d1_child_protection_plans_2013_to_2024.csv',
);
const referrals = sharedData(
  'published-statistics/children-in-need/' +
    'c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv',
);
const people = sharedData(
  'published-statistics/children-in-need/ons_mid-year_population_estimates_2012_to_2023.csv',
);
const lookedAfter = sharedData(
  'published-statistics/looked-after/cla_number_and_rate_per_10k_children.csv',
);

type Values = Map<string, IndicatorStatement>;

const key = (indicator: string, areaName: string, period: string) =>
  `${indicator}|${areaName}|${period}`;

async function valuesOf(path: string): Promise<Values> {
  const values: Values = new Map();
  const input = { name: 'table.csv', chunks: createReadStream(path), today: day('2026-11-01') };
  for await (const item of dfeIndicatorsReader.read(input)) {
    if (item.type !== 'indicator') continue;
    const { indicator } = item;
    values.set(key(indicator.indicator, indicator.areaName, indicator.period), indicator);
  }
  return values;
}

type Level = 'England' | 'region' | 'authority';

function levelOf({ areaCode }: IndicatorStatement): Level {
  if (areaCode === 'E92000001') return 'England';
  return /^E1[23]/.test(areaCode ?? '') ? 'region' : 'authority';
}

type Tally = Record<Level, Record<RateCheck, number>>;

const noChecks = (): Record<RateCheck, number> => ({
  equal: 0,
  'within-rounding': 0,
  different: 0,
  'not-published': 0,
});

/** Published counts of regions and England are rounded to the nearest 10, those of councils not. */
const roundedTo = (level: Level) => (level === 'authority' ? 1 : 10);

interface Series {
  readonly rate: string;
  readonly count: string;
  readonly decimals: number;
  readonly population: (of: IndicatorStatement) => number | null;
}

function tallyOf(values: Values, series: Series): Tally {
  const tally: Tally = { England: noChecks(), region: noChecks(), authority: noChecks() };
  for (const statement of values.values()) {
    if (statement.indicator !== series.rate) continue;
    const level = levelOf(statement);
    const count = values.get(key(series.count, statement.areaName, statement.period));
    const check = checkRatePer10000(
      {
        count: count?.value ?? null,
        population: series.population(statement),
        rate: statement.value,
      },
      { decimals: series.decimals, roundedTo: roundedTo(level) },
    );
    tally[level][check] += 1;
  }
  return tally;
}

/** Rates of a year to March are per children at the middle of the year before. */
function populationBefore(populations: Values) {
  return (of: IndicatorStatement) => {
    const year = String(Number(of.period) - 1);
    const indicator = 'children-aged-0-to-17-years/population-estimate';
    return populations.get(key(indicator, of.areaName, year))?.value ?? null;
  };
}

/** One line: equal, within rounding, different, not published. */
const counts = (checks: Record<RateCheck, number>) => [
  checks.equal,
  checks['within-rounding'],
  checks.different,
  checks['not-published'],
];

const NEED_SERIES = [
  // Rate, authorities equal, regions equal, regions within the rounding of their counts.
  { file: need, stem: 'children-in-need/anypoint-episodes', authorities: 1796, regions: [124, 8] },
  { file: need, stem: 'children-in-need/anypoint-child', authorities: 1796, regions: [128, 4] },
  { file: need, stem: 'children-in-need/started-episodes', authorities: 1795, regions: [127, 5] },
  { file: need, stem: 'children-in-need/at31-episodes', authorities: 1793, regions: [126, 6] },
  {
    file: need,
    stem: 'children-in-need/awaiting-assessment',
    authorities: 1746,
    regions: [128, 4],
  },
  { file: plans, stem: 'child-protection-plans/cpp-start', authorities: 1783, regions: [125, 7] },
  { file: plans, stem: 'child-protection-plans/cpp-at31', authorities: 1783, regions: [125, 7] },
  {
    file: plans,
    stem: 'child-protection-plans/cpp-anypoint',
    authorities: 1783,
    regions: [125, 7],
  },
  {
    file: referrals,
    stem: 'referrals-and-re-referrals/referrals',
    authorities: 1794,
    regions: [131, 1],
  },
];

for (const { file, stem, authorities, regions } of NEED_SERIES) {
  test(`${stem} per 10,000 follows from its count to one decimal`, {
    skip: need.skip,
  }, async () => {
    const [values, populations] = [await valuesOf(file.path), await valuesOf(people.path)];
    const tally = tallyOf(values, {
      rate: `${stem}-rate`,
      count: stem,
      decimals: 1,
      population: populationBefore(populations),
    });
    assert.deepEqual(counts(tally.England), [12, 0, 0, 0]);
    assert.deepEqual(counts(tally.region), [...regions, 0, 0]);
    assert.deepEqual(counts(tally.authority), [authorities, 0, 0, 1823 - authorities]);
  });
}

test('looked-after rates follow from their counts, to whole numbers as published', {
  skip: lookedAfter.skip,
}, async () => {
  const values = await valuesOf(lookedAfter.path);
  const total: Tally = { England: noChecks(), region: noChecks(), authority: noChecks() };
  for (const kind of [
    'ceasing-to-be-looked-after',
    'looked-after-on-31-march',
    'starting-to-be-looked-after',
  ]) {
    const stem = `children-${kind}-each-year`;
    const tally = tallyOf(values, {
      rate: `${stem}/rate-per-10000`,
      count: `${stem}/children-count`,
      decimals: 0,
      population: (of) =>
        values.get(key(`${stem}/population-estimate`, of.areaName, of.period))?.value ?? null,
    });
    for (const level of ['England', 'region', 'authority'] as const) {
      for (const check of ['equal', 'within-rounding', 'different', 'not-published'] as const) {
        total[level][check] += tally[level][check];
      }
    }
  }
  assert.deepEqual(counts(total.England), [15, 0, 0, 0]);
  assert.deepEqual(counts(total.region), [161, 4, 0, 0]);
  assert.deepEqual(counts(total.authority), [2267, 0, 0, 58]);
});

test('a rate is rounded with halves up, however large the count', () => {
  assert.equal(ratePer10000(782, 65_000, 1), 120.3);
  assert.equal(ratePer10000(1, 80_000, 1), 0.1);
  assert.equal(ratePer10000(1, 40_000, 1), 0.3);
  assert.equal(ratePer10000(399_460, 11_998_646, 1), 332.9);
  assert.equal(ratePer10000(0, 10, 3), 0);
  assert.throws(() => ratePer10000(1, 0, 1), RangeError);
  assert.throws(() => ratePer10000(1.5, 10, 1), RangeError);
});

test('a rate is never further from the exact quotient than half its last decimal', () => {
  const whole = fc.integer({ min: 1, max: 60_000_000 });
  fc.assert(
    fc.property(whole, whole, fc.nat(3), (a, b, decimals) => {
      const [count, population] = [Math.min(a, b), Math.max(a, b)];
      const exact = (count * 10_000) / population;
      const half = 0.5 / 10 ** decimals;
      assert.ok(Math.abs(ratePer10000(count, population, decimals) - exact) <= half + 1e-8);
    }),
  );
});

test('a rate that its count cannot give is called different', () => {
  const how = { decimals: 1, roundedTo: 10 };
  const check = (rate: number) => checkRatePer10000({ count: 100, population: 10_000, rate }, how);
  assert.deepEqual([95, 100, 105.1].map(check), ['within-rounding', 'equal', 'different']);
  const exact = { decimals: 1, roundedTo: 1 };
  assert.equal(
    checkRatePer10000({ count: 100, population: 10_000, rate: 100.1 }, exact),
    'different',
  );
});
