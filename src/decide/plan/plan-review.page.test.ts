import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { DECIDE_HOME_CARDS } from '../home-cards.ts';
import { answerPlan, sayOfAction } from './change-plan.ts';
import { loadPlan } from './load-plan.ts';
import { aLinkedPlan, someoneAt, writePlan } from './plan.sample.ts';
import { PLAN_COMMANDS, PLAN_MEASURES } from './plan-parts.ts';
import { planHeldReviewPage, planReviewPage } from './plan-review.page.ts';
import { planWhatIfPage } from './plan-what-if.page.ts';
import { planPage } from './plan.page.ts';
import { listReviews } from './review.store.ts';

/** An authority whose two agencies have signed a plan with a statement and a commission. */
async function agreed(db: Database): Promise<TestAuthority & { readonly hash: string }> {
  const authority = await anAuthority(db);
  const { council, health } = authority.agencies;
  const content = { ...aLinkedPlan(council, health), reviewDay: day('2026-06-01') };
  const made = await writePlan(db, authority, { upTo: 'for-sign-off', content });
  for (const [kind, agency] of [
    ['council', council],
    ['health', health],
  ] as const) {
    const actor = someoneAt(authority, kind, 'manager');
    const asked = { version: made.version, hash: made.hash, forAgency: agency } as const;
    await asActor(db, actor, (tx) =>
      answerPlan(tx, actor, { ...asked, answer: 'signed', reason: '' }),
    );
  }
  return { ...authority, hash: made.hash };
}

const NEXT = { 'next-day': '31', 'next-month': '3', 'next-year': '2090' };
const KEPT = { 'decision-p1': 'change', 'reason-p1': 'Too few workers were found' };

withDatabase('without a plan the review and the what-if say what they wait for', async (db) => {
  const { actors } = await anAuthority(db);
  const review = await askPage(db, planReviewPage, actors.member);
  assert.match(review.html, /There is no plan to review yet/);
  const whatIf = await askPage(db, planWhatIfPage, actors.member);
  assert.match(whatIf.html, /There is no plan to test yet/);
});

withDatabase(
  'a review is closed with a decision of each priority, and stays as it was',
  async (db) => {
    const authority = await agreed(db);
    const { manager, member } = authority.actors;
    const open = await askPage(db, planReviewPage, manager);
    assert.match(open.html, /The review was due on 1 June 2026 and is overdue/);
    assert.match(open.html, /Of 1 measure nobody can tell yet whether it is on course/);
    const empty = await askPage(db, planReviewPage, manager, { form: { ...NEXT } });
    assert.match(empty.html, /Select what you decide of &quot;Safe at home&quot;/);
    const form = { ...NEXT, ...KEPT, hash: authority.hash, words: 'Housing came late' };
    const { answer, notes } = await askPage(db, planReviewPage, manager, { form });
    assert.equal(notes[0]?.action, 'plan.reviewed');
    const [review] = await asActor(db, manager, listReviews);
    assert.ok(review);
    assert.deepEqual(answer, { redirect: `/plan/reviews/${review.id}` });
    const params = { review: String(review.id) };
    const before = await askPage(db, planHeldReviewPage, member, { params });
    assert.match(before.html, /Change it\.<\/strong> Too few workers were found/);
    assert.match(before.html, /row=done" data-figure="[^"]*">0</);
    // What happens afterwards does not change what the review found.
    await asActor(db, manager, async (tx) => {
      const state = await loadPlan(tx);
      assert.ok(state);
      const said = { plan: state.plan, status: 'done', reason: '', on: day('2026-06-01') } as const;
      await sayOfAction(tx, manager, { ...said, action: 'a2' });
    });
    const [after] = await asActor(db, manager, listReviews);
    assert.deepEqual(after, review);
    const again = await askPage(db, planReviewPage, manager, { form });
    assert.match(again.html, /A review was held on this day already/);
    const live = await askPage(db, planReviewPage, manager);
    assert.match(live.html, /The next review is on 31 March 2090/);
  },
);

withDatabase('the database lets nobody change or remove a review', async (db) => {
  const authority = await agreed(db);
  const { manager } = authority.actors;
  const form = { ...NEXT, ...KEPT, hash: authority.hash };
  await askPage(db, planReviewPage, manager, { form });
  await assert.rejects(
    asActor(db, manager, (tx) =>
      sql`update decide.plan_review set next_day = '2099-01-01'`.execute(tx),
    ),
    /permission denied/,
  );
  await assert.rejects(
    asActor(db, manager, (tx) => sql`delete from decide.plan_review`.execute(tx)),
    /permission denied/,
  );
});

withDatabase('nobody reviews what is not agreed, or a text that they did not read', async (db) => {
  const authority = await anAuthority(db);
  const { manager, member } = authority.actors;
  const made = await writePlan(db, authority, { upTo: 'for-comment' });
  const form = { ...NEXT, ...KEPT, hash: made.hash };
  const draft = await askPage(db, planReviewPage, manager, { form });
  assert.match(draft.html, /Only a plan that the partnership has agreed can be reviewed/);
  const other = await askPage(db, planReviewPage, member, { form });
  assert.match(other.html, /Only a commissioner or manager can hold the review/);
  const signed = await agreed(db);
  const stale = { ...form, hash: 'another' };
  const refused = await askPage(db, planReviewPage, signed.actors.manager, { form: stale });
  assert.match(refused.html, /This changed since you opened it/);
});

withDatabase('an overdue review waits on the home page of whoever holds it', async (db) => {
  const { actors } = await agreed(db);
  const shown = async (actor: typeof actors.manager) => {
    const cards = DECIDE_HOME_CARDS.filter(({ who }) => who.allows(actor));
    const loaded = await asActor(db, actor, (tx) =>
      Promise.all(cards.map((card) => card.load(tx, actor, null))),
    );
    return loaded.flatMap(({ items }) => items).map(({ text }) => text);
  };
  const overdue = 'The yearly review of the plan is overdue';
  assert.ok((await shown(actors.manager)).includes(overdue));
  assert.equal((await shown(actors.member)).includes(overdue), false);
});

withDatabase('a named change shows what would break, and ends with a reason', async (db) => {
  const authority = await agreed(db);
  const { manager, member } = authority.actors;
  const none = await askPage(db, planWhatIfPage, manager);
  assert.match(none.html, /Nobody has named a change yet/);
  const wrong = await askPage(db, planWhatIfPage, manager, {
    form: { act: 'name', kind: 'agency-leaves', subject: 'stream:Families grant', share: '0' },
  });
  assert.match(wrong.html, /Select an agency for this kind of change/);
  assert.match(wrong.html, /Enter how much of it goes/);
  const on = { 'on-day': '1', 'on-month': '4', 'on-year': '2027' };
  const form = {
    act: 'name',
    title: 'The grant for families ends',
    kind: 'grant-ends',
    subject: 'stream:Families grant',
    ...on,
  };
  const named = await askPage(db, planWhatIfPage, manager, { form });
  assert.equal(named.notes[0]?.action, 'plan.change-named');
  const { html } = await askPage(db, planWhatIfPage, member);
  assert.match(
    html,
    /1 commission breaks; 1 priority is weakened; keeping all of it takes at least £366,000/,
  );
  assert.doesNotMatch(html, /name="act" value="end"/);
  const refused = await askPage(db, planWhatIfPage, member, { form });
  assert.match(refused.html, /Only a commissioner or manager can name a change/);
  const id = /change=(\d+)/.exec(html)?.[1] ?? '';
  const end = { act: 'end', change: id, reason: 'It was made longer by a year' };
  await askPage(db, planWhatIfPage, manager, { form: end });
  const over = await askPage(db, planWhatIfPage, manager);
  assert.match(over.html, /It is not expected any more: It was made longer by a year/);
});

withDatabase(
  'each figure of a review and of a what-if computes again at its address',
  async (db) => {
    const authority = await agreed(db);
    const { manager } = authority.actors;
    await askPage(db, planReviewPage, manager, {
      form: { ...NEXT, ...KEPT, hash: authority.hash },
    });
    const form = {
      act: 'name',
      title: 'Health leaves',
      kind: 'agency-leaves',
      subject: `agency:${authority.agencies.health}`,
      ...{ 'on-day': '1', 'on-month': '1', 'on-year': '2027' },
    };
    await askPage(db, planWhatIfPage, manager, { form });
    await asActor(db, manager, async (tx) => {
      const [review] = await listReviews(tx);
      for (const measure of PLAN_MEASURES.filter(({ name }) => name !== 'birth-to-25')) {
        const own = 'review' in measure.parameters ? [{}, { review: String(review?.id) }] : [{}];
        for (const given of own) {
          const whole = await measure.compute(tx, manager, given);
          assert.ok(whole.rows.length > 0, measure.name);
          for (const figure of whole.rows.flatMap(({ figures }) => figures)) {
            const query = new URLSearchParams(figure.id.split('?')[1]);
            const again = await measure.compute(tx, manager, Object.fromEntries(query));
            assert.deepEqual(again.rows[0]?.figures[0], figure);
          }
        }
      }
    });
  },
);

withDatabase('the plan shows what serves the vision and what is commissioned', async (db) => {
  const { actors } = await agreed(db);
  const { html } = await askPage(db, planPage, actors.member);
  assert.match(html, /No child is harmed at home/);
  assert.match(html, /Workers at clinics, two years/);
  assert.match(html, /Families grant/);
});

withDatabase(
  'review and what-if are held and named on the command line as on the pages',
  async (db) => {
    const authority = await agreed(db);
    const { manager, member } = authority.actors;
    const run = (
      name: string,
      actor: typeof manager,
      options: Record<string, string>,
      words: readonly string[] = [],
    ) => {
      const command = PLAN_COMMANDS.find((one) => one.name === name) ?? assert.fail();
      return command.run({
        database: db,
        actor,
        options,
        arguments: words,
        folder: '.',
        today: day('2026-11-22'),
        config: {} as never,
        progress: () => {},
      });
    };
    const open = await run('plan review', member, {});
    assert.equal(open.status, 1, 'it is overdue');
    assert.ok(open.lines?.some((line) => line.startsWith('Cannot tell: Cost of late help')));
    const options = { hash: authority.hash, next: '2027-11-22' };
    const decided = ['p1', 'keep', 'It works'];
    await assert.rejects(run('plan review', member, options, decided), {
      code: 'not-for-this-role',
    });
    await assert.rejects(run('plan review', manager, options, ['p1', 'keep']), {
      code: 'no-reason',
    });
    const held = await run('plan review', manager, options, decided);
    assert.ok(held.lines?.includes('Keep it as it is: Safe at home'));
    const named = await run(
      'plan what-if',
      manager,
      { kind: 'grant-ends', subject: 'Families grant', on: '2027-04-01', share: '50' },
      ['Half', 'of', 'the', 'grant', 'goes'],
    );
    assert.equal(named.status, 0, 'it weakens and breaks nothing');
    assert.match(named.lines?.[1] ?? '', /at least £183,000/);
    const shown = await run('plan what-if', member, {});
    assert.deepEqual(shown.lines, named.lines);
  },
);
