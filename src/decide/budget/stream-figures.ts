import {
  type CalendarDay,
  type Figure,
  figureId,
  financialYearOf,
  type FinancialYear,
  formatDay,
  formatFinancialYear,
  type How,
  type Pence,
  pence,
  sumPence,
} from '../../lib/index.ts';
import { today } from '../../record/index.ts';
import { knownStream } from './funding-streams-file.ts';
import { payNeeds } from './pay-needs.ts';
import type { Money } from './read-streams.ts';
import {
  costOf,
  type FundingStream,
  type Lapse,
  lapsesOf,
  type Payment,
  type SpendingNeed,
} from './streams.ts';

/** The measure of streams. */
export const STREAMS = 'funding-streams';

/** The measure of money that lapses. */
export const LAPSING = 'lapsing-money';

/** The measure of what is to be paid. */
export const NEEDS = 'spending-needs';

/** The measure of proposed payments. */
export const PROPOSED = 'proposed-payments';

/** The row that adds all up. */
export const ALL = 'all';

/** What each stream shows, all its years together. */
export const STREAM_COLUMNS = {
  given: 'Given',
  committed: 'Committed',
  proposed: 'Proposed besides',
  left: 'Left after both',
} as const;

/** One of them. */
export type StreamColumn = keyof typeof STREAM_COLUMNS;

/** What is known of money and today: proposals, and what lapses without and with them. */
export interface SharedOut {
  readonly money: Money;
  readonly proposed: readonly Payment[];
  readonly lapses: readonly Lapse[];
  readonly lapsesAfter: readonly Lapse[];
}

const SHARED = new WeakMap<Money, SharedOut>();

/** Shares money out among what is to be paid, once for all figures of a page. */
export function shareOutNow(money: Money, on: CalendarDay = today()): SharedOut {
  const known = SHARED.get(money);
  if (known) return known;
  const { streams, needs, committed } = money;
  const proposed = payNeeds({ streams, needs, committed, from: financialYearOf(on) });
  const ahead = (paid: readonly Payment[]) => lapsesOf(streams, paid).filter((one) => one.on >= on);
  const made = {
    money,
    proposed,
    lapses: ahead(committed),
    lapsesAfter: ahead([...committed, ...proposed]),
  };
  SHARED.set(money, made);
  return made;
}

/** What payments come to, in pence. */
export function sumPayments(payments: readonly Payment[]): Pence {
  return sumPence(payments.map((one) => one.amountPence));
}

const typed = (count: number, href: string, question: string): How['rows'] => ({
  question,
  count,
  href,
});

/** One figure of a stream, or of all of them. */
export function streamFigure(
  out: SharedOut,
  stream: FundingStream | null,
  column: StreamColumn,
): Figure {
  const own = (one: Payment) => stream === null || one.stream === stream.code;
  const streams = stream ? [stream] : out.money.streams;
  const given = sumPence(streams.flatMap(({ amounts }) => amounts.map((one) => one.amountPence)));
  const committed = out.money.committed.filter(own);
  const proposed = out.proposed.filter(own);
  const name = stream?.name ?? 'All streams';
  const base = {
    id: figureId(STREAMS, { row: stream?.code ?? ALL, column }),
    label: `${name}: ${STREAM_COLUMNS[column].toLowerCase()}`,
    unit: 'pence' as const,
  };
  const href = stream ? `/budget/streams/${stream.code}` : '/budget/streams';
  const input = (other: StreamColumn) => streamFigure(out, stream, other);
  switch (column) {
    case 'given': {
      const count = streams.reduce((sum, { amounts }) => sum + amounts.length, 0);
      const formula = 'The amounts that were entered for each year, added up.';
      const rows = typed(count, href, 'Amounts by year as they were entered.');
      return {
        ...base,
        value: given,
        how: { formula, ...(rows ? { rows } : {}), ...cited(stream) },
      };
    }
    case 'committed': {
      const formula = 'What was committed less what was released again.';
      const count = out.money.entries.filter(own).length;
      const rows = typed(count, '/budget/commitments', 'Entries of commitments.');
      return {
        ...base,
        value: sumPayments(committed),
        how: { formula, ...(rows ? { rows } : {}) },
      };
    }
    case 'proposed': {
      const formula = PROPOSAL_WORDS;
      const inputs = proposed.map((one) => paymentFigure(out, one));
      return { ...base, value: sumPayments(proposed), how: { formula, inputs } };
    }
    case 'left': {
      const value = pence(given - sumPayments(committed) - sumPayments(proposed));
      const formula = 'What is given less what is committed and what is proposed.';
      const inputs = [input('given'), input('committed'), input('proposed')];
      return { ...base, value, how: { formula, inputs } };
    }
  }
}

const PROPOSAL_WORDS =
  'As much as the rules of each stream allow, using first what lapses first; nothing is paid ' +
  'twice. A proposal binds nobody until it is committed.';

function cited(stream: FundingStream | null): Pick<How, 'citations'> {
  const known = knownStream(stream?.reference ?? null);
  if (!known) return {};
  return { citations: [{ ...known.source, entry: `funding-streams/${known.code}` }] };
}

/** The figure of one proposed payment. */
export function paymentFigure(out: SharedOut, payment: Payment): Figure {
  const { stream, need, grantedYear, spentYear } = payment;
  const from = out.money.streams.find(({ code }) => code === stream)?.name ?? stream;
  const to = out.money.needs.find(({ code }) => code === need)?.name ?? need;
  const when = `${formatFinancialYear(spentYear)}`;
  const carried = grantedYear === spentYear ? '' : `, out of ${formatFinancialYear(grantedYear)}`;
  const href = `/budget/streams/${stream}`;
  const rows = typed(1, href, 'The stream with its rules and amounts.');
  return {
    id: figureId(PROPOSED, { row: paymentKey(payment) }),
    label: `${from} for ${to}, ${when}${carried}`,
    value: payment.amountPence,
    unit: 'pence',
    how: { formula: PROPOSAL_WORDS, ...(rows ? { rows } : {}) },
  };
}

/** The key of a payment in addresses. */
export function paymentKey({ stream, grantedYear, need, spentYear }: Payment): string {
  return [stream, grantedYear, need, spentYear].join('/');
}

/** What something to be paid shows in a year, or in all. */
export const NEED_COLUMNS = {
  cost: 'Costs',
  committed: 'Committed',
  proposed: 'Proposed besides',
  open: 'Not paid for',
} as const;

/** One of them. */
export type NeedColumn = keyof typeof NEED_COLUMNS;

/** Something to be paid in a year. */
export interface NeedYear {
  readonly need: SpendingNeed;
  readonly year: FinancialYear;
}

/** Everything that is to be paid, year by year. */
export function needYears({ needs }: Money): readonly NeedYear[] {
  return needs.flatMap((need) =>
    [...new Set(need.costs.map((one) => one.year))].toSorted().map((year) => ({ need, year })),
  );
}

/** One figure of something to be paid in a year; with null all of them together. */
export function needFigure(out: SharedOut, at: NeedYear | null, column: NeedColumn): Figure {
  const own = (one: Payment) =>
    at === null || (one.need === at.need.code && one.spentYear === at.year);
  const all = at ? [at] : needYears(out.money);
  const cost = sumPence(all.map(({ need, year }) => costOf(need, year)));
  const committed = out.money.committed.filter(own);
  const proposed = out.proposed.filter(own);
  const label = at ? `${at.need.name}, ${formatFinancialYear(at.year)}` : 'All that is to be paid';
  const base = {
    id: figureId(NEEDS, { row: at ? `${at.need.code}/${at.year}` : ALL, column }),
    label: `${label}: ${NEED_COLUMNS[column].toLowerCase()}`,
    unit: 'pence' as const,
  };
  switch (column) {
    case 'cost': {
      const formula = 'The cost that was entered for the year.';
      const href = at ? `/budget/needs#${at.need.code}` : '/budget/needs';
      const rows = typed(all.length, href, 'Costs by year as they were entered.');
      return { ...base, value: cost, how: { formula, ...(rows ? { rows } : {}) } };
    }
    case 'committed': {
      const rows = typed(
        out.money.entries.filter(own).length,
        '/budget/commitments',
        'Entries of commitments.',
      );
      const formula = 'What was committed to it less what was released again.';
      return {
        ...base,
        value: sumPayments(committed),
        how: { formula, ...(rows ? { rows } : {}) },
      };
    }
    case 'proposed': {
      const inputs = proposed.map((one) => paymentFigure(out, one));
      return { ...base, value: sumPayments(proposed), how: { formula: PROPOSAL_WORDS, inputs } };
    }
    case 'open': {
      const value = pence(cost - sumPayments(committed) - sumPayments(proposed));
      const inputs = (['cost', 'committed', 'proposed'] as const).map((one) =>
        needFigure(out, at, one),
      );
      const formula = 'Its cost less what is committed and what is proposed.';
      return { ...base, value, how: { formula, inputs } };
    }
  }
}

/** What lapses on a day: as it stands, and after what is proposed. */
export const LAPSE_COLUMNS = { now: 'Lapses as it stands', after: 'Lapses even so' } as const;

/** One of them. */
export type LapseColumn = keyof typeof LAPSE_COLUMNS;

/** The key of what lapses, in addresses. */
export function lapseKey({ stream, grantedYear, on }: Lapse): string {
  return [stream, grantedYear, on].join('/');
}

/** Everything that lapses, as it stands or after what is proposed, one of each. */
export function allLapses(out: SharedOut): readonly Lapse[] {
  const keys = new Map(
    [...out.lapsesAfter, ...out.lapses].map((one) => [lapseKey(one), one] as const),
  );
  return [...keys.values()].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** One figure of what lapses of a stream on a day. */
export function lapseFigure(out: SharedOut, lapse: Lapse, column: LapseColumn): Figure {
  const key = lapseKey(lapse);
  const among = column === 'now' ? out.lapses : out.lapsesAfter;
  const value = among.find((one) => lapseKey(one) === key)?.amountPence ?? pence(0);
  const stream = out.money.streams.find(({ code }) => code === lapse.stream) ?? null;
  const name = stream?.name ?? lapse.stream;
  const granted = formatFinancialYear(lapse.grantedYear);
  const rest = {
    now: 'What is given for the year less what is committed, as far as it may not wait longer.',
    after: 'The same, if all that is proposed is committed.',
  }[column];
  const inputs = [
    streamFigure(out, stream, 'given'),
    streamFigure(out, stream, 'committed'),
    ...(column === 'after' ? [streamFigure(out, stream, 'proposed')] : []),
  ];
  return {
    id: figureId(LAPSING, { row: key, column }),
    label: `${name} for ${granted}, lapses on ${formatDay(lapse.on)}`,
    value,
    unit: 'pence',
    how: { formula: rest, inputs, notes: [carryWords(stream)] },
  };
}

/** The figure of all that lapses on the next day on which something does; null where nothing. */
export function nextLapseFigure(out: SharedOut, column: LapseColumn): Figure | null {
  const [first] = out.lapses;
  if (!first) return null;
  const own = allLapses(out).filter((one) => one.on === first.on);
  const inputs = own.map((one) => lapseFigure(out, one, column));
  return {
    id: figureId(LAPSING, { row: 'next', column }),
    label: `Lapses on ${formatDay(first.on)}`,
    value: inputs.reduce((sum, one) => sum + (one.value ?? 0), 0),
    unit: 'pence',
    how: { formula: 'What lapses of each stream on the next such day, added up.', inputs },
  };
}

/** How a stream may be carried over, in a sentence. */
export function carryWords(stream: FundingStream | null): string {
  if (stream === null) return '';
  const wait = stream.mayReserve ? ' and may wait in a reserve' : ', for one year';
  switch (stream.carryOver) {
    case 'none':
      return 'Nothing may be carried over.';
    case 'percent':
      return `At most ${stream.carryPercent}% of a year’s money may be carried over${wait}.`;
    case 'with-permission':
      return stream.hasPermission
        ? `The giver has allowed it to be carried over${wait}.`
        : 'It may be carried over only with the giver’s permission, which is not recorded.';
    case 'all':
      return `All of it may be carried over${wait}.`;
  }
}
