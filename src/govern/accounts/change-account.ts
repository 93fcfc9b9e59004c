import { type AccountId, type AgencyId, type AuthorityId, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type Account, isEmail, type NewAccount } from './account.ts';
import {
  deleteMembership,
  insertAccount,
  insertMembership,
  listAccounts,
  savePassword,
  setDisabled,
  unlockCredential,
} from './accounts.store.ts';
import type { Role } from './actor.ts';
import { hashPassword, makeOneTimePassword } from './password.ts';

/** A password for the first sign-in, shown once to whoever made it. */
export interface OneTimePassword {
  readonly accountId: AccountId;
  readonly oneTimePassword: string;
}

/** Adds an account with a one-time password. Refuses an address that has one already. */
export async function addAccount(
  tx: Tx,
  authorityId: AuthorityId,
  asked: NewAccount,
): Promise<OneTimePassword> {
  if (!isEmail(asked.email)) {
    throw refuse('email-not-sound', 'invalid', 'Enter an email address, like name@example.gov.uk');
  }
  const accountId = await insertAccount(tx, authorityId, asked);
  if (accountId === null) {
    throw refuse('email-taken', 'conflict', 'There is already an account with this address');
  }
  await insertMembership(tx, { accountId, authorityId, ...asked });
  return giveOneTimePassword(tx, authorityId, accountId);
}

/** Gives an account a new one-time password; whoever is signed in with it is signed out. */
export async function giveOneTimePassword(
  tx: Tx,
  authorityId: AuthorityId,
  accountId: AccountId,
): Promise<OneTimePassword> {
  const oneTimePassword = makeOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  await savePassword(tx, { id: accountId, authorityId }, { hash, isOneTime: true });
  return { accountId, oneTimePassword };
}

/** An account that the actor administers; refuses one that is not there. */
export async function getAccount(tx: Tx, id: AccountId): Promise<Account> {
  const account = Number.isSafeInteger(id) ? (await listAccounts(tx, id))[0] : undefined;
  if (!account) throw refuse('no-such-account', 'not-found', 'There is no such account');
  return account;
}

/** Stops an account from signing in, at once. Nobody does that to their own. */
export async function disableAccount(tx: Tx, actorId: string, id: AccountId): Promise<void> {
  await getAccount(tx, id);
  if (actorId === String(id)) {
    throw refuse('own-account', 'conflict', 'You cannot disable the account that you are using');
  }
  await setDisabled(tx, id, true);
}

/** Lets a disabled account sign in again. */
export async function enableAccount(tx: Tx, id: AccountId): Promise<void> {
  await getAccount(tx, id);
  await setDisabled(tx, id, false);
}

/** Lets a locked account try its password again before the time is over. */
export async function unlockAccount(tx: Tx, id: AccountId): Promise<void> {
  await getAccount(tx, id);
  await unlockCredential(tx, id);
}

/** Lets an account work in one more role. */
export async function addRole(
  tx: Tx,
  authorityId: AuthorityId,
  asked: { readonly accountId: AccountId; readonly agencyId: AgencyId; readonly role: Role },
): Promise<void> {
  await getAccount(tx, asked.accountId);
  await insertMembership(tx, { ...asked, authorityId });
}

/**
 * Takes a role away. Administrators keep their own role as administrator, so that an authority is
 * never left without one by a slip.
 */
export async function removeRole(
  tx: Tx,
  actorId: string,
  asked: { readonly accountId: AccountId; readonly agencyId: AgencyId; readonly role: Role },
): Promise<void> {
  await getAccount(tx, asked.accountId);
  if (actorId === String(asked.accountId) && asked.role === 'administrator') {
    throw refuse(
      'own-administration',
      'conflict',
      'You cannot take the administrator role from yourself. Ask another administrator',
    );
  }
  await deleteMembership(tx, asked);
}
