import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateCell, Rates, State } from './model-input.ts';
import { rateTable } from './rate-table.ts';

function rates(cells: readonly RateCell[], state: State, quarters = 0): Rates {
  const standing = [{ age: 6, state, quarters, children: 50 }];
  return { source: 'record', basis: '', cells, standing, birthsAYear: 0 };
}

const NEED: RateCell = {
  ageBand: 2,
  from: 'child-in-need',
  durationBand: 0,
  weights: { 'child-in-need': 800, universal: 150, 'child-protection': 50 },
};
const PLAN: RateCell = {
  ageBand: 2,
  from: 'child-protection',
  durationBand: 0,
  weights: { 'child-protection': 90, 'looked-after/foster': 10 },
};

test('the chance within a year counts whoever came there once, by way of other states too', () => {
  const rows = rateTable(rates([NEED, PLAN], 'child-in-need'), [], {
    from: 'child-in-need',
    years: 1,
  });
  const [row] = rows;
  assert.equal(rows.length, 1);
  const chance = (to: string) => row?.chances.find((one) => one.to === to)?.chance ?? -1;
  // Who leaves for no help stays there, as no cell says otherwise: 0.15 x (1 + 0.8 + 0.64 + 0.512).
  assert.ok(Math.abs(chance('universal') - 0.15 * 2.952) < 1e-12);
  assert.ok(Math.abs(chance('child-protection') - 0.05 * 2.952) < 1e-12);
  // On a plan after 1, 2 or 3 quarters, then into care at 1 in 10 each quarter that is left.
  const care = 0.05 * (1 - 0.9 ** 3 + 0.8 * (1 - 0.9 ** 2) + 0.64 * 0.1);
  assert.ok(Math.abs(chance('looked-after') - care) < 1e-12);
  assert.equal(chance('looked-after/foster'), chance('looked-after'));
});

test('a chance that rests on more is surer, and twice asked it is the same', () => {
  const width = (times: number) => {
    const weights = Object.fromEntries(
      Object.entries(NEED.weights).map(([state, weight]) => [state, weight * times]),
    );
    const [row] = rateTable(rates([{ ...NEED, weights }, PLAN], 'child-in-need'), [], {
      from: 'child-in-need',
      years: 2,
    });
    const found = row?.chances.find(({ to }) => to === 'child-protection');
    assert.ok(found && found.low <= found.chance && found.chance <= found.high);
    return found.high - found.low;
  };
  assert.ok(width(100) < width(1) / 5);
  assert.equal(width(1), width(1));
});

test('ages together are the ages by their children, and moves seen are added up', () => {
  const older = { ...NEED, ageBand: 3, weights: { 'child-in-need': 50, universal: 50 } };
  const both: Rates = {
    ...rates([NEED, PLAN, older], 'child-in-need'),
    standing: [
      { age: 6, state: 'child-in-need', quarters: 0, children: 30 },
      { age: 12, state: 'child-in-need', quarters: 0, children: 10 },
    ],
  };
  const move = { quarter: 0, from: 'child-in-need', durationBand: 0, to: 'universal' } as const;
  const moves = [
    { ...move, ageBand: 2, children: 6 },
    { ...move, ageBand: 3, children: 5 },
  ];
  const rows = rateTable(both, moves, { from: 'child-in-need', years: 1 });
  assert.deepEqual(
    rows.map((row) => `${row.age} ${row.standing} ${row.seen}`),
    ['all 40 11', '5-9 30 6', '10-15 10 5'],
  );
  const left = rows.map((row) => row.chances.find(({ to }) => to === 'universal')?.chance ?? 0);
  assert.ok(Math.abs((left[0] ?? 0) - (0.75 * (left[1] ?? 0) + 0.25 * (left[2] ?? 0))) < 1e-12);
});
