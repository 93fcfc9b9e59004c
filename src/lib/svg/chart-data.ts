import type { Absence, Unit } from '../figure/figure.ts';

/** A value of a chart with its range, or why there is none. */
export interface ChartValue {
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
  readonly absent?: Absence;
}

/** One bar: its name, its value, and the range of a modelled one. */
export interface Bar extends ChartValue {
  readonly label: string;
}

/** Lines over the same points, such as years: the points' names, and each line's values. */
export interface Lines {
  readonly points: readonly string[];
  readonly lines: readonly { readonly label: string; readonly values: readonly ChartValue[] }[];
  /** Each value holds until the next point, such as a share that is agreed once a year. */
  readonly isStepped?: boolean;
}

/** Bars made of parts: the names of the parts, and for each bar its values in the same order. */
export interface Stacks {
  readonly parts: readonly string[];
  readonly bars: readonly { readonly label: string; readonly values: readonly ChartValue[] }[];
}

/** What every chart is told beside its data. */
export interface ChartOptions {
  /** Makes the ids of this chart unique on its page. */
  readonly idPrefix: string;
  /** The finding in one sentence; the chart's name for those who do not see it. */
  readonly headline: string;
  /** The chart in words; made from the data when left out. */
  readonly summary?: string;
  /** The unit of the values; `number` when left out. */
  readonly unit?: Unit;
  /** Pixels at 1:1: 640, or 320 for the geometry of narrow screens. */
  readonly width?: 640 | 320;
  /** Draws headline and subtitle above, for a chart that leaves its page. */
  readonly withHeading?: boolean;
  /** Measure, area, period and unit; only drawn with the heading. */
  readonly subtitle?: string;
}
