import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, PersonId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Answers, Assignment, ReviewStatus } from './review.ts';
import type { Side } from './review-form.ts';

/** One sampled case, if the actor may see the child. */
export interface CaseRow {
  readonly case_number: number;
  readonly person_id: PersonId;
  readonly entry_day: CalendarDay;
  readonly age_band: string;
  readonly is_restricted: boolean;
  readonly decided: Side | null;
  readonly decided_how: 'agreement' | 'adjudication' | null;
}

/** Who reviews a case, as a list shows it. */
export interface ReadingRow {
  readonly caseNumber: number;
  readonly reviewerId: number;
  readonly name: string;
  readonly status: ReviewStatus;
}

/** The sampled cases of a round that the actor may see, or one of them. */
export async function listCases(
  tx: Tx,
  roundId: number,
  only: number | null = null,
): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select entry.case_number, entry.person_id, entry.entry_day, entry.age_band, entry.decided,
      entry.decided_how, exists (select 1 from record.restriction
        where restriction.person_id = entry.person_id) as is_restricted
    from understand.review_entry entry
    where entry.authority_id = (select govern.authority()) and entry.round_id = ${roundId}
      and entry.case_number is not null
      and (${only}::integer is null or entry.case_number = ${only}::integer)
    order by entry.case_number`.execute(tx);
  return rows;
}

/** Who reviews the cases of a round, or one of them. */
export async function listReadings(
  tx: Tx,
  roundId: number,
  only: number | null = null,
): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select review.case_number as "caseNumber", review.reviewer_id as "reviewerId", account.name,
      review.status
    from understand.review join govern.account on account.id = review.reviewer_id
    where review.authority_id = (select govern.authority()) and review.round_id = ${roundId}
      and (${only}::integer is null or review.case_number = ${only}::integer)
    order by review.case_number, review.reviewer_id`.execute(tx);
  return rows;
}

/** Somebody whose roles let them review. */
export interface ReviewerRow {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Those who may review: accounts with one of these roles that are not disabled. */
export async function listReviewers(tx: Tx, roles: readonly string[]): Promise<ReviewerRow[]> {
  const { rows } = await sql<ReviewerRow>`
    select account.id, account.name, array_agg(membership.role order by membership.role) as roles
    from govern.account join govern.membership on membership.account_id = account.id
    where account.authority_id = (select govern.authority()) and not account.is_disabled
      and membership.role = any(${roles}::text[])
    group by account.id, account.name order by account.name, account.id`.execute(tx);
  return rows;
}

/** Gives cases to reviewers. */
export async function insertReviews(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly roundId: number; readonly actorId: string },
  assignments: readonly Assignment[],
): Promise<void> {
  await sql`
    insert into understand.review (authority_id, round_id, case_number, reviewer_id, assigned_by)
    select ${of.authorityId}::bigint, ${of.roundId}::bigint, one.number, one.reviewer,
      ${of.actorId}
    from unnest(${assignments.map((one) => one.caseNumber)}::integer[],
      ${assignments.map((one) => one.reviewerId)}::bigint[]) as one(number, reviewer)`.execute(tx);
}

/** One case of one round. */
export interface CaseKey {
  readonly authorityId: AuthorityId;
  readonly roundId: number;
  readonly caseNumber: number;
}

/** One reviewer's answers. */
export interface AnswerRow extends Answers {
  readonly caseNumber: number;
  readonly reviewerId: number;
}

/** The answers to a case, or to a whole round, that the blind rule lets the actor read. */
export async function listAnswers(
  tx: Tx,
  roundId: number,
  only: number | null = null,
): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select answer.case_number as "caseNumber", answer.reviewer_id as "reviewerId",
      answer.judgement, answer.extent, answer.confidence, answer.moment,
      answer.moment_day as "momentDay", answer.themes, answer.help, answer.offered, answer.reason
    from understand.review_answer answer
    where answer.authority_id = (select govern.authority()) and answer.round_id = ${roundId}
      and (${only}::integer is null or answer.case_number = ${only}::integer)
    order by answer.case_number, answer.reviewer_id`.execute(tx);
  return rows;
}

/** Keeps answers, draft or final; what was submitted the database does not let change. */
export async function saveAnswers(
  tx: Tx,
  { authorityId, roundId }: Pick<CaseKey, 'authorityId' | 'roundId'>,
  answers: readonly AnswerRow[],
): Promise<void> {
  const rows = JSON.stringify(
    answers.map((one) => ({
      case_number: one.caseNumber,
      reviewer_id: one.reviewerId,
      judgement: one.judgement,
      extent: one.extent,
      confidence: one.confidence,
      moment: one.moment,
      moment_day: one.momentDay,
      themes: one.themes,
      help: one.help,
      offered: one.offered,
      reason: one.reason,
    })),
  );
  await sql`
    insert into understand.review_answer (authority_id, round_id, case_number, reviewer_id,
      judgement, extent, confidence, moment, moment_day, themes, help, offered, reason)
    select ${authorityId}::bigint, ${roundId}::bigint, one.case_number, one.reviewer_id,
      one.judgement, one.extent, one.confidence, one.moment, one.moment_day, one.themes, one.help,
      one.offered, one.reason
    from jsonb_to_recordset(${rows}::jsonb) as one(case_number integer, reviewer_id bigint,
      judgement text, extent text, confidence text, moment text, moment_day date, themes text[],
      help text[], offered text, reason text)
    on conflict (authority_id, round_id, case_number, reviewer_id) do update
    set judgement = excluded.judgement, extent = excluded.extent,
      confidence = excluded.confidence, moment = excluded.moment,
      moment_day = excluded.moment_day, themes = excluded.themes, help = excluded.help,
      offered = excluded.offered, reason = excluded.reason, saved_at = now()`.execute(tx);
}

/** Waits for whoever else changes a case, so that the second of two reviewers is always noticed. */
export async function lockCase(tx: Tx, roundId: number, caseNumber: number): Promise<void> {
  await sql`
    select 1 from understand.review_entry entry
    where entry.authority_id = (select govern.authority()) and entry.round_id = ${roundId}
      and entry.case_number = ${caseNumber} for update`.execute(tx);
}

/** Moves readings on. */
export async function setStatus(
  tx: Tx,
  roundId: number,
  readings: readonly Assignment[],
  to: { readonly status: ReviewStatus; readonly conflict?: string },
): Promise<void> {
  await sql`
    update understand.review set status = ${to.status}, conflict = ${to.conflict ?? null},
      submitted_at = case when ${to.status} = 'submitted' then now() end
    from unnest(${readings.map((one) => one.caseNumber)}::integer[],
      ${readings.map((one) => one.reviewerId)}::bigint[]) as one(number, reviewer)
    where review.authority_id = (select govern.authority()) and review.round_id = ${roundId}
      and review.case_number = one.number and review.reviewer_id = one.reviewer
      and review.status in ('assigned', 'draft')`.execute(tx);
}

/** What was decided of one case. */
export interface Decision {
  readonly caseNumber: number;
  readonly side: Side;
  readonly how: 'agreement' | 'adjudication';
}

/** Writes what was decided; a case that is decided stays as it is. */
export async function setDecided(
  tx: Tx,
  roundId: number,
  decisions: readonly Decision[],
): Promise<void> {
  await sql`
    update understand.review_entry entry
    set decided = one.side, decided_how = one.how, decided_at = now()
    from unnest(${decisions.map((one) => one.caseNumber)}::integer[],
      ${decisions.map((one) => one.side)}::text[],
      ${decisions.map((one) => one.how)}::text[]) as one(number, side, how)
    where entry.authority_id = (select govern.authority()) and entry.round_id = ${roundId}
      and entry.case_number = one.number and entry.decided is null`.execute(tx);
}

/** Keeps who decided between two reviewers, and why. */
export async function insertAdjudications(
  tx: Tx,
  { authorityId, roundId }: Pick<CaseKey, 'authorityId' | 'roundId'>,
  decisions: readonly {
    readonly caseNumber: number;
    readonly adjudicatorId: number;
    readonly side: Side;
    readonly reason: string;
  }[],
): Promise<void> {
  await sql`
    insert into understand.review_adjudication (authority_id, round_id, case_number,
      adjudicator_id, side, reason)
    select ${authorityId}::bigint, ${roundId}::bigint, one.number, one.adjudicator, one.side,
      one.reason
    from unnest(${decisions.map((one) => one.caseNumber)}::integer[],
      ${decisions.map((one) => one.adjudicatorId)}::bigint[],
      ${decisions.map((one) => one.side)}::text[],
      ${decisions.map((one) => one.reason)}::text[])
      as one(number, adjudicator, side, reason)`.execute(tx);
}

/** Who decided a case between its reviewers, and why; null when nobody had to. */
export async function findAdjudication(
  tx: Tx,
  roundId: number,
  caseNumber: number,
): Promise<{ name: string; side: Side; reason: string } | null> {
  const { rows } = await sql<{ name: string; side: Side; reason: string }>`
    select account.name, decision.side, decision.reason
    from understand.review_adjudication decision
    join govern.account on account.id = decision.adjudicator_id
    where decision.authority_id = (select govern.authority())
      and decision.round_id = ${roundId} and decision.case_number = ${caseNumber}`.execute(tx);
  return rows[0] ?? null;
}

/** What waits for one account, by round. */
export interface WaitingRow {
  readonly roundId: number;
  readonly round: string;
  readonly reviews: number;
}

/** Reviews that wait for one account in rounds that are open, as far as it may see the children. */
export async function reviewsWaiting(tx: Tx, accountId: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select round.id as "roundId", round.name as round, count(*)::integer as reviews
    from understand.review join understand.review_round round
      on round.authority_id = review.authority_id and round.id = review.round_id
    where review.authority_id = (select govern.authority())
      and review.reviewer_id = ${accountId} and review.status in ('assigned', 'draft')
      and round.finished_at is null
    group by 1, 2 order by 1`.execute(tx);
  return rows;
}

/** Disputed cases of open rounds that this account may decide, not having reviewed them. */
export async function disputesWaiting(tx: Tx, accountId: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select round.id as "roundId", round.name as round, count(*)::integer as reviews
    from understand.review_entry entry join understand.review_round round
      on round.authority_id = entry.authority_id and round.id = entry.round_id
    where entry.authority_id = (select govern.authority()) and round.finished_at is null
      and entry.case_number is not null and entry.decided is null
      and (select count(*) filter (where review.status = 'submitted') = 2
          and count(*) filter (where review.reviewer_id = ${accountId}) = 0
        from understand.review where review.authority_id = entry.authority_id
          and review.round_id = entry.round_id and review.case_number = entry.case_number)
    group by 1, 2 order by 1`.execute(tx);
  return rows;
}
