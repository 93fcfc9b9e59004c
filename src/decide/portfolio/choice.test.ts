import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random } from '../../lib/index.ts';
import { moneyIn } from './build-mip.ts';
import {
  type Limit,
  type Option,
  type Problem,
  summariseValues,
  valuesOf,
  worthOf,
} from './choice.ts';
import { choose, clashesOf, EXACT, withMoney } from './choose.ts';
import { loadSolver } from './solve-mip.ts';
import { studyProblem } from './study.ts';

const SURE = { gap: 0, seconds: 20 };
const AREAS = ['north', 'south'];
const PROGRAMMES = ['groups', 'visits', 'mentors'];
const RUNS = 10;
const pounds = (amount: number) => amount * 100_000;

const optionsArb: fc.Arbitrary<Option[]> = fc
  .tuple(
    ...PROGRAMMES.flatMap((programme) =>
      AREAS.flatMap((area) =>
        [10, 20].map((places) =>
          fc
            .record({
              cost: fc.integer({ min: 1, max: 9 }),
              values: fc.array(fc.integer({ min: -9, max: 20 }), {
                minLength: RUNS,
                maxLength: RUNS,
              }),
            })
            .map(({ cost, values }) => ({
              programme,
              area,
              places,
              posts: { worker: places / 10 },
              costByYear: [pounds(cost), pounds(cost / 2)],
              values: Float64Array.from(values, pounds),
            })),
        ),
      ),
    ),
  )
  .map((options) => [...options]);

const problemArb: fc.Arbitrary<Problem> = fc
  .record({
    options: optionsArb,
    council: fc.integer({ min: 0, max: 20 }),
    grant: fc.integer({ min: 0, max: 8 }),
    posts: fc.integer({ min: 2, max: 8 }),
    least: fc.constantFrom(0, 10, 20),
    cautious: fc.constantFrom(0, 0.5, 1),
    synergy: fc.constantFrom(-0.3, 0, 0.2),
    loss: fc.constantFrom(null, 0.2),
    hasExclusion: fc.boolean(),
  })
  .map((asked) => ({
    years: 2,
    options: asked.options,
    programmes: PROGRAMMES.map((code, at) => ({
      code,
      themes: at < 2 ? ['neglect'] : ['school'],
      paidFrom: at === 0 ? ['council'] : ['council', 'grant'],
    })),
    limits: [
      { kind: 'money', stream: 'council', byYear: [pounds(asked.council)] },
      { kind: 'money', stream: 'grant', byYear: [pounds(asked.grant), 0] },
      { kind: 'posts', staff: 'worker', most: asked.posts },
      { kind: 'places', programme: 'visits', most: 30 },
      { kind: 'area', area: 'south', least: asked.least },
      { kind: 'theme', theme: 'school', least: asked.least },
      ...(asked.hasExclusion
        ? [{ kind: 'exclusion' as const, programmes: ['groups', 'mentors'] }]
        : []),
      ...(asked.loss === null ? [] : [{ kind: 'loss' as const, most: asked.loss }]),
    ] satisfies Limit[],
    synergies: [{ programmes: ['groups', 'visits'] as const, share: asked.synergy }],
    cautious: asked.cautious,
  }));

/** Whether a choice keeps to everything, worked out without any solver. */
function keepsTo(problem: Problem, chosen: readonly number[]): boolean {
  const options = chosen.map((place) => problem.options[place] as Option);
  const sizes = new Set(options.map(({ programme, area }) => `${programme}/${area}`));
  if (sizes.size < options.length || !canPay(problem, options)) return false;
  const sum = (of: (option: Option) => number) =>
    options.reduce((total, option) => total + of(option), 0);
  const isKept = (limit: Limit): boolean => {
    switch (limit.kind) {
      case 'money':
        return true;
      case 'posts':
        return sum(({ posts }) => posts[limit.staff] ?? 0) <= limit.most;
      case 'places':
        return sum((one) => (one.programme === limit.programme ? one.places : 0)) <= limit.most;
      case 'area':
        return sum(({ area, places }) => (area === limit.area ? places : 0)) >= limit.least;
      case 'theme':
        return sum((one) => (one.programme === 'mentors' ? one.places : 0)) >= limit.least;
      case 'exclusion':
        return AREAS.every((area) => {
          const of = options.filter(
            (one) => one.area === area && limit.programmes.includes(one.programme),
          );
          return of.length <= 1;
        });
      case 'loss':
        return summariseValues(valuesOf(problem, chosen)).chanceOfLoss <= limit.most;
    }
  };
  return problem.limits.every(isKept);
}

/** Groups are paid by the council alone, the rest by the grant as far as it goes. */
function canPay({ limits, years }: Problem, options: readonly Option[]): boolean {
  const money = (stream: string, year: number) => {
    const limit = limits.find((one) => one.kind === 'money' && one.stream === stream);
    return limit?.kind === 'money' ? moneyIn(limit.byYear, year) : 0;
  };
  return Array.from({ length: years }, (_, year) => year).every((year) => {
    const cost = (isGroups: boolean) =>
      options
        .filter(({ programme }) => (programme === 'groups') === isGroups)
        .reduce((sum, { costByYear }) => sum + (costByYear[year] ?? 0), 0);
    const left = Math.max(0, cost(false) - money('grant', year));
    return cost(true) + left <= money('council', year) + 1e-6;
  });
}

function* choices(problem: Problem): Generator<number[]> {
  const count = problem.options.length / 2;
  for (let code = 0; code < 3 ** count; code += 1) {
    const chosen: number[] = [];
    for (let at = 0, rest = code; at < count; at += 1, rest = Math.floor(rest / 3)) {
      if (rest % 3 > 0) chosen.push(at * 2 + (rest % 3) - 1);
    }
    yield chosen;
  }
}

test('the best choice is the best of all choices that keep to every limit', async () => {
  const highs = await loadSolver();
  let solved = 0;
  fc.assert(
    fc.property(problemArb, (problem) => {
      let best = -Infinity;
      for (const chosen of choices(problem)) {
        if (keepsTo(problem, chosen)) best = Math.max(best, worthOf(problem, chosen));
      }
      const found = choose(highs, problem, SURE);
      if (best === -Infinity) {
        assert.equal(found, null);
        return;
      }
      solved += 1;
      assert.ok(found && keepsTo(problem, found.chosen), 'it keeps to every limit');
      assert.ok(Math.abs(found.worth - best) < 1, `${found.worth} where ${best} is to be had`);
    }),
    { numRuns: 40 },
  );
  assert.ok(solved > 5, `${solved} had an answer`);
});

test('what is paid covers what is bought, and no stream pays more than it has', async () => {
  const highs = await loadSolver();
  fc.assert(
    fc.property(problemArb, (problem) => {
      const found = choose(highs, problem, SURE);
      fc.pre(found !== null);
      for (let year = 0; year < 2; year += 1) {
        const cost = found.chosen.reduce(
          (sum, place) => sum + (problem.options[place]?.costByYear[year] ?? 0),
          0,
        );
        const paid = found.paid.reduce((sum, { byYear }) => sum + (byYear[year] ?? 0), 0);
        assert.ok(Math.abs(cost - paid) < 1);
        for (const { stream, byYear } of found.paid) {
          const limit = problem.limits.find((one) => one.kind === 'money' && one.stream === stream);
          assert.ok(limit?.kind === 'money');
          assert.ok((byYear[year] ?? 0) <= moneyIn(limit.byYear, year) + 1);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('more money never lowers what the best is worth', async () => {
  const highs = await loadSolver();
  fc.assert(
    fc.property(problemArb, fc.double({ min: 1, max: 3, noNaN: true }), (problem, share) => {
      const before = choose(highs, problem, SURE);
      const after = choose(highs, withMoney(problem, share), SURE);
      fc.pre(before !== null);
      assert.ok(after && after.worth >= before.worth - 1);
    }),
    { numRuns: 15 },
  );
});

test('no limit costs less than nothing, and a frontier rises with money', async () => {
  const highs = await loadSolver();
  await fc.assert(
    fc.asyncProperty(problemArb, async (problem) => {
      const study = await studyProblem((asked) => choose(highs, asked, EXACT), problem);
      if (study.kind === 'impossible') {
        assert.ok(study.alone.length + study.together.length > 0);
        return;
      }
      for (const { without, tenth } of study.limits) {
        assert.ok(without.value >= 0 && (tenth?.value ?? 0) >= 0);
        assert.ok((tenth?.value ?? 0) <= without.value);
      }
      const worth = study.byMoney.map(
        ({ value }) => (1 - problem.cautious) * value.mean + problem.cautious * value.worstTenth,
      );
      assert.ok(worth.every((one, at) => at === 0 || one >= (worth[at - 1] ?? 0) - 1));
      const caution = study.byCaution.map(({ value }) => value.worstTenth);
      assert.ok((caution.at(-1) ?? 0) >= (caution[0] ?? 0) - Math.abs(caution[0] ?? 0) * 0.01 - 1);
    }),
    { numRuns: 5 },
  );
});

test('limits that clash are named: each whose giving up would be enough', async () => {
  const highs = await loadSolver();
  const option: Option = {
    programme: 'groups',
    area: 'north',
    places: 10,
    posts: { worker: 2 },
    costByYear: [pounds(8)],
    values: new Float64Array(RUNS).fill(pounds(3)),
  };
  const problem: Problem = {
    years: 1,
    options: [option],
    programmes: [{ code: 'groups', themes: [], paidFrom: ['council'] }],
    limits: [
      { kind: 'money', stream: 'council', byYear: [pounds(5)] },
      { kind: 'posts', staff: 'worker', most: 3 },
      { kind: 'area', area: 'north', least: 10 },
    ],
    synergies: [],
    cautious: 0,
  };
  const find = (asked: Problem) => choose(highs, asked, SURE);
  assert.deepEqual(await clashesOf(find, problem), { alone: [0, 2], together: [] });
  const south = { kind: 'area', area: 'south', least: 10 } as const;
  const both = await clashesOf(find, { ...problem, limits: [...problem.limits, south] });
  assert.deepEqual(both, { alone: [], together: [2, 3] });
});

test('the worst tenth is the mean of the lowest tenth of runs', () => {
  const values = Float64Array.from({ length: 20 }, (_, at) => at - 4);
  const { mean, worstTenth, chanceOfLoss } = summariseValues(values);
  assert.deepEqual(
    { mean, worstTenth, chanceOfLoss },
    { mean: 5.5, worstTenth: -3.5, chanceOfLoss: 0.2 },
  );
});

test('with very many choices the answer is within the gap of the best', async () => {
  const highs = await loadSolver();
  const chance = random(5);
  const options = Array.from({ length: 1200 }, (_, at): Option => {
    const cost = pounds(chance.int(5, 60));
    return {
      programme: `p${at % 60}`,
      area: `a${Math.floor(at / 60)}`,
      places: chance.int(1, 9),
      posts: { worker: chance.int(1, 4) },
      costByYear: [cost],
      values: Float64Array.of(cost * (0.5 + chance.next())),
    };
  });
  const codes = [...new Set(options.map(({ programme }) => programme))];
  const problem: Problem = {
    years: 1,
    options,
    programmes: codes.map((code) => ({ code, themes: [], paidFrom: ['council'] })),
    limits: [
      { kind: 'money', stream: 'council', byYear: [pounds(6000)] },
      { kind: 'posts', staff: 'worker', most: 400 },
      { kind: 'area', area: 'a3', least: 90 },
    ],
    synergies: [],
    cautious: 0,
  };
  const best = choose(highs, problem, { gap: 0, seconds: 20 });
  const found = choose(highs, problem, { gap: 0.005, seconds: 20 });
  assert.ok(
    best && found && found.worth >= best.worth * (1 - 0.005) && found.worth <= best.worth + 1,
  );
  const none = withMoney(problem, 0);
  assert.equal(choose(highs, none, { gap: 0.005, seconds: 20 }), null);
});
