/** An amount of money in whole pence, pounds sterling; negative amounts are owed or returned. */
export type Pence = number & { readonly __unit: 'pence' };

/** Takes a whole number of pence as money; throws a RangeError for a fraction or an unsafe size. */
export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`money must be a whole number of pence, not ${amount}`);
  }
  return amount as Pence;
}

/** Pounds to pence, rounded to the nearest penny with halves away from zero. */
export function pounds(amount: number): Pence {
  return pence(roundHalfAway(amount * 100));
}

/** Rounds to the nearest whole number; halves go away from zero, as councils' ledgers do. */
export function roundHalfAway(amount: number): number {
  const nudged = Math.abs(amount) * (1 + Number.EPSILON);
  return Math.sign(amount) * Math.round(nudged) + 0;
}

/** Adds amounts of money. */
export function sumPence(amounts: Iterable<Pence>): Pence {
  let total = 0;
  for (const amount of amounts) total += amount;
  return pence(total);
}

/**
 * Splits an amount by weights so that the parts sum exactly to the whole (largest remainder; ties
 * go to the earlier part). Weights are not negative and at least one is positive, else RangeError.
 */
export function splitPence(whole: Pence, weights: readonly number[]): Pence[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || weights.some((weight) => weight < 0 || !Number.isFinite(weight))) {
    throw new RangeError('weights of a split must be 0 or more and sum to more than 0');
  }
  const sign = Math.sign(whole);
  const exact = weights.map((weight) => (Math.abs(whole) * weight) / total);
  const parts = exact.map(Math.floor);
  let left = Math.abs(whole) - parts.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let i = 0; left > 0; i = (i + 1) % order.length, left -= 1) {
    const index = order[i]?.index ?? 0;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts.map((part) => pence(sign * part + 0));
}

/** Multiplies money by a plain number, rounded to the nearest penny. */
export function timesPence(amount: Pence, factor: number): Pence {
  return pence(roundHalfAway(amount * factor));
}

/** Money as people read it: `£1,234`, `£1.2 million`, with the minus sign U+2212. */
export function formatPence(amount: Pence): string {
  const size = Math.abs(amount) / 100;
  const sign = amount < 0 && size >= 0.5 ? '\u2212' : '';
  // Half a pound below a million is written as a million, not as 1,000,000.
  if (size >= 999.5e6) return `${sign}£${twoFigures(size / 1e9)} billion`;
  if (size >= 999_999.5) return `${sign}£${twoFigures(size / 1e6)} million`;
  return `${sign}£${WHOLE.format(Math.round(size))}`;
}

/** Money to the penny, for tables and receipts: `£1,234.50`. */
export function formatPenceExactly(amount: Pence): string {
  const sign = amount < 0 ? '\u2212' : '';
  const size = Math.abs(amount) / 100;
  return `${sign}£${TO_THE_PENNY.format(size)}`;
}

function twoFigures(value: number): string {
  return value >= 100 ? WHOLE.format(Math.round(value)) : ONE_DECIMAL.format(value);
}

// Made once: making one takes longer than using it a hundred times.
const WHOLE = new Intl.NumberFormat('en-GB');
const ONE_DECIMAL = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const TO_THE_PENNY = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/**
 * Pounds as people type them (`1,200,000`, `£350`, `12.50`) in pence; null for what is no amount,
 * has parts of a penny, or is a hundred thousand million pounds or more.
 */
export function parsePounds(text: string): Pence | null {
  const plain = text.replaceAll(/[\s,\u00a3]/g, '');
  if (!/^\d{1,11}(?:\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', part = ''] = plain.split('.');
  return pence(Number(whole) * 100 + Number(part.padEnd(2, '0')));
}
