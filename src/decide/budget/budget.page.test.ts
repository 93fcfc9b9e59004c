import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { AuthorityId, Figure } from '../../lib/index.ts';
import { asActor, type Database, type Measure } from '../../platform/index.ts';
import { giveCodes } from '../../understand/hand-made.sample.ts';
import { budgetPage } from './budget.page.ts';
import { earlyLateSpendMeasure } from './early-late-spend.measure.ts';
import { budgetClassPage, budgetLinesPage } from './lines.page.ts';
import { loadSpend as loadLines, SAMPLE_CODES, SMALL_COUNCIL } from './spend.sample.ts';
import { spendLinesMeasure } from './spend-lines.measure.ts';
import { spendPublicationsMeasure } from './spend-publications.measure.ts';

const K = 100_000;

async function loadSpend(
  database: Database,
  authorityId: AuthorityId,
  lines = SMALL_COUNCIL,
): Promise<void> {
  await giveCodes(database, authorityId, SAMPLE_CODES);
  await loadLines(database, authorityId, lines);
}

const MEASURES: readonly Measure[] = [
  spendLinesMeasure,
  earlyLateSpendMeasure,
  spendPublicationsMeasure,
];

function parametersOf(id: string): [string, Record<string, string>] {
  const [name = '', query = ''] = id.split('?');
  return [name, Object.fromEntries(new URLSearchParams(query))];
}

withDatabase('without spending each page says which file it needs', async (database) => {
  const { actors } = await anAuthority(database);
  for (const page of [budgetPage, budgetLinesPage, budgetClassPage]) {
    const { html } = await askPage(database, page, actors.finance);
    assert.match(html, /No spending is loaded/);
  }
  for (const measure of MEASURES) {
    const finding = await asActor(database, actors.member, (tx) =>
      measure.compute(tx, actors.member, {}),
    );
    assert.deepEqual(finding.rows, []);
  }
});

withDatabase(
  'the page says what of every pound goes early, between the ends of what is assumed',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await loadSpend(database, authorityId);
    const { html } = await askPage(database, budgetPage, actors.member);
    // 250 of 1,090 thousand; 200 and 300 at the ends.
    assert.match(html, /23p of every pound goes early, between 18p and 28p/);
    assert.match(html, /Left out[^.]*total children&#39;s social care/i);
    assert.match(html, /All of this page is from the Revenue outturn/);
    assert.doesNotMatch(html, /Two publications/);
  },
);

withDatabase('every figure of spending computes again under its address', async (database) => {
  const { actors, authorityId } = await anAuthority(database);
  await loadSpend(database, authorityId);
  const seen = new Set<string>();
  await asActor(database, actors.analyst, async (tx) => {
    const open = async (figure: Figure): Promise<void> => {
      if (seen.has(figure.id)) return;
      seen.add(figure.id);
      const [name, given] = parametersOf(figure.id);
      const measure = MEASURES.find((one) => one.name === name);
      assert.ok(measure, name);
      const again = (await measure.compute(tx, actors.analyst, given)).rows[0]?.figures[0];
      assert.equal(again?.id, figure.id);
      assert.deepEqual(again?.value, figure.value, figure.id);
      assert.deepEqual(again?.low, figure.low, figure.id);
      for (const input of figure.how.inputs ?? []) await open(input);
    };
    for (const measure of MEASURES) {
      for (const show of measure === earlyLateSpendMeasure ? ['money', 'share', 'child'] : ['']) {
        const given = show ? { show } : {};
        const { rows, total } = await measure.compute(tx, actors.analyst, given);
        for (const row of [...rows, ...(total ? [total] : [])]) {
          for (const figure of row.figures) await open(figure);
        }
      }
    }
  });
  assert.ok(seen.size > 30, String(seen.size));
});

withDatabase('a line of spending leads to the file and row that state it', async (database) => {
  const { actors, authorityId } = await anAuthority(database);
  await loadSpend(database, authorityId);
  const given = { year: '2024-25', row: 'safeguarding', column: 'spent' };
  const { rows } = await asActor(database, actors.member, (tx) =>
    spendLinesMeasure.compute(tx, actors.member, given),
  );
  const figure = rows[0]?.figures[0];
  assert.equal(figure?.value, 300 * 1000 * 100);
  assert.match(figure?.how.citations?.[0]?.title ?? '', /^spending-\d+\.csv$/);
  assert.match(figure?.how.citations?.[0]?.locator ?? '', /^row 4, line safeguarding/);
  assert.equal(figure?.how.rows?.count, 1);
});

withDatabase(
  'a line that is classed otherwise counts otherwise, and what was said before stays',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await loadSpend(database, authorityId);
    const post = (form: Record<string, string>) =>
      askPage(database, budgetClassPage, actors.finance, { form });
    const line = 'ro3/family-support';
    const wrong = await post({ line, class: 'early', reason: '' });
    assert.match(wrong.html, /Enter why, in a sentence/);
    const reason = 'The ledger shows short breaks in it';
    const { answer, notes } = await post({ line, class: 'shared', likely: '50', reason });
    assert.deepEqual(answer, { redirect: '/budget/lines?publication=ro3' });
    assert.equal(notes[0]?.action, 'spend-class.changed');
    const page = await askPage(database, budgetPage, actors.member);
    // 200 of 1,090 thousand, with no range left.
    assert.match(page.html, /18p of every pound goes early</);
    await post({ line, class: 'as-published', reason: 'The ledger was misread' });
    const back = await askPage(database, budgetPage, actors.member);
    assert.match(back.html, /23p of every pound goes early/);
    const { html } = await askPage(database, budgetLinesPage, actors.member);
    assert.match(html, /Back to the default[\s\S]*The ledger was misread[\s\S]*short breaks in it/);
    assert.doesNotMatch(html, /\/budget\/lines\/class/);
    assert.equal(budgetClassPage.who.allows(actors.member), false);
  },
);

withDatabase('words of one council on its lines are not those of another', async (database) => {
  const own = await anAuthority(database);
  const other = await anAuthority(database);
  await loadSpend(database, own.authorityId);
  const form = { line: 'ro3/safeguarding', class: 'early', reason: 'Only ours' };
  await askPage(database, budgetClassPage, own.actors.finance, { form });
  await loadSpend(database, other.authorityId);
  const { html } = await askPage(database, budgetPage, other.actors.member);
  assert.match(html, /23p of every pound goes early/);
});

withDatabase(
  'the two publications stand beside each other with their definitions, never in one sum',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await loadSpend(database, authorityId, [
      ...SMALL_COUNCIL,
      ['s251', '3-4-4-targeted-family-support', 2024, 90_000],
      ['s251', '3-1-1-residential-care', 2024, 260_000],
      ['s251', '3-1-11-total-children-looked-after', 2024, 260_000],
      ['s251', '9-9-9-a-new-line', 2024, 5_000],
    ]);
    const query = { publication: 'ro3', beside: 'yes' };
    const { html } = await askPage(database, budgetPage, actors.member, { query });
    assert.match(html, /23p of every pound/);
    assert.match(html, /Two publications tell the same spending differently/);
    assert.match(html, /section 251 of the Apprenticeships/);
    const { rows } = await asActor(database, actors.member, (tx) =>
      spendPublicationsMeasure.compute(tx, actors.member, {}),
    );
    // In the DfE return the whole of looked after counts, since not all of its parts are stated.
    assert.deepEqual(
      rows.map(({ figures }) => figures.slice(0, 2).map(({ value }) => Number(value) / K)),
      [
        [250, 840],
        [90, 260],
      ],
    );
    const lines = await askPage(database, budgetLinesPage, actors.member, {
      query: { publication: 's251' },
    });
    assert.match(lines.html, /Some lines are not classed yet/);
  },
);
