/** Keeps the words of a value or a day on one line: `£3 million`, `3 November 2021`. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Widths of Arial's characters from the space to `~`, in thousandths of the text size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** The size of text in charts, in pixels at 1:1; nothing is smaller. */
export const TEXT_SIZE = 16;

/** From one line of text to the next, in pixels. */
export const LINE_HEIGHT = 20;

/** About how wide text is in pixels at this size, a little more rather than less. */
export function textWidth(text: string, size = TEXT_SIZE): number {
  let thousandths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    thousandths += WIDTHS[code === 0xa0 ? 0 : code - 32] ?? (code < 0x2000 ? 600 : 1000);
  }
  return (thousandths * size * 1.03) / 1000;
}

/**
 * Breaks text into lines of at most this many pixels; words that are too long are cut, and
 * a no-break space keeps what belongs together on one line.
 */
export function wrapText(text: string, width: number, size = TEXT_SIZE): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (line !== '' && textWidth(line + character, size) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Text as XML holds it: markup escaped, characters that XML forbids left out. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
