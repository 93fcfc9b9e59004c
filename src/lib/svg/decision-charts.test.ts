import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Figure, Finding, Unit } from '../figure/figure.ts';
import type { ChartOptions, ChartValue } from './chart-data.ts';
import { chartOf, summaryOf } from './chart-of.ts';
import { aboveWords, dotsChart } from './dots.ts';
import { checkTexts, drawingOf } from './drawing.sample.ts';
import { breakEvenOf, type Fan, fanChart, type FanPoint } from './fan.ts';
import { linesChart } from './lines.ts';
import { pairedBarsChart } from './paired-bars.ts';
import { tornadoChart } from './tornado.ts';

const plain: ChartOptions = { idPrefix: 'p', headline: 'It pays back', unit: 'pence' };

const amount = fc.integer({ min: -2e9, max: 2e9 });
const missing: ChartValue = { value: null, absent: 'not-available' };
const value: fc.Arbitrary<ChartValue> = fc.oneof(
  { weight: 5, arbitrary: amount.map((one) => ({ value: one })) },
  fc
    .tuple(amount, fc.nat(1e8), fc.nat(1e8))
    .map(([one, less, more]) => ({ value: one, low: one - less, high: one + more })),
  fc.constant(missing),
);
const name = fc.oneof(
  fc.constantFrom('Health', '"><script>&amp;\u0007', 'A week of foster care with an agency'),
  fc
    .array(fc.constantFrom('cost', 'of', 'families', 'protection'), { minLength: 1, maxLength: 7 })
    .map((words) => words.join(' ')),
);
const options = fc.record<ChartOptions>({
  idPrefix: fc.constantFrom('a', 'scenario-fan?scenario=7'),
  headline: name,
  subtitle: name,
  unit: fc.constantFrom<Unit>('pence', 'children', 'percent', 'number'),
  width: fc.constantFrom(640, 320),
  withHeading: fc.boolean(),
});

function years(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${2026 + index}-${27 + index}`);
}

const fanPoint: fc.Arbitrary<FanPoint> = fc
  .tuple(amount, fc.array(fc.nat(1e8), { minLength: 4, maxLength: 4 }), fc.nat(100), fc.nat(9))
  .map(([middle, [a = 0, b = 0, c = 0, d = 0], reached, kind]) =>
    kind === 0
      ? { ...missing, lower: null, upper: null, reached: null }
      : {
          value: middle,
          low: middle - a - b,
          high: middle + c + d,
          lower: middle - a,
          upper: middle + c,
          reached: kind === 1 ? null : reached,
        },
  );

const charts: Record<string, fc.Arbitrary<string>> = {
  fan: fc
    .tuple(fc.array(fanPoint, { maxLength: 12 }), options)
    .map(([values, how]) => fanChart({ points: years(values.length), values }, how)),
  dots: fc
    .tuple(fc.array(amount, { maxLength: 50 }), options)
    .map(([values, how]) => dotsChart(values, how)),
  tornado: fc
    .tuple(fc.array(fc.tuple(name, value, value), { maxLength: 8 }), fc.option(amount), options)
    .map(([rows, middle, how]) =>
      tornadoChart(
        { middle, rows: rows.map(([label, atLow, atHigh]) => ({ label, atLow, atHigh })) },
        how,
      ),
    ),
  'paired bars': fc
    .tuple(
      fc.integer({ min: 2, max: 3 }),
      fc.array(fc.tuple(name, fc.array(value, { minLength: 3, maxLength: 3 })), { maxLength: 8 }),
      options,
    )
    .map(([count, groups, how]) =>
      pairedBarsChart(
        {
          names: ['Pays', 'Gains', 'Proposed share of the cost'].slice(0, count),
          groups: groups.map(([label, values]) => ({ label, values: values.slice(0, count) })),
        },
        how,
      ),
    ),
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

function fanOfMiddles(middles: readonly number[], reached: readonly number[]): Fan {
  return {
    points: years(middles.length),
    values: middles.map((middle, index) => ({
      value: middle,
      low: middle - 300,
      high: middle + 300,
      lower: middle - 100,
      upper: middle + 100,
      reached: reached[index] ?? null,
    })),
  };
}

test('a fan says when 5, 50 and 95 in 100 runs are back at 0, or never are', () => {
  const fan = fanOfMiddles([-500, -900, 200, 800], [0, 6, 55, 80]);
  assert.deepEqual(breakEvenOf(fan), { earliest: 1, likely: 2, latest: null });
  const { desc, texts } = drawingOf(fanChart(fan, plain));
  assert.match(desc, /starts at −£5 in 2026-27. It is lowest at −£9 in 2027-28/);
  const shown = texts.map((one) => one.text).join(' ');
  assert.match(shown, /Half of the runs are back at 0 by 2028-29/);
  assert.match(
    shown,
    /In 5 of 100 it takes until 2027-28 or less; 95 of 100 are back only after 2029-30/,
  );
  const never = drawingOf(fanChart(fanOfMiddles([-500, -900], [0, 0]), plain));
  assert.match(never.desc, /Fewer than 5 in 100 runs get back to 0 by 2027-28/);
});

test('the bar under a fan spans these years, and its diamond stands at half of the runs', () => {
  const svg = fanChart(fanOfMiddles([-5, -4, -1, 2, 6], [0, 5, 30, 50, 95]), plain);
  const bar = /hw-chart-range" d="M([\d.]+) [\d.]+v16M[\d.]+ [\d.]+H([\d.]+)M/.exec(svg);
  const diamond = /d="M([\d.]+) [\d.]+l10 10/.exec(svg);
  const line = /hw-chart-line" d="M([^"]*)"/.exec(svg)?.[1] ?? '';
  const xs = line.split('L').map((point) => Number(point.split(',')[0]));
  assert.equal(Number(bar?.[1]), xs[1]);
  assert.equal(Number(bar?.[2]), xs[4]);
  assert.equal(Number(diamond?.[1]), xs[3]);
});

test('fans with one scale draw the same value at the same height', () => {
  const fan = fanOfMiddles([-500, -900], [0, 0]);
  const path = (among: readonly number[]) =>
    /hw-chart-line" d="([^"]*)"/.exec(fanChart({ ...fan, among }, plain))?.[1];
  assert.notEqual(path([]), path([50_000]));
  assert.equal(path([50_000]), path([50_000, 20]));
});

test('each dot is drawn once, above 0 as a circle on the right, else a square on the left', () => {
  const values = Array.from({ length: 50 }, (_, index) => (index - 14) * 1_000_00 + 1);
  const svg = dotsChart(values, plain);
  const zero = Number(/hw-chart-zero" x1="([\d.]+)"/.exec(svg)?.[1]);
  const circles = [...svg.matchAll(/<circle class="hw-chart-dot" cx="([\d.]+)"/g)];
  const squares = [...svg.matchAll(/<rect class="hw-chart-dot" x="([\d.]+)"/g)];
  assert.deepEqual([circles.length, squares.length], [36, 14]);
  for (const [, x] of circles) assert.ok(Number(x) > zero);
  for (const [, x] of squares) assert.ok(Number(x) < zero);
  assert.equal(aboveWords(values, 'pence'), '36 of 50 dots are above £0.');
  assert.match(drawingOf(svg).desc, /^36 of 50 dots are above £0\./);
});

test('a dot at 0 exactly is not above it', () => {
  const svg = dotsChart([0, 5], plain);
  assert.equal(svg.match(/<circle class="hw-chart-dot"/g)?.length, 1);
});

test('a tornado draws each end from the middle, and a missing end as words', () => {
  const at = (one: number): ChartValue => ({ value: one });
  const rows = [{ label: 'Effect on care', atLow: at(-100_00), atHigh: at(300_00) }];
  const svg = tornadoChart({ rows, middle: 100_00 }, plain);
  const widths = [...svg.matchAll(/hw-chart-bar" [^>]*?width="([\d.]+)"/g)].map((one) =>
    Number(one[1]),
  );
  assert.equal(widths.length, 2);
  assert.ok(Math.abs((widths[0] ?? 0) - (widths[1] ?? 1)) < 0.3);
  const absent = [{ label: 'Price', atLow: missing, atHigh: at(5_00) }];
  const words = drawingOf(tornadoChart({ rows: absent, middle: 1_00 }, plain)).texts;
  assert.ok(words.some((one) => one.text === 'no data to £5'));
});

test('pairs are as long as their values, and a fourth value is refused', () => {
  const groups = [{ label: 'Health', values: [{ value: 100_00 }, { value: 50_00 }] }];
  const svg = pairedBarsChart({ names: ['Pays', 'Gains'], groups }, plain);
  const [pays = 0, gains = 0] = [...svg.matchAll(/hw-chart-bar" [^>]*?width="([\d.]+)"/g)].map(
    (one) => Number(one[1]),
  );
  assert.ok(Math.abs(pays - 2 * gains) < 0.3);
  const names = ['a', 'b', 'c', 'd'];
  assert.throws(() => pairedBarsChart({ names, groups }, plain), RangeError);
});

test('a stepped line holds its value until the next point', () => {
  const lines = [{ label: 'Share', values: [{ value: 1 }, { value: 3 }] }];
  const points = ['2026', '2027'];
  const path = (isStepped: boolean) =>
    /hw-chart-line" d="([^"]*)"/.exec(linesChart({ points, lines, isStepped }, plain))?.[1] ?? '';
  assert.equal(path(false).match(/L/g)?.length, 1);
  const [start, across] = path(true).slice(1).split('L');
  assert.equal(start?.split(',')[1], across?.split(',')[1]);
});

const figure = (amountPence: number, range?: readonly [number, number]): Figure => ({
  id: 'f',
  label: 'f',
  value: amountPence,
  unit: 'pence',
  ...(range ? { low: range[0], high: range[1] } : {}),
  how: { formula: 'Worked out.' },
});

test('a finding of each new kind is drawn and told from the columns that it must have', () => {
  const finding = (chart: Finding['chart'], columns: string[], rows: Figure[][]): Finding => ({
    id: 'f',
    headline: 'It pays back',
    subtitle: 'Pounds',
    rowHeading: 'Row',
    columns,
    rows: rows.map((figures, index) => ({ label: `Row ${index + 1}`, figures })),
    total: { label: 'All at their middle', figures: [figure(150_00)] },
    chart,
  });
  const percent = (share: number): Figure => ({ ...figure(share), unit: 'percent' });
  const fan = finding(
    'fan',
    ['Middle', 'From', 'To', 'Paid back'],
    [
      [figure(-9_00, [-12_00, -4_00]), figure(-10_00), figure(-8_00), percent(0)],
      [figure(9_00, [-2_00, 14_00]), figure(4_00), figure(12_00), percent(72)],
    ],
  );
  assert.match(summaryOf(fan), /Half of the runs are back at 0 by Row 2/);
  assert.match(chartOf(fan), /hw-chart-fan[\s\S]*hw-chart-range/);
  const dots = finding('dots', ['Result'], [[figure(-1_00)], [figure(2_00)]]);
  assert.match(summaryOf(dots), /^1 of 2 dots are above £0/);
  assert.equal(chartOf(dots).match(/class="hw-chart-dot"/g)?.length, 2);
  const tornado = finding('tornado', ['Low', 'High'], [[figure(100_00), figure(200_00)]]);
  assert.match(summaryOf(tornado), /All at their middle: £150/);
  const pairs = finding('paired-bars', ['Pays', 'Gains'], [[figure(1_00), figure(3_00)]]);
  assert.match(summaryOf(pairs), /Row 1: pays £1, gains £3/);
  assert.match(chartOf({ ...pairs, chart: 'steps' }), /hw-chart-lines/);
});
