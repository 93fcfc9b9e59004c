import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byHand } from './by-hand.sample.ts';
import { sure } from './likely.ts';
import { inputHash, resultHash } from './model-hash.ts';
import { SAMPLE_EFFECT, sampleInput, sampleProgramme, sampleRates } from './model.sample.ts';
import type { EffectInput, ModelInput, ProgrammeInput } from './model-input.ts';
import type { ModelResult, Perspective } from './model-result.ts';
import { runModel } from './run-model.ts';
import { eligibleNow } from './served.ts';
import { runThreads } from './run-threads.ts';
import { chanceOfGain, valueOfPerfectInformationOfNormal } from './value-of-information.ts';

const of = (result: ModelResult, perspective: Perspective) => {
  const found = result.perspectives.find((one) => one.perspective === perspective);
  assert.ok(found);
  return found;
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
const quick = { draws: 40 };
const small: ModelInput = sampleInput({ years: 6, rates: sampleRates(6000) });
const withEffect = (change: Partial<EffectInput>): ModelInput => ({
  ...small,
  programmes: [sampleProgramme({ effects: [{ ...SAMPLE_EFFECT, ...change }] })],
});
const benefitOf = (input: ModelInput, perspective: Perspective = 'public') =>
  of(runModel(input, quick), perspective).presentBenefit.mean;

test('benefits by agency and by kind sum to the benefit of each perspective, year by year', () => {
  const result = runModel(small, quick);
  const lines = (kinds: readonly string[], year: number) =>
    sum(
      result.benefits
        .filter(({ kind }) => kinds.includes(kind))
        .map((one) => one.byYear[year] ?? 0),
    );
  for (let year = 0; year < small.years; year += 1) {
    const mean = (perspective: Perspective) =>
      of(result, perspective).years[year]?.benefit.mean ?? 0;
    near(lines(['cash'], year), mean('cash'));
    near(lines(['cash', 'capacity'], year), mean('public'));
    near(lines(['cash', 'capacity', 'social-value'], year), mean('society'));
  }
  const agencies = sum(result.agencies.map(({ cash, capacity }) => cash.mean + capacity.mean));
  near(agencies, sum(of(result, 'public').years.map(({ benefit }) => benefit.mean)));
  const pays = sum(result.agencies.map(({ pays }) => pays.mean));
  near(pays, sum(of(result, 'public').years.map(({ cost }) => cost.mean)));
});

test('society gains what the purse does and value to people; transfers are in neither', () => {
  const result = runModel(small, quick);
  const social = sum(
    result.benefits.filter(({ kind }) => kind === 'social-value').flatMap(({ byYear }) => byYear),
  );
  const total = (perspective: Perspective) =>
    sum(of(result, perspective).years.map(({ net }) => net.mean));
  near(total('society') - total('public'), social, 1e-7);
  const without = runModel(
    { ...small, prices: small.prices.filter(({ transferOf }) => transferOf.length === 0) },
    quick,
  );
  near(total('society'), sum(of(without, 'society').years.map(({ net }) => net.mean)), 1e-9);
  assert.ok(result.benefits.some(({ kind }) => kind === 'transfer'));
});

test('without a programme nothing differs', () => {
  const result = runModel({ ...small, programmes: [] }, quick);
  for (const { netPresentValue, ratio, paybackYears, peakFunding } of result.perspectives) {
    assert.deepEqual([...new Set(Object.values(netPresentValue))], [0]);
    assert.deepEqual([ratio, paybackYears, peakFunding.mean], [null, null, 0]);
  }
  assert.ok(
    result.states.every(({ byYear }) => byYear.every(({ mean, p95 }) => mean === 0 && p95 === 0)),
  );
  assert.deepEqual(result.drivers, []);
});

test('a programme whose effect is none changes nobody to the last digit', () => {
  const idle = { size: { kind: 'relative-risk', value: 1, standardError: 0 } as const };
  const input = withEffect(idle);
  const [programme = sampleProgramme()] = input.programmes;
  const result = runModel({ ...input, programmes: [{ ...programme, uncovers: null }] }, quick);
  assert.ok(result.benefits.every(({ byYear }) => byYear.every((pence) => pence === 0)));
});

test('twice the cost never raises the value', () => {
  const twice = (range: ProgrammeInput['reach']) => ({
    low: 2 * range.low,
    likely: 2 * range.likely,
    high: 2 * range.high,
  });
  for (const part of ['perPlace', 'fixedAYear', 'setUp'] as const) {
    const [programme = sampleProgramme()] = small.programmes;
    const cost = { ...programme.cost, [part]: twice(programme.cost[part]) };
    const [before, after] = [small, { ...small, programmes: [{ ...programme, cost }] }].map(
      (input) => runModel(input, quick),
    );
    assert.ok(before && after);
    for (const perspective of ['cash', 'public', 'society'] as const) {
      const [one, other] = [before, after].map((result) => of(result, perspective).netPresentValue);
      assert.ok((other?.mean ?? 0) < (one?.mean ?? 0));
      assert.ok((other?.p95 ?? 0) <= (one?.p95 ?? 0));
    }
  }
});

test('the order of programmes, prices and outcomes does not change a digit', () => {
  const programmes = [
    sampleProgramme(),
    sampleProgramme({ code: 'mentors', name: 'Mentors', startsAfterYears: 1, uncovers: null }),
    sampleProgramme({ code: 'homes', name: 'Homes', placesAYear: 30 }),
  ];
  const one = runModel({ ...small, programmes }, quick);
  const other = runModel(
    { ...small, programmes: programmes.toReversed(), prices: small.prices.toReversed() },
    quick,
  );
  assert.equal(resultHash(one), resultHash(other));
  assert.ok(one.warnings.some((text) => text.includes('children of the same kind')));
});

test('a second programme leaves what the first one brings as it is', () => {
  const other = sampleProgramme({ code: 'mentors', name: 'Mentors' });
  const free = { ...small, cashSteps: [] };
  const values = [free.programmes, [other], [...free.programmes, other]].map(
    (programmes) => of(runModel({ ...free, programmes }, quick), 'public').netPresentValue.mean,
  );
  near((values[0] ?? 0) + (values[1] ?? 0), values[2] ?? 0, 1e-9);
});

test('one thread or several give the same bytes; another seed gives others', async () => {
  const input = { ...small, draws: 600 };
  const alone = resultHash(runModel(input));
  for (const threads of [1, 3]) {
    const seen: number[] = [];
    const onProgress = (done: number) => void seen.push(done);
    assert.equal(resultHash(await runThreads(input, { threads, onProgress })), alone);
    assert.equal(seen.at(-1), 600);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
  }
  assert.notEqual(resultHash(runModel({ ...input, seed: 43 })), alone);
  assert.notEqual(inputHash({ ...input, seed: 43 }), inputHash(input));
  assert.equal(inputHash(structuredClone(input)), inputHash(input));
});

test('a run that is stopped ends with an AbortError', async () => {
  const stop = new AbortController();
  const run = runThreads(
    { ...small, draws: 20_000 },
    { threads: 1, signal: stop.signal, onProgress: () => stop.abort() },
  );
  await assert.rejects(run, { name: 'AbortError' });
});

test('more caution never raises the benefit, and a stronger effect never lowers it', () => {
  fc.assert(
    fc.property(
      fc.tuple(
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
      ),
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      ([a, b], [c, d]) => {
        const size = (value: number) =>
          withEffect({ size: { kind: 'relative-risk', value, standardError: 0.1 } });
        const slack = (value: number) => Math.abs(value) * 1e-9 + 1e-3;
        const [strong, weak] = [benefitOf(size(Math.min(a, b))), benefitOf(size(Math.max(a, b)))];
        assert.ok(strong >= weak - slack(weak), `${strong} for the stronger, ${weak}`);
        const cautious = (reduction: number) =>
          withEffect({ caution: { reduction, inflation: 1.2 } });
        const [little, much] = [
          benefitOf(cautious(Math.min(c, d))),
          benefitOf(cautious(Math.max(c, d))),
        ];
        assert.ok(little >= much - slack(much), `${little} for little caution, ${much}`);
      },
    ),
    { numRuns: 12 },
  );
});

test('deadweight lowers the benefit, and where caution is applied too, the result says so', () => {
  const input = withEffect({ deadweight: { low: 0.2, likely: 0.3, high: 0.5 } });
  assert.ok(benefitOf(input) < benefitOf(withEffect({})));
  assert.ok(runModel(input, quick).warnings.some((text) => text.includes('deadweight')));
  assert.ok(!runModel(small, quick).warnings.some((text) => text.includes('deadweight')));
});

test('what a reader must know is told: few to reach, thin data, steps that free nothing', () => {
  const warned = (change: Partial<ModelInput>) => runModel({ ...small, ...change }, quick).warnings;
  const few = warned({ programmes: [sampleProgramme({ eligibleAYear: 100 })] });
  assert.ok(few.some((text) => text.includes('about 75 children a year can be reached')));
  const thin = warned({ rates: sampleRates(6000, 0.005) });
  assert.ok(thin.some((text) => text.startsWith('Little is known')));
  const steps = warned({
    cashSteps: [{ states: ['looked-after/foster'], childrenAStep: 500, lagQuarters: 0 }],
  });
  assert.ok(steps.some((text) => text.includes('free almost no cash')));
  const nobody = warned({
    programmes: [
      sampleProgramme({ who: { states: ['leaving-care'], ages: { from: 20, to: 21 } } }),
    ],
  });
  assert.ok(nobody.some((text) => text.includes('nobody begins')));
});

test('chance and value of information agree with the formulae where the value is normal', () => {
  // One outcome, all sure but its price, which is normal: the value is a line in it.
  const price = { low: 1_400_000, likely: 2_000_000, high: 2_600_000 };
  const [programme = sampleProgramme()] = byHand().programmes;
  const input = byHand({
    draws: 20_000,
    outcomes: [
      {
        code: 'arrest',
        label: 'Arrest',
        chanceAYear: sure(0.4),
        ages: { from: 0, to: 17 },
        prices: [
          { code: 'arrest', pence: price, split: { police: 1 }, kind: 'capacity', transferOf: [] },
        ],
      },
    ],
    prices: [],
    discount: { code: 'none', bands: [{ fromYear: 0, rate: 0 }] },
    programmes: [
      {
        ...programme,
        cost: { ...programme.cost, perPlace: sure(185_000) },
        effects: [
          {
            code: 'arrest',
            on: { kind: 'outcome', outcome: 'arrest' },
            size: { kind: 'relative-risk', value: 0.5, standardError: 0 },
            lagQuarters: 0,
            fullQuarters: 2,
            fadeQuarters: 0,
            caution: { reduction: 0, inflation: 1 },
            deadweight: null,
          },
        ],
      },
    ],
  });
  // Each child is spared half of 0.4 a year for half a year: 0.1 of an arrest; four children.
  const deviation = (4 * 0.1 * 600_000) / 1.6448536269514722;
  const mean = 4 * (0.1 * 2_000_000 - 185_000);
  const {
    netPresentValue,
    chanceOfGain: chance,
    valueOfInformation,
  } = of(runModel(input), 'public');
  near(netPresentValue.mean, mean, 0.03);
  near(netPresentValue.p5, mean - 1.6448536269514722 * deviation, 0.03);
  near(chance, chanceOfGain({ mean, deviation }), 0.01);
  near(valueOfInformation, valueOfPerfectInformationOfNormal({ mean, deviation }), 0.03);
  const [driver] = runModel(input).drivers;
  assert.equal(driver?.code, 'outcome:arrest/price:arrest');
  near(driver?.valueOfInformation ?? 0, valueOfInformation, 0.03);
});

test('break-even says by how much effects may shrink: there the case is worth nothing', () => {
  const input = sampleInput({ years: 20, rates: sampleRates(60_000) });
  const times = runModel(input, quick).breakEvenEffect;
  assert.ok(times !== null);
  const scaled = input.programmes.map((programme) => ({
    ...programme,
    effects: programme.effects.map((effect) => ({
      ...effect,
      size: {
        ...effect.size,
        value:
          effect.size.kind === 'relative-risk'
            ? effect.size.value ** times
            : effect.size.value * times,
      },
    })),
  }));
  const again = runModel({ ...input, programmes: scaled }, quick).breakEvenEffect;
  near(again ?? 0, 1, 1e-6);
});

test('who has paid back stays so: chances rise by year, and the deepest point is told', () => {
  const result = runModel(sampleInput({ years: 20 }), { draws: 200 });
  const { chancePaidBack, dots, years, peakFunding } = of(result, 'public');
  assert.deepEqual(
    chancePaidBack,
    [...chancePaidBack].sort((a, b) => a - b),
  );
  assert.deepEqual(
    dots,
    [...dots].sort((a, b) => a - b),
  );
  assert.equal(dots.length, 50);
  assert.ok(peakFunding.mean >= -Math.min(...years.map(({ cumulative }) => cumulative.mean)));
});

test('what makes no sense is refused and becomes no number', () => {
  assert.throws(() => runModel(small, { draws: 0 }), RangeError);
  const faults: readonly [RegExp, Partial<ModelInput>][] = [
    [/1 to 60 whole years/, { years: 0 }],
    [/above 0, not 0/, withEffect({ size: { kind: 'relative-risk', value: 0, standardError: 0 } })],
    [/caution takes 2/, withEffect({ caution: { reduction: 2, inflation: 1 } })],
    [/which the input does not hold/, { outcomes: [] }],
    [/not to 1/, { prices: small.prices.map((price) => ({ ...price, split: { council: 0.5 } })) }],
    [/takes 0 children/, { cashSteps: [{ states: [], childrenAStep: 0, lagQuarters: 0 }] }],
    [
      /goes from 1 by 0\.5/,
      { programmes: [sampleProgramme({ reach: { low: 1, likely: 0.5, high: 1 } })] },
    ],
  ];
  for (const [message, change] of faults) {
    assert.throws(() => runModel({ ...small, ...change }, quick), { name: 'RangeError', message });
  }
});

test('times that are no whole quarters end with the quarter in which they end', () => {
  const input = withEffect({ lagQuarters: 0.4, fullQuarters: 3.3, fadeQuarters: 2.5 });
  assert.ok(benefitOf(input) > 0);
  const longer = withEffect({ lagQuarters: 0.4, fullQuarters: 30.3, fadeQuarters: 2.5 });
  assert.ok(benefitOf(longer) > benefitOf(input));
});

test('children who would be counted twice are told: competing places, and beginning again', () => {
  const warned = (programmes: readonly ProgrammeInput[]) =>
    runModel({ ...small, programmes }, quick).warnings.join('\n');
  const one = sampleProgramme({ eligibleAYear: 260, placesAYear: 100, ramp: [1] });
  const standing = eligibleNow(small.rates, one.who);
  const inReach = Math.round((standing + 5 * (260 - standing)) * 0.75);
  const other = { ...one, code: 'mentors', name: 'Mentors', placesAYear: 200 };
  const said = `In 5 years about ${inReach} different children can be reached, and 375 are taken`;
  assert.ok(warned([one]).includes(said), said);
  assert.doesNotMatch(warned([{ ...one, placesAYear: 60 }]), /begin twice/);
  assert.match(warned([one, other]), /they have 300 places a year, but at most about 221/);
  assert.doesNotMatch(warned([one, { ...other, placesAYear: 100 }]), /compete/);
});

test('a gain from finding hidden need is doubted aloud, and so is one agency paying twice', () => {
  const slow = small.rates.cells.map((cell) =>
    cell.from === 'targeted-early-help'
      ? { ...cell, weights: { 'targeted-early-help': 5000, 'child-in-need': 1 } }
      : cell,
  );
  const programmes = [sampleProgramme({ effects: [] })];
  const prices = small.prices.filter(
    ({ kind, state }) => kind === 'capacity' && state !== 'leaving-care',
  );
  const input = { ...small, years: 20, programmes, prices, rates: { ...small.rates, cells: slow } };
  assert.match(
    runModel(input, quick).warnings.join(),
    /finding hidden need makes this result better/,
  );
  assert.doesNotMatch(runModel(small, quick).warnings.join(), /finding hidden need/);
  const [exclusion] = small.outcomes;
  assert.ok(exclusion);
  const effect = { ...SAMPLE_EFFECT, code: 'arrest' };
  const both = {
    ...small,
    outcomes: [exclusion, { ...exclusion, code: 'arrest', label: 'Arrest' }],
    programmes: [
      sampleProgramme({
        effects: ['permanent-exclusion', 'arrest'].map((outcome) => ({
          ...effect,
          code: outcome,
          on: { kind: 'outcome' as const, outcome },
        })),
      }),
    ],
  };
  assert.match(runModel(both, quick).warnings.join(), /count part of one cost twice/);
});
