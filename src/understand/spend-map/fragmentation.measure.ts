import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import type { Service } from '../../record/index.ts';
import { fragmentationOf, splitWords } from './fragmentation.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { AIMS, type Provision, readProvision, spendInputs } from './read-spend-map.ts';
import { readReceived, type Received } from './read-received.ts';
import { aimsOf, areasOf, type SpendPart, sumParts } from './spend-map.ts';
import { INDEX_CITATIONS } from './spend-map-rules.ts';

const NAME = 'fragmentation';

/** How split spending is between providers, by theme or by area. */
export const fragmentationMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'How split provision is between providers',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'theme or area; theme by default',
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    row: 'one theme, or the number of a ward',
    column: 'index, equal, providers, services or per-family',
  },
  compute: async (tx, actor, given) => {
    const by = given.by || 'theme';
    if (by !== 'theme' && by !== 'area') {
      throw refuse('no-such-choice', 'invalid', 'by is one of theme, area.');
    }
    const provision = await readProvision(tx, actor, given.year);
    const received = await readReceived(tx, provision);
    const { year } = provision;
    const rows = groupsOf(provision, by).map((group) => rowOf(group, { provision, received, by }));
    return narrowed(
      {
        name: NAME,
        asked: { by: by === 'theme' ? undefined : by, year },
        headline: headlineOf(rows),
        subtitle: `Spending on services on offer by provider, ${formatFinancialYear(year)}`,
        rowHeading: by === 'theme' ? 'Theme' : 'Area',
        columns: [
          'Split',
          'As so many equal providers',
          'Providers',
          'Services',
          'Services a family',
        ],
        columnKeys: ['index', 'equal', 'providers', 'services', 'per-family'],
        rows,
        chart: 'none',
        notes: [
          'Split is the chance that two pounds, picked at random, go to two different providers: ' +
            '0% with one provider, near 100% with very many. Much or little is no fault by itself.',
        ],
      },
      given,
    );
  },
});

interface Group {
  readonly key: string;
  readonly label: string;
  readonly services: readonly Service[];
  readonly parts: readonly SpendPart[];
}

function groupsOf({ onOffer, parts, wards }: Provision, by: 'theme' | 'area'): Group[] {
  const groups =
    by === 'theme'
      ? AIMS.map(({ key, label }) => ({
          key,
          label,
          services: onOffer.filter((one) => aimsOf(one).includes(key)),
          parts: parts.filter((one) => one.aim === key),
        }))
      : wards.map(({ id, name }) => ({
          key: String(id),
          label: name,
          services: onOffer.filter((one) => areasOf(one).includes(String(id))),
          parts: parts.filter((one) => one.area === String(id)),
        }));
  return groups.filter((one) => one.services.length > 0);
}

interface Ground {
  readonly provision: Provision;
  readonly received: Received;
  readonly by: 'theme' | 'area';
}

function rowOf(group: Group, ground: Ground): KeyedRow {
  const { provision, by } = ground;
  const { key, label, parts } = group;
  const byProvider = Map.groupBy(parts, (one) => one.service.providerName.toLowerCase());
  const found = fragmentationOf([...byProvider.values()].map(sumParts));
  const idOf = (column: string) =>
    figureId(NAME, { by: by === 'theme' ? undefined : by, year: provision.year, row: key, column });
  const inputs = spendInputs(
    provision,
    parts.map((one) => one.service),
  );
  const silent = { value: null, absent: 'not-measured' as const };
  const formula = found
    ? `One less the sum of squared shares of each provider in the spend: ${splitWords(found)}.`
    : 'No service here states what it costs.';
  const how = { formula, inputs, citations: INDEX_CITATIONS };
  const round = (value: number) => Math.round(10 * value) / 10;
  const index: Figure = {
    id: idOf('index'),
    label: `${label}: split between providers`,
    unit: 'percent',
    ...(found ? { value: round(100 * found.index) } : silent),
    how,
  };
  const equal: Figure = {
    id: idOf('equal'),
    label: `${label}: as split as so many equal providers`,
    unit: 'number',
    ...(found ? { value: round(found.equalProviders) } : silent),
    how: { ...how, formula: found ? '1 over the sum of squared shares.' : formula },
  };
  return {
    key,
    label,
    figures: [index, equal, ...countFigures(group, idOf), perFamily(group, ground, idOf)],
  };
}

function countFigures({ label, services }: Group, idOf: (column: string) => string): Figure[] {
  const providers = new Set(services.map((one) => one.providerName.toLowerCase())).size;
  return [
    {
      id: idOf('providers'),
      label: `${label}: providers`,
      value: providers,
      unit: 'number',
      how: { formula: 'Different providers of services on offer here, with spend stated or not.' },
    },
    {
      id: idOf('services'),
      label: `${label}: services`,
      value: services.length,
      unit: 'services',
      how: { formula: 'Services on offer here, each counted once.' },
    },
  ];
}

function perFamily(
  { label, services }: Group,
  { received, by }: Ground,
  idOf: (column: string) => string,
): Figure {
  const { families, received: had } = received.ofAny(services);
  const base = {
    id: idOf('per-family'),
    label: `${label}: services a family`,
    unit: 'number' as const,
  };
  if (families === 0 || by === 'area') {
    const formula =
      by === 'area'
        ? 'Families move, and files of services received state no ward of help.'
        : 'No loaded file says which families had these services in the year.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const formula =
    'Of families that had any of these services in the year, how many of them they had on average.';
  if (families < 5 || (had - families > 0 && had - families < 5)) {
    return { ...base, value: null, absent: 'suppressed', how: { formula } };
  }
  return { ...base, value: Math.round((10 * had) / families) / 10, how: { formula } };
}

function headlineOf(rows: readonly KeyedRow[]): string {
  const [most] = [...rows].sort((a, b) => (b.figures[1]?.value ?? 0) - (a.figures[1]?.value ?? 0));
  const equal = most?.figures[1]?.value;
  if (!most || equal == null) return 'How split provision is cannot be told yet';
  return `${most.label} is about as split as ${equal} equal providers, more than any other`;
}
