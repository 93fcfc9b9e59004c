import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pence, pounds } from '../../lib/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import {
  type Gain,
  jointWorth,
  proportionalContributions,
  shapleyContributions,
  shapleyValues,
  type SharedCost,
} from './contributions.ts';

const KINDS: readonly AgencyKind[] = ['council', 'health', 'police', 'schools', 'job-centre'];

const gain = (agency: AgencyKind, inPounds: number): Gain => ({
  agency,
  gainPence: pounds(inPounds),
});

function sharesOf(outcome: SharedCost) {
  return outcome.possible ? outcome.shares : assert.fail(outcome.reason);
}

const games = fc
  .array(fc.integer({ min: -100_000, max: 1_000_000 }), { minLength: 1, maxLength: 5 })
  .chain((gains) =>
    fc.record({
      gains: fc.constant(
        gains.map((amount, index): Gain => {
          return { agency: KINDS[index] ?? 'public', gainPence: pence(amount) };
        }),
      ),
      cost: fc.integer({ min: 0, max: 1_500_000 }).map(pence),
    }),
  );

test('partners give in proportion to what they gain, to the penny', () => {
  const gains = [gain('council', 20), gain('health', 38), gain('police', 47), gain('schools', 13)];
  const shares = sharesOf(proportionalContributions(gains, pounds(50)));
  assert.deepEqual(
    shares.map((each) => each.paysPence),
    [847, 1610, 1992, 551],
  );
});

test('who gains nothing gives nothing', () => {
  const gains = [gain('council', -5), gain('health', 0), gain('police', 100)];
  const pays = sharesOf(proportionalContributions(gains, pounds(30))).map((s) => s.paysPence);
  assert.deepEqual(pays, [0, 0, 3000]);
});

test('where gains fall short of the cost no sharing is offered, and the gap is named', () => {
  const outcome = proportionalContributions([gain('council', 20), gain('health', 5)], pounds(40));
  assert.deepEqual(outcome.possible ? null : outcome.shortPence, 1500);
  assert.equal(shapleyContributions([gain('council', 20)], pounds(40)).possible, false);
});

test('contributions sum to the whole cost, and nobody gives more than they gain', () => {
  fc.assert(
    fc.property(games, ({ gains, cost }) => {
      const outcome = proportionalContributions(gains, cost);
      if (!outcome.possible) {
        const all = gains.reduce((sum, { gainPence }) => sum + Math.max(0, gainPence), 0);
        assert.equal(outcome.shortPence, cost - all);
        assert.ok(outcome.shortPence > 0);
        return;
      }
      assert.equal(
        outcome.shares.reduce((sum, { paysPence }) => sum + paysPence, 0),
        cost,
      );
      for (const { gainPence, paysPence, netPence } of outcome.shares) {
        assert.ok(paysPence >= 0 && paysPence <= Math.max(0, gainPence));
        assert.equal(netPence, gainPence - paysPence);
      }
    }),
  );
});

test('by the Shapley value contributions sum to the whole cost, to the penny', () => {
  fc.assert(
    fc.property(games, ({ gains, cost }) => {
      const outcome = shapleyContributions(gains, cost);
      if (!outcome.possible) return;
      const paid = outcome.shares.reduce((sum, { paysPence }) => sum + paysPence, 0);
      assert.equal(paid, cost);
    }),
  );
});

test('Shapley values sum to what all are worth together, in any game', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer(), { minLength: 32 }),
      (n, w) => {
        const worth = (members: ReadonlySet<number>) =>
          (w[[...members].reduce((mask, place) => mask | (1 << place), 0)] ?? 0) % 1000;
        const sum = shapleyValues(n, worth).reduce((all, value) => all + value, 0);
        const together = worth(new Set(Array.from({ length: n }, (_, place) => place)));
        assert.ok(Math.abs(sum - together) < 1e-6);
      },
    ),
  );
});

test('agencies that gain the same and are needed the same share the same', () => {
  const gains = [gain('health', 60), gain('police', 60), gain('council', 10)];
  const [first, second, third] = shapleyValues(3, jointWorth(gains, pounds(50)));
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  assert.ok(Math.abs(first - second) < 1e-9 && third < first);
});

test('who adds nothing to any coalition has no share', () => {
  const gains = [gain('health', 60), gain('police', 0), gain('council', 40)];
  const values = shapleyValues(3, jointWorth(gains, pounds(50)));
  assert.equal(values[1], 0);
});

test('the order in which agencies are listed does not matter', () => {
  fc.assert(
    fc.property(games, ({ gains, cost }) => {
      const there = shapleyValues(gains.length, jointWorth(gains, cost));
      const back = shapleyValues(gains.length, jointWorth([...gains].reverse(), cost)).reverse();
      there.forEach((value, index) => {
        assert.ok(Math.abs(value - (back[index] ?? 0)) < 1e-6);
      });
    }),
  );
});

test('whoever must deliver shares in gains that others have', () => {
  // The council delivers and gains nothing; health gains 100 at a cost of 40.
  const gains = [gain('council', 0), gain('health', 100)];
  const shares = sharesOf(shapleyContributions(gains, pounds(40), [0]));
  // 60 is shared evenly: nothing happens without either of them.
  assert.deepEqual(
    shares.map(({ paysPence, netPence }) => [paysPence, netPence]),
    [
      [-3000, 3000],
      [7000, 3000],
    ],
  );
});

test('two partners with a cost that neither could bear alone are worked out by hand', () => {
  // Worth: {A} 0 (30-40), {B} 20 (60-40), {A,B} 50. A adds 0 or 30, B 20 or 50.
  const gains = [gain('council', 30), gain('health', 60)];
  assert.deepEqual(shapleyValues(2, jointWorth(gains, pounds(40))), [1500, 3500]);
});

test('more than ten agencies are refused rather than guessed', () => {
  assert.throws(() => shapleyValues(11, () => 0), /at most 10 agencies/);
  assert.equal(shapleyValues(10, (members) => members.size).length, 10);
});
