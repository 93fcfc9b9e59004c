import { SMALLEST_PUBLISHED_COUNT } from '../../lib/index.ts';

/** Whether a count of people is too small to be shown: 1 to 4. */
export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_PUBLISHED_COUNT;
}

/**
 * Which of these counts of people must be hidden: 1 to 4 and, where a total stands beside them and
 * only one is hidden, the next smallest too, since it could be worked out from the total. In the
 * order of the counts; 0 is never hidden.
 */
export function hideSmall(counts: readonly number[]): boolean[] {
  return hideNext(counts.map(isSmall), counts);
}

/** Hides the smallest of what is shown where only one is hidden; amounts of 0 stay. */
export function hideNext(hidden: readonly boolean[], amounts: readonly number[]): boolean[] {
  if (hidden.filter(Boolean).length !== 1) return [...hidden];
  const shown = amounts.filter((amount, index) => amount > 0 && hidden[index] === false);
  const next = amounts.findIndex(
    (amount, index) => hidden[index] === false && amount === Math.min(...shown),
  );
  return hidden.map((is, index) => is || index === next);
}

/** What a page says of a row that is hidden. */
export const HIDDEN_ROW =
  'Fewer than 5 children, or needed to keep such a number from being worked out: hidden to ' +
  'protect them.';
