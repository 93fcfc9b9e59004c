import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, formatFinancialYear, HIDDEN_ROW } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { type Pair, pairsOf } from './overlap.ts';
import { type Provision, readProvision, wardsOf } from './read-spend-map.ts';
import { isHiddenPair, readReceived, type Received } from './read-received.ts';
import { SPEND_MAP_RULES } from './spend-map-rules.ts';

const NAME = 'service-overlap';

/** So many pairs are listed at most, the most alike. */
const MOST_PAIRS = 40;

/** Pairs of services on offer that look alike, and the families who had both. */
export const serviceOverlapMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Services that look alike, and families who have both',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    row: 'one pair: the numbers of both services, the smaller first, such as 12-34',
    column: 'alike, smaller, both or share',
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const received = await readReceived(tx, provision);
    const pairs = alikePairs(provision);
    const rows = pairs
      .map((pair) => rowOf(pair, provision, received))
      .sort((a, b) => (b.figures[2]?.value ?? -1) - (a.figures[2]?.value ?? -1));
    const { year } = provision;
    return narrowed(
      {
        name: NAME,
        asked: { year },
        headline: headlineOf(rows, provision),
        subtitle:
          'Services on offer of different providers with a common aim, age and area, and the ' +
          `families who had both, ${formatFinancialYear(year)}`,
        rowHeading: 'Services',
        columns: ['Alike', 'Families of the smaller', 'Families of both', 'Share of the smaller'],
        columnKeys: ['alike', 'smaller', 'both', 'share'],
        rows,
        chart: 'none',
        notes: [
          SPEND_MAP_RULES.overlap.why,
          'Two services for one family may be right: a pair is a question to both, not a finding.',
        ],
      },
      given,
    );
  },
});

/** The pairs of services on offer that look alike, the most alike first. */
export function alikePairs(provision: Provision): Pair[] {
  const { atLeastPercent } = SPEND_MAP_RULES.overlap;
  return pairsOf(provision.onOffer, wardsOf(provision), atLeastPercent).slice(0, MOST_PAIRS);
}

function rowOf(pair: Pair, provision: Provision, received: Received): KeyedRow {
  const { year } = provision;
  const label = `${pair.first.name} and ${pair.second.name}`;
  const id = (column: string) => figureId(NAME, { year, row: pair.key, column });
  const alike: Figure = {
    id: id('alike'),
    label: `${label}: how alike`,
    value: pair.percent,
    unit: 'percent',
    how: {
      formula:
        'The mean of four parts: ' +
        pair.reasons.map(({ what, percent }) => `${what} ${percent}%`).join(', ') +
        '. Each is what both have, of what either has.',
      rows: {
        question: 'The two services',
        count: 2,
        href: `/spend-map/overlaps/${pair.key}?year=${year}`,
      },
    },
  };
  const people = peopleFigures({ pair, label, id }, received);
  const href = `/spend-map/overlaps/${pair.key}?year=${year}`;
  return { key: pair.key, label, href, figures: [alike, ...people] };
}

function peopleFigures(
  of: { readonly pair: Pair; readonly label: string; id(column: string): string },
  received: Received,
): Figure[] {
  const { pair, label, id } = of;
  const [one, other] = [received.familiesOf(pair.first), received.familiesOf(pair.second)];
  const smaller = Math.min(one, other);
  const both = received.familiesOfBoth(pair.first, pair.second);
  const families = { unit: 'families' as const };
  if (smaller === 0) {
    const formula =
      'No loaded file says which families had each of the two in the year. It would be the file ' +
      'of services received.';
    const absent = { value: null, absent: 'not-measured' as const, how: { formula } };
    return [
      { id: id('smaller'), label: `${label}: families of the smaller`, ...families, ...absent },
      { id: id('both'), label: `${label}: families of both`, ...families, ...absent },
      { id: id('share'), label: `${label}: share`, unit: 'percent', ...absent },
    ];
  }
  const isHidden = isHiddenPair(both, [one, other]);
  const shown = (value: number, hide: boolean) =>
    hide ? { value: null, absent: 'suppressed' as const } : { value };
  const how = (formula: string, hide: boolean) => ({
    formula: hide ? `${formula} ${HIDDEN_ROW}` : formula,
  });
  const least: Figure = {
    id: id('smaller'),
    label: `${label}: families of the smaller`,
    ...families,
    ...shown(smaller, smaller < 5),
    how: how('Families who had the service of the two that fewer had, in the year.', smaller < 5),
  };
  const shared: Figure = {
    id: id('both'),
    label: `${label}: families of both`,
    ...families,
    ...shown(both, isHidden),
    how: how('Families who had both in the year, at once or one after the other.', isHidden),
  };
  const share: Figure = {
    id: id('share'),
    label: `${label}: share of the smaller`,
    unit: 'percent',
    ...shown(Math.round((1000 * both) / smaller) / 10, isHidden),
    how: {
      ...how('Families of both, as a share of the families of the smaller of the two.', isHidden),
      ...(isHidden ? {} : { inputs: [shared, least] }),
    },
  };
  return [least, shared, share];
}

function headlineOf(rows: readonly KeyedRow[], { onOffer }: Provision): string {
  if (onOffer.length === 0) return 'No service is on the directory yet';
  if (rows.length === 0) return 'No two services on offer look alike';
  const most = [...rows].sort((a, b) => (b.figures[2]?.value ?? 0) - (a.figures[2]?.value ?? 0))[0];
  const both = most?.figures[2]?.value;
  if (!most || !both) {
    return rows.length === 1
      ? 'One pair of services looks alike'
      : `${rows.length} pairs of services look alike`;
  }
  return `${both} families had both ${most.label}, which look alike`;
}
