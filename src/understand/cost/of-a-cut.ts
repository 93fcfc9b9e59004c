import { differenceOfShares, type Interval, isSmall, wilsonInterval } from '../../lib/index.ts';
import type { Level } from '../../record/index.ts';
import type { FollowUp } from './of-a-cut.store.ts';

/** Who is compared: what happens to help, told by the families whom it already happened to. */
export const COMPARISONS = ['not-helped', 'unfinished', 'waiting'] as const;

/** One comparison. */
export type Comparison = (typeof COMPARISONS)[number];

/** A group that was followed. */
export type Arm = FollowUp['arm'];

interface ComparisonWords {
  readonly helped: Arm;
  /** What is decided. */
  readonly change: string;
  /** The change as the subject of a sentence. */
  readonly subject: string;
  readonly helpedWords: string;
  readonly otherWords: string;
  /** Why the two groups may differ by more than the help. */
  readonly caution: string;
}

/** Each comparison in plain words, with what it cannot tell. */
export const COMPARISON_WORDS: Readonly<Record<Comparison, ComparisonWords>> = {
  'not-helped': {
    helped: 'begun',
    change: 'Help is cut: fewer families are taken on',
    subject: 'Taking early help away',
    helpedWords: 'Early help had begun six weeks after it was asked for',
    otherWords: 'Help was asked for and was not given',
    caution:
      'Families who were not helped may have needed less, or may have refused: then the true ' +
      'difference is larger than what was seen.',
  },
  unfinished: {
    helped: 'finished',
    change: 'Help is cut short: it stops before needs are met',
    subject: 'Stopping early help before needs are met',
    helpedWords: 'Early help ended because needs were met or another service carried on',
    otherWords: 'The family stopped taking part before that',
    caution:
      'Families who stop may have more trouble to begin with: then the true difference is ' +
      'smaller than what was seen.',
  },
  waiting: {
    helped: 'begun',
    change: 'Help comes later: families still wait after six weeks',
    subject: 'Beginning early help later',
    helpedWords: 'Early help had begun six weeks after it was asked for',
    otherWords: 'Help was agreed and had not begun by then',
    caution:
      'Those who wait may be those thought to be less at risk: then the true difference is ' +
      'larger than what was seen.',
  },
};

/** Levels that help that does not come may lead to, highest first. */
export const LATER_LEVELS = [
  'looked-after',
  'child-protection',
  'child-in-need',
] as const satisfies readonly Level[];

/** One of them. */
export type LaterLevel = (typeof LATER_LEVELS)[number];

/** A group that was followed for a year: children, and who reached each later level. */
export interface Followed {
  readonly children: number;
  readonly levels: ReadonlyMap<string, { readonly reached: number; readonly days: number }>;
}

/** The fewest children in a group of whom anything is said. */
export const FEWEST_FOLLOWED = 20;

/** The group of an arm out of what was counted; empty where nobody is in it. */
export function followedOf(rows: readonly FollowUp[], arm: Arm): Followed {
  const own = rows.filter((row) => row.arm === arm);
  return {
    children: own.find((row) => row.level === '')?.children ?? 0,
    levels: new Map(
      own
        .filter((row) => row.level !== '')
        .map(({ level, reached, days }) => [level, { reached, days }]),
    ),
  };
}

/** What a price of a day at a level is, in pence, with its range. */
export interface DayPrice {
  readonly pence: number;
  readonly low: number;
  readonly high: number;
}

/** What a change would move to one later level, for so many children. */
export interface Moved {
  readonly level: LaterLevel;
  /** Shares (0 to 1) that reached the level within a year, helped and not. */
  readonly helped: Interval;
  readonly other: Interval;
  /** How many more children would reach it; below 0 where fewer were seen to. */
  readonly more: Interval;
  /** Mean days at the level within the year, of those who reached it; null where nobody did. */
  readonly daysEach: number | null;
  /** In pence, not rounded; null where the level has no price or nobody reached it. */
  readonly cost: Interval | null;
}

/**
 * What would move to a level if `children` families' children went the way of the second group
 * instead of the first: the difference of the observed shares (Newcombe's interval) times mean days
 * times the price of a day. Where the difference may go either way, so may the cost. Null where a
 * group is too small, or a count of 1 to 4 children would be told.
 */
export function movedTo(
  level: LaterLevel,
  children: number,
  groups: { readonly helped: Followed; readonly other: Followed },
  price: DayPrice | null,
): Moved | null {
  const { helped, other } = groups;
  if (Math.min(helped.children, other.children) < FEWEST_FOLLOWED) return null;
  const first = helped.levels.get(level) ?? { reached: 0, days: 0 };
  const second = other.levels.get(level) ?? { reached: 0, days: 0 };
  if (isSmall(first.reached) || isSmall(second.reached)) return null;
  const before = { counted: first.reached, of: helped.children };
  const after = { counted: second.reached, of: other.children };
  const difference = differenceOfShares(before, after);
  const [share, otherShare] = [
    wilsonInterval(before.counted, before.of),
    wilsonInterval(after.counted, after.of),
  ];
  if (difference === null || share === null || otherShare === null) return null;
  const reached = first.reached + second.reached;
  const daysEach = reached === 0 ? null : (first.days + second.days) / reached;
  const more = {
    value: children * difference.value,
    low: children * difference.low,
    high: children * difference.high,
  };
  const cost = daysEach === null || price === null ? null : costOf(more, daysEach, price);
  return { level, helped: share, other: otherShare, more, daysEach, cost };
}

/** Ends to ends: more children at a dear price at one end, fewer at the other. */
function costOf(more: Interval, daysEach: number, price: DayPrice): Interval {
  const low = more.low * daysEach * (more.low < 0 ? price.high : price.low);
  const high = more.high * daysEach * (more.high < 0 ? price.low : price.high);
  return { value: more.value * daysEach * price.pence, low, high };
}

/** Adds costs of several levels, ends of ranges to ends. */
export function sumMoved(costs: readonly Interval[]): Interval {
  return costs.reduce(
    (sum, one) => ({
      value: sum.value + one.value,
      low: sum.low + one.low,
      high: sum.high + one.high,
    }),
    { value: 0, low: 0, high: 0 },
  );
}

/** What a range says: clearly more, clearly less, or neither. */
export function verdictOf(range: Interval): 'more' | 'less' | 'not-clear' {
  if (range.low > 0) return 'more';
  return range.high < 0 ? 'less' : 'not-clear';
}
