import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../../test/shared-data.ts';
import { financialYear, pounds, readCsv, readingValue, sumPence } from '../../lib/index.ts';
import { splitByAgency } from './unit-cost.ts';
import { parseUnitCosts } from './unit-costs-file.ts';

const TEXT = readFileSync(new URL('../../../reference/unit-costs.yaml', import.meta.url), 'utf8');
const BASE = financialYear(2024);
const { costs, groups } = readingValue(parseUnitCosts('reference/unit-costs.yaml', TEXT, BASE));

function cost(code: string) {
  return costs.get(code) ?? assert.fail(`no unit cost ${code}`);
}

test('at least 80 unit costs stand, each with source, price year, split and licence', () => {
  assert.ok(costs.size >= 80, `only ${costs.size}`);
  for (const each of costs.values()) {
    assert.ok(each.source.title && each.source.locator && each.source.date && each.licence);
    assert.equal(sumPence(splitByAgency(each).values()), each.pence, each.code);
    assert.ok(each.low <= each.pence && each.pence <= each.high, each.code);
  }
});

test('the spread holds every field of late help', () => {
  const themes = new Set([...costs.values()].map((each) => each.theme));
  const expected = [
    'looked-after',
    'child-protection',
    'child-in-need',
    'early-help',
    'front-door',
    'care-proceedings',
    'crime',
    'domestic-abuse',
    'school',
    'employment',
    'youth-justice',
    'health',
    'housing',
    'substance-misuse',
    'parenting',
  ];
  assert.deepEqual(
    expected.filter((theme) => !themes.has(theme)),
    [],
  );
});

test('care proceedings fall a quarter on the council, as the source prints', () => {
  const split = splitByAgency(cost('care-proceedings'));
  assert.deepEqual(
    [...split],
    [
      ['courts', pounds(18750)],
      ['council', pounds(6250)],
    ],
  );
});

// Source: Public Health England, Investing in families (2021), as read into the shared table.
const phe = sharedData('economics/unit_costs_phe_investing_in_families_2020_21.csv');

test('every value typed from the families workbook stands in it', { skip: phe.skip }, async () => {
  const printed = new Set<number>();
  for await (const { row, cells } of readCsv(chunksOf(phe.path))) {
    if (row === 1) continue;
    for (const cell of [cells[4], cells[6], cells[7]]) printed.add(Number(cell));
  }
  const typed = [...costs.values()].filter((each) => each.source.title.startsWith('Investing'));
  assert.ok(typed.length >= 20);
  for (const each of typed) assert.ok(printed.has(each.pence / 100), each.code);
});

test('the grade follows standing, basis and age of prices, and widens the range', () => {
  assert.equal(cost('looked-after-high-cost-year').grade, 'B');
  assert.equal(cost('looked-after-year').grade, 'B');
  assert.equal(cost('care-proceedings').grade, 'C');
  assert.equal(cost('anti-social-behaviour-action').grade, 'D');
  assert.equal(cost('camhs-contact').grade, 'A');
  const { pence, low, high } = cost('looked-after-year');
  assert.deepEqual([low, high], [pence * 0.8, pence * 1.2]);
  const older = readingValue(parseUnitCosts('u.yaml', TEXT, financialYear(2040)));
  assert.equal(older.costs.get('looked-after-year')?.grade, 'B');
  assert.equal(older.costs.get('camhs-contact')?.grade, 'B');
});

test('a range that the source printed stands before ours', () => {
  const caf = cost('caf-six-months');
  assert.deepEqual([caf.isRangePublished, caf.low, caf.high], [true, pounds(743), pounds(2130)]);
  assert.equal(cost('looked-after-year').isRangePublished, false);
});

test('every group names a rule, and a group that holds another says so', () => {
  assert.deepEqual(groups.get('care-process')?.heldBy, ['care-placement']);
  assert.equal(groups.get('care-placement')?.rule, 'range');
});

async function* chunksOf(path: string): AsyncIterable<Uint8Array> {
  yield readFileSync(path);
}

test('faults of an entry are named: parts, range, cash of a social value, unknown codes', () => {
  const fault = (from: string, to: string) => {
    assert.ok(TEXT.includes(from), from);
    const { value, problems } = parseUnitCosts('u.yaml', TEXT.replace(from, to), BASE);
    assert.equal(value, null);
    return [problems[0]?.entry, problems[0]?.field, problems.length];
  };
  const wrongSplit = fault('courts: 18750, council: 6250', 'courts: 18750, council: 250');
  assert.deepEqual(wrongSplit, ['care-proceedings', 'split', 1]);
  assert.deepEqual(fault('low: 743', 'low: 1743'), ['caf-six-months', 'range', 1]);
  const noGroup = fault('    group: police-callout', '    group: police-call');
  assert.deepEqual(noGroup, ['police-callout', 'group', 1]);
  const lost = 'kind: economic\n    split: { public: 100 }\n    directness: indirect\n';
  const social = fault(`${lost}    cashability: social-value`, `${lost}    cashability: cash`);
  assert.deepEqual(social, ['domestic-abuse-incident-economic', 'cashability', 1]);
  const transfer = fault('transfer: [job-centre]', 'transfer: [police]');
  assert.deepEqual(transfer, ['jobseeker-year', 'transfer', 1]);
});
