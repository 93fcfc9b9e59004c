import { refuse } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import { rememberedCount } from '../../understand/index.ts';
import { AGE_BANDS, type State, STATES } from './model-input.ts';
import { filesOfLevels } from './moves.store.ts';
import { MOVE_TARGETS, type MoveTarget, type RateRow, rateTable } from './rate-table.ts';
import { areRates, livingHere, readRates } from './rates.ts';
import { publishedRates } from './published-rates.ts';

/** Changes when chances are worked out in another way. */
const WORKED_OUT_AS = 1;

/** States that children leave by a rate; adults stay. */
export const FROM_STATES = STATES.filter((state) => state !== 'adult');

/** Years within which a move may come about. */
export const WITHIN_YEARS = [1, 2] as const;

/** What is asked of the rates. */
export interface RateAsked {
  readonly source: 'record' | 'published';
  readonly from: State;
  readonly years: number;
}

/** Chances by age, and what they rest on. */
export interface RateTable {
  readonly asked: RateAsked;
  readonly basis: string;
  readonly rows: readonly RateRow[];
  /** Files that the moves were counted from; none where they are published. */
  readonly files: readonly string[];
}

/** Reads what is asked: record where nothing else is said, children in need, one year. */
export function readRateAsked(given: Parameters): RateAsked {
  return {
    source: choice(given.source ?? 'record', ['record', 'published'] as const, 'source'),
    from: choice(given.from ?? 'child-in-need', FROM_STATES, 'from'),
    years: Number(choice(given.years ?? '1', ['1', '2'] as const, 'years')),
  };
}

/** The code of a band of age, or `all`. */
export function readAge(age: string | undefined): string {
  return choice(age ?? 'all', ['all', ...AGE_BANDS.map(({ code }) => code)], 'age');
}

/** Where a move leads. */
export function readTarget(to: string): MoveTarget {
  return choice(to, MOVE_TARGETS, 'to');
}

function choice<W extends string>(asked: string, words: readonly W[], name: string): W {
  const word = words.find((one) => one === asked);
  if (word !== undefined) return word;
  throw refuse('no-such-choice', 'invalid', `${name} is one of ${words.join(', ')}.`);
}

/** Chances by age; without rows, and with the reason as basis, where the record gives none. */
export async function readRateTable(tx: Tx, asked: RateAsked): Promise<RateTable> {
  const { source, from, years } = asked;
  const question = `model-rate-table ${WORKED_OUT_AS} ${source} ${from} ${years}`;
  const { basis, rows } = await rememberedCount(tx, question, () => workOut(tx, asked));
  const files = source === 'record' && rows.length > 0 ? await filesOfLevels(tx) : [];
  return { asked, basis, rows, files: files.map((file) => file.name) };
}

async function workOut(
  tx: Tx,
  asked: RateAsked,
): Promise<{ basis: string; rows: readonly RateRow[] }> {
  if (asked.source === 'published') {
    const living = await livingHere(tx);
    const rates = publishedRates(living?.byAge.reduce((sum, one) => sum + one, 0));
    return { basis: rates.basis, rows: rateTable(rates, [], asked) };
  }
  const rates = await readRates(tx);
  if (!areRates(rates)) return { basis: rates.why, rows: [] };
  return { basis: rates.basis, rows: rateTable(rates, rates.moves, asked) };
}
