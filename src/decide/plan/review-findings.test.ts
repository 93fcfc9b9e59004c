import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { day } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { loadYear, wardOf } from '../model/moves.sample.ts';
import { loadResult } from '../scenario/load-result.ts';
import { aFrozenScenario } from '../scenario/scenario.sample.ts';
import { loadPlan } from './load-plan.ts';
import { aPlan, writePlan } from './plan.sample.ts';
import { runsOffered } from './plan-basis.ts';
import { findForReview } from './review-findings.ts';

const baseline = {
  figure: 'x',
  label: 'Children looked after',
  value: 500,
  low: 500,
  high: 500,
  unit: 'children',
  day: day('2026-04-01'),
  hash: '',
  frozenId: null,
} as const;

withDatabase('a measure is forecast by the run on which the plan rests', async (db) => {
  const authority = await anAuthority(db);
  const { analyst, member } = authority.actors;
  const { council, health } = authority.agencies;
  await loadYear(db, authority.authorityId, { kind: 'places', startYear: 2024 }, [wardOf(40_000)]);
  const { run } = await asActor(db, analyst, (tx) => aFrozenScenario(tx, authority));
  const plan = aPlan(council, health);
  const [measure] = plan.measures;
  assert.ok(measure);
  const base = { ...measure, baseline, unit: 'children', target: 400 } as const;
  const content = {
    ...plan,
    basis: run,
    measures: [
      { ...base, level: 'looked-after' },
      { ...base, key: 'm2' },
      { ...base, key: 'm3', baseline: null, level: 'looked-after' },
    ],
  };
  await writePlan(db, authority, { upTo: 'for-comment', content });
  await asActor(db, member, async (tx) => {
    assert.deepEqual(
      (await runsOffered(tx)).map(({ value }) => value),
      [String(run)],
      'a plan can rest on what is shared with all',
    );
    const { found } = await loadResult(tx, run);
    const year = found.years[1] ?? assert.fail();
    const on = day(`${year.slice(0, 4)}-10-01`);
    const state = (await loadPlan(tx)) ?? assert.fail();
    const { measures } = await findForReview(tx, member, { state, on });
    assert.deepEqual(
      measures.map(({ source }) => source),
      ['scenario', 'line', 'none'],
    );
    const fewer = found.states
      .filter(({ state: one }) => one.startsWith('looked-after/'))
      .reduce((sum, { byYear }) => sum + (byYear[1]?.mean ?? 0), 0);
    assert.ok(Math.abs((measures[0]?.forecast?.value ?? 0) - (500 - fewer)) < 0.01);
    const { low, high } = measures[0]?.forecast ?? assert.fail();
    assert.ok(low !== null && high !== null && low < 500 - fewer && 500 - fewer < high);
    // Where the run says nothing of the year, the line to the target stands in.
    const late = await findForReview(tx, member, { state, on: day('2090-01-01') });
    assert.equal(late.measures[0]?.source, 'line');
  });
});

withDatabase('what was said or given after the day of a review is not in it', async (db) => {
  const authority = await anAuthority(db);
  const { member } = authority.actors;
  await writePlan(db, authority, { upTo: 'for-comment' });
  await asActor(db, member, async (tx) => {
    const state = (await loadPlan(tx)) ?? assert.fail();
    const on = day('2026-06-01');
    const later = {
      ...state,
      words: [{ action: 'a2', status: 'done', reason: '', on: day('2026-06-02') }] as const,
      deliveries: [{ id: 1, pledge: 'r1', amount: 100, on: day('2026-06-02'), note: '' }],
    };
    const found = await findForReview(tx, member, { state: later, on });
    assert.deepEqual(found.actions, { all: 2, done: 0, late: 1, dropped: 0 });
    assert.deepEqual(found.money, { pledged: 120_000_00, delivered: 0 });
    const early = await findForReview(tx, member, { state: later, on: day('2026-03-31') });
    assert.equal(early.money.pledged, 0, 'the year of the pledge has not begun');
  });
});
