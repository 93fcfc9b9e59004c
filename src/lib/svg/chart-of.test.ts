import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartKind, Figure, Finding } from '../figure/figure.ts';
import { chartOf, summaryOf } from './chart-of.ts';
import type { Outline } from './map.ts';

const figure = (value: number | null, more: Partial<Figure> = {}): Figure => ({
  id: 'f',
  label: 'f',
  value,
  unit: 'children',
  how: { formula: 'Counted.' },
  ...more,
});

function finding(
  chart: ChartKind,
  rows: Record<string, readonly Figure[]>,
  columns: string[],
): Finding {
  return {
    id: 'children?by=agency',
    headline: 'More children are looked after',
    subtitle: 'Children, Northbridge',
    rowHeading: 'Group',
    columns,
    rows: Object.entries(rows).map(([label, figures]) => ({ label, figures })),
    total: { label: 'Total', figures: columns.map(() => figure(999_999)) },
    chart,
  };
}

const YEARS = ['2022-23', '2023-24', '2024-25'];

test('lines are told by start, end, highest, lowest, trend, range and what is missing', () => {
  const rows = {
    Northbridge: [figure(200), figure(320), figure(300, { low: 280, high: 330 })],
    England: [figure(100), figure(null, { absent: 'suppressed' }), figure(101)],
  };
  assert.equal(
    summaryOf(finding('lines', rows, YEARS)),
    'Northbridge: up from 200 in 2022-23 to 300 in 2024-25. Highest: 320 in 2023-24. ' +
      'The last value may lie between 280 and 330. ' +
      'England: about the same, from 100 in 2022-23 to 101 in 2024-25. 2023-24: [c] hidden. ' +
      'Bands show how uncertain the values are.',
  );
});

test('bars are told by the highest and the lowest, with their ranges', () => {
  const rows = {
    Police: [figure(300_000_00, { unit: 'pence' })],
    Council: [figure(1_200_000_00, { unit: 'pence', low: 1_000_000_00, high: 1_500_000_00 })],
    Health: [figure(null, { unit: 'pence', absent: 'not-measured' })],
  };
  const cost = finding('bars', rows, ['Cost']);
  assert.equal(
    summaryOf(cost),
    'Highest: Council, £1.2 million (between £1 million and £1.5 million). ' +
      'Lowest: Police, £300,000. The ranges show how uncertain the values are. ' +
      'Health: not measured.',
  );
  const svg = chartOf(cost);
  assert.match(svg, /hw-chart-bars/);
  assert.match(svg, /<title id="hw-children-by-agency-title">More children are looked after/);
  assert.ok(svg.includes(summaryOf(cost)));
  assert.doesNotMatch(svg, /Total/);
});

test('each kind of finding gets its chart, and one without a chart gets none', () => {
  const rows = { A: [figure(5), figure(4), figure(6)], B: [figure(7), figure(8), figure(9)] };
  for (const kind of ['bars', 'lines', 'stacked-bars', 'spine', 'flows'] as const) {
    assert.match(
      chartOf(finding(kind, rows, YEARS)),
      new RegExp(`class="hw-chart hw-chart-${kind}"`),
    );
    assert.notEqual(summaryOf(finding(kind, rows, YEARS)), '');
  }
  assert.equal(chartOf(finding('none', rows, YEARS)), '');
  assert.equal(summaryOf(finding('none', rows, YEARS)), '');
});

test('a map is drawn where every row has an outline, else bars are', () => {
  const outline: Outline = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  };
  const map = finding('map', { A: [figure(5)], B: [figure(7)] }, ['Children']);
  const outlines = new Map([['A', outline]]);
  assert.match(chartOf(map, { outlines }), /hw-chart-bars/);
  outlines.set('B', outline);
  assert.match(chartOf(map, { outlines }), /hw-chart-map/);
});

test('a spine says how the area stands among its peers', () => {
  const rows = {
    'Looked after': [figure(92), figure(60), figure(70), figure(80), figure(71)],
    'In need': [figure(330), figure(300), figure(340), figure(380)],
  };
  assert.equal(
    summaryOf(finding('spine', rows, ['Northbridge', 'Lower', 'Median', 'Upper', 'England'])),
    'Compared with the middle half of similar areas. ' +
      'Looked after: 92, higher, median of peers 70. In need: 330, similar, median of peers 340.',
  );
});

test('flows follow labels with arrows over several stages, else go from rows to columns', () => {
  const chain = {
    'Contact → Assessment': [figure(90)],
    'Assessment → Child in need': [figure(30)],
    'Assessment → Closed': [figure(null, { absent: 'suppressed' })],
  };
  const flows = finding('flows', chain, ['Children']);
  assert.equal(
    summaryOf(flows),
    'The largest flows: Contact to Assessment, 90; Assessment to Child in need, 30. ' +
      '1 flow is not drawn: [c] hidden.',
  );
  assert.equal(chartOf(flows).match(/class="hw-chart-node"/g)?.length, 3);
  const table = finding('flows', { Care: [figure(5), figure(6)] }, ['Home', 'Care']);
  assert.match(summaryOf(table), /Care to Care, 6; Care to Home, 5/);
  assert.match(chartOf(flows, { width: 320 }), /Contact to Assessment/);
});

test('two charts of one finding on one page can have different ids', () => {
  const bars = finding('bars', { A: [figure(5)] }, ['Children']);
  const idsOf = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((one) => one[1]);
  const both = [
    ...idsOf(chartOf(bars)),
    ...idsOf(chartOf(bars, { idPrefix: 'narrow', width: 320 })),
  ];
  assert.equal(new Set(both).size, 4);
});
