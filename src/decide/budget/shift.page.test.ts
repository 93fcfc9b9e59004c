import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, testDatabase, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { systemActor } from '../../govern/index.ts';
import { day, type Figure } from '../../lib/index.ts';
import { asActor, localFile, type Measure } from '../../platform/index.ts';
import { councilSpendingReader } from '../../record/returns/council-spending.reader.ts';
import { importFile } from '../../record/index.ts';
import { lateHelpCostMeasure } from '../../understand/index.ts';
import { giveCodes, loadHandMade } from '../../understand/hand-made.sample.ts';
import { budgetPage } from './budget.page.ts';
import { budgetShiftMeasure, SHIFT_SHOWN } from './budget-shift.measure.ts';
import { budgetShiftPage } from './shift.page.ts';
import { spendHistoryMeasure } from './spend-history.measure.ts';
import { loadSpend, SAMPLE_CODES } from './spend.sample.ts';
import { spendLinesMeasure } from './spend-lines.measure.ts';

const MEASURES: readonly Measure[] = [
  spendLinesMeasure,
  budgetShiftMeasure,
  spendHistoryMeasure,
  lateHelpCostMeasure,
];

withDatabase('without spending the page says which file it needs', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, budgetShiftPage, actors.finance);
  assert.match(html, /No spending is loaded/);
  const finding = await asActor(database, actors.finance, (tx) =>
    budgetShiftMeasure.compute(tx, actors.finance, {}),
  );
  assert.deepEqual(finding.rows, []);
});

withDatabase('what makes no sense is told beside its field', async (database) => {
  const { actors, authorityId } = await anAuthority(database);
  await giveCodes(database, authorityId, SAMPLE_CODES);
  await loadSpend(database, authorityId);
  for (const [query, words, field] of [
    [{ share: '50' }, /from 0 to 5 per cent/, 'filter-share'],
    [{ years: '2.5' }, /whole number, 1 to 20/, 'filter-years'],
    [{ from: 'soon' }, /financial year such as 2026-27/, 'filter-from'],
    [{ lag: '9' }, /from 0 to 5/, 'filter-lag'],
    [{ reserves: 'lots' }, /Reserves are pounds/, 'filter-reserves'],
    [{ effect: '-1' }, /pounds from 0 to 1000/, 'filter-effect'],
  ] as const) {
    const { html, answer } = await askPage(database, budgetShiftPage, actors.finance, { query });
    assert.match(html, words);
    assert.match(html, new RegExp(`href="#${field}"`));
    assert.ok('status' in answer && answer.status === 422);
  }
});

withDatabase(
  'the shift of a small council is what was reckoned by hand, and says when to stop',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await loadHandMade(database, authorityId);
    await giveCodes(database, authorityId, SAMPLE_CODES);
    await loadSpend(database, authorityId);
    const query = { from: '2026-27', years: '3', share: '1%', effect: '50' };
    const { html } = await askPage(database, budgetShiftPage, actors.member, { query });
    // Late 840 thousand: 8.4 a year; needed twice 8.4, then 12.6, then 16.8 thousand.
    assert.match(html, /Moving 1% a year earlier needs £37,800 on top by 2028 to 2029/);
    assert.match(html, /Do not take step 2 in April 2027/);
    assert.match(html, /href="\/cost\/targets"/);
    const cell = (row: string, column: string, more = {}) =>
      asActor(database, actors.member, async (tx) => {
        const given = { ...query, ...more, row, column };
        const { rows } = await budgetShiftMeasure.compute(tx, actors.member, given);
        return rows[0]?.figures[0];
      });
    assert.equal((await cell('2028-29', 'moved'))?.value, 25_200_00);
    assert.equal((await cell('2028-29', 'lowered'))?.value, 8_400_00);
    assert.equal((await cell('2027-28', 'twin-track'))?.value, 12_600_00);
    const early = await cell('2028-29', 'early');
    const late = await cell('2028-29', 'late');
    assert.equal((early?.value ?? 0) + (late?.value ?? 0), 1_090_000_00);
    assert.equal((await cell('break-even', ''))?.value, 200_00);
    // Without a stated effect: 7% of 840 over 250, for each £100, and its range from a study.
    const pound = await cell('per-pound', '', { effect: '' });
    assert.deepEqual([pound?.low, pound?.value, pound?.high], [0, 23_52, 52_75]);
    assert.equal(pound?.how.citations?.[0]?.entry, 'spend-history/ordinary-help');
  },
);

withDatabase('every figure of a shift computes again under its address', async (database) => {
  const { actors, authorityId } = await anAuthority(database);
  await loadHandMade(database, authorityId);
  await giveCodes(database, authorityId, SAMPLE_CODES);
  await loadSpend(database, authorityId);
  const seen = new Set<string>();
  await asActor(database, actors.analyst, async (tx) => {
    const open = async (figure: Figure): Promise<void> => {
      if (seen.has(figure.id)) return;
      seen.add(figure.id);
      const [name = '', query = ''] = figure.id.split('?');
      const measure = MEASURES.find((one) => one.name === name);
      assert.ok(measure, name);
      const given = Object.fromEntries(new URLSearchParams(query));
      const again = (await measure.compute(tx, actors.analyst, given)).rows[0]?.figures[0];
      assert.deepEqual(
        [again?.id, again?.value, again?.low, again?.high],
        [figure.id, figure.value, figure.low, figure.high],
      );
      for (const input of again?.how.inputs ?? []) await open(input);
    };
    for (const show of SHIFT_SHOWN) {
      const given = { show, years: '3', from: '2026-27', reserves: '10000' };
      const { rows, total } = await budgetShiftMeasure.compute(tx, actors.analyst, given);
      // The hand-made children live in no published number of children, so they are not counted.
      assert.ok(rows.length > 0 || show === 'states', show);
      for (const { figures } of [...rows, ...(total ? [total] : [])]) {
        for (const figure of figures) await open(figure);
      }
    }
    const { rows } = await spendHistoryMeasure.compute(tx, actors.analyst, {});
    for (const { figures } of rows) for (const figure of figures) await open(figure);
  });
  assert.ok(seen.size > 50, String(seen.size));
});

withDatabase('where reserves do not last the page says in which year they end', async (db) => {
  const { actors, authorityId } = await anAuthority(db);
  await giveCodes(db, authorityId, SAMPLE_CODES);
  await loadSpend(db, authorityId);
  const given = { from: '2026-27', years: '4', show: 'no-fall', reserves: '20,000' };
  const finding = await asActor(db, actors.member, (tx) =>
    budgetShiftMeasure.compute(tx, actors.member, given),
  );
  assert.match(finding.headline, /reserves of £20,000 /);
});

const outturn = sharedData('published-statistics/ro3_2024_25_children_lines_long.csv.gz');

test('the 1% planner on the real council spending file', { skip: outturn.skip }, async () => {
  const database = await testDatabase();
  const { actors, authorityId } = await anAuthority(database);
  const { finance } = actors;
  await giveCodes(database, authorityId, { onsCode: 'E08000035', laNumber: '383' });
  await importFile(
    {
      database,
      actor: systemActor(authorityId),
      today: day('2026-11-01'),
      readers: [councilSpendingReader],
    },
    await localFile(outturn.path),
  );
  // Leeds, 2024-25, in thousands: early 9,031 + 4,138 + 75% of 17,573 + 50% of 871 = 26,784.25;
  // late 66,509 + 27,650 + 48,024 + 72,950 + 2,091 + 25% of 17,573 + 50% of 871 = 222,052.75.
  const budget = await askPage(database, budgetPage, finance);
  assert.match(budget.html, /11p of every pound goes early, between 9p and 13p/);
  const compute = (measure: Measure, given: Record<string, string>) =>
    asActor(database, finance, (tx) => measure.compute(tx, finance, given));
  const lines = await compute(spendLinesMeasure, {});
  assert.deepEqual(
    lines.total?.figures.map(({ value }) => value),
    [248_837_000_00, 26_784_250_00, 222_052_750_00],
  );
  // A step is 2,220,527.50. A pound early lowers 58p: 7% of 222,052.75 over 26,784.25. In ten
  // years 55 steps are paid and 45 have acted: 55 - 45 x 0.58033 = 28.885 steps on top, 64.1
  // million; headlines tell two figures of it.
  const query = { from: '2026-27', share: '1%', years: '10', lag: '1' };
  const { html } = await askPage(database, budgetShiftPage, finance, { query });
  const words =
    /needs about £64 million on top by 2035 to 2036, between £4.9 million and £120 million/;
  assert.match(html, words);
  const shift = await compute(budgetShiftMeasure, { ...query, show: 'budget' });
  const sums = shift.columns.map((_, index) =>
    shift.rows.reduce((sum, row) => sum + (row.figures[index]?.value ?? 0), 0),
  );
  assert.deepEqual(sums, Array(10).fill(248_837_000_00));
  const moved = await compute(budgetShiftMeasure, { ...query, row: '2035-36', column: 'moved' });
  assert.equal(moved.rows[0]?.figures[0]?.value, 22_205_275_00);
});
