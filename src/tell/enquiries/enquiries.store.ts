import { sql } from 'kysely';
import type { CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { AskedEnquiry, Enquiry } from './enquiry.ts';

const COLUMNS = sql`enquiry.id, enquiry.asked_by as "askedBy", enquiry.asked_on as "askedOn",
  enquiry.due_on as "dueOn", enquiry.topic, enquiry.ward_id as "wardId", place.name as "wardName",
  enquiry.figure, enquiry.question, enquiry.taken_on as "takenOn", enquiry.ended_on as "endedOn",
  enquiry.answer, enquiry.declined as "isDeclined", enquiry.frozen_ids as "frozenIds"`;

/** Keeps a new enquiry; gives its number. */
export async function insertEnquiry(
  tx: Tx,
  of: AskedEnquiry & {
    readonly askedBy: string;
    readonly askedOn: CalendarDay;
    readonly dueOn: CalendarDay;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into tell.enquiry
      (authority_id, asked_by, asked_on, due_on, topic, ward_id, figure, question)
    values ((select govern.authority()), ${of.askedBy}, ${of.askedOn}, ${of.dueOn}, ${of.topic},
      ${of.wardId}, ${of.figure}, ${of.question})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Enquiries, the newest first; of one person if one is given. */
export async function listEnquiries(
  tx: Tx,
  asked: { readonly askedBy?: string; readonly id?: number } = {},
): Promise<Enquiry[]> {
  const { rows } = await sql<Enquiry>`
    select ${COLUMNS} from tell.enquiry
    left join record.place on place.id = enquiry.ward_id
    where enquiry.authority_id = (select govern.authority())
      and (${asked.id ?? null}::bigint is null or enquiry.id = ${asked.id ?? null})
      and (${asked.askedBy ?? null}::text is null or enquiry.asked_by = ${asked.askedBy ?? null})
    order by enquiry.id desc limit 500`.execute(tx);
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    frozenIds: (row.frozenIds ?? []).map(Number),
  }));
}

/** The name of an account, for officers and the one who asked; empty when it has none. */
export async function nameOfAccount(tx: Tx, accountId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select account.name from govern.account where account.id::text = ${accountId}`.execute(tx);
  return rows[0]?.name ?? '';
}

/** Notes that somebody works on an open enquiry; false when it is taken or ended already. */
export async function takeOpen(
  tx: Tx,
  id: number,
  by: { readonly actorId: string; readonly today: CalendarDay },
): Promise<boolean> {
  const { rows } = await sql`
    update tell.enquiry set taken_by = ${by.actorId}, taken_on = ${by.today}
    where enquiry.authority_id = (select govern.authority()) and enquiry.id = ${id}
      and enquiry.taken_on is null and enquiry.ended_on is null
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Ends an open enquiry with an answer or a reason; false when it ended already. */
export async function endOpen(
  tx: Tx,
  id: number,
  of: {
    readonly actorId: string;
    readonly today: CalendarDay;
    readonly answer: string;
    readonly isDeclined: boolean;
    readonly frozenIds: readonly number[];
  },
): Promise<boolean> {
  const { rows } = await sql`
    update tell.enquiry set ended_by = ${of.actorId}, ended_on = ${of.today},
      answer = ${of.answer}, declined = ${of.isDeclined},
      frozen_ids = ${[...of.frozenIds]}::bigint[],
      taken_by = coalesce(enquiry.taken_by, ${of.actorId}),
      taken_on = coalesce(enquiry.taken_on, ${of.today}::date)
    where enquiry.authority_id = (select govern.authority()) and enquiry.id = ${id}
      and enquiry.ended_on is null
    returning 1`.execute(tx);
  return rows.length > 0;
}
