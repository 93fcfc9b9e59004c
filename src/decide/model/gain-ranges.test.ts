import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleInput, sampleRates } from './model.sample.ts';
import type { ModelResult, Perspective } from './model-result.ts';
import { runModel } from './run-model.ts';

const input = sampleInput({ years: 6, rates: sampleRates(6000) });

function rangesOf({ gainRanges = [] }: ModelResult, perspective: Perspective) {
  return gainRanges.filter((one) => one.perspective === perspective);
}

test('the range of all gains is that of the runs, where all of them are kept apart', () => {
  const result = runModel(input, { draws: 300 });
  for (const { perspective, years } of result.perspectives) {
    const total = rangesOf(result, perspective).find(({ of }) => of === 'total');
    assert.ok(total);
    for (const [index, { benefit }] of years.entries()) {
      assert.ok(Math.abs((total.lowByYear[index] ?? 0) - benefit.p5) <= 1);
      assert.ok(Math.abs((total.highByYear[index] ?? 0) - benefit.p95) <= 1);
    }
  }
});

test('each source, agency and kind that gains has a range, which holds its mean', () => {
  const result = runModel(input, { draws: 60 });
  const ranges = rangesOf(result, 'society');
  for (const by of ['source', 'agency', 'kind'] as const) {
    const keys = new Set(
      result.benefits
        .filter((line) => line.kind !== 'transfer' && line.byYear.some((pence) => pence !== 0))
        .map((line) => line[by]),
    );
    assert.deepEqual(new Set(ranges.filter((one) => one.of === by).map(({ key }) => key)), keys);
    for (const key of keys) {
      const mean = result.benefits
        .filter((line) => line.kind !== 'transfer' && line[by] === key)
        .reduce((sum, { byYear }) => sum + byYear.reduce((all, pence) => all + pence, 0), 0);
      const range = ranges.find((one) => one.of === by && one.key === key);
      assert.ok(range && range.low <= mean && mean <= range.high, `${by} ${key}`);
    }
  }
});

test('what the first runs came to is kept, gains less costs of each of them', () => {
  const result = runModel(input, { draws: 600 });
  const [cash] = result.perspectives;
  assert.equal(cash?.firstRuns?.netPresentValue.length, 500);
  const again = runModel(input, { draws: 500 });
  assert.deepEqual(cash?.firstRuns, again.perspectives[0]?.firstRuns);
});
