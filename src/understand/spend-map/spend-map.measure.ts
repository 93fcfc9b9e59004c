import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear, formatPence, pence } from '../../lib/index.ts';
import { refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import {
  type Amount,
  EVIDENCE_LABELS,
  groupOf,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  type Service,
} from '../../record/index.ts';
import { type KeyedFinding, type KeyedRow, narrowed } from './keyed-finding.ts';
import { AIMS, type Provision, readProvision, spendInputs } from './read-spend-map.ts';
import { aimsOf, areasOf, NO_AIM, sumParts } from './spend-map.ts';

const NAME = 'spend-map';

/** What the columns of the map may be. */
export const SPEND_MAP_BY = ['agency', 'level', 'area'] as const;
/** One of them. */
export type SpendMapBy = (typeof SPEND_MAP_BY)[number];
/** What its cells may hold. */
export const SPEND_MAP_SHOWS = ['spend', 'services', 'capacity', 'reach', 'evidence'] as const;
/** One of them. */
export type SpendMapShows = (typeof SPEND_MAP_SHOWS)[number];

/** The columns in words. */
export const BY_LABELS: Readonly<Record<SpendMapBy, string>> = {
  agency: 'Agency responsible',
  level: 'Level of help',
  area: 'Area',
};
/** The cells in words. */
export const SHOW_LABELS: Readonly<Record<SpendMapShows, string>> = {
  spend: 'Spend in the year',
  services: 'Services',
  capacity: 'Room for families',
  reach: 'Families reached',
  evidence: 'Services with promising or strong evidence',
};

/** One column of the map: its key, its words, and which services stand in it. */
export interface MapColumn {
  readonly key: string;
  readonly label: string;
  has(service: Service): boolean;
}

/** Provision by theme and agency, level or area: spend, services, room, reach or evidence. */
export const spendMapMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Provision by theme and agency, level or area',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `${SPEND_MAP_BY.join(', ')}; agency by default`,
    show: `${SPEND_MAP_SHOWS.join(', ')}; spend by default`,
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    row: `one theme, ${NO_AIM}, or total`,
    column: 'one column: the number of an agency or ward, a level, none, whole, or all',
  },
  compute: async (tx, actor, given) => {
    const asked = readAsked(given);
    const provision = await readProvision(tx, actor, given.year);
    return narrowed(mapOf({ ...asked, provision }), given);
  },
});

interface Asked {
  readonly by: SpendMapBy;
  readonly show: SpendMapShows;
}

/** What is asked of the map; refuses words that it does not know. */
export function readAsked(given: Parameters): Asked {
  const by = SPEND_MAP_BY.find((one) => one === (given.by || 'agency'));
  const show = SPEND_MAP_SHOWS.find((one) => one === (given.show || 'spend'));
  if (by && show) return { by, show };
  const known = by
    ? `show is one of ${SPEND_MAP_SHOWS.join(', ')}`
    : `by is one of ${SPEND_MAP_BY.join(', ')}`;
  throw refuse('no-such-choice', 'invalid', `${known}.`);
}

type Whole = Asked & { readonly provision: Provision };

function mapOf(whole: Whole): KeyedFinding {
  const { by, show, provision } = whole;
  const columns = [...columnsOf(whole), ALL];
  const rows = AIMS.map((aim) => rowOf(whole, aim, columns));
  return {
    name: NAME,
    asked: idParts(whole),
    headline: headlineOf(provision),
    subtitle:
      `${SHOW_LABELS[show]} by theme and ${BY_LABELS[by].toLowerCase()}, as services state it ` +
      `for ${formatFinancialYear(provision.year)}`,
    rowHeading: 'Theme',
    columns: columns.map((one) => one.label),
    columnKeys: columns.map((one) => one.key),
    rows: provision.onOffer.length === 0 ? [] : rows,
    ...(provision.onOffer.length === 0
      ? {}
      : { total: rowOf(whole, { key: 'total', label: 'All services' }, columns) }),
    chart: 'none',
    notes: NOTES[show === 'spend' ? 'spend' : 'other'],
  };
}

const NOTES = {
  spend: [
    'The spend of a service with several aims is split evenly between them, and of a service ' +
      'for several areas evenly between these, so that rows and columns add up. The rule is ours.',
    'It is what agencies say their services cost, never what the council publishes as spent.',
  ],
  other: ['A service with several aims or areas counts whole in each, so rows must not be added.'],
} as const;

const ALL: MapColumn = { key: 'all', label: 'All', has: () => true };

/** The columns of the map but for the last, which is all of them. */
function columnsOf({ by, provision }: Whole): MapColumn[] {
  const { onOffer, agencies, wards } = provision;
  if (by === 'level') {
    const levels = SERVICE_LEVELS.map((level) => ({
      key: level,
      label: SERVICE_LEVEL_LABELS[level].split(':')[0] ?? level,
      has: (one: Service) => one.level === level,
    }));
    return used(onOffer, [
      ...levels,
      { key: 'none', label: 'No level stated', has: (one) => one.level === null },
    ]);
  }
  if (by === 'area') {
    const own = wards.map(({ id, name }) => ({
      key: String(id),
      label: name,
      has: (one: Service) => areasOf(one).includes(String(id)),
    }));
    const whole = { key: 'whole', label: 'The whole authority', has: isWhole };
    return [...own, ...used(onOffer, [whole])];
  }
  const own = agencies.map(({ id, name }) => ({
    key: String(id),
    label: name,
    has: (one: Service) => one.agencyId === id,
  }));
  const nobody = { key: 'none', label: 'Nobody', has: (one: Service) => one.agencyId === null };
  return used(onOffer, [...own, nobody]);
}

function isWhole(service: Service): boolean {
  return areasOf(service).includes('whole');
}

function used(services: readonly Service[], columns: readonly MapColumn[]): MapColumn[] {
  return columns.filter((column) => services.some((one) => column.has(one)));
}

function rowOf(
  whole: Whole,
  aim: { readonly key: string; readonly label: string },
  columns: readonly MapColumn[],
): KeyedRow {
  return {
    key: aim.key,
    label: aim.label,
    figures: columns.map((column) => cellOf(whole, aim, column)),
  };
}

const AMOUNT_OF: Readonly<Record<Exclude<SpendMapShows, 'spend' | 'evidence'>, Amount>> = {
  services: 'services',
  capacity: 'capacity-families',
  reach: 'reached-families',
};

function cellOf(
  whole: Whole,
  aim: { readonly key: string; readonly label: string },
  column: MapColumn,
): Figure {
  const { show, provision } = whole;
  const own = provision.onOffer.filter(
    (one) => column.has(one) && (aim.key === 'total' || aimsOf(one).includes(aim.key)),
  );
  const base = {
    id: figureId(NAME, { ...idParts(whole), row: aim.key, column: column.key }),
    label: `${aim.label}, ${column.label.toLowerCase()}: ${SHOW_LABELS[show].toLowerCase()}`,
  };
  const rows = rowsOf(whole, { aim: aim.key, column: column.key, count: own.length });
  if (show === 'spend')
    return { ...base, ...spendCell(whole, { aim: aim.key, column, own, rows }) };
  if (show === 'evidence') {
    const sure = own.filter(({ evidence }) => evidence === 'promising' || evidence === 'strong');
    const words = [EVIDENCE_LABELS.promising, EVIDENCE_LABELS.strong].join(' / ');
    const formula = `Of ${own.length} services, those whose evidence is stated as: ${words}.`;
    return { ...base, value: sure.length, unit: 'services', how: { formula, rows } };
  }
  const { value, hidden } = groupOf('', '', own, { year: provision.year }).amounts[AMOUNT_OF[show]];
  const absent = hidden > 0 ? ('suppressed' as const) : ('not-measured' as const);
  return {
    ...base,
    value: own.length === 0 ? 0 : value,
    unit: show === 'services' ? 'services' : 'families',
    ...(own.length > 0 && value === null ? { absent } : {}),
    how: { formula: FORMULAS[show], rows },
  };
}

const FORMULAS: Readonly<Record<Exclude<SpendMapShows, 'spend' | 'evidence'>, string>> = {
  services: 'Services on offer that fit, each counted once.',
  capacity: 'The families that these services say they could take in the year, added up.',
  reach:
    'The families that these services say they reached in the year, added up: a family that had ' +
    'two of them is in both. A reach of 1 to 4 is hidden and in no sum.',
};

function spendCell(
  { by, provision }: Whole,
  of: {
    readonly aim: string;
    readonly column: MapColumn;
    readonly own: readonly Service[];
    readonly rows: Figure['how']['rows'];
  },
): Pick<Figure, 'value' | 'unit' | 'absent' | 'how'> {
  const isIn = (one: (typeof provision.parts)[number]) =>
    (of.aim === 'total' || one.aim === of.aim) &&
    (of.column.key === 'all' ||
      (by === 'area' ? one.area === of.column.key : of.column.has(one.service)));
  const parts = provision.parts.filter(isIn);
  const silent = of.own.length - new Set(parts.map((one) => one.service)).size;
  const isSilent = of.own.length > 0 && parts.length === 0;
  return {
    value: isSilent ? null : sumParts(parts),
    unit: 'pence',
    ...(isSilent ? { absent: 'not-measured' as const } : {}),
    how: {
      formula:
        'What payers spend on these services in the year, the actual or else the budget; of a ' +
        'service with several aims or areas an even part for each.',
      inputs: spendInputs(
        provision,
        parts.map((one) => one.service),
      ),
      ...(of.rows ? { rows: of.rows } : {}),
      ...(silent > 0 ? { notes: [`${silent} of ${of.own.length} services state no spend.`] } : {}),
    },
  };
}

/** The services behind a cell, on the directory; an area there takes in the whole authority's. */
function rowsOf(
  { by, provision }: Whole,
  of: { readonly aim: string; readonly column: string; readonly count: number },
) {
  const level = of.column === 'none' ? NO_AIM : of.column;
  const column =
    of.column === 'all'
      ? {}
      : by === 'level'
        ? { level }
        : by === 'agency'
          ? { agency: of.column }
          : null;
  const theme = of.aim === 'total' ? undefined : of.aim;
  return {
    question: 'The services that are counted',
    count: of.count,
    ...(column === null
      ? {}
      : { href: `/${figureId('provision', { theme, year: provision.year, ...column })}` }),
  };
}

function idParts({ by, show, provision }: Whole) {
  return {
    by: by === 'agency' ? undefined : by,
    show: show === 'spend' ? undefined : show,
    year: provision.year,
  };
}

function headlineOf({ onOffer, parts, year }: Provision): string {
  if (onOffer.length === 0) return 'No service is on the directory yet';
  const spend = formatPence(pence(sumParts(parts)));
  const services = onOffer.length === 1 ? '1 service' : `${onOffer.length} services`;
  return `${services} on offer state spending of ${spend}, ${formatFinancialYear(year)}`;
}
