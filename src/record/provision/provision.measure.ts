import { type Agency, listAgencies, thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type CalendarDay,
  type Figure,
  figureId,
  type FinancialYear,
  financialYearOf,
  type Finding,
  type FindingRow,
  formatFinancialYear,
  formatPence,
  parseFinancialYear,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { THEMES } from '../journey/journey-rules.ts';
import { today } from '../people/people.page.ts';
import { listPlaces, type PlaceRow } from '../places/places.store.ts';
import { FRESHNESS, FRESHNESS_LABELS, freshnessOf } from './freshness.ts';
import {
  ASKED_NAMES,
  isFor,
  NOT_STATED,
  type ProvisionAsked,
  readProvisionAsked,
  servicesAsked,
} from './provision-asked.ts';
import { type Amount, AMOUNTS, groupOf, type ServiceGroup } from './provision-groups.ts';
import { listServices, provisionYears } from './provision.store.ts';
import {
  EVIDENCE_GRADES,
  EVIDENCE_LABELS,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  type Service,
} from './service.ts';

const NAME = 'provision';

/** By what the provision may be grouped. */
export const PROVISION_BY = [
  'theme',
  'level',
  'agency',
  'payer',
  'area',
  'evidence',
  'freshness',
  'service',
] as const;
/** One of the ways to group. */
export type ProvisionBy = (typeof PROVISION_BY)[number];

/** The ways to group in words, as a heading of rows. */
export const PROVISION_BY_LABELS: Readonly<Record<ProvisionBy, string>> = {
  theme: 'Theme',
  level: 'Level',
  agency: 'Responsible agency',
  payer: 'Paying agency',
  area: 'Area',
  evidence: 'Evidence',
  freshness: 'Freshness of the entry',
  service: 'Service',
};

const AMOUNT_LABELS: Readonly<Record<Amount, string>> = {
  services: 'Services',
  spend: 'Spend in the year',
  'capacity-families': 'Room for families',
  'reached-families': 'Families reached',
  'capacity-children': 'Room for children',
  'reached-children': 'Children reached',
};

const UNITS: Readonly<Record<Amount, Figure['unit']>> = {
  services: 'services',
  spend: 'pence',
  'capacity-families': 'families',
  'reached-families': 'families',
  'capacity-children': 'children',
  'reached-children': 'children',
};

/** How many services there are, with their money, capacity and reach, by one of many groupings. */
export const provisionMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Services, their money, capacity and reach',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `${PROVISION_BY.join(', ')}; theme by default`,
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    theme: 'services meant for this theme, or none-stated',
    level: 'services of this level, or none-stated',
    agency: 'the number of the responsible agency; none for services that nobody answers for',
    area: 'the number of a place: services for it or for the whole authority',
    age: 'services that take this age in years',
    evidence: 'services with this grade of evidence, or none-stated',
    freshness: FRESHNESS.join(', '),
    status: 'active, planned, paused or closed; those on offer by default',
    row: 'one row only, or total',
    column: `one column of that row: ${AMOUNTS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const by = PROVISION_BY.find((one) => one === (given.by ?? 'theme'));
    if (!by) throw refuse('no-such-choice', 'invalid', `by is one of ${PROVISION_BY.join(', ')}.`);
    const year = await readYear(tx, given.year);
    const filter = readProvisionAsked(given);
    const asked = { by, year, filter };
    const on = today();
    const { all, ...known } = await readOnce(tx);
    const services = servicesAsked(all, filter, on);
    const ground = { ...known, on };
    const finding = findingOf(asked, services, ground);
    return given.row === undefined ? finding : cellOf(asked, given, finding);
  },
});

/** What the directory holds, read once a request: one page adds it up in several ways. */
const READ = new WeakMap<Tx, Promise<Directory>>();

interface Directory extends Omit<Ground, 'on'> {
  readonly all: readonly Service[];
}

/** Every service with what they are grouped by; a transaction that writes services reads none. */
export function readOnce(tx: Tx): Promise<Directory> {
  const reading = READ.get(tx) ?? readAll(tx);
  READ.set(tx, reading);
  return reading;
}

async function readAll(tx: Tx): Promise<Directory> {
  return {
    all: await listServices(tx),
    agencies: await listAgencies(tx),
    wards: await listPlaces(tx, 'ward'),
  };
}

interface Asked {
  readonly by: ProvisionBy;
  readonly year: FinancialYear;
  readonly filter: ProvisionAsked;
}

interface Ground {
  readonly agencies: readonly Agency[];
  readonly wards: readonly PlaceRow[];
  readonly on: CalendarDay;
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

type Keyed = Finding & { readonly keys: readonly string[] };

function findingOf(asked: Asked, services: readonly Service[], ground: Ground): Keyed {
  const groups = KEYS[asked.by](ground, services).flatMap(({ key, label, own }) => {
    const payer = asked.by === 'payer' ? key : undefined;
    const group = groupOf(key, label, services.filter(own), { year: asked.year, payer });
    const isShown = asked.by === 'payer' ? group.amounts.spend.value !== null : true;
    return isShown && group.services.length > 0 ? [group] : [];
  });
  const total = groupOf('total', 'All services', services, { year: asked.year });
  const rows = groups.map((group) => rowOf(asked, group));
  return {
    id: idOf(asked),
    headline: headlineOf(total, services, ground.on),
    subtitle:
      `Services on the directory by ${PROVISION_BY_LABELS[asked.by].toLowerCase()}; money, ` +
      `capacity and reach as agencies state them for ${formatFinancialYear(asked.year)}`,
    rowHeading: PROVISION_BY_LABELS[asked.by],
    columns: AMOUNTS.map((amount) => AMOUNT_LABELS[amount]),
    rows,
    ...(rows.length === 0 ? {} : { total: rowOf(asked, total) }),
    chart: rows.length === 0 || asked.by === 'service' ? 'none' : 'bars',
    notes: notesOf(asked, total),
    keys: groups.map((group) => group.key),
  };
}

interface GroupKey {
  readonly key: string;
  readonly label: string;
  readonly own: (service: Service) => boolean;
}

const KEYS: Readonly<
  Record<ProvisionBy, (ground: Ground, services: readonly Service[]) => readonly GroupKey[]>
> = {
  theme: () => [
    ...THEMES.map(({ theme, label }) => ({
      key: theme,
      label,
      own: (one: Service) => one.themes.includes(theme),
    })),
    { key: NOT_STATED, label: 'No aim stated', own: (one) => one.themes.length === 0 },
  ],
  level: () => [
    ...SERVICE_LEVELS.map((level) => ({
      key: level,
      label: SERVICE_LEVEL_LABELS[level],
      own: (one: Service) => one.level === level,
    })),
    { key: NOT_STATED, label: 'No level stated', own: (one) => one.level === null },
  ],
  agency: ({ agencies }) => [
    ...agencies.map(({ id, name }) => ({
      key: String(id),
      label: name,
      own: (one: Service) => one.agencyId === id,
    })),
    { key: 'none', label: 'Nobody is accountable', own: (one) => one.agencyId === null },
  ],
  payer: ({ agencies }) => [
    ...agencies.map(({ id, name }) => ({
      key: String(id),
      label: name,
      own: (one: Service) => one.spends.some((spend) => spend.agencyId === id),
    })),
    {
      key: 'none',
      label: 'Payers outside the partnership',
      own: (one) => one.spends.some((spend) => spend.agencyId === null),
    },
  ],
  area: ({ wards }) => [
    ...wards.map(({ id, name }) => ({
      key: String(id),
      label: name,
      own: (one: Service) => !one.isWholeArea && isFor(one, Number(id)),
    })),
    { key: 'whole', label: 'The whole authority', own: (one) => one.isWholeArea },
  ],
  evidence: () => [
    ...EVIDENCE_GRADES.map((grade) => ({
      key: grade,
      label: EVIDENCE_LABELS[grade],
      own: (one: Service) => one.evidence === grade,
    })),
    { key: NOT_STATED, label: 'Nothing stated', own: (one) => one.evidence === null },
  ],
  freshness: ({ on }) =>
    FRESHNESS.map((state) => ({
      key: state,
      label: FRESHNESS_LABELS[state],
      own: (one: Service) => freshnessOf(one, on) === state,
    })),
  service: (_ground, services) =>
    services.map(({ id, name }) => ({
      key: String(id),
      label: name,
      own: (one: Service) => one.id === id,
    })),
};

function rowOf(asked: Asked, group: ServiceGroup): FindingRow {
  return {
    label: group.label,
    figures: AMOUNTS.map((amount) => figureOf(asked, group, amount)),
    href: hrefOf(asked, group.key),
  };
}

function figureOf(asked: Asked, group: ServiceGroup, amount: Amount): Figure {
  const { value, stated, hidden } = group.amounts[amount];
  const absent = hidden > 0 ? ('suppressed' as const) : ('not-measured' as const);
  const missing = group.services.length - stated;
  const notes = [
    ...(missing > 0 ? [`${missing} of ${group.services.length} services state none.`] : []),
    ...(hidden > 0 ? [`${hidden} with a reach of 1 to 4 ${HIDDEN_WORDS}`] : []),
  ];
  return {
    id: idOf(asked, group.key, amount),
    label: labelOf(group, amount),
    value,
    unit: UNITS[amount],
    ...(value === null ? { absent } : {}),
    how: {
      formula: FORMULAS[amount],
      rows: {
        question: 'The services that are counted',
        count: group.services.length,
        href: hrefOf(asked, group.key),
      },
      ...(notes.length > 0 ? { notes } : {}),
    },
  };
}

/** The services of a group are named by the group; what is added up of them, by both. */
function labelOf(group: ServiceGroup, amount: Amount): string {
  const isTotal = group.key === 'total';
  if (amount === 'services') return isTotal ? 'Services on the directory' : group.label;
  return isTotal ? AMOUNT_LABELS[amount] : `${AMOUNT_LABELS[amount]}: ${group.label}`;
}

const HIDDEN_WORDS = 'are hidden to protect people and left out of every sum.';

const PER_PAYER =
  'Of each payer the actual spend, or the budget where no actual is stated; the two are never ' +
  'added. It is what agencies say of services, not what the council publishes.';

const FORMULAS: Readonly<Record<Amount, string>> = {
  services: 'Services of the directory that fit, each counted once.',
  spend: `What payers spend on these services in the year. ${PER_PAYER}`,
  'capacity-families': 'The families that these services say they could take in the year.',
  'reached-families':
    'The families that these services say they reached in the year; a family that had two of ' +
    'them is in both.',
  'capacity-children': 'The children that these services say they could take in the year.',
  'reached-children':
    'The children that these services say they reached in the year; a child who had two of ' +
    'them is in both.',
};

function hrefOf({ by, year, filter }: Asked, key: string): string {
  if (by === 'service' && key !== 'total') return `/provision/services/${key}`;
  const choice = by === 'payer' || key === 'total' || key === 'whole' ? {} : { [by]: key };
  return `/${figureId('provision', { year, ...filter, ...choice })}`;
}

function idOf({ by, year, filter }: Asked, row?: string, column?: Amount): string {
  return figureId(NAME, { by: by === 'theme' ? undefined : by, year, ...filter, row, column });
}

function headlineOf(total: ServiceGroup, services: readonly Service[], on: CalendarDay): string {
  const { value } = total.amounts.spend;
  const money = value === null ? 'no spend stated' : `${formatPence(pence(value))} a year`;
  const amount = services.length === 1 ? '1 service' : `${services.length} services`;
  if (services.length === 0) return 'No service fits';
  const stale = services.filter((one) => freshnessOf(one, on) === 'stale').length;
  const alone = services.filter((one) => one.agencyId === null).length;
  const doubts = [
    ...(stale > 0 ? [`${stale} not confirmed for over a year`] : []),
    ...(alone > 0 ? [`${alone} with nobody accountable`] : []),
  ];
  return `${amount}, ${money}${doubts.length > 0 ? `; ${doubts.join(', ')}` : ''}`;
}

function notesOf({ by }: Asked, total: ServiceGroup): string[] {
  const silent = total.services.length - total.amounts.spend.stated;
  return [
    ...(by === 'theme' ? [`${WHOLE} themes, and once in the last row.`] : []),
    ...(by === 'area' ? [`${WHOLE} areas, and once in the last row.`] : []),
    ...(by === 'payer' ? ['A service with two payers counts under each, with its share.'] : []),
    ...(silent > 0 ? [`${silent} of ${total.services.length} services state no spend.`] : []),
    ...(total.amounts['reached-families'].hidden + total.amounts['reached-children'].hidden > 0
      ? ['A reach of 1 to 4 is hidden to protect people, and is in no sum.']
      : []),
  ];
}

const WHOLE = 'A service counts whole in each of its';

/** One row, or one cell of it, as its own finding. */
function cellOf(asked: Asked, given: Parameters, finding: Keyed): Finding {
  const { total, keys, ...rest } = finding;
  const index = keys.indexOf(given.row ?? '');
  const row = given.row === 'total' ? total : finding.rows[index];
  const column = AMOUNTS.indexOf(given.column as Amount);
  if (!row || (given.column !== undefined && column < 0)) {
    throw refuse('no-such-row', 'not-found', 'There is no such row or column.');
  }
  const only = given.column === undefined ? row.figures : row.figures.slice(column, column + 1);
  return {
    ...rest,
    id: idOf(asked, given.row, AMOUNTS[column]),
    headline: `${row.label}: ${given.column ? AMOUNT_LABELS[AMOUNTS[column] as Amount] : 'all'}`,
    columns: given.column === undefined ? finding.columns : [finding.columns[column] ?? ''],
    rows: [{ ...row, figures: only }],
    chart: 'none',
  };
}

/** The choices in the address of a figure that the directory page shares with the measure. */
export const PROVISION_CHOICES: readonly string[] = ['by', 'year', ...ASKED_NAMES];
