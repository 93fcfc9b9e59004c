import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, PersonId, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { NewRelationship, Relationship } from './relationship.ts';

const COLUMNS = sql`relationship.id, relationship.person_id as "personId",
  relationship.other_id as "otherId", relationship.kind, relationship.from_day as "fromDay",
  relationship.until_day as "untilDay", source.kind = 'action' as "isFromAction"`;

/** The relationships of a person, as far as the actor may see both sides. */
export async function relationshipsOf(tx: Tx, id: PersonId): Promise<Relationship[]> {
  const { rows } = await sql<Relationship>`
    select ${COLUMNS} from record.relationship
    join record.source on source.id = relationship.source_id
    where relationship.person_id = ${id} or relationship.other_id = ${id}
    order by relationship.until_day nulls first, relationship.id`.execute(tx);
  return rows;
}

/** One relationship, locked until the transaction ends; null when it may not be seen. */
export async function lockRelationship(tx: Tx, id: number): Promise<Relationship | null> {
  const { rows } = await sql<Relationship>`
    select ${COLUMNS} from record.relationship
    join record.source on source.id = relationship.source_id
    where relationship.id = ${id} for update of relationship`.execute(tx);
  return rows[0] ?? null;
}

/** Writes a relationship; gives its id. */
export async function insertRelationship(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly sourceId: SourceFileId },
  asked: NewRelationship,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into record.relationship
      (authority_id, person_id, other_id, kind, from_day, source_id)
    values (${of.authorityId}, ${asked.personId}, ${asked.otherId}, ${asked.kind},
      ${asked.fromDay}, ${of.sourceId})
    returning relationship.id`.execute(tx);
  return (rows[0] as { id: number }).id;
}

/** Ends a relationship, or takes its end back with null. */
export async function setRelationshipEnd(
  tx: Tx,
  id: number,
  untilDay: CalendarDay | null,
): Promise<void> {
  await sql`
    update record.relationship set until_day = ${untilDay}
    where relationship.id = ${id}`.execute(tx);
}

/** Takes a relationship away that was recorded by mistake. */
export async function deleteRelationship(tx: Tx, id: number): Promise<void> {
  await sql`delete from record.relationship where relationship.id = ${id}`.execute(tx);
}
