/** What a publication says of how firm a value is: `outturn` is final spending, not a budget. */
export type PeriodNote = 'provisional' | 'revised' | 'final' | 'outturn';

/** A period of a published value, in one spelling whatever the publication's own. */
export interface IndicatorPeriod {
  /** `2024`, `2023-24`, or `2014 to 2016` and `2013-14 to 2015-16` where years are pooled. */
  readonly text: string;
  /** The last year in it, by which periods are put in order. */
  readonly endYear: number;
  readonly note: PeriodNote | null;
}

const NOTES: ReadonlyMap<string, PeriodNote> = new Map([
  ['prov', 'provisional'],
  ['provisional', 'provisional'],
  ['rev', 'revised'],
  ['revised', 'revised'],
  ['final', 'final'],
  ['ot', 'outturn'],
]);

/**
 * Reads a period as the Department for Education writes them: `2024`, `2023/24`, `2023-24`,
 * `202324`, `2014-16` (three calendar years pooled), `2013/14-15/16` (three school years pooled),
 * each with or without a note such as `(Rev)`. Null for anything else, such as `0`.
 */
export function parseIndicatorPeriod(text: string): IndicatorPeriod | null {
  const match = /^([\d/ -]+?)\s*(?:\(([a-z]+)\))?$/i.exec(text.trim());
  if (!match) return null;
  const note = match[2] === undefined ? null : NOTES.get(match[2].toLowerCase());
  if (note === undefined) return null;
  const span = yearsOf(match[1] ?? '');
  return span && { ...span, note };
}

function yearsOf(text: string): Omit<IndicatorPeriod, 'note'> | null {
  const single = /^(20\d{2}|19\d{2})$/.exec(text);
  if (single) return { text, endYear: Number(text) };
  const pair = /^((?:19|20)\d{2})[/-]?(\d{2})$/.exec(text);
  if (pair) {
    const start = Number(pair[1]);
    const end = lastYear(start, pair[2] ?? '');
    if (end === start + 1) return { text: straddling(start), endYear: end };
    const pooled = text.includes('-') && end > start && end - start < 10;
    return pooled ? { text: `${start} to ${end}`, endYear: end } : null;
  }
  const pooled = /^((?:19|20)\d{2})\/(\d{2})-(\d{2})\/(\d{2})$/.exec(text);
  if (!pooled) return null;
  const start = Number(pooled[1]);
  const last = lastYear(start, pooled[3] ?? '');
  const isSound =
    lastYear(start, pooled[2] ?? '') === start + 1 &&
    lastYear(last, pooled[4] ?? '') === last + 1 &&
    last > start;
  return isSound
    ? { text: `${straddling(start)} to ${straddling(last)}`, endYear: last + 1 }
    : null;
}

function straddling(startYear: number): string {
  return `${startYear}-${String((startYear + 1) % 100).padStart(2, '0')}`;
}

/** The first year from `start` on that ends in these two digits. */
function lastYear(start: number, twoDigits: string): number {
  const end = start - (start % 100) + Number(twoDigits);
  return end < start ? end + 100 : end;
}
