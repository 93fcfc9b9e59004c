import assert from 'node:assert/strict';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage, type PageQuestion } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import {
  type Actor,
  asActor,
  type CommandContext,
  type Database,
  freezeFinding,
} from '../../platform/index.ts';
import { TELL_MEASURES, tellCommands, tellPages } from '../tell-pages.ts';
import { askEnquiry, endEnquiry } from './change-enquiry.ts';
import { enquiriesMeasure } from './enquiries.measure.ts';

function ask(database: Database, url: string, actor: Actor, question: PageQuestion = {}) {
  const page = tellPages(TELL_MEASURES).find((one) => one.url === url);
  assert.ok(page, url);
  return askPage(database, page, actor, question);
}

const QUESTION = { topic: 'cost', ward: '', figure: '', question: 'Why does late help cost more?' };

async function anEnquiry(database: Database, { actors }: TestAuthority): Promise<string> {
  const { answer } = await ask(database, '/enquiries/new', actors.member, { form: QUESTION });
  assert.ok('redirect' in answer);
  return answer.redirect.replace('/enquiries/', '');
}

withDatabase(
  'a member asks, an officer answers with a frozen figure, the member reads it',
  async (db) => {
    const authority = await anAuthority(db);
    const { actors } = authority;
    const id = await anEnquiry(db, authority);
    const params = { id };
    const before = await ask(db, '/enquiries/:id', actors.member, { params });
    assert.match(before.html, /Received/);
    assert.doesNotMatch(before.html, /Send to the member/);
    await ask(db, '/enquiries/:id/take', actors.analyst, { params, form: {} });
    const finding = await asActor(db, actors.analyst, (tx) =>
      enquiriesMeasure.compute(tx, actors.analyst, {}),
    );
    const { id: frozen } = await asActor(db, actors.analyst, (tx) =>
      freezeFinding(tx, actors.analyst, { address: 'enquiries', finding }),
    );
    const form = { end: 'answered', answer: 'Because of placements.', figures: String(frozen) };
    const ended = await ask(db, '/enquiries/:id/answer', actors.analyst, { params, form });
    assert.equal(ended.notes[0]?.action, 'enquiry.answered');
    const { html } = await ask(db, '/enquiries/:id', actors.member, { params });
    assert.match(html, /Because of placements\./);
    assert.match(html, new RegExp(`href="/frozen/${frozen}"`));
  },
);

withDatabase('a question that stands for one child is refused, and says why', async (db) => {
  const { actors } = await anAuthority(db);
  const form = { ...QUESTION, question: 'What about the boy at 12 Quarry Lane?' };
  const { html, answer } = await ask(db, '/enquiries/new', actors.member, { form });
  assert.ok('status' in answer && answer.status === 400);
  assert.match(html, /Take out the house address\. Name the ward instead/);
  const list = await ask(db, '/enquiries', actors.member);
  assert.match(list.html, /Nothing has been asked yet/);
});

withDatabase('an answer that stands for one child is refused too', async (db) => {
  const authority = await anAuthority(db);
  const params = { id: await anEnquiry(db, authority) };
  const form = { end: 'answered', answer: 'The child 943 476 5919 moved.', figures: '' };
  const { html } = await ask(db, '/enquiries/:id/answer', authority.actors.analyst, {
    params,
    form,
  });
  assert.match(html, /NHS number/);
});

withDatabase(
  'an open enquiry is for its member and for officers; ended ones name nobody',
  async (db) => {
    const authority = await anAuthority(db);
    const { actors } = authority;
    const id = await anEnquiry(db, authority);
    const params = { id };
    await assert.rejects(
      ask(db, '/enquiries/:id', actors.oversight, { params }),
      /no such enquiry/,
    );
    const officer = await ask(db, '/enquiries/:id', actors.analyst, { params });
    assert.match(officer.html, /Test member/);
    const log = await ask(db, '/enquiries', actors.oversight);
    assert.match(log.html, new RegExp(`Enquiry ${id}`));
    assert.doesNotMatch(log.html, new RegExp(`href="/enquiries/${id}"`));
    const form = { end: 'declined', answer: 'Another council asks this.', figures: '' };
    await ask(db, '/enquiries/:id/answer', actors.manager, { params, form });
    const { html } = await ask(db, '/enquiries/:id', actors.oversight, { params });
    assert.match(html, /Why it was declined/);
    assert.doesNotMatch(html, /Test member/);
  },
);

withDatabase(
  'an enquiry is answered once, and a frozen figure that is not there is told',
  async (db) => {
    const authority = await anAuthority(db);
    const { actors } = authority;
    const params = { id: await anEnquiry(db, authority) };
    const post = (form: Record<string, string>) =>
      ask(db, '/enquiries/:id/answer', actors.analyst, { params, form });
    const form = { end: 'answered', answer: 'Yes.', figures: '999999' };
    assert.match((await post(form)).html, /There is no frozen figure 999999/);
    await post({ ...form, figures: '' });
    assert.match((await post({ ...form, figures: '' })).html, /has its answer already/);
  },
);

withDatabase('how many were in time, and how long they took, is counted', async (db) => {
  const { actors } = await anAuthority(db);
  const { member, analyst } = actors;
  const asked = { topic: 'cost', wardId: null, figure: '', question: 'Why?' } as const;
  const end = { answer: 'So.', isDeclined: false, frozenIds: [] };
  await asActor(db, member, async (tx) => {
    const today = day('2026-06-01');
    const ids = [];
    for (let count = 0; count < 4; count += 1)
      ids.push(await askEnquiry(tx, member, { ...asked, today }));
    // Due on 15 June: after 4, 14 and 20 days; one waits.
    for (const [index, on] of ['2026-06-05', '2026-06-15', '2026-06-21'].entries()) {
      await endEnquiry(tx, analyst, { ...end, id: ids[index] ?? 0, today: day(on) });
    }
  });
  const finding = await asActor(db, analyst, (tx) => enquiriesMeasure.compute(tx, analyst, {}));
  const values = finding.total?.figures.map((one) => one.value);
  assert.deepEqual(
    values?.map((value) => Math.round(value ?? -1)),
    [4, 3, 2, 67, 14],
  );
  for (const figure of finding.total?.figures ?? []) {
    const query = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
    const again = await asActor(db, analyst, (tx) => enquiriesMeasure.compute(tx, analyst, query));
    assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
  }
});

withDatabase('the command line asks, takes, answers and lists', async (db) => {
  const { actors } = await anAuthority(db);
  const run = (name: string, actor: Actor, args: string[], options = {}) => {
    const command = tellCommands(TELL_MEASURES).find((one) => one.name === name);
    assert.ok(command, name);
    const context = { database: db, actor, arguments: args, options, today: day('2026-06-01') };
    return command.run(context as unknown as CommandContext);
  };
  const asked = await run('enquiries ask', actors.member, ['Why?'], { topic: 'cost' });
  const id = String(asked.rows?.[0]?.id);
  await assert.rejects(run('enquiries answer', actors.member, [id, 'So.']), /does not do this/);
  await assert.rejects(run('enquiries ask', actors.member, ['At ZZ1 1AA?']), /postcode/);
  await run('enquiries take', actors.analyst, [id]);
  await run('enquiries answer', actors.analyst, [id, 'So.']);
  const listed = await run('enquiries', actors.analyst, []);
  assert.deepEqual(
    listed.rows?.map((row) => [row.status, row.dueOn]),
    [['answered', '2026-06-15']],
  );
});
