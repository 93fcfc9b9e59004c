import type { FinancialYear } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import type { Likely, State } from '../model/model-input.ts';

/** The format that a scenario file names in its first line. */
export const SCENARIO_FORMAT = 'headwater-scenario/1';

/** What a programme of a scenario costs; money in pounds of the price base. */
export interface ScenarioCost {
  /** For each child who begins. */
  readonly perPlace: Likely;
  readonly fixedAYear: Likely;
  readonly setUp: Likely;
  /** Per cent by kind of agency; sums to 100. */
  readonly paidBy: Readonly<Partial<Record<AgencyKind, number>>>;
  readonly kind: 'cash' | 'capacity';
}

/** Where an effect comes from: the library, a local evaluation, or somebody's estimate. */
export interface ScenarioEvidence {
  /** A programme of the evidence library, where it is from there. */
  readonly programme?: string;
  /** Rating as its publisher states it. */
  readonly scheme: string;
  readonly level: string;
  /** Where it is found, or who estimates it and why. */
  readonly source: string;
}

/** What a programme changes; times in years. */
export interface ScenarioEffect {
  readonly code: string;
  /** A move between states, or the code of an outcome. */
  readonly on:
    | { readonly from: readonly State[]; readonly to: readonly State[] }
    | { readonly outcome: string };
  readonly relativeRisk?: number;
  readonly effectSize?: number;
  readonly standardError: number;
  readonly lagYears: number;
  readonly fullYears: number;
  readonly fadeYears: number;
  /** `comparison`: against children without it; `before-after`: only then deadweight is asked. */
  readonly design: 'comparison' | 'before-after';
  /** Per cent that would have come about anyway. */
  readonly deadweightPercent?: Likely;
  readonly evidence: ScenarioEvidence;
}

/** One programme of a scenario, in the words of who writes it. Shares are per cent. */
export interface ScenarioProgramme {
  readonly code: string;
  readonly name: string;
  readonly who: {
    readonly states: readonly State[];
    readonly ages: readonly [number, number];
  };
  readonly placesAYear: number;
  /** Per cent of the places that are ready, by year; the last stands on. */
  readonly rampPercent: readonly number[];
  readonly years: number;
  readonly startsAfterYears: number;
  readonly reachPercent: Likely;
  readonly engagementPercent: Likely;
  readonly retentionPercent: Likely;
  readonly cost: ScenarioCost;
  readonly effects: readonly ScenarioEffect[];
  readonly uncovers?: { readonly percent: Likely; readonly to: State };
}

/** A scenario: what somebody would do, and what is assumed. It is what a YAML file holds. */
export interface Scenario {
  readonly format: typeof SCENARIO_FORMAT;
  readonly name: string;
  readonly about: string;
  readonly firstYear: FinancialYear;
  /** Years that are looked at, 1 to 40. */
  readonly years: number;
  readonly draws: number;
  readonly seed: number;
  /** Code of a schedule in `reference/discount-schedules.yaml`. */
  readonly discount: string;
  readonly rates: 'record' | 'published';
  readonly overlap: 'sum' | 'largest' | 'range';
  readonly programmes: readonly ScenarioProgramme[];
  /** Chances of outcomes that differ here from the reference, per cent a year. */
  readonly outcomeChances: Readonly<Record<string, Likely>>;
  /** Children at once that one step of saved cash takes, where it differs from the reference. */
  readonly cashSteps: Readonly<Partial<Record<State, number>>>;
}
