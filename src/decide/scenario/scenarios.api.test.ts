import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { type TestWeb, testWeb } from '../../../test/web.ts';
import type { Role } from '../../govern/index.ts';
import type { AccountId, AgencyId } from '../../lib/index.ts';
import type { Database } from '../../platform/index.ts';
import { SCENARIO_SCHEMA } from './scenario-schema.ts';

const FAMILY_SUPPORT = readFileSync(
  new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url),
  'utf8',
)
  .replace('rates: record', 'rates: published')
  .replace('draws: 5000', 'draws: 300');

let web: TestWeb | null = null;
after(async () => web?.close());

interface Program {
  get(url: string): Promise<{ readonly status: number; readonly json: never }>;
  post(
    url: string,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly status: number; readonly json: never }>;
}

/** A program that is signed in as somebody, with the token of a form. */
async function asProgram(database: Database, here: TestAuthority, role: Role): Promise<Program> {
  web ??= await testWeb(database);
  const { app } = web;
  const actor = here.actors[role];
  const cookie = await web.cookieOf({
    accountId: Number(actor.id) as AccountId,
    agencyId: Number(actor.settings['headwater.agency']) as AgencyId,
    role,
  });
  const form = await app.inject({ url: '/accessibility', headers: { cookie } });
  const page = await app.inject({ url: '/', headers: { cookie } });
  const token = /name="_csrf" value="([^"]+)"/.exec(form.body + page.body)?.[1] ?? '';
  const answerOf = (reply: { readonly statusCode: number; readonly body: string }) => ({
    status: reply.statusCode,
    json: JSON.parse(reply.body) as never,
  });
  return {
    get: async (url) => answerOf(await app.inject({ url, headers: { cookie } })),
    post: async (url, fields) =>
      answerOf(
        await app.inject({
          method: 'POST',
          url,
          headers: { cookie, 'content-type': 'application/json' },
          payload: JSON.stringify({ ...fields, _csrf: token }),
        }),
      ),
  };
}

withDatabase('the schema of a scenario is there for anyone', async (database) => {
  web ??= await testWeb(database);
  const reply = await web.app.inject({ url: '/api/scenario-schema.json' });
  assert.deepEqual(JSON.parse(reply.body), JSON.parse(JSON.stringify(SCENARIO_SCHEMA)));
});

withDatabase(
  'a program works a scenario out, as YAML and as JSON, with one hash',
  async (database) => {
    const here = await anAuthority(database);
    const program = await asProgram(database, here, 'analyst');
    const yaml = await program.post('/api/scenarios/run', { scenario: FAMILY_SUPPORT });
    assert.equal(yaml.status, 200);
    const { resultHash, figures, headline } = yaml.json as {
      resultHash: string;
      figures: { low?: number; high?: number }[];
      headline: string;
    };
    assert.match(headline, /gains exceed costs in \d+ of 100 runs/);
    assert.ok(figures.length > 10);
    const { parse } = await import('yaml');
    const json = await program.post('/api/scenarios/run', { scenario: parse(FAMILY_SUPPORT) });
    assert.equal((json.json as { resultHash: string }).resultHash, resultHash);
    const bad = FAMILY_SUPPORT.replace('years: 10', 'years: 99');
    const refused = await program.post('/api/scenarios/run', { scenario: bad });
    assert.equal(refused.status, 400);
    const { problems } = refused.json as { problems: { field: string; line: number }[] };
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['years'],
    );
  },
);

withDatabase('a program keeps, saves, runs and freezes a scenario', async (database) => {
  const here = await anAuthority(database);
  const program = await asProgram(database, here, 'analyst');
  const made = await program.post('/api/scenarios', { scenario: FAMILY_SUPPORT, name: 'Mine' });
  const { href } = made.json as { href: string };
  assert.equal(made.status, 201);
  const early = await program.post(`${href}/freeze`, {});
  assert.equal(early.status, 409);
  const ran = await program.post(`${href}/run`, {});
  assert.equal(ran.status, 200);
  const frozen = await program.post(`${href}/freeze`, {});
  assert.match((frozen.json as { hash: string }).hash, /^[0-9a-f]{64}$/);
  const text = FAMILY_SUPPORT.replace('years: 10', 'years: 12');
  const saved = await program.post(`${href}/versions`, { scenario: text, opened: 1, note: 'More' });
  assert.deepEqual([saved.status, (saved.json as { version: number }).version], [201, 2]);
  const late = await program.post(`${href}/versions`, { scenario: FAMILY_SUPPORT, opened: 1 });
  assert.deepEqual(
    [late.status, (late.json as { error: string }).error],
    [409, 'scenario-changed-since'],
  );
  const shown = await program.get(`${href}?version=1`);
  const { run, papers, versions } = shown.json as {
    run: { resultHash: string };
    papers: { isWhole: boolean; reproduce: string }[];
    versions: unknown[];
  };
  assert.equal(run.resultHash, (frozen.json as { resultHash: string }).resultHash);
  assert.deepEqual([papers.length, papers[0]?.isWhole, versions.length], [1, true, 2]);
  assert.match(papers[0]?.reproduce ?? '', /scenario reproduce \d+/);
});

withDatabase('what is not shared is not there for a member’s program', async (database) => {
  const here = await anAuthority(database);
  const analyst = await asProgram(database, here, 'analyst');
  const made = await analyst.post('/api/scenarios', { scenario: FAMILY_SUPPORT });
  const { href } = made.json as { href: string };
  const member = await asProgram(database, here, 'member');
  assert.equal((await member.get(href)).status, 404);
  const list = (await member.get('/api/scenarios')).json as { scenarios: unknown[] };
  assert.deepEqual(list.scenarios, []);
  const refused = await member.post('/api/scenarios', { scenario: FAMILY_SUPPORT });
  assert.equal(refused.status, 403);
});
