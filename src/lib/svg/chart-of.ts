import type { Finding, FindingRow, Unit } from '../figure/figure.ts';
import { barsChart } from './bars.ts';
import type { Bar, ChartOptions, Lines, Stacks } from './chart-data.ts';
import { dotsChart, summariseDots } from './dots.ts';
import { fanChart, summariseFan } from './fan.ts';
import { chartValue, dotsOf, fanOf, pairsOf, tornadoOf } from './finding-data.ts';
import { type Flows, flowsChart, summariseFlows } from './flows.ts';
import { linesChart } from './lines.ts';
import { type MapArea, mapChart, type Outline } from './map.ts';
import { pairedBarsChart, summarisePairs } from './paired-bars.ts';
import { type SpineRow, spineChart, summariseSpine } from './spine.ts';
import { stackedBarsChart } from './stacked-bars.ts';
import { summariseBars, summariseLines, summariseStacks } from './summary.ts';
import { summariseTornado, tornadoChart } from './tornado.ts';

/** How a finding is drawn, beside what it says itself. */
export interface FindingChartOptions {
  /** Makes ids unique on a page; the finding's id when left out. */
  readonly idPrefix?: string;
  readonly width?: 640 | 320;
  readonly withHeading?: boolean;
  /** Which column bars and maps show; the first when left out. */
  readonly column?: number;
  /** Values that a fan must show too, so that several have one scale. */
  readonly among?: readonly number[];
  /** Outlines by the rows' labels; a map without them is drawn as bars. */
  readonly outlines?: ReadonlyMap<string, Outline>;
}

/**
 * The chart of a finding as SVG; empty for a finding that has none. Bars and maps show one column;
 * lines are rows over columns; stacked bars are rows made of columns; a spine takes the columns
 * area, lower quartile, median, upper quartile and, if given, England; flows go from rows to
 * columns or, where every label reads `From → To`, along the labels. The total is not drawn. For
 * fans, dots, tornados and paired bars `finding-data.ts` says what the columns are.
 */
export function chartOf(finding: Finding, options: FindingChartOptions = {}): string {
  const { rows } = finding;
  const chart = chartOptions(finding, options);
  switch (finding.chart) {
    case 'lines':
      return linesChart(linesOf(finding), chart);
    case 'steps':
      return linesChart({ ...linesOf(finding), isStepped: true }, chart);
    case 'fan':
      return fanChart({ ...fanOf(finding), among: options.among ?? [] }, chart);
    case 'dots':
      return dotsChart(dotsOf(finding), chart);
    case 'tornado':
      return tornadoChart(tornadoOf(finding), chart);
    case 'paired-bars':
      return pairedBarsChart(pairsOf(finding), chart);
    case 'stacked-bars':
      return stackedBarsChart(stacksOf(finding), chart);
    case 'spine':
      return spineChart(spineOf(rows), chart);
    case 'flows':
      return flowsChart(flowsOf(finding), chart);
    case 'map': {
      const areas = areasOf(finding, options);
      return areas === null
        ? barsChart(barsOf(rows, options.column), chart)
        : mapChart(areas, chart);
    }
    case 'bars':
      return barsChart(barsOf(rows, options.column), chart);
    case 'none':
      return '';
  }
}

/** What the chart of a finding shows, in words; empty for a finding that has none. */
export function summaryOf(finding: Finding): string {
  const unit = unitOf(finding.rows, 0);
  switch (finding.chart) {
    case 'fan':
      return summariseFan(fanOf(finding), unit);
    case 'dots':
      return summariseDots(dotsOf(finding), unit);
    case 'tornado':
      return summariseTornado(tornadoOf(finding), unit);
    case 'paired-bars':
      return summarisePairs(pairsOf(finding), unit);
    case 'steps':
    case 'lines':
      return summariseLines(linesOf(finding), unit);
    case 'stacked-bars':
      return summariseStacks(stacksOf(finding), unit);
    case 'spine':
      return summariseSpine(spineOf(finding.rows));
    case 'flows':
      return summariseFlows(flowsOf(finding), unit);
    case 'map':
    case 'bars':
      return summariseBars(barsOf(finding.rows), unit);
    case 'none':
      return '';
  }
}

function chartOptions(finding: Finding, options: FindingChartOptions): ChartOptions {
  const { headline, subtitle } = finding;
  return {
    idPrefix: options.idPrefix ?? finding.id,
    headline,
    subtitle,
    unit: unitOf(finding.rows, options.column ?? 0),
    ...(options.width ? { width: options.width } : {}),
    ...(options.withHeading ? { withHeading: true } : {}),
  };
}

function unitOf(rows: readonly FindingRow[], column: number): Unit {
  return (
    rows.map((row) => row.figures[column]?.unit).find((unit) => unit !== undefined) ?? 'number'
  );
}

function barsOf(rows: readonly FindingRow[], column = 0): Bar[] {
  return rows.map((row) => ({ label: row.label, ...chartValue(row.figures[column]) }));
}

function linesOf({ columns, rows }: Finding): Lines {
  return {
    points: columns,
    lines: rows.map((row) => ({
      label: row.label,
      values: columns.map((_, index) => chartValue(row.figures[index])),
    })),
  };
}

function stacksOf(finding: Finding): Stacks {
  const { points, lines } = linesOf(finding);
  return { parts: points, bars: lines };
}

function spineOf(rows: readonly FindingRow[]): SpineRow[] {
  return rows.map(({ label, figures, better }) => {
    const [area, lower, median, upper, england] = figures;
    const peers =
      typeof lower?.value === 'number' &&
      typeof median?.value === 'number' &&
      typeof upper?.value === 'number'
        ? { lower: lower.value, median: median.value, upper: upper.value }
        : null;
    const unit = area?.unit ?? 'number';
    const own = { label, unit, peers, england: england?.value ?? null, ...chartValue(area) };
    return better === undefined ? own : { ...own, better };
  });
}

function areasOf(finding: Finding, options: FindingChartOptions): MapArea[] | null {
  const areas = barsOf(finding.rows, options.column).flatMap((bar) => {
    const outline = options.outlines?.get(bar.label);
    return outline ? [{ ...bar, outline }] : [];
  });
  return areas.length === finding.rows.length && areas.length > 0 ? areas : null;
}

const ARROW = /^(.+?)\s*→\s*(.+)$/;

function flowsOf({ columns, rows }: Finding): Flows {
  const named = rows.map((row) => ARROW.exec(row.label));
  if (rows.length > 0 && named.every((match) => match !== null)) return chainOf(rows, named);
  return {
    nodes: [
      ...rows.map(({ label }) => ({ id: `from ${label}`, label, stage: 0 })),
      ...columns.map((label) => ({ id: `to ${label}`, label, stage: 1 })),
    ],
    flows: rows.flatMap(({ label, figures }) =>
      columns.map((column, index) => ({
        from: `from ${label}`,
        to: `to ${column}`,
        ...chartValue(figures[index]),
      })),
    ),
  };
}

/** Flows along `From → To`: a state's stage is the longest way to it. */
function chainOf(rows: readonly FindingRow[], named: readonly RegExpExecArray[]): Flows {
  const flows = rows.map((row, index) => ({
    from: named[index]?.[1] ?? '',
    to: named[index]?.[2] ?? '',
    ...chartValue(row.figures[0]),
  }));
  const stages = new Map<string, number>();
  for (const { from, to } of flows) stages.set(from, 0).set(to, 0);
  for (let round = 0; round < stages.size; round += 1) {
    for (const { from, to } of flows) {
      stages.set(to, Math.max(stages.get(to) ?? 0, (stages.get(from) ?? 0) + 1));
    }
  }
  return { nodes: [...stages].map(([id, stage]) => ({ id, label: id, stage })), flows };
}
