import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSmall } from '../../lib/index.ts';
import {
  countOf,
  type ExactCount,
  hideCombinations,
  type WantedCount,
} from './hide-combinations.ts';

const NAMES = ['a', 'b', 'c'] as const;
const having = (key: string, ...of: string[]): WantedCount => ({
  key,
  takes: (set) => of.every((one) => set.includes(one)),
});
const ALL = having('all');
const WANTED = [
  ALL,
  ...NAMES.map((one) => having(one, one)),
  having('ab', 'a', 'b'),
  having('ac', 'a', 'c'),
  having('bc', 'b', 'c'),
  having('abc', 'a', 'b', 'c'),
];

test('a pair is hidden where its rest would be small: 20 with a, 17 with both, leaves 3', () => {
  const exact = [
    { set: [], children: 90 },
    { set: ['a'], children: 3 },
    { set: ['a', 'b'], children: 17 },
    { set: ['b'], children: 30 },
  ];
  assert.deepEqual([...hideCombinations(exact, WANTED.slice(0, 5))], ['ab']);
});

test('what hides no small count is shown', () => {
  const exact = [
    { set: [], children: 50 },
    { set: ['a'], children: 10 },
    { set: ['a', 'b'], children: 9 },
    { set: ['a', 'b', 'c'], children: 8 },
  ];
  assert.equal(hideCombinations(exact, WANTED).size, 0);
});

test('a small triple is hidden, and so is what would give it away', () => {
  const exact = [
    { set: ['a', 'b'], children: 40 },
    { set: ['a', 'b', 'c'], children: 2 },
    { set: ['c'], children: 60 },
  ];
  const hidden = hideCombinations(exact, WANTED);
  assert.ok(hidden.has('abc'));
  // All with c are 62: whoever knew that 60 of them have c alone would know the rest.
  assert.ok(hidden.has('ac') && hidden.has('bc'));
});

const SETS = [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']];
const exactArb = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((counts) => SETS.map((set, at): ExactCount => ({ set, children: counts[at] ?? 0 })));

/** Whether a row is a sum of others, each any number of times: by elimination in fractions. */
function canBeWorkedOut(row: readonly number[], shown: readonly (readonly number[])[]): boolean {
  const rank = (rows: readonly (readonly number[])[]) => {
    const left = rows.map((one) => [...one]);
    let found = 0;
    for (let at = 0; at < row.length; at += 1) {
      const pick = left.findIndex((one, i) => i >= found && Math.abs(one[at] ?? 0) > 1e-9);
      if (pick === -1) continue;
      const [pivot = []] = left.splice(pick, 1);
      left.splice(found, 0, pivot);
      for (let i = found + 1; i < left.length; i += 1) {
        const times = (left[i]?.[at] ?? 0) / (pivot[at] ?? 1);
        left[i] = (left[i] ?? []).map((cell, j) => cell - times * (pivot[j] ?? 0));
      }
      found += 1;
    }
    return found;
  };
  return rank(shown) === rank([...shown, row]);
}

test('nobody can work out a small count by adding and subtracting what is shown', () => {
  fc.assert(
    fc.property(exactArb, (exact) => {
      const known = exact.filter((one) => one.children > 0);
      const rowOf = (one: Pick<WantedCount, 'takes'>) =>
        known.map(({ set }) => (one.takes(set) ? 1 : 0));
      const hidden = hideCombinations(exact, WANTED);
      const shown = WANTED.filter((one) => !hidden.has(one.key)).map(rowOf);
      for (const [at, one] of known.entries()) {
        if (!isSmall(one.children)) continue;
        const unit = known.map((_, index) => (index === at ? 1 : 0));
        assert.ok(!canBeWorkedOut(unit, shown), `set ${one.set.join('')}`);
      }
      for (const one of WANTED) {
        const count = countOf(exact, one);
        if (isSmall(count)) assert.ok(!canBeWorkedOut(rowOf(one), shown), one.key);
      }
    }),
    { numRuns: 300 },
  );
});
