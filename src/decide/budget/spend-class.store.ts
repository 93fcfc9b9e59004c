import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Classed, EarlyShare, Publication, SpendClass } from './spend-class.ts';

/** What the authority said of a line; `as-published` goes back to the reference. */
export interface SpendClassWord {
  readonly id: number;
  readonly publication: Publication;
  readonly line: string;
  readonly class: SpendClass | 'as-published';
  readonly share: EarlyShare | null;
  readonly reason: string;
  readonly madeAt: Date;
  /** Who said so, by name; the account's number where it is gone. */
  readonly madeBy: string;
}

interface WordRow {
  readonly id: number;
  readonly publication: Publication;
  readonly line: string;
  readonly class: SpendClass | 'as-published';
  readonly low: number | null;
  readonly likely: number | null;
  readonly high: number | null;
  readonly reason: string;
  readonly made_at: Date;
  readonly made_by: string;
}

/** Every word on the lines of a publication, the newest first. */
export async function listSpendClassWords(
  tx: Tx,
  publication: Publication,
): Promise<SpendClassWord[]> {
  const { rows } = await sql<WordRow>`
    select word.id, word.publication, word.line, word.class, word.share_low::float8 as low,
      word.share_likely::float8 as likely, word.share_high::float8 as high, word.reason,
      word.made_at, coalesce(account.name, word.made_by) as made_by
    from decide.spend_class word
    left join govern.account on account.id::text = word.made_by
    where word.authority_id = (select govern.authority()) and word.publication = ${publication}
    order by word.id desc`.execute(tx);
  return rows.map(({ low, likely, high, made_at, made_by, ...row }) => ({
    ...row,
    share: low === null || likely === null || high === null ? null : { low, likely, high },
    madeAt: made_at,
    madeBy: made_by,
  }));
}

/** A word on a line, as it is kept. */
export interface NewSpendClassWord extends Omit<Classed, 'class'> {
  readonly publication: Publication;
  readonly line: string;
  readonly class: SpendClass | 'as-published';
  readonly reason: string;
}

/** Adds a word; the ones before stay. */
export async function addSpendClassWord(
  tx: Tx,
  by: { readonly authorityId: AuthorityId; readonly actorId: string },
  word: NewSpendClassWord,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.spend_class (authority_id, publication, line, class, share_low,
      share_likely, share_high, reason, made_by)
    values (${by.authorityId}, ${word.publication}, ${word.line}, ${word.class},
      ${word.share?.low ?? null}, ${word.share?.likely ?? null}, ${word.share?.high ?? null},
      ${word.reason}, ${by.actorId})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}
