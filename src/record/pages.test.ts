import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../test/database.ts';
import { aSession, askPage, type PageQuestion } from '../../test/pages.ts';
import type { Role } from '../govern/index.ts';
import { type CalendarDay, day } from '../lib/index.ts';
import { asActor, type Database, type Page, type Tx } from '../platform/index.ts';
import { personJourney } from './journey/person-journey.store.ts';
import { loadAshdowns } from './people/ashdown.sample.ts';
import { peopleByCouncilNumber } from './people/protection.store.ts';
import { newlyHigher, withoutWard } from './record-home.store.ts';
import { RECORD_PAGES } from './record-pages.ts';

function pageAt(url: string): Page {
  const page = RECORD_PAGES.find((one) => one.url === url);
  assert.ok(page, `there is no page ${url}`);
  return page;
}

async function here(database: Database) {
  const authority = await anAuthority(database);
  const children = await loadAshdowns(database, authority.authorityId);
  const ask = (role: Role, url: string, question?: PageQuestion) =>
    askPage(database, pageAt(url), authority.actors[role], question);
  return { ...authority, children, ask };
}

withDatabase('every page of the record shows itself, full and empty', async (database) => {
  const { ask, children } = await here(database);
  const id = String(children.wren);
  const sources = /\/returns\/(\d+)/.exec((await ask('analyst', '/returns')).html)?.[1] ?? '';
  for (const [role, url, params] of [
    ['analyst', '/returns/:id', { id: sources }],
    ['analyst', '/returns/templates', {}],
    ['analyst', '/people', {}],
    ['analyst', '/people/:id', { id }],
    ['practitioner', '/people/:id/relationships', { id }],
    ['practitioner', '/people/:id/unborn', { id }],
    ['manager', '/people/:id/protection', { id }],
    ['member', '/places', {}],
  ] as const) {
    assert.match((await ask(role, url, { params })).html, /<h1[ >]/, url);
  }
  const empty = await anAuthority(database);
  for (const url of ['/returns', '/people', '/places']) {
    const { html } = await askPage(database, pageAt(url), empty.actors.analyst);
    assert.match(html, /yet/, url);
  }
});

withDatabase(
  'numbers of a child are shown only when asked for, and that is noted',
  async (database) => {
    const { ask, children } = await here(database);
    const params = { id: String(children.wren) };
    const closed = await ask('practitioner', '/people/:id', { params });
    assert.doesNotMatch(closed.html, /council\u2019s number/);
    assert.equal(closed.notes[0]?.action, 'person.read');
    const open = await ask('practitioner', '/people/:id', {
      params,
      query: { identifiers: 'yes' },
    });
    assert.match(open.html, /council\u2019s number/);
    assert.equal(open.notes[0]?.action, 'person.read-identifiers');
  },
);

withDatabase(
  'a page that a practitioner reads leads to no file they may not open',
  async (database) => {
    const { ask, children } = await here(database);
    const params = { id: String(children.wren) };
    assert.doesNotMatch(
      (await ask('practitioner', '/people/:id', { params })).html,
      /"\/returns\//,
    );
    assert.match((await ask('analyst', '/people/:id', { params })).html, /"\/returns\//);
  },
);

withDatabase('only a manager restricts a record, and says why', async (database) => {
  const { ask, children } = await here(database);
  const params = { id: String(children.wren) };
  const url = '/people/:id/protection';
  const form = { act: 'restrict', reason: 'own-staff' };
  await assert.rejects(ask('practitioner', url, { params, form }), { code: 'managers-only' });
  const silent = await ask('manager', url, { params, form: { act: 'restrict' } });
  assert.match(silent.html, /Select the reason/);
  const done = await ask('manager', url, { params, form });
  assert.deepEqual(
    done.notes.map((note) => note.action),
    ['person.restricted'],
  );
  await assert.rejects(ask('practitioner', '/people/:id', { params }), { code: 'no-such-person' });
  const list = await ask('practitioner', '/people', { query: { search: 'ashdown' } });
  assert.doesNotMatch(list.html, /Wren/);
});

withDatabase('only whoever protected an address can undo it, once', async (database) => {
  const { ask, children } = await here(database);
  const params = { id: String(children.linnet) };
  const session = aSession();
  const form = { act: 'protect' };
  await ask('practitioner', '/people/:id/protection', { params, form, session });
  const undo = (own = aSession()) =>
    ask('practitioner', '/people/:id/protection/undo', { params, form: {}, session: own });
  await assert.rejects(undo(), { code: 'undo-too-late' });
  assert.deepEqual((await undo(session)).answer, { redirect: `/people/${params.id}/protection` });
  await assert.rejects(undo(session), { code: 'undo-too-late' });
});

withDatabase('a form that cannot be keeps what was typed and says what to do', async (database) => {
  const { ask, children } = await here(database);
  const params = { id: String(children.wren) };
  const form = { act: 'add', other: String(children.robin), kind: 'parent', search: 'ashdown' };
  const { html, answer } = await ask('practitioner', '/people/:id/relationships', { params, form });
  assert.equal('status' in answer && answer.status, 400);
  assert.match(html, /A parent is at least 11 years older/);
  assert.match(html, new RegExp(`value="${children.robin}" checked`));
});

withDatabase('somebody finds a child by a name misspelt or by a number', async (database) => {
  const { ask } = await here(database);
  for (const search of ['Wrenne Asshdown', 'Ashdown, Wren', 'ashdown', 'wren', 'S1', 's1']) {
    const { html } = await ask('practitioner', '/people', { query: { search: search } });
    assert.match(html, /Wren Ashdown/, search);
  }
});

withDatabase('the map of wards hides a ward with fewer than 5 children', async (database) => {
  const { ask } = await here(database);
  const { html } = await ask('member', '/places');
  assert.match(html, /\[c\]/);
  assert.doesNotMatch(html, /Wren/);
});

withDatabase(
  'each file to fill in downloads with the headings that its page explains',
  async (database) => {
    const { ask } = await here(database);
    const { html } = await ask('analyst', '/returns/templates');
    for (const file of ['early-help', 'places', 'spending']) {
      const { answer } = await ask('analyst', `/returns/${file}-template.csv`);
      assert.ok('file' in answer);
      for (const heading of String(answer.file).split('\r\n')[0]?.split(',') ?? []) {
        assert.ok(html.includes(`>${heading}</code>`), heading);
      }
    }
  },
);

withDatabase(
  'the home page counts the children whom the list of children shows, on the last day too',
  async (database) => {
    const { actors } = await here(database);
    await asActor(database, actors.practitioner, async (tx) => {
      for (const on of [day('2025-01-01'), await lastDay(tx)]) {
        const found = await newlyHigher(tx, { since: day('2024-10-01'), on });
        assert.deepEqual(found, [{ level: 'targeted-early-help', children: 4 }]);
        assert.deepEqual(await withoutWard(tx, on), { missing: 0, all: 4 });
      }
      const all = { since: day('2024-12-01'), on: day('2025-01-01') };
      assert.deepEqual(await newlyHigher(tx, all), []);
    });
  },
);

async function lastDay(tx: Tx): Promise<CalendarDay> {
  const wren = (await peopleByCouncilNumber(tx, ['S1'])).get('S1');
  assert.ok(wren);
  const level = (await personJourney(tx, wren)).levels.at(-1);
  assert.ok(level);
  return level.end_day;
}
