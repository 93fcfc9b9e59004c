import { sql } from 'kysely';
import type { AuthorityId, ServiceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** That someone has looked at two services that look alike, and what they found. */
export interface OverlapMark {
  readonly id: number;
  readonly firstId: ServiceId;
  readonly secondId: ServiceId;
  readonly firstFingerprint: string;
  readonly secondFingerprint: string;
  readonly note: string;
  readonly markedBy: string;
  readonly markedDay: string;
}

/** Every mark of the authority, the newest first. */
export async function listMarks(tx: Tx): Promise<OverlapMark[]> {
  const { rows } = await sql<OverlapMark>`
    select id, first_service_id as "firstId", second_service_id as "secondId",
      first_fingerprint as "firstFingerprint", second_fingerprint as "secondFingerprint", note,
      marked_by as "markedBy", to_char(marked_at, 'YYYY-MM-DD') as "markedDay"
    from understand.overlap_mark where authority_id = (select govern.authority())
    order by id desc`.execute(tx);
  return rows;
}

/** Keeps a mark under the name of whoever acts. */
export async function insertMark(
  tx: Tx,
  authorityId: AuthorityId,
  mark: Omit<OverlapMark, 'id' | 'markedBy' | 'markedDay'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into understand.overlap_mark (authority_id, first_service_id, second_service_id,
      first_fingerprint, second_fingerprint, note, marked_by, actor_id)
    select ${authorityId}::bigint, ${mark.firstId}::bigint, ${mark.secondId}::bigint,
      ${mark.firstFingerprint}, ${mark.secondFingerprint}, ${mark.note},
      coalesce((select account.name from govern.account
        where account.id::text = (select platform.actor())), 'the command line'),
      (select platform.actor())
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}
