import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { PlanReview } from './review.ts';

/** Every review of the plan, the newest first. */
export async function listReviews(tx: Tx): Promise<readonly PlanReview[]> {
  const { rows } = await sql<PlanReview>`
    select review.id, review.version, review.plan_hash as "planHash", review.held_on as "heldOn",
      review.next_day as "nextDay", review.content, review.hash, review.made_at as "madeAt",
      coalesce(account.name, review.made_by) as by
    from decide.plan_review review
    left join govern.account on account.id::text = review.made_by
    where review.authority_id = (select govern.authority())
    order by review.held_on desc, review.id desc`.execute(tx);
  return rows;
}

/** Keeps a review; false where one was held on that day already. */
export async function insertReview(
  tx: Tx,
  authorityId: AuthorityId,
  one: Omit<PlanReview, 'id' | 'madeAt'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into decide.plan_review
      (authority_id, version, plan_hash, held_on, next_day, content, hash, made_by)
    values (${authorityId}, ${one.version}, ${one.planHash}, ${one.heldOn}, ${one.nextDay},
      ${JSON.stringify(one.content)}::jsonb, ${one.hash}, ${one.by})
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}
