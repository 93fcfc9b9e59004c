import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PALETTE } from './frame.ts';
import { stackedBarsChart } from './stacked-bars.ts';

/** Contrast of two colours by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test('marks stand out from white at 3 to 1, and text on them at 4.5 to 1', () => {
  for (const colour of PALETTE) assert.ok(contrast(colour, '#FFFFFF') >= 3, colour);
  const bars = [{ label: 'A', values: PALETTE.map(() => ({ value: 10 })) }];
  const svg = stackedBarsChart(
    { parts: PALETTE.map((_, index) => `${index}`), bars },
    {
      idPrefix: 'p',
      headline: 'Care costs most',
    },
  );
  const rects = [...svg.matchAll(/hw-chart-bar"[^>]*fill="(#\w+)"/g)].map((one) => one[1] ?? '');
  const texts = [...svg.matchAll(/<text [^>]*fill="(#\w+)"/g)].map((one) => one[1] ?? '');
  assert.equal(texts.length, PALETTE.length);
  rects.forEach((fill, index) => {
    assert.ok(contrast(fill, texts[index] ?? '') >= 4.5, `${texts[index]} on ${fill}`);
  });
});
