import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, PersonId, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** Writes an unborn child under an id drawn before. */
export async function insertUnborn(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly sourceId: SourceFileId;
    readonly id: PersonId;
    readonly expectedDay: CalendarDay;
    readonly statedDay: CalendarDay;
  },
): Promise<void> {
  await sql`
    insert into record.person (id, authority_id, expected_birth_day, stated_day, source_id)
    overriding system value
    values (${of.id}, ${of.authorityId}, ${of.expectedDay}, ${of.statedDay}, ${of.sourceId})
  `.execute(tx);
}
