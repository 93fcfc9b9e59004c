import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Figure, Finding } from '../../lib/index.ts';
import { asActor, type Actor, type Database, type Measure } from '../../platform/index.ts';
import { childrenLivingMeasure } from './need-living.measure.ts';
import { needProfileMeasure } from './need-profile.measure.ts';
import { needTrendMeasure } from './need-trend.measure.ts';
import { needMeasure } from './need.measure.ts';
import { needsHomeCard } from './needs.home-card.ts';
import { needsPage, needsPlacePage } from './needs.page.ts';
import { loadNeedsSample, loadPlacesSample } from './needs.sample.ts';

const MEASURES = [needMeasure, needTrendMeasure, childrenLivingMeasure, needProfileMeasure];

async function sample(database: Database) {
  const authority = await anAuthority(database);
  await loadNeedsSample(database, authority.authorityId);
  return { ...authority, analyst: authority.actors.analyst };
}

function compute(
  database: Database,
  actor: Actor,
  measure: Measure,
  given: Readonly<Record<string, string>> = {},
): Promise<Finding> {
  return asActor(database, actor, (tx) => measure.compute(tx, actor, given));
}

const cells = (finding: Finding, column: number) =>
  finding.rows.map((row) => [row.label, row.figures[column]?.value ?? row.figures[column]?.absent]);

withDatabase(
  'one ward of four stands clearly above the rest, and a small count is hidden',
  async (db) => {
    const { analyst } = await sample(db);
    const finding = await compute(db, analyst, needMeasure, { indicator: 'child-in-need' });
    assert.equal(finding.headline, 'Children in need: Alder stands clearly above the rest');
    assert.deepEqual(cells(finding, 1), [
      ['Alder', 600],
      ['Birch', 100],
      ['Cedar', 'suppressed'],
      ['Dogwood', 'suppressed'],
    ]);
    assert.deepEqual(cells(finding, 3)[0], ['Alder', 1000]);
    assert.equal(finding.total?.figures[1]?.value, (81 / 4000) * 10_000);
    const estimate = finding.rows[0]?.figures[0];
    assert.ok(estimate?.value && estimate.value < 600 && (estimate.low ?? 0) > 202.5);
  },
);

withDatabase('localities and school clusters are the sums of their wards', async (db) => {
  const { analyst } = await sample(db);
  const asked = { indicator: 'child-in-need', by: 'locality' };
  assert.deepEqual(cells(await compute(db, analyst, needMeasure, asked), 2).sort(), [
    ['East', 70],
    ['West', 11],
  ]);
  const clusters = await compute(db, analyst, needMeasure, { ...asked, by: 'school-cluster' });
  assert.deepEqual(cells(clusters, 2), [['River schools', 70]]);
});

withDatabase('referrals that led to nothing and those made again are shares of all', async (db) => {
  const { analyst } = await sample(db);
  const asked = { by: 'authority', year: '2024-25' };
  const nothing = await compute(db, analyst, needMeasure, {
    ...asked,
    indicator: 'no-further-action',
  });
  // Of 81 children, those numbered 0, 4, 8 ... are closed at once: 15 + 3 + 3 + 1; 42 referred
  // again.
  assert.deepEqual(cells(nothing, 2), [['Sampleshire', 22]]);
  assert.deepEqual(cells(nothing, 3), [['Sampleshire', 81 + 41]]);
  const again = await compute(db, analyst, needMeasure, { ...asked, indicator: 're-referrals' });
  assert.deepEqual(cells(again, 2), [['Sampleshire', 41]]);
});

withDatabase('what no file states is not measured, and is never 0', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, needMeasure, { indicator: 'looked-after' });
  assert.deepEqual(new Set(cells(finding, 1).map(([, value]) => value)), new Set(['not-measured']));
  assert.match(finding.notes?.[0] ?? '', /load the looked-after children return/);
});

withDatabase(
  'three years are carried on with a range, and what a projection says can be opened',
  async (db) => {
    const { analyst } = await sample(db);
    const finding = await compute(db, analyst, needTrendMeasure, { indicator: 'child-in-need' });
    assert.deepEqual(finding.columns.slice(2, 4), ['2024-25', '2025-26 projected']);
    const [row] = finding.rows;
    const next = row?.figures[3];
    assert.ok(
      next?.low && next.high && next.value && next.low < next.value && next.value < next.high,
    );
    const place = await compute(db, analyst, needTrendMeasure, {
      indicator: 'referrals',
      place: 'W3',
    });
    assert.match(place.notes?.[0] ?? '', /too few years to project/);
  },
);

withDatabase('who lives where, by age, and how many in the most deprived fifth', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, childrenLivingMeasure);
  const alder = finding.rows.find((row) => row.label === 'Alder');
  assert.deepEqual(
    alder?.figures.map((figure) => figure.value ?? figure.absent),
    [1000, 250, 400, 250, 100, 60, 'not-available'],
  );
  assert.equal(finding.total?.figures[5]?.value, 30);
});

withDatabase('every figure of need opens to the same number, and so do its inputs', async (db) => {
  const { analyst } = await sample(db);
  const open = async (figure: Figure): Promise<void> => {
    const [name = '', query = ''] = figure.id.split('?');
    const measure = MEASURES.find((one) => one.name === name);
    assert.ok(measure, figure.id);
    const given = Object.fromEntries(new URLSearchParams(query));
    const found = await compute(db, analyst, measure, given);
    const [row] = found.rows;
    assert.equal(found.rows.length, 1, figure.id);
    assert.deepEqual(row?.figures[0]?.value, figure.value, figure.id);
    assert.equal(row?.figures[0]?.id, figure.id);
    for (const input of figure.how.inputs ?? []) await open(input);
  };
  const findings = [
    await compute(db, analyst, needMeasure, { indicator: 'child-in-need' }),
    await compute(db, analyst, needTrendMeasure, { indicator: 'child-in-need', place: 'W0' }),
    await compute(db, analyst, childrenLivingMeasure, { by: 'locality' }),
    await compute(db, analyst, needProfileMeasure, { place: 'EAST' }),
  ];
  for (const { rows } of findings) {
    for (const figure of rows[0]?.figures ?? []) await open(figure);
    for (const figure of rows.at(-1)?.figures ?? []) await open(figure);
  }
});

withDatabase(
  'the page names the ward, draws it with a table beside it, and its ward page tells why',
  async (db) => {
    const { analyst, actors } = await sample(db);
    const { answer, html } = await askPage(db, needsPage, analyst, {
      query: { indicator: 'child-in-need' },
    });
    assert.ok('template' in answer);
    assert.match(answer.title ?? '', /^Need stands out most in Alder: children in need, 2024/);
    assert.match(html, /Clearly above the rest: Alder/);
    assert.match(html, /Clearly higher/);
    assert.match(html, /Looked|looked-after children return/);
    const ward = /\/needs\/places\/(\d+)/.exec(html)?.[1] ?? '';
    const one = await askPage(db, needsPlacePage, actors.member, { params: { id: ward } });
    assert.match(one.html, /Alder stands clearly above the rest in children in need/);
  },
);

withDatabase(
  'with places alone the page says what to load, and without them how to begin',
  async (db) => {
    const { actors, authorityId } = await anAuthority(db);
    const empty = await askPage(db, needsPage, actors.commissioner);
    assert.match(empty.html, /does not know your places yet/);
    await loadPlacesSample(db, authorityId);
    const { html } = await askPage(db, needsPage, actors.commissioner);
    assert.match(html, /Need is not measured yet: only places are loaded/);
    assert.match(html, /load the children in need census or the lists of Annex A/);
    const id = /\/needs\/places\/(\d+)/.exec(html)?.[1] ?? '';
    const ward = await askPage(db, needsPlacePage, actors.commissioner, { params: { id } });
    assert.match(ward.html, /not measured/);
  },
);

withDatabase(
  'an indicator, a kind or a year that there is not is refused with those there are',
  async (db) => {
    const { analyst } = await sample(db);
    for (const [query, words] of [
      [{ indicator: 'happiness' }, /indicator is one of looked-after/],
      [{ by: 'street' }, /by is one of authority/],
      [{ year: '1999-00' }, /2022-23, 2023-24, 2024-25/],
    ] as const) {
      await assert.rejects(askPage(db, needsPage, analyst, { query }), words);
    }
    await assert.rejects(
      askPage(db, needsPlacePage, analyst, { params: { id: '0' } }),
      /no such place/,
    );
  },
);

withDatabase('the home page of a member names where need stands out most', async (db) => {
  const { actors } = await sample(db);
  const card = await asActor(db, actors.member, (tx) =>
    needsHomeCard.load(tx, actors.member, null),
  );
  assert.match(card.figures?.[0]?.label ?? '', /^Need stands out most in Alder/);
  assert.equal(card.items[0]?.href, '/needs');
});
