import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../../test/shared-data.ts';
import { type CountedCost, familyCase } from './family-case.ts';
import { investToSave } from './invest-to-save.ts';
import { discountSchedule } from './model-reference.ts';
import { asPrinted, isAsPrinted, proofsOf } from './published-results.ts';
import { parsePublishedResults } from './published-results-file.ts';

const FILE = 'reference/published-results.yaml';
const TEXT = readFileSync(new URL(`../../../${FILE}`, import.meta.url), 'utf8');
const published = parsePublishedResults(FILE, TEXT).value ?? assert.fail('the file has a fault');
const proofs = proofsOf(published, discountSchedule);

const proofOf = (code: string) =>
  proofs.find((one) => one.code === code) ?? assert.fail(`no proof ${code}`);

test('every published result comes out the same, but one, which says why', () => {
  const counted = proofs.filter((one) => one.isPublished);
  assert.equal(counted.length, 77);
  const differs = counted.filter((one) => !one.isSame);
  assert.deepEqual(
    differs.map((one) => one.code),
    ['parenting-break-even'],
  );
  assert.match(differs[0]?.note ?? '', /eight years/);
});

test('the discounting slip of the children in care case is shown both ways', () => {
  assert.equal(asPrinted(proofOf('care-a-spreadsheet').ours[0] ?? 0, '0.00'), '1318082.74');
  const rightly = proofOf('care-a-rightly');
  assert.equal(asPrinted(rightly.ours[0] ?? 0, '0'), '1364216');
  assert.equal(rightly.isPublished, false);
});

const families = sharedData('economics/worked_examples_phe_investing_in_families.json');

interface Families {
  readonly cases: readonly {
    readonly name: string;
    readonly benefits: Readonly<Record<string, readonly [string, number, number][]>>;
    readonly mutually_exclusive: Readonly<Record<string, boolean>>;
    readonly costs: readonly [string, number, number][];
    readonly expected: Readonly<Record<string, number | readonly [number, number]>>;
  }[];
}

test('four family cases come to all 28 of their outputs', { skip: families.skip }, () => {
  const { cases }: Families = JSON.parse(readFileSync(families.path, 'utf8'));
  const counted = (rows: readonly [string, number, number][]): CountedCost[] =>
    rows.map(([, count, each]) => ({ count, each }));
  let outputs = 0;
  for (const one of cases) {
    const columns = Object.entries(one.benefits).map(([name, rows]) => ({
      bearer: name.startsWith('LA ') ? ('council' as const) : ('others' as const),
      together: one.mutually_exclusive[name] ? ('sum' as const) : ('range' as const),
      parts: counted(rows),
    }));
    const found = familyCase(counted(one.costs), columns);
    const ratio = (ends: { low: number | null; high: number | null }) =>
      [ends.low, ends.high].map((end) => Number((end ?? Number.NaN).toFixed(2)));
    const ours = {
      total_cost: found.cost,
      gross_LA: Object.values(found.council.gross),
      net_LA: Object.values(found.council.net),
      bcr_LA: ratio(found.council.ratio),
      gross_wider: Object.values(found.all.gross),
      net_wider: Object.values(found.all.net),
      bcr_wider: ratio(found.all.ratio),
    };
    assert.deepEqual(ours, one.expected, one.name);
    outputs += Object.keys(ours).length;
  }
  assert.equal(outputs, 28);
});

const care = sharedData('economics/worked_example_gmca_children_in_care_alpha.json');

interface CareCase {
  readonly inputs: {
    readonly costs: readonly number[];
    readonly years: readonly number[];
    readonly councils: Readonly<Record<string, readonly number[]>>;
    readonly time_saving_per_council: number;
    readonly care_saving_per_council: number;
  };
  readonly expected: Readonly<
    Record<
      string,
      { roi: number; npv: number; cumulative: readonly number[]; payback_year: number }
    >
  >;
}

test('three children in care scenarios come to the last digit kept', { skip: care.skip }, () => {
  const { inputs, expected }: CareCase = JSON.parse(readFileSync(care.path, 'utf8'));
  const gains = [
    { factors: [inputs.time_saving_per_council], fromYear: 2 },
    { factors: [inputs.care_saving_per_council], fromYear: 3 },
  ];
  for (const [scenario, places] of Object.entries(inputs.councils)) {
    const project = { costs: inputs.costs, setUpYears: 2, places, gains };
    const found = investToSave(project, discountSchedule('green-book-2022'));
    const sheet = expected[scenario] ?? assert.fail(scenario);
    assert.ok(isAsPrinted(found.spreadsheetNetPresentValue, sheet.npv.toFixed(7)), scenario);
    assert.ok(isAsPrinted(found.returnOnInvestment, sheet.roi.toFixed(12)), scenario);
    assert.deepEqual(found.cumulative, sheet.cumulative);
    assert.equal((inputs.years[0] ?? 0) + (found.payback ?? -1), sheet.payback_year);
  }
});

test('gains of the children in care case are base, effect, part due to it and confidence', () => {
  const [time, spending] = published.investToSave.benefits.map(({ factors }) =>
    factors.reduce((product, factor) => product * factor, 1),
  );
  assert.ok(time !== undefined && isAsPrinted(time, '6368.625'));
  assert.ok(spending !== undefined && isAsPrinted(spending, '70500.00'));
});

test('a parenting programme is worth 2,610.65 today, 2.218 of its cost, back in 5 years', () => {
  // Our own arithmetic on the yearly savings of the source.
  const flow = [-1177, 324];
  for (let year = 2; year <= 25; year += 1) flow.push(year <= 11 ? 249.3 : 551 / 14);
  const schedule = discountSchedule('green-book-2022');
  const gain = investToSave(
    { costs: flow.map((amount) => -amount), setUpYears: 1, places: [], gains: [] },
    schedule,
  );
  assert.ok(isAsPrinted(gain.netPresentValue + 1177, '2610.65'));
  assert.ok(isAsPrinted((gain.netPresentValue + 1177) / 1177, '2.218'));
  assert.equal(gain.payback, 5);
});

test('a number is as printed within half of its last digit, a half rounded either way', () => {
  assert.ok(isAsPrinted(0.7695, '0.769') && isAsPrinted(0.7695, '0.770'));
  assert.ok(!isAsPrinted(0.7696, '0.769') && !isAsPrinted(12.6, '12'));
  assert.equal(asPrinted(0.7695, '0.770'), '0.7695');
  assert.equal(asPrinted(12.345, '12.3'), '12.3');
  assert.equal(isAsPrinted(Number.NaN, '0'), false);
});

test('a changed input is found out: no result passes by being typed twice', () => {
  const wrong = parsePublishedResults(FILE, TEXT.replace('each: 16900', 'each: 17900'));
  assert.ok(wrong.value);
  const differs = proofsOf(wrong.value, discountSchedule).filter((one) => !one.isSame);
  assert.ok(differs.some((one) => one.code === 'sarah-council-gross'));
  const dear = TEXT.replace('discountPercent: 3', 'discountPercent: 4');
  const textbook = parsePublishedResults(FILE, dear).value ?? assert.fail();
  assert.ok(!proofsOf(textbook, discountSchedule).find((p) => p.code === 'textbook-net')?.isSame);
});

test('a printed number that is no text would lose its last digits, and is refused', () => {
  const { problems } = parsePublishedResults(FILE, TEXT.replace('ratio: "2.55"', 'ratio: 2.55'));
  assert.match(problems[0]?.message ?? '', /is not a printed number/);
});
