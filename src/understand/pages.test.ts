import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  anAuthority,
  testDatabase,
  type TestAuthority,
  withDatabase,
} from '../../test/database.ts';
import { day, financialYear } from '../lib/index.ts';
import {
  type Actor,
  asActor,
  type Database,
  openTemplates,
  type Page,
  type PageRequest,
  type RenderPage,
  type Shell,
} from '../platform/index.ts';
import type { ReadItem } from '../record/index.ts';
import { systemActor } from '../govern/index.ts';
import { giveCodes, loadHandMade, loadItems, personIdOf } from './hand-made.sample.ts';
import { UNDERSTAND_HOME_CARDS } from './home-cards.ts';
import { UNDERSTAND_COMMANDS, UNDERSTAND_MEASURES, UNDERSTAND_PAGES } from './understand-pages.ts';
import { LOCAL_MEASURE } from './unit-costs/local-unit-cost.ts';

const SHELL: Shell = {
  title: 'A page',
  actorName: 'Test',
  roleName: 'Analyst',
  agencyName: 'Council',
  navigation: [],
  demo: false,
  csrfToken: 'token',
  cspNonce: 'nonce',
  url: '/',
  messages: [],
};

let templates: Promise<RenderPage> | null = null;
function opened(): Promise<RenderPage> {
  templates ??= openTemplates({ assetHash: 'x', version: 'test' });
  return templates;
}
after(() => {
  templates = null;
});

interface Visit {
  readonly page: Page;
  readonly actor: Actor;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Opens a page as the server would and gives its words, with how often it noted a read. */
async function visit(database: Database, { page, actor, params = {}, query = {} }: Visit) {
  assert.ok(page.who.allows(actor), `${page.url} is not for this role`);
  let notes = 0;
  const answer = await asActor(database, actor, async (tx) => {
    const request: PageRequest = {
      tx,
      actor,
      params,
      query,
      all: (name) => [query[name] ?? []].flat(),
      form: {},
      url: `${page.url}?${new URLSearchParams(query)}`,
      session: { get: () => undefined, set: () => {} },
      files: [],
      audit: async () => {
        notes += 1;
      },
    };
    return page.get?.(request) ?? assert.fail();
  });
  assert.ok('template' in answer);
  const html = (await opened())(answer.template, answer.data, { ...SHELL, url: page.url });
  return { html, notes, title: answer.title ?? page.title };
}

function pageOf(url: string): Page {
  return UNDERSTAND_PAGES.find((page) => page.url === url) ?? assert.fail(url);
}

async function loaded(database: Database): Promise<TestAuthority> {
  const authority = await anAuthority(database);
  const { authorityId } = authority;
  await loadHandMade(database, authorityId);
  await giveCodes(database, authorityId, { onsCode: 'E06009996', laNumber: '996' });
  const spend: ReadItem = {
    type: 'spend',
    spend: {
      row: 2,
      authorityCode: 'E06009996',
      authorityName: 'Testshire',
      year: financialYear(2024),
      publication: 'ro3',
      line: 'looked-after',
      measure: LOCAL_MEASURE,
      amountPence: 5_000_000,
    },
  };
  await loadItems(database, authorityId, { kind: 'council-spending', name: 'ro3.csv' }, [spend]);
  const value = (code: string, amount: number, row: number): ReadItem => ({
    type: 'indicator',
    indicator: {
      row,
      indicator: 'CIN',
      indicatorLabel: 'Children in need rate per 10,000',
      areaCode: code,
      areaName: `Area ${code}`,
      period: '2024',
      value: amount,
      mark: null,
    },
  });
  await loadItems(database, authorityId, { kind: 'dfe-indicators', name: 'lait.csv' }, [
    value('E06009996', 300, 2),
    value('E92000001', 330, 3),
  ]);
  return authority;
}

const EMPTY = ['/cost', '/referrals', '/journeys', '/unit-costs', '/peers', '/unit-costs/workbook'];

withDatabase('every page says what to do while nothing is loaded', async (database) => {
  const { actors } = await anAuthority(database);
  for (const url of EMPTY) {
    const { html } = await visit(database, { page: pageOf(url), actor: actors.analyst });
    assert.match(html, /hw-empty__heading/, url);
    assert.equal(html.match(/<h1/g)?.length, 1, url);
  }
});

withDatabase(
  'every page shows its finding in its title once something is loaded',
  async (database) => {
    const { authorityId, actors } = await loaded(database);
    const { analyst } = actors;
    const ben = await asActor(database, systemActor(authorityId), (tx) => personIdOf(tx, 'Ben'));
    const visits: [string, Partial<Visit>, RegExp][] = [
      ['/cost', { query: { year: '2024-25' } }, /Late help cost about £/],
      ['/referrals', {}, /Too few referrals|led to nothing/],
      ['/journeys', { query: { ended: 'child-in-need' } }, /Fewer than 10 children/],
      [
        '/journeys/rows',
        { query: { what: 'child-in-need', year: '2024-25' } },
        /100 days in 7 stretches/,
      ],
      ['/journeys/rows', { query: { what: 'referral', year: '2024-25' } }, /1 event</],
      ['/people/:id/cost', { params: { id: String(ben) } }, /This journey cost services about £/],
      ['/unit-costs', { query: { theme: 'looked-after', sort: '-cost' } }, /A child-year here/],
      ['/unit-costs/:code', { params: { code: 'foster-week' } }, /bears all of it/],
      ['/peers', {}, /There is nothing to compare/],
      ['/peers/:indicator', { params: { indicator: 'CIN' } }, /300 per 10,000/],
    ];
    for (const [url, how, words] of visits) {
      const page = pageOf(url);
      const { html, notes } = await visit(database, { page, actor: analyst, ...how });
      assert.match(html, words, url);
      assert.equal(html.match(/<h1/g)?.length, 1, url);
      assert.equal(notes > 0, page.audit === 'reads-person', `${url} notes ${notes}`);
    }
  },
);

withDatabase(
  'every number in a table of these pages leads to a figure that opens',
  async (database) => {
    const { actors } = await loaded(database);
    const { analyst } = actors;
    const ids = new Set<string>();
    for (const url of ['/cost', '/referrals', '/unit-costs', '/peers']) {
      const query = url === '/cost' ? { year: '2024-25' } : {};
      const { html } = await visit(database, { page: pageOf(url), actor: analyst, query });
      for (const [, id] of html.matchAll(/href="\/figures\/([^"]+)"/g))
        ids.add((id ?? '').replaceAll('&amp;', '&'));
    }
    assert.ok(ids.size > 100);
    for (const id of ids) {
      const [name = '', query = ''] = id.split('?');
      if (/\.(csv|ods|xlsx|svg|json)$/.test(name)) continue;
      const measure = UNDERSTAND_MEASURES.find((one) => one.name === name);
      assert.ok(measure, `no measure ${name}`);
      const given = Object.fromEntries(new URLSearchParams(query));
      const unknown = Object.keys(given).filter((key) => !(key in measure.parameters));
      assert.deepEqual(unknown, [], id);
      await asActor(database, analyst, (tx) => measure.compute(tx, analyst, given));
    }
  },
);

withDatabase(
  'a restricted child does not exist for those who may not see the record',
  async (database) => {
    const { authorityId, actors } = await loaded(database);
    const ada = await asActor(database, systemActor(authorityId), (tx) => personIdOf(tx, 'Ada'));
    const page = pageOf('/people/:id/cost');
    const params = { id: String(ada) };
    await assert.rejects(visit(database, { page, actor: actors.analyst, params }), /nobody here/);
    const { html } = await visit(database, { page, actor: actors.manager, params });
    assert.match(html, /This record is restricted/);
    for (const role of ['member', 'commissioner', 'partner', 'family'] as const) {
      assert.equal(page.who.allows(actors[role]), false);
      assert.equal(pageOf('/journeys/rows').who.allows(actors[role]), false);
    }
  },
);

withDatabase(
  'homes of those who decide show the cost of the newest year with its range',
  async (database) => {
    const { actors } = await loaded(database);
    const card = UNDERSTAND_HOME_CARDS[0] ?? assert.fail();
    assert.ok(card.who.allows(actors.member) && !card.who.allows(actors.practitioner));
    const since = new Date(Date.now() - 3_600_000);
    const shown = await asActor(database, actors.member, (tx) =>
      card.load(tx, actors.member, since),
    );
    const [total, council] = shown.figures ?? [];
    assert.ok((total?.low ?? 0) < (total?.value ?? 0) && (council?.value ?? 0) > 0);
    assert.match(shown.items[0]?.text ?? '', /^Late help cost about £/);
    const other = await anAuthority(database);
    const empty = await asActor(database, other.actors.member, (tx) =>
      card.load(tx, other.actors.member, null),
    );
    assert.equal(empty.figures, undefined);
  },
);

withDatabase('the commands give what the pages show', async (database) => {
  const { actors } = await loaded(database);
  const run = (name: string, options: Record<string, string>, args: string[] = []) => {
    const command = UNDERSTAND_COMMANDS.find((one) => one.name === name) ?? assert.fail(name);
    return command.run({
      database,
      config: {} as never,
      actor: actors.analyst,
      options,
      arguments: args,
      folder: import.meta.dirname,
      today: day('2025-06-01'),
      progress: () => {},
    });
  };
  assert.match((await run('cost', { year: '2024-25' })).finding?.headline ?? '', /^Late help cost/);
  assert.equal(
    (await run('cost referrals', { year: '2024-25' })).finding?.total?.figures[0]?.absent,
    'suppressed',
  );
  const costs = await run('unit-costs', { theme: 'looked-after' });
  assert.ok(costs.figures?.every((figure) => figure.id.startsWith('unit-cost?code=')));
  assert.equal((await run('unit-costs check', {}, ['nowhere.xlsx'])).status, 2);
  const notOne = await run('unit-costs check', {}, ['README.md']);
  assert.deepEqual([notOne.status, notOne.problems?.[0]?.rule], [1, 'workbook/unreadable']);
});

test('every page of people is audited and every measure and page has one address', async () => {
  await testDatabase();
  const urls = UNDERSTAND_PAGES.map((page) => page.url);
  assert.equal(new Set(urls).size, urls.length);
  const names = UNDERSTAND_MEASURES.map((measure) => measure.name);
  assert.equal(new Set(names).size, names.length);
});
