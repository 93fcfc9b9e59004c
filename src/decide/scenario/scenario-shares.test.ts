import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgencyResult, Spread } from '../model/model-result.ts';
import { costShares, shareOf } from './scenario-shares.ts';

function sure(value: number): Spread {
  return { mean: value, p5: value, p25: value, p50: value, p75: value, p95: value };
}

function agency(
  kind: AgencyResult['agency'],
  pays: number,
  [cash, capacity]: [cash: number, capacity: number],
): AgencyResult {
  const net = sure(cash + capacity - pays);
  return {
    agency: kind,
    pays: sure(pays),
    cash: sure(cash),
    capacity: sure(capacity),
    net,
    chanceOfGain: net.mean > 0 ? 1 : 0,
    netByYear: [net],
    presentNet: net,
  };
}

const agencies = [
  agency('council', 800, [300, 300]),
  agency('health', 200, [900, 300]),
  agency('police', 0, [0, 200]),
  agency('housing', 0, [0, 0]),
];

test('the whole cost is shared, and nobody gives more than they gain', () => {
  const shares = costShares({ agencies }, 'public');
  assert.equal(shares.costPence, 1000);
  assert.deepEqual(
    shares.agencies.map((one) => one.agency),
    ['health', 'council', 'police'],
  );
  const given = shares.agencies.map((one) => shareOf(shares.proportional, one.agency));
  assert.deepEqual(given, [600, 300, 100]);
  const byShapley = shares.agencies.map((one) => shareOf(shares.shapley, one.agency) ?? 0);
  assert.equal(
    byShapley.reduce<number>((sum, one) => sum + one, 0),
    1000,
  );
});

test('by cash alone, freed time is no gain, and who frees time only gives nothing', () => {
  const shares = costShares({ agencies }, 'cash');
  assert.equal(shareOf(shares.proportional, 'police'), 0);
  assert.equal(shareOf(shares.proportional, 'health'), 750);
});

test('where gains fall short of the cost there is no share, and the reason is told', () => {
  const dear = [agency('council', 5000, [300, 0]), agency('health', 0, [600, 0])];
  const shares = costShares({ agencies: dear }, 'public');
  assert.equal(shares.proportional.possible, false);
  assert.equal(shareOf(shares.proportional, 'health'), null);
});
