import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { financialYear } from '../../lib/index.ts';
import { pricesOf, UNIT_COSTS } from '../../understand/index.ts';
import { parseModelDefaults } from './model-defaults-file.ts';
import { STATES, type StatePrice } from './model-input.ts';
import {
  cashStepsOf,
  DISCOUNTS,
  discountSchedule,
  MODEL_DEFAULTS,
  OUTCOMES,
  outcomeInputs,
  statePrices,
} from './model-reference.ts';
import { parseOutcomes } from './outcomes-file.ts';
import { UNPRICED_STATES } from './state-prices.ts';

const text = (name: string) =>
  readFileSync(new URL(`../../../reference/${name}`, import.meta.url), 'utf8');

const total = (split: StatePrice['split']) =>
  Object.values(split).reduce((sum, share) => sum + share, 0);

const dayOf = (prices: readonly StatePrice[], state: string) =>
  prices.filter((one) => one.state === state).reduce((sum, one) => sum + one.pence.likely, 0);

test('each state of the model has a price or says why it has none', () => {
  const priced = new Set(statePrices().map((price) => price.state));
  const unpriced = UNPRICED_STATES.map(({ state }) => state);
  assert.deepEqual(
    STATES.filter((state) => !priced.has(state)),
    unpriced,
  );
  assert.ok(UNPRICED_STATES.every(({ why }) => why.length > 20));
});

test('prices keep their range, and who bears them comes to the whole', () => {
  const outcomes = outcomeInputs(OUTCOMES.keys()).flatMap((one) => one.prices);
  for (const price of [...statePrices(), ...outcomes]) {
    assert.ok(price.pence.low > 0 && price.pence.low <= price.pence.likely, price.code);
    assert.ok(price.pence.likely <= price.pence.high, price.code);
    assert.ok(Math.abs(total(price.split) - 1) < 1e-12, price.code);
    assert.ok(UNIT_COSTS.costs.has(price.code.replace(/:.*/, '')), price.code);
  }
});

test('each price of a state has a code of its own', () => {
  const codes = statePrices().map((price) => price.code);
  assert.equal(new Set(codes).size, codes.length);
});

test('a state with several kinds of placement costs their mean by where children are', () => {
  const { days } = pricesOf();
  const home = days.get('looked-after/childrens-home')?.pence ?? 0;
  const secure = days.get('looked-after/secure')?.pence ?? 0;
  const mix = new Map([
    ['childrens-home', 30],
    ['secure', 10],
    ['foster', 500],
  ] as const);
  const day = dayOf(statePrices({ mix }), 'looked-after/residential');
  assert.ok(Math.abs(day - (0.75 * home + 0.25 * secure)) < 1e-9);
  assert.equal(
    dayOf(statePrices({ mix }), 'looked-after/foster'),
    days.get('looked-after/foster')?.pence,
  );
});

test('parts of a state stay cash or capacity, each under its published cost', () => {
  const homes = statePrices().filter((one) => one.state === 'looked-after/residential');
  assert.deepEqual(
    homes.map(({ code, kind }) => [code, kind]),
    [
      ['residential-independent-week', 'cash'],
      ['looked-after-high-cost-year', 'cash'],
      ['looked-after-year:residential', 'capacity'],
    ],
  );
});

test('a day in a home is dearer than one with foster carers, and that than early help', () => {
  const prices = statePrices();
  const order = ['looked-after/residential', 'looked-after/foster', 'targeted-early-help'];
  const [home = 0, foster = 0, early = 0] = order.map((state) => dayOf(prices, state));
  assert.ok(home > foster && foster > early && early > 0);
});

test('older prices in a younger year’s money are dearer', () => {
  const [then, now] = [financialYear(2014), financialYear(2024)];
  const [old, young] = [then, now].map((priceBase) => statePrices({ priceBase }));
  assert.ok(
    old && young && dayOf(old, 'looked-after/foster') < dayOf(young, 'looked-after/foster'),
  );
  const [early, late] = [then, now].map((year) => outcomeInputs(['section-47'], {}, year)[0]);
  assert.ok((early?.prices[0]?.pence.likely ?? 0) < (late?.prices[0]?.pence.likely ?? 0));
});

test('an incident of domestic abuse is priced without the part that days of help price', () => {
  const cost = UNIT_COSTS.costs.get('domestic-abuse-incident') ?? assert.fail();
  const [abuse] = outcomeInputs(['domestic-abuse-incident'], {}, cost.priceYear);
  const fiscal = abuse?.prices.find((price) => price.code === cost.code);
  assert.equal(fiscal?.split.council, undefined);
  // The source's parts: 2,470 pounds, of which 303 fall on the council.
  assert.ok(Math.abs((fiscal?.pence.likely ?? 0) - (247_000 * (2470 - 303)) / 2470) < 0.01);
});

test('missed school is priced as its source advises: without the part of the council', () => {
  const cost = UNIT_COSTS.costs.get('truancy-year') ?? assert.fail();
  const [missed] = outcomeInputs(['missing-school'], {}, cost.priceYear);
  const fiscal = missed?.prices.find((price) => price.code === cost.code);
  assert.equal(fiscal?.split.council, undefined);
  assert.equal(Math.round((fiscal?.pence.likely ?? 0) / 100), 475);
});

test('benefits not paid to a young person are a transfer of the job centre', () => {
  const [neet] = outcomeInputs(['neet-18-24']);
  assert.deepEqual(neet?.prices[0]?.transferOf, ['job-centre']);
});

test('a local chance stands before the reference, in per cent as a scenario writes it', () => {
  const own = { low: 2, likely: 4, high: 6 };
  const [ours] = outcomeInputs(['permanent-exclusion'], { 'permanent-exclusion': own });
  assert.deepEqual(ours?.chanceAYear, { low: 0.02, likely: 0.04, high: 0.06 });
  const [reference] = outcomeInputs(['permanent-exclusion']);
  assert.deepEqual(reference?.chanceAYear, { low: 0.0013, likely: 0.006, high: 0.0103 });
});

test('a chance that only we judge carries a wide range', () => {
  const judged = [...OUTCOMES.values()].filter((one) => one.basis === 'judgement');
  assert.ok(judged.length > 0);
  for (const { code, chancePercent: chance } of judged) {
    assert.ok(chance.high - chance.low >= 0.75 * chance.likely, code);
  }
});

test('a code that is not there is refused with those that are', () => {
  assert.throws(() => discountSchedule('treasury'), /not one of: green-book-2003/);
  assert.throws(() => outcomeInputs(['happiness']), /not one of: permanent-exclusion/);
});

test('a run takes the rates of a schedule and no words about it', () => {
  const schedule = discountSchedule('green-book-2026');
  assert.deepEqual(Object.keys(schedule), ['code', 'bands']);
  assert.equal(DISCOUNTS.standard.code, schedule.code);
});

test('a step that a scenario says stands before the reference for that state alone', () => {
  const steps = cashStepsOf({ 'child-in-need': 20 });
  const of = (state: string) =>
    steps.filter((step) => step.states.some((one) => one === state)).map((s) => s.childrenAStep);
  assert.deepEqual(of('child-in-need'), [20]);
  assert.deepEqual(of('child-protection'), [15]);
  assert.deepEqual(of('looked-after/residential'), [4]);
});

test('each lever has words and a reason, and the mix of placements comes to the whole', () => {
  const mix = [...MODEL_DEFAULTS.placementMix.values()].reduce((sum, share) => sum + share, 0);
  assert.ok(Math.abs(mix - 1) < 1e-12);
  for (const lever of MODEL_DEFAULTS.levers.values()) {
    assert.ok(lever.words.endsWith('.') && lever.why.endsWith('.'), lever.code);
    assert.equal(lever.numbers.length > 0, lever.choice === null, lever.code);
    assert.deepEqual(
      lever.numbers,
      [...lever.numbers].sort((a, b) => a - b),
      lever.code,
    );
  }
});

test('faults are named: a mix that is no whole, a state with two steps, an unknown cost', () => {
  const defaults = text('model-defaults.yaml');
  const said = (from: string, to: string) =>
    parseModelDefaults('d.yaml', defaults.replace(from, to)).problems.map((one) => one.message);
  assert.deepEqual(said('foster: 54', 'foster: 60'), ['The shares come to 106, not 100.']);
  assert.deepEqual(said('[looked-after/foster]', '[looked-after/kinship]'), [
    'looked-after/kinship has two steps.',
  ]);
  const outcomes = text('outcomes.yaml').replace('cost: camhs-case', 'cost: camhs-cases');
  const { problems } = parseOutcomes('o.yaml', outcomes, UNIT_COSTS);
  assert.deepEqual(
    problems.map((one) => [one.entry, one.message]),
    [['camhs-case', '"camhs-cases" is no unit cost.']],
  );
});
