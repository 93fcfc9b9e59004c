import type { Tested } from './backtest.store.ts';
import { beatsNaive, type GroupScores, type Method } from './score.ts';

const SUBJECTS: Readonly<Record<Tested, string>> = {
  levels: 'The model of children\u2019s journeys',
  indicators: 'The projection of published indicators',
};

/** What a back-test found, in a sentence that says first if a naive trend did as well. */
export function headlineOf(tested: Tested, group: GroupScores | undefined): string {
  const subject = SUBJECTS[tested];
  if (group === undefined) return `${subject} has not been tested here yet`;
  const of = (method: Method) => group.scores.find((one) => one.method === method);
  const [model, last, line] = [of('model'), of('last'), of('line')];
  if (!model || !last || !line) return `${subject} has not been tested here yet`;
  const naive = last.meanShare <= line.meanShare ? last : line;
  const way = naive === last ? 'the last value carried on' : 'a straight line';
  const numbers = `${percent(model.meanShare)} against ${percent(naive.meanShare)}`;
  if (!beatsNaive(group)) {
    return `${subject} does not beat ${way}: mean miss ${numbers}`;
  }
  if (model.medianShare >= Math.min(last.medianShare, line.medianShare)) {
    return `${subject} misses less than ${way} on average (${numbers}), but not in the middle case`;
  }
  return `${subject} misses less than ${way}: ${numbers} on average`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** Which of two back-tests a page leads with: one that loses, else the first that was done. */
export function leading<T extends { readonly groups: readonly GroupScores[] }>(
  found: readonly T[],
): T | null {
  const done = found.filter(({ groups }) => groups.length > 0);
  return done.find(({ groups }) => !beatsNaive(groups[0])) ?? done[0] ?? null;
}
