import {
  type AgencyId,
  type FinancialYear,
  type Pence,
  pence,
  refuse,
  formatPenceExactly,
  splitPence,
  sumPence,
} from '../../lib/index.ts';

/** What an entry of a pool says: money that was agreed, or that was paid. */
export const CONTRIBUTION_KINDS = ['agreed', 'paid'] as const;

/** One of them. */
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

/** An entry of a pooled budget, in pence; below 0 where one before is taken back. */
export interface PoolEntry {
  readonly pool: string;
  readonly agencyId: AgencyId;
  readonly year: FinancialYear;
  readonly kind: ContributionKind;
  readonly amountPence: Pence;
  readonly note: string;
}

/** What one agency agreed and paid, in pence, and its share of all that was agreed. */
export interface AgencyPart {
  readonly agencyId: AgencyId;
  readonly agreedPence: Pence;
  readonly paidPence: Pence;
  /** Agreed less paid; below 0 where more was paid. */
  readonly owedPence: Pence;
  /** Of all that was agreed, 0 to 1; null where nothing was. */
  readonly share: number | null;
}

/** What each agency agreed and paid, largest first; other pools and years are left out. */
export function partsOfPool(
  entries: readonly PoolEntry[],
  asked: { readonly pool: string; readonly year: FinancialYear | null },
): readonly AgencyPart[] {
  const own = entries.filter(
    (one) => one.pool === asked.pool && (asked.year === null || one.year === asked.year),
  );
  const sum = (kind: ContributionKind, agencyId: AgencyId | null) =>
    sumPence(
      own
        .filter((one) => one.kind === kind && (agencyId === null || one.agencyId === agencyId))
        .map((one) => one.amountPence),
    );
  const all = sum('agreed', null);
  return [...new Set(own.map((one) => one.agencyId))]
    .map((agencyId): AgencyPart => {
      const [agreed, paid] = [sum('agreed', agencyId), sum('paid', agencyId)];
      return {
        agencyId,
        agreedPence: agreed,
        paidPence: paid,
        owedPence: pence(agreed - paid),
        share: all > 0 ? agreed / all : null,
      };
    })
    .toSorted((a, b) => b.agreedPence - a.agreedPence || Number(a.agencyId) - Number(b.agencyId));
}

/** Refuses an entry that would take back more than was agreed or paid. */
export function checkEntry(entries: readonly PoolEntry[], entry: PoolEntry): void {
  if (entry.amountPence === 0) {
    throw refuse('nothing-given', 'invalid', 'Enter an amount other than nothing.');
  }
  const { agencyId, year, kind, pool } = entry;
  const there = sumPence(
    entries
      .filter((one) => one.pool === pool && one.agencyId === agencyId)
      .filter((one) => one.year === year && one.kind === kind)
      .map((one) => one.amountPence),
  );
  if (there + entry.amountPence >= 0) return;
  const sentence = `Only ${formatPenceExactly(there)} stands there, so no more can be taken back.`;
  throw refuse('more-than-given', 'conflict', sentence);
}

/**
 * Splits the cost of each year (pence) by shares of the whole cost, so that each year sums to its
 * cost to the penny. Shares below 0 count as 0: nobody is paid out of a pool. Null where no share
 * is above 0.
 */
export function yearlyParts(
  costs: readonly Pence[],
  shares: readonly Pence[],
): readonly (readonly Pence[])[] | null {
  const weights = shares.map((share) => Math.max(0, share));
  if (!weights.some((weight) => weight > 0)) return null;
  return costs.map((cost) => splitPence(cost, weights));
}
