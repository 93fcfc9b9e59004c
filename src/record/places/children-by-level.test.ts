import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ANY_LEVEL,
  cellKey,
  type ChildrenCount,
  EVERY_WARD,
  hiddenCells,
} from './children-by-level.ts';

const count = (ward: number, level: string, children: number): ChildrenCount => ({
  ward,
  level,
  children,
});

test('a count of 1 to 4 is hidden, and so is the next smallest of its line', () => {
  const hidden = hiddenCells([
    count(1, 'looked-after', 3),
    count(1, 'child-in-need', 9),
    count(1, 'child-protection', 20),
    count(1, ANY_LEVEL, 30),
  ]);
  assert.deepEqual([...hidden], [cellKey(1, 'looked-after'), cellKey(1, 'child-in-need')]);
});

test('nothing is hidden where every count is 5 or more, or 0', () => {
  const counts = [count(1, 'looked-after', 5), count(2, 'looked-after', 0), count(1, ANY_LEVEL, 5)];
  assert.equal(hiddenCells(counts).size, 0);
});

test('no line of wards or levels has exactly one hidden, unless nothing else is in it', () => {
  const cells = fc.array(fc.nat(30), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(cells, (numbers) => {
      const wards = [1, 2, 3, EVERY_WARD];
      const levels = ['looked-after', 'child-in-need', ANY_LEVEL];
      const counts = wards.flatMap((ward, i) =>
        levels.map((level, j) => count(ward, level, numbers[i * 3 + j] ?? 0)),
      );
      const hidden = hiddenCells(counts);
      const isHidden = (one: ChildrenCount) => hidden.has(cellKey(one.ward, one.level));
      for (const one of counts) {
        if (one.children > 0 && one.children < 5) assert.ok(isHidden(one));
        if (one.children === 0) assert.ok(!isHidden(one));
      }
      const lines = [
        ...levels.map((level) =>
          counts.filter((one) => one.level === level && one.ward !== EVERY_WARD),
        ),
        ...wards.map((ward) =>
          counts.filter((one) => one.ward === ward && one.level !== ANY_LEVEL),
        ),
      ];
      for (const line of lines) {
        const filled = line.filter((one) => one.children > 0);
        if (filled.length > 1) assert.notEqual(filled.filter(isHidden).length, 1);
      }
    }),
  );
});
