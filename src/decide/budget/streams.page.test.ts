import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import {
  type Figure,
  financialYear,
  financialYearOf,
  formatDay,
  pence,
  Refusal,
} from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Measure } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import { commitMoney, saveNeed, saveStream } from './change-streams.ts';
import { commitmentsPage, commitPage, needsPage } from './commitments.page.ts';
import { aNeed, aStream } from './streams.sample.ts';
import { lastDayOf, yearAfter } from './streams.ts';
import { needEditPage, streamEditPage } from './streams-edit.page.ts';
import { listStreams } from './read-streams.ts';
import {
  fundingStreamsMeasure,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
} from './streams.measure.ts';
import { streamPage, streamsPage } from './streams.page.ts';

const NOW = financialYearOf(today());
const NEXT = yearAfter(NOW);

const MEASURES: readonly Measure[] = [
  fundingStreamsMeasure,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
];

/** A grant of £310,000 that lapses, own money of £50,000, and support of £200,000 a year. */
async function enterMoney(database: Database, actor: Actor): Promise<void> {
  await asActor(database, actor, async (tx) => {
    const given = (pounds: number) => [{ year: NOW, amountPence: pence(pounds * 100) }];
    const grant = aStream({
      code: 'prevention',
      name: 'Prevention grant',
      amounts: given(310_000),
      levels: ['targeted-early-help'],
    });
    const own = aStream({
      code: 'own',
      name: 'Own budget',
      amounts: given(50_000),
      carryOver: 'all',
      mayReserve: true,
    });
    await saveStream(tx, actor, { content: grant, reason: '' });
    await saveStream(tx, actor, { content: own, reason: '' });
    const costs = [NOW, NEXT].map((year) => ({ year, amountPence: pence(20_000_000) }));
    await saveNeed(tx, actor, {
      content: aNeed({ code: 'support', name: 'Family support', costs }),
      reason: '',
    });
  });
}

withDatabase(
  'without streams the page shows grants of today and how to begin',
  async (database) => {
    const { actors } = await anAuthority(database);
    const member = await askPage(database, streamsPage, actors.member);
    assert.match(member.html, /No funding stream is entered/);
    assert.match(
      member.html,
      /Children’s Social Care Prevention Grant|Social Care Prevention Grant/,
    );
    assert.doesNotMatch(member.html, /streams\/edit/);
    const { html } = await askPage(database, streamsPage, actors.finance);
    assert.match(html, /streams\/edit\?from=public-health-grant/);
    assert.match((await askPage(database, needsPage, actors.member)).html, /Nothing is entered/);
    assert.match(
      (await askPage(database, commitmentsPage, actors.member)).html,
      /Nothing is committed/,
    );
    assert.match(
      (await askPage(database, commitPage, actors.finance)).html,
      /nothing to commit yet/,
    );
  },
);

withDatabase('the heading says what lapses when unless it is committed', async (database) => {
  const { actors } = await anAuthority(database);
  await enterMoney(database, actors.finance);
  const { html } = await askPage(database, streamsPage, actors.member);
  const last = formatDay(lastDayOf(NOW));
  assert.match(html, new RegExp(`£310,000 lapses on ${last} unless it is committed`));
  const one = await askPage(database, streamPage, actors.member, {
    params: { code: 'prevention' },
  });
  assert.match(one.html, /This stream is made up/);
  assert.match(one.html, /It may not be carried over: it lapses on/);
  const needs = await askPage(database, needsPage, actors.member);
  // £400,000 to pay; the grant pays £200,000 now, own money £50,000 next year.
  assert.match(needs.html, /£150,000 has no money that may pay for it/);
});

withDatabase(
  'what a rule forbids is not committed, and is released only once',
  async (database) => {
    const { actors } = await anAuthority(database);
    const { finance } = actors;
    await enterMoney(database, finance);
    const entry = (given: { stream?: string; spentYear?: typeof NOW; pounds: number }) => ({
      stream: given.stream ?? 'prevention',
      grantedYear: NOW,
      need: 'support',
      spentYear: given.spentYear ?? NOW,
      amountPence: pence(given.pounds * 100),
      note: '',
    });
    const commit = (given: Parameters<typeof entry>[0]) =>
      asActor(database, finance, (tx) => commitMoney(tx, finance, entry(given)));
    await assert.rejects(commit({ pounds: 10, spentYear: NEXT }), /may not be carried over/);
    await assert.rejects(commit({ pounds: 200_001 }), /Only £200,000.00 .* not paid for yet/);
    await assert.rejects(commit({ pounds: -1 }), Refusal);
    await commit({ pounds: 150_000 });
    await assert.rejects(commit({ pounds: 50_000.01 }), Refusal);
    await commit({ pounds: -20_000 });
    const { rows } = await asActor(database, finance, (tx) =>
      fundingStreamsMeasure.compute(tx, finance, { row: 'prevention', column: 'committed' }),
    );
    assert.equal(rows[0]?.figures[0]?.value, 13_000_000);
    // A rule that forbids what is committed is not saved.
    const late = aStream({ code: 'prevention', amounts: [], classes: ['late'] });
    await assert.rejects(
      asActor(database, finance, (tx) => saveStream(tx, finance, { content: late, reason: 'x' })),
      Refusal,
    );
    assert.deepEqual(await asActor(database, actors.member, (tx) => listStreams(tx)), [
      { code: 'own', name: 'Own budget' },
      { code: 'prevention', name: 'Prevention grant' },
    ]);
  },
);

withDatabase('another authority sees no stream, and a member writes none', async (database) => {
  const { actors } = await anAuthority(database);
  await enterMoney(database, actors.finance);
  const other = await anAuthority(database);
  const { html } = await askPage(database, streamsPage, other.actors.finance);
  assert.match(html, /No funding stream is entered/);
  await assert.rejects(enterMoney(database, actors.member), /row-level security/);
});

withDatabase(
  'forms say what is wrong field by field, and keep what was typed',
  async (database) => {
    const { actors } = await anAuthority(database);
    const wrong = await askPage(database, streamEditPage, actors.finance, {
      form: { name: 'Hub grant', amounts: '2026: lots', carryOver: 'percent' },
    });
    assert.match(wrong.html, /Enter who gives it/);
    assert.match(wrong.html, /as a year and pounds/);
    assert.match(wrong.html, /which share may be carried over/);
    assert.match(wrong.html, /value="Hub grant"/);
    const form = {
      name: 'Hub grant',
      giver: 'Ministry',
      kind: 'grant',
      amounts: `${NOW}: 10,000\n${NEXT}: 12,000.50`,
      levels: 'universal;targeted-early-help',
      carryOver: 'none',
      reference: 'best-start-family-hubs',
    };
    const { answer, notes } = await askPage(database, streamEditPage, actors.finance, { form });
    assert.deepEqual(answer, { redirect: '/budget/streams/hub-grant' });
    assert.equal(notes[0]?.action, 'funding-stream.saved');
    const need = await askPage(database, needEditPage, actors.finance, {
      form: {
        name: 'Hub',
        class: 'early',
        use: 'running',
        levels: 'universal',
        costs: `${NOW}: 9,000`,
      },
    });
    assert.deepEqual(need.answer, { redirect: '/budget/needs' });
    const asked = {
      money: `hub-grant/${NOW}`,
      need: `hub/${NOW}`,
      act: 'commit',
      amount: '9,000.01',
    };
    const refused = await askPage(database, commitPage, actors.finance, { form: asked });
    assert.match(refused.html, /Only £9,000.00 of Hub/);
    const kept = await askPage(database, commitPage, actors.finance, {
      form: { ...asked, amount: '9,000' },
    });
    assert.deepEqual(kept.answer, { redirect: '/budget/commitments' });
    const { html } = await askPage(database, commitmentsPage, actors.member);
    assert.match(html, /£9,000.00/);
  },
);

withDatabase('every figure of streams computes again under its address', async (database) => {
  const { actors } = await anAuthority(database);
  await enterMoney(database, actors.finance);
  const seen = new Set<string>();
  await asActor(database, actors.member, async (tx) => {
    const open = async (figure: Figure): Promise<void> => {
      if (seen.has(figure.id)) return;
      seen.add(figure.id);
      const [name, query = ''] = figure.id.split('?');
      const measure = MEASURES.find((one) => one.name === name);
      assert.ok(measure, name);
      const given = Object.fromEntries(new URLSearchParams(query));
      const again = (await measure.compute(tx, actors.member, given)).rows[0]?.figures[0];
      assert.equal(again?.id, figure.id);
      assert.equal(again?.value, figure.value);
      for (const input of figure.how.inputs ?? []) await open(input);
    };
    for (const measure of MEASURES) {
      const { rows, total } = await measure.compute(tx, actors.member, {});
      for (const row of [...rows, ...(total ? [total] : [])]) {
        for (const figure of row.figures) await open(figure);
      }
    }
    const given = { row: 'next', column: 'after' };
    const next = (await lapsingMoneyMeasure.compute(tx, actors.member, given)).rows[0]?.figures[0];
    assert.equal(next?.value, 11_000_000);
    const none = { row: 'nothing', column: 'given' };
    await assert.rejects(fundingStreamsMeasure.compute(tx, actors.member, none), Refusal);
  });
  assert.ok(seen.size > 15);
  assert.ok(
    seen.has(`spending-needs?column=open&row=support%2F${financialYear(Number(NOW.slice(0, 4)))}`),
  );
});
