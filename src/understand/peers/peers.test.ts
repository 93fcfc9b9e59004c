import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { asActor, type Measure } from '../../platform/index.ts';
import type { IndicatorValueRow, ReadItem } from '../../record/index.ts';
import { giveCodes, loadItems } from '../hand-made.sample.ts';
import { peerIndicatorMeasure } from './peer-indicator.measure.ts';
import { mostAskedFor, peerIndicatorsMeasure } from './peer-indicators.measure.ts';
import { byPeriod, ENGLAND, standingOf, unitOf } from './peer-standing.ts';

const OWN = 'E06009998';

function value(area: string, amount: number | null, mark: string | null = null): ReadItem {
  const row = { row: Number(area.slice(-3)) || 9, periodNote: 'final' as const };
  const indicator = {
    ...row,
    indicator: 'CPP_rate',
    indicatorLabel: 'Child protection plan rate per 10,000',
    areaCode: area,
    areaName: area === OWN ? 'Testshire' : `Area ${area}`,
    period: '2024',
    value: amount,
    mark,
  };
  return { type: 'indicator', indicator };
}

function neighbour(code: string, rank: number): ReadItem {
  const closeness = 'Close';
  return {
    type: 'neighbour',
    neighbour: { row: rank + 1, authorityCode: OWN, neighbourCode: code, rank, closeness },
  };
}

const AREAS = ['E06000101', 'E06000102', 'E06000103', 'E06000104', 'E06000105'];

withDatabase(
  'an area stands beside the middle half of its neighbours, marks and all',
  async (database) => {
    const { authorityId, actors } = await anAuthority(database);
    const { member } = actors;
    const compute = (measure: Measure, given: Record<string, string>) =>
      asActor(database, member, (tx) => measure.compute(tx, member, given));
    const empty = await compute(peerIndicatorsMeasure, {});
    assert.deepEqual(empty.rows, []);
    await giveCodes(database, authorityId, { onsCode: OWN, laNumber: '997' });
    await loadItems(
      database,
      authorityId,
      { kind: 'statistical-neighbours', name: 'neighbours.csv' },
      AREAS.map((code, index) => neighbour(code, index + 1)),
    );
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = AREAS;
    await loadItems(database, authorityId, { kind: 'dfe-indicators', name: 'lait.csv' }, [
      value(OWN, 50),
      value(first, 10),
      value(second, 20),
      value(third, 30),
      value(fourth, 40),
      value(fifth, null, 'c'),
      value(ENGLAND, 28),
      value('E06000777', 99),
    ]);
    const spine = await compute(peerIndicatorsMeasure, {});
    // Quartiles of 10, 20, 30, 40 by straight line: 17.5, 25 and 32.5; the stranger does not count.
    assert.deepEqual(
      spine.rows[0]?.figures.map((figure) => figure.value),
      [50, 17.5, 25, 32.5, 28],
    );
    assert.equal(spine.rows[0]?.figures[0]?.unit, 'per-10000');
    assert.match(spine.headline, /differs from most of its neighbours in 1 of 1 indicators/);
    const median = spine.rows[0]?.figures[2];
    assert.match(median?.how.formula ?? '', /Median of 4 statistical neighbours. 1 more have no/);
    const trend = await compute(peerIndicatorMeasure, { indicator: 'CPP_rate' });
    assert.match(trend.headline, /was higher than most of its neighbours in 2024$/);
    assert.deepEqual(trend.columns, ['2024']);
    for (const figure of [...(spine.rows[0]?.figures ?? []), ...(median?.how.inputs ?? [])]) {
      const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
      const opened = await compute(peerIndicatorMeasure, given);
      assert.equal(opened.rows[0]?.figures[0]?.value, figure.value, figure.id);
    }
    const hidden = await compute(peerIndicatorMeasure, {
      indicator: 'CPP_rate',
      period: '2024',
      row: fifth,
    });
    assert.equal(hidden.rows[0]?.figures[0]?.absent, 'suppressed');
    await assert.rejects(
      compute(peerIndicatorMeasure, { indicator: 'moon' }),
      /No loaded file has/,
    );
  },
);

function row(area: string, amount: number | null): IndicatorValueRow {
  const source = { source_id: 1, source_row: 1, mark: null, unit_label: null, decimals: null };
  const parts = { numerator: null, denominator: null, period_note: null };
  const words = { indicator: 'x', label: 'x', polarity: null, area_name: area, period: '2024' };
  return { ...words, ...source, ...parts, area_code: area, value: amount };
}

test('better and worse are said only where the publisher takes a side', () => {
  const values = [row('own', 9), row('a', 1), row('b', 2), row('c', 3)];
  const [period] = byPeriod(values, ['own']);
  assert.ok(period);
  assert.equal(standingOf(period, null), 'higher');
  assert.equal(standingOf(period, 'high'), 'better');
  assert.equal(standingOf(period, 'low'), 'worse');
});

test('fewer than three neighbours are nothing to compare with', () => {
  const [period] = byPeriod([row('own', 9), row('a', 1), row('b', 2)], ['own']);
  assert.ok(period);
  assert.equal(standingOf(period, 'high'), null);
});

test('the indicators most asked for come first, each once, at most ten', () => {
  const labels = [
    'Zebras',
    'Children Looked after rate per 10,000',
    "Rates per 10,000 of referrals to Children's Services",
  ];
  const many = [...labels, ...Array.from({ length: 20 }, (_, i) => `Other ${i}`)];
  const chosen = mostAskedFor(many.map((label) => ({ label }))).map((one) => one.label);
  assert.deepEqual(chosen.slice(0, 3), [labels[1], labels[2], 'Zebras']);
  assert.equal(new Set(chosen).size, 10);
});

test('the unit of an indicator is read from its publisher\u2019s words', () => {
  assert.equal(unitOf('Rate per 10,000'), 'per-10000');
  assert.equal(unitOf('% of referrals'), 'percent');
  assert.equal(unitOf(null), 'number');
});
