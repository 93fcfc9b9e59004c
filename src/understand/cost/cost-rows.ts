import {
  day,
  type FinancialYear,
  financialYear,
  financialYearOf,
  formatFinancialYear,
  SMALLEST_PUBLISHED_COUNT,
  yearEnd,
  yearStart,
  HIDDEN_ROW,
  hideSmall,
} from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { listPlaces, THEME_SOURCES, THEMES, themeSourcesKnown } from '../../record/index.ts';
import {
  type ActivityAsked,
  childrenOfWard,
  childrenOfYear,
  type DaysRow,
  eventCounts,
  type EventsRow,
  levelDays,
  themeDays,
} from './activity.store.ts';
import type { CostAsked } from './cost-asked.ts';
import { activityKey, amountOf, type CostRow } from './cost-figures.ts';
import {
  activityLabel,
  AGENCY_LABELS,
  STATUS_GROUPS,
  statusGroupOf,
  WARD_NOT_KNOWN,
} from './cost-groups.ts';
import { type Activity, agenciesOf, type Costed, type PricedLine } from './late-help-cost.ts';

/** What happened, in the groups of the breakdown that is asked for. */
export async function activitiesOf(
  tx: Tx,
  asked: Pick<CostAsked, 'by' | 'theme' | 'ward' | 'from' | 'to'>,
): Promise<Activity[]> {
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

/** A row of days as an activity. */
export function ofDays(row: DaysRow): Activity {
  const { group, level, placement_group: placementGroup, days: quantity } = row;
  return { group, kind: 'days', level, placementGroup, quantity };
}

/** A row of events as an activity. */
export function ofEvents(row: EventsRow): Activity {
  return { group: row.group, kind: 'events', event: row.kind, quantity: row.events };
}

/** The rows of a breakdown; those that may not be shown say why. */
export async function rowsOf(tx: Tx, asked: CostAsked, costed: Costed): Promise<CostRow[]> {
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
      return themeRows(lines, await themeSourcesKnown(tx), asked.year);
    case 'ward':
      return wardRows(tx, asked, lines);
    case 'year':
      return inTime(
        grouped(lines, groupOf, ([line]) => formatFinancialYear(yearOf(line))).map((row) => ({
          ...row,
          only: { year: yearOf(row.lines[0]) },
        })),
      );
    case 'month':
      return inTime(
        grouped(lines, groupOf, ([line]) => monthWords(line?.activity.group ?? '')).map((row) => ({
          ...row,
          only: { month: row.key, year: financialYearOf(day(`${row.key}-01`)) },
        })),
      );
  }
}

function yearOf(line: PricedLine | undefined): FinancialYear {
  return financialYear(Number(line?.activity.group));
}

function inTime(rows: readonly CostRow[]): CostRow[] {
  return [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
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

function themeRows(
  lines: readonly PricedLine[],
  loaded: Awaited<ReturnType<typeof themeSourcesKnown>>,
  asked: FinancialYear | null,
): CostRow[] {
  const sources = new Set(
    loaded
      .filter(({ year }) => asked === null || financialYear(year) === asked)
      .map(({ source }) => source),
  );
  const known = THEMES.map((theme): CostRow => {
    const own = lines.filter((line) => line.activity.group === theme.theme);
    const { theme: key, label } = theme;
    const row = { key, label, lines: own, only: { theme: key } };
    if (own.length > 0 || theme.sources.some((source) => sources.has(source))) return row;
    const needs = THEME_SOURCES.filter(({ source }) => theme.sources.includes(source));
    const why = `No loaded source measures this theme. It needs: ${needs
      .map(({ label }) => label.toLowerCase())
      .join(', ')}.`;
    return { ...row, absent: { kind: 'not-measured', why } };
  });
  const none = lines.filter((line) => line.activity.group === 'none-recorded');
  const rows = [
    ...byAmount(known.filter((row) => !row.absent)),
    ...known.filter((row) => row.absent),
  ];
  return none.length === 0
    ? rows
    : [
        ...rows,
        {
          key: 'none-recorded',
          label: 'No theme recorded',
          lines: none,
          only: { theme: 'none-recorded' },
        },
      ];
}

async function wardRows(
  tx: Tx,
  asked: CostAsked,
  lines: readonly PricedLine[],
): Promise<CostRow[]> {
  const wards = new Map((await listPlaces(tx, 'ward')).map((ward) => [String(ward.id), ward.name]));
  const rows = byAmount(
    grouped(lines, groupOf, ([line]) => {
      const id = line?.activity.group ?? '';
      return id === '0' ? WARD_NOT_KNOWN : (wards.get(id) ?? `Ward ${id}`);
    }),
  );
  const start = Number(asked.year?.slice(0, 4));
  const children = new Map(
    (await childrenOfYear(tx, start))
      .filter((row) => row.level === '')
      .map((row) => [String(row.ward_id), row.children]),
  );
  const hidden = hideSmall(rows.map((row) => (row.key === '0' ? 0 : (children.get(row.key) ?? 0))));
  return rows.map((row, index) => ({
    ...row,
    only: { ward: Number(row.key) },
    ...(hidden[index] ? { absent: { kind: 'suppressed', why: HIDDEN_ROW } as const } : {}),
  }));
}

/**
 * Whether figures of a ward and span would speak of fewer than 5 children: the ward had 1 to 4 in
 * one of the years.
 */
export async function isTooFew(
  tx: Tx,
  { ward, from, to }: Pick<CostAsked, 'ward' | 'from' | 'to'>,
): Promise<boolean> {
  if (ward === null || ward === 0) return false;
  const years = await childrenOfWard(tx, ward);
  const within = years.filter(
    ({ year }) => yearStart(financialYear(year)) < to && from < yearEnd(financialYear(year)),
  );
  return within.some(({ children }) => children < SMALLEST_PUBLISHED_COUNT);
}

function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  const name = new Date(Date.UTC(2000, Number(number) - 1)).toLocaleString('en-GB', {
    month: 'short',
    timeZone: 'UTC',
  });
  return `${name} ${year}`;
}
