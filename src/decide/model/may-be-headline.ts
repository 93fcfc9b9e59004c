import type { ModelInput } from './model-input.ts';

/** What must be known of a number before it may stand in a headline. */
export interface HeadlineClaim {
  /** Against what the change was seen. */
  readonly design: 'comparison' | 'before-after' | 'none';
  /** Whether what it cost has been taken off. */
  readonly isNet: boolean;
  /** Of how many places (or years, or groups) the number holds how many. */
  readonly covers?: { readonly counted: number; readonly of: number };
  /** Whether it is money that leaves a budget; only that may be called cash. */
  readonly isCash?: boolean;
  /** Whether the words call it money that was set free in a budget. */
  readonly saysCash?: boolean;
}

/** Whether a number may stand in a headline, and if not, every reason. */
export type HeadlineRuling =
  | { readonly may: true }
  | { readonly may: false; readonly reasons: readonly string[] };

/** A total of fewer places than this share of all is no total. */
const ENOUGH_PLACES = 0.5;

/**
 * Rules whether a number may stand in a headline. It may not where nothing was compared, where its
 * cost is still in it, where it holds less than half of what it speaks of, or where it calls cash
 * what is not. The rule is ours, made of what was wrong with a published claim: 1.2 billion pounds
 * "saved", gross, in 7 of 152 areas, without comparison (Full Fact on Troubled Families, 2015).
 */
export function mayBeHeadline(claim: HeadlineClaim): HeadlineRuling {
  const { design, isNet, covers, isCash = false, saysCash = false } = claim;
  const reasons: string[] = [];
  if (design !== 'comparison') {
    reasons.push(
      design === 'none'
        ? 'Nothing was compared, so nobody knows what would have happened anyway.'
        : 'It was seen before and after, without comparison: some of it would have come anyway.',
    );
  }
  if (!isNet) reasons.push('It is gross: what it cost has not been taken off.');
  if (covers && covers.counted < ENOUGH_PLACES * covers.of) {
    reasons.push(`It holds ${covers.counted} of ${covers.of}, too few to speak of all of them.`);
  }
  if (saysCash && !isCash) reasons.push('It is no cash: it is time set free, or value to people.');
  return reasons.length === 0 ? { may: true } : { may: false, reasons };
}

/**
 * What forbids the result of a run as a headline: programmes with an effect that was seen before
 * and after only (deadweight is asked of those alone). In sentences; none where all were compared.
 */
export function headlineWarnings({ programmes }: Pick<ModelInput, 'programmes'>): string[] {
  return programmes.flatMap(({ name, effects }) => {
    const isCompared = effects.every(({ deadweight }) => deadweight === null);
    const ruling = mayBeHeadline({
      design: isCompared ? 'comparison' : 'before-after',
      isNet: true,
    });
    if (ruling.may) return [];
    return [`${name}: not for a headline. ${ruling.reasons.join(' ')}`];
  });
}
