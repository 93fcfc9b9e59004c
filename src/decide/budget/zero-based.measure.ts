import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FinancialYear,
  formatFinancialYear,
  formatPence,
  pence,
  Refusal,
  roundHalfAway,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { DEFLATORS, lateHelpCostMeasure, UNIT_COSTS, uplift } from '../../understand/index.ts';
import { statePrices } from '../model/model-reference.ts';
import { earlyHelpDays } from './help-days.store.ts';
import { lineFigure, spendParameters } from './line-figures.ts';
import {
  readSpendAsked,
  readSpending,
  readSpendYear,
  type SpendAsked,
  type SpendYear,
} from './read-lines.ts';
import { noLines, SPEND_PARAMETERS } from './spend-lines.measure.ts';
import { picked } from './streams.measure.ts';
import { type NeedGroup, ZERO_BASED } from './zero-based-file.ts';

const NAME = 'zero-based';

const COLUMNS = {
  spent: 'Spent, in prices of unit costs',
  need: 'Built from need',
  difference: 'Spent more than need',
} as const;

type Column = keyof typeof COLUMNS;

/** What need costs by group; a group that nothing measures is not in it. */
type NeedCosts = ReadonlyMap<string, readonly Figure[]>;

/** A budget built from days and events of children times unit costs, beside what was spent. */
export const zeroBasedMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'A budget built from need beside the historic one',
  who: thoseWhoSeeFigures,
  parameters: {
    publication: SPEND_PARAMETERS.publication,
    year: SPEND_PARAMETERS.year,
    row: `${ZERO_BASED.groups.map(({ code }) => code).join(', ')}, or early-help-need`,
    column: Object.keys(COLUMNS).join(', '),
  },
  compute: async (tx, actor, given) => {
    const asked = await readSpendAsked(tx, { publication: given.publication });
    const year = readSpendYear(await readSpending(tx, asked), given.year);
    if (year === null) return noLines(NAME);
    const costs = await needCosts(tx, actor, { asked, year });
    const finding = zeroBasedFinding(asked, year, costs);
    if (given.row === undefined) return finding;
    const [early] = costs.get('early-help') ?? [];
    if (given.row === EARLY_NEED && early) {
      const { total: _total, ...rest } = finding;
      const rows = [{ label: early.label, figures: [early] }];
      return { ...rest, id: early.id, headline: early.label, columns: ['Cost'], rows };
    }
    const at = { row: given.row, column: given.column };
    return picked(finding, { ...spendParameters(asked), year: year.year, ...at });
  },
});

const EARLY_NEED = 'early-help-need';

interface Of {
  readonly asked: SpendAsked;
  readonly year: SpendYear;
}

/** Nothing where a rule refused, such as a year that no record holds; other errors go on. */
export function noneIfRefused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

async function needCosts(tx: Tx, actor: Actor, of: Of): Promise<NeedCosts> {
  const { year } = of.year;
  const given = { by: 'status', agency: 'council', year };
  const late = await lateHelpCostMeasure.compute(tx, actor, given).catch(noneIfRefused);
  const costs = new Map<string, readonly Figure[]>();
  for (const { figures } of late?.rows ?? []) {
    const [cost] = figures;
    const row = new URLSearchParams(cost?.id.split('?')[1] ?? '').get('row');
    // Nothing at all is no measurement of nothing: the record does not hold it.
    if (cost?.value && row !== null) costs.set(row, [cost]);
  }
  const days = await earlyHelpDays(tx, { from: yearStart(year), to: yearEnd(year) });
  const early = earlyHelpFigure(of, days);
  if (early) costs.set('early-help', [early]);
  return costs;
}

/** Days of targeted early help times what a day costs the council; null where nothing is known. */
function earlyHelpFigure({ asked, year }: Of, days: number): Figure | null {
  const prices = statePrices().filter(
    ({ state, kind }) => state === 'targeted-early-help' && kind !== 'social-value',
  );
  if (days === 0 || prices.length === 0) return null;
  const cost = (end: 'low' | 'likely' | 'high') =>
    roundHalfAway(
      prices.reduce((sum, one) => sum + one.pence[end] * (one.split.council ?? 0) * days, 0),
    );
  const citations = prices.flatMap(({ code }) => {
    const unit = UNIT_COSTS.costs.get(code.split(':')[0] ?? code);
    return unit ? [{ ...unit.source, entry: `unit-costs/${unit.code}` }] : [];
  });
  const href = '/journeys';
  return {
    id: figureId(NAME, { ...spendParameters(asked), year: year.year, row: EARLY_NEED }),
    label: `Targeted early help, ${formatFinancialYear(year.year)}: the council’s cost by need`,
    value: cost('likely'),
    low: cost('low'),
    high: cost('high'),
    unit: 'pence',
    how: {
      formula: 'Days of targeted early help times what a day costs the council.',
      citations,
      rows: { question: 'Days of targeted early help in the year.', count: days, href },
    },
  };
}

function zeroBasedFinding(asked: SpendAsked, year: SpendYear, costs: NeedCosts): Finding {
  const columns = Object.keys(COLUMNS) as Column[];
  const of = { asked, year };
  const { priceBase } = DEFLATORS;
  return {
    id: figureId(NAME, { ...spendParameters(asked), year: year.year }),
    headline: headlineOf(of, costs),
    subtitle:
      `Net spending beside need times unit cost, ${formatFinancialYear(year.year)}, ` +
      `in the money of ${formatFinancialYear(priceBase)}`,
    rowHeading: 'Need',
    columns: columns.map((column) => COLUMNS[column]),
    rows: ZERO_BASED.groups.map((group) => ({
      label: group.label,
      figures: columns.map((column) => groupFigure(of, costs, { group, column })),
    })),
    chart: 'none',
    notes: [
      ZERO_BASED.about.trim(),
      ...ZERO_BASED.groups.map(({ label, why }) => `${label}: ${why.trim()}`),
      'Lines that are not named here are not built from need: nothing counts the need for them.',
    ],
  };
}

function headlineOf(of: Of, costs: NeedCosts): string {
  const known = ZERO_BASED.groups
    .map((group) => ({ group, figure: groupFigure(of, costs, { group, column: 'difference' }) }))
    .filter(({ figure }) => figure.value !== null);
  if (known.length === 0) return 'Need was not measured in this year, so nothing stands beside it';
  // A difference counts as one only where its range does not take in nothing.
  const clear = known
    .filter(({ figure }) => (figure.low ?? 0) > 0 || (figure.high ?? 0) < 0)
    .toSorted((a, b) => Math.abs(b.figure.value ?? 0) - Math.abs(a.figure.value ?? 0));
  const [first] = clear;
  if (!first) return 'What was spent lies within what need and unit costs would come to';
  const value = first.figure.value ?? 0;
  const amount = formatPence(pence(Number(Math.abs(value).toPrecision(2))));
  const way = value > 0 ? 'more' : 'less';
  return `${first.group.label}: about ${amount} ${way} was spent than need and unit costs come to`;
}

function groupFigure(
  of: Of,
  costs: NeedCosts,
  { group, column }: { readonly group: NeedGroup; readonly column: Column },
): Figure {
  const { asked, year } = of;
  const id = figureId(NAME, {
    ...spendParameters(asked),
    year: year.year,
    row: group.code,
    column,
  });
  const base = {
    id,
    label: `${group.label}: ${COLUMNS[column].toLowerCase()}`,
    unit: 'pence' as const,
  };
  if (column === 'spent') return spentFigure(of, group, base);
  if (column === 'need') return needFigureOf(group, costs, base);
  const spent = groupFigure(of, costs, { group, column: 'spent' });
  const need = groupFigure(of, costs, { group, column: 'need' });
  const how = {
    formula: 'What was spent less what need comes to; below nothing where less was spent.',
    inputs: [spent, need],
    notes: [group.why.trim()],
  };
  if (spent.value === null || need.value === null) {
    return { ...base, value: null, absent: 'not-measured', how };
  }
  return {
    ...base,
    value: spent.value - need.value,
    low: spent.value - (need.high ?? need.value),
    high: spent.value - (need.low ?? need.value),
    how,
  };
}

type Base = Pick<Figure, 'id' | 'label' | 'unit'>;

function spentFigure({ asked, year }: Of, group: NeedGroup, base: Base): Figure {
  const named = asked.publication === 'ro3' ? group.ro3 : group.s251;
  const lines = year.lines.filter(
    ({ line, holding }) => holding === 'counts' && named.includes(line),
  );
  const formula =
    'Net spending of these lines, raised to the prices of unit costs by the deflator of the ' +
    'whole economy.';
  if (lines.length === 0) {
    const how = { formula: 'None of its lines is loaded for this year.' };
    return { ...base, value: null, absent: 'not-available', how };
  }
  const { priceBase, standard } = DEFLATORS;
  const from = indexedYear(year.year);
  if (from === null) {
    const how = { formula: 'No price index reaches this year.' };
    return { ...base, value: null, absent: 'not-available', how };
  }
  const notes =
    from === year.year
      ? []
      : [`The index ends with ${formatFinancialYear(from)}, which stands in.`];
  const value = lines.reduce(
    (sum, { amount }) => sum + uplift(amount, from, priceBase, standard),
    0,
  );
  const inputs = lines.map((line) => lineFigure(asked, line, 'spent'));
  return { ...base, value, how: { formula, inputs, citations: [standard.source], notes } };
}

/** The year of the price index that stands for a year: itself, or the last before it. */
function indexedYear(year: FinancialYear): FinancialYear | null {
  const { index } = DEFLATORS.standard;
  if (index.has(year)) return year;
  return (
    [...index.keys()]
      .filter((one) => one < year)
      .toSorted()
      .at(-1) ?? null
  );
}

function needFigureOf(group: NeedGroup, costs: NeedCosts, base: Base): Figure {
  const inputs = group.statuses.flatMap((status) => costs.get(status) ?? []);
  const formula = 'What children’s days and events cost the council at unit costs, added up.';
  if (inputs.length === 0) {
    const how = { formula: 'No record of this year measures it.' };
    return { ...base, value: null, absent: 'not-measured', how };
  }
  const sum = (end: 'low' | 'value' | 'high') =>
    inputs.reduce((all, one) => all + (one[end] ?? one.value ?? 0), 0);
  return {
    ...base,
    value: sum('value'),
    low: sum('low'),
    high: sum('high'),
    how: { formula, inputs },
  };
}
