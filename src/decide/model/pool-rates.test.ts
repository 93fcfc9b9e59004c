import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random } from '../../lib/index.ts';
import type { State } from './model-input.ts';
import { byRulesOfTheModel, type MoveCount, withChildrenNeverHelped } from './move-counts.ts';
import { logGamma, type PooledCell, poolRates } from './pool-rates.ts';

const RATES: Readonly<Partial<Record<State, number>>> = {
  'child-in-need': 0.7,
  universal: 0.22,
  'child-protection': 0.06,
  'looked-after/foster': 0.02,
};

/** Moves of so many children a quarter and cell, drawn by known rates, for some quarters. */
function drawn(perCell: number, quarters: number, seed: number): MoveCount[] {
  const source = random(seed);
  const states = Object.keys(RATES) as State[];
  const moves: MoveCount[] = [];
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    for (let ageBand = 0; ageBand < 5; ageBand += 1) {
      for (let child = 0; child < perCell; child += 1) {
        const to = source.pick(states, Object.values(RATES));
        moves.push({
          quarter,
          ageBand,
          from: 'child-in-need',
          durationBand: child % 4,
          to,
          children: 1,
        });
      }
    }
  }
  return moves;
}

function chance(cell: PooledCell, to: State): number {
  const all = Object.values(cell.weights).reduce((sum, one) => sum + one, 0);
  return (cell.weights[to] ?? 0) / all;
}

test('rates that were known come back from what was drawn by them', () => {
  const cells = poolRates(drawn(200, 12, 7));
  assert.equal(cells.length, 20);
  for (const cell of cells) {
    for (const [to, rate] of Object.entries(RATES) as [State, number][]) {
      // Four standard errors of what all cells together saw, since all have the same rates.
      const error = Math.sqrt((rate * (1 - rate)) / (cell.observed / 2));
      assert.ok(Math.abs(chance(cell, to) - rate) < 4 * error, `${to}: ${chance(cell, to)}`);
    }
  }
});

test('cells that saw little lean on the others: closer to the truth than their own counts', () => {
  let [pooled, own] = [0, 0];
  for (let seed = 1; seed <= 20; seed += 1) {
    for (const cell of poolRates(drawn(8, 4, seed))) {
      pooled += (chance(cell, 'universal') - 0.22) ** 2;
      own += ((cell.moved.universal ?? 0) / Math.max(1, cell.observed) - 0.22) ** 2;
    }
  }
  assert.ok(pooled < own / 5, `${pooled} against ${own}`);
});

test('an age that truly differs keeps its own rate where enough was seen of it', () => {
  const moves = drawn(100, 8, 3).map((move): MoveCount => {
    return move.ageBand === 0 && move.to === 'universal'
      ? { ...move, to: 'child-protection' }
      : move;
  });
  const babies = poolRates(moves).filter((cell) => cell.ageBand === 0);
  for (const cell of babies) {
    assert.ok(chance(cell, 'child-protection') > 0.18, String(chance(cell, 'child-protection')));
    assert.ok(chance(cell, 'universal') < 0.06);
  }
});

test('a state whose rates drift from year to year is known less surely', () => {
  const steady = poolRates(drawn(100, 16, 5));
  const drifting = poolRates(
    drawn(100, 16, 5).map((move, index): MoveCount => {
      const leaves = move.to === 'child-in-need' && move.quarter >= 8 && index % 5 === 0;
      return leaves ? { ...move, to: 'universal' } : move;
    }),
  );
  assert.ok((steady[0]?.unrest ?? 0) < 2);
  assert.ok((drifting[0]?.unrest ?? 0) > 5);
});

test('whatever was seen, chances of a cell are whole, and no move appears that nobody made', () => {
  const state = fc.constantFrom<State>('child-in-need', 'child-protection', 'universal', 'adult');
  const move = fc.record({
    quarter: fc.integer({ min: 0, max: 12 }),
    ageBand: fc.integer({ min: 0, max: 4 }),
    from: state.filter((one) => one !== 'adult'),
    durationBand: fc.integer({ min: 0, max: 3 }),
    to: state,
    children: fc.integer({ min: 1, max: 300 }),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const known = byRulesOfTheModel(moves);
      for (const cell of poolRates(known)) {
        const weights = Object.values(cell.weights);
        assert.ok(weights.every((one) => Number.isFinite(one) && one > 0));
        for (const to of Object.keys(cell.weights) as State[]) {
          const wasSeen = known.some((one) => one.from === cell.from && one.to === to);
          assert.ok(wasSeen || to === cell.from, `${cell.from} to ${to}`);
        }
        assert.ok(!('adult' in cell.weights), 'a birthday, not a rate, makes an adult');
      }
    }),
    { numRuns: 200 },
  );
});

test('children who were never helped are all who live here less those with a journey', () => {
  const living = Array.from({ length: 18 }, () => 100);
  const seen: MoveCount = {
    quarter: 0,
    ageBand: 2,
    from: 'child-in-need',
    durationBand: 0,
    to: 'universal',
    children: 30,
  };
  const all = withChildrenNeverHelped([seen], living, 1);
  const of = (ageBand: number) =>
    all.filter((one) => one.ageBand === ageBand).reduce((sum, one) => sum + one.children, 0);
  assert.equal(of(2), 500);
  assert.equal(of(0), 125, 'those born in the quarter too');
  assert.equal(of(4), 175, 'an eighth turn 18 in it');
});

test('a birthday, not a rate, ends childhood: who was looked after leaves care or is adult', () => {
  const at18 = { quarter: 0, ageBand: 5, durationBand: 3, children: 1 } as const;
  const moves = byRulesOfTheModel([
    { ...at18, from: 'looked-after/foster', to: 'leaving-care' },
    { ...at18, from: 'looked-after/other', to: 'adult' },
    { ...at18, from: 'child-in-need', to: 'adult' },
    { ...at18, from: 'leaving-care', to: 'adult' },
  ]);
  assert.deepEqual(
    moves.map(({ from, durationBand, to }) => `${from} ${durationBand} ${to}`),
    ['leaving-care 0 leaving-care', 'leaving-care 0 adult', 'leaving-care 3 adult'],
  );
});

test('the logarithm of the gamma function is that of factorials and of the root of pi', () => {
  let factorial = 1;
  for (let n = 1; n < 20; n += 1) {
    assert.ok(Math.abs(logGamma(n) - Math.log(factorial)) < 1e-10, String(n));
    factorial *= n;
  }
  assert.ok(Math.abs(logGamma(0.5) - Math.log(Math.sqrt(Math.PI))) < 1e-12);
  assert.ok(Math.abs(logGamma(0.1) - 2.252712651734206) < 1e-10);
});
