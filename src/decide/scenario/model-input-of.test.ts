import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../lib/index.ts';
import { DEFLATORS } from '../../understand/index.ts';
import type { Rates } from '../model/model-input.ts';
import { publishedRates } from '../model/published-rates.ts';
import { dataEdition } from './build-input.ts';
import { eligibleInAYear, modelInputOf, type ScenarioData } from './model-input-of.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenario-file.ts';

const FAMILY_SUPPORT = scenarioOf(
  readFileSync(new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url), 'utf8'),
);
const DATA: ScenarioData = {
  rates: publishedRates(60_000),
  priceBase: DEFLATORS.priceBase,
  mix: null,
};

function onlyProgramme(scenario: Scenario) {
  return modelInputOf(scenario, DATA).programmes[0] ?? assert.fail();
}

test('pounds become pence, per cent shares and years quarters', () => {
  const programme = onlyProgramme(FAMILY_SUPPORT);
  assert.deepEqual(programme.cost.perPlace, { low: 190_000, likely: 230_000, high: 290_000 });
  assert.deepEqual(programme.cost.paidBy, { council: 0.8, health: 0.2 });
  assert.deepEqual(programme.reach, { low: 0.6, likely: 0.75, high: 0.85 });
  assert.deepEqual(programme.ramp, [0.4, 0.8, 1]);
  const [effect] = programme.effects;
  assert.deepEqual([effect?.lagQuarters, effect?.fullQuarters, effect?.fadeQuarters], [2, 8, 12]);
});

test('an estimate is met with more caution than a trial', () => {
  const [effect] = onlyProgramme(FAMILY_SUPPORT).effects;
  const [programme] = FAMILY_SUPPORT.programmes;
  const [stated] = programme?.effects ?? [];
  if (!effect || !programme || !stated) return assert.fail();
  const evidence = { scheme: 'maryland', level: '5', source: 'A trial' };
  const trial = {
    ...FAMILY_SUPPORT,
    programmes: [{ ...programme, effects: [{ ...stated, evidence }] }],
  };
  const [tried] = onlyProgramme(trial).effects;
  assert.ok((tried?.caution.reduction ?? 1) < effect.caution.reduction);
  assert.ok((tried?.caution.inflation ?? 9) < effect.caution.inflation);
});

test('a rating that no scale holds is refused with those that do', () => {
  const [programme] = FAMILY_SUPPORT.programmes;
  const [stated] = programme?.effects ?? [];
  if (!programme || !stated) return assert.fail();
  const evidence = { scheme: 'horoscope', level: '5', source: 'The stars' };
  const effects = [{ ...stated, evidence }];
  const scenario = { ...FAMILY_SUPPORT, programmes: [{ ...programme, effects }] };
  assert.throws(() => modelInputOf(scenario, DATA), Refusal);
});

test('eligible in a year are those who stand there and those who come within it', () => {
  const rates: Rates = {
    source: 'published',
    basis: 'Made up',
    birthsAYear: 0,
    cells: [
      {
        ageBand: 2,
        from: 'universal',
        durationBand: 3,
        weights: { universal: 99, 'child-in-need': 1 },
      },
      { ageBand: 2, from: 'child-in-need', durationBand: 0, weights: { universal: 1 } },
    ],
    standing: [
      { age: 7, state: 'universal', quarters: 8, children: 1000 },
      { age: 7, state: 'child-in-need', quarters: 0, children: 50 },
      { age: 12, state: 'child-in-need', quarters: 0, children: 70 },
    ],
  };
  const who = { states: ['child-in-need'], ages: { from: 5, to: 9 } } as const;
  assert.equal(eligibleInAYear(rates, who), 50 + 1000 * 0.01 * 4);
  assert.equal(eligibleInAYear(rates, { ...who, ages: { from: 10, to: 15 } }), 70);
});

test('scenarios on one data edition share its hash, whatever they themselves say', () => {
  const edition = (scenario: Scenario, data = DATA) =>
    dataEdition(modelInputOf(scenario, data), scenario).hash;
  const base = edition(FAMILY_SUPPORT);
  assert.equal(edition({ ...FAMILY_SUPPORT, seed: 7, years: 3, programmes: [] }), base);
  const fewer = { ...DATA, rates: publishedRates(50_000) };
  assert.notEqual(edition(FAMILY_SUPPORT, fewer), base);
});

test('more places, dearer places or longer years never make an input of another shape', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1, max: 40 }),
      (n, years) => {
        const [programme] = FAMILY_SUPPORT.programmes;
        if (!programme) return false;
        const changed = { ...programme, placesAYear: n, years };
        const input = modelInputOf({ ...FAMILY_SUPPORT, programmes: [changed] }, DATA);
        const [one] = input.programmes;
        const paid = Object.values(one?.cost.paidBy ?? {}).reduce((sum, share) => sum + share, 0);
        return one?.placesAYear === n && one.years === years && Math.abs(paid - 1) < 1e-9;
      },
    ),
    { numRuns: 25 },
  );
});
