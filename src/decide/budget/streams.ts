import {
  addDays,
  type CalendarDay,
  daysBetween,
  financialYear,
  type FinancialYear,
  formatDay,
  formatFinancialYear,
  type Pence,
  pence,
  sumPence,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import type { Level } from '../../record/index.ts';

/** A level of help that money may be tied to; universal is help for everyone. */
export type PaidLevel = Level | 'universal';

/** Where money comes from. */
export const STREAM_KINDS = ['grant', 'own', 'reserve', 'partner', 'charity', 'investor'] as const;

/** One kind of stream. */
export type StreamKind = (typeof STREAM_KINDS)[number];

/** Whether help comes before a plan or care, or after. */
export const PAID_CLASSES = ['early', 'late'] as const;

/** One of them. */
export type PaidClass = (typeof PAID_CLASSES)[number];

/** What money is spent on: staff and running costs, or buildings and equipment. */
export const USES = ['running', 'capital'] as const;

/** One of them. */
export type Use = (typeof USES)[number];

/** What may be done with money that is left at the end of its year. */
export const CARRY_OVERS = ['none', 'percent', 'with-permission', 'all'] as const;

/** One of them. */
export type CarryOver = (typeof CARRY_OVERS)[number];

/** What is given for one financial year, in pence. */
export interface YearAmount {
  readonly year: FinancialYear;
  readonly amountPence: Pence;
}

/** Money with rules. An empty list ties it to nothing. */
export interface FundingStream {
  readonly code: string;
  readonly name: string;
  readonly giver: string;
  readonly kind: StreamKind;
  readonly amounts: readonly YearAmount[];
  readonly levels: readonly PaidLevel[];
  readonly themes: readonly string[];
  readonly classes: readonly PaidClass[];
  readonly uses: readonly Use[];
  /** The last day on which any of it may be spent; null where it has none. */
  readonly endDay: CalendarDay | null;
  readonly carryOver: CarryOver;
  /** Share of a year's money that may be carried over, 0 to 100; only with `percent`. */
  readonly carryPercent: number;
  /** Whether the giver has allowed it in writing; only with `with-permission`. */
  readonly hasPermission: boolean;
  /** Whether what was carried over may wait longer than one year. */
  readonly mayReserve: boolean;
  /** Share of what it pays for that must come from other money, 0 to below 100. */
  readonly matchPercent: number;
  readonly conditions: string;
  /** The entry of `reference/funding-streams.yaml` that it was begun from. */
  readonly reference: string | null;
  readonly isMadeUp: boolean;
}

/** What a stream says that is tied to nothing and lapses at the end of each year. */
export const UNTIED = {
  levels: [],
  themes: [],
  classes: [],
  uses: [],
  endDay: null,
  carryOver: 'none',
  carryPercent: 0,
  hasPermission: false,
  mayReserve: false,
  matchPercent: 0,
  conditions: '',
  reference: null,
} as const satisfies Partial<FundingStream>;

/** Something that is to be paid: a programme, a scenario or a service line, with its cost. */
export interface SpendingNeed {
  readonly code: string;
  readonly name: string;
  /** What it belongs to: `scenario/4`, `programme/…`, `service/…`; empty where to nothing. */
  readonly of: string;
  readonly levels: readonly PaidLevel[];
  readonly themes: readonly string[];
  readonly class: PaidClass;
  readonly use: Use;
  readonly costs: readonly YearAmount[];
  readonly isMadeUp: boolean;
}

/** Money of one stream and year that was given, or shall be, to something in a year. */
export interface Payment {
  readonly stream: string;
  readonly grantedYear: FinancialYear;
  readonly need: string;
  readonly spentYear: FinancialYear;
  readonly amountPence: Pence;
}

/** Whether money may pay for something, and why; `atMostPence` where only a part. */
export type MayPay =
  | { readonly ok: true; readonly reason: string; readonly atMostPence: Pence }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** The year after a financial year. */
export function yearAfter(year: FinancialYear): FinancialYear {
  return financialYear(Number(year.slice(0, 4)) + 1);
}

/** The last day of a financial year, 31 March. */
export function lastDayOf(year: FinancialYear): CalendarDay {
  return addDays(yearEnd(year), -1);
}

/** How much of a year's money may be carried into the next, in pence, rounded down. */
export function carryLimit(stream: FundingStream, amount: Pence): Pence {
  switch (stream.carryOver) {
    case 'none':
      return pence(0);
    case 'percent':
      return pence(Math.floor((amount * stream.carryPercent) / 100));
    case 'with-permission':
      return stream.hasPermission ? amount : pence(0);
    case 'all':
      return amount;
  }
}

/** The last day on which carried money of a year may be spent; null where it may wait for ever. */
export function carriedUntil(stream: FundingStream, year: FinancialYear): CalendarDay | null {
  if (stream.mayReserve) return stream.endDay;
  return earlier(lastDayOf(yearAfter(year)), stream.endDay);
}

/** The last day on which money of a year may be spent without being carried over. */
export function ownUntil(stream: FundingStream, year: FinancialYear): CalendarDay {
  return earlier(lastDayOf(year), stream.endDay);
}

function earlier(a: CalendarDay, b: CalendarDay | null): CalendarDay {
  return b !== null && b < a ? b : a;
}

/**
 * Whether money of a stream that was given for one year may pay for a need in a year. Everything
 * that the need is for must lie inside the ring-fence: what is partly outside is to be split first.
 * Where the money ends within the year it may pay only for the days until then, and at most the
 * share that need not be matched. Amounts in pence.
 */
export function mayPay(
  stream: FundingStream,
  grantedYear: FinancialYear,
  need: SpendingNeed,
  spentYear: FinancialYear,
): MayPay {
  const outside = outsideFence(stream, need) ?? outsideDates(stream, grantedYear, spentYear);
  if (outside) return { ok: false, ...outside };
  const cost = costOf(need, spentYear);
  const matched = Math.floor((cost * (100 - stream.matchPercent)) / 100);
  const share = shareOfYear(stream, spentYear);
  const atMost = pence(Math.min(matched, Math.floor(cost * share)));
  return { ok: true, reason: whyMay(stream, grantedYear, spentYear), atMostPence: atMost };
}

/** What a need costs in a year, in pence. */
export function costOf(need: SpendingNeed, year: FinancialYear): Pence {
  return sumPence(need.costs.filter((one) => one.year === year).map((one) => one.amountPence));
}

/** What a stream gives for a year, in pence. */
export function givenFor(stream: FundingStream, year: FinancialYear): Pence {
  return sumPence(stream.amounts.filter((one) => one.year === year).map((one) => one.amountPence));
}

interface No {
  readonly code: string;
  readonly reason: string;
}

function outsideFence(stream: FundingStream, need: SpendingNeed): No | null {
  const isOutside = <T>(fence: readonly T[], of: readonly T[]) =>
    fence.length > 0 && (of.length === 0 || of.some((one) => !fence.includes(one)));
  if (isOutside(stream.levels, need.levels)) {
    return { code: 'level', reason: 'It is tied to other levels of help.' };
  }
  if (isOutside(stream.themes, need.themes)) {
    return { code: 'theme', reason: 'It is tied to other themes.' };
  }
  if (isOutside(stream.classes, [need.class])) {
    const only = stream.classes.includes('early') ? 'early' : 'late';
    return { code: 'class', reason: `It pays for ${only} help only.` };
  }
  if (isOutside(stream.uses, [need.use])) {
    const words = need.use === 'running' ? 'staff and running costs' : 'buildings and equipment';
    return { code: 'use', reason: `It does not pay for ${words}.` };
  }
  return null;
}

function outsideDates(
  stream: FundingStream,
  granted: FinancialYear,
  spent: FinancialYear,
): No | null {
  const { endDay } = stream;
  if (spent < granted) {
    return { code: 'not-yet', reason: `It is given for ${formatFinancialYear(granted)} only.` };
  }
  if (endDay !== null && endDay < yearStart(spent)) {
    return { code: 'ended', reason: `It ends on ${formatDay(endDay)}.` };
  }
  if (spent === granted) return null;
  if (stream.carryOver === 'with-permission' && !stream.hasPermission) {
    const reason =
      'It may be carried over only with the giver’s permission, which is not recorded.';
    return { code: 'permission', reason };
  }
  if (carryLimit(stream, givenFor(stream, granted)) === 0) {
    const reason = `It may not be carried over: it lapses on ${formatDay(lastDayOf(granted))}.`;
    return { code: 'lapsed', reason };
  }
  if (!stream.mayReserve && spent !== yearAfter(granted)) {
    const last = formatDay(lastDayOf(yearAfter(granted)));
    return { code: 'lapsed', reason: `It may be carried over one year: it lapses on ${last}.` };
  }
  return null;
}

function whyMay(stream: FundingStream, granted: FinancialYear, spent: FinancialYear): string {
  const free = stream.levels.length + stream.themes.length + stream.classes.length === 0;
  const fence = free ? 'It is not tied to a kind of help' : 'This lies inside its ring-fence';
  const carried = spent === granted ? '' : ', carried over';
  const match =
    stream.matchPercent === 0 ? '' : `; ${stream.matchPercent}% must come from other money`;
  return `${fence}${carried}${match}.`;
}

/** The share (0 to 1) of a year's days on which a stream may still be spent. */
function shareOfYear(stream: FundingStream, year: FinancialYear): number {
  if (stream.endDay === null || stream.endDay >= lastDayOf(year)) return 1;
  const start = yearStart(year);
  const days = daysBetween(start, yearEnd(year));
  return daysBetween(start, addDays(stream.endDay, 1)) / days;
}

/** Money that lapses on a day unless it is committed before. */
export interface Lapse {
  readonly stream: string;
  readonly grantedYear: FinancialYear;
  readonly on: CalendarDay;
  readonly amountPence: Pence;
  /** Whether it would lapse after having been carried over. */
  readonly isCarried: boolean;
}

/**
 * What lapses when, of each stream and year, if nothing more is committed than what is: first what
 * may not be carried over, on its last day; then what may, a year later or at the stream's end. In
 * pence; days in order. Money that may wait for ever does not lapse.
 */
export function lapsesOf(
  streams: readonly FundingStream[],
  paid: readonly Payment[],
): readonly Lapse[] {
  const lapses: Lapse[] = [];
  for (const stream of streams) {
    for (const year of new Set(stream.amounts.map((one) => one.year))) {
      const own = paid.filter((one) => one.stream === stream.code && one.grantedYear === year);
      const given = givenFor(stream, year);
      const left = given - sumPence(own.map((one) => one.amountPence));
      const used = sumPence(
        own.filter((one) => one.spentYear !== year).map((one) => one.amountPence),
      );
      const until = carriedUntil(stream, year);
      const canWait = until === null || until > ownUntil(stream, year);
      const room = canWait ? Math.max(0, carryLimit(stream, given) - used) : 0;
      const carried = Math.min(Math.max(0, left), room);
      const at = { stream: stream.code, grantedYear: year };
      const lost = pence(Math.max(0, left) - carried);
      if (lost > 0) {
        lapses.push({ ...at, on: ownUntil(stream, year), amountPence: lost, isCarried: false });
      }
      if (carried > 0 && until !== null) {
        lapses.push({ ...at, on: until, amountPence: pence(carried), isCarried: true });
      }
    }
  }
  return lapses.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
