import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../../lib/index.ts';
import { headlineOf, leading } from './backtest-words.ts';
import { indicatorCases, type Series } from './indicator-backtest.ts';
import { beatsNaive, type Case, type Forecast, scoreCases } from './score.ts';

const forecast = (value: number, half: number, most: number): Forecast => ({
  value,
  half: [value - half, value + half],
  most: [value - most, value + most],
});

function given(model: number, last: number, line: number): Case {
  return {
    group: 'Care',
    actual: 100,
    forecasts: {
      model: forecast(model, 5, 12),
      last: forecast(last, 5, 12),
      line: forecast(line, 5, 12),
    },
  };
}

test('misses, ranges and their score are as reckoned by hand', () => {
  const [all, care] = scoreCases([given(104, 110, 120), given(90, 100, 100)]);
  assert.equal(all?.cases, 2);
  assert.deepEqual(care?.scores, all?.scores);
  const [model, last] = all?.scores ?? [];
  assert.ok(model && last);
  assert.equal(model.meanMiss, 7);
  assert.ok(Math.abs(model.meanShare - 0.07) < 1e-12);
  assert.ok(Math.abs(model.medianShare - 0.07) < 1e-12);
  assert.deepEqual([model.insideHalf, model.insideMost], [0.5, 1]);
  assert.deepEqual([last.insideHalf, last.insideMost], [0.5, 1]);
  // 120 with a range of 108 to 132 misses 100 by 8: 24 + 20 x 8; the other case 24; as shares.
  const line = all?.scores.find(({ method }) => method === 'line');
  assert.ok(Math.abs((line?.rangeScore ?? 0) - (1.84 + 0.24) / 2) < 1e-12);
});

test('a model that does not beat a naive trend says so, and comes first', () => {
  const loses = scoreCases([given(90, 101, 120)]);
  const wins = scoreCases([given(101, 90, 120)]);
  assert.equal(beatsNaive(loses[0]), false);
  assert.equal(beatsNaive(wins[0]), true);
  assert.equal(beatsNaive(undefined), false);
  assert.match(
    headlineOf('levels', loses[0]),
    /journeys does not beat the last value carried on: mean miss 10\.0% against 1\.0%/,
  );
  assert.match(headlineOf('levels', wins[0]), /misses less than the last value carried on/);
  assert.match(headlineOf('indicators', undefined), /has not been tested/);
  const [a, b] = [{ groups: wins }, { groups: loses }];
  assert.equal(leading([a, b]), b);
  assert.equal(leading([a, { groups: [] }]), a);
});

test('better on average but not in the middle case is not called better', () => {
  const [all] = scoreCases([given(102, 101, 130), given(102, 101, 130), given(110, 150, 160)]);
  assert.match(headlineOf('indicators', all), /but not in the middle case/);
});

/** Series that step up and down by chance about a level, as most indicators do. */
function walks(count: number, size: number): Series[] {
  const source = random(11);
  return Array.from({ length: count }, (_, index) => {
    const stream = source.fork(index);
    let level = Math.log(50);
    return {
      group: 'Made up',
      values: Array.from({ length: 10 }, (__, year) => {
        level += stream.normal(0, size);
        return { year: 2010 + year, value: Math.exp(level) };
      }),
    };
  });
}

test('of series that wander, ranges hold as many as they say, and the line misses most', () => {
  const [all] = scoreCases(indicatorCases(walks(1500, 0.1)));
  assert.equal(all?.cases, 3000);
  const of = (method: string) => all?.scores.find((one) => one.method === method);
  for (const method of ['model', 'last']) {
    assert.ok(Math.abs((of(method)?.insideHalf ?? 0) - 0.5) < 0.05, method);
    assert.ok(Math.abs((of(method)?.insideMost ?? 0) - 0.9) < 0.05, method);
  }
  assert.ok((of('line')?.meanShare ?? 0) > (of('model')?.meanShare ?? 1));
});

test('what was held back is not seen: other newest values change no forecast', () => {
  const [one] = walks(1, 0.1);
  assert.ok(one);
  const other = {
    ...one,
    values: one.values.map((each, at) => (at < 8 ? each : { ...each, value: 9999 })),
  };
  const [a, b] = [indicatorCases([one]), indicatorCases([other])];
  assert.deepEqual(
    a.map(({ forecasts }) => forecasts),
    b.map(({ forecasts }) => forecasts),
  );
});

test('too short a series, a gap or a value of nothing is left out', () => {
  const values = [1, 2, 3, 4].map((value, index) => ({ year: 2020 + index, value }));
  assert.deepEqual(indicatorCases([{ group: '', values }]), []);
  const late = [...values.slice(0, 3), { year: 2030, value: 4 }, { year: 2031, value: 5 }];
  assert.deepEqual(indicatorCases([{ group: '', values: late }]), []);
  const nothing = [0, 1, 2, 3, 4, 5].map((value, index) => ({ year: 2020 + index, value }));
  assert.deepEqual(indicatorCases([{ group: '', values: nothing }]), []);
});
