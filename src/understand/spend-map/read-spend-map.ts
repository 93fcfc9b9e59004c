import { type Agency, listAgencies } from '../../govern/index.ts';
import {
  type CalendarDay,
  type Figure,
  figureId,
  type FinancialYear,
  financialYearOf,
  parseFinancialYear,
  refuse,
} from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import {
  freshnessOf,
  isOnOffer,
  listPlaces,
  listServices,
  type PlaceRow,
  provisionMeasure,
  provisionYears,
  type Service,
  themeDaysOfYear,
  THEMES,
  today,
} from '../../record/index.ts';
import { ofCashKind, priceActivity } from '../cost/late-help-cost.ts';
import { lateDays } from '../themes/theme-cost.ts';
import { isMeasured, loadThemeYear, startOf, type ThemeYearCounts } from '../themes/theme-year.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { type LateSplit, splitLateCost } from './late-split.ts';
import type { Wards } from './overlap.ts';
import { NO_AIM, type SpendPart, spendParts } from './spend-map.ts';

/** The directory of services in a year, read once for all that a page asks of it. */
export interface Provision {
  readonly year: FinancialYear;
  readonly on: CalendarDay;
  /** Closed and planned ones too. */
  readonly all: readonly Service[];
  readonly onOffer: readonly Service[];
  readonly parts: readonly SpendPart[];
  readonly agencies: readonly Agency[];
  readonly wards: readonly PlaceRow[];
  /** What each service on offer costs, as the measure of provision tells it. */
  spendFigure(service: Service): Figure | null;
}

/** The rows of every table by theme: the eight, and services that state no aim. */
export const AIMS: readonly { readonly key: string; readonly label: string }[] = [
  ...THEMES.map(({ theme, label }) => ({ key: theme, label })),
  { key: NO_AIM, label: 'No aim stated' },
];

/** The words of an aim. */
export function aimLabel(key: string): string {
  return AIMS.find((one) => one.key === key)?.label ?? key;
}

const READ = new WeakMap<Tx, Map<string, Promise<Provision>>>();

/** The directory of services in the year that is asked for; one page asks many times. */
export async function readProvision(
  tx: Tx,
  actor: Actor,
  yearText: string | undefined,
): Promise<Provision> {
  const year = await readYear(tx, yearText);
  const known = READ.get(tx) ?? new Map<string, Promise<Provision>>();
  READ.set(tx, known);
  const reading = known.get(year) ?? loadProvision(tx, actor, year);
  known.set(year, reading);
  return reading;
}

/** The year that is asked for; else the newest of which services state anything. */
async function readYear(tx: Tx, text: string | undefined): Promise<FinancialYear> {
  if (text === undefined || text === '') {
    return (await provisionYears(tx))[0] ?? financialYearOf(today());
  }
  const year = parseFinancialYear(text);
  if (year === null) {
    throw refuse('no-such-year', 'invalid', 'year is a financial year such as 2025-26.');
  }
  return year;
}

async function loadProvision(tx: Tx, actor: Actor, year: FinancialYear): Promise<Provision> {
  const all = await listServices(tx);
  const onOffer = all.filter(isOnOffer);
  const each = await provisionMeasure.compute(tx, actor, { by: 'service', year });
  const figures = new Map(
    each.rows.flatMap(({ figures: own }) =>
      own.flatMap((figure) => (figure.unit === 'pence' ? [[figure.id, figure] as const] : [])),
    ),
  );
  return {
    year,
    on: today(),
    all,
    onOffer,
    parts: spendParts(onOffer, year),
    agencies: await listAgencies(tx),
    wards: await listPlaces(tx, 'ward'),
    spendFigure: ({ id }) =>
      figures.get(
        figureId('provision', { by: 'service', year, row: String(id), column: 'spend' }),
      ) ?? null,
  };
}

/** Whether nobody has confirmed an entry for over a year. */
export function isStale(service: Service, { on }: Pick<Provision, 'on'>): boolean {
  return freshnessOf(service, on) === 'stale';
}

/** The figures of what services cost, for those that state it, each once. */
export function spendInputs(provision: Provision, services: readonly Service[]): Figure[] {
  return [...new Set(services)].flatMap((one) => {
    const figure = provision.spendFigure(one);
    return figure === null || figure.value === null ? [] : [figure];
  });
}

/** The wards, as a comparison of areas needs them. */
export function wardsOf({ wards }: Pick<Provision, 'wards'>): Wards {
  const names = new Map(wards.map((one) => [String(one.id), one.name]));
  return { all: [...names.keys()], nameOf: (id) => names.get(id) ?? 'another area' };
}

/** Late help of a year split over themes, with which themes are measured at all. */
export interface LateYear extends LateSplit {
  readonly counts: ThemeYearCounts;
  /** Whether any day of late help of the year is on record. */
  readonly isKnown: boolean;
}

const SPLITS = new WeakMap<Tx, Map<string, Promise<LateYear>>>();

/** Late help of a year split over themes, read once for all that a page asks of it. */
export function readLateSplit(tx: Tx, year: FinancialYear): Promise<LateYear> {
  const known = SPLITS.get(tx) ?? new Map<string, Promise<LateYear>>();
  SPLITS.set(tx, known);
  const reading = known.get(year) ?? loadLateSplit(tx, year);
  known.set(year, reading);
  return reading;
}

async function loadLateSplit(tx: Tx, year: FinancialYear): Promise<LateYear> {
  const days = lateDays(await themeDaysOfYear(tx, startOf(year)));
  const { lines } = priceActivity(days, pricesOf());
  const costed = [...ofCashKind(lines, 'cash'), ...ofCashKind(lines, 'capacity')];
  return {
    ...splitLateCost(year, costed),
    counts: await loadThemeYear(tx, year),
    isKnown: costed.length > 0,
  };
}

/** Why a theme has no cost to show in a year; null where it has one. */
export function lateAbsence(
  late: LateYear,
  key: string,
): { readonly kind: 'not-measured' | 'suppressed' | 'not-available'; readonly why: string } | null {
  const theme = THEMES.find((one) => one.theme === key);
  if (!late.isKnown) {
    return { kind: 'not-available', why: 'No return of this year is loaded yet.' };
  }
  if (theme === undefined) {
    return { kind: 'not-available', why: 'Days without a theme stand apart from all themes.' };
  }
  if (!isMeasured(theme, late.counts)) {
    return {
      kind: 'not-measured',
      why: 'No loaded source of the year measures this theme, which is not the same as none.',
    };
  }
  if (!late.counts.hidden.has(`with/${key}`)) return null;
  return { kind: 'suppressed', why: 'Too few children have this theme to show what it costs.' };
}
