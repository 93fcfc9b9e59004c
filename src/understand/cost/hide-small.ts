import { SMALLEST_PUBLISHED_COUNT } from '../../lib/index.ts';

/**
 * Which of these counts of people must be hidden: 1 to 4 and, where a total stands beside them and
 * only one is hidden, the next smallest too, since it could be worked out from the total. In the
 * order of the counts; 0 is never hidden.
 */
export function hideSmall(counts: readonly number[]): boolean[] {
  const hidden = counts.map((count) => count > 0 && count < SMALLEST_PUBLISHED_COUNT);
  if (hidden.filter(Boolean).length !== 1) return hidden;
  const others = counts.filter((count, index) => count > 0 && hidden[index] === false);
  const next = counts.findIndex(
    (count, index) => hidden[index] === false && count === Math.min(...others),
  );
  return hidden.map((is, index) => is || index === next);
}

/** What a page says of a row that is hidden. */
export const HIDDEN_ROW =
  'Fewer than 5 children, or needed to keep such a number from being worked out: hidden to ' +
  'protect them.';
