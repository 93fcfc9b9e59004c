import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { areaCodes, ownAreaCodes } from '../places/own-area.store.ts';
import type { Origin } from '../people/people.store.ts';
import type { IndicatorStatement, NeighbourStatement } from '../returns/statement.ts';

/** One published value. */
export interface IndicatorValueRow {
  readonly indicator: string;
  readonly label: string;
  readonly polarity: 'high' | 'low' | null;
  readonly unit_label: string | null;
  readonly decimals: number | null;
  readonly area_name: string;
  readonly area_code: string | null;
  readonly period: string;
  readonly value: number | null;
  readonly mark: string | null;
  /** How firm the value is, where the publication says so. */
  readonly period_note?: 'provisional' | 'revised' | 'final' | 'outturn' | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly source_id: number;
  readonly source_row: number | null;
}

/** Writes indicators and values as published; a value stated again replaces the earlier one. */
export async function saveIndicators(
  tx: Tx,
  origin: Origin,
  statements: readonly IndicatorStatement[],
): Promise<{ created: number; changed: number }> {
  await saveDefinitions(tx, origin, statements);
  const values = statements.filter((one) => one.definition === undefined);
  if (values.length === 0) return { created: 0, changed: 0 };
  const { rows } = await sql<{ created: boolean }>`
    insert into record.indicator_value as known (authority_id, indicator, area_name, area_code,
      period, value, mark, period_note, numerator, denominator, source_id, source_row)
    select distinct on (stated.indicator, stated."areaName", stated.period)
      ${origin.authorityId}::bigint, stated.indicator, stated."areaName", stated."areaCode",
      stated.period, stated.value, stated.mark, stated."periodNote", stated.numerator,
      stated.denominator, ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(values)}::json) as stated(indicator text,
      "areaName" text, "areaCode" text, period text, value double precision, mark text,
      "periodNote" text, numerator double precision, denominator double precision, row bigint)
    order by stated.indicator, stated."areaName", stated.period, stated.row desc
    on conflict (authority_id, indicator, area_name, period) do update set
      value = excluded.value, mark = excluded.mark, area_code = excluded.area_code,
      period_note = excluded.period_note, numerator = excluded.numerator,
      denominator = excluded.denominator, source_id = excluded.source_id,
      source_row = excluded.source_row
    where known.value is distinct from excluded.value or known.mark is distinct from excluded.mark
      or known.area_code is distinct from excluded.area_code
      or known.period_note is distinct from excluded.period_note
      or known.numerator is distinct from excluded.numerator
      or known.denominator is distinct from excluded.denominator
    returning (xmax = 0) as created`.execute(tx);
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

async function saveDefinitions(
  tx: Tx,
  origin: Origin,
  statements: readonly IndicatorStatement[],
): Promise<void> {
  const byCode = new Map<string, Record<string, unknown>>();
  for (const { indicator, indicatorLabel, definition } of statements) {
    if (byCode.has(indicator) && !definition) continue;
    byCode.set(indicator, { indicator, indicatorLabel, ...definition });
  }
  await sql`
    insert into record.indicator as known (authority_id, code, label, topic, polarity, unit_label,
      decimals, year_type)
    select ${origin.authorityId}::bigint, stated.indicator, stated."indicatorLabel", stated.topic,
      stated.polarity, stated."unitLabel", stated.decimals, stated."yearType"
    from json_to_recordset(${JSON.stringify([...byCode.values()])}::json) as stated(
      indicator text, "indicatorLabel" text, topic text, polarity text, "unitLabel" text,
      decimals integer, "yearType" text)
    on conflict (authority_id, code) do update set
      label = excluded.label, topic = excluded.topic, polarity = excluded.polarity,
      unit_label = excluded.unit_label, decimals = excluded.decimals,
      year_type = excluded.year_type
    where excluded.topic is not null`.execute(tx);
}

/** Writes statistical neighbours as published. */
export async function saveNeighbours(
  tx: Tx,
  origin: Origin,
  neighbours: readonly NeighbourStatement[],
): Promise<{ created: number; changed: number }> {
  const { rows } = await sql<{ created: boolean }>`
    insert into record.statistical_neighbour as known (authority_id, area_code, neighbour_code,
      rank, closeness, source_id, source_row)
    select distinct on (stated."authorityCode", stated."neighbourCode")
      ${origin.authorityId}::bigint, stated."authorityCode", stated."neighbourCode", stated.rank,
      stated.closeness, ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(neighbours)}::json) as stated("authorityCode" text,
      "neighbourCode" text, rank integer, closeness text, row bigint)
    order by stated."authorityCode", stated."neighbourCode", stated.rank
    on conflict (authority_id, area_code, neighbour_code) do update set
      rank = excluded.rank, closeness = excluded.closeness, source_id = excluded.source_id,
      source_row = excluded.source_row
    where known.rank <> excluded.rank or known.closeness <> excluded.closeness
    returning (xmax = 0) as created`.execute(tx);
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

const VALUE_COLUMNS = sql`value.indicator, coalesce(indicator.label, value.indicator) as label,
  indicator.polarity, indicator.unit_label, indicator.decimals, value.area_name, value.area_code,
  value.period, value.value, value.mark, value.period_note, value.numerator, value.denominator,
  value.source_id, value.source_row`;

/** Values of one indicator for some areas, by period; areas by the codes of `areaCodes`. */
export async function indicatorValues(
  tx: Tx,
  indicator: string,
  areaCodes: readonly string[],
): Promise<IndicatorValueRow[]> {
  const { rows } = await sql<IndicatorValueRow>`
    select ${VALUE_COLUMNS} from record.indicator_value value
    left join record.indicator on indicator.authority_id = value.authority_id
      and indicator.code = value.indicator
    where value.indicator = ${indicator} and value.area_code = any(${areaCodes}::text[])
    order by value.period, value.area_name`.execute(tx);
  return rows;
}

/** The indicators that are loaded, with how many values each has. */
export async function listIndicators(
  tx: Tx,
): Promise<{ code: string; label: string; polarity: string | null; topic: string | null }[]> {
  const { rows } = await sql<{
    code: string;
    label: string;
    polarity: string | null;
    topic: string | null;
  }>`
    select indicator.code, indicator.label, indicator.polarity, indicator.topic
    from record.indicator order by indicator.topic nulls last, indicator.label`.execute(tx);
  return rows;
}

/** A statistical neighbour: the code that the model gives, and all that files call the area. */
export interface NeighbourRow {
  readonly neighbour_code: string;
  readonly rank: number;
  readonly closeness: string;
  readonly areaCodes: readonly string[];
}

/** The statistical neighbours of the actor's own authority, nearest first. */
export async function ownNeighbours(tx: Tx): Promise<NeighbourRow[]> {
  const own = await ownAreaCodes(tx);
  const { rows } = await sql<Omit<NeighbourRow, 'areaCodes'>>`
    select neighbour.neighbour_code, neighbour.rank, neighbour.closeness
    from record.statistical_neighbour neighbour
    where neighbour.area_code = any(${own}::text[]) order by neighbour.rank`.execute(tx);
  return rows.map((row) => ({ ...row, areaCodes: areaCodes(row.neighbour_code) }));
}
