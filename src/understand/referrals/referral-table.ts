import {
  type CaseCount,
  hideNext,
  isSmall,
  quantile,
  type Interval,
  wilsonInterval,
} from '../../lib/index.ts';
import { hideTables, type TableCell } from './hide-referrals.ts';

/** How a referral ended: at once, after an assessment that found no need, or in help. */
export type ReferralEnd = 'at-referral' | 'after-assessment' | 'in-help';

/** What referrals in help led to: the highest level, or none that is on record yet. */
export const LED_TO = [
  'looked-after',
  'child-protection',
  'child-in-need',
  'targeted-early-help',
  'leaving-care',
  'none-yet',
] as const;

/** How many referrals of one agency and source had one outcome; the agency is 0 where unknown. */
export interface ReferralCount {
  readonly agency_id: number;
  /** The census's code of who referred; empty where the source states none. */
  readonly source: string;
  readonly ended: ReferralEnd;
  /** One of `LED_TO`; empty where it did not end in help. */
  readonly led_to: string;
  /** Within 12 months of a referral before it. */
  readonly is_re_referral: boolean;
  readonly referrals: number;
}

/** Everything that is counted of one referrer. */
export const COUNTS = [
  'referrals',
  'at-referral',
  'after-assessment',
  'in-help',
  ...LED_TO,
  're-referrals',
  'first-referrals',
] as const;

/** One thing counted of a referrer. */
export type Count = (typeof COUNTS)[number];

/** What one referrer's referrals came to, and which counts may not be shown. */
export interface Referrer {
  /** The number of an agency, a source code, or `total`. */
  readonly key: string;
  readonly counts: Readonly<Record<Count, number>>;
  readonly hidden: ReadonlySet<Count>;
}

/** All referrers of a year, by agency and as the census lists them; hidden as one table. */
export interface ReferralTable {
  readonly agency: readonly Referrer[];
  readonly source: readonly Referrer[];
  readonly total: Referrer;
}

/** By what referrers are told apart. */
export type ReferrerKind = 'agency' | 'source';

/** The key of a source in a table; `none` where no source is stated. */
export function sourceKey(source: string): string {
  return source || 'none';
}

/**
 * Counts referrals by agency and by source. Counts of 1 to 4 are hidden, with what would give them
 * away by taking any sum apart: across a row, down a column, or from an agency to its sources.
 * Both tables are hidden as one, so that neither gives away what the other hides.
 */
export function referralTable(rows: readonly ReferralCount[]): ReferralTable {
  const agencies = new Map<string, Record<Count, number>>();
  const sources = new Map<string, Record<Count, number>>();
  const pairs = new Map<string, Record<Count, number>>();
  const total = noCounts();
  for (const row of rows) {
    const [agency, source] = [String(row.agency_id), sourceKey(row.source)];
    for (const counts of [
      total,
      atKey(agencies, agency),
      atKey(sources, source),
      atKey(pairs, `${agency} ${source}`),
    ]) {
      addTo(counts, row);
    }
  }
  const hidden = hiddenCells({ agencies, sources, pairs, total });
  const referrer = (kind: string, key: string, counts: Record<Count, number>): Referrer => ({
    key,
    counts,
    hidden: new Set(COUNTS.filter((count) => hidden.has(`${kind} ${key} ${count}`))),
  });
  const byCount = (a: Referrer, b: Referrer) =>
    b.counts.referrals - a.counts.referrals || (a.key < b.key ? -1 : 1);
  return {
    agency: [...agencies].map(([key, counts]) => referrer('agency', key, counts)).sort(byCount),
    source: [...sources].map(([key, counts]) => referrer('source', key, counts)).sort(byCount),
    total: referrer('all', 'total', total),
  };
}

function atKey(map: Map<string, Record<Count, number>>, key: string): Record<Count, number> {
  const known = map.get(key);
  if (known) return known;
  const made = noCounts();
  map.set(key, made);
  return made;
}

function noCounts(): Record<Count, number> {
  return Object.fromEntries(COUNTS.map((count) => [count, 0])) as Record<Count, number>;
}

function addTo(counts: Record<Count, number>, row: ReferralCount): void {
  counts.referrals += row.referrals;
  counts[row.ended] += row.referrals;
  counts[row.is_re_referral ? 're-referrals' : 'first-referrals'] += row.referrals;
  const led = LED_TO.find((one) => one === row.led_to);
  if (led !== undefined) counts[led] += row.referrals;
}

/** Sums within a row: a whole and its parts. */
const SUMS: readonly (readonly Count[])[] = [
  ['referrals', 'at-referral', 'after-assessment', 'in-help'],
  ['in-help', ...LED_TO],
  ['referrals', 're-referrals', 'first-referrals'],
];

interface Tables {
  readonly agencies: ReadonlyMap<string, Record<Count, number>>;
  readonly sources: ReadonlyMap<string, Record<Count, number>>;
  /** Counts of each agency's part of a source, which tie the two tables together. */
  readonly pairs: ReadonlyMap<string, Record<Count, number>>;
  readonly total: Record<Count, number>;
}

function hiddenCells(tables: Tables): ReadonlySet<string> {
  const closed = closedRows(tables);
  const pairs = [...tables.pairs.keys()].map((key) => key.split(' '));
  const rows = [
    ['all total', tables.total] as const,
    ...[...tables.agencies].map(([key, counts]) => [`agency ${key}`, counts] as const),
    ...[...tables.sources].map(([key, counts]) => [`source ${key}`, counts] as const),
    ...[...tables.pairs].map(([key, counts]) => [`pair ${key}`, counts] as const),
  ];
  const cells = new Map<string, TableCell>();
  for (const [row, counts] of rows) {
    for (const count of COUNTS) {
      const isLast = row === 'all total' || count === 'referrals';
      const cell = { count: counts[count], isClosed: closed.has(row), isLast };
      cells.set(`${row} ${count}`, cell);
    }
  }
  const pairsOf = (at: 0 | 1, key: string) =>
    pairs.filter((pair) => pair[at] === key).map((pair) => `pair ${pair.join(' ')}`);
  const columns = [
    ['all total', ...[...tables.agencies.keys()].map((key) => `agency ${key}`)],
    ['all total', ...[...tables.sources.keys()].map((key) => `source ${key}`)],
    ...[...tables.agencies.keys()].map((key) => [`agency ${key}`, ...pairsOf(0, key)]),
    ...[...tables.sources.keys()].map((key) => [`source ${key}`, ...pairsOf(1, key)]),
  ];
  const lines = [
    ...COUNTS.flatMap((count) => columns.map((line) => line.map((row) => `${row} ${count}`))),
    ...rows.flatMap(([row]) => SUMS.map((sum) => sum.map((count) => `${row} ${count}`))),
  ];
  return hideTables(cells, lines, isSmall);
}

/**
 * Rows that are hidden whole: referrers with fewer than 5 referrals and, where there is but one,
 * the next smallest, so that no other row must be taken apart to protect it.
 */
function closedRows({ agencies, sources, pairs }: Tables): ReadonlySet<string> {
  const closed = new Set<string>();
  const close = (kind: string, of: ReadonlyMap<string, Record<Count, number>>) => {
    const keys = [...of.keys()];
    const referrals = [...of.values()].map((counts) => counts.referrals);
    const known = keys.map((key, index) =>
      closed.has(`${kind} ${key}`) ? true : isSmall(referrals[index] ?? 0),
    );
    hideNext(known, referrals).forEach((is, index) => {
      if (is) closed.add(`${kind} ${keys[index]}`);
    });
  };
  close('agency', agencies);
  const agenciesOf = Map.groupBy(
    [...pairs.keys()].map((pair) => pair.split(' ')),
    ([, source]) => source,
  );
  for (const [source, own] of agenciesOf) {
    if (own.every(([agency]) => closed.has(`agency ${agency}`))) closed.add(`source ${source}`);
  }
  close('source', sources);
  for (const pair of pairs.keys()) {
    const [agency = '', source = ''] = pair.split(' ');
    const isClosed = closed.has(`agency ${agency}`) || closed.has(`source ${source}`);
    if (isClosed) closed.add(`pair ${pair}`);
  }
  return closed;
}

/** Referrals that led to no help: closed at once, or after an assessment that found no need. */
export function ledToNothing({ counts }: Pick<Referrer, 'counts'>): number {
  return counts['at-referral'] + counts['after-assessment'];
}

/** Whether the share that led to nothing, and what rests on it, would give a hidden count away. */
export function hidesNothing({ hidden }: Referrer): boolean {
  return (['referrals', 'at-referral', 'after-assessment', 'in-help'] as const).some((count) =>
    hidden.has(count),
  );
}

/** The share (0 to 1) that led to nothing with its 95% interval; null without referrals. */
export function nothingShare(referrer: Referrer): Interval | null {
  return wilsonInterval(ledToNothing(referrer), referrer.counts.referrals);
}

/** Referrals of one kind by one referrer, and how many of them led to no help. */
export interface ReferralKind {
  readonly agency_id: number;
  readonly source: string;
  readonly age_band: string;
  readonly prior: string;
  /** The fifth of wards by deprivation, 1 being the most deprived; null where it is not known. */
  readonly fifth: number | null;
  readonly referrals: number;
  readonly nothing: number;
}

/** Referrals by kind as cases: what was known when each came, the most telling first. */
export function casesOf(
  kinds: readonly ReferralKind[],
  isWanted: (kind: ReferralKind) => boolean,
): CaseCount[] {
  return kinds.filter(isWanted).map((one) => ({
    kind: [one.prior, one.age_band, one.fifth === null ? 'unknown' : `fifth ${one.fifth}`],
    cases: one.referrals,
    outcomes: one.nothing,
  }));
}

/** Referrers with fewer referrals say nothing about what is possible. */
const FEWEST_FOR_BEST = 20;

/**
 * The share (0 to 1) at which the best third of agencies begins, those with the smallest shares
 * that led to nothing; null where fewer than three agencies have enough referrals.
 */
export function bestThirdShare({ agency }: ReferralTable): number | null {
  const shares = agency
    .filter((one) => one.key !== '0' && one.counts.referrals >= FEWEST_FOR_BEST)
    .filter((one) => !hidesNothing(one))
    .map((one) => ledToNothing(one) / one.counts.referrals);
  return shares.length < 3 ? null : quantile(shares, 1 / 3);
}

/** Whether a total of a partner's table would give away the few referrals of all others. */
export function othersAreFew(total: Referrer, own: Referrer, count: Count): boolean {
  return isSmall(total.counts[count] - own.counts[count]);
}
