import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atMiddle, byHand, HALVED } from './by-hand.sample.ts';
import { sure } from './likely.ts';
import { sampleInput, sampleProgramme } from './model.sample.ts';
import {
  type EffectInput,
  type ModelInput,
  type OutcomeInput,
  type ProgrammeInput,
  QUARTER_DAYS,
  STATES,
  type StatePrice,
} from './model-input.ts';
import type { Perspective } from './model-result.ts';
import { runModel } from './run-model.ts';

const near = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

const price = (
  code: string,
  pence: number,
  kind: StatePrice['kind'],
  split: StatePrice['split'],
): OutcomeInput['prices'][number] => ({ code, pence: sure(pence), split, kind, transferOf: [] });

/** What one arrest costs: cash 100 pounds, time 50, value to people 20, benefits paid 30. */
const ARREST: OutcomeInput = {
  code: 'arrest',
  label: 'Arrest',
  chanceAYear: sure(0.4),
  ages: { from: 5, to: 8 },
  prices: [
    price('a-cash', 10_000, 'cash', { council: 0.6, police: 0.4 }),
    price('b-time', 5000, 'capacity', { police: 1 }),
    price('c-value', 2000, 'social-value', { public: 1 }),
    { ...price('d-paid', 3000, 'cash', { 'job-centre': 1 }), transferOf: ['job-centre'] },
  ],
};

/** Halves arrests: after half a year, whole for half a year, gone half a year later. */
const FEWER_ARRESTS: EffectInput = {
  ...HALVED,
  code: 'arrest',
  on: { kind: 'outcome', outcome: 'arrest' },
  lagQuarters: 2,
  fullQuarters: 2,
  fadeQuarters: 2,
};

/** Eight children begin, two in each quarter of the first year; half of them stay. */
function arrests(
  change: Partial<ModelInput> = {},
  programme: Partial<ProgrammeInput> = {},
): ModelInput {
  return byHand({
    years: 3,
    prices: [],
    outcomes: [ARREST],
    programmes: [
      sampleProgramme({
        ...byHand().programmes[0],
        placesAYear: 8,
        retention: sure(0.5),
        cost: {
          perPlace: sure(100_000),
          fixedAYear: sure(20_000),
          setUp: sure(30_000),
          paidBy: { council: 0.75, health: 0.25 },
          kind: 'cash',
        },
        effects: [FEWER_ARRESTS],
        ...programme,
      }),
    ],
    discount: { code: 'flat-3.5', bands: [{ fromYear: 0, rate: 0.035 }] },
    ...change,
  });
}

// On paper. A year's chance of 0.4 is halved at full strength. While it fades, a relative risk of
// 0.5 acts at three quarters and at one quarter of its strength: 0.5 ^ 0.75 and 0.5 ^ 0.25. Half
// of those who begin stay, and a quarter of a year has a quarter of a year's events.
const whole = (0.5 * 0.4 * 0.5) / 4;
const first = (0.5 * 0.4 * (1 - 0.5 ** 0.75)) / 4;
const second = (0.5 * 0.4 * (1 - 0.5 ** 0.25)) / 4;
// Two begin in each of four quarters; what one is spared falls 2, 3 (whole), 4 and 5 (fading)
// quarters later. First year: of the first two, quarters 2 and 3; of the next two, quarter 3.
const SPARED = [
  2 * 3 * whole,
  2 * (5 * whole + 4 * first + 3 * second), // 0 + 1 + 2 + 2 whole, all four fade, three to the end
  2 * second, // the last two
];
const spared = (of: (index: number) => number) =>
  SPARED.reduce((sum, events, year) => sum + events * of(year), 0);
const later = (year: number) => 1.035 ** -year;
const COST = 8 * 100_000 + 20_000 + 30_000;

test('cash, freed time and value to people of one case come out as on paper', () => {
  const result = runModel(arrests(), { draws: 3 });
  const value = (perspective: Perspective) =>
    result.perspectives.find((one) => one.perspective === perspective)?.netPresentValue.mean;
  near(value('cash'), spared(later) * 10_000 - COST);
  near(value('public'), spared(later) * 15_000 - COST);
  near(value('society'), spared(later) * 17_000 - COST);
  const transfers = result.benefits.filter(({ kind }) => kind === 'transfer');
  near(
    transfers.flatMap(({ byYear }) => byYear).reduce((sum, pence) => sum + pence, 0),
    spared(() => 1) * 3000,
  );
});

test('two who pay and three who gain come out as on paper, agency by agency', () => {
  const { agencies } = runModel(arrests(), { draws: 3 });
  const of = (agency: string) => agencies.find((one) => one.agency === agency);
  const events = spared(() => 1);
  near(of('council')?.pays.mean, 0.75 * COST);
  near(of('health')?.pays.mean, 0.25 * COST);
  near(of('council')?.net.mean, events * 6000 - 0.75 * COST);
  near(of('health')?.net.mean, -0.25 * COST);
  near(of('police')?.cash.mean, events * 4000);
  near(of('police')?.capacity.mean, events * 5000);
  near(of('job-centre')?.net.mean, 0);
  near(of('public')?.net.mean, 0);
});

test('the first year is not discounted, and what falls after the last year is in no sum', () => {
  const two = runModel(arrests({ years: 2 }), { draws: 3 });
  const [cash] = two.perspectives;
  near(cash?.presentCost.mean, COST);
  near(cash?.presentBenefit.mean, 10_000 * ((SPARED[0] ?? 0) + (SPARED[1] ?? 0) / 1.035));
  assert.match(two.warnings.join(), /gains? after the last year/i);
  assert.doesNotMatch(runModel(arrests(), { draws: 3 }).warnings.join(), /after the last year/);
});

test('where few can be reached, few begin and are paid for; fixed costs and set-up stay', () => {
  const { cost, cash } = atMiddle(
    arrests({}, { eligibleAYear: 10, reach: sure(0.3), engagement: sure(0.5) }),
  );
  near(cost[0], 1.5 * 100_000 + 20_000 + 30_000);
  near(cash[0], (1.5 / 8) * (SPARED[0] ?? 0) * 10_000);
});

test('harm costs: more who come into care cost cash at once, whatever the step', () => {
  const stays = { ageBand: 2, durationBand: 0 } as const;
  const [one = sampleProgramme()] = byHand().programmes;
  const input = byHand({
    years: 1,
    rates: {
      ...byHand().rates,
      cells: [
        {
          ...stays,
          from: 'child-in-need',
          weights: { 'child-in-need': 5, 'looked-after/foster': 5 },
        },
        { ...stays, from: 'looked-after/foster', weights: { 'looked-after/foster': 3 } },
      ],
    },
    cashSteps: [{ states: ['looked-after/foster'], childrenAStep: 3, lagQuarters: 2 }],
    programmes: [
      {
        ...one,
        effects: [
          {
            ...HALVED,
            size: { kind: 'relative-risk', value: 1.5, standardError: 0 },
            fullQuarters: 1,
          },
        ],
      },
    ],
  });
  const { cash, capacity, stateYears } = atMiddle(input);
  // A chance of a half becomes three quarters, once: a quarter of a child more in care in the next
  // quarter, then an eighth, a sixteenth. Of four who begin one after the other, in the first year:
  const more = 0.25 + 0.125 + 0.0625 + (0.25 + 0.125) + 0.25;
  near(stateYears(STATES.indexOf('looked-after/foster'))[0], more / 4);
  near(cash[0], -more * QUARTER_DAYS * 100);
  near(capacity[0], more * QUARTER_DAYS * 10);
});

test('what never happens, or always does, stays so under an effect on its odds', () => {
  for (const chance of [0, 1]) {
    const outcomes = [{ ...ARREST, chanceAYear: sure(chance) }];
    const size = { kind: 'effect-size', value: -0.5, standardError: 0.2 } as const;
    const result = runModel(arrests({ outcomes }, { effects: [{ ...FEWER_ARRESTS, size }] }));
    for (const { netPresentValue } of result.perspectives) near(netPresentValue.p95, -COST);
  }
});

test('a risk that is raised ends at certainty; deadweight of all leaves nothing', () => {
  const size = { kind: 'relative-risk', value: 5, standardError: 0 } as const;
  const raised = { ...FEWER_ARRESTS, size, fadeQuarters: 0 };
  // From 0.4 to 1 and no further: eight children, half stay, half a year each.
  const { cash } = atMiddle(arrests({}, { effects: [raised] }));
  near(
    cash.reduce((sum, pence) => sum + pence, 0),
    -8 * 0.5 * 0.6 * 0.5 * 10_000,
  );
  const alone = { ...FEWER_ARRESTS, deadweight: sure(1) };
  near(atMiddle(arrests({}, { effects: [alone] })).cash[1], 0);
});

test('forty years and a million places give numbers, and the places a warning', () => {
  const input = sampleInput({
    years: 40,
    programmes: [sampleProgramme({ placesAYear: 1_000_000, eligibleAYear: null })],
  });
  const result = runModel(input, { draws: 20 });
  for (const { netPresentValue, dots } of result.perspectives) {
    assert.ok([...Object.values(netPresentValue), ...dots].every(Number.isFinite));
  }
  assert.match(result.warnings.join(), /more places a year than children/);
});
