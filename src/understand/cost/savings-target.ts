import { type AgencyId, type FinancialYear, pence, type Pence, sumPence } from '../../lib/index.ts';

/** What a line of cover is: money no longer paid, time freed, or a cost that does not arise. */
export const COVER_KINDS = ['cash', 'capacity', 'avoided'] as const;

/** One kind of cover. */
export type CoverKind = (typeof COVER_KINDS)[number];

/** Kinds in plain words. */
export const COVER_KIND_WORDS: Readonly<Record<CoverKind, string>> = {
  cash: 'Cash: money that is no longer paid out',
  capacity: 'Staff time and places that become free',
  avoided: 'Cost that would have come and does not',
};

/** How sure a line of cover is. */
export const COVER_STATUSES = ['planned', 'agreed', 'delivered'] as const;

/** One status of cover. */
export type CoverStatus = (typeof COVER_STATUSES)[number];

/** Statuses in plain words. */
export const COVER_STATUS_WORDS: Readonly<Record<CoverStatus, string>> = {
  planned: 'Planned',
  agreed: 'Agreed by those who decide',
  delivered: 'Delivered: it is in the accounts',
};

/** What a partner must save in a year, in cash. */
export interface SavingsTarget {
  readonly agencyId: AgencyId;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly note: string;
}

/** A line that may cover a part of a target, with its range in pence. */
export interface SavingsCover {
  readonly agencyId: AgencyId;
  readonly year: FinancialYear;
  readonly what: string;
  readonly kind: CoverKind;
  readonly status: CoverStatus;
  readonly low: Pence;
  readonly likely: Pence;
  readonly high: Pence;
  /** The address of the figure that it rests on; empty where there is none. */
  readonly figure: string;
}

/** An amount with its range. */
export interface Ranged {
  readonly value: Pence;
  readonly low: Pence;
  readonly high: Pence;
}

/** How far a target is met. */
export interface Coverage {
  readonly target: Pence;
  /** Cash that is delivered or agreed. */
  readonly covered: Ranged;
  /** Cash that is only planned: it covers nothing yet. */
  readonly planned: Ranged;
  /** What no agreed or delivered cash covers; below 0 where there is more than was asked. */
  readonly gap: Ranged;
  /** Beside the target, never counted towards it. */
  readonly capacity: Ranged;
  readonly avoided: Ranged;
}

/**
 * How far lines of cover meet a target. Only cash counts, and only what is agreed or delivered:
 * time that becomes free pays no bill, and a cost that does not arise was in no budget (DOMAIN
 * parts 10 and 57: cash, capacity and avoided cost are never added).
 */
export function coverageOf(target: Pence, covers: readonly SavingsCover[]): Coverage {
  const of = (kind: CoverKind, ...statuses: readonly CoverStatus[]) =>
    sumOf(covers.filter((one) => one.kind === kind && statuses.includes(one.status)));
  const covered = of('cash', 'agreed', 'delivered');
  return {
    target,
    covered,
    planned: of('cash', 'planned'),
    gap: {
      value: pence(target - covered.value),
      low: pence(target - covered.high),
      high: pence(target - covered.low),
    },
    capacity: of('capacity', ...COVER_STATUSES),
    avoided: of('avoided', ...COVER_STATUSES),
  };
}

function sumOf(covers: readonly SavingsCover[]): Ranged {
  return {
    value: sumPence(covers.map((one) => one.likely)),
    low: sumPence(covers.map((one) => one.low)),
    high: sumPence(covers.map((one) => one.high)),
  };
}
