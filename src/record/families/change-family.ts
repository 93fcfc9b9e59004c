import { authorityOf } from '../../govern/index.ts';
import { type FamilyId, type PersonId, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { findPerson } from '../people/person.store.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { deleteMember, familiesOf, insertFamily, insertMember } from './family.store.ts';

/** Puts two people in one family: that of the other, which is made when they have none. */
export async function joinFamilyOf(
  tx: Tx,
  actor: Actor,
  asked: { readonly personId: PersonId; readonly otherId: PersonId },
): Promise<FamilyId> {
  if (asked.personId === asked.otherId) {
    throw refuse('same-person', 'invalid', 'Select somebody else than the child themselves.');
  }
  for (const id of [asked.personId, asked.otherId]) {
    if ((await findPerson(tx, id)) === null) {
      throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
    }
  }
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'A person was put in a family');
  const [known] = await familiesOf(tx, asked.otherId);
  const familyId = known?.id ?? (await insertFamily(tx, authorityId));
  const of = { authorityId, familyId, sourceId };
  if (!known) await insertMember(tx, { ...of, personId: asked.otherId });
  if (!(await insertMember(tx, { ...of, personId: asked.personId }))) {
    throw refuse('in-family', 'conflict', 'They are in this family already.');
  }
  return familyId;
}

/** Takes a person out of a family whom somebody put there here. */
export async function leaveFamily(
  tx: Tx,
  asked: { readonly personId: PersonId; readonly familyId: FamilyId },
): Promise<void> {
  if (await deleteMember(tx, asked)) return;
  const sentence = 'A file states that they are in this family. Mend the file instead.';
  throw refuse('member-from-file', 'conflict', sentence);
}
