import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outline } from '../../lib/index.ts';
import { isWithin, middleOf, wardOfArea } from './ward-of-area.ts';

const box = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const polygon = (...rings: number[][][]): Outline => ({ type: 'Polygon', coordinates: rings });

test('the middle of an area is that of its largest part', () => {
  assert.deepEqual(middleOf(polygon(box(50, 50, 2))), [51, 51]);
  const parts: Outline = { type: 'MultiPolygon', coordinates: [[box(0, 0, 1)], [box(10, 10, 4)]] };
  assert.deepEqual(middleOf(parts), [12, 12]);
  assert.equal(middleOf(polygon([[1, 1]])), null);
});

test('a hole is not within', () => {
  const ring = polygon(box(0, 0, 10), box(4, 4, 2));
  assert.equal(isWithin([1, 1], ring), true);
  assert.equal(isWithin([5, 5], ring), false);
  assert.equal(isWithin([11, 5], ring), false);
});

test('an area lies in the ward that holds its middle, though it reaches into the next', () => {
  const wards = [
    { name: 'west', outline: polygon(box(0, 0, 10)) },
    { name: 'east', outline: polygon(box(10, 0, 10)) },
  ];
  assert.equal(wardOfArea(polygon(box(8, 1, 5)), wards)?.name, 'east');
  assert.equal(wardOfArea(polygon(box(50, 1, 5)), wards), null);
});
