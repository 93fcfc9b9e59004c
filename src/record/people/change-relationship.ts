import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, type PersonId, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { findPerson } from './person.store.ts';
import {
  checkEnd,
  checkNewRelationship,
  type NewRelationship,
  type Relationship,
  type Relative,
} from './relationship.ts';
import {
  deleteRelationship,
  insertRelationship,
  lockRelationship,
  relationshipsOf,
  setRelationshipEnd,
} from './relationship.store.ts';

/** Records that two people are related; gives the relationship's id. */
export async function addRelationship(
  tx: Tx,
  actor: Actor,
  asked: NewRelationship,
): Promise<number> {
  const person = await findRelative(tx, asked.personId);
  const other = await findRelative(tx, asked.otherId);
  checkNewRelationship(asked, { person, other }, await relationshipsOf(tx, asked.personId));
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'A relationship was recorded');
  return insertRelationship(tx, { authorityId, sourceId }, asked);
}

async function findRelative(tx: Tx, id: PersonId): Promise<Relative> {
  const person = await findPerson(tx, id);
  if (person === null) {
    throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
  }
  return { id: person.id, birthDay: person.birth_day };
}

/** Ends a relationship on a day; it stays on record. */
export async function endRelationship(
  tx: Tx,
  id: number,
  days: { readonly untilDay: CalendarDay; readonly today: CalendarDay },
): Promise<Relationship> {
  const found = await getRelationship(tx, id);
  checkEnd(found, days.untilDay, days.today);
  await setRelationshipEnd(tx, id, days.untilDay);
  return found;
}

/** Takes back the end of a relationship. */
export async function reopenRelationship(tx: Tx, id: number): Promise<Relationship> {
  const found = await getRelationship(tx, id);
  if (found.untilDay === null) {
    throw refuse('relationship-not-ended', 'conflict', 'This relationship has not ended.');
  }
  await setRelationshipEnd(tx, id, null);
  return found;
}

/** Takes away a relationship that somebody recorded here by mistake. */
export async function removeRelationship(tx: Tx, id: number): Promise<Relationship> {
  const found = await getRelationship(tx, id);
  if (!found.isFromAction) {
    const sentence = 'A file states this relationship. End it, or mend the file.';
    throw refuse('relationship-from-file', 'conflict', sentence);
  }
  await deleteRelationship(tx, id);
  return found;
}

async function getRelationship(tx: Tx, id: number): Promise<Relationship> {
  const found = Number.isSafeInteger(id) ? await lockRelationship(tx, id) : null;
  if (found === null) {
    throw refuse('no-such-relationship', 'not-found', 'There is no such relationship here.');
  }
  return found;
}
