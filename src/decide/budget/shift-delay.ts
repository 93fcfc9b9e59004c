import { type Figure, figureId, formatFinancialYear, pence, refuse } from '../../lib/index.ts';
import { type AgencyKind, latestKnownDay } from '../../record/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { costOfACutMeasure } from '../../understand/index.ts';
import { baseFigure, lean, perPoundFigure, shiftId } from './shift-base.ts';
import { lastYear, timesRanged } from './shift-figures.ts';
import type { PlannedShift } from './read-shift.ts';
import { costOfACut, costOfDelay } from './shift.ts';
import { type RangedPence, sumRanged } from './spend-class.ts';
import { plannerDefault } from './spend-history-file.ts';

/** What is told of each agency: what a year's delay leaves with it, and what a cut brings it. */
export const AGENCY_COLUMNS = {
  delay: 'A year’s delay leaves undone',
  cut: `A cut of ${plannerDefault('cut')}% of early spending would bring`,
} as const;

/** One of them. */
export type AgencyColumn = keyof typeof AGENCY_COLUMNS;

/** Kinds of agency that bear late need, the council first. */
export function bearers({ borne }: PlannedShift): AgencyKind[] {
  const kinds = [...borne.perCouncilPound].filter(([, share]) => share > 0);
  return kinds.toSorted(([, a], [, b]) => b - a).map(([kind]) => kind);
}

/** What falls on the council's late budget: of a year's delay, or of a cut of early spending. */
function councilPart(plan: PlannedShift, column: AgencyColumn): RangedPence {
  if (column === 'delay') return costOfDelay(plan.input, 1).needThatStays;
  const cut = pence(Math.round((plan.input.early * plannerDefault('cut')) / 100));
  return sumRanged(costOfACut(cut, plan.input));
}

/** The figure of one agency's part; each bears what it does of the same late need now. */
export function agencyPartFigure(
  plan: PlannedShift,
  kind: AgencyKind | 'all',
  column: AgencyColumn,
): Figure {
  const until = formatFinancialYear(lastYear(plan));
  const id = shiftId(plan, { row: `agency-${kind}`, column });
  const label = `${AGENCY_COLUMNS[column]}, by the end of ${until}`;
  const council = councilPart(plan, column);
  const parts = bearers(plan).map((one) =>
    timesRanged(council, plan.borne.perCouncilPound.get(one) ?? 0),
  );
  const index = kind === 'all' ? -1 : bearers(plan).indexOf(kind);
  if (kind !== 'all' && index < 0) {
    throw refuse('no-such-row', 'not-found', 'This kind of agency bears no part of it.');
  }
  const amount = kind === 'all' ? sumRanged(parts) : (parts[index] ?? council);
  const { value, low, high } = amount;
  return lean({
    id,
    label,
    value,
    unit: 'pence',
    ...(low === high ? {} : { low, high }),
    how: {
      formula: formulaOf(plan, column, kind),
      inputs:
        kind === 'all'
          ? bearers(plan).map((one) => agencyPartFigure(plan, one, column))
          : [
              perPoundFigure(plan),
              baseFigure(plan, column === 'cut' ? 'early' : 'late'),
              ...borneFigures(plan, kind),
            ],
      notes: [
        'Amounts of all years looked at are added, not discounted.',
        'Each agency bears what it does of the cost of late help here, beside the council.',
      ],
    },
  });
}

function borneFigures({ borne }: PlannedShift, kind: AgencyKind): Figure[] {
  const kinds = kind === 'council' ? [] : ([kind, 'council'] as const);
  return kinds.flatMap((one) => borne.figures.get(one) ?? []);
}

function formulaOf(plan: PlannedShift, column: AgencyColumn, kind: AgencyKind | 'all'): string {
  if (kind === 'all') return 'The parts of all agencies, added up.';
  const of =
    column === 'delay'
      ? 'Late need that the plan lowers in the years looked at, less what it lowers when the ' +
        'first step is a year later'
      : `Early spending is cut by ${plannerDefault('cut')}% for good: the planner run backwards`;
  const share = plan.borne.perCouncilPound.get(kind) ?? 0;
  return kind === 'council'
    ? `${of}.`
    : `${of}; for each pound of the council this agency bears ${Math.round(share * 100)}p.`;
}

/** What was seen here of children whose early help did not come, as a check; else nothing. */
export async function observedCut(tx: Tx, actor: Actor): Promise<readonly Figure[]> {
  if ((await latestKnownDay(tx)) === null) return [];
  const rows = ['total', 'taken-out'] as const;
  const found: Figure[] = [];
  for (const row of rows) {
    const { rows: cells } = await costOfACutMeasure.compute(tx, actor, { row });
    const figure = cells[0]?.figures[0];
    if (figure) found.push(figure);
  }
  // Where too few were followed there is nothing to set beside the planner.
  return found.every(({ value }) => value !== null) ? found : [];
}

/** The address under which what was seen is asked for. */
export const OBSERVED_CUT = figureId('cost-of-a-cut', {});
