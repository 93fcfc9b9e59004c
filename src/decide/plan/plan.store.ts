import { sql } from 'kysely';
import type { AgencyId, AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type {
  ActionStatus,
  ActionWord,
  Delivery,
  PlanAnswer,
  PlanComment,
  PlanContent,
  PlanStatus,
  PlanVersion,
} from './plan.ts';

const VERSION = sql.raw(`
  plan.version, plan.status, plan.content, plan.hash, plan.made_at as "madeAt",
  plan.put_up_at as "putUpAt", plan.agreed_at as "agreedAt"`);

/** Every version of the plan, the newest first. */
export async function listVersions(tx: Tx): Promise<readonly PlanVersion[]> {
  const { rows } = await sql<PlanVersion>`
    select ${VERSION} from decide.plan_version plan
    where plan.authority_id = (select govern.authority())
    order by plan.version desc`.execute(tx);
  return rows;
}

/** One version; null when there is none of that number. */
export async function findVersion(tx: Tx, version: number): Promise<PlanVersion | null> {
  const { rows } = await sql<PlanVersion>`
    select ${VERSION} from decide.plan_version plan
    where plan.authority_id = (select govern.authority()) and plan.version = ${version}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The newest version, kept for this transaction alone, so that two changes take turns. */
export async function takeNewestVersion(tx: Tx): Promise<PlanVersion | null> {
  const { rows } = await sql<PlanVersion>`
    select ${VERSION} from decide.plan_version plan
    where plan.authority_id = (select govern.authority())
    order by plan.version desc limit 1 for update`.execute(tx);
  return rows[0] ?? null;
}

/** Adds a version as a draft; false when somebody else has just made one. */
export async function insertVersion(
  tx: Tx,
  authorityId: AuthorityId,
  made: {
    readonly version: number;
    readonly content: PlanContent;
    readonly hash: string;
    readonly by: string;
  },
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into decide.plan_version (authority_id, version, status, content, hash, made_by)
    values (${authorityId}, ${made.version}, 'draft', ${JSON.stringify(made.content)}::jsonb,
      ${made.hash}, ${made.by})
    on conflict do nothing returning version`.execute(tx);
  return rows.length > 0;
}

/** Writes a draft anew, if it is still the text that was opened; false when it is not. */
export async function saveDraft(
  tx: Tx,
  asked: {
    readonly version: number;
    readonly openedHash: string;
    readonly content: PlanContent;
    readonly hash: string;
  },
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    update decide.plan_version set content = ${JSON.stringify(asked.content)}::jsonb,
      hash = ${asked.hash}
    where authority_id = (select govern.authority()) and version = ${asked.version}
      and status = 'draft' and hash = ${asked.openedHash}
    returning version`.execute(tx);
  return rows.length > 0;
}

/** Moves a version on, noting when it was put up for sign-off and when it was agreed. */
export async function moveVersion(tx: Tx, version: number, to: PlanStatus): Promise<void> {
  await sql`
    update decide.plan_version set status = ${to},
      put_up_at = case when ${to} = 'for-sign-off' then clock_timestamp() else put_up_at end,
      agreed_at = case when ${to} = 'agreed' then clock_timestamp() else agreed_at end
    where authority_id = (select govern.authority()) and version = ${version}`.execute(tx);
}

/** The plan that was agreed before gives way to the one that is agreed now. */
export async function supersedeAgreed(tx: Tx): Promise<void> {
  await sql`
    update decide.plan_version set status = 'superseded'
    where authority_id = (select govern.authority()) and status = 'agreed'`.execute(tx);
}

/** All answers to a version, oldest first. */
export async function listAnswers(tx: Tx, version: number): Promise<readonly PlanAnswer[]> {
  const { rows } = await sql<PlanAnswer>`
    select answer.version, answer.hash, answer.agency_id as "agencyId", answer.answer,
      answer.reason, answer.role, answer.made_at as at,
      coalesce(account.name, answer.made_by) as by
    from decide.plan_answer answer
    left join govern.account on account.id::text = answer.made_by
    where answer.authority_id = (select govern.authority()) and answer.version = ${version}
    order by answer.id`.execute(tx);
  return rows;
}

/** Keeps an answer of an agency. */
export async function insertAnswer(
  tx: Tx,
  authorityId: AuthorityId,
  one: Omit<PlanAnswer, 'at'>,
): Promise<void> {
  await sql`
    insert into decide.plan_answer
      (authority_id, version, hash, agency_id, answer, reason, role, made_by)
    values (${authorityId}, ${one.version}, ${one.hash}, ${one.agencyId}, ${one.answer},
      ${one.reason}, ${one.role}, ${one.by})`.execute(tx);
}

/** All comments, or those on one version, newest first. */
export async function listComments(
  tx: Tx,
  version: number | null = null,
): Promise<readonly PlanComment[]> {
  const { rows } = await sql<PlanComment>`
    select comment.id, comment.version, comment.agency_id as "agencyId",
      agency.name as "agencyName", comment.about, comment.text, comment.made_at as at,
      coalesce(account.name, comment.made_by) as by
    from decide.plan_comment comment
    join govern.agency on agency.id = comment.agency_id
    left join govern.account on account.id::text = comment.made_by
    where comment.authority_id = (select govern.authority())
      and (${version}::integer is null or comment.version = ${version})
    order by comment.id desc`.execute(tx);
  return rows;
}

/** Keeps a comment of an agency. */
export async function insertComment(
  tx: Tx,
  authorityId: AuthorityId,
  one: Pick<PlanComment, 'version' | 'agencyId' | 'about' | 'text' | 'by'>,
): Promise<void> {
  await sql`
    insert into decide.plan_comment (authority_id, version, agency_id, about, text, made_by)
    values (${authorityId}, ${one.version}, ${one.agencyId}, ${one.about}, ${one.text},
      ${one.by})`.execute(tx);
}

/** What owners said of actions, oldest first. */
export async function listActionWords(tx: Tx): Promise<readonly ActionWord[]> {
  const { rows } = await sql<ActionWord>`
    select word.action, word.status, word.reason, word.said_on as "on"
    from decide.action_word word
    where word.authority_id = (select govern.authority()) order by word.id`.execute(tx);
  return rows;
}

/** Keeps what an owner says of an action. */
export async function insertActionWord(
  tx: Tx,
  authorityId: AuthorityId,
  one: {
    readonly action: string;
    readonly status: ActionStatus;
    readonly reason: string;
    readonly on: CalendarDay;
    readonly by: string;
  },
): Promise<void> {
  await sql`
    insert into decide.action_word (authority_id, action, status, reason, said_on, said_by)
    values (${authorityId}, ${one.action}, ${one.status}, ${one.reason}, ${one.on},
      ${one.by})`.execute(tx);
}

/** What was given of pledges, newest first. */
export async function listDeliveries(tx: Tx): Promise<readonly Delivery[]> {
  const { rows } = await sql<Delivery>`
    select delivery.id, delivery.pledge, delivery.amount, delivery.delivered_on as "on",
      delivery.note
    from decide.delivery
    where delivery.authority_id = (select govern.authority())
    order by delivery.delivered_on desc, delivery.id desc`.execute(tx);
  return rows;
}

/** Keeps what was given of a pledge; a correction is a negative amount. */
export async function insertDelivery(
  tx: Tx,
  authorityId: AuthorityId,
  one: Omit<Delivery, 'id'> & { readonly by: string },
): Promise<void> {
  await sql`
    insert into decide.delivery (authority_id, pledge, amount, delivered_on, note, noted_by)
    values (${authorityId}, ${one.pledge}, ${one.amount}, ${one.on}, ${one.note},
      ${one.by})`.execute(tx);
}

/** Keys of actions and pledges that were ever spoken of, so that none is used for two things. */
export async function keysSpokenOf(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct word.action as key from decide.action_word word
    where word.authority_id = (select govern.authority())
    union select distinct delivery.pledge from decide.delivery
    where delivery.authority_id = (select govern.authority())
    union select distinct item ->> 'key' from decide.plan_version plan
    cross join lateral jsonb_array_elements(plan.content -> 'priorities'
      || (plan.content -> 'measures') || (plan.content -> 'actions')
      || (plan.content -> 'pledges') || coalesce(plan.content -> 'statements', '[]')
      || coalesce(plan.content -> 'commissions', '[]')) as item
    where plan.authority_id = (select govern.authority())`.execute(tx);
  return rows.map(({ key }) => key);
}

/** The agency for which an actor works; null for the operator and for jobs. */
export function agencyOf(settings: Readonly<Record<string, string>>): AgencyId | null {
  const agency = settings['headwater.agency'] ?? '';
  return agency === '' ? null : (Number(agency) as AgencyId);
}
