import { only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay, formatFinancialYear, formatPence } from '../../lib/index.ts';
import { definePage, momentWords, type Page } from '../../platform/index.ts';
import { BUDGET_TRAIL } from './budget-trail.ts';
import { FUNDING_STREAMS, knownStream } from './funding-streams-file.ts';
import { readMoney, streamOf } from './read-streams.ts';
import {
  carryWords,
  needYears,
  nextLapseFigure,
  shareOutNow,
  STREAM_COLUMNS,
  type StreamColumn,
  streamFigure,
} from './stream-figures.ts';
import { fenceWords, PAID_CLASS_WORDS, STREAM_KIND_WORDS, USE_WORDS } from './stream-words.ts';
import { type FundingStream, mayPay } from './streams.ts';
import {
  fundingStreamsMeasure,
  headlineOf,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
} from './streams.measure.ts';
import { streamHistory } from './streams.store.ts';

/** Who enters streams and costs, and commits money. */
export const thoseWhoCommitMoney = only('commissioner', 'finance', 'manager');

/** The way to the pages of money with rules. */
export const STREAMS_TRAIL = [
  ...BUDGET_TRAIL,
  { href: '/budget/streams', text: 'Funding streams' },
];

/** Every stream, what lapses when, and which money would pay for what. */
export const streamsPage: Page = definePage({
  url: '/budget/streams',
  title: 'Which money may pay for what?',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const out = shareOutNow(await readMoney(tx));
    const heading = headlineOf(out);
    const has = out.money.streams.length > 0;
    return {
      template: 'decide/budget/streams.njk',
      title: heading,
      breadcrumbs: STREAMS_TRAIL.slice(0, 2),
      data: {
        heading,
        has,
        next: nextLapseFigure(out, 'now'),
        after: nextLapseFigure(out, 'after'),
        lapsing: await lapsingMoneyMeasure.compute(tx, actor, {}),
        streams: await fundingStreamsMeasure.compute(tx, actor, {}),
        needs: await spendingNeedsMeasure.compute(tx, actor, {}),
        proposed: await proposedPaymentsMeasure.compute(tx, actor, {}),
        mayChange: thoseWhoCommitMoney.allows(actor),
        known: FUNDING_STREAMS.map((one) => ({
          ...one,
          href: `/budget/streams/edit?from=${one.code}`,
        })),
      },
    };
  },
});

/** One stream: its rules, what it may and may not pay for and why, and what was said before. */
export const streamPage: Page = definePage({
  url: '/budget/streams/:code',
  title: 'Funding stream',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const out = shareOutNow(await readMoney(tx));
    const stream = streamOf(out.money, params.code);
    const known = knownStream(stream.reference);
    return {
      template: 'decide/budget/stream.njk',
      title: stream.name,
      breadcrumbs: STREAMS_TRAIL,
      data: {
        stream,
        rules: rulesOf(stream),
        known,
        figures: (Object.keys(STREAM_COLUMNS) as StreamColumn[]).map((column) =>
          streamFigure(out, stream, column),
        ),
        answers: needYears(out.money).flatMap(({ need, year }) =>
          stream.amounts.map((granted) => ({
            what: `${need.name}, ${formatFinancialYear(year)}`,
            money: `Money for ${formatFinancialYear(granted.year)}`,
            ...mayPay(stream, granted.year, need, year),
          })),
        ),
        history: (await streamHistory(tx, stream.code)).map(({ reason, madeAt, madeBy }) => ({
          reason: reason === '' ? 'Entered' : reason,
          on: momentWords(madeAt),
          by: madeBy,
        })),
        mayChange: thoseWhoCommitMoney.allows(actor),
      },
    };
  },
});

function rulesOf(stream: FundingStream) {
  const list = <K extends string>(words: Readonly<Record<K, string>>, of: readonly K[]) =>
    of.length === 0 ? 'Not tied' : of.map((one) => words[one]).join('; ');
  return [
    { key: 'Given by', text: `${stream.giver} (${STREAM_KIND_WORDS[stream.kind].toLowerCase()})` },
    {
      key: 'Amounts',
      lines: stream.amounts.map(
        ({ year, amountPence }) => `${formatFinancialYear(year)}: ${formatPence(amountPence)}`,
      ),
    },
    { key: 'May pay for', text: fenceWords(stream) },
    { key: 'Early or late', text: list(PAID_CLASS_WORDS, stream.classes) },
    { key: 'Spent on', text: list(USE_WORDS, stream.uses) },
    { key: 'Last day', text: stream.endDay === null ? 'None stated' : formatDay(stream.endDay) },
    { key: 'What is left at the end of a year', text: carryWords(stream) },
    {
      key: 'Match',
      text:
        stream.matchPercent === 0
          ? 'None asked for'
          : `${stream.matchPercent}% of what it pays for must come from other money`,
    },
    { key: 'Conditions', text: stream.conditions === '' ? 'None entered' : stream.conditions },
  ];
}
