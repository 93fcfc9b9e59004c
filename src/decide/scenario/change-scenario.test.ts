import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day, Refusal } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import { someoneAt } from '../plan/plan.sample.ts';
import {
  deleteScenario,
  lockScenario,
  saveScenario,
  shareScenario,
  unlockScenario,
} from './change-scenario.ts';
import { createScenario, type ScenarioStart } from './create-scenario.ts';
import { loadScenario } from './load-scenario.ts';
import { parseScenario } from './scenario-file.ts';
import { listScenarios, listScenarioVersions } from './scenario.store.ts';

const today = day('2026-11-22');

function begin(database: Database, actor: Actor, from: ScenarioStart, name?: string) {
  const asked = { from, today, ...(name === undefined ? {} : { name }) };
  return asActor(database, actor, (tx) => createScenario(tx, actor, asked));
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
}

withDatabase('a scenario begins as now, from a template, a copy or a file', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const first = await begin(database, analyst, { kind: 'as-now' });
  const copy = await begin(database, analyst, { kind: 'copy', id: first.id });
  const { content } = await asActor(database, analyst, async (tx) => {
    const loaded = await loadScenario(tx, first.id);
    assert.equal(loaded.scenario.firstYear, '2026-27');
    assert.deepEqual(loaded.scenario.programmes, []);
    return loaded.version;
  });
  const text = `# Mine\n${content}`;
  const file = await begin(database, analyst, { kind: 'file', text });
  const kept = await asActor(database, analyst, listScenarios);
  assert.deepEqual(
    kept.map((one) => [one.id, one.name, one.origin, one.originOf, one.sharing]),
    [
      [file.id, 'As now', 'file', '', 'own'],
      [copy.id, 'Copy of As now', 'copy', `${first.id}/1`, 'own'],
      [first.id, 'As now', 'as-now', '', 'own'],
    ],
  );
  const loaded = await asActor(database, analyst, (tx) => loadScenario(tx, file.id));
  assert.match(loaded.version.content, /^# Mine/);
  const broken = begin(database, analyst, { kind: 'file', text: text.replace('10', '99') });
  assert.equal(await refusalOf(broken), 'scenario-not-understood');
  assert.equal(file.note.action, 'scenario.created');
});

withDatabase('nobody saves over a newer version of somebody else', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst, commissioner } = actors;
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  const save = async (actor: Actor, openedVersion: number, years: number) =>
    asActor(database, actor, async (tx) => {
      const { scenario } = await loadScenario(tx, id);
      const changed = { scenario: { ...scenario, years } };
      return saveScenario(tx, actor, { id, openedVersion, save: changed, note: 'Longer' });
    });
  assert.equal((await save(commissioner, 1, 12)).version, 2);
  assert.equal(await refusalOf(save(analyst, 1, 15)), 'scenario-changed-since');
  const same = await save(analyst, 2, 12);
  assert.deepEqual([same.version, same.isNew], [2, false]);
  const versions = await asActor(database, analyst, (tx) => listScenarioVersions(tx, id));
  assert.deepEqual(
    versions.map((one) => [one.version, one.note, one.madeByName]),
    [
      [2, 'Longer', 'Test commissioner'],
      [1, 'Begun from as now', 'Test analyst'],
    ],
  );
});

withDatabase('a locked scenario is changed by nobody but who locked it', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst, finance, manager } = actors;
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  await asActor(database, analyst, (tx) => lockScenario(tx, analyst, id));
  const save = (actor: Actor) =>
    asActor(database, actor, async (tx) => {
      const { scenario } = await loadScenario(tx, id);
      const changed = { scenario: { ...scenario, draws: 1000 } };
      return saveScenario(tx, actor, { id, openedVersion: 1, save: changed, note: '' });
    });
  assert.equal(await refusalOf(save(finance)), 'scenario-locked');
  const unlock = (actor: Actor) => asActor(database, actor, (tx) => unlockScenario(tx, actor, id));
  assert.equal(await refusalOf(unlock(finance)), 'scenario-locked');
  assert.equal((await unlock(manager)).note.action, 'scenario.unlocked');
  assert.equal((await save(finance)).version, 2);
});

withDatabase('what is not shared is there for its own agency alone', async (database) => {
  const authority = await anAuthority(database);
  const { analyst, member, practitioner } = authority.actors;
  const elsewhere = someoneAt(authority, 'health', 'finance');
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  const seen = async (actor: Actor) => (await asActor(database, actor, listScenarios)).length;
  assert.deepEqual([await seen(analyst), await seen(member), await seen(elsewhere)], [1, 0, 0]);
  const open = (actor: Actor) => asActor(database, actor, (tx) => loadScenario(tx, id));
  assert.equal(await refusalOf(open(member)), 'no-such-scenario');
  const share = (actor: Actor, sharing: 'own' | 'partnership') =>
    asActor(database, actor, (tx) => shareScenario(tx, actor, { id, sharing }));
  await share(analyst, 'partnership');
  assert.deepEqual([await seen(member), await seen(elsewhere)], [1, 1]);
  assert.equal(await refusalOf(share(member, 'own')), 'scenario-not-for-role');
  assert.equal(await refusalOf(begin(database, practitioner, { kind: 'as-now' })), notForRole);
  const foreign = (await anAuthority(database)).actors.analyst;
  assert.equal(await seen(foreign), 0);
});

const notForRole = 'scenario-not-for-role';

withDatabase('the database refuses a change by a role that reads only', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst, member } = actors;
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  const share = { id, sharing: 'partnership' } as const;
  await asActor(database, analyst, (tx) => shareScenario(tx, analyst, share));
  const rename = asActor(database, member, (tx) =>
    sql`update decide.scenario set name = 'Mine' where id = ${id}`.execute(tx),
  );
  await assert.rejects(rename, /row-level security/);
  const edit = asActor(database, analyst, (tx) =>
    sql`update decide.scenario_version set content = 'x'`.execute(tx),
  );
  await assert.rejects(edit, /permission denied/);
});

withDatabase('a scenario that was never run is taken away by its own people', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst, finance, commissioner } = actors;
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  const remove = (actor: Actor) => asActor(database, actor, (tx) => deleteScenario(tx, actor, id));
  assert.equal(await refusalOf(remove(finance)), 'scenario-stays');
  assert.equal((await remove(commissioner)).note.action, 'scenario.deleted');
  assert.deepEqual(await asActor(database, analyst, listScenarios), []);
});

withDatabase('a text that is saved keeps its remarks and must be sound', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const { id } = await begin(database, analyst, { kind: 'as-now' });
  const save = (text: string, openedVersion: number) =>
    asActor(database, analyst, (tx) =>
      saveScenario(tx, analyst, { id, openedVersion, save: { text }, note: '' }),
    );
  const { version } = await asActor(database, analyst, (tx) => loadScenario(tx, id));
  const text = `${version.content.replace('years: 10', 'years: 20')}# Asked for by cabinet\n`;
  assert.equal((await save(text, 1)).version, 2);
  assert.equal(await refusalOf(save('years: many', 2)), 'scenario-not-understood');
  const loaded = await asActor(database, analyst, (tx) => loadScenario(tx, id));
  assert.match(loaded.version.content, /# Asked for by cabinet/);
  assert.equal(parseScenario(loaded.version.content).scenario?.years, 20);
});
