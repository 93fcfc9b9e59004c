import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { MODEL_DEFAULTS, OUTCOMES } from './model-reference.ts';
import {
  STARTING_VALUES,
  startingFigure,
  startingValuesFinding,
  startingValuesMeasure,
} from './starting-values.measure.ts';
import { startingValuesPage } from './starting-values.page.ts';

test('each lever, step and outcome has one starting value within its range', () => {
  const rules = [...MODEL_DEFAULTS.levers.values()].filter((one) => one.unit === 'rule').length;
  const all = MODEL_DEFAULTS.levers.size - rules + MODEL_DEFAULTS.cashSteps.length + OUTCOMES.size;
  assert.equal(STARTING_VALUES.length, all);
  assert.equal(new Set(STARTING_VALUES.map(({ code }) => code)).size, all);
  for (const { code, value, range } of STARTING_VALUES) {
    assert.ok(range === null || (range.low <= value && value <= range.high), code);
  }
});

test('what is due to be looked at again is told from that day on', () => {
  const told = (on: string) => startingValuesFinding(STARTING_VALUES, undefined, day(on)).notes;
  assert.equal(told('2027-11-21'), undefined);
  assert.match(told('2027-11-22')?.[0] ?? '', /Due to be looked at again/);
});

withDatabase('the page says how many values rest on a publication, and each why', async (db) => {
  const { actors } = await anAuthority(db);
  const { html } = await askPage(db, startingValuesPage, actors.commissioner);
  assert.match(html, /\d+ of \d+ starting values rest on a publication/);
  assert.match(html, /Our judgement/);
  assert.match(html, /Proposed, not adopted/);
  assert.match(html, /A children(?:'|&#39;|’)s home closes/);
  await assert.rejects(askPage(db, startingValuesPage, actors.family));
});

withDatabase('each value leads to itself, with its reason and its entry', async (db) => {
  const { actors } = await anAuthority(db);
  const ask = (code: string) =>
    asActor(db, actors.analyst, (tx) =>
      startingValuesMeasure.compute(tx, actors.analyst, { code }),
    );
  for (const one of STARTING_VALUES) {
    const finding = await ask(one.code);
    assert.deepEqual(finding.rows[0]?.figures[0], startingFigure(one));
  }
  await assert.rejects(ask('lever/luck'), /There is no starting value/);
});
