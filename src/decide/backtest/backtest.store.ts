import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { GroupScores } from './score.ts';
import type { Series } from './indicator-backtest.ts';

/** What is tested: children by level of help, or published indicators. */
export type Tested = 'levels' | 'indicators';

/** What a back-test found. */
export interface Backtest {
  readonly tested: Tested;
  /** What it was done on, in a sentence; why it could not be done where there are no scores. */
  readonly about: string;
  /** All cases first, then by level or topic. */
  readonly groups: readonly GroupScores[];
}

/** A back-test as it was kept. */
export interface KeptBacktest extends Backtest {
  readonly ranAt: Date;
  /** Whether the record is still the one that it was done on. */
  readonly isCurrent: boolean;
}

/** Changes when a back-test is done in another way, so that older results are done again. */
const WAY = 2;

/** What was found last; null before the first time. */
export async function keptBacktest(tx: Tx, tested: Tested): Promise<KeptBacktest | null> {
  const { rows } = await sql<{ result: Backtest; ran_at: Date; is_current: boolean }>`
    select kept.result, kept.run_at as ran_at,
      kept.way = ${WAY}::integer and kept.stamp = understand.record_stamp() as is_current
    from decide.backtest_result kept
    where kept.authority_id = (select govern.authority()) and kept.tested = ${tested}`.execute(tx);
  const [row] = rows;
  return row ? { ...row.result, ranAt: row.ran_at, isCurrent: row.is_current } : null;
}

/** Keeps what was found; it takes the place of what was found before. */
export async function keepBacktest(tx: Tx, result: Backtest): Promise<void> {
  await sql`
    insert into decide.backtest_result as kept (authority_id, tested, way, stamp, result)
    select govern.authority(), ${result.tested}, ${WAY}::integer, understand.record_stamp(),
      ${JSON.stringify(result)}::jsonb
    where govern.authority() is not null
    on conflict (authority_id, tested) do update set way = excluded.way, stamp = excluded.stamp,
      run_at = now(), result = excluded.result`.execute(tx);
}

/** How many published values are loaded; all there are to go through. */
export async function publishedValues(tx: Tx): Promise<number> {
  const { rows } = await sql<{ values: number }>`
    select count(*) as values from record.indicator_value value
    where value.authority_id = (select govern.authority()) and value.value > 0`.execute(tx);
  return Number(rows[0]?.values ?? 0);
}

/** The codes of indicators that have values, in order. */
export async function testedIndicators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select distinct value.indicator as code from record.indicator_value value
    where value.authority_id = (select govern.authority()) order by 1`.execute(tx);
  return rows.map((row) => row.code);
}

/** One indicator of every area that it is published for: a statement short enough for a job. */
export async function seriesOf(tx: Tx, indicator: string): Promise<Series[]> {
  const { rows } = await sql<{ topic: string; years: number[]; amounts: number[] }>`
    select coalesce(nullif(max(indicator.topic), ''), 'Without a topic') as topic,
      array_agg(left(value.period, 4)::integer order by value.period) as years,
      array_agg(value.value order by value.period) as amounts
    from record.indicator_value value
    left join record.indicator on indicator.authority_id = value.authority_id
      and indicator.code = value.indicator
    where value.authority_id = (select govern.authority()) and value.indicator = ${indicator}
      and value.value is not null and value.period ~ '^[0-9]{4}(-[0-9]{2})?$'
    group by value.area_name order by value.area_name`.execute(tx);
  return rows.map(({ topic, years, amounts }) => ({
    group: topic,
    values: years.map((year, index) => ({ year, value: amounts[index] ?? 0 })),
  }));
}
