import { formatFinancialYear, formatPence, pence } from '../../lib/index.ts';
import type { CostAsked } from './cost-asked.ts';
import { amountOf, type CostRow } from './cost-figures.ts';
import { WARD_NOT_KNOWN } from './cost-groups.ts';
import type { PricedLine } from './late-help-cost.ts';

/** The finding in one sentence, for the breakdown asked for. Modelled, so to two figures. */
export function headlineOf(
  asked: CostAsked,
  rows: readonly CostRow[],
  lines: readonly PricedLine[],
): string {
  const total = amountOf(lines, asked.agency).pence;
  const span = asked.year === null ? '' : ` in ${formatFinancialYear(asked.year)}`;
  if (total === 0) return `Nothing that happened${span} has a cost yet`;
  const sized = rows
    .filter((row) => !row.absent)
    .map((row) => ({
      label: row.label,
      pence: amountOf(row.lines, row.agency ?? asked.agency).pence,
    }));
  // What is not known to lie anywhere is no finding about a ward.
  const named = sized.filter((row) => row.label !== WARD_NOT_KNOWN);
  const largest = named.reduce((a, b) => (b.pence > a.pence ? b : a), { label: '', pence: 0 });
  const share = Math.round((100 * largest.pence) / total);
  const about = `Late help cost about ${formatPence(pence(rounded(total)))}${span}`;
  switch (asked.by) {
    case 'agency':
      return (
        `${largest.label} bears ${share}% of the cost of late help${span}, ` +
        `others ${100 - share}%`
      );
    case 'theme':
      return themeHeadline(sized, total, span);
    case 'ward':
      return `${largest.label} has the highest cost of late help of all wards${span}: ${share}%`;
    case 'year':
    case 'month':
      return trend(sized) ?? about;
    default:
      return `${about}; ${share}% of it: ${lower(largest.label)}`;
  }
}

interface Sized {
  readonly label: string;
  readonly pence: number;
}

function themeHeadline(sized: readonly Sized[], total: number, span: string): string {
  const named = sized.filter((row) => row.label !== 'No theme recorded');
  const largest = named.reduce((a, b) => (b.pence > a.pence ? b : a), { label: '', pence: 0 });
  if (largest.pence === 0) return `No assessment names a theme${span}`;
  const share = Math.round((100 * largest.pence) / total);
  return `${largest.label} is a theme in ${share}% of the cost of late help${span}`;
}

function trend(sized: readonly Sized[]): string | null {
  const [first, last] = [sized.at(0), sized.at(-1)];
  if (!first || !last || first === last || first.pence === 0) return null;
  const change = Math.round((100 * (last.pence - first.pence)) / first.pence);
  if (change === 0) return `Late help cost the same in ${last.label} as in ${first.label}`;
  const way = change > 0 ? 'more' : 'less';
  return `Late help cost ${Math.abs(change)}% ${way} in ${last.label} than in ${first.label}`;
}

/** Two significant figures: a modelled sum is not known better. */
function rounded(amount: number): number {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(amount))) - 1);
  return Math.round(amount / size) * size;
}

function lower(label: string): string {
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}
