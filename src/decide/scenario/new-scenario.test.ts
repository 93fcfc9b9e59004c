import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, financialYearOf } from '../../lib/index.ts';
import { MODEL_DEFAULTS } from '../model/model-reference.ts';
import { firstAnswers, readAnswers, withAnswers } from './new-scenario.ts';
import { checkScenario } from './scenario-form.ts';
import { scenarioTemplate } from './scenario-templates.ts';

const asNow = scenarioTemplate('as-now', financialYearOf(day('2026-11-22')));
assert.ok(asNow);

const ANSWERS = {
  name: 'Family support, 400 places',
  states: ';targeted-early-help;child-in-need',
  'ages.from': '0',
  'ages.to': '15',
  places: '400',
  perPlace: '£2,300',
  fixed: '110,000',
  change: 'care',
  'less.low': '3',
  'less.likely': '20',
  'less.high': '34',
};

test('three answers make a whole scenario that can be run, all else prefilled', () => {
  const read = readAnswers(ANSWERS, true);
  assert.ok(read.ok);
  const scenario = withAnswers(asNow, read.value, MODEL_DEFAULTS);
  assert.ok(checkScenario(scenario, null).ok);
  const [programme] = scenario.programmes;
  assert.equal(programme?.placesAYear, 400);
  assert.deepEqual(programme?.cost.perPlace, { low: 1955, likely: 2300, high: 2990 });
  assert.deepEqual(programme?.engagementPercent, { low: 50, likely: 70, high: 85 });
  assert.equal(programme?.effects[0]?.relativeRisk, 0.8);
  assert.equal(programme?.effects[0]?.evidence.scheme, 'estimate');
});

test('a template keeps what it knows, and its costs keep their spread around a new price', () => {
  const read = readAnswers(ANSWERS, true);
  assert.ok(read.ok);
  const template = withAnswers(asNow, read.value, MODEL_DEFAULTS);
  const dearer = readAnswers({ ...ANSWERS, perPlace: '4600' }, false);
  assert.ok(dearer.ok);
  const scenario = withAnswers(template, dearer.value, MODEL_DEFAULTS);
  assert.deepEqual(scenario.programmes[0]?.cost.perPlace, { low: 3910, likely: 4600, high: 5980 });
  assert.deepEqual(scenario.programmes[0]?.effects, template.programmes[0]?.effects);
  assert.equal(firstAnswers(scenario).places, '400');
});

test('each answer that is missing says what to enter, at its box', () => {
  const read = readAnswers({ ...ANSWERS, name: '', places: 'many', 'ages.from': '16' }, true);
  assert.ok(!read.ok);
  assert.deepEqual(
    read.errors.map(({ field }) => field),
    ['name', 'ages.from', 'places'],
  );
  const unordered = readAnswers({ ...ANSWERS, 'less.low': '40' }, true);
  assert.ok(!unordered.ok);
  assert.deepEqual(
    unordered.errors.map(({ field }) => field),
    ['less.low'],
  );
  assert.equal(readAnswers({ ...ANSWERS, 'less.low': '40' }, false).ok, true);
});
