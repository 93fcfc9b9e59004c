import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, type PersonId, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { joinFamilyOf } from '../families/change-family.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { newPersonIds } from './people.store.ts';
import { findPerson } from './person.store.ts';
import { relationshipOf } from './relationship.ts';
import { insertRelationship } from './relationship.store.ts';
import { checkExpectedDay, type NewUnbornChild } from './unborn-child.ts';
import { insertUnborn } from './unborn-child.store.ts';

/** Records an unborn child with their mother, brother or sister, in one family; gives their id. */
export async function recordUnbornChild(
  tx: Tx,
  actor: Actor,
  asked: NewUnbornChild & { readonly relativeId: PersonId; readonly today: CalendarDay },
): Promise<PersonId> {
  checkExpectedDay(asked.expectedDay, asked.today);
  if ((await findPerson(tx, asked.relativeId)) === null) {
    throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
  }
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'An unborn child was recorded');
  const [id] = (await newPersonIds(tx, 1)) as [PersonId];
  const { expectedDay, today } = asked;
  await insertUnborn(tx, { authorityId, sourceId, id, expectedDay, statedDay: today });
  const relationship = relationshipOf(id, asked.relativeId, asked.relation, null);
  await insertRelationship(tx, { authorityId, sourceId }, relationship);
  await joinFamilyOf(tx, actor, { personId: id, otherId: asked.relativeId });
  return id;
}
