import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { testDatabase } from '../../../test/database.ts';
import { refuse } from '../../lib/index.ts';
import { loadConfig } from '../config.ts';
import { makeLog } from '../log.ts';
import { prepareAssets } from './assets.ts';
import { forgetTyped, typedBefore } from './kept-form.ts';
import { definePage, type Page, type Who } from './page.ts';
import { webServer } from './server.ts';
import { makeSessionStore } from './sessions.store.ts';
import { openTemplates } from './templates.ts';

const ACTOR = { id: '7', settings: { 'headwater.scope': '1' } };
const anyone: Who = { label: 'anyone', allows: () => true };
const nobody: Who = { label: 'nobody', allows: () => false };
const signedIn: Who = { label: 'anyone signed in', allows: (actor) => actor !== null };
const common = { title: 'A page', who: signedIn, audit: 'none' } as const;

const PAGES: readonly Page[] = [
  definePage({
    ...common,
    url: '/enter',
    who: anyone,
    open: true,
    get: async ({ session }) => {
      session.set('person', '7');
      return { redirect: '/token' };
    },
  }),
  definePage({
    ...common,
    url: '/token',
    get: async () => ({
      template: 'platform/web/blocks/error-page.njk',
      data: { status: 404, reason: '', reference: '' },
    }),
    post: async ({ form }) => ({ json: form }),
  }),
  definePage({
    ...common,
    url: '/typed',
    keepsForm: true,
    get: async (request) => ({ json: { typed: typedBefore(request) } }),
    post: async (request) => {
      forgetTyped(request);
      return { json: request.form };
    },
  }),
  definePage({ ...common, url: '/forbidden', who: nobody, get: async () => ({ json: {} }) }),
  definePage({
    ...common,
    url: '/breaks',
    get: async () => {
      throw new Error('the family Smith lives at 1 Secret Street');
    },
  }),
  definePage({
    ...common,
    url: '/refuses',
    get: async () => {
      throw refuse('taken', 'conflict', 'Somebody else took this a minute ago.');
    },
  }),
  definePage({
    ...common,
    url: '/forgets',
    audit: 'reads-person',
    get: async () => ({ json: { name: 'of-a-child' } }),
  }),
  definePage({
    ...common,
    url: '/open',
    who: anyone,
    open: true,
    get: async ({ tx }) => ({ json: (await sql`select 1`.execute(tx)).rows }),
  }),
  definePage({
    ...common,
    url: '/upload',
    upload: true,
    post: async ({ files }) => ({
      json: files.map(({ name, byteCount }) => ({ name, byteCount })),
    }),
  }),
];

let app: FastifyInstance;
let folder: string;
const logged: string[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-web-'));
  const database = await testDatabase();
  const assets = await prepareAssets();
  app = await webServer({
    config: {
      ...loadConfig({ HEADWATER_UPLOAD_MEGABYTES: '1', HEADWATER_REQUESTS_PER_MINUTE: '60' }),
      folder,
    },
    database,
    log: makeLog('error', (line) => logged.push(line)),
    assets,
    render: await openTemplates({ assetHash: assets.hash, version: '0' }),
    pages: PAGES,
    sessions: makeSessionStore(database, 60),
    findVisitor: async (session) =>
      session.get('person') === '7'
        ? { actor: ACTOR, shell: { actorName: 'Sam', roleName: 'Analyst', agencyName: 'Council' } }
        : null,
    recordAudit: async () => {},
    signInAddress: '/sign-in',
  });
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

let visitors = 0;

/** Someone new, from an address of their own; signed in unless told otherwise. */
async function visit() {
  visitors += 1;
  const remoteAddress = `10.0.0.${visitors}`;
  const entered = await app.inject({ url: '/enter', remoteAddress });
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
  return { remoteAddress, headers: { cookie } };
}

test('whoever is not signed in is sent to sign in, and back afterwards', async () => {
  const answer = await app.inject({ url: '/token?year=2024-25' });
  assert.equal(answer.statusCode, 302);
  assert.equal(answer.headers.location, '/sign-in?to=%2Ftoken%3Fyear%3D2024-25');
});

test('a page that is not for this person is forbidden, in words', async () => {
  const answer = await app.inject({ ...(await visit()), url: '/forbidden' });
  assert.equal(answer.statusCode, 403);
  assert.match(answer.body, /Your role does not include this page/);
});

test('when we fail, a person sees a reference and nothing of what went wrong', async () => {
  const answer = await app.inject({ ...(await visit()), url: '/breaks' });
  assert.equal(answer.statusCode, 500);
  const reference = />([A-Z2-9]{3}-[A-Z2-9]{3})</.exec(answer.body)?.[1];
  assert.ok(reference, 'no reference on the page');
  assert.ok(
    logged.some((line) => line.includes(reference)),
    'the reference is not in the log',
  );
  assert.doesNotMatch(answer.body + logged.join(''), /Smith|Secret/);
});

test('a rule that says no answers with its status and its sentence', async () => {
  const answer = await app.inject({ ...(await visit()), url: '/refuses' });
  assert.equal(answer.statusCode, 409);
  assert.match(answer.body, /Somebody else took this a minute ago/);
});

test('a page that reads a person and leaves nothing in the audit trail shows nothing', async () => {
  const answer = await app.inject({ ...(await visit()), url: '/forgets' });
  assert.equal(answer.statusCode, 500);
  assert.doesNotMatch(answer.body, /of-a-child/);
});

test('an open page sees nothing of the database', async () => {
  const answer = await app.inject({ url: '/open' });
  assert.equal(answer.statusCode, 500);
});

test('a form that did not come from one of our pages is refused', async () => {
  const person = await visit();
  const answer = await app.inject({
    ...person,
    method: 'POST',
    url: '/token',
    payload: 'name=Sam&_csrf=made-up',
    headers: { ...person.headers, 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(answer.statusCode, 403);
});

test('a form with the token of its own session is taken', async () => {
  const person = await visit();
  const token = await tokenOf(person);
  const answer = await app.inject({
    ...person,
    method: 'POST',
    url: '/token',
    payload: new URLSearchParams({ name: ' Sam ', _csrf: token }).toString(),
    headers: { ...person.headers, 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.json().name, 'Sam');
});

/** Sends a form when nobody is signed in any more, then signs in; gives what the page knows. */
async function typedAfterTimeOut(by: string, from: Record<string, string>) {
  visitors += 1;
  const remoteAddress = `10.1.0.${visitors}`;
  const sent = await app.inject({
    remoteAddress,
    method: 'POST',
    url: '/typed',
    payload: new URLSearchParams({ name: 'Sam', _by: by, _csrf: 'old' }).toString(),
    headers: { ...from, 'content-type': 'application/x-www-form-urlencoded' },
  });
  const cookie = String(sent.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  const entered = await app.inject({ url: '/enter', remoteAddress, headers: { cookie } });
  const own = String(entered.headers['set-cookie'] ?? cookie).split(';')[0] ?? '';
  const page = await app.inject({ url: '/typed', remoteAddress, headers: { cookie: own } });
  return { to: sent.headers.location, typed: page.json().typed };
}

test('what was typed when time ran out is there again for whoever typed it', async () => {
  const here = { 'sec-fetch-site': 'same-origin' };
  const { to, typed } = await typedAfterTimeOut('7', here);
  assert.equal(to, '/sign-in?to=%2Ftyped');
  assert.deepEqual(typed, { name: 'Sam', _by: '7' });
});

test('nobody else sees what was typed, and no other site leaves anything to be found', async () => {
  const here = { 'sec-fetch-site': 'same-origin' };
  assert.equal((await typedAfterTimeOut('8', here)).typed, null);
  for (const from of [
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://elsewhere.example' },
  ]) {
    const { to, typed } = await typedAfterTimeOut('7', from);
    assert.deepEqual([to, typed], ['/sign-in?to=%2F', null]);
  }
});

test('no page may be framed, sniffed, cached or run a script that is not ours', async () => {
  const { headers } = await app.inject({ ...(await visit()), url: '/token' });
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /script-src 'self' 'nonce-/);
  assert.doesNotMatch(policy, /unsafe|upgrade-insecure-requests/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-store');
});

test('an upload over the limit is refused in words, and leaves no file behind', async () => {
  const person = await visit();
  const answer = await upload(person, 'big.csv', 'a'.repeat(1_100_000));
  assert.equal(answer.statusCode, 413);
  assert.match(answer.body, /big\.csv is larger than 1 MB/);
  assert.deepEqual(await readdir(join(folder, 'files')), []);
});

test('an uploaded file keeps its name without folders', async () => {
  const answer = await upload(await visit(), '..\\..\\etc/passwd', 'row');
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), [{ name: 'passwd', byteCount: 3 }]);
});

test('an upload without its session’s token is refused and leaves no file behind', async () => {
  const before = (await readdir(join(folder, 'files'))).length;
  const answer = await upload(await visit(), 'a.csv', 'row', 'made-up');
  assert.equal(answer.statusCode, 403);
  assert.equal((await readdir(join(folder, 'files'))).length, before);
});

test('whoever asks too often is told to wait', async () => {
  const person = await visit();
  const statuses: number[] = [];
  for (let i = 0; i < 70; i += 1) {
    statuses.push((await app.inject({ ...person, url: '/refuses' })).statusCode);
  }
  assert.equal(statuses.at(0), 409);
  assert.equal(statuses.at(-1), 429);
});

type Person = Awaited<ReturnType<typeof visit>>;

async function tokenOf(person: Person): Promise<string> {
  const page = await app.inject({ ...person, url: '/token' });
  return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
}

async function upload(person: Person, name: string, text: string, token?: string) {
  const edge = 'edge-of-a-part';
  const lines = [
    `--${edge}`,
    'content-disposition: form-data; name="_csrf"',
    '',
    token ?? (await tokenOf(person)),
    `--${edge}`,
    `content-disposition: form-data; name="file"; filename="${name}"`,
    'content-type: text/csv',
    '',
    text,
    `--${edge}--`,
    '',
  ];
  return app.inject({
    ...person,
    method: 'POST',
    url: '/upload',
    payload: lines.join('\r\n'),
    headers: { ...person.headers, 'content-type': `multipart/form-data; boundary=${edge}` },
  });
}
