import {
  addDays,
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatDay,
  formatFinancialYear,
  formatPence,
  pence,
} from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { priceFigure } from '../cost/cost-figures.ts';
import { activityLabel, AGENCY_LABELS, STATUS_GROUPS, statusGroupOf } from '../cost/cost-groups.ts';
import {
  agenciesOf,
  type Amount,
  ofCashKind,
  partOfAgency,
  type PricedLine,
  sumAmounts,
  sumLines,
} from '../cost/late-help-cost.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import type { Step } from './journey-steps.ts';

/** What the cost of one journey can be shown by. */
export const JOURNEY_BREAKDOWNS = ['step', 'year', 'agency', 'status'] as const;

/** One way of showing it. */
export type JourneyBreakdown = (typeof JOURNEY_BREAKDOWNS)[number];

/** Whose journey, and how it is shown. */
export interface JourneyAsked {
  readonly person: number;
  readonly by: JourneyBreakdown;
}

/** What one journey cost, step by step, by year, agency or level; never with a name in it. */
export function journeyFinding(asked: JourneyAsked, all: readonly Step[]): Finding {
  // An event that no source prices is named in the notes; a level stays, as it is not for nothing.
  const steps = all.filter((step) => step.line !== null || step.activity.kind === 'days');
  const { columns, rows } = tableOf(asked, steps);
  const priced = linesOf(steps);
  const total = cell(asked, { key: 'total', label: 'Whole journey' }, 'cost', steps);
  const unmeasured = new Set(all.flatMap((step) => (step.why ? [notMeasured(step)] : [])));
  return {
    id: figureId('journey-cost', { person: String(asked.person), by: asked.by }),
    headline: headlineOf(asked.by, steps, priced),
    subtitle: `Cost of one journey by ${WORDS[asked.by].toLowerCase()}, in ${priceBase()}`,
    rowHeading: WORDS[asked.by],
    columns,
    rows,
    ...(asked.by === 'step' || rows.length === 0
      ? {}
      : { total: { label: 'Whole journey', figures: [total] } }),
    chart: asked.by === 'step' || rows.length === 0 ? 'none' : 'bars',
    notes: [
      'Modelled: what happened is on record, what it cost is published unit costs. ' +
        'It is nobody\u2019s bill.',
      'Value to society is left out.',
      ...unmeasured,
    ],
  };
}

const WORDS: Readonly<Record<JourneyBreakdown, string>> = {
  step: 'Step',
  year: 'Financial year',
  agency: 'Agency',
  status: 'Level of help',
};

function notMeasured(step: Step): string {
  return `${activityLabel(step.activity)}: not measured. ${step.why}`;
}

/** Cash and capacity only: value to society is in no budget. */
function linesOf(steps: readonly Step[]): PricedLine[] {
  const lines = steps.flatMap((step) => step.line ?? []);
  return [...ofCashKind(lines, 'cash'), ...ofCashKind(lines, 'capacity')];
}

function tableOf(
  asked: JourneyAsked,
  steps: readonly Step[],
): { readonly columns: string[]; readonly rows: FindingRow[] } {
  switch (asked.by) {
    case 'step':
      return {
        columns: ['How much', 'Price', 'Cost', 'Cost so far'],
        rows: steps.map((step, index) => stepRow(asked, step, steps.slice(0, index + 1))),
      };
    case 'year': {
      const years = [...new Set(steps.map((step) => step.year))].sort();
      return {
        columns: ['Cost', 'Cost so far'],
        rows: years.map((year) => {
          const row = { key: year, label: formatFinancialYear(year) };
          const own = steps.filter((step) => step.year === year);
          const before = steps.filter((step) => step.year <= year);
          const figures = [cell(asked, row, 'cost', own), cell(asked, row, 'so-far', before)];
          return { label: row.label, figures };
        }),
      };
    }
    case 'agency':
      return {
        columns: ['Cost'],
        rows: byCost(
          agenciesOf(linesOf(steps)).map((kind) => ({
            label: AGENCY_LABELS[kind],
            figures: [cell(asked, { key: kind, label: AGENCY_LABELS[kind], kind }, 'cost', steps)],
          })),
        ),
      };
    case 'status':
      return {
        columns: ['Cost'],
        rows: STATUS_GROUPS.flatMap(({ code, label }) => {
          const own = steps.filter((step) => statusGroupOf(step.activity) === code);
          if (own.length === 0) return [];
          return [{ label, figures: [cell(asked, { key: code, label }, 'cost', own)] }];
        }),
      };
  }
}

function byCost(rows: FindingRow[]): FindingRow[] {
  return rows.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
}

interface Row {
  readonly key: string;
  readonly label: string;
  readonly kind?: AgencyKind;
}

function cell(
  asked: JourneyAsked,
  row: Row,
  column: 'cost' | 'so-far',
  steps: readonly Step[],
): Figure {
  const base = { id: idOf(asked, row.key, column), label: row.label, unit: 'pence' as const };
  const lines = linesOf(steps);
  if (lines.length === 0 && steps.length > 0) {
    const how = { formula: steps.find((step) => step.why)?.why ?? 'No source prices it.' };
    return { ...base, value: null, absent: 'not-measured', how };
  }
  const { kind } = row;
  const amount: Amount = kind
    ? sumAmounts(lines.map((line) => partOfAgency(line, kind)))
    : sumLines(lines);
  const whose = kind ? `the part of ${AGENCY_LABELS[kind].toLowerCase()} in ` : '';
  return {
    ...base,
    label: column === 'cost' ? row.label : `${row.label}: cost so far`,
    value: amount.pence,
    low: amount.low,
    high: amount.high,
    how: {
      formula: `The sum of ${whose}the cost of each step.`,
      inputs: steps.filter((step) => step.line).map((step) => stepCost(asked.person, step)),
    },
  };
}

function idOf(asked: JourneyAsked, row: string, column: string): string {
  return figureId('journey-cost', {
    person: String(asked.person),
    by: asked.by,
    row,
    column: column === 'cost' ? undefined : column,
  });
}

/** The key of a step in addresses: its first day and what it was. */
function stepKey(step: Step): string {
  const { activity } = step;
  const what =
    activity.kind === 'days' ? `${activity.level}/${activity.placementGroup}` : activity.event;
  return `${step.startDay} ${what}`;
}

/** A step in words, with its days. */
export function stepLabel(step: Step): string {
  const what = activityLabel(step.activity);
  if (step.endDay === null) return `${formatDay(step.startDay)}: ${what}`;
  return `${formatDay(step.startDay)} to ${formatDay(addDays(step.endDay, -1))}: ${what}`;
}

function stepRow(asked: JourneyAsked, step: Step, soFar: readonly Step[]): FindingRow {
  const label = stepLabel(step);
  const row = { key: stepKey(step), label };
  return {
    label,
    figures: [
      stepQuantity(asked.person, step),
      stepPrice(step),
      stepCost(asked.person, step),
      cell({ ...asked, by: 'step' }, row, 'so-far', soFar),
    ],
  };
}

function stepQuantity(person: number, step: Step): Figure {
  const isDays = step.activity.kind === 'days';
  return {
    id: idOf({ person, by: 'step' }, stepKey(step), 'quantity'),
    label: `${stepLabel(step)}: ${isDays ? 'days' : 'how many'}`,
    value: step.activity.quantity,
    unit: isDays ? 'days' : 'number',
    how: {
      formula: isDays
        ? 'Days from the first to the last, each counted once at the highest level that holds.'
        : 'One event, as its source states it.',
      citations: step.stated,
    },
  };
}

function stepPrice(step: Step): Figure {
  if (step.line) return priceFigure(step.activity, step.line.price);
  const what = activityLabel(step.activity);
  const id = figureId('late-help-price', { what: stepKey(step).slice(11).replace(/\/$/, '') });
  const how = { formula: step.why ?? 'No source prices it.' };
  return { id, label: `${what}: price`, value: null, unit: 'pence', absent: 'not-measured', how };
}

function stepCost(person: number, step: Step): Figure {
  const base = {
    id: idOf({ person, by: 'step' }, stepKey(step), 'cost'),
    label: stepLabel(step),
    unit: 'pence' as const,
  };
  if (!step.line) {
    const how = { formula: step.why ?? 'No source prices it.' };
    return { ...base, value: null, absent: 'not-measured', how };
  }
  return {
    ...base,
    value: step.line.pence,
    low: step.line.low,
    high: step.line.high,
    how: {
      formula: 'How much there was times its price, rounded once.',
      inputs: [stepQuantity(person, step), stepPrice(step)],
      citations: step.stated,
    },
  };
}

function headlineOf(
  by: JourneyBreakdown,
  steps: readonly Step[],
  lines: readonly PricedLine[],
): string {
  const total = sumLines(lines).pence;
  if (steps.length === 0) return 'Nothing on record in this journey has a cost';
  if (total === 0) return 'What happened in this journey is not measured in money';
  const cost = formatPence(pence(Number(total.toPrecision(2))));
  const about = `This journey cost services about ${cost}`;
  if (by === 'agency') {
    const council = sumAmounts(lines.map((line) => partOfAgency(line, 'council'))).pence;
    const share = Math.round((100 * council) / total);
    if (share === 100) return 'The council bears the whole cost of this journey';
    return `The council bears ${share}% of the cost of this journey, others ${100 - share}%`;
  }
  if (by === 'status') {
    const care = linesOf(steps.filter((step) => statusGroupOf(step.activity) === 'looked-after'));
    const share = Math.round((100 * sumLines(care).pence) / total);
    return share === 0
      ? `${about}, none of it in care`
      : `${share}% of the cost of this journey is care`;
  }
  if (by === 'year') {
    const years = new Set(steps.map((step) => step.year)).size;
    return years === 1 ? `${about} in one year` : `${about} over ${years} years`;
  }
  return `${about} in ${steps.length === 1 ? 'one step' : `${steps.length} steps`}`;
}
