import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mean } from '../../lib/index.ts';
import { type ModelInput, QUARTER_DAYS, STATES, type Standing } from './model-input.ts';
import { sampleInput, sampleProgramme, sampleRates, SAMPLE_EFFECT } from './model.sample.ts';
import { moveBy, POSITIONS, stepBlock } from './person-kernel.ts';
import { planPersons } from './person-plan.ts';
import { bitsAt, drawKeys } from './person-random.ts';
import { joinPersonRuns, type PersonOptions, type PersonRuns, runPersons } from './person-run.ts';
import { daysByDraw, summarisePersons } from './person-summary.ts';
import { prepareWalks } from './person-walks.ts';
import { prepare } from './prepare.ts';
import { drawAll, runOnce, runRoom, setMiddle } from './run-draw.ts';
import { STATE_INDEX } from './states.ts';
import { COUNTED } from './walk.ts';

const DRAWS = 400;
/** Pence a day at each state, to add up days of all states as a value does. */
const DAY_PENCE = STATES.map((state) =>
  state.startsWith('looked-after') ? 15_000 : state === 'child-in-need' ? 2300 : 500,
);

/** Days at each state with the programmes less without, by the matrix engine, draw by draw. */
function matrixDays(input: ModelInput, draws: number, atMiddle: boolean): number[][] {
  const prepared = prepare(input, { everyAge: true });
  const room = runRoom(prepared);
  return Array.from({ length: draws }, (_, draw) => {
    if (atMiddle) setMiddle(prepared, room);
    else drawAll(prepared, room, input.seed, draw);
    runOnce(prepared, room);
    return STATES.map((_, state) => {
      let quarters = 0;
      for (let at = state; at < room.change.length; at += COUNTED) {
        quarters += room.change[at] ?? 0;
      }
      return quarters * QUARTER_DAYS;
    });
  });
}

/** How many standard errors the mean of some differences lies from 0. */
function errorsFromZero(differences: readonly number[]): number {
  const middle = mean(differences) ?? 0;
  const squares = mean(differences.map((one) => (one - middle) ** 2)) ?? 0;
  return squares === 0 ? 0 : middle / Math.sqrt(squares / (differences.length - 1));
}

function personDays(runs: PersonRuns): number[][] {
  const byState = STATES.map((_, state) => daysByDraw(runs, state));
  return Array.from({ length: runs.draws }, (_, draw) => byState.map((days) => days[draw] ?? 0));
}

function assertAgree(input: ModelInput, options: Partial<PersonOptions>): void {
  const atMiddle = options.atMiddle ?? false;
  const matrix = matrixDays(input, DRAWS, atMiddle);
  const persons = personDays(runPersons(input, { children: 2000, draws: DRAWS, ...options }));
  const value = (days: readonly number[]) =>
    days.reduce((sum, own, state) => sum + own * (DAY_PENCE[state] ?? 0), 0);
  for (const [state, name] of STATES.entries()) {
    const apart = matrix.map((days, draw) => (persons[draw]?.[state] ?? 0) - (days[state] ?? 0));
    assert.ok(Math.abs(errorsFromZero(apart)) < 3.9, `${name}: ${errorsFromZero(apart)}`);
  }
  const apart = matrix.map((days, draw) => value(persons[draw] ?? []) - value(days));
  assert.ok(Math.abs(errorsFromZero(apart)) < 3.9, `value: ${errorsFromZero(apart)}`);
  const moved = matrix.map((days) => days[STATE_INDEX['looked-after/foster']] ?? 0);
  assert.ok(Math.abs(errorsFromZero(moved)) > 5 || atMiddle, 'the programme changes something');
}

test('person by person and matrix form agree within sampling error, run by run', () => {
  assertAgree(sampleInput({ rates: sampleRates(2000), programmes: [ramped(60)] }), {});
});

test('they agree with every assumption at its middle, so chance of a child alone is left', () => {
  assertAgree(sampleInput({ rates: sampleRates(2000), programmes: [ramped(60)] }), {
    atMiddle: true,
  });
});

test('they agree for two programmes that raise some moves and lower others, to 25', () => {
  const harmful = {
    ...SAMPLE_EFFECT,
    code: 'back-again',
    on: { kind: 'move', from: ['child-in-need'], to: ['child-protection'] },
    size: { kind: 'effect-size', value: 0.3, standardError: 0.1 },
  } as const;
  const second = sampleProgramme({
    code: 'second',
    who: { states: ['child-in-need', 'child-protection'], ages: { from: 10, to: 17 } },
    placesAYear: 40,
    startsAfterYears: 1,
    effects: [SAMPLE_EFFECT, harmful],
  });
  const input = sampleInput({ years: 14, rates: sampleRates(2000) });
  assertAgree({ ...input, programmes: [ramped(60), second] }, {});
});

function ramped(placesAYear: number) {
  return sampleProgramme({ placesAYear, eligibleAYear: null });
}

test('any cutting up of the draws gives the same numbers', () => {
  const input = sampleInput({ years: 6, rates: sampleRates(1500), programmes: [ramped(50)] });
  const options = { children: 1000, queue: true, historyMultiplier: 1.1 };
  const whole = runPersons(input, { ...options, draws: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), (cut) => {
      const first = runPersons(input, { ...options, draws: cut });
      const rest = runPersons(input, { ...options, draws: 6 - cut, firstDraw: cut });
      assert.deepEqual(joinPersonRuns([rest, first]), whole);
    }),
    { numRuns: 5 },
  );
  assert.throws(() => joinPersonRuns([whole, whole]), RangeError);
});

test('the order of programmes plays no role where nobody waits', () => {
  const input = sampleInput({ years: 5, rates: sampleRates(1500) });
  const programmes = [ramped(30), sampleProgramme({ code: 'other', placesAYear: 20 })];
  const options = { children: 1500, draws: 3 };
  const one = runPersons({ ...input, programmes }, options);
  const other = runPersons({ ...input, programmes: programmes.toReversed() }, options);
  assert.deepEqual(one.without, other.without);
  assert.deepEqual(
    one.programmes.map(({ begun }) => [...begun]),
    other.programmes.map(({ begun }) => [...begun]).toReversed(),
  );
});

test('no programme means no difference, and a programme without effect moves nobody', () => {
  const input = sampleInput({ years: 5, rates: sampleRates(1500), programmes: [] });
  const none = runPersons(input, { children: null, draws: 2 });
  assert.ok(none.difference.every((days) => days === 0));
  const idle = sampleProgramme({ effects: [], uncovers: null });
  const runs = runPersons({ ...input, programmes: [idle] }, { children: null, draws: 2 });
  assert.ok(runs.difference.every((days) => days === 0));
  assert.ok(runs.programmes[0]?.begun.some((begun) => begun > 0));
});

test('every child is somewhere: states add up to those who stand and those who are born', () => {
  const input = sampleInput({ years: 20, rates: sampleRates(3000), programmes: [ramped(50)] });
  const runs = runPersons(input, { children: 3000, draws: 2 });
  for (let year = 0; year < 20; year += 1) {
    const at = year * STATES.length;
    const all = runs.without.subarray(at, at + STATES.length).reduce((sum, own) => sum + own, 0);
    const born = (3000 / 18 / 4) * (4 * (year + 0.625));
    assert.ok(Math.abs(all / 4 - 3000 - born) < 1, `year ${year}: ${all / 4}`);
  }
  for (let at = 0; at < runs.difference.length; at += STATES.length) {
    const row = runs.difference.subarray(at, at + STATES.length);
    assert.ok(Math.abs(row.reduce((sum, own) => sum + own, 0)) < 1e-9);
  }
});

test('a queue never begins more children than places, and longer waits follow fewer places', () => {
  const input = (places: number) =>
    sampleInput({
      years: 6,
      rates: sampleRates(3000),
      programmes: [sampleProgramme({ placesAYear: places, ramp: [1], years: 4 })],
    });
  const waited = [12, 40, 400].map((places) => {
    const runs = runPersons(input(places), { children: null, draws: 10, queue: true });
    const [own] = runs.programmes;
    for (const begun of own?.begun ?? []) assert.ok(begun <= places);
    return summarisePersons(runs).programmes[0];
  });
  const days = waited.map((one) => one?.waitedDays?.mean ?? 0);
  assert.ok((days[0] ?? 0) > (days[1] ?? 0) && (days[1] ?? 0) > (days[2] ?? 0), days.join());
  assert.ok((waited[0]?.left.mean ?? 0) > (waited[2]?.left.mean ?? 0));
});

test('children who are taken four at a time go where each would go alone', () => {
  const asked = { children: 3001, years: 1, draws: 1, seed: 8 };
  const { plan, walks } = prepareWalks(sampleRates(), asked);
  for (const walk of walks) {
    walk.stay.set(walk.tables.stay);
    for (const ageBand of [0, 2, 5]) {
      walk.positions.set(plan.positions);
      for (const block of plan.blocks) stepBlock(walk, block, 3, ageBand);
      for (const { from, to } of plan.blocks) {
        for (let child = from; child < to; child += 1) {
          const before = plan.positions[child] ?? 0;
          const bits = bitsAt(walk.keys, child, 3);
          const alone = moveBy(walk.tables, ageBand * POSITIONS, before, bits);
          assert.equal(walk.positions[child], alone);
        }
      }
    }
  }
});

test('with history a child who was helped comes back more often, and 1 changes nothing', () => {
  const input = sampleInput({ years: 10, rates: sampleRates(3000), programmes: [] });
  const days = (historyMultiplier?: number) => {
    const options = { children: null, draws: 20, atMiddle: true };
    const runs = runPersons(input, {
      ...options,
      ...(historyMultiplier === undefined ? {} : { historyMultiplier }),
    });
    const state = STATE_INDEX['child-in-need'];
    return summarisePersons(runs).asNow[state]?.byYear.at(-1)?.mean ?? 0;
  };
  assert.equal(days(1), days());
  assert.ok(days(1.25) > days(1));
  assert.ok(days(0.8) < days(1));
});

test('small authorities get a wide spread of counts, large ones a narrow one', () => {
  const share = (children: number) => {
    const input = sampleInput({ years: 3, rates: sampleRates(children), programmes: [] });
    const runs = runPersons(input, { children: null, draws: 60, atMiddle: true });
    const foster = summarisePersons(runs).asNow[STATE_INDEX['looked-after/foster']]?.byYear[2];
    assert.ok(foster);
    return (foster.p95 - foster.p5) / foster.mean;
  };
  assert.ok(share(2000) > 2 * share(20_000));
});

test('those who are simulated stand like those of the rates, at every age and state', () => {
  const standing: Standing[] = [
    { age: 3, state: 'universal', quarters: 8, children: 4000 },
    { age: 3, state: 'child-in-need', quarters: 1, children: 40 },
    { age: 17, state: 'looked-after/foster', quarters: 3, children: 8 },
  ];
  const rates = { ...sampleRates(), standing, birthsAYear: 0 };
  const plan = planPersons(rates, 1, null);
  assert.equal(plan.children, 4048);
  assert.equal(plan.weight, 1);
  assert.equal(plan.positions.filter((position) => position === 2 * 9 + 1).length, 40);
  assert.equal(plan.positions.filter((position) => position === 5 * 9 + 3).length, 8);
  assert.equal(planPersons(rates, 1, 2024).weight, 2);
  assert.throws(() => planPersons({ ...rates, standing: [] }, 1, null), RangeError);
});

test('chance is even and does not go together between children, quarters and draws', () => {
  const keys = drawKeys(42, 0, 0);
  const size = 20_000;
  const stream = (of: (i: number) => number) =>
    Array.from({ length: size }, (_, i) => of(i) / 4_294_967_296 - 0.5);
  const streams = [
    stream((i) => bitsAt(keys, i, 0)),
    stream((i) => bitsAt(keys, i + 1, 0)),
    stream((i) => bitsAt(keys, i, 1)),
    stream((i) => bitsAt(drawKeys(42, 1, 0), i, 0)),
    stream((i) => bitsAt(drawKeys(43, 0, 0), i, 0)),
  ];
  const [first = []] = streams;
  for (const other of [streams[1], streams[2], streams[3], streams[4]]) {
    const product = mean(first.map((value, i) => value * (other?.[i] ?? 0))) ?? 1;
    assert.ok(Math.abs(product * 12) < 4 / Math.sqrt(size), String(product * 12));
  }
  const tenths = new Array<number>(10).fill(0);
  for (const value of first) {
    const tenth = Math.floor((value + 0.5) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  const chi = tenths.reduce((sum, n) => sum + (n - size / 10) ** 2 / (size / 10), 0);
  assert.ok(chi < 27.9, `${chi} is beyond 1 in 1,000`);
});
