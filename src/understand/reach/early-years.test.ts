import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { systemActor } from '../../govern/index.ts';
import type { Finding } from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Measure } from '../../platform/index.ts';
import { loadPlacesSample } from '../needs/needs.sample.ts';
import { earlyYearsChecksMeasure } from './early-years-checks.measure.ts';
import { earlyYearsHubsMeasure } from './early-years-hubs.measure.ts';
import { earlyYearsMissedMeasure } from './early-years-missed.measure.ts';
import { earlyYearsReadinessMeasure } from './early-years-readiness.measure.ts';
import { earlyYearsPage, missedChecksPage } from './early-years.page.ts';
import { loadEarlyYearsSample } from './reach.sample.ts';

function compute(
  database: Database,
  actor: Actor,
  measure: Measure,
  given: Readonly<Record<string, string>> = {},
): Promise<Finding> {
  return asActor(database, actor, (tx) => measure.compute(tx, actor, given));
}

const cells = (finding: Finding, column: number) =>
  new Map(
    finding.rows.map((row) => [
      row.label,
      row.figures[column]?.value ?? row.figures[column]?.absent,
    ]),
  );

async function sample(database: Database) {
  const authority = await anAuthority(database);
  await loadPlacesSample(database, authority.authorityId);
  await loadEarlyYearsSample(database, authority.authorityId);
  return { ...authority, analyst: authority.actors.analyst };
}

withDatabase(
  'each check says how many were due, in time, late, missed, not yet due',
  async (db) => {
    const { analyst } = await sample(db);
    const finding = await compute(db, analyst, earlyYearsChecksMeasure);
    assert.deepEqual(
      finding.rows.map((row) => row.label),
      ['Before birth', 'New birth visit', 'Six to eight weeks', 'Twelve months'],
    );
    // Shares of in time and missed, then: due, in time, late, missed, declined, not yet due.
    const visit = finding.rows[1]?.figures.slice(2).map((one) => one.value);
    // 28 + 27 + 10 + 8 in time, six late in each ward, 6 + 7 + 24 + 26 missed.
    assert.deepEqual(visit, [160, 73, 24, 63, 0, 0]);
    assert.equal(finding.rows[1]?.figures[0]?.value, (100 * 73) / 160);
    const year = finding.rows[3]?.figures;
    assert.equal(year?.[7]?.value, 160);
    assert.equal(year?.[2]?.value, 0);
  },
);

withDatabase('one check by ward finds where it is missed most', async (db) => {
  const { analyst } = await sample(db);
  const asked = { check: 'new-birth' };
  const finding = await compute(db, analyst, earlyYearsChecksMeasure, asked);
  assert.equal(finding.headline, 'New birth visit: Dogwood needs most attention, 2024 to 2025');
  assert.deepEqual(
    [...cells(finding, 5)],
    [
      ['Dogwood', 26],
      ['Cedar', 24],
      ['Birch', 7],
      ['Alder', 6],
    ],
  );
  const estimate = await compute(db, analyst, earlyYearsChecksMeasure, {
    ...asked,
    row: finding.rows[0]?.href?.replace(/\D+/, '') ?? '',
    value: 'estimate',
  });
  // Drawn from 65% towards the 39% of all.
  const value = estimate.rows[0]?.figures[0]?.value ?? 0;
  assert.ok(value > 50 && value < 65);
});

withDatabase('hubs are used by a share of the children under 5 who live there', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, earlyYearsHubsMeasure, { by: 'locality' });
  // Of 500 in each locality; of 29 and 6 registered, every second used it: 8 + 7 and 3.
  assert.deepEqual([...cells(finding, 2)].sort(), [
    ['East', 500],
    ['West', 500],
  ]);
  assert.equal(cells(finding, 3).get('East'), 29);
  assert.equal(cells(finding, 4).get('West'), 'suppressed');
  const whole = finding.total?.figures;
  assert.equal(whole?.[2]?.value, 1000);
  assert.equal(whole?.[3]?.value, 35);
});

withDatabase('readiness is told by area, and a small area is hidden with another', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, earlyYearsReadinessMeasure);
  // Of Dogwood's four, two are ready; another ward is hidden so that nobody takes the difference.
  assert.equal(cells(finding, 0).get('Dogwood'), 'suppressed');
  assert.ok([...cells(finding, 1).values()].filter((one) => one === 'suppressed').length >= 2);
  assert.equal(finding.total?.figures[1]?.value, 94);
  assert.equal(finding.total?.figures[2]?.value, 56);
});

withDatabase('every input of a figure says the same under its own address', async (db) => {
  const { analyst } = await sample(db);
  const measures = [earlyYearsChecksMeasure, earlyYearsHubsMeasure, earlyYearsReadinessMeasure];
  for (const measure of measures) {
    const finding = await compute(db, analyst, measure, { by: 'locality' });
    const figures = finding.rows.flatMap((row) => row.figures);
    for (const figure of figures) {
      figures.push(...(figure.how.inputs ?? []));
      const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
      const again = await compute(db, analyst, measure, given);
      assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
      assert.ok(figures.length < 100);
    }
  }
});

withDatabase('those who missed two checks are counted for all, listed for few', async (db) => {
  const { actors } = await sample(db);
  const counted = await compute(db, actors.member, earlyYearsMissedMeasure);
  assert.equal(counted.rows[0]?.figures[0]?.value, 63);
  const { html, notes } = await askPage(db, missedChecksPage, actors.manager);
  assert.match(html, /New birth visit, Six to eight weeks/);
  assert.deepEqual(
    notes.map((note) => [note.action, (note.detail?.people as unknown[])?.length]),
    [['figure.rows', 50]],
  );
  await assert.rejects(askPage(db, missedChecksPage, actors.member), /not for this role/);
});

withDatabase(
  'the counts of a year equal a plain recount, and follow what is loaded',
  async (db) => {
    const { actors, authorityId } = await anAuthority(db);
    await loadPlacesSample(db, authorityId);
    const before = await compute(db, actors.analyst, earlyYearsMissedMeasure, {});
    assert.equal(before.rows[0]?.figures[0]?.absent, 'not-measured');
    await loadEarlyYearsSample(db, authorityId);
    await compute(db, actors.analyst, earlyYearsMissedMeasure, {});
    const system = systemActor(authorityId);
    await asActor(db, system, async (tx) => {
      const kept = await sql<{ fact: string; part: string; children: number }>`
      select fact, part, children from understand.reach_count
      where year = 2024 and breakdown = 'ward' and fact like 'check/%' and fact not like '%/due'
      order by 1, 2`.execute(tx);
      const counted = await sql<{ fact: string; part: string; children: number }>`
      select 'check/' || event.code || '/' || event.outcome as fact,
        event.ward_id::text as part, count(distinct event.person_id) as children
      from record.event where event.kind = 'early-years-check'
        and event.day >= '2024-04-01' and event.day < '2025-04-01'
      group by 1, 2 order by 1, 2`.execute(tx);
      assert.ok(kept.rows.length > 10);
      assert.deepEqual(kept.rows, counted.rows);
    });
  },
);

withDatabase(
  'the page says the finding, or how to get one; a family does not see it',
  async (db) => {
    const { actors, authorityId } = await anAuthority(db);
    const empty = await askPage(db, earlyYearsPage, actors.analyst);
    assert.match(empty.html, /No early years file is loaded/);
    await assert.rejects(askPage(db, earlyYearsPage, actors.family));
    await loadPlacesSample(db, authorityId);
    await loadEarlyYearsSample(db, authorityId);
    const { html } = await askPage(db, earlyYearsPage, actors.member);
    assert.match(html, /is least often in time/);
    assert.match(html, /Where to look first/);
    assert.doesNotMatch(html, /\/early-years\/missed/);
    const manager = await askPage(db, earlyYearsPage, actors.manager);
    assert.match(manager.html, /\/early-years\/missed/);
  },
);
