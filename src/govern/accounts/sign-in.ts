import type { AccountId } from '../../lib/index.ts';
import { asSystem, type Database, type Tx } from '../../platform/index.ts';
import { recordAudit } from '../audit/audit.store.ts';
import { ATTEMPTS_ALLOWED, afterWrongPassword, isLocked, LOCK_MINUTES } from './account.ts';
import {
  findForSignIn,
  noteSignIn,
  type SignInRow,
  saveLockState,
  savePassword,
} from './accounts.store.ts';
import { nobodyOf, signedInAs } from './actor.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** How a sign-in ended; why it failed is not told, so that nobody learns which addresses exist. */
export type SignInResult =
  | { readonly ok: true; readonly accountId: AccountId; readonly mustChoosePassword: boolean }
  | { readonly ok: false };

/** What everyone hears whose sign-in failed, whatever the reason. */
export const SIGN_IN_FAILED =
  'Enter the email address and password of an account. ' +
  `After ${ATTEMPTS_ALLOWED} wrong passwords an account is locked for ${LOCK_MINUTES} minutes.`;

/**
 * Signs someone in by password. An unknown address takes as long as a known one; a locked or
 * disabled account fails even with the right password.
 */
export async function signIn(
  database: Database,
  asked: { readonly email: string; readonly password: string },
  now: Date = new Date(),
): Promise<SignInResult> {
  const found = await asSystem(database, 'sign-in', (tx) =>
    findForSignIn(tx, { email: asked.email }),
  );
  // Outside any transaction: hashing takes tens of milliseconds, and others wait for connections.
  const fits = await verifyPassword(asked.password, found?.passwordHash ?? null);
  if (found === null) return { ok: false };
  return asSystem(database, 'sign-in', async (tx) => {
    const account = await findForSignIn(tx, { id: found.id, lock: true });
    if (account === null || account.isDisabled || isLocked(account, now)) return { ok: false };
    // A password that was changed in between was not the one that was tried.
    if (!fits || account.passwordHash !== found.passwordHash) {
      await noteWrongPassword(tx, account, now);
      return { ok: false };
    }
    if (account.isOneTime) return { ok: true, accountId: account.id, mustChoosePassword: true };
    await completeSignIn(tx, account);
    return { ok: true, accountId: account.id, mustChoosePassword: false };
  });
}

async function noteWrongPassword(tx: Tx, account: SignInRow, now: Date): Promise<void> {
  const state = afterWrongPassword(account, now);
  await saveLockState(tx, account.id, state);
  await recordAudit(tx, nobodyOf(account.authorityId), {
    action: isLocked(state, now) ? 'account.locked' : 'account.sign-in-failed',
    subjectKind: 'account',
    subjectId: String(account.id),
  });
}

async function completeSignIn(tx: Tx, account: SignInRow): Promise<void> {
  await saveLockState(tx, account.id, { failedAttempts: 0, lockedUntil: null });
  await noteSignIn(tx, account.id);
  await recordAudit(tx, signedInAs(account.authorityId, account.id), {
    action: 'account.signed-in',
    subjectKind: 'account',
    subjectId: String(account.id),
  });
}

/** Takes the password that someone chose in place of the one-time one, and signs them in. */
export async function choosePassword(
  database: Database,
  accountId: AccountId,
  password: string,
): Promise<SignInResult> {
  const hash = await hashPassword(password);
  return asSystem(database, 'sign-in', async (tx) => {
    const account = await findForSignIn(tx, { id: accountId, lock: true });
    if (account === null || account.isDisabled || !account.isOneTime) return { ok: false };
    await savePassword(tx, account, { hash, isOneTime: false });
    await completeSignIn(tx, account);
    return { ok: true, accountId, mustChoosePassword: false };
  });
}

/** The address of an account that waits for its own password. */
export async function emailOf(database: Database, id: AccountId): Promise<string | null> {
  const account = await asSystem(database, 'sign-in', (tx) =>
    findForSignIn(tx, { id, lock: false }),
  );
  return account?.email ?? null;
}

/** Signs in to a made-up authority without a password; the page offers it on loopback only. */
export async function signInToDemo(database: Database, accountId: AccountId): Promise<void> {
  await asSystem(database, 'sign-in', async (tx) => {
    const account = await findForSignIn(tx, { id: accountId, lock: true });
    if (account !== null) await completeSignIn(tx, account);
  });
}
