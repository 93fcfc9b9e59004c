import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';

/** A portfolio as it is kept; what concerns the result is null until it is worked out. */
export interface KeptPortfolio {
  readonly id: number;
  readonly name: string;
  readonly content: string;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly inputHash: string | null;
  readonly edition: string | null;
  readonly result: string | null;
  readonly resultHash: string | null;
  readonly solvedAt: Date | null;
}

const KEPT = sql.raw(`
  portfolio.id, portfolio.name, portfolio.content, portfolio.made_by as "madeBy",
  coalesce(account.name, portfolio.made_by) as "madeByName", portfolio.made_at as "madeAt",
  portfolio.input_hash as "inputHash", portfolio.edition, portfolio.result,
  portfolio.result_hash as "resultHash", portfolio.solved_at as "solvedAt"`);

/** The newest portfolios, at most 50. */
export async function listPortfolios(tx: Tx): Promise<readonly KeptPortfolio[]> {
  const { rows } = await sql<KeptPortfolio>`
    select ${KEPT} from decide.portfolio
    left join govern.account on account.id::text = portfolio.made_by
    where portfolio.authority_id = (select govern.authority())
    order by portfolio.id desc limit 50`.execute(tx);
  return rows.map(plain);
}

/** One portfolio; null when there is none. */
export async function findPortfolio(tx: Tx, id: number): Promise<KeptPortfolio | null> {
  const { rows } = await sql<KeptPortfolio>`
    select ${KEPT} from decide.portfolio
    left join govern.account on account.id::text = portfolio.made_by
    where portfolio.authority_id = (select govern.authority()) and portfolio.id = ${id}`.execute(
    tx,
  );
  return rows[0] ? plain(rows[0]) : null;
}

function plain(row: KeptPortfolio): KeptPortfolio {
  return { ...row, id: Number(row.id) };
}

/** Keeps a portfolio; gives its number. */
export async function insertPortfolio(
  tx: Tx,
  authorityId: AuthorityId,
  made: Pick<KeptPortfolio, 'name' | 'content' | 'madeBy'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.portfolio (authority_id, name, content, made_by)
    values (${authorityId}, ${made.name}, ${made.content}, ${made.madeBy})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Writes what was found for a portfolio; what is there already stays. */
export async function savePortfolioResult(
  tx: Tx,
  id: number,
  found: {
    readonly inputHash: string;
    readonly edition: string;
    readonly seed: number;
    readonly result: string;
    readonly resultHash: string;
  },
): Promise<void> {
  await sql`
    update decide.portfolio set input_hash = ${found.inputHash}, edition = ${found.edition},
      seed = ${found.seed}, result = ${found.result}, result_hash = ${found.resultHash},
      solved_at = clock_timestamp()
    where authority_id = (select govern.authority()) and id = ${id} and result is null`.execute(tx);
}
