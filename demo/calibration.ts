import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One published figure that the demo is held to, and how far it may lie from it (a share). */
export interface Target {
  readonly value: number;
  readonly tolerance: number;
  readonly source: string;
}

/** The shares of a whole, as published counts. */
export interface Shares {
  readonly source: string;
  readonly of: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the demo authority is calibrated to; `reference/demo-calibration.yaml` as it is typed. */
export interface Calibration {
  readonly sources: Readonly<
    Record<string, { readonly title: string; readonly publisher: string }>
  >;
  /** Per 10,000 children aged 0 to 17. */
  readonly rates: Readonly<Record<string, Target>>;
  readonly percentages: Readonly<Record<string, Target>>;
  readonly shares: Readonly<Record<string, Shares>>;
  readonly model: {
    readonly referralsPerChildYear: number;
    readonly siblingJoins: number;
    readonly referredAgain: number;
    readonly enquiryAtReferral: number;
    readonly conferenceAfterEnquiry: number;
    readonly planAfterConference: number;
    readonly earlyHelpPerChildYear: number;
  };
  /** Pounds of 2024-25; `yearlyRise` is a share. */
  readonly spending: Readonly<Record<string, { readonly value: number; readonly source: string }>>;
  readonly 'england-indicators': {
    readonly years: readonly number[];
    readonly values: readonly EnglandIndicator[];
  };
  readonly 'england-spending-and-results': {
    readonly children: number;
    readonly values: readonly MadeUpIndicator[];
  };
}

/** What a publisher says of high and low values. */
export type Polarity = 'high' | 'low' | 'none';

/** England's published values of an indicator, one for each of the years. */
export interface EnglandIndicator {
  readonly code: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly polarity: Polarity;
}

/** England's published values, and by how much Northbridge is made to differ from them. */
export interface MadeUpIndicator extends EnglandIndicator {
  readonly years: readonly string[];
  readonly northbridge: number;
}

/** Reads the calibration; throws if the file is missing or is not YAML. */
export function readCalibration(): Calibration {
  const file = new URL('../reference/demo-calibration.yaml', import.meta.url);
  return parse(readFileSync(file, 'utf8')) as Calibration;
}

/** The percentage of a target as a share of 1. */
export function shareOf(calibration: Calibration, name: string): number {
  const target = calibration.percentages[name];
  if (!target) throw new RangeError(`no percentage ${name} in the calibration`);
  return target.value / 100;
}

/** The rate of a target, per 10,000 children. */
export function rateOf(calibration: Calibration, name: string): number {
  const target = calibration.rates[name];
  if (!target) throw new RangeError(`no rate ${name} in the calibration`);
  return target.value;
}

/** The published shares of this name. */
export function sharesOf(calibration: Calibration, name: string): Shares {
  const shares = calibration.shares[name];
  if (!shares) throw new RangeError(`no shares ${name} in the calibration`);
  return shares;
}
