/** A date system of a workbook: days are counted from 1900 or, in old Mac files, from 1904. */
export type DateSystem = 1900 | 1904;

/** Whether a number format shows a date, a time of day, or something else. */
export type FormatKind = 'date' | 'time' | 'other';

const MS_PER_DAY = 86_400_000;
const DAYS_TO_1970 = { 1900: 25_569, 1904: 24_107 } as const;
const LAST_SERIAL = 2_958_466;

/**
 * What a number format of a workbook shows, by its number and, for formats of its own, its code
 * (ECMA-376 part 1, 18.8.30 and 18.8.31).
 */
export function formatKind(id: number, code: string | undefined): FormatKind {
  if (code === undefined) {
    if ((id >= 14 && id <= 17) || id === 22) return 'date';
    if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date';
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) ? 'time' : 'other';
  }
  // Quoted text, escaped letters, fillers and bracketed colours, locales or elapsed times.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  if (/\[(h+|m+|s+)\]/i.test(code) || /general/i.test(bare)) return 'other';
  if (/[dy]/i.test(bare) || /^[^hs]*m[^hs]*$/i.test(bare)) return 'date';
  return /[hs]/i.test(bare) ? 'time' : 'other';
}

/**
 * A serial number of a workbook as text: `2025-03-31`, `2025-03-31T14:30:00` when it has a time,
 * `14:30:00` for a time of day; a number that is no day stays a number.
 */
export function serialText(serial: number, kind: FormatKind, system: DateSystem): string {
  if (kind === 'other' || serial < 0 || serial >= LAST_SERIAL) return String(serial);
  if (kind === 'time' && serial >= 1) return String(serial);
  // The 1900 system counts a 29 February 1900 that never was.
  const days = system === 1900 && serial >= 1 && serial < 60 ? serial + 1 : serial;
  const seconds = Math.round((days - DAYS_TO_1970[system]) * 86_400);
  const iso = new Date(seconds * 1000).toISOString();
  if (kind === 'time') return iso.slice(11, 19);
  return (seconds * 1000) % MS_PER_DAY === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** The column of a cell's address, `A1` being 0; -1 when there is none. */
export function columnIndex(address: string): number {
  let column = 0;
  for (let i = 0; i < address.length; i += 1) {
    const letter = address.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** Text of a workbook with its escapes, such as `_x000D_` for a carriage return, undone. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
