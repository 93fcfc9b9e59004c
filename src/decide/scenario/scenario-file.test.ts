import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { AGENCY_KINDS } from '../../govern/index.ts';
import { financialYear } from '../../lib/index.ts';
import { type Likely, STATES } from '../model/model-input.ts';
import {
  SCENARIO_FORMAT,
  type Scenario,
  type ScenarioEffect,
  type ScenarioProgramme,
} from './scenario.ts';
import { scenarioWarnings } from './scenario-fields.ts';
import { parseScenario, writeScenario } from './scenario-file.ts';
import { scenarioHash } from './scenario-hash.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FAMILY_SUPPORT = readFileSync(join(ROOT, 'demo/scenarios/family-support-400.yaml'), 'utf8');

function familySupport(): Scenario {
  return parseScenario(FAMILY_SUPPORT).scenario ?? assert.fail('the example does not read');
}

test('every example and template reads without a fault', () => {
  for (const folder of ['demo/scenarios', 'reference/scenario-templates']) {
    for (const name of readdirSync(join(ROOT, folder))) {
      const text = readFileSync(join(ROOT, folder, name), 'utf8');
      assert.deepEqual(parseScenario(text, name).problems, [], name);
    }
  }
});

const FAULTS: readonly (readonly [string, string, string, RegExp])[] = [
  ['[60, 75, 85]', '[75, 60, 85]', 'reachPercent', /low <= likely <= high/],
  ['[60, 75, 85]', '[60, 75]', 'reachPercent', /\[low, likely, high\]/],
  ['[60, 75, 85]', '[60, 75, 850]', 'reachPercent.2', /from 0 to 100/],
  ['health: 20', 'health: 30', 'cost.paidBy', /sum to 110, not to 100/],
  ['health: 20', 'wizards: 20', 'cost.paidBy.wizards', /Use one of: council/],
  ['child-in-need], ages', 'in-trouble], ages', 'who.states.1', /Use one of: universal/],
  ['ages: [0, 15]', 'ages: [15, 0]', 'who.ages', /15 is older than 0/],
  ['years: 10', 'years: 41', 'years', /from 1 to 40/],
  ['years: 10', 'years: 10.5', 'years', /whole number/],
  ['draws: 5000', 'draws: 99', 'draws', /from 100 to 100000/],
  ['relativeRisk: 0.8', 'relativeRisk: 0.8\n        effectSize: -0.2', 'effectSize', /either/],
  ['        relativeRisk: 0.8\n', '', 'relativeRisk', /has no size/],
  ['design: comparison', 'design: before-after', 'deadweightPercent', /Add deadweightPercent/],
  ['startsAfterYears: 0', 'startsAfterYears: 12', 'startsAfterYears', /Look at more years/],
  ['seed: 42', 'sede: 42', 'sede', /Nobody reads this field.*use one of: format, name/],
];

test('each fault is told with its line, its field and what to do', () => {
  for (const [from, to, field, words] of FAULTS) {
    const text = FAMILY_SUPPORT.replace(from, to);
    assert.notEqual(text, FAMILY_SUPPORT, from);
    const { scenario, problems } = parseScenario(text);
    assert.equal(scenario, null, to);
    const fault = problems.find((one) => one.field === field);
    assert.ok(fault, `${to}: ${JSON.stringify(problems)}`);
    assert.match(`${fault.message} ${fault.fix}`, words);
    assert.notEqual(fault.line, null);
  }
  const moved = parseScenario(FAMILY_SUPPORT.replace('[60, 75, 85]', '[75, 60, 85]'));
  const line = FAMILY_SUPPORT.split('\n').findIndex((one) => one.includes('[60, 75, 85]')) + 1;
  assert.equal(moved.problems[0]?.line, line);
});

test('a code that no reference holds is told with those that do', () => {
  const known = { discounts: ['standard'], outcomes: ['permanent-exclusion'] };
  const { problems } = parseScenario(FAMILY_SUPPORT, 'a.yaml', known);
  assert.deepEqual(
    problems.map((one) => [one.field, one.fix]),
    [['discount', 'Use one of: standard.']],
  );
});

test('the same scenario as JSON is the same scenario', () => {
  const scenario = familySupport();
  const json = JSON.stringify(scenario, (_key, value) =>
    value !== null && typeof value === 'object' && 'likely' in value
      ? [value.low, value.likely, value.high]
      : value,
  );
  assert.deepEqual(parseScenario(json).scenario, scenario);
});

test('deadweight beside a comparison, an estimate and a late end are told, not refused', () => {
  const scenario = familySupport();
  assert.match(scenarioWarnings(scenario).join(), /nobody has measured it/);
  const [programme] = scenario.programmes;
  const [effect] = programme?.effects ?? [];
  if (!programme || !effect) return assert.fail();
  const both = { ...effect, deadweightPercent: { low: 10, likely: 20, high: 30 } };
  const warned = scenarioWarnings({
    ...scenario,
    years: 4,
    programmes: [{ ...programme, effects: [both] }],
  });
  assert.match(warned.join(), /deadweight takes it off again/);
  assert.match(warned.join(), /beyond the 4 years/);
});

test('the hash follows what a scenario means, not how its file is laid out', () => {
  const scenario = familySupport();
  const written = parseScenario(`# A remark\n${writeScenario(scenario)}`).scenario;
  assert.equal(scenarioHash(written ?? assert.fail()), scenarioHash(scenario));
  assert.notEqual(scenarioHash({ ...scenario, seed: 43 }), scenarioHash(scenario));
});

test('a written scenario is short lines that people can read', () => {
  const text = writeScenario(familySupport());
  assert.match(text, /reachPercent: \[ ?60, 75, 85 ?\]/);
  assert.match(text, /who: \{states: \[targeted-early-help, child-in-need\], ages/);
  assert.ok(text.split('\n').every((line) => line.length <= 110));
});

const amount = (most: number) => fc.integer({ min: 0, max: most });
const likely = (most: number): fc.Arbitrary<Likely> =>
  fc.tuple(amount(most), amount(most), amount(most)).map((three) => {
    const [low = 0, middle = 0, high = 0] = [...three].sort((a, b) => a - b);
    return { low, likely: middle, high };
  });
const words = fc
  .string({ minLength: 1, maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const code = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const states = fc.uniqueArray(fc.constantFrom(...STATES), { minLength: 1, maxLength: 4 });
const size = fc.constantFrom({ relativeRisk: 0.85 }, { effectSize: -0.2 });
const design = fc.oneof(
  fc.record({ design: fc.constant('comparison' as const) }),
  fc.record({ design: fc.constant('before-after' as const), deadweightPercent: likely(100) }),
);

const effect: fc.Arbitrary<ScenarioEffect> = fc
  .record({
    code,
    on: fc.oneof(fc.record({ from: states, to: states }), fc.record({ outcome: code })),
    standardError: fc.double({ min: 0, max: 5, noNaN: true }).map((one) => one + 0),
    lagYears: amount(5),
    fullYears: amount(5),
    fadeYears: amount(5),
    evidence: fc.record(
      { programme: code, scheme: words, level: words, source: words },
      { requiredKeys: ['scheme', 'level', 'source'] },
    ),
  })
  .chain((one) => fc.tuple(size, design).map(([a, b]) => ({ ...one, ...a, ...b })));

const paidBy = fc
  .tuple(fc.constantFrom(...AGENCY_KINDS), fc.constantFrom(...AGENCY_KINDS), amount(100))
  .map(([one, other, share]) => ({ [one]: share, [other]: 100 - (one === other ? 0 : share) }));

const REQUIRED = [
  'code',
  'name',
  'who',
  'placesAYear',
  'rampPercent',
  'years',
  'startsAfterYears',
  'reachPercent',
  'engagementPercent',
  'retentionPercent',
  'cost',
  'effects',
] as const;

const programme: fc.Arbitrary<ScenarioProgramme> = fc.record(
  {
    code,
    name: words,
    who: fc.record({
      states,
      ages: fc
        .tuple(amount(24), amount(24))
        .map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a])),
    }),
    placesAYear: amount(100_000),
    rampPercent: fc.array(amount(100), { minLength: 1, maxLength: 4 }),
    years: fc.integer({ min: 1, max: 40 }),
    startsAfterYears: fc.constant(0),
    reachPercent: likely(100),
    engagementPercent: likely(100),
    retentionPercent: likely(100),
    cost: fc.record({
      perPlace: likely(1_000_000),
      fixedAYear: likely(1_000_000),
      setUp: likely(1_000_000),
      paidBy,
      kind: fc.constantFrom('cash' as const, 'capacity' as const),
    }),
    effects: fc.uniqueArray(effect, { maxLength: 3, selector: (one) => one.code }),
    uncovers: fc.record({ percent: likely(100), to: fc.constantFrom(...STATES) }),
  },
  { requiredKeys: [...REQUIRED] },
);

const scenario: fc.Arbitrary<Scenario> = fc.record({
  format: fc.constant(SCENARIO_FORMAT),
  name: words,
  about: words,
  firstYear: fc.integer({ min: 2020, max: 2040 }).map(financialYear),
  years: fc.integer({ min: 1, max: 40 }),
  draws: fc.integer({ min: 100, max: 100_000 }),
  seed: amount(1_000_000),
  discount: code,
  rates: fc.constantFrom('record' as const, 'published' as const),
  overlap: fc.constantFrom('sum' as const, 'largest' as const, 'range' as const),
  programmes: fc.uniqueArray(programme, { maxLength: 3, selector: (one) => one.code }),
  outcomeChances: fc.dictionary(code, likely(100), { maxKeys: 3 }),
  cashSteps: fc.dictionary(fc.constantFrom(...STATES), fc.integer({ min: 1, max: 50 })),
});

test('whatever is written is read again as it was', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      const text = writeScenario(one);
      const { scenario: read, problems } = parseScenario(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(read, JSON.parse(JSON.stringify(one)));
    }),
    { numRuns: 200 },
  );
});

test('no text whatever makes the reading throw', () => {
  fc.assert(fc.property(fc.string(), (text) => parseScenario(text).scenario === null));
});

test('an empty file is told what to write, not what it is not', () => {
  const { scenario, problems } = parseScenario('');
  assert.equal(scenario, null);
  assert.equal(problems[0]?.message, 'Nothing stands here.');
  assert.match(problems[0]?.fix ?? '', /^Write these fields: format, name,/);
});
