import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Finding } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import { loadPeople } from '../hand-made.sample.ts';
import { costOfACutMeasure } from './of-a-cut.measure.ts';
import { costOfACutPage } from './of-a-cut.page.ts';
import { followedChildren } from './of-a-cut.sample.ts';
import { movedTo, verdictOf } from './of-a-cut.ts';

function ask(
  database: Database,
  actor: Actor,
  given: Record<string, string | undefined>,
): Promise<Finding> {
  return asActor(database, actor, (tx) => costOfACutMeasure.compute(tx, actor, given));
}

async function numbersOf(database: Database, actor: Actor, given: Record<string, string>) {
  const finding = await ask(database, actor, { year: '2023-24', ...given });
  const row = finding.rows.find((one) => one.label === 'Child in need');
  return row?.figures.map(({ value }) => value && Math.round(value * 1e6) / 1e6);
}

withDatabase(
  'children who were helped are followed beside those who were not',
  async (database) => {
    const here = await anAuthority(database);
    await loadPeople(database, here.authorityId, 'followed.xml', followedChildren());
    const actor = here.actors.analyst;
    const cut = await numbersOf(database, actor, { compared: 'not-helped', children: '10' });
    assert.deepEqual(
      cut?.slice(0, 4),
      [10, 40, 3, 30],
      '10 of 100, 20 of 50, 3 in 10 more, 30 days',
    );
    const delay = await numbersOf(database, actor, { compared: 'waiting', children: '100' });
    assert.deepEqual(delay?.slice(0, 4), [10, 30, 20, 30]);
    const price = cut?.[4] ?? 0;
    assert.equal(
      cut?.[5],
      Math.round(3 * 30 * (price ?? 0)),
      'more children, their days, the price',
    );
  },
);

withDatabase(
  'what moves to agencies sums to what moves, and each figure opens again',
  async (db) => {
    const here = await anAuthority(db);
    await loadPeople(db, here.authorityId, 'followed.xml', followedChildren());
    const actor = here.actors.analyst;
    const given = { compared: 'not-helped', children: '10', year: '2023-24' };
    const byAgency = await ask(db, actor, { ...given, by: 'agency' });
    const total = byAgency.total?.figures[0];
    const parts = byAgency.rows.reduce((sum, row) => sum + (row.figures[0]?.value ?? 0), 0);
    assert.ok(Math.abs(parts - (total?.value ?? 0)) <= byAgency.rows.length, 'to the penny each');
    for (const { figures } of [...byAgency.rows, ...(await ask(db, actor, given)).rows]) {
      for (const figure of figures) {
        const opened = new URLSearchParams(figure.id.split('?')[1]);
        const again = await ask(db, actor, Object.fromEntries(opened));
        assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
      }
    }
  },
);

withDatabase('too few families followed give no number, and the page says so', async (database) => {
  const here = await anAuthority(database);
  await loadPeople(database, here.authorityId, 'few.xml', followedChildren().slice(0, 15));
  const query = { year: '2023-24' };
  const { html } = await askPage(database, costOfACutPage, here.actors.member, { query });
  assert.match(html, /Too few families were followed in the 3 years up to 2023 to 2024/);
  assert.match(html, /No number can be given here/);
  assert.doesNotMatch(html.split('<main')[1] ?? '£1', /£\d/);
});

withDatabase('a page that is asked for nonsense says what to do', async (database) => {
  const here = await anAuthority(database);
  await loadPeople(database, here.authorityId, 'few.xml', followedChildren().slice(0, 15));
  for (const children of ['0', 'many', '2.5', '1000000']) {
    const asked = { query: { children } };
    const { html } = await askPage(database, costOfACutPage, here.actors.analyst, asked);
    assert.match(html, /a whole number from 1 to 100,000/);
  }
});

withDatabase('without any return there is nothing to follow', async (database) => {
  const here = await anAuthority(database);
  const { html } = await askPage(database, costOfACutPage, here.actors.analyst);
  assert.match(html, /There is nothing to follow yet/);
});

test('what moves lies within its range, whichever way it goes', () => {
  const group = fc
    .tuple(fc.integer({ min: 20, max: 500 }), fc.integer({ min: 5, max: 20 }))
    .map(([children, reached]) => ({
      children,
      levels: new Map([['child-in-need', { reached, days: reached * 40 }]]),
    }));
  fc.assert(
    fc.property(group, group, (helped, other) => {
      const price = { pence: 1000, low: 800, high: 1500 };
      const moved = movedTo('child-in-need', 100, { helped, other }, price);
      assert.ok(moved?.cost);
      assert.ok(moved.cost.low <= moved.cost.value && moved.cost.value <= moved.cost.high);
      if (verdictOf(moved.cost) === 'more') assert.ok(moved.more.low > 0);
    }),
  );
});

test('a level that fewer than 5 children of a group reached is not told', () => {
  const helped = { children: 100, levels: new Map([['looked-after', { reached: 4, days: 40 }]]) };
  const other = { children: 100, levels: new Map([['looked-after', { reached: 9, days: 90 }]]) };
  assert.equal(movedTo('looked-after', 10, { helped, other }, null), null);
});
