/** How many answers are kept: a page asks for a few years of a few tables. */
const MOST_KEPT = 200;

/**
 * A function that remembers its newest answers by what it was asked, told as text: for pure work
 * that many pages ask alike. Who asks does not matter, since the same question has the same answer.
 */
export function remembered<Asked, Answer>(
  work: (asked: Asked) => Answer,
): (asked: Asked, text: string) => Answer {
  const kept = new Map<string, Answer>();
  return (asked, text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const answer = work(asked);
    kept.set(text, answer);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
