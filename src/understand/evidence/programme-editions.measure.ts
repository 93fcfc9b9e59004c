import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, type Unit } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { type KeyedRow, narrowed } from '../spend-map/keyed-finding.ts';
import { type AppraisalEdition, driftOf } from './appraisal.ts';
import { programmeEvidence } from './evidence.ts';
import { citationOfSource } from './evidence-figures.ts';
import type { Programme } from './evidence-file.ts';

const NAME = 'programme-editions';

/** The columns: who gains, in all, what it costs, what is left, and how surely. */
const COLUMNS = {
  taxpayers: ['Taxpayers', 'us-dollars'],
  participants: ['Participants', 'us-dollars'],
  others: ['Others', 'us-dollars'],
  indirect: ['Indirect', 'us-dollars'],
  total: ['All benefits', 'us-dollars'],
  netCost: ['Cost', 'us-dollars'],
  net: ['Benefits less cost', 'us-dollars'],
  ratio: ['Benefits for each dollar', 'decimal'],
  chance: ['Chance of a gain', 'percent'],
} as const satisfies Readonly<Record<string, readonly [string, Unit]>>;

type Column = keyof typeof COLUMNS;
const COLUMN_KEYS = Object.keys(COLUMNS) as Column[];

/** Which column the chart of editions shows: benefits less cost. */
export const DRIFT_COLUMN = COLUMN_KEYS.indexOf('net');

/** Editions of the benefit-cost results of a programme, in US dollars: how estimates drift. */
export const programmeEditionsMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'How estimates of a programme drifted from edition to edition',
  who: thoseWhoSeeFigures,
  parameters: {
    programme: 'the code of a programme, such as healthy-families-america',
    row: 'the number of a page and a year of dollars, such as 119-2023',
    column: COLUMN_KEYS.join(', '),
  },
  compute: async (_tx, _actor, given): Promise<Finding> => {
    const programme = programmeEvidence(given.programme ?? '');
    const rows = (programme.appraisals ?? []).flatMap(({ page, label, editions }) =>
      editions.map((edition): KeyedRow => {
        const key = `${page}-${edition.dollarYear}`;
        return {
          key,
          label: `${label}, ${edition.edition}`,
          figures: COLUMN_KEYS.map((column) => cell(programme, { key, edition, column })),
        };
      }),
    );
    return narrowed(
      {
        name: NAME,
        asked: { programme: programme.code },
        headline: driftHeadline(programme),
        subtitle:
          `${programme.name}: benefits less cost for each participant in Washington State, ` +
          'US dollars of the year of each edition',
        rowHeading: 'Edition',
        columns: COLUMN_KEYS.map((column) => COLUMNS[column][0]),
        columnKeys: COLUMN_KEYS,
        rows,
        chart: rows.length > 1 ? 'bars' : 'none',
        notes: NOTES,
      },
      given,
    );
  },
});

const NOTES = [
  'Dollars stay dollars: they are not turned into pounds, and prices of editions differ.',
  'Others are victims and employers, for example; indirect is mostly the cost of taxation.',
  'Where the cost is above nothing, it is less than that of what it was compared with: no ratio.',
];

function cell(
  programme: Programme,
  of: { readonly key: string; readonly edition: AppraisalEdition; readonly column: Column },
): Figure {
  const { key, edition, column } = of;
  const [head, unit] = COLUMNS[column];
  const value = edition[column] ?? null;
  const base = {
    id: figureId(NAME, { programme: programme.code, row: key, column }),
    label: `${programme.name}, ${edition.edition}: ${head.toLowerCase()}`,
    unit,
  };
  const citations = [citationOfSource(programme, 'wsipp')];
  if (value === null) {
    const formula = 'It costs less than what it was compared with, so there is no ratio.';
    return { ...base, value, absent: 'not-available', how: { formula, citations } };
  }
  const stated = `As the institute prints it, in dollars of ${edition.dollarYear}.`;
  const formula = `${stated} ${FORMULAS[column] ?? ''}`.trim();
  return { ...base, value, how: { formula, citations } };
}

const FORMULAS: Readonly<Partial<Record<Column, string>>> = {
  total: 'Taxpayers, participants, others and indirect together.',
  netCost: 'Below nothing is a cost.',
  net: 'All benefits and cost together.',
  ratio: 'All benefits over cost.',
  chance: 'Runs of the institute’s model in which benefits are above cost.',
};

/** How the estimates of a programme moved, in one sentence. */
export function driftHeadline(programme: Programme): string {
  const pages = programme.appraisals ?? [];
  if (pages.length === 0) return `No benefit-cost result of ${programme.name} is in the library`;
  const drifts = pages.flatMap((one) => {
    const drift = driftOf(one.editions);
    return drift ? [{ ...drift, editions: one.editions }] : [];
  });
  const [drift] = drifts;
  if (!drift) return `${programme.name}: one edition of each result, so no drift can be seen`;
  const [first, last] = [drift.editions.at(0), drift.editions.at(-1)];
  const turned = drift.turned ? `, and turned ${drift.net > 0 ? 'to a gain' : 'to a loss'}` : '';
  return (
    `The chance of a gain went from ${first?.chance}% to ${last?.chance}% ` +
    `over ${drift.editions.length} editions${turned}`
  );
}
