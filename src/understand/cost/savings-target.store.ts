import { sql } from 'kysely';
import {
  type AgencyId,
  type AuthorityId,
  type FinancialYear,
  financialYear,
  type Pence,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { CoverKind, CoverStatus, SavingsCover, SavingsTarget } from './savings-target.ts';

/** A line of cover as it is kept. */
export interface KeptCover extends SavingsCover {
  readonly id: number;
}

/** A target as it is kept: who set it, and when. */
export interface KeptTarget extends SavingsTarget {
  readonly setAt: Date;
}

/** Years for which there is a target or a line of cover, newest first. */
export async function savingsYears(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select savings_target.year from understand.savings_target
    union select savings_cover.year from understand.savings_cover
      where savings_cover.withdrawn_at is null
    order by 1 desc`.execute(tx);
  return rows.map((row) => row.year);
}

/** The targets of a year. */
export async function listTargets(tx: Tx, startYear: number): Promise<KeptTarget[]> {
  const { rows } = await sql<{
    agency_id: AgencyId;
    amount_pence: Pence;
    note: string;
    set_at: Date;
  }>`
    select agency_id, amount_pence, note, set_at from understand.savings_target
    where year = ${startYear} order by amount_pence desc, agency_id`.execute(tx);
  return rows.map((row) => ({
    agencyId: row.agency_id,
    year: financialYear(startYear),
    amount: row.amount_pence,
    note: row.note,
    setAt: row.set_at,
  }));
}

/** The lines of cover of a year that still hold. */
export async function listCovers(tx: Tx, startYear: number): Promise<KeptCover[]> {
  const { rows } = await sql<{
    id: number;
    agency_id: AgencyId;
    what: string;
    kind: CoverKind;
    status: CoverStatus;
    low_pence: Pence;
    likely_pence: Pence;
    high_pence: Pence;
    figure: string;
  }>`
    select id, agency_id, what, kind, status, low_pence, likely_pence, high_pence, figure
    from understand.savings_cover
    where year = ${startYear} and withdrawn_at is null order by id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agency_id,
    year: financialYear(startYear),
    what: row.what,
    kind: row.kind,
    status: row.status,
    low: row.low_pence,
    likely: row.likely_pence,
    high: row.high_pence,
    figure: row.figure,
  }));
}

/** Who keeps a row, and for whom. */
export interface Keeper {
  readonly authorityId: AuthorityId;
  readonly actorId: string;
}

/** Sets a target; one that was set before for the same partner and year is replaced. */
export async function saveTarget(tx: Tx, keeper: Keeper, target: SavingsTarget): Promise<void> {
  await sql`
    insert into understand.savings_target (authority_id, agency_id, year, amount_pence, note,
      actor_id)
    values (${keeper.authorityId}, ${target.agencyId}, ${startOf(target.year)}, ${target.amount},
      ${target.note}, ${keeper.actorId})
    on conflict (authority_id, agency_id, year) do update set
      amount_pence = excluded.amount_pence, note = excluded.note, actor_id = excluded.actor_id,
      set_at = now()`.execute(tx);
}

/** Adds a line of cover. */
export async function saveCover(tx: Tx, keeper: Keeper, cover: SavingsCover): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into understand.savings_cover (authority_id, agency_id, year, what, kind, status,
      low_pence, likely_pence, high_pence, figure, actor_id)
    values (${keeper.authorityId}, ${cover.agencyId}, ${startOf(cover.year)}, ${cover.what},
      ${cover.kind}, ${cover.status}, ${cover.low}, ${cover.likely}, ${cover.high},
      ${cover.figure}, ${keeper.actorId})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Withdraws a line of cover with the reason; false where there is none that still holds. */
export async function withdrawCover(tx: Tx, id: number, why: string): Promise<boolean> {
  const { rows } = await sql`
    update understand.savings_cover set withdrawn_at = now(), withdrawn_why = ${why}
    where id = ${id} and withdrawn_at is null returning id`.execute(tx);
  return rows.length > 0;
}

function startOf(year: FinancialYear): number {
  return Number(year.slice(0, 4));
}
