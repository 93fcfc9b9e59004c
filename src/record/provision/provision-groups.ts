import type { FinancialYear } from '../../lib/index.ts';
import { isSmall } from '../../lib/index.ts';
import { type Service, spendOfYear } from './service.ts';

/** What is added up of a group of services. */
export const AMOUNTS = [
  'services',
  'spend',
  'capacity-families',
  'reached-families',
  'capacity-children',
  'reached-children',
] as const;
/** One of the amounts. */
export type Amount = (typeof AMOUNTS)[number];

/**
 * A sum and of how many services it was stated; null when of none. A reach of 1 to 4 is hidden and
 * never enters any sum, so that no subtraction of sums can bring it out.
 */
export interface Added {
  readonly value: number | null;
  readonly stated: number;
  readonly hidden: number;
}

/** A group of services with what is added up of it. */
export interface ServiceGroup {
  readonly key: string;
  readonly label: string;
  readonly services: readonly Service[];
  readonly amounts: Readonly<Record<Amount, Added>>;
}

/**
 * Adds up a group of services for a financial year: money in pence, capacity and reach as stated.
 * `payer` keeps to what one agency (its number; `none` for payers outside) pays.
 */
export function groupOf(
  key: string,
  label: string,
  services: readonly Service[],
  of: { readonly year: FinancialYear; readonly payer?: string | undefined },
): ServiceGroup {
  const amounts = Object.fromEntries(
    AMOUNTS.map((amount) => [amount, added(services, amount, of)]),
  ) as Record<Amount, Added>;
  return { key, label, services, amounts };
}

function added(
  services: readonly Service[],
  amount: Amount,
  of: { readonly year: FinancialYear; readonly payer?: string | undefined },
): Added {
  if (amount === 'services') {
    return { value: services.length, stated: services.length, hidden: 0 };
  }
  const values = services.flatMap((one) => amountOf(one, amount, of) ?? []);
  const shown = COUNTS_PEOPLE.includes(amount) ? values.filter((one) => !isSmall(one)) : values;
  return {
    value: shown.length === 0 ? null : shown.reduce((sum, value) => sum + value, 0),
    stated: values.length,
    hidden: values.length - shown.length,
  };
}

function amountOf(
  service: Service,
  amount: Exclude<Amount, 'services'>,
  { year, payer }: { readonly year: FinancialYear; readonly payer?: string | undefined },
): number | null {
  if (amount === 'spend') {
    const spends = spendOfYear(service.spends, year).filter(
      (spend) => payer === undefined || String(spend.agencyId ?? 'none') === payer,
    );
    return spends.length === 0 ? null : spends.reduce((sum, spend) => sum + spend.spendPence, 0);
  }
  const own = service.years.find((one) => one.year === year);
  return own?.[YEAR_FIELDS[amount]] ?? null;
}

const YEAR_FIELDS = {
  'capacity-families': 'capacityFamilies',
  'reached-families': 'reachedFamilies',
  'capacity-children': 'capacityChildren',
  'reached-children': 'reachedChildren',
} as const;

/** The amounts that count people who were helped. */
const COUNTS_PEOPLE: readonly Amount[] = ['reached-families', 'reached-children'];
