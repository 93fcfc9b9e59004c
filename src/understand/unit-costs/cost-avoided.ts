import type { AgencyKind } from '../../record/index.ts';
import { type Pence, pence, sumPence } from '../../lib/index.ts';

/** One line of a table of costs: a category and what it comes to. */
export interface CostLine {
  readonly code: string;
  readonly label: string;
  readonly pence: Pence;
  /** Who bears it, where known; the parts sum to `pence`. */
  readonly split?: ReadonlyMap<AgencyKind, Pence>;
}

/** How much of a line falls on the council; always stated beside a share that it made. */
export interface CouncilRule {
  readonly label: string;
  councilPence(line: CostLine): Pence;
}

/** A line with its share of the total and its parts. */
export interface CostAvoidedRow extends CostLine {
  readonly percent: number | null;
  readonly councilPence: Pence;
  readonly partnersPence: Pence;
}

/** What a group of families cost, or did not cost, by category and between council and partners. */
export interface CostAvoidedTable {
  readonly rows: readonly CostAvoidedRow[];
  readonly totalPence: Pence;
  /** Null without families. Rounded to the penny. */
  readonly perFamilyPence: Pence | null;
  readonly councilPence: Pence;
  readonly partnersPence: Pence;
  /** Null when the total is 0. */
  readonly councilPercent: number | null;
  readonly rule: string;
}

/** The rule that gives the council the whole of the lines named and partners the rest. */
export function wholeLinesRule(label: string, codes: Iterable<string>): CouncilRule {
  const council = new Set(codes);
  return { label, councilPence: (line) => (council.has(line.code) ? line.pence : pence(0)) };
}

/** The rule that gives the council its part of each line's split; a line without one throws. */
export const splitRule: CouncilRule = {
  label: 'The council bears its part of each unit cost, as the source of the cost splits it',
  councilPence(line) {
    if (!line.split) throw new RangeError(`the line ${line.code} has no split by agency`);
    return line.split.get('council') ?? pence(0);
  },
};

/**
 * Totals a table of cost lines: in all, per family, and between council and partners by the rule.
 * The form is that of the 109-family table (Barnet Children's Trust Board, April 2013, 2.2).
 */
export function costAvoidedTable(
  lines: readonly CostLine[],
  families: number,
  rule: CouncilRule,
): CostAvoidedTable {
  const totalPence = sumPence(lines.map((line) => line.pence));
  const percentOf = (part: number) => (totalPence === 0 ? null : (part / totalPence) * 100);
  const rows = lines.map((line): CostAvoidedRow => {
    const councilPence = rule.councilPence(line);
    const partnersPence = pence(line.pence - councilPence);
    return { ...line, percent: percentOf(line.pence), councilPence, partnersPence };
  });
  const councilPence = sumPence(rows.map((row) => row.councilPence));
  return {
    rows,
    totalPence,
    perFamilyPence: families > 0 ? pence(Math.round(totalPence / families)) : null,
    councilPence,
    partnersPence: pence(totalPence - councilPence),
    councilPercent: percentOf(councilPence),
    rule: rule.label,
  };
}
