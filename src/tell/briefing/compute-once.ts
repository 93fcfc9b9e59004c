import { type Finding, figureId } from '../../lib/index.ts';
import { computeFinding, type Measure, type PageRequest, type Tx } from '../../platform/index.ts';

const KNOWN = new WeakMap<Tx, Map<string, Promise<Finding>>>();

/**
 * Computes a measure once for each address and transaction: several parts of a briefing stand on
 * one finding, and within one transaction it is the same for all of them.
 */
export function computeOnce(
  measure: Measure,
  { tx, actor, query }: Pick<PageRequest, 'tx' | 'actor' | 'query'>,
): Promise<Finding> {
  const known = KNOWN.get(tx) ?? new Map<string, Promise<Finding>>();
  KNOWN.set(tx, known);
  const address = figureId(measure.name, query);
  const finding = known.get(address) ?? computeFinding(measure, { tx, actor, query });
  known.set(address, finding);
  return finding;
}
