import { formatDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { livingHere, movesOfRecord, spanOfRecord, standingOn } from '../model/rates.ts';
import {
  type Backtest,
  keepBacktest,
  type KeptBacktest,
  keptBacktest,
  publishedValues,
  seriesOf,
  type Tested,
  testedIndicators,
} from './backtest.store.ts';
import { HELD_BACK, indicatorCases } from './indicator-backtest.ts';
import { FEWEST_FITTED, levelCases, yearEndBefore } from './level-backtest.ts';
import { type Case, scoreCases } from './score.ts';

/** As many published values are gone through while a page waits; more are work for a job. */
export const MOST_WHILE_WAITING = 20_000;

/** What a back-test says while it works: how many parts are done, of how many. */
export type Progress = (done: number, of: number) => void;

/** Does one back-test on the record as it is, and keeps what it finds. */
export async function runBacktest(tx: Tx, tested: Tested): Promise<Backtest> {
  if (tested === 'indicators') return testIndicators((work) => work(tx));
  const result = await testLevels(tx);
  await keepBacktest(tx, result);
  return result;
}

/**
 * What was found on the record as it is. Small ones are done at once; of a large one that is not
 * done yet, what was found before, or null: then it is for a job.
 */
export async function readBacktest(tx: Tx, tested: Tested): Promise<KeptBacktest | null> {
  const kept = await keptBacktest(tx, tested);
  if (kept?.isCurrent) return kept;
  const isLarge = tested === 'indicators' && (await publishedValues(tx)) > MOST_WHILE_WAITING;
  if (isLarge) return kept;
  await runBacktest(tx, tested);
  return keptBacktest(tx, tested);
}

async function testLevels(tx: Tx): Promise<Backtest> {
  const tested = 'levels';
  const span = await spanOfRecord(tx);
  const years = span === null ? 0 : span.toYear - span.fromYear + 1;
  if (span === null || years <= FEWEST_FITTED) {
    const about =
      'It takes three years of returns that follow one another: rates are taken from two, and ' +
      'the third is held back.';
    return { tested, about, groups: [] };
  }
  const living = (await livingHere(tx)) ?? NOBODY_SAYS;
  const counted = await movesOfRecord(tx, span);
  const ends = [];
  for (let left = years - 1; left >= 0; left -= 1) {
    const on = yearEndBefore(counted.lastDay, left);
    ends.push({ year: span.toYear - left, standing: await standingOn(tx, on) });
  }
  const cases = levelCases({ span, counted, living, ends });
  const about =
    `Children at each level of help at the end of each year up to ${formatDay(counted.lastDay)}. ` +
    'From each year end that two years or more come before, the next two were projected by the ' +
    `years before alone. ${living === NOBODY_SAYS ? NOBODY_SAYS.basis : ''}`.trim();
  return { tested, about, groups: scoreCases(cases) };
}

/**
 * Without the number of children, so many a year of age that those with a journey hardly count
 * among them: then as many come newly to each level in each year as came before.
 */
const NOBODY_SAYS = {
  byAge: Array.from({ length: 18 }, () => 100_000),
  basis:
    'No file says how many children live here, so as many were taken to come new to help as came ' +
    'before.',
};

/** Runs work in a transaction: the caller's own, or a new one for each piece. */
type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * Goes through all published indicators that are loaded, one by one, and keeps what it finds. A job
 * hands in short transactions, so that nobody waits for the whole.
 */
export async function testIndicators(run: InTransaction, progress?: Progress): Promise<Backtest> {
  const codes = await run(testedIndicators);
  const cases: Case[] = [];
  for (const [done, code] of codes.entries()) {
    progress?.(done, codes.length);
    cases.push(...indicatorCases(await run((tx) => seriesOf(tx, code))));
  }
  const result = ofIndicators(cases);
  await run((tx) => keepBacktest(tx, result));
  return result;
}

/** What cases of published indicators come to, wherever these were read from. */
export function ofIndicators(cases: readonly Case[]): Backtest {
  const about =
    cases.length === 0
      ? 'It takes published indicators of five years or more: two are held back, and a ' +
        'projection goes by three.'
      : `The last ${HELD_BACK} values of each indicator of each area were held back and ` +
        'projected by up to eight before them, in the way of the pages of indicators.';
  return { tested: 'indicators', about, groups: scoreCases(cases) };
}
