import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import type { Finding } from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Measure } from '../../platform/index.ts';
import { distanceTo, kilometresBetween } from './distance.ts';
import { reachDeclinedMeasure } from './reach-declined.measure.ts';
import { reachDistanceMeasure } from './reach-distance.measure.ts';
import { ETHNIC_GROUPS, ethnicGroupOf } from './reach-rules.ts';
import {
  cellKey,
  countOf,
  expectedCount,
  hiddenOf,
  type Part,
  reachRatio,
  reachStanding,
} from './reach-table.ts';
import { reachMeasure } from './reach.measure.ts';
import { reachPage } from './reach.page.ts';
import { loadReachSample, loadSitesSample } from './reach.sample.ts';

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

async function sample(database: Database) {
  const authority = await anAuthority(database);
  await loadReachSample(database, authority.authorityId);
  return { ...authority, analyst: authority.actors.analyst };
}

test('a group is reached less only where its whole interval lies below what is expected', () => {
  assert.equal(reachStanding(reachRatio(10, 25)), 'less');
  assert.equal(reachStanding(reachRatio(50, 25)), 'more');
  assert.equal(reachStanding(reachRatio(100, 98)), 'as-expected');
  // Four of six expected tell nothing.
  assert.equal(reachStanding(reachRatio(4, 6)), 'cannot-tell');
  assert.equal(reachStanding(null), 'cannot-tell');
});

test('what is expected of the groups adds up to all who were reached', () => {
  const bases = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), bases, (reached, of) => {
      const all = of.reduce((sum, one) => sum + one, 0);
      fc.pre(all > 0);
      const sum = of.reduce((total, one) => total + (expectedCount(reached, one, all) ?? 0), 0);
      assert.ok(Math.abs(sum - reached) < 1e-6);
    }),
  );
});

test('no small count can be had from the wards, localities and the whole by subtraction', () => {
  const few = fc.integer({ min: 0, max: 12 });
  const ward = fc.record({ accepted: few, declined: few });
  fc.assert(
    fc.property(fc.array(ward, { minLength: 2, maxLength: 6 }), (wards) => {
      const tree = { fact: 'asked', parts: ['accepted', 'declined'] };
      const factsOf = (of: typeof wards) => {
        const sum = (what: 'accepted' | 'declined') => of.reduce((all, one) => all + one[what], 0);
        const [accepted, declined] = [sum('accepted'), sum('declined')];
        return new Map(Object.entries({ accepted, declined, asked: accepted + declined }));
      };
      const parts: Part[] = wards.map((one, at) => ({
        key: `w${at}`,
        label: '',
        counts: factsOf([one]),
      }));
      const half = wards.slice(0, Math.ceil(wards.length / 2));
      const madeOf = half.map((_, at) => `w${at}`);
      parts.push({ key: 'locality', label: '', counts: factsOf(half), madeOf });
      const whole: Part = { key: 'all', label: '', counts: factsOf(wards) };
      const hidden = hiddenOf(parts, whole, tree);
      for (const part of [...parts, whole]) {
        const facts = ['asked', 'accepted', 'declined'];
        for (const fact of facts) {
          const count = countOf(part, fact);
          if (count > 0 && count < 5) assert.ok(hidden.has(cellKey(fact, part.key)));
        }
        // A row with one hidden cell tells it: then it may not be a small one.
        const unknown = facts
          .filter((fact) => hidden.has(cellKey(fact, part.key)))
          .map((fact) => countOf(part, fact));
        if (unknown.length === 1) assert.ok((unknown[0] ?? 0) >= 5);
      }
    }),
    { numRuns: 60 },
  );
});

test('a degree of latitude is 111.2 kilometres, and the nearest of two sites counts', () => {
  const at = (latitude: number) => ({ latitude, longitude: 0.4 });
  assert.ok(Math.abs(kilometresBetween(at(51), at(52)) - 111.195) < 0.01);
  const homes = [
    { at: at(51), children: 300 },
    { at: at(51.1), children: 100 },
  ];
  const found = distanceTo(homes, [at(51), at(60)], 1.5);
  assert.deepEqual([found?.far, found?.children], [100, 400]);
  assert.ok(Math.abs((found?.km ?? 0) - 11.1195 / 4) < 0.01);
  assert.equal(distanceTo(homes, [], 1.5), null);
});

test('a distance is the same both ways and never longer than half the way round the earth', () => {
  const point = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (a, b) => {
      const km = kilometresBetween(a, b);
      assert.ok(km >= 0 && km <= 20_016);
      assert.ok(Math.abs(km - kilometresBetween(b, a)) < 1e-6);
    }),
  );
});

test('every ethnic group has codes of its own; refused and not obtained are not recorded', () => {
  const codes = ETHNIC_GROUPS.flatMap((one) => one.codes);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(ethnicGroupOf('APKN'), 'asian');
  assert.equal(ethnicGroupOf('REFU'), '');
});

withDatabase('a ward that help hardly reaches comes first, beside its share', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, reachMeasure, { expected: 'population' });
  assert.equal(finding.headline, 'Early help reaches Cedar least, 2024 to 2025');
  // 128 children over four wards of 1,000: 32 expected in each.
  assert.deepEqual(cells(finding, 1), [
    ['Cedar', 10],
    ['Dogwood', 28],
    ['Birch', 40],
    ['Alder', 50],
  ]);
  assert.deepEqual(cells(finding, 2)[0], ['Cedar', 32]);
  const ratio = finding.rows[0]?.figures[0];
  assert.equal(ratio?.value, (100 * 10) / 32);
  assert.ok((ratio?.high ?? 100) < 60 && (ratio?.low ?? 0) > 10);
  assert.equal(finding.total?.figures[1]?.value, 128);
});

withDatabase('what is expected by need differs from what is expected by share', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, reachMeasure);
  // 90 referred, 40 of them in Cedar: 128 times 40 of 90.
  const cedar = finding.rows.find((row) => row.label === 'Cedar');
  assert.ok(Math.abs((cedar?.figures[2]?.value ?? 0) - (128 * 40) / 90) < 1e-9);
  const deprived = await compute(db, analyst, reachMeasure, { expected: 'deprived' });
  // Only the first areas of Alder and Birch lie in the most deprived fifth: 600 children each.
  assert.deepEqual(cells(deprived, 2).sort(), [
    ['Alder', 64],
    ['Birch', 64],
    ['Cedar', 0],
    ['Dogwood', 0],
  ]);
  const localities = await compute(db, analyst, reachMeasure, { by: 'locality' });
  assert.deepEqual(cells(localities, 1), [
    ['West', 38],
    ['East', 90],
  ]);
});

withDatabase(
  'without a source of everyone a group is not measured; coverage is told',
  async (db) => {
    const { analyst } = await sample(db);
    const asked = { by: 'ethnicity', expected: 'population' };
    const finding = await compute(db, analyst, reachMeasure, asked);
    assert.match(finding.headline, /cannot be compared/);
    const of = new Map(finding.rows.map((row) => [row.label, row.figures]));
    assert.equal(of.get('White British')?.[1]?.value, 59);
    assert.equal(of.get('Ethnicity not recorded')?.[1]?.value, 10);
    assert.equal(of.get('White British')?.[2]?.absent, 'not-measured');
    assert.match(of.get('White British')?.[2]?.how.formula ?? '', /school census/);
    const whole = { ...asked, row: 'all', value: 'coverage' };
    const coverage = await compute(db, analyst, reachMeasure, whole);
    assert.ok(Math.abs((coverage.rows[0]?.figures[0]?.value ?? 0) - (100 * 118) / 128) < 1e-9);
  },
);

withDatabase('the last answer counts, and two small refusals are not told apart', async (db) => {
  const { analyst } = await sample(db);
  const finding = await compute(db, analyst, reachDeclinedMeasure);
  const of = new Map(finding.rows.map((row) => [row.label, row.figures]));
  // Share, asked, accepted, declined, other.
  const cedar = of.get('Cedar');
  // Asked for 30 times; no other answer, though each family that declined had one before.
  assert.deepEqual([cedar?.[1]?.value, cedar?.[4]?.value], [30, 0]);
  assert.equal(of.get('Dogwood')?.[3]?.absent, 'suppressed');
  assert.equal(of.get('Alder')?.[3]?.absent, 'suppressed');
  assert.equal(finding.total?.figures[3]?.value, 33);
  const ended = await compute(db, analyst, reachDeclinedMeasure, { stage: 'ended' });
  // Every fourth, the first too: 13 of 50.
  const alder = ended.rows.find((row) => row.label === 'Alder');
  assert.equal(alder?.figures[0]?.value, 26);
});

withDatabase('every input of a figure says the same under its own address', async (db) => {
  const { analyst } = await sample(db);
  for (const measure of [reachMeasure, reachDeclinedMeasure]) {
    const finding = await compute(db, analyst, measure, { by: 'locality' });
    const figures = finding.rows.flatMap((row) => row.figures);
    for (const figure of figures) {
      figures.push(...(figure.how.inputs ?? []));
      const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
      const again = await compute(db, analyst, measure, given);
      assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
      assert.ok(figures.length < 80);
    }
  }
});

withDatabase('how far help is away is not known without a site, measured with one', async (db) => {
  const { analyst, authorityId } = await sample(db);
  const none = await compute(db, analyst, reachDistanceMeasure);
  assert.equal(none.headline, 'How far help is away is not known');
  assert.deepEqual(none.rows, []);
  await loadSitesSample(db, authorityId);
  const finding = await compute(db, analyst, reachDistanceMeasure, { km: '30' });
  assert.equal(finding.headline, 'Dogwood lies farthest from help');
  // The site's postcode lies in Alder, a square of one degree, and so do Alder's children.
  const alder = finding.rows.find((row) => row.label === 'Alder');
  assert.ok((alder?.figures[0]?.value ?? 9) < 0.5);
  assert.equal(alder?.figures[1]?.value, 0);
  assert.equal(finding.total?.figures[1]?.value, 75);
  const other = await compute(db, analyst, reachDistanceMeasure, { theme: 'crime' });
  assert.equal(other.headline, 'How far help is away is not known');
  const wrong = compute(db, analyst, reachDistanceMeasure, { km: 'far' });
  await assert.rejects(wrong, /km is a number/);
});

withDatabase('the page says the finding, or how to get one', async (db) => {
  const { actors, authorityId } = await anAuthority(db);
  const empty = await askPage(db, reachPage, actors.analyst);
  assert.match(empty.html, /Nobody knows yet whom help reaches/);
  await assert.rejects(askPage(db, reachPage, actors.family));
  await loadReachSample(db, authorityId);
  const { html } = await askPage(db, reachPage, actors.member);
  assert.match(html, /Early help reaches Cedar least/);
  assert.match(html, /Less than expected/);
  const theirs = await askPage(db, reachPage, actors.member, { query: { by: 'sex', year: '' } });
  assert.match(theirs.html, /Girls/);
  const wrong = askPage(db, reachPage, actors.member, { query: { by: 'moon' } });
  await assert.rejects(wrong, /by is one/);
});
