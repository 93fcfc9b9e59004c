import { Z_95_IN_100 } from '../model/likely.ts';
import type { Likely } from '../model/model-input.ts';
import type { ModelDefaults } from '../model/model-defaults-file.ts';
import type { DiscountSchedules } from '../model/discount.ts';
import type { ScenarioEffect } from './scenario.ts';

/** Groups of levers in the order of the page, and the question that each answers. */
export const LEVER_GROUPS = [
  { code: 'who', text: 'Who and how many' },
  { code: 'cost', text: 'What it costs' },
  { code: 'change', text: 'What changes, and how sure that is' },
  { code: 'when', text: 'When' },
  { code: 'money', text: 'Money rules' },
] as const;

/** One group of levers. */
export type LeverGroup = (typeof LEVER_GROUPS)[number]['code'];

/** Where the value of a lever comes from. */
export type LeverSource = 'Library' | 'Local' | 'Your estimate';

/** An assumption that can be set on the page. Its name is its path in the scenario. */
export interface Lever {
  readonly name: string;
  readonly group: LeverGroup;
  readonly label: string;
  /** What it means and why it starts where it does. */
  readonly hint: string;
  readonly kind:
    | 'range'
    | 'change'
    | 'number'
    | 'text'
    | 'long'
    | 'ages'
    | 'list'
    | 'select'
    | 'checkboxes'
    | 'shares';
  readonly prefix?: string;
  readonly suffix?: string;
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  readonly source: LeverSource | null;
  /** Rating of the evidence as its publisher states it, and where it is found. */
  readonly evidence?: string;
  /** The programme's page in the library, where its evidence is from there. */
  readonly evidenceHref?: string;
  /** What makes the value hard to believe, where anything does; it may be kept all the same. */
  readonly warning?: string;
  /** The library's numbers, where it has any: what "use the library value" sets. */
  readonly startingValue?: readonly number[];
}

/** What levers are explained by and chosen from. */
export interface LeverBook {
  readonly defaults: ModelDefaults;
  readonly discounts: DiscountSchedules;
  /** Words for an outcome by its code. */
  outcomeLabel(code: string): string;
}

/** How much less of something, in per cent, from a relative risk: nine in ten between the ends. */
export function changeOf({
  relativeRisk = 1,
  standardError,
}: Pick<ScenarioEffect, 'relativeRisk' | 'standardError'>): Likely {
  const less = (z: number) => tenth(100 * (1 - relativeRisk * Math.exp(z * standardError)));
  return { low: less(Z_95_IN_100), likely: less(0), high: less(-Z_95_IN_100) };
}

/** The relative risk and the error of its logarithm of a change in per cent less. */
export function riskOf({ low, likely, high }: Likely): {
  readonly relativeRisk: number;
  readonly standardError: number;
} {
  const spread = Math.log((100 - low) / 100) - Math.log((100 - high) / 100);
  return {
    relativeRisk: thousandth((100 - likely) / 100),
    standardError: thousandth(spread / (2 * Z_95_IN_100)),
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}
