import assert from 'node:assert/strict';
import { test } from 'node:test';
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
