import { sql } from 'kysely';
import type { AgencyId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { AgencyKind } from '../returns/statement.ts';
import type { AdviceCallStatement } from './advice-call.ts';

/** Writes calls to advice lines; a call stated again by its number replaces the earlier one. */
export async function saveAdviceCalls(
  tx: Tx,
  origin: Pick<Origin, 'authorityId' | 'sourceId'> & {
    readonly agencyOf: ReadonlyMap<AgencyKind, AgencyId>;
  },
  calls: readonly AdviceCallStatement[],
): Promise<{ created: number; changed: number }> {
  const stated = calls.map(({ agencyKind, ...call }) => ({
    ...call,
    agencyId: agencyKind === null ? null : (origin.agencyOf.get(agencyKind) ?? null),
  }));
  const { rows } = await sql<{ created: boolean }>`
    insert into record.advice_call as known (authority_id, line, day, agency_id, about, outcome,
      minutes, call_number, source_id, source_row)
    select distinct on (stated.line, stated."callNumber")
      ${origin.authorityId}::bigint, stated.line, stated.day, stated."agencyId", stated.about,
      stated.outcome, stated.minutes, stated."callNumber", ${origin.sourceId}::bigint, stated.row
    from json_to_recordset(${JSON.stringify(stated)}::json) as stated(line text, day date,
      "agencyId" bigint, about text, outcome text, minutes integer, "callNumber" text, row bigint)
    order by stated.line, stated."callNumber", stated.row desc
    on conflict (authority_id, line, call_number) do update set
      day = excluded.day, agency_id = excluded.agency_id, about = excluded.about,
      outcome = excluded.outcome, minutes = excluded.minutes, source_id = excluded.source_id,
      source_row = excluded.source_row
    where (known.day, known.agency_id, known.about, known.outcome, known.minutes)
      is distinct from (excluded.day, excluded.agency_id, excluded.about, excluded.outcome,
        excluded.minutes)
    returning (xmax = 0) as created`.execute(tx);
  const created = rows.filter((row) => row.created).length;
  return { created, changed: rows.length - created };
}

/** The names of the advice lines of the actor's authority. */
export async function adviceLines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select distinct call.line from record.advice_call call
    where call.authority_id = (select govern.authority()) order by 1`.execute(tx);
  return rows.map((row) => row.line);
}
