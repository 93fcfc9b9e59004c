import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../../test/shared-data.ts';
import { readCsv } from '../../lib/index.ts';
import { lookedAfterUnitCost } from './looked-after-unit-cost.ts';

// Source: New Economy, Unit Cost Database v1.2, workings of the looked-after unit cost, 2011-12.
const workings = sharedData('economics/lac_unit_cost_workings_gm_2011_12.csv');

test('the 12 published unit costs of care come out to the penny from spend and children', {
  skip: workings.skip,
}, async () => {
  let checked = 0;
  for await (const { row, cells } of readCsv(chunksOf(workings.path))) {
    if (row === 1) continue;
    const [area = '', spend, safeguarding, , population, total, children, unitCost] = cells;
    const result = lookedAfterUnitCost({
      spendPerHeadPence: Number(spend) * 100,
      safeguardingPerHeadPence: Number(safeguarding) * 100,
      population0to17: Number(population),
      lookedAfter: Number(children),
    });
    assert.ok(Math.abs(result.spendPence - Number(total) * 100) <= 1, area);
    assert.ok(Math.abs(result.perChildYearPence - Number(unitCost) * 100) <= 1, area);
    checked += 1;
  }
  assert.equal(checked, 12);
});

test('England of 2011-12 came to 44,676 pounds a child', () => {
  const england = lookedAfterUnitCost({
    spendPerHeadPence: 26_200,
    safeguardingPerHeadPence: 950,
    population0to17: 11_033_206,
    lookedAfter: 67_050,
  });
  assert.equal(Math.round(england.perChildYearPence / 100), 44_676);
});

test('without a child looked after there is no unit cost', () => {
  const none = {
    spendPerHeadPence: 1,
    safeguardingPerHeadPence: 0,
    population0to17: 9,
    lookedAfter: 0,
  };
  assert.throws(() => lookedAfterUnitCost(none), /no child is looked after/);
});

async function* chunksOf(path: string): AsyncIterable<Uint8Array> {
  yield readFileSync(path);
}
