import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Spread } from '../model/model-result.ts';
import { assumptionDifferences, overlapSentence } from './compare-scenarios.ts';
import { scenarioOf } from './scenario-file.ts';

const FAMILY_SUPPORT = scenarioOf(
  readFileSync(new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url), 'utf8'),
);
const names = { first: 'A', other: 'B', label: 'Net present value' };

function spread(low: number, middle: number, high: number): Spread {
  const half = (a: number, b: number) => (a + b) / 2;
  return {
    mean: middle,
    p5: low,
    p25: half(low, middle),
    p50: middle,
    p75: half(middle, high),
    p95: high,
  };
}

test('a scenario does not differ from itself, whatever it is called', () => {
  assert.deepEqual(assumptionDifferences([FAMILY_SUPPORT, { ...FAMILY_SUPPORT, name: 'X' }]), []);
});

test('what two scenarios assume differently is told in plain words', () => {
  const [programme] = FAMILY_SUPPORT.programmes;
  const [effect] = programme?.effects ?? [];
  if (!programme || !effect) return assert.fail();
  const other = {
    ...FAMILY_SUPPORT,
    years: 15,
    programmes: [
      {
        ...programme,
        placesAYear: 200,
        cost: { ...programme.cost, perPlace: { low: 1, likely: 2, high: 3 } },
        effects: [{ ...effect, relativeRisk: 0.9 }],
      },
      { ...programme, code: 'more', name: 'More' },
    ],
  };
  const found = assumptionDifferences([FAMILY_SUPPORT, other]);
  const said = new Map(found.map(({ label, values }) => [label, values]));
  assert.deepEqual(said.get('Years'), ['10', '15']);
  const name = 'Family support, 400 more places';
  assert.deepEqual(said.get(`${name}: places a year`), ['400', '200']);
  assert.deepEqual(said.get(`${name}: cost for each child (£)`), [
    '2300 (1900 to 2900)',
    '2 (1 to 3)',
  ]);
  assert.deepEqual(said.get(`${name}: effect care, relative risk`), ['0.8', '0.9']);
  assert.deepEqual(said.get('More: places a year'), [null, '400']);
});

test('a difference within the ranges is not called better', () => {
  const first = spread(-100_00, 0, 100_00);
  assert.match(overlapSentence(first, spread(-90_00, 10_00, 110_00), names), /told apart/);
  assert.match(overlapSentence(first, spread(-10_00, 90_00, 190_00), names), /ranges overlap/);
  assert.match(overlapSentence(first, spread(200_00, 300_00, 400_00), names), /do not touch/);
  assert.match(overlapSentence(first, first, names), /no difference/);
});

test('ranges that touch are never said to be apart', () => {
  const three = fc
    .tuple(fc.integer(), fc.integer(), fc.integer())
    .map((all) => [...all].sort((a, b) => a - b))
    .map(([low = 0, middle = 0, high = 0]) => spread(low, middle, high));
  fc.assert(
    fc.property(three, three, (a, b) => {
      const isApart = /do not touch/.test(overlapSentence(a, b, names));
      return !isApart || b.p5 > a.p95 || a.p5 > b.p95;
    }),
  );
});
