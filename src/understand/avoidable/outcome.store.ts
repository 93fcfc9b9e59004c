import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** How far a round is, everyone counted. */
export interface Progress {
  readonly cases: number;
  readonly assigned: number;
  /** Reviews sent, of two for each case. */
  readonly submitted: number;
  readonly decided: number;
  /** Read twice, on different sides, and not decided yet. */
  readonly disputed: number;
}

/** How far a round is. */
export async function progressOf(tx: Tx, roundId: number): Promise<Progress> {
  const { rows } = await sql<Progress>`
    select cases, assigned, submitted, decided, disputed
    from understand.review_progress(${roundId}::bigint)`.execute(tx);
  return rows[0] ?? { cases: 0, assigned: 0, submitted: 0, decided: 0, disputed: 0 };
}

/** How often a pair of judgements was given. */
export interface PairRow {
  readonly first: string;
  readonly second: string;
  readonly cases: number;
}

/** Pairs of judgements of the cases that both reviewers have submitted. */
export async function pairsOf(tx: Tx, roundId: number): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select first, second, cases from understand.review_pairs(${roundId}::bigint)
    order by first, second`.execute(tx);
  return rows;
}

/** What decided cases came to, in one band of age, by one theme, help, moment or extent. */
export interface OutcomeRow {
  readonly dimension: 'all' | 'theme' | 'help' | 'moment' | 'extent';
  readonly key: string;
  readonly ageBand: string;
  readonly decided: number;
  readonly avoidable: number;
  /** Sums and sums of squares of what care cost each avoidable case, in pence. */
  readonly cost: number;
  readonly costSquared: number;
  readonly low: number;
  readonly lowSquared: number;
  readonly high: number;
  readonly highSquared: number;
}

/** Pence a day by group of placement: the value, the low and the high end; `any` for the rest. */
export type DayPrices = Readonly<Record<string, readonly [number, number, number]>>;

/** What a round has come to, at these prices; `yes` are the judgements that mean avoidable. */
export async function outcomeOf(
  tx: Tx,
  roundId: number,
  { prices, yes }: { readonly prices: DayPrices; readonly yes: readonly string[] },
): Promise<OutcomeRow[]> {
  const { rows } = await sql<OutcomeRow>`
    select dimension, key, age_band as "ageBand", decided, avoidable,
      cost::double precision as cost, cost_squared::double precision as "costSquared",
      low::double precision as low, low_squared::double precision as "lowSquared",
      high::double precision as high, high_squared::double precision as "highSquared"
    from understand.review_outcome(${roundId}::bigint, ${JSON.stringify(prices)}::jsonb,
      ${yes}::text[])`.execute(tx);
  return rows;
}

/** Days in care of avoidable cases in one group of placement, and of how many children. */
export interface CareDays {
  readonly placementGroup: string;
  readonly days: number;
  readonly children: number;
}

/** Days in care since their entry of the cases that could have been avoided. */
export async function daysOf(tx: Tx, roundId: number): Promise<CareDays[]> {
  const { rows } = await sql<CareDays>`
    select placement_group as "placementGroup", days, children
    from understand.review_days(${roundId}::bigint) order by 1`.execute(tx);
  return rows;
}
