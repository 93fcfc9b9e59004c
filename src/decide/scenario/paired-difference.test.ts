import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleInput, sampleProgramme, sampleRates } from '../model/model.sample.ts';
import type { PerspectiveResult } from '../model/model-result.ts';
import { runModel } from '../model/run-model.ts';
import {
  DIFFERENCE_ROWS,
  pairedDifference,
  pairedSentence,
  timesBetter,
} from './paired-difference.ts';

const input = sampleInput({ years: 4, rates: sampleRates(6000) });
const names = { first: 'A', other: 'B', label: 'Net present value' };

function purse(change: Partial<typeof input>): PerspectiveResult {
  const found = runModel({ ...input, ...change }, { draws: 120 });
  const one = found.perspectives.find(({ perspective }) => perspective === 'public');
  return one ?? assert.fail();
}

test('a scenario differs from itself in nothing, and is never worth more', () => {
  const one = purse({});
  for (const row of DIFFERENCE_ROWS) {
    const spread = pairedDifference(one, one, row);
    assert.deepEqual([spread?.mean, spread?.p5, spread?.p95], [0, 0, 0]);
    assert.ok(spread);
    assert.match(pairedSentence(spread, names), /no difference/);
  }
  assert.equal(timesBetter(one, one)?.better, 0);
});

test('with one seed a dearer programme costs more in each run, and is worth less in each', () => {
  const dearer = sampleProgramme();
  const cost = { ...dearer.cost, setUp: { low: 9e7, likely: 9e7, high: 9e7 } };
  const [cheap, dear] = [purse({}), purse({ programmes: [{ ...dearer, cost }] })];
  const spread = pairedDifference(cheap, dear, 'cost');
  assert.ok(spread && spread.p5 > 0);
  assert.ok(spread.p95 - spread.p5 < cheap.presentCost.p95 - cheap.presentCost.p5);
  assert.equal(timesBetter(cheap, dear)?.better, 0);
  assert.equal(timesBetter(dear, cheap)?.better, 120);
  assert.match(pairedSentence(spread, names), /more than A, between £.* and £.* more in 90 of 100/);
});

test('gains are what is left of the net and the costs of the same run', () => {
  const [one, other] = [purse({}), purse({ seed: 7 })];
  const spreads = DIFFERENCE_ROWS.map((row) => pairedDifference(one, other, row)?.mean ?? 0);
  const [npv = 0, benefit = 0, cost = 0] = spreads;
  assert.ok(Math.abs(npv - (benefit - cost)) < 1);
});

test('what was kept without its runs has no difference, rather than a guess', () => {
  const { firstRuns, ...older } = purse({});
  assert.ok(firstRuns);
  assert.equal(pairedDifference(older, older, 'npv'), null);
  assert.equal(timesBetter(older, older), null);
});
