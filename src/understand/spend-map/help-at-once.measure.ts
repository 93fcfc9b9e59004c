import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  formatFinancialYear,
  HIDDEN_ROW,
  hideCells,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { codesOfService } from '../../record/index.ts';
import { type KeyedRow, narrowed } from './keyed-finding.ts';
import { type Provision, readProvision } from './read-spend-map.ts';
import { familiesByAgencies } from './received.store.ts';

const NAME = 'help-at-once';

/** Bands of agencies at once; the last takes in all above. */
const BANDS = [
  { key: '1', label: 'One agency', from: 1, to: 1 },
  { key: '2', label: 'Two agencies at once', from: 2, to: 2 },
  { key: '3', label: 'Three agencies at once', from: 3, to: 3 },
  { key: '4-up', label: 'Four agencies or more at once', from: 4, to: Number.POSITIVE_INFINITY },
] as const;

/** Families by the most agencies that helped them on one day of a year. */
export const helpAtOnceMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Families helped by several agencies at once',
  who: thoseWhoSeeFigures,
  parameters: {
    year: 'a financial year such as 2025-26; the newest that services speak of by default',
    row: `${BANDS.map((one) => one.key).join(', ')}, 3-up for three or more, or total`,
  },
  compute: async (tx, actor, given) => {
    const provision = await readProvision(tx, actor, given.year);
    const counts = await familiesByAgencies(tx, provision.year, ownersOf(provision));
    const rows = rowsOf(provision, counts);
    const { year } = provision;
    const asked = { ...given, column: undefined };
    const [several, total] = [
      rows.find((one) => one.key === '3-up'),
      rows.find((one) => one.key === 'total'),
    ];
    return narrowed(
      {
        name: NAME,
        asked: { year },
        headline: headlineOf(several?.figures[0], total?.figures[0]),
        subtitle: `Families with help from a service, ${formatFinancialYear(year)}`,
        rowHeading: 'Agencies',
        columns: ['Families'],
        columnKeys: ['families'],
        rows:
          given.row === undefined
            ? rows.filter((one) => !['3-up', 'total'].includes(one.key))
            : rows,
        ...(total && given.row === undefined ? { total } : {}),
        chart: 'bars',
        notes: ['Several agencies at once may be right where one person holds them together.'],
      },
      asked,
    );
  },
});

/** Which agency answers for the service of each code; the provider where nobody does. */
function ownersOf({ all }: Provision): ReadonlyMap<string, string> {
  return new Map(
    all.flatMap((service) =>
      codesOfService(service).map((code) => [
        code,
        service.agencyId === null
          ? `provider ${service.providerName}`
          : `agency ${service.agencyId}`,
      ]),
    ),
  );
}

function rowsOf(
  { year }: Provision,
  counts: readonly { readonly agencies: number; readonly families: number }[],
): KeyedRow[] {
  const within = (from: number, to: number) =>
    counts
      .filter(({ agencies }) => agencies >= from && agencies <= to)
      .reduce((sum, { families }) => sum + families, 0);
  const several = within(3, Number.POSITIVE_INFINITY);
  const total = within(0, Number.POSITIVE_INFINITY);
  const cells = [
    ...BANDS.map(({ key, label, from, to }) => ({
      key: key as string,
      label: label as string,
      count: within(from, to),
    })),
    { key: '3-up', label: 'Three agencies or more at once', count: several },
    { key: 'total', label: 'Families with help from a service', count: total },
  ];
  const hidden = hideCells(cells, [
    { parts: ['1', '2', '3-up'], total: 'total' },
    { parts: ['3', '4-up'], total: '3-up' },
  ]);
  return cells.map(({ key, label, count }) => {
    const isHidden = hidden.has(key);
    const absent = total === 0 ? ('not-measured' as const) : ('suppressed' as const);
    const isAbsent = total === 0 || isHidden;
    const figure: Figure = {
      id: figureId(NAME, { year, row: key }),
      label,
      value: isAbsent ? null : count,
      unit: 'families',
      ...(isAbsent ? { absent } : {}),
      how: {
        formula:
          total === 0
            ? 'No file of services received is loaded for the year.'
            : 'Families by the most agencies that helped any of their children on one day: help ' +
              'from services that different agencies answer for. A child whom no file puts in a ' +
              `family counts as one.${isHidden ? ` ${HIDDEN_ROW}` : ''}`,
        ...(isAbsent ? {} : { rows: { question: 'Families with help in the year', count } }),
      },
    };
    return { key, label, figures: [figure] };
  });
}

function headlineOf(several: Figure | undefined, total: Figure | undefined): string {
  if (total?.value == null) return 'Who helps the same family is not measured yet';
  if (several?.value == null) return 'Few families have help from three agencies or more at once';
  return `${several.value} of ${total.value} families had help from three agencies or more at once`;
}
