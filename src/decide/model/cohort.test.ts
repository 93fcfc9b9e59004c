import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quantile, random } from '../../lib/index.ts';
import { atMiddle, byHand, HALVED } from './by-hand.sample.ts';
import { chanceWith, logEffect, strengthAt } from './effect-profile.ts';
import { freedShares } from './free-cash.ts';
import { gammaDraw, gammaShape, Normals } from './gamma.ts';
import { sure, valueAt } from './likely.ts';
import { SAMPLE_EFFECT, sampleInput, sampleProgramme, sampleRates } from './model.sample.ts';
import { QUARTER_DAYS, STATES } from './model-input.ts';
import { drawMoves, LIVING, type Moves, planMoves, SPOTS } from './moves.ts';
import { countedShares } from './overlap.ts';
import { projectAsNow } from './project-as-now.ts';
import { runModel } from './run-model.ts';
import { entrantsOf } from './served.ts';
import { spreadOf } from './spread.ts';
import { ageBandAt, cellAt, durationBandAt, nextDuration, onReachingAge } from './states.ts';
import { COUNTED, newWalk, startOf, stepPair, takeCounts, type Walk } from './walk.ts';

const near = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

test('an example of two states comes out as worked by hand, to the penny and the day', () => {
  const { cost, cash, capacity, stateYears } = atMiddle(byHand());
  // Of one who begins: half a child less in care in the second quarter, a quarter in the third.
  // Four begin a quarter apart: 0.5 + 0.75 + 0.75 fewer in the first year, 0.75 + 0.25 in the next.
  near(cost[0], 4000);
  near(cash[0], 2 * QUARTER_DAYS * 100);
  near(cash[1], 1 * QUARTER_DAYS * 100);
  near(capacity[0], -2 * QUARTER_DAYS * 10);
  near(capacity[1], -1 * QUARTER_DAYS * 10);
  near(stateYears(STATES.indexOf('looked-after/foster'))[0], -2 / 4);
  near(stateYears(STATES.indexOf('child-in-need'))[1], 1 / 4);
  const [, purse] = runModel(byHand()).perspectives;
  const first = 2 * QUARTER_DAYS * 90 - 4000;
  near(purse?.netPresentValue.mean, first + (QUARTER_DAYS * 90) / 1.035);
  near(purse?.netPresentValue.p5, purse?.netPresentValue.p95 ?? 0);
});

test('without help and with it add up to those who began, at every state worked by hand', () => {
  const { states, begun } = runModel(byHand());
  assert.deepEqual(begun[0]?.byYear, [4, 0]);
  const at = (state: string) => states.find((one) => one.state === state);
  // One begins in each quarter and comes into care in the next: 0, 1, 2, 3 in care at once.
  near(at('looked-after/foster')?.without[0], 1.5);
  near(at('looked-after/foster')?.with[0], 1.5 - 0.5);
  near(at('child-in-need')?.without[0], 1);
  near(at('child-in-need')?.without[1], 0);
  near(at('looked-after/foster')?.without[1], 4);
});

test('who leaves early costs as much and gains nothing, who does not begin costs nothing', () => {
  const [programme = sampleProgramme()] = byHand().programmes;
  const change = (part: object) => atMiddle(byHand({ programmes: [{ ...programme, ...part }] }));
  const whole = change({});
  const half = change({ retention: sure(0.5) });
  near(half.cost[0], whole.cost[0] ?? 0);
  near(half.cash[0], (whole.cash[0] ?? 0) / 2);
  const few = change({ engagement: sure(0.25) });
  near(few.cost[0], (whole.cost[0] ?? 0) / 4);
  near(few.cash[0], (whole.cash[0] ?? 0) / 4);
});

test('hidden need that comes to light costs first', () => {
  const [programme = sampleProgramme()] = byHand().programmes;
  const uncovers = { share: sure(0.5), to: 'looked-after/foster' as const };
  const { cash } = atMiddle(
    byHand({ programmes: [{ ...programme, effects: [], uncovers, retention: sure(0.3) }] }),
  );
  // Half a child more in care for the one quarter before all are: four children, all of them.
  near(cash[0], -0.5 * 4 * QUARTER_DAYS * 100);
  near(cash[1], 0);
});

test('cash comes free in whole steps that still stand empty after the lag', () => {
  const change = new Float64Array(5 * COUNTED);
  const foster = STATES.indexOf('looked-after/foster');
  for (const [quarter, fewer] of [1, 4, 7, 5, -2].entries()) {
    change[quarter * COUNTED + foster] = -fewer;
  }
  const shares = new Float64Array(5);
  const step = { states: Uint8Array.of(foster), childrenAStep: 3, lagQuarters: 1 };
  freedShares(step, change, shares);
  assert.deepEqual([...shares], [0, 0, 3 / 7, 3 / 5, 0]);
});

test('what a step does not free is capacity, and nothing is lost between the two', () => {
  const cashSteps = [
    { states: ['looked-after/foster'] as const, childrenAStep: 0.75, lagQuarters: 0 },
  ];
  const stepped = atMiddle(byHand({ cashSteps }));
  near(stepped.cash[0], 1.5 * QUARTER_DAYS * 100);
  near(stepped.capacity[0], (0.5 * 100 - 2 * 10) * QUARTER_DAYS);
});

test('of outcomes that overlap the largest counts, or a mix of smallest and largest', () => {
  const group = { name: 'crime', outcomes: [0, 2, 3] };
  const values = Float64Array.of(10, 99, -30, 5);
  const shares = new Float64Array(4).fill(1);
  countedShares(group, values, null, shares);
  assert.deepEqual([...shares], [0, 1, 1, 0]);
  countedShares(group, values, 0.25, shares);
  assert.deepEqual([...shares], [0, 1, 0.25, 0.75]);
});

test('a birthday of 18 leads from care to leaving care, and else to being an adult', () => {
  assert.deepEqual(onReachingAge(72, 'looked-after/kinship', 5), {
    state: 'leaving-care',
    quarters: 0,
  });
  assert.deepEqual(onReachingAge(71, 'child-in-need', 5), { state: 'child-in-need', quarters: 5 });
  assert.equal(onReachingAge(72, 'child-in-need', 5).state, 'adult');
  assert.equal(onReachingAge(72, 'leaving-care', 5).quarters, 5);
  assert.equal(onReachingAge(100, 'leaving-care', 5).state, 'adult');
});

const aWalk = (groups: number): Walk =>
  newWalk(planMoves(sampleRates().cells, STATES, 0), { groups, tables: 1, rows: 1 });
const drawInto = ({ plan, tables: [moves] }: Walk, seed: number): Moves => {
  assert.ok(moves);
  drawMoves(plan, moves, random(seed));
  return moves;
};
const counted = (walk: Walk): Float64Array => {
  const counts = new Float64Array(COUNTED);
  takeCounts(walk, counts);
  return counts;
};

test('no child is lost or made, whatever moves, birthdays and ages there are', () => {
  const walk = aWalk(2);
  fc.assert(
    fc.property(
      fc.nat(99),
      fc.nat(99),
      fc.nat(SPOTS - 2),
      fc.nat(1000),
      (age, other, spot, seed) => {
        drawInto(walk, seed);
        walk.children.fill(0);
        const isLeaving = Math.floor(spot / 9) === STATES.indexOf('leaving-care');
        for (const [group, own] of [age, other].entries()) {
          const isGrown = isLeaving ? own < 64 : own >= 72;
          walk.children[startOf(group) + 2 * (isGrown ? SPOTS - 1 : spot)] = 1;
        }
        for (let quarter = 0; quarter < 40; quarter += 1) {
          const [first, secondAge] = [age + quarter, other + quarter];
          stepPair(walk, { pair: 0, age: first, secondAge, table: 0, row: 0 });
          const counts = counted(walk);
          near(
            counts.reduce((sum, count) => sum + count, 0),
            2,
            1e-12,
          );
          assert.ok(counts.every((count) => count >= 0));
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** One step of children at one age, place by place as the rules in `states.ts` say it. */
function stepByRules({ plan }: Walk, moves: Moves, children: readonly number[], age: number) {
  const next = children.map(() => 0);
  const add = (state: number, quarters: number, more: number) => {
    const name = STATES[state];
    assert.ok(name);
    const after = onReachingAge(age + 1, name, quarters);
    const spot = STATES.indexOf(after.state) * 9 + (after.state === 'adult' ? 0 : after.quarters);
    next[spot] = (next[spot] ?? 0) + more;
  };
  const band = ageBandAt(age);
  for (const [spot, here] of children.entries()) {
    const [state, quarters] = [Math.floor(spot / 9), spot % 9];
    const row = (band ?? 0) * LIVING + state;
    if (state === LIVING || band === null || !plan.isKnown(row)) {
      add(state, state === LIVING ? 0 : nextDuration(quarters), here);
      continue;
    }
    const duration = durationBandAt(quarters);
    add(state, nextDuration(quarters), here * (moves.stay[row * 4 + duration] ?? 0));
    for (let slot = plan.slotFrom[row] ?? 0; slot < (plan.slotFrom[row + 1] ?? 0); slot += 1) {
      add(plan.slotState[slot] ?? 0, 0, here * (moves.chances[slot * 4 + duration] ?? 0));
    }
  }
  return next;
}

test('two ages that step together each go as the rules say, at every age', () => {
  const walk = aWalk(2);
  const moves = drawInto(walk, 2);
  fc.assert(
    fc.property(fc.nat(104), fc.nat(104), fc.nat(1000), (first, second, seed) => {
      const chance = random(seed);
      const expected = [first, second].map((age, group) => {
        const here = new Set<number>(walk.plan.statesOfBand[ageBandAt(age) ?? 9] ?? []);
        const children = Array.from({ length: SPOTS }, (_, spot) =>
          here.has(Math.floor(spot / 9)) || spot === SPOTS - 1 ? chance.next() : 0,
        );
        for (const [spot, own] of children.entries()) {
          walk.children[startOf(group) + 2 * spot] = own;
        }
        return stepByRules(walk, moves, children, age);
      });
      const before = counted(walk);
      assert.ok(before.every((count) => count === 0));
      stepPair(walk, { pair: 0, age: first, secondAge: second, table: 0, row: 0 });
      const counts = counted(walk);
      for (const [group, children] of expected.entries()) {
        for (const [spot, own] of children.entries()) {
          near(walk.children[startOf(group) + 2 * spot], own, 1e-12);
        }
      }
      const all = expected.flat().reduce((sum, own) => sum + own, 0);
      near(
        counts.reduce((sum, own) => sum + own, 0),
        all,
        1e-12,
      );
    }),
    { numRuns: 200 },
  );
});

test('what a programme changes sums to nobody: children are only elsewhere', () => {
  const { stateYears } = atMiddle(sampleInput({ years: 20 }));
  for (let year = 0; year < 20; year += 1) {
    near(
      STATES.reduce((sum, _, state) => sum + (stateYears(state)[year] ?? 0), 0),
      0,
      1e-9,
    );
  }
});

test('a few ages stand for all who begin, within one per cent', () => {
  for (const years of [5, 10, 20]) {
    const [every, few] = [true, false].map((each) => {
      const { cash, capacity } = atMiddle(sampleInput({ years }), each);
      return [...cash, ...capacity].reduce((sum, pence) => sum + pence, 0);
    });
    assert.ok(Math.abs((few ?? 0) / (every ?? 1) - 1) < 0.01, `${few} for ${every}`);
  }
});

test('who begins is who stands there: shares sum to 1, and nobody else', () => {
  const who = sampleProgramme().who;
  const entrants = entrantsOf(sampleRates(), who);
  near(
    entrants.reduce((sum, { share }) => sum + share, 0),
    1,
  );
  assert.ok(
    entrants.every(({ state, ageQuarters }) => who.states.includes(state) && ageQuarters < 64),
  );
});

test('an effect is whole after its lag and falls evenly: in sum full and half of fade', () => {
  const times = { lagQuarters: 2, fullQuarters: 8, fadeQuarters: 12 };
  const strengths = Array.from({ length: 30 }, (_, quarter) => strengthAt(times, quarter));
  assert.deepEqual(strengths.slice(0, 4), [0, 0, 1, 1]);
  near(
    strengths.reduce((sum, one) => sum + one, 0),
    8 + 12 / 2,
  );
});

test('an effect size turns into a chance by the Cox transformation, as WSIPP does it', () => {
  const log = logEffect(
    {
      ...SAMPLE_EFFECT,
      size: { kind: 'effect-size', value: -0.2, standardError: 0 },
      caution: { reduction: 0, inflation: 1 },
    },
    0,
  );
  const chance = chanceWith(0.2, { kind: 'effect-size', log, strength: 1, deadweight: 0 });
  assert.equal(chance.toFixed(4), '0.1523');
});

test('caution takes from the effect, adds to its error; deadweight takes from the change', () => {
  const effect = { ...HALVED, size: { ...HALVED.size, standardError: 0.1 } };
  const cautious = { ...effect, caution: { reduction: 0.4, inflation: 2 } };
  near(logEffect(cautious, 0), 0.6 * Math.log(0.5));
  near(logEffect(cautious, 1) - logEffect(cautious, 0), 0.2);
  const log = logEffect(effect, 0);
  near(chanceWith(0.4, { kind: 'relative-risk', log, strength: 1, deadweight: 0.25 }), 0.25);
});

test('half of a range lies on either side of its middle, five in a hundred beyond each end', () => {
  const range = { low: 10, likely: 12, high: 20 };
  const chance = random(3);
  const values = Array.from({ length: 40_000 }, () => valueAt(range, chance.normal(0, 1)));
  const share = (limit: number) => values.filter((value) => value < limit).length / values.length;
  near(share(10), 0.05, 0.005);
  near(share(12), 0.5, 0.01);
  near(share(20), 0.95, 0.005);
});

test('gamma draws have the mean and the spread of their shape, small shapes too', () => {
  const chance = new Normals(random(5));
  for (const shape of [0.3, 1, 4, 250]) {
    const own = gammaShape(shape);
    const values = Array.from({ length: 40_000 }, () => gammaDraw(own, chance));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    near(mean / shape, 1, 0.03);
    near(square / shape, 1, 0.06);
  }
});

test('a cell that lacks is that of the nearest duration, the shorter of two', () => {
  const cell = (durationBand: number) => ({
    ageBand: 2,
    from: 'child-in-need' as const,
    durationBand,
    weights: { universal: 1 },
  });
  const cells = [cell(0), cell(2)];
  assert.equal(cellAt(cells, 2, 'child-in-need', 1)?.durationBand, 0);
  assert.equal(cellAt(cells, 2, 'child-in-need', 3)?.durationBand, 2);
  assert.equal(cellAt(cells, 3, 'child-in-need', 0), null);
});

test('a spread has the quantiles that sorting gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
      (list) => {
        const spread = spreadOf(Float64Array.from(list));
        assert.equal(spread.p5, quantile(list, 0.05));
        assert.equal(spread.p25, quantile(list, 0.25));
        assert.equal(spread.p50, quantile(list, 0.5));
        assert.equal(spread.p95, quantile(list, 0.95));
      },
    ),
  );
});

test('many values have the same quantiles as few, however they lie', () => {
  const chance = random(9);
  const list = Array.from({ length: 9000 }, (_, i) => Math.exp(chance.normal(0, 3)) - (i % 3));
  const spread = spreadOf(Float64Array.from(list));
  for (const [share, value] of [
    [0.05, spread.p5],
    [0.5, spread.p50],
    [0.75, spread.p75],
    [0.95, spread.p95],
  ] as const) {
    assert.equal(value, quantile(list, share));
  }
});

test('if nothing is done, everybody who stands or is born is somewhere', () => {
  const projection = projectAsNow(sampleRates(), 5, 4, 1);
  const sum = (of: (state: (typeof projection.states)[number]) => number) =>
    projection.states.reduce((total, state) => total + of(state), 0);
  near(
    sum(({ atStart }) => atStart),
    60_000,
  );
  near(
    sum(({ atYearEnd }) => atYearEnd[4]?.mean ?? 0),
    60_000 + (5 * 60_000) / 18,
  );
  const again = projectAsNow(sampleRates(), 5, 4, 1);
  assert.deepEqual(again, projection);
});
