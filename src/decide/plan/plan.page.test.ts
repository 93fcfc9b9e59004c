import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { asActor, findFrozen } from '../../platform/index.ts';
import { loadHandMade } from '../../understand/hand-made.sample.ts';
import { DECIDE_COMMANDS, DECIDE_MEASURES, DECIDE_PAGES } from '../decide-pages.ts';
import { DECIDE_HOME_CARDS } from '../home-cards.ts';
import { loadPlan } from './load-plan.ts';
import { planCommentsPage } from './plan-comments.page.ts';
import { planEditPage, planItemPage } from './plan-edit.page.ts';
import { planProgressPage } from './plan-progress.page.ts';
import { planSignPage } from './plan-sign.page.ts';
import { planChangesPage, planPage, planVersionPage, planVersionsPage } from './plan.page.ts';
import { someoneAt, writePlan } from './plan.sample.ts';
import { listVersions } from './plan.store.ts';

withDatabase('without a plan each page says so, and how one begins', async (db) => {
  const { actors } = await anAuthority(db);
  const plan = await askPage(db, planPage, actors.commissioner);
  assert.match(plan.html, /No shared plan has been begun/);
  assert.match(plan.html, /href="\/plan\/edit"/);
  for (const page of [planVersionsPage, planChangesPage, planCommentsPage, planProgressPage]) {
    await askPage(db, page, actors.member);
  }
  await askPage(db, planSignPage, actors.manager);
  const { html } = await askPage(db, planEditPage, actors.manager);
  assert.match(html, /Begin with the title/);
  for (const measure of DECIDE_MEASURES.filter(({ name }) => name.startsWith('plan'))) {
    const finding = await asActor(db, actors.member, (tx) =>
      measure.compute(tx, actors.member, {}),
    );
    assert.deepEqual(finding.rows, []);
  }
});

withDatabase('members read the plan and change nothing; families do not see it', async (db) => {
  const authority = await anAuthority(db);
  const { actors } = authority;
  await writePlan(db, authority, { upTo: 'for-comment' });
  const { html } = await askPage(db, planPage, actors.member);
  assert.match(html, /Not agreed yet: agencies are asked what they think of it/);
  assert.doesNotMatch(html, /\/plan\/edit|\/plan\/sign/);
  for (const page of DECIDE_PAGES.filter(({ url }) => url.startsWith('/plan'))) {
    assert.equal(page.who.allows(actors.family), false, page.url);
  }
  for (const page of [planEditPage, planItemPage, planSignPage]) {
    assert.equal(page.who.allows(actors.member), false, page.url);
  }
  const posted = await askPage(db, planCommentsPage, actors.member, { form: { text: 'Mine' } });
  assert.match(posted.html, /Only someone who speaks for an agency can comment/);
  const said = await askPage(db, planProgressPage, actors.member, { form: { act: 'say' } });
  assert.match(said.html, /Only someone who speaks for an agency can say/);
});

withDatabase('a plan is written by forms, and a baseline is taken and frozen', async (db) => {
  const authority = await anAuthority(db);
  const { manager } = authority.actors;
  const { council, health } = authority.agencies;
  await loadHandMade(db, authority.authorityId);
  const save = async (part: string, key: string, values: Record<string, string>) => {
    const [newest] = await asActor(db, manager, listVersions);
    const form = { hash: newest?.hash ?? '', ...values };
    return askPage(db, planItemPage, manager, { params: { part, key }, form });
  };
  const frame = {
    title: 'Our plan',
    vision: 'Every child is safe',
    visionYear: '2040',
    ...{ 'from-day': '1', 'from-month': '4', 'from-year': '2026' },
    ...{ 'until-day': '31', 'until-month': '3', 'until-year': '2030' },
    ...{ 'review-day': '31', 'review-month': '3', 'review-year': '2027' },
    asked: `${council};${health}`,
  };
  const wrong = await save('frame', 'plan', { ...frame, vision: '', 'until-year': '2020' });
  assert.match(wrong.html, /Enter what the area should be like/);
  const begun = await save('frame', 'plan', frame);
  assert.deepEqual(begun.answer, { redirect: '/plan/edit' });
  assert.equal(begun.notes[0]?.action, 'plan.part-saved');
  await save('priorities', 'new', {
    title: 'Safe at home',
    why: 'Domestic abuse is found most often',
    outcomes: 'national-framework/safe',
    themes: 'domestic-abuse',
  });
  const measure = await save('measures', 'new', {
    priority: 'p1',
    indicator: 'late-help-cost',
    direction: 'down',
    target: '1,000',
    ...{ 'targetDay-day': '31', 'targetDay-month': '3', 'targetDay-year': '2030' },
  });
  assert.deepEqual(measure.answer, { redirect: '/plan/edit' });
  const state = await asActor(db, manager, (tx) => loadPlan(tx));
  const [kept] = state?.plan.content.measures ?? [];
  assert.equal(kept?.target, 1000_00);
  assert.ok(kept?.baseline && kept.baseline.value > 0);
  const { frozenId } = kept.baseline;
  const frozen = await asActor(db, manager, (tx) => findFrozen(tx, Number(frozenId)));
  assert.equal(frozen.hash, kept.baseline.hash);
  assert.equal(frozen.finding.rows[0]?.figures[0]?.value, kept.baseline.value);
  const { html } = await askPage(db, planPage, manager);
  assert.match(html, /No clear change/);
  assert.match(html, /data-figure="plan-measures\?column=baseline&amp;row=m1"/);
});

withDatabase(
  'a form that somebody else overtook shows both and keeps what was typed',
  async (db) => {
    const authority = await anAuthority(db);
    const { manager } = authority.actors;
    const made = await writePlan(db, authority, { upTo: 'draft' });
    const params = { part: 'actions', key: 'a1' };
    const form = {
      priority: 'p1',
      title: 'Two workers at each clinic',
      agency: String(authority.agencies.health),
      person: 'Ash Field',
    };
    await askPage(db, planItemPage, manager, { params, form: { ...form, hash: made.hash } });
    const mine = { ...form, title: 'Three workers at each clinic', hash: made.hash };
    const { html, answer } = await askPage(db, planItemPage, manager, { params, form: mine });
    assert.equal('status' in answer && answer.status, 409);
    assert.match(html, /This changed since you opened it: see both/);
    assert.match(html, /Two workers at each clinic/);
    assert.match(html, /value="Three workers at each clinic"/);
  },
);

withDatabase('the page says how many agencies signed, and who refused why', async (db) => {
  const authority = await anAuthority(db);
  const { actors } = authority;
  const partner = someoneAt(authority, 'health', 'partner');
  const made = await writePlan(db, authority, { upTo: 'for-sign-off' });
  const [card] = DECIDE_HOME_CARDS;
  assert.ok(card);
  const before = await asActor(db, partner, (tx) => card.load(tx, partner, null));
  assert.equal(before.items[0]?.text, 'The plan waits for your agency’s answer');
  const shown = await askPage(db, planSignPage, partner);
  assert.match(shown.html, new RegExp(made.hash));
  const base = { version: '1', hash: made.hash };
  const silent = await askPage(db, planSignPage, partner, { form: { ...base, answer: 'refused' } });
  assert.match(silent.html, /Say why your agency does not sign/);
  const refused = { ...base, answer: 'refused', reason: 'No money next year' };
  const { notes } = await askPage(db, planSignPage, partner, { form: refused });
  assert.equal(notes[0]?.action, 'plan.refused');
  await askPage(db, planSignPage, actors.manager, { form: { ...base, answer: 'signed' } });
  const { html } = await askPage(db, planPage, actors.member);
  assert.match(html, /Not agreed yet: signed by 1 of 2 agencies/);
  assert.match(html, /Reason: No money next year/);
  await askPage(db, planSignPage, partner, { form: { ...base, answer: 'signed' } });
  const agreed = await askPage(db, planPage, actors.member);
  assert.match(agreed.html, /Agreed by 2 of 2 agencies on \d/);
  assert.match(agreed.html, /1 of 2 actions is late/);
  assert.match(agreed.html, /£0 of £120,000 pledged was delivered/);
  const version = await askPage(db, planVersionPage, actors.member, { params: { version: '1' } });
  assert.match(version.html, new RegExp(made.hash));
});

withDatabase('what was delivered is counted beside what was pledged', async (db) => {
  const authority = await anAuthority(db);
  const partner = someoneAt(authority, 'health', 'partner');
  await writePlan(db, authority, { upTo: 'for-comment' });
  const on = { 'on-day': '1', 'on-month': '6', 'on-year': '2026' };
  const form = { act: 'give', pledge: 'r1', amount: '30,000', ...on };
  await askPage(db, planProgressPage, partner, { form });
  const pledges = DECIDE_MEASURES.find(({ name }) => name === 'plan-pledges');
  const finding = await asActor(db, partner, (tx) =>
    pledges ? pledges.compute(tx, partner, {}) : assert.fail(),
  );
  assert.deepEqual(
    finding.total?.figures.map(({ value }) => value),
    [120_000_00, 30_000_00, 90_000_00],
  );
  assert.equal(finding.headline, '£30,000 of £120,000 pledged was delivered');
});

withDatabase('every cell of the plan computes again under its own address', async (db) => {
  const authority = await anAuthority(db);
  const { analyst } = authority.actors;
  await writePlan(db, authority, { upTo: 'for-comment' });
  await asActor(db, analyst, async (tx) => {
    for (const measure of DECIDE_MEASURES.filter(({ name }) => name.startsWith('plan'))) {
      const whole = await measure.compute(tx, analyst, {});
      const rows = [...whole.rows, ...(whole.total ? [whole.total] : [])];
      for (const figure of rows.flatMap(({ figures }) => figures)) {
        const query = new URLSearchParams(figure.id.split('?')[1]);
        const again = await measure.compute(tx, analyst, Object.fromEntries(query));
        assert.equal(again.rows[0]?.figures[0]?.id, figure.id);
        assert.equal(again.rows[0]?.figures[0]?.value, figure.value);
      }
    }
  });
});

withDatabase(
  'the command prints the plan and what changed, and fails when an action is late',
  async (db) => {
    const authority = await anAuthority(db);
    const { analyst: actor } = authority.actors;
    const command = DECIDE_COMMANDS.find(({ name }) => name === 'plan');
    assert.ok(command);
    const context = {
      database: db,
      actor,
      arguments: [],
      folder: '.',
      today: day('2026-11-22'),
      config: {} as never,
      progress: () => {},
    };
    const none = await command.run({ ...context, options: {} });
    assert.deepEqual([none.status, none.lines], [0, ['No shared plan has been begun.']]);
    await writePlan(db, authority, { upTo: 'for-comment' });
    const shown = await command.run({ ...context, options: {} });
    assert.equal(shown.status, 1);
    assert.match(shown.lines?.[0] ?? '', /A plan for Testshire, version 1: Shared for comment/);
    assert.ok(shown.lines?.some((line) => line.startsWith('Late: A shared risk meeting')));
  },
);

withDatabase(
  'an agency comments and signs on the command line, but only for itself',
  async (db) => {
    const authority = await anAuthority(db);
    const partner = someoneAt(authority, 'health', 'partner');
    const made = await writePlan(db, authority, { upTo: 'for-sign-off' });
    const run = (name: string, actor: typeof partner, options: Record<string, string>) => {
      const command = DECIDE_COMMANDS.find((one) => one.name === name) ?? assert.fail();
      return command.run({
        database: db,
        actor,
        options,
        arguments: ['Two', 'are', 'better'],
        folder: '.',
        today: day('2026-11-22'),
        config: {} as never,
        progress: () => {},
      });
    };
    await run('plan comment', partner, { about: 'a1' });
    await assert.rejects(run('plan sign', partner, { hash: 'another' }), { code: 'plan-changed' });
    const { member, manager } = authority.actors;
    await assert.rejects(run('plan sign', member, { hash: made.hash }), {
      code: 'not-your-agency',
    });
    await run('plan sign', partner, { hash: made.hash });
    const last = await run('plan sign', manager, { hash: made.hash });
    assert.match(last.lines?.[0] ?? '', /Every agency has signed: it is agreed/);
    const { html } = await askPage(db, planCommentsPage, member);
    assert.match(html, /Two are better/);
  },
);
