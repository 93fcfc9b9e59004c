import { authorityOf } from '../../govern/index.ts';
import { type CalendarDay, type PersonId, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { insertActionSource } from '../returns/source.store.ts';
import { findPerson } from './person.store.ts';
import { checkLift, checkProtect, checkRestriction } from './protection.ts';
import {
  addressProtection,
  deleteRestriction,
  familyOthers,
  findRestriction,
  insertRestriction,
  protectedAmong,
  setAddressProtection,
} from './protection.store.ts';

/**
 * Hides every address of a person, and of their family if asked; later ones stay hidden until it
 * is lifted. Gives the people whose addresses changed, and whether lifting it from them would leave
 * things as they were.
 */
export async function protectAddresses(
  tx: Tx,
  actor: Actor,
  asked: { readonly personId: PersonId; readonly withFamily: boolean },
): Promise<{ readonly people: readonly PersonId[]; readonly canUndo: boolean }> {
  await mustExist(tx, asked.personId);
  checkProtect(await addressProtection(tx, asked.personId));
  await insertActionSource(tx, authorityOf(actor), 'An address was protected');
  const others = asked.withFamily ? await familyOthers(tx, asked.personId) : [];
  const all = [asked.personId, ...others];
  const before = await protectedAmong(tx, all);
  const people = await setAddressProtection(tx, all, true);
  return { people, canUndo: !people.some((id) => before.includes(id)) };
}

/** Shows the addresses of a person, or of several protected together, again. */
export async function liftProtection(
  tx: Tx,
  actor: Actor,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  for (const id of people) {
    await mustExist(tx, id);
    checkLift(await addressProtection(tx, id));
  }
  await insertActionSource(tx, authorityOf(actor), 'The protection of an address was lifted');
  return setAddressProtection(tx, people, false);
}

/** Restricts a record: only managers see from now on that it exists. */
export async function restrictRecord(
  tx: Tx,
  actor: Actor,
  asked: { readonly personId: PersonId; readonly reason: string; readonly day: CalendarDay },
): Promise<void> {
  await mustExist(tx, asked.personId);
  checkRestriction((await findRestriction(tx, asked.personId)) !== null, 'restrict');
  const authorityId = authorityOf(actor);
  const sourceId = await insertActionSource(tx, authorityId, 'A record was restricted');
  await insertRestriction(tx, { ...asked, fromDay: asked.day, authorityId, sourceId });
}

/** Lifts the restriction of a record. */
export async function liftRestriction(tx: Tx, actor: Actor, personId: PersonId): Promise<void> {
  await mustExist(tx, personId);
  checkRestriction((await findRestriction(tx, personId)) !== null, 'lift');
  await insertActionSource(tx, authorityOf(actor), 'The restriction of a record was lifted');
  await deleteRestriction(tx, personId);
}

async function mustExist(tx: Tx, id: PersonId): Promise<void> {
  if ((await findPerson(tx, id)) !== null) return;
  throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
}
