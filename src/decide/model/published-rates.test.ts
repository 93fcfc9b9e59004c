import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sharedData } from '../../../test/shared-data.ts';
import { parseReference } from '../../lib/index.ts';
import type { State } from './model-input.ts';
import { PUBLISHED, publishedRates } from './published-rates.ts';
import { publishedRatesField } from './published-rates-file.ts';
import { isLookedAfter } from './state-of-level.ts';
import { cellAt, weightOf } from './states.ts';

const RATES = publishedRates(10_000);

function chance(ageBand: number, from: State, durationBand: number, to: (one: State) => boolean) {
  const cell = cellAt(RATES.cells, ageBand, from, durationBand);
  assert.ok(cell, `${from} at ${ageBand}`);
  const moved = Object.entries(cell.weights).filter(([state]) => to(state as State));
  return moved.reduce((sum, [, weight]) => sum + weight, 0) / weightOf(cell);
}

function standing(of: (state: State) => boolean): number {
  return RATES.standing
    .filter(({ state }) => of(state))
    .reduce((sum, { children }) => sum + children, 0);
}

test('children stand at each level as the totals say, and all of them somewhere', () => {
  const { values } = PUBLISHED;
  assert.ok(Math.abs(standing(() => true) - 10_000) < 1e-6);
  assert.ok(Math.abs(standing(isLookedAfter) - values.careStanding) < 1e-6);
  assert.ok(Math.abs(standing((one) => one === 'child-protection') - values.planStanding) < 1e-6);
  assert.ok(RATES.standing.every(({ children }) => children > 0));
});

test('after a year as many children are at each level, to within a tenth', () => {
  const moves = (to: (state: State) => boolean, from: (state: State) => boolean) =>
    RATES.standing
      .filter(({ state }) => from(state) && !to(state))
      .reduce((sum, { age, state, quarters, children }) => {
        const band = [0, 1, 5, 10, 16].findLastIndex((first) => age >= first);
        const duration = quarters < 2 ? 0 : quarters < 4 ? 1 : quarters < 8 ? 2 : 3;
        return sum + children * chance(band, state, duration, to) * 4;
      }, 0);
  const isNeed = (state: State) => state === 'child-in-need';
  const isPlan = (state: State) => state === 'child-protection';
  const not = (is: (state: State) => boolean) => (state: State) => !is(state);
  const change = (is: (state: State) => boolean) => moves(is, not(is)) - moves(not(is), is);
  assert.ok(Math.abs(change(isPlan)) < 0.1 * standing(isPlan), `plans: ${change(isPlan)}`);
  assert.ok(Math.abs(change(isNeed)) < 0.1 * standing(isNeed), `need: ${change(isNeed)}`);
  // A quarter of those looked after are 16 or 17, so that an eighth turn 18 within a year.
  const grown = (standing(isLookedAfter) * 25) / 101 / 2;
  const care = change(isLookedAfter) - grown;
  assert.ok(Math.abs(care) < 0.1 * standing(isLookedAfter), `care: ${care}`);
});

test('chances by totals are wide: as sure as ten children seen to move', () => {
  for (const { from, weights } of RATES.cells) {
    const moved = Object.entries(weights).filter(([state]) => state !== from);
    if (moved.length === 0) continue;
    const most = Math.max(...moved.map(([, weight]) => weight));
    assert.ok(Math.abs(most - PUBLISHED.supposed.asSureAsMoves) < 1e-9);
  }
});

test('whoever closed lately comes back more often than others begin', () => {
  const isNeed = (state: State) => state === 'child-in-need';
  assert.ok(chance(2, 'universal', 0, isNeed) > 5 * chance(2, 'universal', 3, isNeed));
  // Older ages only: a baby without help has been so since birth.
  assert.equal(chance(0, 'universal', 0, isNeed), chance(0, 'universal', 3, isNeed));
});

test('without a number of children the area is as large as the mean council', () => {
  const all = publishedRates().standing.reduce((sum, { children }) => sum + children, 0);
  assert.equal(Math.round(all), 78_423);
});

test('a value without a source is a fault', () => {
  const text = readFileSync(new URL('../../../reference/published-rates.yaml', import.meta.url));
  const broken = String(text).replace('source: population', 'source: nobody');
  const read = parseReference('published-rates.yaml', broken, publishedRatesField);
  assert.ok(JSON.stringify(read).includes('There is no source \\"nobody\\"'));
});

const TABLES = ['b1_children_in_need', 'd1_child_protection_plans'].map((name) =>
  sharedData(`published-statistics/children-in-need/${name}_2013_to_2024.csv`),
);

test('typed totals are those of the published tables', { skip: TABLES[0]?.skip }, () => {
  const rows = TABLES.map(({ path }) => {
    const [head = '', ...lines] = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
    const line = lines.find((one) => one.startsWith('2024,') && one.includes(',National,')) ?? '';
    const values = line.split(',');
    return new Map(head.split(',').map((name, index) => [name, Number(values[index])]));
  });
  const { values } = PUBLISHED;
  assert.equal(rows[0]?.get('At31_episodes_rate'), values.inNeedStanding);
  assert.equal(rows[0]?.get('Started_episodes_rate'), values.inNeedStarting);
  assert.equal(rows[1]?.get('CPP_At31_rate'), values.planStanding);
  assert.equal(rows[1]?.get('CPP_start_rate'), values.planStarting);
});

const TOOL = sharedData('published-statistics/lait/bds_long.csv.gz');

test('typed values of the interactive tool are its England rows of 2025', {
  skip: TOOL.skip,
}, () => {
  const england = new Map(
    gunzipSync(readFileSync(TOOL.path))
      .toString('utf8')
      .split(/\r?\n/)
      .filter((line) => line.includes(',2025,England,'))
      .map((line) => {
        const parts = line.split(',');
        return [parts[0] ?? '', Number(parts[parts.indexOf('England') + 1])] as const;
      }),
  );
  const { values } = PUBLISHED;
  assert.equal(england.get('LAC'), values.careStanding);
  assert.equal(england.get('LAC_Start_Rate'), values.careStarting);
  assert.equal(england.get('CINCease3months'), values.endedUnder3Months);
  assert.equal(Math.round((england.get('CINCease1-2') ?? 0) * 10) / 10, values.ended1To2Years);
  assert.equal(Math.round((england.get('CPPlans2yrs') ?? 0) * 10) / 10, values.planOver2Years);
});
