import { formatPence, pence } from '../../lib/index.ts';
import type { Comparison, FigureDifference } from './compare-scenarios.ts';
import { ofHundred } from './scenario-figures.ts';

/** A comparison as lines of plain text: what is assumed differently, then how results differ. */
export function comparisonLines(comparison: Comparison): string[] {
  const { names, assumptions, figures, chances, cautions } = comparison;
  return [
    ...cautions.map((one) => `Take care: ${one}`),
    assumptions.length === 0 ? 'They assume the same.' : 'They assume differently:',
    ...assumptions.map(
      ({ label, values }) => `  ${label}: ${values.map((one) => one ?? 'not there').join(' | ')}`,
    ),
    ...names.map(
      (name, index) => `${name}: gains exceed costs in ${ofHundred(chances[index] ?? 0)}`,
    ),
    ...figures.flatMap((one) => [rangesOf(one, names), ...one.sentences]),
  ];
}

function rangesOf({ label, spreads }: FigureDifference, names: readonly string[]): string {
  const each = spreads.map(({ mean, p5, p95 }, index) => {
    const [value, low, high] = [mean, p5, p95].map((one) => formatPence(pence(Math.round(one))));
    return `${names[index]} ${value} (${low} to ${high})`;
  });
  return `${label}: ${each.join(' | ')}`;
}
