import {
  type FinancialYear,
  financialYear,
  financialYearOf,
  parseFinancialYear,
  parsePounds,
  type Pence,
  refuse,
} from '../../lib/index.ts';
import type { Actor, Parameters, Tx } from '../../platform/index.ts';
import { today } from '../../record/index.ts';
import type { Likely } from '../model/model-input.ts';
import { demandIndex, type LateDemand } from './late-demand.ts';
import { spendParameters } from './line-figures.ts';
import { type Borne, readBorne, readLateNeed } from './read-demand.ts';
import { readSpendAsked, readSpending, type SpendAsked, type SpendYear } from './read-lines.ts';
import { perPoundOf, planShift, type Shift, type ShiftInput } from './shift.ts';
import { plannerDefault, standardEffect } from './spend-history-file.ts';

/** A shift as it is asked for. */
export interface ShiftAsked {
  readonly spend: SpendAsked;
  readonly from: FinancialYear;
  readonly years: number;
  /** Per cent of the late budget that moves more each year. */
  readonly percent: number;
  readonly lagYears: number;
  /** Pounds by which late need falls for each 100 early, where somebody states it. */
  readonly effectPounds: number | null;
  /** Money kept for it, where somebody states it. */
  readonly reserves: Pence | null;
}

/** A shift with all that it rests on. */
export interface PlannedShift {
  readonly asked: ShiftAsked;
  readonly base: SpendYear;
  readonly need: LateDemand;
  readonly borne: Borne;
  readonly demand: readonly Likely[];
  readonly input: ShiftInput;
  readonly shift: Shift;
}

const MOST = { years: 20, percent: 5, lag: 5, effect: 1000 } as const;

/** Reads what is asked; refuses what makes no sense, with a sentence that names the field. */
export async function readShiftAsked(tx: Tx, given: Parameters): Promise<ShiftAsked> {
  const spend = await readSpendAsked(tx, given);
  const next = financialYear(Number(financialYearOf(today()).slice(0, 4)) + 1);
  const from = given.from ? parseFinancialYear(given.from) : next;
  if (from === null) {
    throw refuse('no-such-year', 'invalid', 'The first year is a financial year such as 2026-27.');
  }
  const percent = readNumber(given.share?.replace('%', ''), plannerDefault('share'));
  if (percent === null || percent > MOST.percent) {
    const sentence = 'The share that moves each year is from 0 to 5 per cent, such as 1 or 0.5.';
    throw refuse('no-such-share', 'invalid', sentence);
  }
  const years = readNumber(given.years, plannerDefault('years'));
  if (years === null || !Number.isInteger(years) || years < 1 || years > MOST.years) {
    throw refuse('no-such-number', 'invalid', 'The number of years is a whole number, 1 to 20.');
  }
  const lagYears = readNumber(given.lag, plannerDefault('lag'));
  if (lagYears === null || !Number.isInteger(lagYears) || lagYears > MOST.lag) {
    const sentence = 'The years before money acts are a whole number from 0 to 5.';
    throw refuse('no-such-number', 'invalid', sentence);
  }
  const effectPounds = given.effect ? readNumber(given.effect.replace('\u00a3', ''), 0) : null;
  if (given.effect && (effectPounds === null || effectPounds > MOST.effect)) {
    const sentence = 'What each \u00a3100 lowers is pounds from 0 to 1000, such as 60.';
    throw refuse('no-such-number', 'invalid', sentence);
  }
  const reserves = given.reserves ? parsePounds(given.reserves) : null;
  if (given.reserves && reserves === null) {
    throw refuse('no-such-amount', 'invalid', 'Reserves are pounds, such as 3,000,000.');
  }
  return { spend, from, years, percent, lagYears, effectPounds, reserves };
}

function readNumber(text: string | undefined, unlessTold: number): number | null {
  if (text === undefined || text.trim() === '') return unlessTold;
  return /^\d{1,4}(\.\d{1,2})?$/.test(text.trim()) ? Number(text) : null;
}

/** The parameters of an address that ask for the same shift. */
export function shiftParameters(asked: ShiftAsked): Record<string, string> {
  return {
    ...spendParameters(asked.spend),
    from: asked.from,
    years: String(asked.years),
    share: String(asked.percent),
    lag: String(asked.lagYears),
    ...(asked.effectPounds === null ? {} : { effect: String(asked.effectPounds) }),
    ...(asked.reserves === null ? {} : { reserves: (asked.reserves / 100).toFixed(2) }),
  };
}

/** Plans a shift over the newest loaded lines; null where none are loaded or nothing goes late. */
export async function loadShift(
  tx: Tx,
  actor: Actor,
  asked: ShiftAsked,
): Promise<PlannedShift | null> {
  const base = (await readSpending(tx, asked.spend)).years.at(-1);
  if (!base || base.parts.late.value <= 0) return null;
  const budgets = { early: base.parts.early.value, late: base.parts.late.value };
  const need = await readLateNeed(tx, asked.from);
  const demand = demandIndex(need.states, asked.years);
  const input: ShiftInput = {
    firstYear: asked.from,
    years: asked.years,
    share: asked.percent / 100,
    ...budgets,
    demand,
    perPound: perPoundAsked(asked, budgets),
    lagYears: asked.lagYears,
  };
  const borne = await readBorne(tx, actor);
  return { asked, base, need, borne, demand, input, shift: planShift(input) };
}

function perPoundAsked(
  { effectPounds }: ShiftAsked,
  budgets: { readonly early: Pence; readonly late: Pence },
): Likely {
  if (effectPounds === null) return perPoundOf(standardEffect(), budgets);
  const stated = effectPounds / 100;
  return { low: stated, likely: stated, high: stated };
}
