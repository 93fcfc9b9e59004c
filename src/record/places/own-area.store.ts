import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { areaByCode, areaByNumber } from '../returns/dfe-indicators.areas.ts';

/**
 * All that published files call one area: the code of national statistics (`E06000002`), the number
 * of the Department for Education (`806`), or, of a made-up or new council, the one that is known.
 */
export function areaCodes(...known: readonly (string | null)[]): string[] {
  const codes = known.flatMap((code) => {
    if (code === null) return [];
    const area = areaByNumber(code) ?? areaByCode(code);
    return area ? [code, area.code, area.number] : [code];
  });
  return [...new Set(codes)];
}

/** All that published files call the actor's own authority; join their `area_code` with `any`. */
export async function ownAreaCodes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ ons_code: string | null; la_number: string | null }>`
    select authority.ons_code, authority.la_number from govern.authority
    where authority.id = (select govern.authority())`.execute(tx);
  return areaCodes(rows[0]?.ons_code ?? null, rows[0]?.la_number ?? null);
}
