import { sql } from 'kysely';
import type { Tx } from '../platform/index.ts';

/**
 * The answer of a count of everyone that takes long: as it was counted before if nothing has been
 * loaded since, else counted now and kept. The question names the count with all that it is asked
 * by; the answer must be the same for every reader of the authority, and plain JSON.
 */
export async function rememberedCount<T>(
  tx: Tx,
  question: string,
  count: () => Promise<T>,
): Promise<T> {
  const { rows } = await sql<{ stamp: string; answer: T; isKnown: boolean }>`
    select now_stamp.stamp, known.answer, known.question is not null as "isKnown"
    from (select understand.record_stamp() as stamp) now_stamp
    left join understand.remembered_count known
      on known.authority_id = (select govern.authority()) and known.question = ${question}
      and known.stamp = now_stamp.stamp`.execute(tx);
  const [known] = rows;
  if (known?.isKnown) return known.answer;
  const answer = await count();
  const stamp = known?.stamp ?? '';
  await sql`
    delete from understand.remembered_count old
    where old.authority_id = (select govern.authority()) and old.stamp <> ${stamp}`.execute(tx);
  await sql`
    insert into understand.remembered_count (authority_id, question, stamp, answer)
    select govern.authority(), ${question}, ${stamp}, ${JSON.stringify(answer)}::jsonb
    where govern.authority() is not null
    on conflict (authority_id, question) do update
      set stamp = excluded.stamp, answer = excluded.answer`.execute(tx);
  return answer;
}
