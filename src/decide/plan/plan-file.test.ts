import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { type AgencyId, day } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import { planFileOf, readPlanFile } from './plan-file.ts';
import { PLAN_COMMANDS } from './plan-parts.ts';
import { aLinkedPlan, writePlan } from './plan.sample.ts';
import { listVersions } from './plan.store.ts';

const [council, health] = [1 as AgencyId, 2 as AgencyId];
const names = (id: number) => (id === 1 ? 'Council' : 'Health');
const book = new Map([
  ['Council', '1'],
  ['Health', '2'],
]);
const text = planFileOf(aLinkedPlan(council, health), names);

test('a plan as a file names agencies, writes money in pounds and days in full', () => {
  assert.match(text, /agency: Health/);
  assert.match(text, /value: 731000\n/);
  assert.match(text, /end: 2028-03-31/);
  assert.doesNotMatch(text, /baseline|agencyId/);
});

test('a file that is no plan, names nobody or types a baseline is refused', () => {
  const refused = (file: string, sentence: RegExp) =>
    assert.throws(() => readPlanFile(file, book), { code: 'plan-file', message: sentence });
  refused('- a\n- b', /holds no plan/);
  refused('title: [', /no YAML/);
  refused('titel: Ours', /no "titel"/);
  refused(text.replace('agency: Health', 'agency: Nobody'), /no agency "Nobody"/);
  refused('measures:\n  - baseline: 12', /taken from the record/);
  refused('actions:\n  - key: __proto__', /no key such as a1/);
  refused('actions:\n  - owner: Council', /no "?.*"owner"|has a field "owner"/);
});

async function runOn(db: Database, actor: Actor, file: string | null) {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  if (file !== null) await writeFile(join(folder, 'plan.yaml'), file);
  const name = file === null ? 'plan export' : 'plan import';
  const command = PLAN_COMMANDS.find((one) => one.name === name) ?? assert.fail();
  return command.run({
    database: db,
    actor,
    options: {},
    arguments: file === null ? [] : ['plan.yaml'],
    folder,
    today: day('2026-11-22'),
    config: {} as never,
    progress: () => {},
  });
}

async function drafted(db: Database): Promise<TestAuthority & { readonly exported: string }> {
  const authority = await anAuthority(db);
  const { council: own, health: other } = authority.agencies;
  const plan = aLinkedPlan(own, other);
  const content = { ...plan, untilDay: day('2029-03-31'), visionYear: 2040 };
  await writePlan(db, authority, { upTo: 'draft', content });
  const { lines = [] } = await runOn(db, authority.actors.manager, null);
  return { ...authority, exported: lines.join('\n') };
}

withDatabase('a plan that is exported and imported again is the same text', async (db) => {
  const { actors, exported } = await drafted(db);
  const before = await asActor(db, actors.manager, listVersions);
  const { status, lines } = await runOn(db, actors.manager, exported);
  assert.equal(status, 0, lines?.join('\n'));
  const after = await asActor(db, actors.manager, listVersions);
  assert.deepEqual(after[0]?.content, before[0]?.content);
  assert.equal(after[0]?.hash, before[0]?.hash);
});

withDatabase('what is new in a file gets a key, and what is left out is taken out', async (db) => {
  const { actors, exported } = await drafted(db);
  const edited = exported.replace(
    /actions:\n {2}- key: a1[\s\S]*?pledges:/,
    'actions:\n  - priority: p1\n    title: A new action\n    due: 2028-03-31\npledges:',
  );
  assert.equal((await runOn(db, actors.manager, edited)).status, 0);
  const [newest] = await asActor(db, actors.manager, listVersions);
  assert.deepEqual(
    newest?.content.actions.map(({ key, title, dueDay }) => [key, title, dueDay]),
    [['a3', 'A new action', '2028-03-31']],
  );
});

withDatabase('a file with something wrong changes nothing, and each fault is told', async (db) => {
  const { actors, exported } = await drafted(db);
  const edited = exported
    .replace('end: 2028-03-31', 'end: soon')
    .replace('value: 731000', 'value: -1');
  const { status, problems } = await runOn(db, actors.manager, edited);
  assert.equal(status, 1);
  assert.deepEqual(
    problems?.map(({ field, message }) => [field, message]),
    [['commissions.end', 'Enter its last day']],
  );
  const [newest] = await asActor(db, actors.manager, listVersions);
  assert.equal(newest?.content.commissions?.[0]?.value, 731_000_00);
});

withDatabase(
  'only who edits the plan imports it, and only the text that was edited',
  async (db) => {
    const { actors, exported } = await drafted(db);
    await assert.rejects(runOn(db, actors.member, exported), { code: 'not-for-this-role' });
    const stale = exported.replace(/# hash: [0-9a-f]{8}/, '# hash: 00000000');
    await assert.rejects(runOn(db, actors.manager, stale), { code: 'plan-changed' });
  },
);
