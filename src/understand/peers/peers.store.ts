import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** The actor's own authority as published files may name it: by number or by national code. */
export interface OwnArea {
  readonly name: string;
  readonly codes: readonly string[];
}

/** Who the actor's own authority is in published files. */
export async function ownArea(tx: Tx): Promise<OwnArea> {
  const { rows } = await sql<{ name: string; la_number: string | null; ons_code: string | null }>`
    select authority.name, authority.la_number, authority.ons_code from govern.authority
    where authority.id = (select govern.authority())`.execute(tx);
  const own = rows[0];
  if (!own) return { name: 'This area', codes: [] };
  return { name: own.name, codes: [own.la_number, own.ons_code].filter((code) => code !== null) };
}

/** The codes of statistical neighbours, nearest first, whichever code the file names us by. */
export async function neighbourCodes(tx: Tx, own: OwnArea): Promise<string[]> {
  const { rows } = await sql<{ neighbour_code: string }>`
    select neighbour.neighbour_code from record.statistical_neighbour neighbour
    where neighbour.area_code = any(${own.codes}::text[]) order by neighbour.rank`.execute(tx);
  return rows.map((row) => row.neighbour_code);
}

/** Indicators in which the own area has a value or a mark, with the newest such period. */
export async function ownIndicators(
  tx: Tx,
  own: OwnArea,
): Promise<{ code: string; label: string; topic: string | null; period: string }[]> {
  const { rows } = await sql<{
    code: string;
    label: string;
    topic: string | null;
    period: string;
  }>`
    select value.indicator as code, coalesce(indicator.label, value.indicator) as label,
      indicator.topic, max(value.period) as period
    from record.indicator_value value
    left join record.indicator on indicator.authority_id = value.authority_id
      and indicator.code = value.indicator
    where value.area_code = any(${own.codes}::text[])
    group by 1, 2, 3 order by 3 nulls last, 2`.execute(tx);
  return rows;
}

/** Names of the files that values come from, by their number. */
export async function fileNames(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select source.id, source.name from record.source
    where source.id = any(${ids}::bigint[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
