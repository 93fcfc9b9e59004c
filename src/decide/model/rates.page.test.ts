import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Figure } from '../../lib/index.ts';
import { asActor, type Database } from '../../platform/index.ts';
import { moveRateMeasure } from './move-rate.measure.ts';
import { loadMovers, loadYear, type Mover, wardOf } from './moves.sample.ts';
import { ratesPage } from './rates.page.ts';

/** Sixty in need all year but ten who leave and six who go into care; three of 16 in need too. */
const MOVERS: readonly Mover[] = Array.from({ length: 63 }, (_, index): Mover => {
  const born = index < 60 ? '2017-01-01' : '2008-10-01';
  const until = index < 10 ? '2024-11-01' : null;
  const care = index >= 10 && index < 16;
  return {
    id: `Child${index}`,
    born,
    spells: [
      ['child-in-need', '2024-05-01', until],
      ...(care
        ? ([
            ['looked-after', '2024-11-01', null],
            ['U4', '2024-11-01', null, 'placement'],
          ] as const)
        : []),
    ],
  };
});

async function sixty(database: Database) {
  const { authorityId, actors } = await anAuthority(database);
  await loadMovers(database, authorityId, { kind: 'cin-census', startYear: 2024 }, MOVERS);
  await loadYear(database, authorityId, { kind: 'places', startYear: 2024 }, [wardOf(9000)]);
  return actors;
}

withDatabase(
  'the page says in plain numbers what becomes of children in need',
  async (database) => {
    const actors = await sixty(database);
    const { html } = await askPage(database, ratesPage, actors.member, { query: { years: '2' } });
    assert.match(html, /Of 100 children in need, about \d+ are looked after within two years/);
    assert.match(html, /Aged 5 to 9/);
    assert.match(html, /Children there now/);
    assert.doesNotMatch(html, /Child1/);
  },
);

withDatabase('each chance leads to counts that say the same when asked again', async (database) => {
  const { analyst } = await sixty(database);
  const ask = (parameters: Record<string, string>) =>
    asActor(database, analyst, (tx) => moveRateMeasure.compute(tx, analyst, parameters));
  const finding = await ask({ from: 'child-in-need' });
  let looked = 0;
  const follow = async (figure: Figure): Promise<void> => {
    const parameters = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
    const again = (await ask(parameters)).rows[0]?.figures[0];
    assert.deepEqual(again, figure, figure.id);
    looked += 1;
    for (const input of figure.how.inputs ?? []) await follow(input);
  };
  for (const row of finding.rows) for (const figure of row.figures) await follow(figure);
  assert.ok(looked > 20);
  const care = finding.rows[0]?.figures[finding.columns.indexOf('Looked after')];
  const moved = care?.how.inputs?.[0];
  assert.equal(moved?.value, 6);
  assert.ok((care?.low ?? 0) < (care?.value ?? 0) && (care?.value ?? 0) < (care?.high ?? 0));
});

withDatabase(
  'fewer than five children at an age are not shown, nor worked out',
  async (database) => {
    const { analyst } = await sixty(database);
    const finding = await asActor(database, analyst, (tx) =>
      moveRateMeasure.compute(tx, analyst, { from: 'child-in-need' }),
    );
    const of = (label: string) => finding.rows.find((row) => row.label === label)?.figures ?? [];
    const [older] = of('Aged 16 to 17');
    assert.equal(older?.absent, 'suppressed');
    assert.ok(of('Aged 16 to 17').every((figure) => figure.absent === 'suppressed'));
    // The total and the one other age would give it away.
    assert.ok(
      [of('All ages')[0], of('Aged 5 to 9')[0]].some((one) => one?.absent === 'suppressed'),
    );
  },
);

withDatabase('without journeys the page says what to load, and what is published', async (db) => {
  const { actors } = await anAuthority(db);
  const empty = await askPage(db, ratesPage, actors.analyst);
  assert.match(empty.html, /Load a whole year/);
  assert.match(empty.html, /source=published/);
  const published = await askPage(db, ratesPage, actors.analyst, {
    query: { source: 'published' },
  });
  assert.match(published.html, /Of 100 children in need, about \d+ are looked after within a year/);
  assert.match(published.html, /Department for Education/);
  const none = await askPage(db, ratesPage, actors.analyst, {
    query: { source: 'published', from: 'targeted-early-help' },
  });
  assert.match(none.html, /Published totals say nothing of this level/);
});
