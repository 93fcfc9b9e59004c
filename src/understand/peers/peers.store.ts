import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { ownAreaCodes, ownNeighbours } from '../../record/index.ts';

/** The actor's own authority as published files may name it: by number or by national code. */
export interface OwnArea {
  readonly name: string;
  readonly codes: readonly string[];
}

/** Who is compared with whom, asked once a request: a page compares by many indicators. */
const GROUNDS = new WeakMap<Tx, Promise<PeerGround>>();

/** Whom figures beside similar councils are about. */
export interface PeerGround {
  readonly own: OwnArea;
  /** Every code of the statistical neighbours, nearest first. */
  readonly neighbours: readonly string[];
}

/** The own area and its statistical neighbours. */
export function peerGround(tx: Tx): Promise<PeerGround> {
  const asking = GROUNDS.get(tx) ?? readGround(tx);
  GROUNDS.set(tx, asking);
  return asking;
}

async function readGround(tx: Tx): Promise<PeerGround> {
  return { own: await ownArea(tx), neighbours: await neighbourCodes(tx) };
}

/** Who the actor's own authority is in published files, by every code that they may use. */
export async function ownArea(tx: Tx): Promise<OwnArea> {
  const { rows } = await sql<{ name: string }>`
    select authority.name from govern.authority
    where authority.id = (select govern.authority())`.execute(tx);
  return { name: rows[0]?.name ?? 'This area', codes: await ownAreaCodes(tx) };
}

/** Every code of the statistical neighbours, nearest first. */
export async function neighbourCodes(tx: Tx): Promise<string[]> {
  return (await ownNeighbours(tx)).flatMap((neighbour) => neighbour.areaCodes);
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

const FILES = new WeakMap<Tx, Map<number, string>>();

/** Names of the files that values come from, by their number; each asked once a request. */
export async function fileNames(
  tx: Tx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const known = FILES.get(tx) ?? new Map<number, string>();
  FILES.set(tx, known);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  const { rows } = await sql<{ id: number; name: string }>`
    select source.id, source.name from record.source
    where source.id = any(${unknown}::bigint[])`.execute(tx);
  for (const row of rows) known.set(row.id, row.name);
  return known;
}
