import { type Figure, figureId, type How } from '../../lib/index.ts';
import type { Price } from '../unit-costs/price-list.ts';
import {
  citationOf,
  deflatorCitation,
  priceBase,
  unitCostFigure,
  unitWords,
} from '../unit-costs/unit-cost-figures.ts';
import { ALL_YEARS, type CostAsked, type CostColumn } from './cost-asked.ts';
import { activityLabel, AGENCY_LABELS } from './cost-groups.ts';
import {
  type Activity,
  type Amount,
  ofCashKind,
  partOfAgency,
  type PricedLine,
  sumAmounts,
} from './late-help-cost.ts';

/** The name that an activity has in addresses: `looked-after/foster`, `referral`. */
export function activityKey(activity: Activity): string {
  if (activity.kind === 'events') return activity.event;
  const group = activity.placementGroup;
  return group === '' ? activity.level : `${activity.level}/${group}`;
}

/** The parameters that every figure of one question shares. */
export function sharedParameters(
  asked: Pick<CostAsked, 'by' | 'year' | 'month' | 'ward' | 'theme' | 'agency'>,
): Record<string, string | undefined> {
  const isOverTime = asked.by === 'year' || asked.by === 'month';
  return {
    year: asked.year ?? (isOverTime ? undefined : ALL_YEARS),
    month: asked.month ?? undefined,
    ward: asked.ward === null ? undefined : String(asked.ward),
    theme: asked.theme ?? undefined,
    agency: asked.agency ?? undefined,
  };
}

/** One row of a breakdown: its name in addresses, its words, and the lines in it. */
export interface CostRow {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly PricedLine[];
  /** Set where the row has no value, and why. */
  readonly absent?: { readonly kind: 'not-measured' | 'suppressed'; readonly why: string };
  readonly agency?: CostAsked['agency'];
  /** What the row is narrowed to, so that what it is worked out from is asked for alike. */
  readonly only?: Partial<Pick<CostAsked, 'year' | 'month' | 'ward' | 'theme'>>;
}

/** The figure of one cell: what it is, its range, and the lines and prices that it comes from. */
export function costFigure(asked: CostAsked, row: CostRow, column: CostColumn): Figure {
  const id = figureId('late-help-cost', {
    ...sharedParameters(asked),
    by: asked.by,
    row: row.key,
    column: column === 'cost' ? undefined : column,
  });
  const label = `${row.label}: ${COLUMN_LABELS[column].toLowerCase()}`;
  if (row.absent) {
    const absent = row.absent.kind;
    return { id, label, value: null, unit: 'pence', absent, how: { formula: row.absent.why } };
  }
  const agency = row.agency ?? asked.agency;
  const lines = linesOf(row.lines, column);
  const amount = amountOf(lines, agency);
  return {
    id,
    label,
    value: amount.pence,
    unit: 'pence',
    low: amount.low,
    high: amount.high,
    how: howOfLines({ ...asked, ...row.only, agency }, lines, column),
  };
}

/** The columns in plain words. */
export const COLUMN_LABELS: Readonly<Record<CostColumn, string>> = {
  cost: 'Cost to services',
  cash: 'Of that, cash',
  capacity: 'Of that, staff time and places',
  'social-value': 'Apart: value to society',
};

/** Cost to services leaves value to society out: the two are never added. */
function linesOf(lines: readonly PricedLine[], column: CostColumn): PricedLine[] {
  if (column === 'cost') return [...ofCashKind(lines, 'cash'), ...ofCashKind(lines, 'capacity')];
  return ofCashKind(lines, column);
}

/** What lines come to, all of it or the part of one kind of agency. */
export function amountOf(lines: readonly PricedLine[], agency: CostAsked['agency']): Amount {
  return sumAmounts(agency === null ? lines : lines.map((line) => partOfAgency(line, agency)));
}

function howOfLines(asked: CostAsked, lines: readonly PricedLine[], column: CostColumn): How {
  const byActivity = Map.groupBy(lines, (line) => activityKey(line.activity));
  const isOne = asked.by === 'activity' && byActivity.size === 1;
  if (isOne) return howOfOneActivity(asked, lines);
  const inputs = [...byActivity].map(([key, own]) => {
    const first = own[0] as PricedLine;
    const row = { key, label: activityLabel(first.activity), lines: own };
    return costFigure({ ...asked, by: 'activity', row: null }, row, column);
  });
  const whose =
    asked.agency === null
      ? 'every agency'
      : `${AGENCY_LABELS[asked.agency].toLowerCase()} (each unit cost is split as its source says)`;
  return {
    formula:
      `The sum, for ${whose}, of days at each level times the price of such a day, and of events ` +
      'times their price.',
    inputs,
    ...(inputs.length === 0
      ? { rows: { question: 'Days and events of this kind on record', count: 0 } }
      : {}),
    notes: COLUMN_NOTES[column],
  };
}

function howOfOneActivity(asked: CostAsked, lines: readonly PricedLine[]): How {
  const first = lines[0] as PricedLine;
  const { activity, price } = first;
  const quantity = lines.reduce((sum, line) => sum + line.activity.quantity, 0);
  const [what, one] = activity.kind === 'days' ? ['Days', 'a day'] : ['Events', 'one'];
  const share =
    asked.agency === null ? '' : ` times the share of ${AGENCY_LABELS[asked.agency].toLowerCase()}`;
  return {
    formula: `${what} times the price of ${one}${share}, rounded once.`,
    inputs: [activityFigure(asked, activity, quantity), priceFigure(activity, price)],
  };
}

/** The figure of how much there was: counted, so without a range. */
export function activityFigure(
  asked: Pick<CostAsked, 'year' | 'month' | 'ward' | 'theme'>,
  activity: Activity,
  quantity: number,
): Figure {
  const isDays = activity.kind === 'days';
  const { year, month, ward, theme } = sharedParameters({
    ...asked,
    by: 'activity',
    agency: null,
  });
  return {
    id: figureId('late-help-activity', { what: activityKey(activity), year, month, ward, theme }),
    label: `${activityLabel(activity)}: ${isDays ? 'days' : 'how many'}`,
    value: quantity,
    unit: isDays ? 'days' : 'number',
    how: {
      formula: isDays
        ? 'Days of all children at this level, each counted once at the highest level that holds.'
        : 'Events that the loaded returns state, each counted once.',
    },
  };
}

/** The figure of a price: a published unit cost, moved to the price base, for a day or an event. */
export function priceFigure(activity: Activity, price: Price): Figure {
  const per = activity.kind === 'days' ? 'a day' : 'one';
  return {
    id: figureId('late-help-price', { what: activityKey(activity) }),
    label: `${activityLabel(activity)}: price of ${per}`,
    value: price.pence,
    unit: 'pence',
    low: price.low,
    high: price.high,
    how: {
      formula: priceFormula(activity, price),
      inputs: price.parts.map(unitCostFigure),
      citations: [...price.parts.map(citationOf), deflatorCitation()],
      notes: [`Why this price: ${price.why}`, ...otherAnswers(price)],
    },
  };
}

function priceFormula(activity: Activity, { cost, parts }: Price): string {
  const what = parts.map((part) => part.label).join(' and ');
  const per = activity.kind === 'days' ? `, one day of a ${unitWords(cost.unit)}` : '';
  return `${what}${per}, moved from the prices of its source to ${priceBase()}.`;
}

function otherAnswers({ others }: Price): string[] {
  if (others.length === 0) return [];
  return [`The range also spans other published answers: ${others.join(', ')}.`];
}

const COLUMN_NOTES: Readonly<Record<CostColumn, readonly string[]>> = {
  cost: ['Cash and capacity together. Value to society is kept apart and never added.'],
  cash: ['Money that is paid out; a fall in need can save it as cash.'],
  capacity: ['Time and places already paid for; a fall in need frees them, it does not save cash.'],
  'social-value': ['What families and society bear; in no budget, and never added to cost.'],
};
