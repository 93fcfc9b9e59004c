import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { strFromU8, unzipSync } from 'fflate';
import { anAuthority, asThief, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { askPage, type PageQuestion } from '../../../test/pages.ts';
import { day, Refusal } from '../../lib/index.ts';
import { type Actor, asActor, type CommandContext, type Database } from '../../platform/index.ts';
import { listPlaces, RECORD_MEASURES } from '../../record/index.ts';
import { loadHandMade, loadPeople } from '../../understand/hand-made.sample.ts';
import { UNDERSTAND_MEASURES } from '../../understand/index.ts';
import { TELL_HOME_CARDS } from '../home-cards.ts';
import { TELL_MEASURES, tellCommands, tellPages } from '../tell-pages.ts';
import { newBriefing } from './change-briefing.ts';

const MEASURES = [...RECORD_MEASURES, ...UNDERSTAND_MEASURES, ...TELL_MEASURES];

interface Ward extends TestAuthority {
  readonly database: Database;
  readonly alder: number;
  readonly id: string;
}

/** Alder of the hand-made partnership, with a draft that the analyst wrote. */
async function aDraft(database: Database): Promise<Ward> {
  const authority = await anAuthority(database);
  await loadHandMade(database, authority.authorityId);
  const { analyst } = authority.actors;
  return asActor(database, analyst, async (tx) => {
    const alder = Number((await listPlaces(tx, 'ward'))[0]?.id);
    const asked = { wardId: alder, audience: 'ward' as const, measures: MEASURES };
    const id = String(await newBriefing(tx, analyst, asked));
    return { ...authority, database, alder, id };
  });
}

function ask(ward: Ward, url: string, actor: Actor, question: PageQuestion = {}) {
  const page = tellPages(MEASURES).find((one) => one.url === url);
  assert.ok(page, url);
  return askPage(ward.database, page, actor, { params: { id: ward.id }, ...question });
}

async function sign(ward: Ward, actor: Actor, seen?: string) {
  const { html } = await ask(ward, '/briefings/:id/sign', actor);
  const [, version = ''] = /name="version" value="(\d+)"/.exec(html) ?? [];
  const [, hash = ''] = /name="seen" value="(\w+)"/.exec(html) ?? [];
  return ask(ward, '/briefings/:id/sign', actor, { form: { version, seen: seen ?? hash } });
}

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

withDatabase(
  'a ward gives a draft from live figures, and small numbers are not in it',
  async (db) => {
    const ward = await aDraft(db);
    const { html } = await ask(ward, '/briefings/:id', ward.actors.analyst);
    assert.match(html, /Children and families in Alder/);
    assert.match(html, /href="\/figures\/late-help-cost\?[^"]*"[^>]*>£19,000</);
    assert.match(words(html), /Children in care from Alder: too few to show\./);
    assert.match(words(html), /How we compare: no published indicators are loaded yet\./);
    assert.doesNotMatch(html, /\{\{|\}\}/);
  },
);

withDatabase('a draft exists only for those who write', async (db) => {
  const ward = await aDraft(db);
  for (const role of ['member', 'partner', 'finance'] as const) {
    await assert.rejects(ask(ward, '/briefings/:id', ward.actors[role]), /no such briefing/);
    const list = await ask(ward, '/briefings', ward.actors[role]);
    assert.match(list.html, /There is no briefing yet/);
  }
});

withDatabase(
  'nobody signs what they wrote; a second person does, and members can read it',
  async (db) => {
    const ward = await aDraft(db);
    const { actors } = ward;
    const form = { ...(await wordsOf(ward)), story: 'The manager wrote this.', over: '1' };
    await ask(ward, '/briefings/:id/edit', actors.manager, { form });
    const own = await sign(ward, actors.manager);
    assert.match(own.html, /You wrote this version\. A second person signs it/);
    const signed = await sign(ward, actors.commissioner);
    assert.deepEqual(signed.answer, { redirect: `/briefings/${ward.id}` });
    assert.equal(signed.notes[0]?.action, 'briefing.signed');
    const { html } = await ask(ward, '/briefings/:id', actors.member);
    assert.match(html, /The manager wrote this\./);
    assert.match(html, /href="\/frozen\/\d+"[^>]*>£19,000</);
    assert.match(html, /Unchanged since it was signed/);
    assert.match(html, new RegExp(`npx headwater briefing ${ward.id}<`));
    assert.doesNotMatch(html, /Edit the words/);
  },
);

async function wordsOf(ward: Ward): Promise<Record<string, string>> {
  const { rows } = await asActor(ward.database, ward.actors.analyst, (tx) =>
    sql<{ words: Record<string, string> }>`select words from tell.briefing_version
      where briefing_id = ${Number(ward.id)} order by number desc limit 1`.execute(tx),
  );
  return { ...rows[0]?.words };
}

withDatabase('"saved" stops a briefing from being signed, and says where it stands', async (db) => {
  const ward = await aDraft(db);
  const form = { ...(await wordsOf(ward)), story: 'Early help saved a lot.', over: '1' };
  await ask(ward, '/briefings/:id/edit', ward.actors.analyst, { form });
  const edit = await ask(ward, '/briefings/:id/edit', ward.actors.analyst);
  assert.match(words(edit.html), /To mend: “saved”: use avoided cost/);
  const page = await ask(ward, '/briefings/:id/sign', ward.actors.manager);
  assert.match(page.html, /You cannot sign this now/);
  const refused = await ask(ward, '/briefings/:id/sign', ward.actors.manager, {
    form: { version: '2', seen: '' },
  });
  assert.match(refused.html, /The words need mending before this can be signed/);
});

withDatabase('a number that moved since the signer saw it is not signed unseen', async (db) => {
  const ward = await aDraft(db);
  const refused = await sign(ward, ward.actors.manager, 'another');
  assert.match(refused.html, /A number changed while you read/);
});

withDatabase('a token that stands for nothing is told beside its field', async (db) => {
  const ward = await aDraft(db);
  const form = { ...(await wordsOf(ward)), point1: 'It is {{figure 99}}.', over: '1' };
  const { html, answer } = await ask(ward, '/briefings/:id/edit', ward.actors.analyst, { form });
  assert.ok('status' in answer && answer.status === 400);
  assert.match(html, /“\{\{figure 99\}\}” stands for no figure/);
});

withDatabase('two who edit at once do not overwrite each other', async (db) => {
  const ward = await aDraft(db);
  const form = { ...(await wordsOf(ward)), over: '1' };
  await ask(ward, '/briefings/:id/edit', ward.actors.analyst, { form });
  const { html } = await ask(ward, '/briefings/:id/edit', ward.actors.manager, { form });
  assert.match(html, /Somebody else saved this briefing while you edited it/);
});

/** Six more children of Alder come into care, so that numbers are others than before. */
async function loadMore(ward: Ward): Promise<void> {
  const children = ['Ned', 'Ola', 'Pam', 'Quin', 'Ruth', 'Sid'].map((id, index) => ({
    row: index + 2,
    identifiers: [{ kind: 'la-child-id' as const, value: id }],
    birthDay: day('2014-01-01'),
    names: [{ kind: 'legal' as const, given: id, family: 'Example' }],
    address: { postcode: 'ZZ1 1AA', fromDay: day('2020-01-01') },
    spells: [
      {
        kind: 'status' as const,
        code: 'looked-after' as const,
        startDay: day('2024-06-01'),
        endDay: day('2024-07-01'),
        row: index + 2,
      },
    ],
    events: [],
  }));
  await loadPeople(ward.database, ward.authorityId, 'later-census.xml', children);
}

withDatabase('figures that change after the draft are shown before it is signed', async (db) => {
  const ward = await aDraft(db);
  await loadMore(ward);
  const { html } = await ask(ward, '/briefings/:id/sign', ward.actors.manager);
  assert.match(words(html), /Figures changed since the words were written/);
  assert.match(words(html), /Children in care from Alder/);
});

withDatabase('a signed briefing keeps its numbers and says which are others by now', async (db) => {
  const ward = await aDraft(db);
  await sign(ward, ward.actors.manager);
  const before = await ask(ward, '/briefings/:id', ward.actors.member);
  assert.doesNotMatch(before.html, /Files were loaded since this was signed/);
  await loadMore(ward);
  const { html } = await ask(ward, '/briefings/:id', ward.actors.member);
  assert.match(html, /Files were loaded since this was signed/);
  const compared = await ask(ward, '/briefings/:id', ward.actors.member, {
    query: { compare: 'now' },
  });
  assert.match(compared.html, /Some figures are others by now/);
  assert.match(html, /href="\/frozen\/\d+"[^>]*>£19,000</);
});

withDatabase('words changed behind the back of a signature are found out', async (db) => {
  const ward = await aDraft(db);
  await sign(ward, ward.actors.manager);
  await asThief(db, (tx) =>
    sql`update tell.briefing_signing set content = replace(content, 'early', 'late')
      where briefing_id = ${Number(ward.id)}`.execute(tx),
  );
  const { html } = await ask(ward, '/briefings/:id', ward.actors.member);
  assert.match(html, /This briefing was changed after it was signed/);
});

withDatabase('a withdrawn briefing says why, and its words are no longer shown', async (db) => {
  const ward = await aDraft(db);
  await sign(ward, ward.actors.manager);
  const none = await ask(ward, '/briefings/:id/withdraw', ward.actors.manager, {
    form: { reason: '' },
  });
  assert.match(none.html, /Enter why it is withdrawn/);
  const form = { reason: 'A return was wrong.' };
  await ask(ward, '/briefings/:id/withdraw', ward.actors.manager, { form });
  const { html } = await ask(ward, '/briefings/:id', ward.actors.member);
  assert.match(html, /This briefing was withdrawn\.<\/strong> A return was wrong\./);
  assert.doesNotMatch(html, /£19,000/);
});

withDatabase('all tables come in one ODS: a cover, and a sheet each', async (db) => {
  const ward = await aDraft(db);
  await sign(ward, ward.actors.manager);
  const params = { id: `${ward.id}.ods` };
  const { answer } = await ask(ward, '/briefings/:id', ward.actors.member, { params });
  assert.ok('file' in answer && answer.file instanceof Uint8Array);
  const content = strFromU8(unzipSync(answer.file)['content.xml'] ?? new Uint8Array());
  const sheets = [...content.matchAll(/table:name="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(sheets.slice(0, 3), ['Cover', 'Table 1', 'Table 2']);
  assert.match(content, /Seal: [0-9a-f]{64}/);
});

withDatabase('a briefing of another authority does not exist', async (db) => {
  const ward = await aDraft(db);
  const stranger = await anAuthority(db);
  await sign(ward, ward.actors.manager);
  await assert.rejects(
    ask(ward, '/briefings/:id', stranger.actors.manager),
    (error) => error instanceof Refusal && error.kind === 'not-found',
  );
});

withDatabase(
  'a member chooses a ward, and finds its briefing and questions at home',
  async (db) => {
    const ward = await aDraft(db);
    const { member } = ward.actors;
    await sign(ward, ward.actors.manager);
    const [card] = TELL_HOME_CARDS;
    assert.ok(card);
    const load = () => asActor(db, member, async (tx) => (await card.load(tx, member, null)).items);
    assert.ok((await load()).some((item) => item.text === 'Choose your ward'));
    await ask(ward, '/briefings/my-ward', member, { form: { ward: String(ward.alder) } });
    const texts = (await load()).map((item) => item.text);
    assert.ok(!texts.includes('Choose your ward'));
    assert.ok(texts.includes('Briefing: Children and families in Alder'));
    assert.ok(
      texts.some((text) => text.endsWith('?')),
      'a question to ask',
    );
  },
);

withDatabase(
  'the command line drafts, signs by a second person and prints the same',
  async (db) => {
    const ward = await aDraft(db);
    const { actors } = ward;
    const run = (name: string, actor: Actor, args: string[], options = {}) => {
      const command = tellCommands(MEASURES).find((one) => one.name === name);
      assert.ok(command, name);
      const context = { database: db, actor, arguments: args, options, folder: '.' };
      return command.run(context as unknown as CommandContext);
    };
    const drafted = await run('briefing new', actors.analyst, [], { ward: 'alder' });
    const id = String(drafted.rows?.[0]?.id);
    await assert.rejects(run('briefing sign', actors.analyst, [id]), /Your role does not/);
    const signed = await run('briefing sign', actors.manager, [id]);
    assert.equal(signed.status, 0);
    const printed = await run('briefing', actors.member, [id]);
    const text = printed.lines?.join('\n') ?? '';
    assert.match(text, /Unchanged since it was signed/);
    assert.match(text, /Help that came late in Alder cost £[\d,]+\.\d\d/);
    assert.match(text, new RegExp(String(signed.rows?.[0]?.hash)));
  },
);

withDatabase('without anything loaded a draft says what it lacks', async (db) => {
  const authority = await anAuthority(db);
  const { analyst } = authority.actors;
  const asked = { wardId: null, audience: 'scrutiny' as const, measures: MEASURES };
  const id = await asActor(db, analyst, (tx) => newBriefing(tx, analyst, asked));
  const ward = { ...authority, database: db, alder: 0, id: String(id) };
  const { html } = await ask(ward, '/briefings/:id', analyst);
  assert.match(html, /Nothing is loaded yet that could be told here/);
  assert.match(html, /What late help costs: nothing that happened has a cost yet/);
});
