import {
  type CountedCell,
  type CountedLine,
  countInterval,
  hideCells,
  type Interval,
} from '../../lib/index.ts';
import { STANDING_RULE } from './reach-rules.ts';

/** What children are told apart by. */
export const BREAKDOWNS = [
  'ward',
  'locality',
  'fifth',
  'ethnicity',
  'disability',
  'special-needs',
  'sex',
  'age',
] as const;
/** One way to tell children apart. */
export type Breakdown = (typeof BREAKDOWNS)[number];

/** Of whom a characteristic is not recorded. */
export const NOT_RECORDED = '';
/** Everyone: the part that stands for all parts together, those not recorded too. */
export const EVERYONE = 'all';

/** A group of children, with what happened to how many of them. */
export interface Part {
  readonly key: string;
  readonly label: string;
  /** An address that shows more of it. */
  readonly href?: string;
  readonly counts: ReadonlyMap<string, number>;
  /** Keys of the parts that it is made of, where those are shown too (wards of a locality). */
  readonly madeOf?: readonly string[];
}

/** A fact with the facts into which it falls apart; each child of it is in exactly one of them. */
export interface FactTree {
  readonly fact: string;
  readonly parts: readonly string[];
}

/** How many of a part a fact holds for; 0 where nobody. */
export function countOf(part: Part, fact: string): number {
  return part.counts.get(fact) ?? 0;
}

/** Names the cell of a fact and a part. */
export function cellKey(fact: string, part: string): string {
  return `${fact} ${part}`;
}

/**
 * Which counts of one fact and of what it falls apart into may not be shown: by part, beside the
 * whole and, of places, beside the places that they are made of. Parts with `madeOf` are sums of
 * others and no parts of the whole themselves.
 */
export function hiddenOf(parts: readonly Part[], whole: Part, tree: FactTree): ReadonlySet<string> {
  const facts = [tree.fact, ...tree.parts];
  const all = [...parts, whole];
  const cells: CountedCell[] = all.flatMap((part) =>
    facts.map((fact) => ({ key: cellKey(fact, part.key), count: countOf(part, fact) })),
  );
  const single = parts.filter((part) => part.madeOf === undefined).map((part) => part.key);
  const sums = [
    { key: whole.key, madeOf: single },
    ...parts.flatMap(({ key, madeOf }) => (madeOf ? [{ key, madeOf }] : [])),
  ];
  const lines: CountedLine[] = [
    ...facts.flatMap((fact) =>
      sums.map(({ key, madeOf }) => ({
        parts: madeOf.map((one) => cellKey(fact, one)),
        total: cellKey(fact, key),
      })),
    ),
    ...(tree.parts.length === 0
      ? []
      : all.map(({ key }) => ({
          parts: tree.parts.map((fact) => cellKey(fact, key)),
          total: cellKey(tree.fact, key),
        }))),
  ];
  return hideCells(cells, lines);
}

/** How many would be reached if each group were reached alike: the whole by the group's share. */
export function expectedCount(reached: number, base: number, baseOfAll: number): number | null {
  return baseOfAll > 0 ? (reached * base) / baseOfAll : null;
}

/**
 * Reached against expected: 1 is as many as expected. The 95% interval is that of the count by
 * Byar's approximation, divided by what is expected; null where nobody is expected.
 */
export function reachRatio(reached: number, expected: number): Interval | null {
  if (!(expected > 0)) return null;
  const { low, high } = countInterval(reached);
  return { value: reached / expected, low: low / expected, high: high / expected };
}

/** How a group is reached. */
export type ReachStanding = 'less' | 'more' | 'as-expected' | 'cannot-tell';

/**
 * Less or more where the whole interval lies on one side of 1; as expected where it takes in 1 and
 * is narrow (`reference/reach.yaml`); else, and where it is null, nobody can tell.
 */
export function reachStanding(ratio: Interval | null): ReachStanding {
  if (ratio === null) return 'cannot-tell';
  if (ratio.high < 1) return 'less';
  if (ratio.low > 1) return 'more';
  const isNarrow = ratio.low >= STANDING_RULE.narrowLow && ratio.high <= STANDING_RULE.narrowHigh;
  return isNarrow ? 'as-expected' : 'cannot-tell';
}

/** How a group is reached, in the words of the page. */
export const STANDING_WORDS: Readonly<Record<ReachStanding, string>> = {
  less: 'Less than expected',
  more: 'More than expected',
  'as-expected': 'As expected',
  'cannot-tell': 'Cannot tell',
};
