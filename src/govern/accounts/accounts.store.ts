import { sql } from 'kysely';
import type { AccountId, AgencyId, AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Account, LockState, Membership } from './account.ts';
import type { Role } from './actor.ts';

/** Someone new, who works in one role at one agency. */
export interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly agencyId: AgencyId;
  readonly role: Role;
}

/**
 * Adds accounts that cannot sign in with a password yet, each with one role; gives their ids in
 * the same order. An address that already has an account here gets the role on top.
 */
export async function addMembers(
  tx: Tx,
  authorityId: AuthorityId,
  members: readonly NewMember[],
): Promise<readonly AccountId[]> {
  const ids: AccountId[] = [];
  for (const member of members) {
    const id =
      (await insertAccount(tx, authorityId, member)) ?? (await accountIdOf(tx, member.email));
    if (id === null) throw new Error('an account is neither new nor known');
    await insertMembership(tx, { accountId: id, authorityId, ...member });
    ids.push(id);
  }
  return ids;
}

/** Adds an account; null when the address has one, here or in another authority. */
export async function insertAccount(
  tx: Tx,
  authorityId: AuthorityId,
  asked: { readonly email: string; readonly name: string },
): Promise<AccountId | null> {
  const { rows } = await sql<{ id: AccountId }>`
    insert into govern.account (authority_id, email, name)
    values (${authorityId}, ${asked.email.toLowerCase()}, ${asked.name})
    on conflict (email) do nothing
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The account of an address, among those that the transaction may see. */
export async function accountIdOf(tx: Tx, email: string): Promise<AccountId | null> {
  const { rows } = await sql<{ id: AccountId }>`
    select id from govern.account where email = ${email.toLowerCase()}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** One role of one account at one agency. */
export interface MembershipRow {
  readonly accountId: AccountId;
  readonly authorityId: AuthorityId;
  readonly agencyId: AgencyId;
  readonly role: Role;
}

/** Gives an account a role at an agency; one that it has already changes nothing. */
export async function insertMembership(tx: Tx, asked: MembershipRow): Promise<void> {
  await sql`
    insert into govern.membership (account_id, authority_id, agency_id, role)
    values (${asked.accountId}, ${asked.authorityId}, ${asked.agencyId}, ${asked.role})
    on conflict do nothing`.execute(tx);
}

/** Takes a role at an agency away from an account. */
export async function deleteMembership(
  tx: Tx,
  asked: Omit<MembershipRow, 'authorityId'>,
): Promise<void> {
  await sql`
    delete from govern.membership
    where account_id = ${asked.accountId} and agency_id = ${asked.agencyId}
      and role = ${asked.role}`.execute(tx);
}

/** Sets a password's hash; every session of the account that began before is over. */
export async function savePassword(
  tx: Tx,
  account: { readonly id: AccountId; readonly authorityId: AuthorityId },
  password: { readonly hash: string; readonly isOneTime: boolean },
): Promise<void> {
  await sql`
    insert into govern.credential as known
      (account_id, authority_id, password_hash, is_one_time, changed_at)
    values (${account.id}, ${account.authorityId}, ${password.hash}, ${password.isOneTime},
      clock_timestamp())
    on conflict (account_id) do update
      set password_hash = excluded.password_hash, is_one_time = excluded.is_one_time,
        changed_at = excluded.changed_at, failed_attempts = 0, locked_until = null`.execute(tx);
}

/** Lets an account try passwords again. */
export async function unlockCredential(tx: Tx, id: AccountId): Promise<void> {
  await sql`
    update govern.credential set failed_attempts = 0, locked_until = null
    where account_id = ${id}`.execute(tx);
}

/** Stops an account from signing in, or lets it again. */
export async function setDisabled(tx: Tx, id: AccountId, isDisabled: boolean): Promise<void> {
  await sql`
    update govern.account set is_disabled = ${isDisabled} where id = ${id}`.execute(tx);
}

/** What sign-in needs to know of an account. */
export interface SignInRow extends LockState {
  readonly id: AccountId;
  readonly authorityId: AuthorityId;
  readonly email: string;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly passwordHash: string | null;
  readonly isOneTime: boolean;
}

/** Finds who signs in, by address; for the system only. The row is locked when `lock` is set. */
export async function findForSignIn(
  tx: Tx,
  by: { readonly email: string } | { readonly id: AccountId; readonly lock: boolean },
): Promise<SignInRow | null> {
  const which =
    'email' in by
      ? sql`account.email = ${by.email.toLowerCase()}`
      : sql`account.id = ${by.id} ${by.lock ? sql`for update of account` : sql``}`;
  const { rows } = await sql<SignInRow>`
    select account.id, account.authority_id as "authorityId", account.email, account.name,
      account.is_disabled as "isDisabled", credential.password_hash as "passwordHash",
      coalesce(credential.is_one_time, false) as "isOneTime",
      coalesce(credential.failed_attempts, 0) as "failedAttempts",
      credential.locked_until as "lockedUntil"
    from govern.account left join govern.credential on credential.account_id = account.id
    where ${which}`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps how often a password was wrong. */
export async function saveLockState(tx: Tx, id: AccountId, state: LockState): Promise<void> {
  await sql`
    update govern.credential set failed_attempts = ${state.failedAttempts},
      locked_until = ${state.lockedUntil}
    where account_id = ${id}`.execute(tx);
}

/** Notes a sign-in, and remembers the one before it. */
export async function noteSignIn(tx: Tx, id: AccountId): Promise<void> {
  await sql`
    update govern.account set previous_sign_in_at = last_sign_in_at, last_sign_in_at = now()
    where id = ${id}`.execute(tx);
}

/** Someone who is signed in, as each request finds them. */
export interface SignedInRow {
  readonly id: AccountId;
  readonly authorityId: AuthorityId;
  readonly authorityName: string;
  readonly isMadeUp: boolean;
  readonly email: string;
  readonly name: string;
  readonly previousSignInAt: Date | null;
  readonly passwordChangedAt: Date | null;
  readonly isOneTime: boolean;
  readonly memberships: readonly Membership[];
}

const MEMBERSHIPS = sql.raw(`
  coalesce((
    select jsonb_agg(jsonb_build_object('agencyId', membership.agency_id,
      'agencyName', agency.name, 'role', membership.role)
      order by agency.name, membership.role)
    from govern.membership join govern.agency on agency.id = membership.agency_id
    where membership.account_id = account.id), '[]'::jsonb) as memberships`);

/** Finds an account that may work, with what it may work as; for the system only. */
export async function findSignedIn(tx: Tx, id: AccountId): Promise<SignedInRow | null> {
  const { rows } = await sql<SignedInRow>`
    select account.id, account.authority_id as "authorityId", authority.name as "authorityName",
      authority.is_made_up as "isMadeUp", account.email, account.name,
      account.previous_sign_in_at as "previousSignInAt",
      credential.changed_at as "passwordChangedAt",
      coalesce(credential.is_one_time, false) as "isOneTime", ${MEMBERSHIPS}
    from govern.account
    join govern.authority on authority.id = account.authority_id
    left join govern.credential on credential.account_id = account.id
    where account.id = ${id} and not account.is_disabled`.execute(tx);
  return rows[0] ?? null;
}

/** The roles of made-up authorities, each with the first account that has it. */
export async function listDemoRoles(
  tx: Tx,
): Promise<
  readonly { readonly role: Role; readonly id: AccountId; readonly agencyId: AgencyId }[]
> {
  const { rows } = await sql<{ role: Role; id: AccountId; agencyId: AgencyId }>`
    select distinct on (membership.role) membership.role, membership.account_id as id,
      membership.agency_id as "agencyId"
    from govern.membership
    join govern.account on account.id = membership.account_id and not account.is_disabled
    join govern.authority on authority.id = account.authority_id and authority.is_made_up
    order by membership.role, membership.account_id, membership.agency_id`.execute(tx);
  return rows;
}

/** Accounts as an administrator sees them: all of the authority, or one. */
export async function listAccounts(
  tx: Tx,
  id: AccountId | null = null,
): Promise<readonly Account[]> {
  const { rows } = await sql<Account>`
    select account.id, account.email, account.name, account.is_disabled as "isDisabled",
      account.last_sign_in_at as "lastSignInAt",
      case when credential.locked_until > now() then credential.locked_until end
        as "lockedUntil",
      coalesce(credential.is_one_time, false) as "awaitsPassword", ${MEMBERSHIPS}
    from govern.account left join govern.credential on credential.account_id = account.id
    where ${id}::bigint is null or account.id = ${id}
    order by account.name, account.id`.execute(tx);
  return rows;
}

/** What an account may work as. */
export async function listMemberships(tx: Tx, id: AccountId): Promise<readonly Membership[]> {
  const { rows } = await sql<{ memberships: readonly Membership[] }>`
    select ${MEMBERSHIPS} from govern.account where account.id = ${id}`.execute(tx);
  return rows[0]?.memberships ?? [];
}
