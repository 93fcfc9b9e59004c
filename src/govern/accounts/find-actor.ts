import type { AccountId, AgencyId, AuthorityId } from '../../lib/index.ts';
import {
  type Actor,
  asSystem,
  type Database,
  RENEW_SESSION,
  type SessionData,
} from '../../platform/index.ts';
import { type Membership, ROLE_WORDS, sessionStands } from './account.ts';
import { accountIdOf, findSignedIn } from './accounts.store.ts';
import { actorFor, type Role } from './actor.ts';

/** What a session remembers of who is signed in. */
const KEYS = {
  account: 'accountId',
  signedInAt: 'signedInAt',
  agency: 'agencyId',
  role: 'role',
  pending: 'pendingAccountId',
} as const;

/** Whoever is signed in, as the shell of every page shows them. */
export interface SignedInPerson {
  readonly accountId: AccountId;
  readonly authorityId: AuthorityId;
  readonly authorityName: string;
  readonly isMadeUp: boolean;
  readonly name: string;
  readonly role: Role;
  readonly roleName: string;
  readonly agencyId: AgencyId;
  readonly agencyName: string;
  /** Everything that they may work as, this one among them. */
  readonly choices: readonly Membership[];
  /** When they signed in the time before: home pages say what changed since. */
  readonly previousSignInAt: Date | null;
}

/** Who acts, for the database and the pages, and who that is, for the shell. */
export interface Found {
  readonly actor: Actor;
  readonly person: SignedInPerson;
}

/**
 * Who is signed in, by what the session remembers. Null when nobody is, and at once when the
 * account was disabled, lost its last role, changed its password elsewhere, or signed in more than
 * twelve hours ago.
 */
export async function findActor(
  database: Database,
  session: SessionData,
  now: Date = new Date(),
): Promise<Found | null> {
  const accountId = session.get(KEYS.account);
  const signedInAt = session.get(KEYS.signedInAt);
  if (typeof accountId !== 'number' || typeof signedInAt !== 'number') return null;
  const row = await asSystem(database, 'sign-in', (tx) => findSignedIn(tx, accountId as AccountId));
  if (row === null || row.isOneTime || !sessionStands(new Date(signedInAt), row, now)) return null;
  const chosen = choose(row.memberships, session);
  if (chosen === null) return null;
  const { agencyId, role } = chosen;
  return {
    actor: actorFor({ id: String(row.id), authorityId: row.authorityId, agencyId, role }),
    person: {
      accountId: row.id,
      authorityId: row.authorityId,
      authorityName: row.authorityName,
      isMadeUp: row.isMadeUp,
      name: row.name,
      role,
      roleName: ROLE_WORDS[role],
      agencyId,
      agencyName: chosen.agencyName,
      choices: row.memberships,
      previousSignInAt: row.previousSignInAt,
    },
  };
}

/**
 * The actor of an account by its address, in its first role: for the command line, which runs as
 * someone when told to. Null when nobody of this authority may sign in with it.
 */
export async function findAccountActor(
  database: Database,
  authorityId: AuthorityId,
  email: string,
): Promise<Actor | null> {
  return asSystem(database, 'operator', async (tx) => {
    const id = await accountIdOf(tx, email);
    const row = id === null ? null : await findSignedIn(tx, id);
    const membership = row?.memberships[0];
    if (!row || !membership || row.authorityId !== authorityId) return null;
    const { agencyId, role } = membership;
    return actorFor({ id: String(row.id), authorityId, agencyId, role });
  });
}

function choose(memberships: readonly Membership[], session: SessionData): Membership | null {
  const wanted = memberships.find(
    (one) => one.agencyId === session.get(KEYS.agency) && one.role === session.get(KEYS.role),
  );
  return wanted ?? memberships[0] ?? null;
}

/** Remembers in the session who signed in; the session gets a new id. */
export function startSession(
  session: SessionData,
  of: { readonly accountId: AccountId; readonly membership?: Omit<Membership, 'agencyName'> },
  now: Date = new Date(),
): void {
  endSession(session);
  session.set(KEYS.account, of.accountId);
  session.set(KEYS.signedInAt, now.getTime());
  if (of.membership) chooseMembership(session, of.membership);
}

/** Remembers as what someone works from now on. */
export function chooseMembership(
  session: SessionData,
  membership: Omit<Membership, 'agencyName'>,
): void {
  session.set(KEYS.agency, membership.agencyId);
  session.set(KEYS.role, membership.role);
  session.set(RENEW_SESSION, true);
}

/** Remembers that someone gave a one-time password, and may now choose their own. */
export function awaitPassword(session: SessionData, accountId: AccountId): void {
  endSession(session);
  session.set(KEYS.pending, accountId);
}

/** Who may choose a password in this session; null for nobody. */
export function awaitsPassword(session: SessionData): AccountId | null {
  const id = session.get(KEYS.pending);
  return typeof id === 'number' ? (id as AccountId) : null;
}

/** Forgets who was signed in; the session gets a new id. */
export function endSession(session: SessionData): void {
  for (const key of Object.values(KEYS)) session.set(key, undefined);
  session.set(RENEW_SESSION, true);
}
