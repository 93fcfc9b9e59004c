import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage, type PageReply } from '../../../test/pages.ts';
import { type AgencyId, financialYear, pence, pounds } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import { COVER_KINDS, COVER_STATUSES, coverageOf, type SavingsCover } from './savings-target.ts';
import { savingsTargetsMeasure } from './savings-targets.measure.ts';
import { SAVINGS_PAGES } from './savings-targets.page.ts';

const year = financialYear(2014);
const cover = (of: Partial<SavingsCover>): SavingsCover => ({
  agencyId: 1 as AgencyId,
  year,
  what: 'Fewer placements',
  kind: 'cash',
  status: 'agreed',
  low: pounds(1),
  likely: pounds(2),
  high: pounds(3),
  figure: '',
  ...of,
});

test('only cash that is agreed or delivered covers a target', () => {
  for (const kind of COVER_KINDS) {
    for (const status of COVER_STATUSES) {
      const { covered } = coverageOf(pounds(10), [cover({ kind, status })]);
      const counts = kind === 'cash' && status !== 'planned';
      assert.equal(covered.value, counts ? pounds(2) : pence(0), `${kind}, ${status}`);
    }
  }
});

test('what is covered and what is not make up the target, at both ends of the range', () => {
  const amount = fc.integer({ min: 0, max: 10_000_000 });
  const line = fc
    .record({
      kind: fc.constantFrom(...COVER_KINDS),
      status: fc.constantFrom(...COVER_STATUSES),
      ends: fc.tuple(amount, amount, amount),
    })
    .map(({ kind, status, ends }) => {
      const [low = 0, likely = 0, high = 0] = [...ends].sort((a, b) => a - b);
      return cover({ kind, status, low: pence(low), likely: pence(likely), high: pence(high) });
    });
  fc.assert(
    fc.property(amount, fc.array(line), (target, lines) => {
      const { covered, gap } = coverageOf(pence(target), lines);
      assert.equal(covered.value + gap.value, target);
      assert.equal(covered.high + gap.low, target);
      assert.equal(covered.low + gap.high, target);
      assert.ok(gap.low <= gap.value && gap.value <= gap.high);
    }),
  );
});

const [table, set, state, withdraw] = SAVINGS_PAGES;
const post = (db: Database, page: typeof table, actor: Actor, form: Record<string, string>) => {
  assert.ok(page);
  return askPage(db, page, actor, { form });
};

function look(db: Database, actor: Actor, query: Record<string, string> = {}): Promise<PageReply> {
  assert.ok(table);
  return askPage(db, table, actor, { query });
}

withDatabase('before a target is set the page says who sets it', async (database) => {
  const here = await anAuthority(database);
  const { html } = await look(database, here.actors.member);
  assert.match(html, /No savings target is set yet/);
  assert.doesNotMatch(html, /Set a target/);
});

// Barnet Council, Family Services, April 2013, section 2: 6.2 million to be saved by children's
// services; of the 1.1 million avoided in 109 cases, nothing is said to be cash.
withDatabase('avoided cost of a million leaves a target of 6.2 million uncovered', async (db) => {
  const here = await anAuthority(db);
  const shared = { agency: String(here.agencies.council), year: '2014-15' };
  const { actors } = here;
  const asked = { ...shared, amount: '6,200,000', note: 'Budget for 2014 to 2015' };
  const reply = await post(db, set, actors.finance, asked);
  assert.deepEqual(reply.answer, { redirect: '/cost/targets?year=2014-15' });
  assert.equal(reply.notes[0]?.action, 'savings-target.set');
  const line = { ...shared, what: 'Families helped earlier', status: 'delivered' };
  await post(db, state, actors.commissioner, { ...line, kind: 'avoided', likely: '1,122,200' });
  const { html } = await look(db, actors.member);
  assert.match(html, /£0 of £6.2 million to be saved in 2014 to 2015 is covered in cash/);
  assert.match(html, /Families helped earlier/);
  const cash = { ...line, what: 'A home closed', kind: 'cash', likely: '500,000', low: '400,000' };
  await post(db, state, actors.manager, { ...cash, high: '550,000' });
  const gap = await asActor(db, actors.analyst, (tx) =>
    savingsTargetsMeasure.compute(tx, actors.analyst, { row: 'total' }),
  );
  const [figure] = gap.rows[0]?.figures ?? [];
  assert.equal(figure?.value, pounds(5_700_000));
  assert.deepEqual([figure?.low, figure?.high], [pounds(5_650_000), pounds(5_800_000)]);
});

withDatabase('what is typed wrong is told at its field, and nothing is kept', async (database) => {
  const here = await anAuthority(database);
  const reply = await post(database, state, here.actors.finance, {
    kind: 'hope',
    likely: 'lots',
    low: '5',
    figure: 'javascript:alert(1)',
  });
  for (const words of [
    'Select a partner',
    'Enter a financial year, such as 2026-27',
    'Enter what saves it',
    'Select what kind of saving it is',
    'Enter an amount in pounds',
    'Enter the address of a figure',
  ]) {
    assert.ok(reply.html.includes(words), words);
  }
  assert.match((await look(database, here.actors.finance)).html, /No savings target is set yet/);
});

withDatabase('a line that no longer holds is withdrawn with the reason, once', async (database) => {
  const here = await anAuthority(database);
  const { finance } = here.actors;
  await post(database, state, finance, {
    agency: String(here.agencies.health),
    year: '2026-27',
    what: 'A contract that ends',
    kind: 'cash',
    status: 'agreed',
    likely: '100',
  });
  const { html } = await look(database, finance);
  const id = /name="id" value="(\d+)"/.exec(html)?.[1] ?? '';
  const gone = await post(database, withdraw, finance, { id, why: 'It was renewed' });
  assert.equal(gone.notes[0]?.detail?.why, 'It was renewed');
  assert.doesNotMatch((await look(database, finance)).html, /A contract that ends/);
  await assert.rejects(post(database, withdraw, finance, { id, why: '' }), /no such line/);
});

withDatabase('nobody sees or withdraws what another authority has set', async (database) => {
  const [here, there] = [await anAuthority(database), await anAuthority(database)];
  const form = { agency: String(here.agencies.council), year: '2026-27', amount: '10' };
  await post(database, set, here.actors.finance, form);
  assert.match((await look(database, there.actors.finance)).html, /No savings target is set yet/);
  const refused = await post(database, set, there.actors.finance, form);
  assert.match(refused.html, /Select a partner/);
});
