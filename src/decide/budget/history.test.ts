import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../../test/shared-data.ts';
import { lookBack } from './history.ts';
import { plannerDefault, SPEND_HISTORY, standardEffect } from './spend-history-file.ts';

const back = (code: string) => {
  const change = SPEND_HISTORY.changes.find((one) => one.code === code);
  assert.ok(change);
  return lookBack(change, standardEffect(), plannerDefault('lag'));
};

test('run backwards on 2010 to 2015 the planner says that late spending rises', () => {
  const found = back('turning-the-tide-2010');
  // Four fifths of 40% act a year later: 32% times 0.07 and 0.157.
  assert.ok(Math.abs(found.plannedLatePercent.likely - 2.24) < 1e-9);
  assert.ok(Math.abs(found.plannedLatePercent.high - 5.024) < 1e-9);
  assert.equal(found.plannedLatePercent.low, 0);
  assert.equal(found.isSameWay, true);
  assert.equal(found.place, 'above');
});

test('the rise of late spending until 2021 is far above what early cuts explain', () => {
  const found = back('well-worn-path-2010');
  assert.equal(found.isSameWay, true);
  assert.equal(found.place, 'above');
  assert.ok(found.seenLatePercent > 5 * found.plannedLatePercent.high);
});

test('where early spending rises the planner says that late need falls', () => {
  const [change] = SPEND_HISTORY.changes;
  assert.ok(change);
  const found = lookBack({ ...change, earlyPercent: 40 }, standardEffect(), 0);
  assert.ok(Math.abs(found.plannedLatePercent.likely + 2.8) < 1e-9);
  assert.equal(found.isSameWay, false);
});

const table = sharedData('economics/spend_shift_and_cost_of_problem.csv');

test('what is typed of national spending agrees with the table read', { skip: table.skip }, () => {
  const text = readFileSync(table.path, 'utf8');
  const [tide, path] = SPEND_HISTORY.changes;
  for (const [measure, period, value] of [
    ['early intervention', '2010/11', tide?.early?.from],
    ['early intervention', '2015/16', tide?.early?.to],
    ['late intervention', '2010/11', tide?.late?.from],
    ['late intervention', '2015/16', tide?.late?.to],
    ['early change', '2010/11-2015/16', tide?.earlyPercent],
    ['late change', '2010/11-2015/16', tide?.latePercent],
  ]) {
    const pattern = new RegExp(`,${measure},${period},${value}(\\.0)?,`);
    assert.match(text, pattern);
  }
  assert.match(text, new RegExp(`2010-11 to 2021-22,${path?.latePercent},`));
  assert.match(text, new RegExp(`2010-11 to 2021-22,${path?.earlyPercent},`));
  const [delay] = SPEND_HISTORY.delays;
  assert.match(
    text,
    new RegExp(`by ${delay?.byYear.slice(0, 4)}.*,${delay?.extraChildrenInCare},`),
  );
});
