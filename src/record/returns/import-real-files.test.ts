import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { anAuthority, testDatabase } from '../../../test/database.ts';
import { recordState, select } from '../../../test/record-state.ts';
import { sharedData } from '../../../test/shared-data.ts';
import { systemActor } from '../../govern/index.ts';
import { day } from '../../lib/index.ts';
import { generatedFile, localFile } from '../../platform/index.ts';
import { importFile, type ImportOutcome } from './import-file.ts';
import { READERS } from './readers.ts';

const TODAY = day('2026-06-01');

async function setting() {
  const database = await testDatabase();
  const authority = await anAuthority(database);
  const actor = systemActor(authority.authorityId);
  const context = { database, actor, today: TODAY, readers: READERS };
  const load = async (path: string) => importFile(context, await localFile(path));
  return { database, authority, context, load };
}

const added = (outcomes: readonly ImportOutcome[], name: string) =>
  outcomes.reduce((sum, outcome) => sum + (outcome.counts[name] ?? 0), 0);

const census = sharedData('cin-census/fake_CIN_data.xml');
test('the published sample of a census loads, and loaded again changes nothing', {
  skip: census.skip,
}, async () => {
  const { database, authority, context, load } = await setting();
  const outcome = await load(census.path);
  assert.equal(outcome.status, 'loaded');
  const { rows = 0, quarantined = 0, peopleAdded = 0 } = outcome.counts;
  assert.equal(peopleAdded, rows - quarantined);
  const before = await recordState(database, authority);
  assert.equal((await load(census.path)).status, 'already-loaded');
  assert.deepEqual(await recordState(database, authority), before);

  // The same facts in a file of other bytes.
  const { readFileSync } = await import('node:fs');
  const again = generatedFile('census-again.xml', () => [`${readFileSync(census.path, 'utf8')}\n`]);
  const saved = await importFile(context, again);
  assert.equal(saved.status, 'loaded');
  assert.deepEqual(
    ['peopleAdded', 'spellsAdded', 'eventsAdded'].map((name) => saved.counts[name]),
    [0, 0, 0],
  );
});

for (const set of ['linked-years', 'one-year']) {
  const folder = sharedData(`ssda903/${set}`);
  test(`the published looked-after files (${set}) load, and loaded again change nothing`, {
    skip: folder.skip,
  }, async () => {
    const { database, authority, load } = await setting();
    const names = readdirSync(folder.path).sort();
    const outcomes: ImportOutcome[] = [];
    for (const name of names) outcomes.push(await load(join(folder.path, name)));
    assert.ok(outcomes.every((outcome) => outcome.status === 'loaded'));
    assert.ok(added(outcomes, 'peopleAdded') > 0);
    const before = await recordState(database, authority);
    for (const name of names) {
      assert.equal((await load(join(folder.path, name))).status, 'already-loaded');
    }
    assert.deepEqual(await recordState(database, authority), before);

    // Nobody is looked after on a day that no file knows.
    const [found] = await select<{ last: string; known: string }>(
      database,
      authority,
      `select (select max(end_day) - 1 from record.level_spell) as last,
        (select max(as_of_day) from record.source where part in ('episodes', 'oc3')) as known`,
    );
    assert.ok(found && found.last <= found.known, JSON.stringify(found));
  });

  test(`the order in which the looked-after files (${set}) are loaded changes no journey`, {
    skip: folder.skip,
  }, async () => {
    const names = readdirSync(folder.path).sort();
    const journeys: unknown[] = [];
    for (const order of [names, [...names].reverse()]) {
      const { database, authority, load } = await setting();
      for (const name of order) await load(join(folder.path, name));
      const { level, levelMonth, childrenYear } = await recordState(database, authority);
      journeys.push({ level, levelMonth, childrenYear });
    }
    assert.deepEqual(journeys[1], journeys[0]);
  });
}
