import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { type Figure, financialYear, type Sheet } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { giveCodes, loadHandMade, loadItems } from '../hand-made.sample.ts';
import { changesIn, checkWorkbook } from './check-workbook.ts';
import { localUnitCostMeasure } from './local-unit-cost.measure.ts';
import { LOCAL_MEASURE } from './local-unit-cost.ts';
import { everyUnitCost, unitCostFigure } from './unit-cost-figures.ts';
import { unitCostMeasure, unitCostSplit } from './unit-cost.measure.ts';
import { readUnitCostWorkbook } from './unit-cost-workbook.ts';
import { importedFigures } from './workbook-cost.measure.ts';
import { entriesOfEdition, listEditions, saveWorkbook } from './workbook-cost.store.ts';

const book = sharedData('economics/gmca_ucd_v1.4_mar2015.xlsx');

test('the parts of agencies of every unit cost sum to it, to the penny', () => {
  for (const cost of everyUnitCost()) {
    const split = unitCostSplit(cost);
    const sum = split.rows.reduce((total, row) => total + (row.figures[0]?.value ?? 0), 0);
    assert.equal(sum, cost.pence, cost.code);
    assert.equal(split.total?.figures[0]?.value, cost.pence);
  }
});

test('every unit cost names its source, its grade and its range', () => {
  for (const cost of everyUnitCost()) {
    const figure = unitCostFigure(cost);
    assert.ok(
      (figure.low ?? 0) <= (figure.value ?? 0) && (figure.value ?? 0) <= (figure.high ?? 0),
    );
    assert.match(figure.how.notes?.[0] ?? '', /^Grade [ABCD]/);
    assert.match(figure.how.formula, /^£[\d,.]+ in prices of \d{4} to \d{4}, as its source states/);
    assert.equal(figure.how.citations?.[0]?.entry, `unit-costs/${cost.code}`);
  }
});

withDatabase('a unit cost opens by its code, and a part of it by the agency', async (database) => {
  const { actors } = await anAuthority(database);
  const compute = (given: Record<string, string>) =>
    asActor(database, actors.member, (tx) => unitCostMeasure.compute(tx, actors.member, given));
  const whole = await compute({ code: 'foster-week' });
  assert.equal(whole.rows[0]?.figures[0]?.id, 'unit-cost?code=foster-week');
  const part = await compute({ code: 'foster-week', by: 'agency', row: 'council' });
  assert.equal(part.rows[0]?.figures[0]?.value, whole.rows[0]?.figures[0]?.value);
  await assert.rejects(compute({ code: 'moon-week' }), /There is no unit cost "moon-week"/);
});

withDatabase(
  'a child-year here is spend over days of help, beside the published cost',
  async (database) => {
    const { authorityId, actors } = await anAuthority(database);
    const { analyst } = actors;
    const compute = (given: Record<string, string> = {}) =>
      asActor(database, analyst, (tx) => localUnitCostMeasure.compute(tx, analyst, given));
    assert.match((await compute()).headline, /^No spending is loaded/);
    await loadHandMade(database, authorityId);
    await giveCodes(database, authorityId, { onsCode: 'E99000001', laNumber: '998' });
    const line = (code: string, pounds: number, row: number) =>
      ({
        type: 'spend',
        spend: {
          row,
          authorityCode: 'E99000001',
          authorityName: 'Testshire',
          year: financialYear(2024),
          publication: 'ro3',
          line: code,
          measure: LOCAL_MEASURE,
          amountPence: pounds * 100,
        },
      }) as const;
    await loadItems(database, authorityId, { kind: 'council-spending', name: 'ro3.csv' }, [
      line('looked-after-fostering', 10_000, 4),
    ]);
    const finding = await compute();
    const foster = finding.rows.find((row) => /^Foster/.test(row.label))?.figures ?? [];
    // 10,000 pounds over Ada's 100 days: 100 pounds a day, 36,500 a year.
    assert.deepEqual(
      foster.slice(3).map((one) => one.value),
      [1_000_000, 100],
    );
    assert.equal(foster[0]?.value, 3_650_000);
    assert.equal(foster[2]?.value, 3_650_000 / (foster[1]?.value ?? 0));
    assert.ok((foster[1]?.low ?? 0) < (foster[1]?.value ?? 0));
    assert.deepEqual(
      foster[3]?.how.citations?.map((one) => [one.title, one.locator]),
      [['ro3.csv', 'row 4, line looked-after-fostering']],
    );
    const home = finding.rows.find((row) =>
      /^Children\u2019s home|^Children's home/.test(row.label),
    );
    assert.equal(home?.figures[0]?.absent, 'not-available');
    for (const figure of foster) {
      const opened = await compute(
        Object.fromEntries(new URLSearchParams((figure as Figure).id.split('?')[1])),
      );
      assert.equal(opened.rows[0]?.figures[0]?.value, figure.value);
    }
  },
);

test('what is no workbook is answered with a problem and a fix', async () => {
  const check = await checkWorkbook('notes.xlsx', new TextEncoder().encode('not a workbook'));
  assert.deepEqual(check.entries, []);
  assert.equal(check.problems[0]?.rule, 'workbook/unreadable');
});

test('the edition that values were typed from changes none of them', {
  skip: book.skip,
}, async () => {
  const check = await checkWorkbook('ucd.xlsx', readFileSync(book.path));
  assert.equal(check.entries.length, 684);
  assert.ok(check.changes.length > 30);
  assert.deepEqual(
    check.changes.filter((one) => one.change !== 'same'),
    [],
  );
  const rules = new Set(check.problems.map((one) => one.rule));
  assert.ok(rules.has('workbook/part-without-code') && rules.has('workbook/kinds-of-one-thing'));
});

const typed = everyUnitCost().find((cost) => /^[A-Z&]+[\d.]+/.test(cost.source.locator));
const typedCode = /^[A-Z&]+[\d.]+/.exec(typed?.source.locator ?? '')?.[0] ?? assert.fail();

function edition(pounds: string): readonly Sheet[] {
  const headings = ['Code', 'Cost / saving detail', 'Unit', 'Agency', 'Fiscal value', 'Year'];
  const row = [typedCode, 'A new edition of it', 'Per week', 'Local authority', pounds, '2023/24'];
  return [{ name: 'Costs', rows: [headings, row].map((cells, i) => ({ row: i + 1, cells })) }];
}

withDatabase(
  'a kept edition shows beside the typed values, once, and only to its authority',
  async (database) => {
    const { actors } = await anAuthority(database);
    const other = await anAuthority(database);
    const { entries } = readUnitCostWorkbook(edition('1000'));
    assert.equal(entries.length, 1);
    const keep = () =>
      asActor(database, actors.analyst, (tx) =>
        saveWorkbook(tx, { edition: 'abc123', fileName: 'ucd-9.xlsx' }, entries),
      );
    assert.equal(await keep(), 1);
    assert.equal(await keep(), 0);
    const kept = await asActor(database, actors.analyst, (tx) => entriesOfEdition(tx, 'abc123'));
    assert.deepEqual(
      changesIn(kept)
        .map((one) => [one.code, one.change])
        .filter(([, change]) => change !== 'gone'),
      changesIn(entries)
        .map((one) => [one.code, one.change])
        .filter(([, change]) => change !== 'gone'),
    );
    const figures = await asActor(database, actors.analyst, (tx) => importedFigures(tx));
    const [figure] = figures.values();
    assert.match(
      figure?.how.citations?.[0]?.locator ?? '',
      new RegExp(`sheet Costs, row 2, code ${typedCode.replaceAll('.', '\\.')}`),
    );
    assert.ok((figure?.value ?? 0) > 100_000, 'prices rose since 2023-24');
    const elsewhere = await asActor(database, other.actors.analyst, (tx) => listEditions(tx));
    assert.deepEqual(elsewhere, []);
  },
);
