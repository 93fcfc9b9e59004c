import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { day, financialYear, formatPenceExactly, pence } from '../../lib/index.ts';
import { cautionOf, UNIT_COSTS, uplifted, DEFLATORS } from '../../understand/index.ts';
import { internalRate, paybackYear, peakFunding, presentValue } from './cash-flow.ts';
import { isStale, parseDiscountSchedules } from './discount.ts';
import { familyCase } from './family-case.ts';
import { headlineWarnings, mayBeHeadline } from './may-be-headline.ts';
import { sampleInput, sampleProgramme, SAMPLE_EFFECT } from './model.sample.ts';
import { DISCOUNTS, MODEL_DEFAULTS, OUTCOMES, statePrices } from './model-reference.ts';
import type { OutcomeInput } from './model-input.ts';
import { parseOutcomes } from './outcomes-file.ts';
import { runModel } from './run-model.ts';

// Each test is one error that was found in published tools, and what this product does instead.

const REFERENCE = new URL('../../../reference/', import.meta.url);
const text = (name: string) => readFileSync(new URL(name, REFERENCE), 'utf8');

/** Every number of a result, wherever it stands. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersOf);
}

test('1: a total moved from a year that is not its own; here parts still come to the whole', () => {
  // A families workbook moved 25,000 pounds of 2005-06 from 2017-18: 28,000, while its own parts,
  // moved rightly, come to 35,300.
  const series = DEFLATORS.standard;
  const moved = (code: string) =>
    uplifted(UNIT_COSTS.costs.get(code) ?? assert.fail(code), DEFLATORS.priceBase, series);
  const whole = moved('care-proceedings');
  assert.equal(UNIT_COSTS.costs.get('care-proceedings')?.priceYear, '2005-06');
  const parts = ['care-proceedings-council', 'care-proceedings-legal-aid'].map(moved);
  const [council = 0, legalAid = 0] = parts.map((part) => part.pence);
  // The rest is court and guardians: 3,750 of 25,000 pounds.
  const rest = whole.pence - council - legalAid;
  assert.ok(Math.abs(rest / whole.pence - 3750 / 25_000) < 1e-6, formatPenceExactly(pence(rest)));
});

test('2: an empty form that shows an error; here nothing is no number that is none', () => {
  // A families workbook shows #NUM! when it is empty, and errors within its worked examples.
  const empty = familyCase([], []);
  assert.deepEqual(empty.all.ratio, { low: null, high: null });
  assert.deepEqual(empty.all.gross, { low: 0, high: 0 });
  assert.deepEqual([internalRate([]), paybackYear([]), peakFunding([])], [null, null, 0]);
  const result = runModel(sampleInput({ programmes: [], outcomes: [] }), { draws: 20 });
  assert.ok(numbersOf(result).every(Number.isFinite));
  assert.ok(result.perspectives.every((one) => one.ratio === null));
});

test('2: two price years for one table; here a year is known or refused', () => {
  assert.ok([...UNIT_COSTS.costs.values()].every((cost) => /^\d{4}-\d{2}$/.test(cost.priceYear)));
  assert.throws(() => statePrices({ priceBase: financialYear(1950) }), RangeError);
});

test('2: multipliers hidden in cells; here no chance or default stands without its reason', () => {
  for (const { why, code } of OUTCOMES.values()) assert.ok(why.length > 10, code);
  for (const { why, code } of MODEL_DEFAULTS.levers.values()) assert.ok(why.length > 10, code);
});

test('3: a first year that is discounted too; here it counts in full, in sums and in runs', () => {
  // A business case for children in care lost 46,000 pounds of its worth to a spreadsheet's NPV().
  assert.equal(presentValue([100], DISCOUNTS.standard), 100);
  const cost = { low: 100, likely: 100, high: 100 };
  const nothing = { low: 0, likely: 0, high: 0 };
  const programme = sampleProgramme({
    years: 1,
    effects: [],
    uncovers: null,
    cost: { ...sampleProgramme().cost, perPlace: nothing, fixedAYear: nothing, setUp: cost },
  });
  const { perspectives } = runModel(sampleInput({ programmes: [programme] }), { draws: 10 });
  assert.equal(perspectives[0]?.netPresentValue.mean, -100);
});

test('3: most of the benefit on one guess; here what moves most is named first', () => {
  const { drivers } = runModel(sampleInput(), { draws: 60 });
  const swings = drivers.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
  assert.ok(drivers.length > 3);
  assert.deepEqual(
    swings,
    [...swings].sort((a, b) => b - a),
  );
});

test('4: counting twice left to free text; here a part beside its whole is a fault', () => {
  const outcomes = text('outcomes.yaml');
  const wrong = outcomes.replace(
    '      - { cost: exclusion-provision-year }',
    '      - { cost: exclusion-provision-year }\n      - { cost: permanent-exclusion-year }',
  );
  assert.deepEqual(parseOutcomes('o.yaml', outcomes, UNIT_COSTS).problems, []);
  const { problems } = parseOutcomes('o.yaml', wrong, UNIT_COSTS);
  assert.equal(problems[0]?.entry, 'permanent-exclusion');
  assert.match(problems[0]?.message ?? '', /already holds/);
});

test('4: old prices that look new; here age lowers the grade and widens the range', () => {
  const grades = [...UNIT_COSTS.costs.values()].filter((cost) => !cost.isRangePublished);
  const width = (cost: (typeof grades)[number]) => (cost.high - cost.low) / cost.pence;
  const of = (from: string, to: string) =>
    grades.filter(({ priceYear }) => priceYear >= from && priceYear < to).map(width);
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  assert.ok(mean(of('1990-91', '2010-11')) > mean(of('2017-18', '2025-26')));
});

test('5: a stale copy taken for the newest, from memory; here memory is no source', () => {
  // An open copy calls the unit costs of 2015 those of 2025, and drops price years into notes.
  const schedules = text('discount-schedules.yaml').replace('checked: quoted', 'checked: recalled');
  const { problems } = parseDiscountSchedules('d.yaml', schedules);
  assert.match(problems[0]?.message ?? '', /"recalled" is not one of the words allowed/);
  const noSource = text('outcomes.yaml').replace('basis: judgement', 'basis: published');
  assert.match(
    parseOutcomes('o.yaml', noSource, UNIT_COSTS).problems[0]?.message ?? '',
    /names no publication/,
  );
});

test('6: a gross sum without comparison as a headline; here it may not be one', () => {
  // "1.2 billion saved": gross, seven of 152 areas, nothing compared.
  const ruling = mayBeHeadline({
    design: 'none',
    isNet: false,
    covers: { counted: 7, of: 152 },
    saysCash: true,
  });
  assert.equal(ruling.may ? 0 : ruling.reasons.length, 4);
  assert.deepEqual(mayBeHeadline({ design: 'comparison', isNet: true }), { may: true });
});

test('6: a result that rests on before and after says so, whoever runs it', () => {
  const deadweight = { low: 0.1, likely: 0.3, high: 0.5 };
  const effects = [{ ...SAMPLE_EFFECT, deadweight }];
  const input = sampleInput({ programmes: [sampleProgramme({ effects })] });
  assert.match(headlineWarnings(input)[0] ?? '', /Family support: not for a headline/);
  assert.deepEqual(headlineWarnings(sampleInput()), []);
  const { warnings } = runModel(input, { draws: 10 });
  assert.ok(warnings.some((line) => /not for a headline/.test(line)));
});

test('7: a rating tied to no number; here weaker evidence is worth less, and less sure', () => {
  const steps = [0, 1, 2, 3, 4, 5] as const;
  for (const step of steps.slice(1)) {
    const [weaker, surer] = [cautionOf((step - 1) as 0), cautionOf(step)];
    assert.ok(weaker.reduction >= surer.reduction && weaker.inflation >= surer.inflation);
  }
  assert.ok(cautionOf(0).reduction > cautionOf(5).reduction);
});

test('8: tables typed by hand that nobody looks at again; here each says when it is due', () => {
  const today = day('2026-11-22');
  const facts = [
    MODEL_DEFAULTS,
    ...OUTCOMES.values(),
    ...[...DISCOUNTS.schedules.values()].filter((each) => each.status !== 'superseded'),
  ];
  for (const fact of facts) {
    assert.ok(fact.checkedOn <= today && !isStale(fact, today));
    assert.ok(isStale(fact, day('2030-01-01')));
  }
});

test('benefits not paid are money that moves; here they are in no public value', () => {
  const sure = (value: number) => ({ low: value, likely: value, high: value });
  const neet: OutcomeInput = {
    code: 'neet-16-17',
    label: 'A year without education, work or training',
    chanceAYear: sure(0.2),
    ages: { from: 0, to: 24 },
    prices: [
      {
        code: 'neet-16-17-year',
        pence: sure(53_600),
        split: { 'job-centre': 1 },
        kind: 'cash',
        transferOf: ['job-centre'],
      },
    ],
  };
  const effect = {
    ...SAMPLE_EFFECT,
    on: { kind: 'outcome', outcome: 'neet-16-17' } as const,
    size: { kind: 'relative-risk', value: 0.5, standardError: 0 } as const,
  };
  const programmes = [sampleProgramme({ effects: [effect], uncovers: null })];
  const result = runModel(sampleInput({ programmes, outcomes: [neet], prices: [] }), { draws: 10 });
  const lines = result.benefits.filter((line) => line.source === 'neet-16-17');
  assert.deepEqual([...new Set(lines.map((line) => line.kind))], ['transfer']);
  assert.ok((lines[0]?.byYear.at(-1) ?? 0) > 0 || lines[0]?.byYear.some((value) => value > 0));
  assert.ok(result.perspectives.every((one) => one.presentBenefit.mean === 0));
});
