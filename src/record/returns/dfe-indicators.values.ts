/**
 * The marks that stand where a value is not published, and what they mean (Government Statistical
 * Service, symbols in tables; `-` is the local authority interactive tool's, `:` an older one).
 */
export const suppressionMarks: ReadonlyMap<string, string> = new Map([
  ['c', 'hidden to protect people'],
  ['z', 'does not apply'],
  ['x', 'not available'],
  ['u', 'not reliable enough to publish'],
  ['low', 'more than nothing, but rounds to 0'],
  [':', 'not available'],
  ['-', 'not available'],
]);

/** A published value, or the mark in its place; one of the two is null. */
export interface PublishedValue {
  readonly value: number | null;
  readonly mark: string | null;
}

const VALUE = /^[+-]?\d{1,17}(?:\.\d{1,25})?(?:E[+-]?\d{1,2})?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,25})?$/;

/**
 * Reads a published cell: a number (`1234`, `1,234`, `7.0E-2`, `12%`) or a mark; null for anything
 * else, an empty cell included.
 */
export function publishedValue(cell: string): PublishedValue | null {
  const text = cell.trim();
  if (VALUE.test(text)) return { value: Number(text), mark: null };
  const mark = text.toLowerCase();
  if (suppressionMarks.has(mark)) return { value: null, mark };
  if (GROUPED.test(text)) return { value: Number(text.replaceAll(',', '')), mark: null };
  if (text.endsWith('%') && VALUE.test(text.slice(0, -1))) {
    return { value: Number(text.slice(0, -1)), mark: null };
  }
  return null;
}
