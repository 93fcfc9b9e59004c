import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/shared-data.ts';
import {
  financialYear,
  readCsv,
  readingValue,
  readXlsx,
  type Sheet,
  splitPence,
  sumPence,
} from '../../lib/index.ts';
import { parseDeflators, uplift } from './deflators.ts';
import { readUnitCostWorkbook, type Workbook } from './unit-cost-workbook.ts';
import { workbookChanges } from './workbook-changes.ts';
import { parseUnitCosts } from './unit-costs-file.ts';
import { agencyKindOf, costFamilies, familyProblems, isSharedFamily } from './workbook-families.ts';

// Source: New Economy, Unit Cost Database v1.4, March 2015, CC BY 4.0.
const book = sharedData('economics/gmca_ucd_v1.4_mar2015.xlsx');
const splits = sharedData('economics/agency_split_ucd_v1.4.csv');

function reference(name: string): string {
  return readFileSync(new URL(`../../../reference/${name}`, import.meta.url), 'utf8');
}
const deflators = readingValue(parseDeflators('d.yaml', reference('deflators.yaml')));
const march2015 = deflators.series.get('hmt-2015-03') ?? assert.fail();

let loaded: Promise<Workbook> | null = null;
function workbook(): Promise<Workbook> {
  loaded ??= readXlsx(readFileSync(book.path)).then(readUnitCostWorkbook);
  return loaded;
}

function sheet(rows: readonly (readonly string[])[], name = 'Crime'): Sheet {
  return { name, rows: rows.map((cells, index) => ({ row: index + 1, cells })) };
}

test('v1.4 of the workbook gives 684 entries, with one row that lacks its code', {
  skip: book.skip,
}, async () => {
  const { entries, problems } = await workbook();
  assert.equal(entries.length, 684);
  const count = (kind: 'fiscal' | 'economic' | 'social') =>
    entries.filter((entry) => entry.values.has(kind)).length;
  assert.deepEqual([count('fiscal'), count('economic'), count('social')], [675, 80, 25]);
  const blank = problems.filter((problem) => /no code/.test(problem.message));
  assert.equal(blank.length, 1);
  assert.match(blank[0]?.message ?? '', /suggests CR8\.0\.1/);
  assert.deepEqual([blank[0]?.sheet, blank[0]?.column], ['Crime', 'C']);
});

test('the 779 uplifted values of the workbook come out within a penny', {
  skip: book.skip,
}, async () => {
  const { entries } = await workbook();
  let checked = 0;
  for (const entry of entries) {
    for (const value of entry.values.values()) {
      if (value.updatedPounds === null) continue;
      const ours = uplift(value.pence, value.year, financialYear(2015), march2015);
      const theirs = value.updatedPounds * 100;
      assert.ok(Math.abs(ours - theirs) <= 1, `${entry.code}: ${ours} against ${theirs}`);
      checked += 1;
    }
  }
  assert.equal(checked, 779);
});

test('14 of the 69 families do not add up, and the report says why', {
  skip: book.skip,
}, async () => {
  const { entries } = await workbook();
  assert.equal(costFamilies(entries).length, 69);
  const found = familyProblems(entries, march2015);
  const by = (reason: string) =>
    found.filter((each) => each.reason === reason).map((each) => each.code);
  assert.deepEqual(by('part-without-code'), ['CR8.0']);
  assert.deepEqual(by('units-differ'), ['HO1.0', 'HO3.0', 'SS1.1', 'SS1.3', 'SS5.0', 'SS6.0']);
  const averages = ['CR1.4', 'CR3.0', 'HE3.0', 'HE7.0', 'HE7.1', 'HE7.11', 'HE14.0'];
  assert.deepEqual(by('kinds-of-one-thing'), averages);
  assert.equal(found.length, 14);
  const ss13 = found.find((each) => each.code === 'SS1.3');
  assert.equal((ss13?.partsPence ?? 0) - (ss13?.headlinePence ?? 0), 30_100);
});

test('the 48 families of several agencies part to the penny and within two pounds of print', {
  skip: splits.skip,
}, async () => {
  const { entries } = await workbook();
  const families = new Map(costFamilies(entries).map((each) => [each.headline.code, each]));
  const bad = new Set(familyProblems(entries, march2015).map((each) => each.code));
  const published = await publishedSplits();
  assert.equal(published.size, 48);
  for (const [code, parts] of published) {
    const family = families.get(code) ?? assert.fail(`no family ${code}`);
    assert.equal(isSharedFamily(family), true, code);
    assert.deepEqual(
      family.parts.map((each) => each.code),
      [...parts.keys()],
      code,
    );
    const whole = family.headline.values.get('fiscal')?.pence ?? assert.fail(code);
    const weights = family.parts.map((each) => each.values.get('fiscal')?.pence ?? 0);
    const ours = splitPence(whole, weights);
    assert.equal(sumPence(ours), whole, code);
    for (const [index, { pounds: printed, percent }] of [...parts.values()].entries()) {
      assert.ok(Math.abs((ours[index] ?? 0) - printed * 100) <= 200, code);
      assert.ok(Math.abs(((ours[index] ?? 0) / whole) * 100 - percent) < 0.1, code);
    }
  }
  const shared = [...families.values()].filter(isSharedFamily).map((each) => each.headline.code);
  const sound = shared.filter((code) => !bad.has(code)).sort();
  // HE2.0 has parts in prices of two years; it comes to its headline only once they are uplifted.
  assert.deepEqual(
    sound.filter((code) => code !== 'HE2.0'),
    [...published.keys()].sort(),
  );
});

test('every value typed from the workbook stands in it, with its price year', {
  skip: book.skip,
}, async () => {
  const { entries } = await workbook();
  const file = parseUnitCosts('u.yaml', reference('unit-costs.yaml'), financialYear(2024));
  const { costs } = readingValue(file);
  const changes = workbookChanges(costs.values(), /^Unit Cost Database/, entries);
  assert.ok(changes.length > 95, `${changes.length}`);
  assert.deepEqual(
    changes.filter((each) => each.change !== 'same'),
    [],
  );
  const without = entries.filter((entry) => entry.code !== 'SS1.0');
  const gone = workbookChanges(costs.values(), /^Unit Cost Database/, without);
  assert.deepEqual(
    gone.filter((each) => each.change === 'gone').map((each) => each.code),
    ['looked-after-year'],
  );
});

const LATER_HEADINGS = [
  '',
  'Sub-theme',
  'Code',
  'Cost detail',
  'Unit',
  'Agency (level 1)',
  'Agency (level 2)',
  'Fiscal value',
  'Price year',
];

test('later editions with one heading row are read by name, in whatever order', () => {
  const { entries, problems } = readUnitCostWorkbook([
    sheet([['Unit Cost Database v3.0'], ['About', 'this workbook']], 'Introduction'),
    sheet([
      ['Unit Cost Database'],
      LATER_HEADINGS,
      ['', 'ABUSE', 'CR2.0', 'Domestic abuse', 'Per incident', 'Multiple', '', '£2,470', '2008/09'],
      ['', 'ABUSE', 'CR2.0.1', 'Health', 'Per incident', 'NHS', '', '1171', '2008-09'],
    ]),
  ]);
  assert.deepEqual(problems, []);
  const read = entries.map((entry) => [entry.code, entry.values.get('fiscal')?.pence, entry.row]);
  assert.deepEqual(read, [
    ['CR2.0', 247_000, 3],
    ['CR2.0.1', 117_100, 4],
  ]);
});

test('a value that is no number, a year that is none and a repeated code are named', () => {
  const heading = ['Cost code', 'Cost / saving detail', 'Unit', 'Agency', 'Fiscal value', 'Year'];
  const { entries, problems } = readUnitCostWorkbook([
    sheet([
      heading,
      ['A1.0', 'One', 'Each', 'Police', 'about ten', '2010/11'],
      ['A2.0', 'Two', 'Each', 'Police', '10', '2010'],
      ['A3.0', 'Three', 'Each', 'Police', '10', '2010/11'],
      ['A3.0', 'Again', 'Each', 'Police', '10', '2010/11'],
    ]),
  ]);
  assert.equal(entries.length, 2);
  const at = problems.map((each) => `${each.row}${each.column ?? ''} ${each.message}`);
  assert.deepEqual(at, [
    '2E The fiscal value is not a number.',
    '2 A1.0 has no value.',
    '3F The fiscal value has no price year that reads like 2013/14.',
    '3 A2.0 has no value.',
    '5 A3.0 stands twice, first in row 4 of Crime.',
  ]);
});

test('a table without the columns of unit costs says which headings are missing', () => {
  const part = readUnitCostWorkbook([
    sheet([
      ['Cost code', 'Cost / saving detail'],
      ['A1.0', 'One'],
    ]),
  ]);
  assert.match(part.problems[0]?.message ?? '', /missing: Unit, Agency bearing the cost, Fiscal/);
  const none = readUnitCostWorkbook([sheet([['Anything'], ['at all']])]);
  assert.match(none.problems[0]?.message ?? '', /^No sheet has the headings/);
});

test('no cells whatever make the reading throw', () => {
  const heading = ['Cost code', 'Cost / saving detail', 'Unit', 'Agency', 'Fiscal value', 'Year'];
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 7 })), (rows) => {
      const { entries, problems } = readUnitCostWorkbook([sheet([heading, ...rows])]);
      return entries.every((entry) => entry.values.size > 0) && problems.every((each) => each.fix);
    }),
  );
});

test('the words of the workbook for agencies become the kinds of a partnership', () => {
  const kinds = ['Local authority', 'NHS', 'Police', 'Court', 'HM Treasury', 'Multiple'];
  assert.deepEqual(
    kinds.map((each) => agencyKindOf(each)),
    ['council', 'health', 'police', 'courts', 'job-centre', null],
  );
  assert.equal(agencyKindOf('Department for Education', 'CAFCASS'), 'courts');
  assert.equal(agencyKindOf('Department for Education', 'Schools'), 'schools');
});

async function publishedSplits() {
  const published = new Map<string, Map<string, { pounds: number; percent: number }>>();
  for await (const { row, cells } of readCsv(chunksOf(splits.path))) {
    if (row === 1) continue;
    const [headline = '', , , , , , part = '', , , value = '', share = ''] = cells;
    const parts = published.get(headline) ?? new Map();
    parts.set(part, { pounds: Number(value), percent: Number(share) });
    published.set(headline, parts);
  }
  return published;
}

async function* chunksOf(path: string): AsyncIterable<Uint8Array> {
  yield readFileSync(path);
}
