/**
 * One edition of a benefit-cost result of the Washington State Institute for Public Policy, each
 * amount in US dollars of `dollarYear` for one participant; costs below 0.
 */
export interface AppraisalEdition {
  readonly edition: string;
  readonly dollarYear: number;
  readonly taxpayers: number;
  readonly participants: number;
  readonly others: number;
  readonly indirect: number;
  readonly total: number;
  /** Below 0 is a cost; above 0, the programme costs less than what it stands in for. */
  readonly netCost: number;
  readonly net: number;
  /** Benefits over cost as printed; left out where the cost is a saving. */
  readonly ratio?: number;
  /** Runs in 100 in which benefits are above costs. */
  readonly chance: number;
}

/** Dollars by which sums of printed, rounded dollars may differ from the printed sum. */
export const ROUNDING_DOLLARS = 2;

/**
 * What is wrong with the arithmetic of a row, as sentences, none where it holds: the four payers
 * make the total and total less cost makes the net, within rounding; the ratio lies in the interval
 * that rounding of total and cost leaves; a saving has no ratio.
 */
export function editionFaults(row: AppraisalEdition): string[] {
  const faults: string[] = [];
  const payers = row.taxpayers + row.participants + row.others + row.indirect;
  if (Math.abs(payers - row.total) > ROUNDING_DOLLARS) {
    faults.push(`The four payers come to ${payers}, not to ${row.total}.`);
  }
  if (Math.abs(row.total + row.netCost - row.net) > ROUNDING_DOLLARS) {
    faults.push(`Benefits and cost come to ${row.total + row.netCost}, not to ${row.net}.`);
  }
  if (row.netCost >= 0) {
    if (row.ratio !== undefined) faults.push('A cost that is a saving has no ratio.');
    return faults;
  }
  if (row.ratio === undefined) return [...faults, 'The ratio is missing.'];
  const { low, high } = ratioInterval(row);
  if (row.ratio < low || row.ratio > high) {
    faults.push(`The ratio ${row.ratio} is not between ${low.toFixed(3)} and ${high.toFixed(3)}.`);
  }
  return faults;
}

/** Between what a ratio of two decimals lies, as total and cost are printed in whole dollars. */
export function ratioInterval({ total, netCost }: Pick<AppraisalEdition, 'total' | 'netCost'>): {
  readonly low: number;
  readonly high: number;
} {
  const cost = -netCost;
  const ends = [total - 0.5, total + 0.5].flatMap((benefit) =>
    [cost - 0.5, cost + 0.5].map((spent) => benefit / spent),
  );
  return { low: Math.min(...ends) - 0.005, high: Math.max(...ends) + 0.005 };
}

/** How the newest edition differs from the first: net and chance, each newest less first. */
export function driftOf(
  editions: readonly AppraisalEdition[],
): { readonly net: number; readonly chance: number; readonly turned: boolean } | null {
  const [first, last] = [editions.at(0), editions.at(-1)];
  if (!first || !last || first === last) return null;
  return {
    net: last.net - first.net,
    chance: last.chance - first.chance,
    turned: Math.sign(first.net) !== Math.sign(last.net),
  };
}
