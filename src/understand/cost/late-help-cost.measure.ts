import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  figureId,
  type Finding,
  type FindingRow,
  financialYear,
  formatFinancialYear,
  formatPence,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { listPlaces, THEMES } from '../../record/index.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import {
  type ActivityAsked,
  childrenOfYear,
  type DaysRow,
  eventCounts,
  type EventsRow,
  levelDays,
  themeDays,
} from './activity.store.ts';
import { COLUMNS, type CostAsked, readCostAsked } from './cost-asked.ts';
import {
  activityKey,
  amountOf,
  COLUMN_LABELS,
  costFigure,
  type CostRow,
  priceBase,
} from './cost-figures.ts';
import {
  activityLabel,
  AGENCY_LABELS,
  isLateHelp,
  STATUS_GROUPS,
  statusGroupOf,
} from './cost-groups.ts';
import { headlineOf } from './cost-headline.ts';
import {
  type Activity,
  agenciesOf,
  type Costed,
  priceActivity,
  type PricedLine,
} from './late-help-cost.ts';

/** What help that comes late costs, by whatever it is broken down by. */
export const lateHelpCostMeasure: Measure = defineMeasure({
  name: 'late-help-cost',
  title: 'Cost of late help',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'status, agency, theme, ward, year, month or activity; status by default',
    year: 'a financial year such as 2024-25; the newest known by default',
    ward: 'the number of a ward',
    theme: 'one of the eight themes',
    agency: 'only the part that one kind of agency bears',
    row: 'one row of the breakdown',
    column: 'one column of that row: cost, cash, capacity or social-value',
  },
  compute: async (tx, _actor, given) => {
    const asked = await readCostAsked(tx, given);
    const costed = priceActivity((await activitiesOf(tx, asked)).filter(isLateHelp), pricesOf());
    const rows = await rowsOf(tx, asked, costed);
    return asked.row === null ? findingOf(asked, rows, costed) : cellOf(asked, rows, costed);
  },
});

async function activitiesOf(tx: Tx, asked: CostAsked): Promise<Activity[]> {
  const { from, to } = asked;
  if (asked.by === 'theme' || asked.theme !== null) {
    const days = await themeDays(tx, { from, to });
    return days.filter((row) => asked.theme === null || row.group === asked.theme).map(ofDays);
  }
  const overTime = asked.by === 'year' || asked.by === 'month' || asked.by === 'ward';
  const by = overTime ? (asked.by as 'year' | 'month' | 'ward') : 'nothing';
  const activity: ActivityAsked = { from, to, wardId: asked.ward, by };
  const days = await levelDays(tx, activity);
  const events = await eventCounts(tx, activity);
  return [...days.map(ofDays), ...events.map(ofEvents)];
}

function ofDays(row: DaysRow): Activity {
  const { group, level, placement_group: placementGroup, days: quantity } = row;
  return { group, kind: 'days', level, placementGroup, quantity };
}

function ofEvents(row: EventsRow): Activity {
  return { group: row.group, kind: 'events', event: row.kind, quantity: row.events };
}

async function rowsOf(tx: Tx, asked: CostAsked, costed: Costed): Promise<CostRow[]> {
  const { lines } = costed;
  switch (asked.by) {
    case 'status':
      return statusRows(costed);
    case 'agency':
      return byAmount(
        agenciesOf(lines).map((kind) => ({
          key: kind,
          label: AGENCY_LABELS[kind],
          lines,
          agency: kind,
        })),
      );
    case 'activity':
      return byAmount(grouped(lines, (line) => activityKey(line.activity), labelOfLines));
    case 'theme':
      return themeRows(lines);
    case 'ward':
      return wardRows(tx, asked, lines);
    case 'year':
      return grouped(lines, groupOf, ([line]) =>
        formatFinancialYear(financialYear(Number(line?.activity.group))),
      ).sort((a, b) => (a.key < b.key ? -1 : 1));
    case 'month':
      return grouped(lines, groupOf, ([line]) => monthWords(line?.activity.group ?? '')).sort(
        (a, b) => (a.key < b.key ? -1 : 1),
      );
  }
}

function groupOf(line: PricedLine): string {
  return line.activity.group;
}

function labelOfLines(lines: readonly PricedLine[]): string {
  const [first] = lines;
  return first ? activityLabel(first.activity) : '';
}

function grouped(
  lines: readonly PricedLine[],
  keyOf: (line: PricedLine) => string,
  labelOf: (lines: readonly PricedLine[]) => string,
): CostRow[] {
  const groups = Map.groupBy(lines, keyOf);
  return [...groups].map(([key, own]) => ({ key, label: labelOf(own), lines: own }));
}

function byAmount(rows: readonly CostRow[]): CostRow[] {
  const amount = (row: CostRow) => amountOf(row.lines, row.agency ?? null).pence;
  return [...rows].sort((a, b) => amount(b) - amount(a));
}

function statusRows(costed: Costed): CostRow[] {
  return STATUS_GROUPS.filter((group) => group.code !== 'targeted-early-help').map((group) => {
    const lines = costed.lines.filter((line) => statusGroupOf(line.activity) === group.code);
    const missing = costed.unpriced.find((one) => statusGroupOf(one.activity) === group.code);
    if (lines.length > 0 || (!missing && group.code !== 'leaving-care')) {
      return { key: group.code, label: group.label, lines };
    }
    const why =
      missing?.why ?? 'No published cost of a year of support to a care leaver is at hand.';
    return { key: group.code, label: group.label, lines, absent: { kind: 'not-measured', why } };
  });
}

function themeRows(lines: readonly PricedLine[]): CostRow[] {
  const known = THEMES.map((theme): CostRow => {
    const own = lines.filter((line) => line.activity.group === theme.theme);
    const row = { key: theme.theme, label: theme.label, lines: own };
    if (own.length > 0 || theme.sources.length > 0) return row;
    const why = `No loaded source measures this theme. It needs: ${theme.needs ?? 'a source'}.`;
    return { ...row, absent: { kind: 'not-measured', why } };
  });
  const none = lines.filter((line) => line.activity.group === 'none-recorded');
  const rows = [
    ...byAmount(known.filter((row) => !row.absent)),
    ...known.filter((row) => row.absent),
  ];
  return none.length === 0
    ? rows
    : [...rows, { key: 'none-recorded', label: 'No theme recorded', lines: none }];
}

async function wardRows(
  tx: Tx,
  asked: CostAsked,
  lines: readonly PricedLine[],
): Promise<CostRow[]> {
  const wards = new Map((await listPlaces(tx, 'ward')).map((ward) => [String(ward.id), ward.name]));
  const start = Number(asked.year?.slice(0, 4));
  const children = new Map(
    (await childrenOfYear(tx, start))
      .filter((row) => row.level === '')
      .map((row) => [String(row.ward_id), row.children]),
  );
  const rows = grouped(lines, groupOf, ([line]) => {
    const id = line?.activity.group ?? '';
    return id === '0' ? 'Ward not known' : (wards.get(id) ?? `Ward ${id}`);
  });
  return byAmount(rows).map((row) => {
    const count = children.get(row.key) ?? 0;
    if (row.key === '0' || count === 0 || count >= 5) return row;
    const why = 'Fewer than 5 children, hidden to protect them.';
    return { ...row, absent: { kind: 'suppressed', why } };
  });
}

function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  const name = new Date(Date.UTC(2000, Number(number) - 1)).toLocaleString('en-GB', {
    month: 'short',
    timeZone: 'UTC',
  });
  return `${name} ${year}`;
}

const ROW_HEADINGS: Readonly<Record<CostAsked['by'], string>> = {
  status: 'Level of help',
  agency: 'Agency',
  theme: 'Theme',
  ward: 'Ward',
  year: 'Financial year',
  month: 'Month',
  activity: 'What happened',
};

function findingOf(asked: CostAsked, rows: readonly CostRow[], costed: Costed): Finding {
  const columns = asked.by === 'month' ? (['cost'] as const) : COLUMNS;
  const shown = rows.map(
    (row): FindingRow => ({
      label: row.label,
      figures: columns.map((column) => costFigure(asked, row, column)),
      ...(asked.by === 'ward' && row.key !== '0' ? { href: `/cost?ward=${row.key}` } : {}),
    }),
  );
  const addsUp = asked.by !== 'theme' && rows.length > 0;
  const total = { key: 'total', label: 'All late help', lines: costed.lines };
  return {
    id: figureId('late-help-cost', parametersOf(asked)),
    headline: headlineOf(asked, rows, costed.lines),
    subtitle: subtitleOf(asked),
    rowHeading: ROW_HEADINGS[asked.by],
    columns: columns.map((column) => COLUMN_LABELS[column]),
    rows: shown,
    ...(addsUp
      ? {
          total: {
            label: total.label,
            figures: columns.map((column) => costFigure(asked, total, column)),
          },
        }
      : {}),
    chart: rows.length === 0 ? 'none' : asked.by === 'month' ? 'lines' : 'bars',
    notes: notesOf(asked, costed),
  };
}

function parametersOf(asked: CostAsked): Record<string, string | undefined> {
  return {
    by: asked.by,
    year: asked.year ?? undefined,
    ward: asked.ward === null ? undefined : String(asked.ward),
    theme: asked.theme ?? undefined,
    agency: asked.agency ?? undefined,
  };
}

function subtitleOf(asked: CostAsked): string {
  const span = asked.year === null ? 'all years loaded' : formatFinancialYear(asked.year);
  const by = ROW_HEADINGS[asked.by].toLowerCase();
  return `Cost of late help by ${by}, ${span}, in ${priceBase()}`;
}

function notesOf(asked: CostAsked, costed: Costed): string[] {
  const missing = new Set(
    costed.unpriced.map((one) => `${activityLabel(one.activity)}: not measured. ${one.why}`),
  );
  const theme =
    asked.by === 'theme'
      ? ['A day with two themes counts under both, so rows do not add up to the whole.']
      : [];
  return [
    'Modelled: what happened is counted, what it cost is published unit costs. Early help is left out.',
    ...theme,
    ...missing,
  ];
}

function cellOf(asked: CostAsked, rows: readonly CostRow[], costed: Costed): Finding {
  const total: CostRow = { key: 'total', label: 'All late help', lines: costed.lines };
  const row = asked.row === 'total' ? total : rows.find((one) => one.key === asked.row);
  if (!row) throw refuse('no-such-row', 'not-found', `There is no row "${asked.row}" here.`);
  const column = asked.column ?? 'cost';
  const figure = costFigure(asked, row, column);
  const value = figure.value === null ? 'not known' : formatPence(pence(figure.value));
  return {
    id: figure.id,
    headline: `${row.label}: ${value}`,
    subtitle: subtitleOf(asked),
    rowHeading: ROW_HEADINGS[asked.by],
    columns: [COLUMN_LABELS[column]],
    rows: [{ label: row.label, figures: [figure] }],
    chart: 'none',
  };
}
