import { type AuthorityId, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { insertAgencies, insertAuthority } from './agencies.store.ts';
import { checkNewAuthority, type NewAuthority, standardPartnership } from './agency.ts';

/**
 * Adds an authority with its standard partnership, one agency of each kind. Only the system may:
 * an authority is a tenant. Refuses a code that is taken or a field that is wrong.
 */
export async function addAuthority(tx: Tx, asked: NewAuthority): Promise<AuthorityId> {
  const checked = checkNewAuthority(asked);
  if (!checked.ok) {
    throw refuse(
      'authority-not-sound',
      'invalid',
      checked.errors.map((error) => error.sentence).join('. '),
    );
  }
  const id = await insertAuthority(tx, checked.value);
  if (id === null) {
    throw refuse(
      'authority-code-taken',
      'conflict',
      `There is already an authority with the code ${checked.value.code}`,
    );
  }
  await insertAgencies(tx, id, standardPartnership(checked.value.name));
  return id;
}
