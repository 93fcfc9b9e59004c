import { sql } from 'kysely';
import type { AccountId, AgencyId, AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
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
 * the same order. An address that has an account gets the role on top.
 */
export async function addMembers(
  tx: Tx,
  authorityId: AuthorityId,
  members: readonly NewMember[],
): Promise<readonly AccountId[]> {
  const ids: AccountId[] = [];
  for (const member of members) {
    const id = await addAccountRow(tx, authorityId, member);
    await addMembership(tx, { accountId: id, authorityId, ...member });
    ids.push(id);
  }
  return ids;
}

/** Adds an account, or gives the one that the address already has. */
export async function addAccountRow(
  tx: Tx,
  authorityId: AuthorityId,
  asked: { readonly email: string; readonly name: string },
): Promise<AccountId> {
  const { rows } = await sql<{ id: AccountId }>`
    insert into govern.account (authority_id, email, name)
    values (${authorityId}, ${asked.email.toLowerCase()}, ${asked.name})
    on conflict (email) do update set email = excluded.email
    returning id`.execute(tx);
  return rows[0]?.id as AccountId;
}

/** Gives an account a role at an agency. */
export async function addMembership(
  tx: Tx,
  asked: {
    readonly accountId: AccountId;
    readonly authorityId: AuthorityId;
    readonly agencyId: AgencyId;
    readonly role: Role;
  },
): Promise<void> {
  await sql`
    insert into govern.membership (account_id, authority_id, agency_id, role)
    values (${asked.accountId}, ${asked.authorityId}, ${asked.agencyId}, ${asked.role})
    on conflict do nothing`.execute(tx);
}
