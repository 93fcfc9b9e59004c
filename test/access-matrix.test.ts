import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import {
  ACCESS_MATRIX,
  accessMatrix,
  mayOpen,
  registeredPages,
} from '../script/write-access-matrix.ts';
import { addMembers, ROLES, type Role } from '../src/govern/index.ts';
import type { AccountId, AgencyId, AuthorityId } from '../src/lib/index.ts';
import { asSystem, type Database, type Page } from '../src/platform/index.ts';
import { addressOf, aGround, type Ground } from './access-ground.ts';
import { testDatabase, withDatabase } from './database.ts';
import { type TestWeb, testWeb, type Visitor } from './web.ts';

/** Pages of no record that answer something else than 200 in an authority with little data. */
const OTHER_ANSWERS: Readonly<Record<string, number>> = {
  '/answer/:token': 404,
  '/choose-password': 303,
  '/cost/referrals': 303,
  '/peers/:indicator': 404,
  '/spend-map/overlaps/:pair': 404,
  '/spend-map/overlaps/:pair/mark': 404,
  '/sign-in': 303,
};

/** The directory of services, for other directories: open, and 404 until one is published. */
const DIRECTORY = [
  '',
  '/organizations',
  '/organizations/:id',
  '/service_at_locations',
  '/service_at_locations/:id',
  '/services',
  '/services/:id',
  '/taxonomies',
  '/taxonomies/:id',
  '/taxonomy_terms',
  '/taxonomy_terms/:id',
].map((path) => `/open-referral/:authority${path}`);

/** Pages that anyone may open without signing in; one more needs a reason. */
const OPEN = [
  '/accessibility',
  '/answer/:token',
  '/api/scenario-schema.json',
  '/choose-password',
  ...DIRECTORY,
  '/sign-in',
  '/sign-in/demo',
  '/where-figures-come-from',
];

/** What everyone needs: the app, two authorities alike, and somebody in each role. */
interface Stage {
  readonly web: TestWeb;
  readonly own: Ground;
  readonly foreign: Ground;
  /** Cookies of people at the council, and of their likes at a partner agency. */
  readonly cookies: Readonly<Record<'own' | 'partner', Readonly<Record<Role, string>>>>;
}

let stage: Promise<Stage> | null = null;
after(async () => (await stage)?.web.close());

function theStage(database: Database): Promise<Stage> {
  stage ??= setUp(database);
  return stage;
}

async function setUp(database: Database): Promise<Stage> {
  const web = await testWeb(database);
  const own = await aGround(database);
  const foreign = await aGround(database);
  const { actors, agencies, authorityId } = own.authority;
  const atCouncil = ROLES.map((role) => ({
    role,
    accountId: Number(actors[role].id) as AccountId,
    agencyId: Number(actors[role].settings['headwater.agency']) as AgencyId,
  }));
  const atHealth = await atAgency(database, { authorityId, agencyId: agencies.health });
  const cookies = { own: await signIn(web, atCouncil), partner: await signIn(web, atHealth) };
  return { web, own, foreign, cookies };
}

async function atAgency(
  database: Database,
  { authorityId, agencyId }: { readonly authorityId: AuthorityId; readonly agencyId: AgencyId },
): Promise<Visitor[]> {
  const members = ROLES.map((role) => {
    const email = `${role}@partner-${authorityId}.example`;
    return { email, name: `Partner ${role}`, role, agencyId };
  });
  const ids = await asSystem(database, 'operator', (tx) => addMembers(tx, authorityId, members));
  return ROLES.flatMap((role, index) => {
    const accountId = ids[index];
    return accountId === undefined ? [] : [{ accountId, agencyId, role }];
  });
}

async function signIn(web: TestWeb, visitors: readonly Visitor[]): Promise<Record<Role, string>> {
  const cookies: [Role, string][] = [];
  for (const visitor of visitors) cookies.push([visitor.role, await web.cookieOf(visitor)]);
  return Object.fromEntries(cookies) as Record<Role, string>;
}

function isOfARecord(page: Page, { own, foreign }: Stage): boolean {
  return addressOf(page, own) !== addressOf(page, foreign);
}

async function status(web: TestWeb, url: string, cookie: string): Promise<number> {
  const headers = cookie === '' ? {} : { cookie };
  return (await web.app.inject({ url, headers })).statusCode;
}

async function postStatus(web: TestWeb, url: string, cookie: string): Promise<number> {
  const type = 'application/x-www-form-urlencoded';
  const headers = { 'content-type': type, ...(cookie === '' ? {} : { cookie }) };
  const reply = await web.app.inject({ method: 'POST', url, headers, payload: 'act=disable' });
  return reply.statusCode;
}

const pages = registeredPages();

test('docs/access-matrix.md says what the registry says', () => {
  const written = readFileSync(ACCESS_MATRIX, 'utf8');
  assert.equal(written, accessMatrix(pages), 'write it anew: npm run docs:access');
});

test('every page says who may open it and what goes into the trail', () => {
  for (const { url, who, audit } of pages) {
    assert.ok(who.label !== '', url);
    assert.ok(['none', 'reads-person', 'changes'].includes(audit), url);
  }
  assert.equal(new Set(pages.map(({ url }) => url)).size, pages.length, 'no address twice');
});

test('whatever changes something or names a person is in the trail', () => {
  for (const { url, audit, post, open } of pages) {
    if (url.startsWith('/people') || url.startsWith('/families')) assert.notEqual(audit, 'none');
    const isForShow = open || url === '/handbook';
    if (post && !isForShow) assert.notEqual(audit, 'none', `${url} changes something`);
  }
});

test('nobody who is not signed in may open a page, but for a few', () => {
  const open = pages.filter(({ who }) => who.allows(null)).map(({ url }) => url);
  assert.deepEqual(open.sort(), OPEN);
  const declared = pages.filter((page) => page.open).map(({ url }) => url);
  assert.deepEqual(declared.sort(), OPEN);
});

for (const page of pages) {
  withDatabase(`${page.url} answers each role, own and partner, as the matrix says`, async (db) => {
    const { web, own, cookies } = await theStage(db);
    if (!page.get) return;
    const answer = OTHER_ANSWERS[page.url] ?? (DIRECTORY.includes(page.url) ? 404 : 200);
    for (const role of ROLES) {
      const wanted = mayOpen(page, role) ? answer : 403;
      for (const where of ['own', 'partner'] as const) {
        const got = await status(web, addressOf(page, own), cookies[where][role]);
        assert.equal(got, wanted, `${role} at an agency that is ${where}`);
      }
    }
  });

  withDatabase(`${page.url} of another authority does not exist for any role`, async (db) => {
    const set = await theStage(db);
    if (!page.get || !isOfARecord(page, set)) return;
    for (const role of ROLES) {
      const wanted = mayOpen(page, role) ? 404 : 403;
      const got = await status(set.web, addressOf(page, set.foreign), set.cookies.own[role]);
      assert.equal(got, wanted, role);
    }
  });

  withDatabase(`${page.url} takes no form that is not ours, and nobody's form`, async (db) => {
    const { web, own, cookies } = await theStage(db);
    if (!page.post) return;
    for (const role of ROLES) {
      const got = await postStatus(web, addressOf(page, own), cookies.own[role]);
      assert.equal(got, 403, role);
    }
    assert.equal(await postStatus(web, addressOf(page, own), ''), page.open ? 403 : 302);
  });
}

withDatabase('whoever is not signed in is led to sign-in, and back afterwards', async (db) => {
  const { web, own } = await theStage(db);
  for (const page of pages.filter(({ get, open }) => get && !open)) {
    const url = addressOf(page, own);
    const reply = await web.app.inject({ url });
    assert.equal(reply.statusCode, 302, url);
    assert.equal(reply.headers.location, `/sign-in?to=${encodeURIComponent(url)}`);
  }
});

withDatabase('a restricted record exists only for managers', async (db) => {
  const { web, own, cookies } = await theStage(db);
  const ofAPerson = pages.filter(({ url, get }) => get && /^\/people\/:id(?:\/|$)/.test(url));
  assert.ok(ofAPerson.length > 2);
  for (const page of ofAPerson.filter(({ url }) => !url.includes(':relationship'))) {
    const url = addressOf(page, { ...own, person: own.restricted });
    for (const role of ROLES) {
      const isSeen = role === 'manager' ? 200 : 404;
      const wanted = mayOpen(page, role) ? isSeen : 403;
      assert.equal(await status(web, url, cookies.own[role]), wanted, `${url} for ${role}`);
    }
  }
});

withDatabase('an address that does not exist says so, to everyone alike', async (db) => {
  const { web, cookies } = await theStage(db);
  assert.equal(await status(web, '/no-such-page', cookies.own.manager), 404);
  assert.equal(await status(web, '/no-such-page', ''), 404);
  assert.equal(await status(web, '/people/999999999', cookies.own.manager), 404);
  assert.equal(await status(web, '/people/not-a-number', cookies.own.manager), 404);
});

withDatabase('progress of a job of another authority is told to nobody', async (db) => {
  const { web, own, foreign, cookies } = await theStage(db);
  const listen = (job: number, cookie: string) =>
    web.app.inject({ url: `/jobs/${job}/events`, headers: cookie === '' ? {} : { cookie } });
  assert.match((await listen(own.job, cookies.own.analyst)).body, /data: \{"/);
  assert.equal((await listen(own.job, '')).statusCode, 401);
  assert.equal((await listen(own.job, cookies.own.funder)).statusCode, 403);
  for (const role of ROLES) {
    const { statusCode, body } = await listen(foreign.job, cookies.own[role]);
    const mayWatch = ['analyst', 'commissioner', 'manager', 'administrator'].includes(role);
    assert.equal(statusCode, mayWatch ? 200 : 403, role);
    assert.equal(body, mayWatch ? 'event: gone\ndata: {}\n\n' : '', role);
  }
});

withDatabase('the health of the server is told to anyone, and nothing else with it', async () => {
  const { app } = (await theStage(await testDatabase())).web;
  for (const url of ['/health', '/ready']) {
    const reply = await app.inject({ url });
    assert.equal(reply.statusCode, 200);
    assert.deepEqual(Object.keys(reply.json()).sort(), ['status', 'version']);
  }
});
