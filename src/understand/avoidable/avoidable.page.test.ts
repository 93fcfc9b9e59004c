import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Role } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { adjudicatePage } from './adjudicate.page.ts';
import { assignPage, finishRoundPage } from './assign.page.ts';
import { AVOIDABLE_HOME_CARDS } from './avoidable-cards.ts';
import { AVOIDABLE_COMMANDS } from './avoidable-pages.ts';
import { casePage } from './case.page.ts';
import { newRoundPage } from './new-round.page.ts';
import { aRound, loadCareChildren, reviewAll, SAMPLE_ROUND, whole } from './reviews.sample.ts';
import { roundPage } from './round.page.ts';
import { roundsPage } from './rounds.page.ts';
import { startRound } from './start-round.ts';

async function ground(database: Database, children = 40) {
  const authority = await anAuthority(database);
  await loadCareChildren(database, authority.authorityId, children);
  const { practitioner, analyst, manager, member } = authority.actors;
  return { ...authority, practitioner, analyst, manager, member, two: [practitioner, analyst] };
}

const PLAN = { from: '2024-04-01', to: '2025-04-01', size: '20', seed: '5', name: 'A year' };
const SENT = {
  act: 'submit',
  judgement: 'probably',
  extent: 'delayed',
  help: 'relatives;respite',
  moment: 'first-contact',
  themes: 'parenting;crime',
  offered: 'too-late',
  confidence: 'medium',
  reason: 'An aunt offered and nobody asked her.',
};

withDatabase('before any round the page says what one is, and who may plan it', async (db) => {
  const { manager, member } = await ground(db, 1);
  const planned = await askPage(db, roundsPage, manager);
  assert.match(planned.html, /No round of reviews was started yet/);
  assert.match(planned.html, /href="\/avoidable\/new"/);
  assert.doesNotMatch((await askPage(db, roundsPage, member)).html, /avoidable\/new/);
});

withDatabase('a round is planned, drawn, shared out, and each step is audited', async (db) => {
  const { analyst, two } = await ground(db);
  const plan = await askPage(db, newRoundPage, analyst, { query: { ...PLAN, plan: 'yes' } });
  assert.match(plan.html, /With 20 of 40 cases the estimate will be within about 16 percentage/);
  const wrong = await askPage(db, newRoundPage, analyst, { query: { plan: 'yes', size: '0' } });
  assert.match(wrong.html, /There is a problem/);
  const tooMany = await askPage(db, newRoundPage, analyst, { form: { ...PLAN, size: '41' } });
  assert.match(tooMany.html, /Only 40 children came into care/);
  const drawn = await askPage(db, newRoundPage, analyst, { form: PLAN });
  assert.equal(drawn.notes[0]?.action, 'avoidable.round-started');
  const to = 'redirect' in drawn.answer ? drawn.answer.redirect : '';
  const params = { round: /\d+/.exec(to)?.[0] ?? '' };
  const nobody = await askPage(db, assignPage, analyst, { params, form: { reviewers: '' } });
  assert.match(nobody.html, /Select at least two people/);
  const reviewers = two.map((one) => one.id).join(';');
  const shared = await askPage(db, assignPage, analyst, { params, form: { reviewers } });
  assert.deepEqual(shared.notes[0]?.detail, { given: 40, missing: 0 });
  const again = await askPage(db, assignPage, analyst, { params });
  assert.match(again.html, /Every case that you may see has two reviewers/);
  const taken = await askPage(db, newRoundPage, analyst, { form: PLAN });
  assert.match(taken.html, /There is a round of this name already/);
});

withDatabase('a review is drafted, checked and sent; no text is lost on the way', async (db) => {
  const { manager, practitioner, two } = await ground(db);
  const round = String(await aRound(db, manager, { size: 6, reviewers: two }));
  const params = { round, case: '2' };
  const first = await askPage(db, casePage, practitioner, { params });
  assert.match(first.html, /came into care on \d+ (May|June) 2024/);
  assert.match(first.html, /Referral from/, 'the journey stands beside the form');
  assert.doesNotMatch(first.html, /<p class="hw-timeline__title">[^<]*Left care/);
  assert.deepEqual(
    first.notes.map(({ action, subjectKind }) => [action, subjectKind]),
    [['avoidable.case-read', 'person']],
  );
  const half = { act: 'submit', reason: 'Only a thought so far' };
  const wrong = await askPage(db, casePage, practitioner, { params, form: half });
  assert.match(wrong.html, /Select whether care could have been avoided/);
  assert.match(wrong.html, /What you wrote is kept as a draft/);
  const kept = await askPage(db, casePage, practitioner, { params });
  assert.match(kept.html, /Only a thought so far/);
  const sent = await askPage(db, casePage, practitioner, { params, form: SENT });
  assert.equal(sent.notes[0]?.action, 'avoidable.review-sent');
  const after = await askPage(db, casePage, practitioner, { params });
  assert.match(after.html, /Your review is sent\. The other one shows here/);
  assert.doesNotMatch(after.html, /Send your review/);
});

withDatabase('no page shows an answer before both are sent, to anybody', async (db) => {
  const { manager, analyst, practitioner, two, actors } = await ground(db);
  const round = String(await aRound(db, manager, { size: 6, reviewers: two }));
  const params = { round, case: '1' };
  await askPage(db, casePage, practitioner, { params, form: SENT });
  const secret = /An aunt offered|Taken up, but too late<|Test practitioner/;
  for (const actor of [analyst, manager, actors['triage-officer']]) {
    const { html } = await askPage(db, casePage, actor, { params });
    assert.doesNotMatch(html.replace(/<form[\s\S]*?<\/form>/g, ''), secret);
  }
  for (const actor of [analyst, manager]) {
    const decide = await askPage(db, adjudicatePage, actor, { params });
    assert.doesNotMatch(decide.html, secret);
  }
  const no = { ...SENT, judgement: 'definitely-not', reason: 'Nothing would have helped' };
  await askPage(db, casePage, analyst, { params, form: no });
  const both = await askPage(db, casePage, practitioner, { params });
  assert.match(both.html, /An aunt offered[\s\S]*Nothing would have helped/);
});

withDatabase('a dispute is decided by a third person only, who says why', async (db) => {
  const { manager, analyst, practitioner, two } = await ground(db);
  const round = String(await aRound(db, manager, { size: 6, reviewers: two }));
  const params = { round, case: '1' };
  await askPage(db, casePage, practitioner, { params, form: SENT });
  await askPage(db, casePage, analyst, { params, form: { ...SENT, judgement: 'probably-not' } });
  const reviewer = await askPage(db, adjudicatePage, analyst, { params });
  assert.match(reviewer.html, /somebody else decides between its reviewers/);
  const list = await askPage(db, roundPage, manager, { params: { round } });
  assert.match(list.html, /Decide between the reviewers/);
  const empty = await askPage(db, adjudicatePage, manager, { params, form: { side: '' } });
  assert.match(empty.html, /Write why you decide so/);
  const form = { side: 'avoidable', reason: 'The aunt was there.' };
  const done = await askPage(db, adjudicatePage, manager, { params, form });
  assert.equal(done.notes[0]?.action, 'avoidable.adjudicated');
  const { html } = await askPage(db, casePage, practitioner, { params });
  assert.match(html, /Decided: it could have been avoided/);
  assert.match(html, /The aunt was there/);
});

withDatabase('members see what was found and no case; cards say what waits', async (db) => {
  const { manager, practitioner, member, two, actors } = await ground(db, 24);
  const roundId = await aRound(db, manager, { size: 24, reviewers: two });
  const params = { round: String(roundId) };
  const cardsOf = async (role: Role) => {
    const actor = actors[role];
    const cards = AVOIDABLE_HOME_CARDS.filter((card) => card.who.allows(actor));
    const loaded = await asActor(db, actor, async (tx) => {
      const items = [];
      for (const card of cards) items.push(...(await card.load(tx, actor, null)).items);
      return items;
    });
    return loaded.map(({ text }) => text);
  };
  assert.match((await cardsOf('practitioner'))[0] ?? '', /^24 reviews wait for you/);
  const early = await askPage(db, roundPage, member, { params });
  assert.match(early.html, /Too early to say: 0 of 24 cases are decided/);
  await reviewAll(db, roundId, {
    reviewers: two,
    answer: (number) => whole(number <= 9 ? 'probably' : 'definitely-not'),
  });
  assert.deepEqual(await cardsOf('practitioner'), []);
  const done = await askPage(db, finishRoundPage, manager, { params, form: {} });
  assert.equal(done.notes[0]?.action, 'avoidable.round-finished');
  for (const by of ['age', 'theme', 'help', 'moment', 'extent']) {
    const { html } = await askPage(db, roundPage, member, { params, query: { by } });
    assert.match(html, /could have been avoided/);
    assert.doesNotMatch(html, /Case 1\b|\/cases\//, by);
  }
  const front = await askPage(db, roundsPage, member);
  assert.match(front.html, /About 38% of entries to care could have been avoided/);
  assert.match(front.html, /What is quoted elsewhere lies/);
  assert.match(
    (await askPage(db, casePage, practitioner, { params: { ...params, case: '1' } })).html,
    /Decided/,
  );
});

withDatabase(
  'a case of another authority does not exist, nor one beyond the sample',
  async (db) => {
    const own = await ground(db);
    const foreign = await ground(db, 6);
    const roundId = await asActor(db, own.manager, (tx) =>
      startRound(tx, own.manager, { ...SAMPLE_ROUND, size: 6 }),
    );
    const gone = { code: /^no-such-(round|case)$/ };
    for (const [actor, round, number] of [
      [foreign.manager, String(roundId), '1'],
      [own.manager, String(roundId), '7'],
      [own.manager, 'x', '1'],
      [own.manager, String(roundId), 'x'],
    ] as const) {
      const params = { round, case: number };
      await assert.rejects(askPage(db, casePage, actor, { params }), gone);
    }
  },
);

withDatabase('the commands list, plan, draw and tell what the pages do', async (db) => {
  const { analyst } = await ground(db);
  const run = (name: string, options: Record<string, string> = {}, args: string[] = []) => {
    const command = AVOIDABLE_COMMANDS.find((one) => one.name === name) ?? assert.fail(name);
    return command.run({
      database: db,
      config: {} as never,
      actor: analyst,
      options,
      arguments: args,
      folder: import.meta.dirname,
      today: day('2026-11-20'),
      progress: () => {},
    });
  };
  assert.match((await run('avoidable')).lines?.[0] ?? '', /No round of reviews/);
  const { seed, name, ...scope } = PLAN;
  assert.match((await run('avoidable sample', scope)).finding?.headline ?? '', /^With 20 of 40/);
  assert.equal((await run('avoidable sample', {})).status, 2);
  assert.equal((await run('avoidable sample', { ...scope, seed, name })).status, 0);
  const [row] = (await run('avoidable')).rows ?? [];
  assert.deepEqual([row?.name, row?.cases, row?.decided], ['A year', 20, 0]);
  const result = await run('avoidable result', { by: 'theme' }, [String(row?.round)]);
  assert.match(result.finding?.headline ?? '', /^Too early to say/);
  const all = await run('avoidable export', {}, [String(row?.round)]);
  assert.ok((all.figures?.length ?? 0) > 10);
});
