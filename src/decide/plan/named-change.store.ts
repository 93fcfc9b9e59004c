import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { KeptChange, NamedChange } from './what-if.ts';

/** Every change that somebody named, the next to happen first; those not expected any more last. */
export async function listChanges(tx: Tx): Promise<readonly KeptChange[]> {
  const { rows } = await sql<KeptChange>`
    select change.id, change.kind, change.title, change.subject, change.happens_on as "on",
      change.share, change.note, change.made_at as "madeAt",
      coalesce(account.name, change.made_by) as by, ended.reason as "endReason"
    from decide.named_change change
    left join decide.named_change_end ended
      on ended.authority_id = change.authority_id and ended.change_id = change.id
    left join govern.account on account.id::text = change.made_by
    where change.authority_id = (select govern.authority())
    order by ended.reason is not null, change.happens_on, change.id`.execute(tx);
  return rows;
}

/** Keeps a named change; gives its number. */
export async function insertChange(
  tx: Tx,
  authorityId: AuthorityId,
  one: NamedChange & { readonly by: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.named_change
      (authority_id, kind, title, subject, happens_on, share, note, made_by)
    values (${authorityId}, ${one.kind}, ${one.title}, ${one.subject}, ${one.on}, ${one.share},
      ${one.note}, ${one.by})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Keeps why a change is not expected any more; false where that was said already. */
export async function insertChangeEnd(
  tx: Tx,
  authorityId: AuthorityId,
  one: { readonly id: number; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into decide.named_change_end (authority_id, change_id, reason, made_by)
    values (${authorityId}, ${one.id}, ${one.reason}, ${one.by})
    on conflict do nothing returning change_id`.execute(tx);
  return rows.length > 0;
}
