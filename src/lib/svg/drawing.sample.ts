import assert from 'node:assert/strict';
import { SaxesParser } from 'saxes';
import { textWidth } from './text.ts';

/** A text of a drawing and the room that it takes, in pixels. */
export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly isOnMark: boolean;
}

/** What somebody who reads a chart's SVG meets. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly ids: readonly string[];
  readonly title: string;
  readonly desc: string;
  readonly texts: readonly Box[];
  readonly fills: ReadonlySet<string>;
}

/** Reads an SVG as a person would meet it; fails for what a strict page would not show. */
export function drawingOf(svg: string): Drawing {
  const parser = new SaxesParser({ xmlns: true });
  const ids: string[] = [];
  const texts: Box[] = [];
  const fills = new Set<string>();
  const named: Record<string, string> = {};
  let box: string[] = [];
  let labelled = '';
  let shift = 0;
  let path: { name: string; attributes: Record<string, string> }[] = [];
  parser.on('opentag', ({ name, attributes: raw }) => {
    const attributes = Object.fromEntries(
      Object.entries(raw).map(([key, one]) => [key, one.value]),
    );
    assert.ok(!['style', 'script', 'foreignObject'].includes(name));
    for (const [key, value] of Object.entries(attributes)) {
      assert.ok(key !== 'style' && !key.startsWith('on'), key);
      assert.doesNotMatch(value, /NaN|Infinity|undefined|null/);
    }
    if (name === 'svg') {
      assert.equal(attributes.role, 'img');
      assert.equal(attributes.width, undefined);
      box = attributes.viewBox?.split(' ') ?? [];
      labelled = attributes['aria-labelledby'] ?? '';
    }
    if (attributes.id) ids.push(attributes.id);
    if (attributes.fill) fills.add(attributes.fill);
    if (name === 'g') shift = Number(/ ([\d.]+)\)/.exec(attributes.transform ?? '')?.[1]);
    if (Number(attributes['font-size'] ?? 16) < 16) assert.fail('text is too small');
    assert.ok(!(name === 'text' && attributes.transform), 'text is not level');
    path.push({ name, attributes });
  });
  parser.on('text', (text) => {
    const { name, attributes } = path.at(-1) ?? { name: '', attributes: {} };
    if (name === 'title' || name === 'desc') named[name] = text;
    if (name !== 'text') return;
    const size = Number(attributes['font-size'] ?? 16);
    const width = textWidth(text, size) / 1.03;
    const x = Number(attributes.x);
    const back = { middle: width / 2, end: width }[attributes['text-anchor'] ?? ''] ?? 0;
    const bottom = Number(attributes.y) + shift + 4;
    const isOnMark = attributes.fill !== 'currentColor' || attributes['paint-order'] === 'stroke';
    texts.push({
      text,
      left: x - back,
      right: x - back + width,
      top: bottom - size,
      bottom,
      isOnMark,
    });
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'g') shift = 0;
    path = path.slice(0, -1);
  });
  parser.write(svg).close();
  const [, , width = 0, height = 0] = box.map(Number);
  assert.equal(labelled, `${ids[0]} ${ids[1]}`);
  return { width, height, ids, title: named.title ?? '', desc: named.desc ?? '', texts, fills };
}

/** Fails where text is cut, or covers other text. */
export function checkTexts({ texts, width, height }: Drawing): void {
  for (const one of texts) {
    assert.ok(one.left >= -0.5 && one.right <= width + 0.5, `"${one.text}" is cut at the side`);
    assert.ok(one.top >= -2 && one.bottom <= height + 2, `"${one.text}" is cut above or below`);
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const isClear = across < 1 || down < 3 || one.text === '×' || other.text === '×';
      assert.ok(isClear, `"${one.text}" covers "${other.text}"`);
    }
  });
}
