import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, day } from '../calendar/calendar.ts';
import type { Unit } from '../figure/figure.ts';
import { barsChart } from './bars.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { checkTexts, drawingOf } from './drawing.sample.ts';
import { flowsChart } from './flows.ts';
import { journeyChart } from './journey.ts';
import { linesChart } from './lines.ts';
import { mapChart, type Outline } from './map.ts';
import { spineChart } from './spine.ts';
import { stackedBarsChart } from './stacked-bars.ts';
import { LINE_HEIGHT } from './text.ts';

const value: fc.Arbitrary<ChartValue> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 0, max: 9_000_000_00 }).map((one) => ({ value: one })),
  },
  fc
    .tuple(fc.nat(1e8), fc.nat(1e8), fc.nat(1e8))
    .map(([low, more, most]) => ({ value: low + more, low, high: low + more + most })),
  fc
    .constantFrom('suppressed' as const, 'not-available' as const, 'not-measured' as const)
    .map((absent) => ({ value: null, absent })),
);
const signed = fc.oneof(
  value,
  fc.integer({ min: -1e8, max: 1e8 }).map((one): ChartValue => ({ value: one })),
);
const name = fc.oneof(
  fc.constantFrom('Police', 'Children’s social care', 'Leaving care', '"><script>&amp;\u0007'),
  fc
    .array(fc.constantFrom('help', 'for', 'families', 'protection'), { minLength: 1, maxLength: 7 })
    .map((words) => words.join(' ')),
);
const units = fc.constantFrom<Unit>('pence', 'children', 'percent', 'per-10000', 'number');
const options = fc.record<ChartOptions>({
  idPrefix: fc.constantFrom('a', 'late-help?by=agency&year=2024-25'),
  headline: name,
  subtitle: name,
  unit: units,
  width: fc.constantFrom(640, 320),
  withHeading: fc.boolean(),
});

const square = (x: number, y: number): Outline => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ],
  ],
});

const charts: Record<string, fc.Arbitrary<string>> = {
  bars: fc.tuple(fc.array(fc.tuple(name, signed), { maxLength: 8 }), options).map(([bars, how]) =>
    barsChart(
      bars.map(([label, one]) => ({ label, ...one })),
      how,
    ),
  ),
  'stacked bars': fc
    .tuple(
      fc.array(name, { minLength: 1, maxLength: 9 }),
      fc.array(name, { maxLength: 5 }),
      options,
    )
    .chain(([parts, labels, how]) =>
      fc
        .array(fc.array(value, { minLength: parts.length, maxLength: parts.length }), {
          minLength: labels.length,
          maxLength: labels.length,
        })
        .map((rows) => {
          const bars = labels.map((label, index) => ({ label, values: rows[index] ?? [] }));
          return stackedBarsChart({ parts, bars }, how);
        }),
    ),
  lines: fc
    .tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.tuple(name, fc.array(signed, { minLength: 20, maxLength: 20 })), {
        maxLength: 6,
      }),
      options,
    )
    .map(([count, lines, how]) =>
      linesChart(
        {
          points: Array.from({ length: count }, (_, index) => `20${index + 10}-${index + 11}`),
          lines: lines.map(([label, values]) => ({ label, values: values.slice(0, count) })),
        },
        how,
      ),
    ),
  spine: fc
    .tuple(
      fc.array(fc.tuple(name, value, fc.tuple(fc.nat(1e7), fc.nat(1e7), fc.nat(1e7)), units)),
      options,
    )
    .map(([rows, how]) =>
      spineChart(
        rows.map(([label, one, [lower, more, most], unit]) => ({
          label,
          unit,
          ...one,
          peers:
            lower % 5 === 0 ? null : { lower, median: lower + more, upper: lower + more + most },
          england: most,
        })),
        how,
      ),
    ),
  map: fc.tuple(fc.array(fc.tuple(name, value), { maxLength: 12 }), options).map(([areas, how]) =>
    mapChart(
      areas.map(([label, one], index) => ({
        label,
        ...one,
        outline: square(index % 4, Math.floor(index / 4)),
      })),
      how,
    ),
  ),
  flows: fc
    .tuple(
      fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), value), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 2, max: 6 }),
      options,
    )
    .map(([flows, stages, how]) => {
      const states = ['Contact', 'Assessment', 'No further action'];
      const nodes = Array.from({ length: stages * 3 }, (_, index) => ({
        id: `${index}`,
        label: states[index % 3] ?? '',
        stage: Math.floor(index / 3),
      }));
      return flowsChart(
        {
          nodes,
          flows: flows.map(([stage, from, to, one]) => {
            const at = Math.min(stage, stages - 2) * 3;
            return { from: `${at + from}`, to: `${at + 3 + to}`, ...one };
          }),
        },
        how,
      );
    }),
  journey: fc
    .tuple(
      fc.array(fc.tuple(fc.nat(2), name, fc.nat(4000), fc.option(fc.nat(900))), { maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(2), name, fc.nat(5000)), { maxLength: 8 }),
      options,
    )
    .map(([spells, events, how]) => {
      const lanes = ['Children’s social care', 'School', 'Police'];
      const start = day('2011-05-01');
      return journeyChart(
        {
          lanes,
          asOf: day('2025-03-31'),
          spells: spells.map(([lane, label, at, days]) => ({
            lane: lanes[lane] ?? '',
            label,
            startDay: addDays(start, at),
            endDay: days === null ? null : addDays(start, at + days),
          })),
          events: events.map(([lane, label, at]) => ({
            lane: lanes[lane] ?? '',
            label,
            day: addDays(start, at),
          })),
        },
        how,
      );
    }),
};

for (const [kind, chart] of Object.entries(charts)) {
  test(`${kind}: whatever the data, text is whole, apart and large enough, without styles`, () => {
    fc.assert(
      fc.property(chart, (svg) => {
        const drawing = drawingOf(svg);
        checkTexts(drawing);
        assert.equal(new Set(drawing.ids).size, drawing.ids.length);
        assert.ok(drawing.title.length > 0 && drawing.desc.length > 0);
      }),
      { numRuns: 150 },
    );
  });
}

const plain: ChartOptions = { idPrefix: 'p', headline: 'Care costs most' };

test('a missing value is drawn as words, never as a bar, a point or a part of 0', () => {
  const missing = { value: null, absent: 'suppressed' } as const;
  const bars = barsChart(
    [
      { label: 'A', ...missing },
      { label: 'B', value: 3 },
    ],
    plain,
  );
  assert.equal(bars.match(/class="hw-chart-bar"/g)?.length, 1);
  assert.ok(drawingOf(bars).texts.some((one) => one.text === '[c] hidden'));
  const points = ['1', '2', '3'];
  const values = [{ value: 5 }, missing, { value: 7 }];
  const lines = linesChart({ points, lines: [{ label: 'A', values }] }, plain);
  assert.ok(drawingOf(lines).texts.some((one) => one.text === '× A: [c] hidden.'));
  assert.equal(/class="hw-chart-line" d="([^"]*)"/.exec(lines)?.[1]?.match(/M/g)?.length, 2);
  const bar = { label: 'A', values: [{ value: 5 }, missing] };
  const stacks = stackedBarsChart({ parts: ['x', 'y'], bars: [bar] }, plain);
  assert.equal(stacks.match(/class="hw-chart-bar"/g)?.length, 1);
  assert.ok(drawingOf(stacks).texts.some((one) => one.text === '5 and [c]\u00a0hidden'));
});

test('bars are as long as their values, and whiskers as long as their ranges', () => {
  const svg = barsChart(
    [
      { label: 'A', value: 100, low: 50, high: 150 },
      { label: 'B', value: 50 },
    ],
    plain,
  );
  const [a = 0, b = 0] = [...svg.matchAll(/hw-chart-bar" [^>]*?width="([\d.]+)"/g)].map((one) =>
    Number(one[1]),
  );
  assert.ok(Math.abs(a - 2 * b) < 0.3);
  const range = /hw-chart-range" d="M([\d.]+) .*?M([\d.]+) /.exec(svg);
  assert.ok(Math.abs(Number(range?.[2]) - Number(range?.[1]) - a) < 0.3);
});

test('a map has at most five classes and hatches only the highest', () => {
  const areas = Array.from({ length: 10 }, (_, index) => ({
    label: `${index}`,
    value: index,
    outline: square(index, 0),
  }));
  const svg = mapChart(areas, plain);
  assert.equal(svg.match(/class="hw-chart-area"[^>]*fill="url\(#hw-p-hatch\)"/g)?.length, 2);
  const shades = [...svg.matchAll(/class="hw-chart-area"[^>]*fill="(#\w+)"/g)].map((one) => one[1]);
  assert.equal(new Set(shades).size, 5);
});

test('a map does not depend on which way round an outline is drawn', () => {
  const forth = square(0, 51);
  const back = {
    ...forth,
    coordinates: (forth.coordinates as number[][][]).map((ring) => ring.toReversed()),
  };
  const draw = (outline: Outline) => mapChart([{ label: 'A', value: 1, outline }], plain);
  assert.equal(drawingOf(draw(forth)).height, drawingOf(draw(back as Outline)).height);
});

test('flows that lead nowhere, backwards or over too many stages are refused', () => {
  const nodes = [
    { id: 'a', label: 'A', stage: 0 },
    { id: 'b', label: 'B', stage: 1 },
  ];
  const flow = (from: string, to: string) =>
    flowsChart({ nodes, flows: [{ from, to, value: 1 }] }, plain);
  assert.throws(() => flow('b', 'a'), RangeError);
  assert.throws(() => flow('a', 'x'), RangeError);
  const late = { id: 'c', label: 'C', stage: 6 };
  assert.throws(() => flowsChart({ nodes: [late], flows: [] }, plain), RangeError);
  assert.match(flow('a', 'b'), /hw-chart-flow/);
});

test('lines of text are no wider than they may be, and lose no letter', () => {
  assert.ok(LINE_HEIGHT > 16);
  fc.assert(
    fc.property(name, fc.integer({ min: 40, max: 300 }), (text, width) => {
      const svg = barsChart([{ label: text, value: width }], { ...plain, width: 320 });
      const shown = drawingOf(svg)
        .texts.map((one) => one.text)
        .slice(0, -1)
        .join('');
      assert.equal(shown.replaceAll(' ', ''), text.replaceAll(' ', '').replace('\u0007', ''));
    }),
  );
});

test('where all areas are the same, none is hatched as the highest', () => {
  const same = [0, 1, 2].map((x) => ({ label: `${x}`, value: 7, outline: square(x, 0) }));
  assert.doesNotMatch(mapChart(same, plain), /fill="url/);
});
