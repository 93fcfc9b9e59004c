import { parsePounds, pence, type Pence, refuse, roundHalfAway } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import type { LoadedResult } from '../scenario/load-result.ts';
import { resultOf } from '../scenario/scenario-figures.ts';
import { type Case, CASES, type CashYear, type Terms } from './financing.ts';

/** What the address of a comparison of ways to pay may say. */
export const FINANCE_PARAMETERS = {
  result: 'the number of a run of a scenario',
  rate: 'interest of a public loan, per cent a year',
  kind: 'annuity (by default) or maturity',
  over: 'years over which each part that is borrowed is paid back',
  source: 'where the rate was read, and on which day',
  reserve: 'interest that reserves would have earned, per cent a year',
  return: 'return of an investor, per cent a year',
  share: 'share of cash gained that goes to the investor, per cent; 100 by default',
  cap: 'most that the investor is paid, per cent of what it puts in',
  setup: 'pounds of setting the contract up; 0 by default',
  fee: 'pounds a year of running the contract; 0 by default',
  exit: 'years after which the investor may leave; 0, never, by default',
} as const;

/** A run with the terms on which it would be paid for. */
export interface FinanceAsked {
  readonly loaded: LoadedResult;
  readonly terms: Terms;
  readonly source: string;
  /** As the address states them. */
  readonly given: Readonly<Record<string, string>>;
}

/** What is missing before anything can be compared, in order; empty where all is there. */
export function missingTerms(given: Parameters): readonly string[] {
  return ['result', 'rate', 'over', 'source', 'reserve', 'return', 'cap'].filter(
    (name) => (given[name] ?? '').trim() === '',
  );
}

/** Reads the run and the terms; refuses what is missing or makes no sense, naming it. */
export async function readFinance(tx: Tx, given: Parameters): Promise<FinanceAsked> {
  const [missing] = missingTerms(given);
  if (missing !== undefined) {
    throw refuse('term-missing', 'invalid', `${TERM_WORDS[missing] ?? missing} is not stated.`);
  }
  const kind = given.kind || 'annuity';
  if (kind !== 'annuity' && kind !== 'maturity') {
    throw refuse('no-such-choice', 'invalid', 'kind is annuity or maturity.');
  }
  const terms: Terms = {
    reserveRate: percent(given, 'reserve', 20),
    loanRate: percent(given, 'rate', 20),
    loanKind: kind,
    loanYears: whole(given, 'over', { least: 1, most: 50 }),
    returnRate: percent(given, 'return', 50),
    outcomeShare: percent(given, 'share', 100, '100'),
    cap: percent(given, 'cap', 500),
    setUpPence: amount(given, 'setup'),
    feePence: amount(given, 'fee'),
    exitYear: whole(given, 'exit', { least: 0, most: 40 }, '0'),
  };
  const known = Object.keys(FINANCE_PARAMETERS).flatMap((name): [string, string][] => {
    const text = (given[name] ?? '').trim();
    return text === '' ? [] : [[name, text]];
  });
  return {
    loaded: await resultOf(tx, given),
    terms,
    source: (given.source ?? '').trim().slice(0, 200),
    given: Object.fromEntries(known),
  };
}

/** Terms in words, for sentences about them. */
export const TERM_WORDS: Readonly<Record<string, string>> = {
  result: 'The scenario',
  rate: 'Interest of the loan',
  over: 'The years of the loan',
  source: 'Where the rate was read',
  reserve: 'Interest of reserves',
  return: 'The return of the investor',
  share: 'The investor’s share of what is gained',
  cap: 'The cap of what the investor is paid',
  setup: 'The cost of setting up',
  fee: 'The fee',
  exit: 'The year of leaving',
};

function percent(given: Parameters, name: string, most: number, usual = ''): number {
  const text = (given[name] || usual).replace(/[%\s]/g, '');
  const value = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= most) return value;
  const words = TERM_WORDS[name] ?? name;
  const sentence = `${words} is a share from 0 to ${most} per cent, such as 4.5.`;
  throw refuse('no-such-share', 'invalid', sentence);
}

function whole(
  given: Parameters,
  name: string,
  bounds: { readonly least: number; readonly most: number },
  usual = '',
): number {
  const text = (given[name] || usual).trim();
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.least && value <= bounds.most) return value;
  const span = `from ${bounds.least} to ${bounds.most}`;
  const sentence = `${TERM_WORDS[name] ?? name} must be a whole number ${span}.`;
  throw refuse('no-such-number', 'invalid', sentence);
}

function amount(given: Parameters, name: string): Pence {
  const read = parsePounds(given[name] || '0');
  if (read !== null) return read;
  const sentence = `${TERM_WORDS[name] ?? name} is an amount in pounds, such as 25,000.`;
  throw refuse('no-such-amount', 'invalid', sentence);
}

/**
 * Costs and cash gains of a run by year for three cases. Costs are the mean of all runs; gains are
 * their mean by year, all raised or lowered as their present value is in the case: the lowest of 20
 * runs, the middle one, the highest of 20. Where nothing is gained on average the difference is
 * spread evenly over the years.
 */
export function cashFlows({ found }: LoadedResult): Readonly<Record<Case, readonly CashYear[]>> {
  const cash = found.perspectives.find((one) => one.perspective === 'cash');
  const spread = cash?.presentBenefit ?? null;
  const years = cash?.years.length ?? 0;
  const inCase = (mean: number, each: Case): number => {
    if (spread === null || years === 0) return mean;
    const end = { low: spread.p5, middle: spread.p50, high: spread.p95 }[each];
    // Where nothing is gained on average there is nothing to raise in proportion.
    return spread.mean > 0 ? (mean * end) / spread.mean : mean + (end - spread.mean) / years;
  };
  const of = (each: Case): readonly CashYear[] =>
    (cash?.years ?? []).map(({ year, cost, benefit }) => ({
      year,
      costPence: pence(Math.max(0, roundHalfAway(cost.mean))),
      gainPence: pence(roundHalfAway(inCase(benefit.mean, each))),
    }));
  const [low, middle, high] = CASES.map(of);
  return { low: low ?? [], middle: middle ?? [], high: high ?? [] };
}
