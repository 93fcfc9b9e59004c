import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DISCOUNTS, MODEL_DEFAULTS, OUTCOMES } from '../model/model-reference.ts';
import { changeOf, type LeverBook, riskOf } from './lever.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenario-file.ts';
import { leverValues, readLevers } from './scenario-form.ts';
import { programmeLevers, scenarioLevers } from './scenario-levers.ts';

const BOOK: LeverBook = {
  defaults: MODEL_DEFAULTS,
  discounts: DISCOUNTS,
  outcomeLabel: (code) => OUTCOMES.get(code)?.label ?? code,
};
const known = {
  discounts: [...DISCOUNTS.schedules.keys()],
  outcomes: [...OUTCOMES.keys()],
};
const scenario = scenarioOf(
  readFileSync(new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url), 'utf8'),
);

function leversOf(of: Scenario) {
  const programmes = of.programmes.flatMap((one, place) => programmeLevers(one, place, BOOK));
  return [...scenarioLevers(of, BOOK), ...programmes];
}

/** What a browser would post of the boxes as they are shown, with some of them changed. */
function posted(changed: Readonly<Record<string, string>> = {}): Record<string, string> {
  const values = leverValues(scenario, leversOf(scenario), MODEL_DEFAULTS);
  const shown = Object.entries(values).map(([name, value]) => [name, [value].flat().join(';')]);
  return { ...Object.fromEntries(shown), ...changed };
}

function read(changed: Readonly<Record<string, string>> = {}) {
  const levers = leversOf(scenario);
  return readLevers(posted(changed), scenario, { levers, defaults: MODEL_DEFAULTS, known });
}

test('a form that is sent back as it was shown changes nothing', () => {
  assert.deepEqual(read(), { ok: true, value: scenario });
});

test('what is typed is read as people write it: pounds, commas, per cent', () => {
  const answer = read({
    'programmes.0.cost.perPlace.likely': '£2,400',
    'programmes.0.rampPercent': '50%, 100%',
    'programmes.0.who.ages.to': '12',
    'programmes.0.who.states': 'child-in-need',
    'cashSteps.residential': '1',
  });
  assert.ok(answer.ok);
  const [programme] = answer.value.programmes;
  assert.equal(programme?.cost.perPlace.likely, 2400);
  assert.deepEqual(programme?.rampPercent, [50, 100]);
  assert.deepEqual(programme?.who, { states: ['child-in-need'], ages: [0, 12] });
  assert.deepEqual(answer.value.cashSteps, { 'looked-after/residential': 1 });
});

test('ends that are left empty say that nothing is in doubt', () => {
  const name = 'programmes.0.cost.setUp';
  const answer = read({ [`${name}.low`]: '', [`${name}.likely`]: '75000', [`${name}.high`]: '' });
  assert.ok(answer.ok);
  assert.deepEqual(answer.value.programmes[0]?.cost.setUp, {
    low: 75_000,
    likely: 75_000,
    high: 75_000,
  });
});

test('each fault leads to the box where it was typed, in the words of the file’s reader', () => {
  const fields = (changed: Record<string, string>) => {
    const answer = read(changed);
    return answer.ok ? [] : answer.errors.map(({ field, sentence }) => [field, sentence]);
  };
  const [order] = fields({ 'programmes.0.reachPercent.low': '80' });
  assert.equal(order?.[0], 'programmes.0.reachPercent.low');
  assert.match(order?.[1] ?? '', /can be reached: \[80, 75, 85\] is not in order/);
  assert.match(fields({ 'programmes.0.reachPercent.high': '120' })[0]?.join() ?? '', /high,.*120/);
  assert.match(
    fields({ 'programmes.0.cost.paidBy.health': '30' })[0]?.join() ?? '',
    /paidBy\.council,Who pays, per cent: The shares sum to 110/,
  );
  assert.match(fields({ years: 'ten' })[0]?.join() ?? '', /^years,.*enter a number/);
  assert.match(
    fields({ 'programmes.0.effects.0.change.low': '50' })[0]?.join() ?? '',
    /change\.low,How much less of this: moves into care: \[50, 20, /,
  );
  assert.match(fields({ 'programmes.0.who.states': '' })[0]?.join() ?? '', /who\.states,.*empty/);
});

test('a change in per cent and the relative risk it stands for say the same', () => {
  assert.deepEqual(changeOf({ relativeRisk: 0.8, standardError: 0 }), {
    low: 20,
    likely: 20,
    high: 20,
  });
  const sizes = fc.record({
    relativeRisk: fc.integer({ min: 200, max: 1500 }).map((one) => one / 1000),
    standardError: fc.integer({ min: 0, max: 400 }).map((one) => one / 1000),
  });
  fc.assert(
    fc.property(sizes, (size) => {
      const back = riskOf(changeOf(size));
      assert.ok(Math.abs(back.relativeRisk - size.relativeRisk) < 0.001);
      assert.ok(Math.abs(back.standardError - size.standardError) < 0.004);
    }),
  );
});

test('a value that is the library’s says so, and one that is not can be set back to it', () => {
  const levers = leversOf(scenario);
  const reach = levers.find(({ name }) => name === 'programmes.0.reachPercent');
  assert.equal(reach?.source, 'Your estimate');
  assert.deepEqual(reach?.startingValue, [50, 70, 85]);
  const ramp = levers.find(({ name }) => name === 'programmes.0.rampPercent');
  assert.equal(ramp?.source, 'Library');
  const change = levers.find(({ name }) => name === 'programmes.0.effects.0.change');
  assert.equal(change?.source, 'Your estimate');
  assert.match(
    change?.evidence ?? '',
    /Rated expert: Estimates, where nobody has measured\. With such evidence the model counts/,
  );
});
