import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  cellOf,
  figureId,
  type Finding,
  formatDay,
  formatFinancialYear,
  formatPence,
  oneFigure,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readMoney } from './read-streams.ts';
import {
  ALL,
  allLapses,
  LAPSE_COLUMNS,
  LAPSING,
  lapseFigure,
  NEED_COLUMNS,
  type NeedColumn,
  needFigure,
  NEEDS,
  type NeedYear,
  needYears,
  nextLapseFigure,
  paymentFigure,
  PROPOSED,
  type SharedOut,
  shareOutNow,
  STREAM_COLUMNS,
  type StreamColumn,
  streamFigure,
  STREAMS,
} from './stream-figures.ts';
import type { Lapse } from './streams.ts';

const keys = <K extends string>(of: Readonly<Record<K, string>>) => Object.keys(of) as K[];

/** Money of each stream: given, committed, proposed, left. */
export const fundingStreamsMeasure: Measure = defineMeasure({
  name: STREAMS,
  title: 'Funding streams: given, committed, proposed and left',
  who: thoseWhoSeeFigures,
  parameters: {
    row: `the code of a stream, or ${ALL}`,
    column: keys(STREAM_COLUMNS).join(', '),
  },
  compute: async (tx, _actor, given) => {
    const out = shareOutNow(await readMoney(tx));
    return picked(streamsFinding(out), given);
  },
});

function streamsFinding(out: SharedOut): Finding {
  const columns = keys(STREAM_COLUMNS);
  const figures = (stream: Parameters<typeof streamFigure>[1]) =>
    columns.map((column: StreamColumn) => streamFigure(out, stream, column));
  const { streams } = out.money;
  return {
    id: STREAMS,
    headline: givenWords(out),
    subtitle: 'Funding streams of the partnership, all their years together',
    rowHeading: 'Stream',
    columns: columns.map((column) => STREAM_COLUMNS[column]),
    rows: streams.map((stream) => ({
      label: stream.isMadeUp ? `${stream.name} (made up)` : stream.name,
      figures: figures(stream),
      href: `/budget/streams/${stream.code}`,
    })),
    ...(streams.length > 0 ? { total: { label: 'All streams', figures: figures(null) } } : {}),
    chart: 'none',
    notes: [
      'Amounts and rules are what was entered here; the letter of a grant decides.',
      'Where money must be matched, a proposal keeps the rule but may not be the most possible.',
    ],
  };
}

function givenWords(out: SharedOut): string {
  if (out.money.streams.length === 0) return 'No funding stream is entered yet';
  const amount = (column: StreamColumn) =>
    formatPence(pence(streamFigure(out, null, column).value ?? 0));
  return `${amount('committed')} of ${amount('given')} given is committed`;
}

/** What lapses next, in a sentence: `£310,000 lapses on 31 March 2027 unless it is committed`. */
export function headlineOf(out: SharedOut): string {
  const { streams } = out.money;
  if (streams.length === 0) return 'No funding stream is entered yet';
  const [first] = out.lapses;
  const figure = nextLapseFigure(out, 'now');
  if (!first || !figure) return 'No money lapses: all of it is committed or may wait';
  const amount = formatPence(pence(figure.value ?? 0));
  return `${amount} lapses on ${formatDay(first.on)} unless it is committed`;
}

/** What lapses when. */
export const lapsingMoneyMeasure: Measure = defineMeasure({
  name: LAPSING,
  title: 'Money that lapses, and when',
  who: thoseWhoSeeFigures,
  parameters: {
    row: 'stream/year/day as the table names it, or next',
    column: keys(LAPSE_COLUMNS).join(', '),
  },
  compute: async (tx, _actor, given) => {
    const out = shareOutNow(await readMoney(tx));
    const finding = lapsesFinding(out);
    const isNow = given.column !== 'after';
    if (given.row !== 'next') return picked(finding, given);
    const figure = nextLapseFigure(out, isNow ? 'now' : 'after');
    if (!figure) throw refuse('no-such-row', 'not-found', 'No money lapses.');
    return oneFigure(finding, figure, LAPSE_COLUMNS[isNow ? 'now' : 'after']);
  },
});

function lapsesFinding(out: SharedOut): Finding {
  const columns = keys(LAPSE_COLUMNS);
  const nameOf = (code: string) => out.money.streams.find((one) => one.code === code)?.name ?? code;
  return {
    id: LAPSING,
    headline: headlineOf(out),
    subtitle: 'Money that lapses if nothing more is committed, by stream and last day',
    rowHeading: 'Stream and last day',
    columns: columns.map((column) => LAPSE_COLUMNS[column]),
    rows: allLapses(out).map((lapse) => ({
      label: lapseWords(nameOf(lapse.stream), lapse),
      figures: columns.map((column) => lapseFigure(out, lapse, column)),
      href: `/budget/streams/${lapse.stream}`,
    })),
    chart: 'none',
    notes: ['“Even so” is what lapses still if all that is proposed is committed.'],
  };
}

function lapseWords(name: string, { grantedYear, on }: Lapse): string {
  return `${name}, given for ${formatFinancialYear(grantedYear)}: ${formatDay(on)}`;
}

/** What is to be paid and by how much it is. */
export const spendingNeedsMeasure: Measure = defineMeasure({
  name: NEEDS,
  title: 'What is to be paid, and what pays for it',
  who: thoseWhoSeeFigures,
  parameters: {
    row: `code/year as the table names it, or ${ALL}`,
    column: keys(NEED_COLUMNS).join(', '),
  },
  compute: async (tx, _actor, given) => {
    const out = shareOutNow(await readMoney(tx));
    return picked(needsFinding(out), given);
  },
});

function needsFinding(out: SharedOut): Finding {
  const columns = keys(NEED_COLUMNS);
  const years = needYears(out.money);
  const figures = (at: Parameters<typeof needFigure>[1]) =>
    columns.map((column: NeedColumn) => needFigure(out, at, column));
  const open = needFigure(out, null, 'open').value ?? 0;
  return {
    id: NEEDS,
    headline:
      years.length === 0
        ? 'Nothing is entered that is to be paid'
        : open === 0
          ? 'There is money that may pay for all of it'
          : `${formatPence(pence(open))} has no money that may pay for it`,
    subtitle: 'Programmes and services to be paid, by year',
    rowHeading: 'What and when',
    columns: columns.map((column) => NEED_COLUMNS[column]),
    rows: years.map((at) => ({
      label: needWords(at),
      figures: figures(at),
      href: `/budget/needs#${at.need.code}`,
    })),
    ...(years.length > 0 ? { total: { label: 'All', figures: figures(null) } } : {}),
    chart: 'none',
  };
}

function needWords({ need, year }: NeedYear): string {
  const words = `${need.name}, ${formatFinancialYear(year)}`;
  return need.isMadeUp ? `${words} (made up)` : words;
}

/** Which money would pay for what, of what is not committed yet. */
export const proposedPaymentsMeasure: Measure = defineMeasure({
  name: PROPOSED,
  title: 'Which money would pay for what',
  who: thoseWhoSeeFigures,
  parameters: { row: 'stream/year/what/year as the table names it' },
  compute: async (tx, _actor, given) => {
    const out = shareOutNow(await readMoney(tx));
    return picked(proposedFinding(out), given);
  },
});

function proposedFinding(out: SharedOut): Finding {
  return {
    id: PROPOSED,
    headline:
      out.proposed.length === 0
        ? 'No further payment is proposed'
        : 'What lapses first would pay first',
    subtitle: 'Proposed payments beside what is committed, by stream, purpose and year',
    rowHeading: 'Payment',
    columns: ['Amount'],
    rows: out.proposed.map((one) => {
      const figure = paymentFigure(out, one);
      return { label: figure.label, figures: [figure] };
    }),
    chart: 'none',
    notes: ['A proposal binds nobody. It changes whenever a stream, a cost or a commitment does.'],
  };
}

/** One cell of a finding, or all of it where no row is asked for. */
export function picked(
  finding: Finding,
  given: Readonly<Record<string, string | undefined>>,
): Finding {
  if (given.row === undefined) return finding;
  return cellOf(finding, figureId(finding.id.split('?')[0] ?? '', given));
}
