import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { createScenario } from './create-scenario.ts';
import { estimateVersion } from './run-scenario.ts';
import { scenarioGainsPage, scenarioRiskPage, scenarioYearsPage } from './scenario.page.ts';
import { FEW_RUNS } from './scenario.sample.ts';
import { caveatSentences, toCaveat } from './scenario-caveats.ts';
import { parseScenario } from './scenario-file.ts';

test('what nobody has measured is said before what the run found', () => {
  const { scenario } = parseScenario(FEW_RUNS);
  assert.ok(scenario);
  const said = caveatSentences({ scenario, found: { warnings: ['Few can be reached.'] } });
  assert.match(said[0] ?? '', /nobody has measured it/);
  assert.equal(said.at(-1), 'Few can be reached.');
});

test('a caveat is one plain sentence, and the detail stands behind it', () => {
  const long = 'Little is known of how some of these children move. It rests on few: a; b; c.';
  assert.deepEqual(toCaveat(long), {
    text: 'Little is known of how some of these children move.',
    detail: 'It rests on few: a; b; c.',
  });
  const short = 'St. Mary’s Centre: more places a year than children.';
  assert.deepEqual(toCaveat(short), { text: short, detail: null });
});

withDatabase('many caveats, with detail and without, stand on every page', async (database) => {
  const { analyst } = (await anAuthority(database)).actors;
  const text = FEW_RUNS.replace(/ {6}- code: care\n.*?(?= {4}uncovers)/s, (effect) =>
    ['one', 'two', 'three', 'four'].map((code) => effect.replace('care', code)).join(''),
  );
  const id = await asActor(database, analyst, async (tx) => {
    const from = { kind: 'file', text } as const;
    const begun = await createScenario(tx, analyst, { from, today: day('2026-11-22') });
    await estimateVersion(tx, analyst, { id: begun.id });
    return String(begun.id);
  });
  for (const page of [scenarioRiskPage, scenarioGainsPage, scenarioYearsPage]) {
    const { html } = await askPage(database, page, analyst, { params: { id } });
    assert.match(html, /effect four: it is somebody’s estimate, nobody has measured it/);
    assert.match(html, /more caveat/);
  }
});
