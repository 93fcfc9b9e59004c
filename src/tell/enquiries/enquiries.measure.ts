import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  median,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import { daysTaken, type Enquiry, TOPICS, type Topic } from './enquiry.ts';
import { listEnquiries } from './enquiries.store.ts';

const NAME = 'enquiries';
const COLUMNS = ['asked', 'ended', 'in-time', 'share', 'days'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = {
  asked: 'Asked',
  ended: 'Answered or declined',
  'in-time': 'Of those, in time',
  share: 'Share in time',
  days: 'Days to the answer, median',
};

const FORMULAS: Readonly<Record<Column, string>> = {
  asked: 'Enquiries of elected members, each counted once.',
  ended: 'Enquiries that were answered, or declined with a reason.',
  'in-time': 'Enquiries that ended on their due day or before.',
  share: 'Those in time, of 100 that ended.',
  days: 'Calendar days from asking to the end; as many took less as took more.',
};

/** How many enquiries members made, how many were answered in time, and how long it took. */
export const enquiriesMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Enquiries of elected members',
  who: thoseWhoSeeFigures,
  parameters: {
    row: `one row: ${Object.keys(TOPICS).join(', ')} or total`,
    column: `one column of that row: ${COLUMNS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const all = await listEnquiries(tx);
    const topics = (Object.keys(TOPICS) as Topic[]).filter((topic) =>
      all.some((one) => one.topic === topic),
    );
    const rows = topics.map((topic) =>
      rowOf(
        topic,
        TOPICS[topic],
        all.filter((one) => one.topic === topic),
      ),
    );
    const total = rowOf('total', 'All enquiries', all);
    if (given.row !== undefined) return cellOf(given, [...topics, 'total'], [...rows, total]);
    return {
      id: NAME,
      headline: headlineOf(all),
      subtitle: 'Enquiries of elected members by topic, all that are kept',
      rowHeading: 'Topic',
      columns: COLUMNS.map((column) => LABELS[column]),
      rows,
      ...(rows.length > 0 ? { total } : {}),
      chart: 'none',
      notes: ['Who asked is not counted and not shown.'],
    };
  },
});

function headlineOf(all: readonly Enquiry[]): string {
  const ended = all.filter((one) => one.endedOn !== null);
  if (all.length === 0) return 'No elected member has asked anything yet';
  if (ended.length === 0) return `${all.length} enquiries of members wait for an answer`;
  const inTime = ended.filter(isInTime).length;
  return `${inTime} of ${ended.length} enquiries that ended were answered in time`;
}

function isInTime({ endedOn, dueOn }: Enquiry): boolean {
  return endedOn !== null && endedOn <= dueOn;
}

function rowOf(row: string, label: string, of: readonly Enquiry[]): FindingRow {
  return { label, figures: COLUMNS.map((column) => figureOf({ row, label, column, of })) };
}

function figureOf(cell: {
  readonly row: string;
  readonly label: string;
  readonly column: Column;
  readonly of: readonly Enquiry[];
}): Figure {
  const { row, label, column, of } = cell;
  const value = VALUES[column](of);
  return {
    id: figureId(NAME, { row, column }),
    label: `${label}: ${LABELS[column].toLowerCase()}`,
    value,
    unit: column === 'share' ? 'percent' : column === 'days' ? 'days' : 'number',
    ...(value === null ? { absent: 'not-available' as const } : {}),
    how: {
      formula: FORMULAS[column],
      ...(column === 'share'
        ? {
            inputs: [
              figureOf({ row, label, column: 'in-time', of }),
              figureOf({ row, label, column: 'ended', of }),
            ],
          }
        : { rows: { question: 'Enquiries in the log:', count: of.length, href: '/enquiries' } }),
    },
  };
}

const VALUES: Readonly<Record<Column, (of: readonly Enquiry[]) => number | null>> = {
  asked: (of) => of.length,
  ended: (of) => of.filter((one) => one.endedOn !== null).length,
  'in-time': (of) => of.filter(isInTime).length,
  share: (of) => {
    const ended = of.filter((one) => one.endedOn !== null).length;
    return ended === 0 ? null : (100 * of.filter(isInTime).length) / ended;
  },
  days: (of) => median(of.flatMap((one) => daysTaken(one) ?? [])),
};

function cellOf(given: Parameters, keys: readonly string[], rows: readonly FindingRow[]): Finding {
  const row = rows[keys.indexOf(given.row ?? '')];
  if (!row) throw refuse('no-such-row', 'not-found', 'There is no such row.');
  const column = COLUMNS.find((one) => one === (given.column ?? 'asked'));
  const figure = column && row.figures[COLUMNS.indexOf(column)];
  if (!figure || !column) {
    throw refuse('no-such-choice', 'invalid', `column is one of ${COLUMNS.join(', ')}.`);
  }
  return {
    id: figure.id,
    headline: figure.label,
    subtitle: LABELS[column],
    rowHeading: 'Topic',
    columns: [LABELS[column]],
    rows: [{ label: row.label, figures: [figure] }],
    chart: 'none',
  };
}
