import { sql } from 'kysely';
import type { Actor, Tx } from '../../platform/index.ts';

/** The ward that an elected member chose as theirs; null when they chose none. */
export async function wardOfMember(
  tx: Tx,
  actor: Actor,
): Promise<{ readonly id: number; readonly name: string } | null> {
  const { rows } = await sql<{ id: number; name: string }>`
    select place.id, place.name from tell.member_ward chosen
    join record.place on place.id = chosen.ward_id
    where chosen.authority_id = (select govern.authority())
      and chosen.account_id = ${actor.id}`.execute(tx);
  const [row] = rows;
  return row ? { id: Number(row.id), name: row.name } : null;
}

/** Remembers the ward that an elected member chose. */
export async function chooseWard(tx: Tx, actor: Actor, wardId: number): Promise<void> {
  await sql`
    insert into tell.member_ward as known (authority_id, account_id, ward_id)
    values ((select govern.authority()), ${actor.id}, ${wardId})
    on conflict (authority_id, account_id) do update
      set ward_id = excluded.ward_id, chosen_at = now()`.execute(tx);
}
