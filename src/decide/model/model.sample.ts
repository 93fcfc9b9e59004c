import { financialYear } from '../../lib/index.ts';
import type {
  EffectInput,
  Likely,
  ModelInput,
  ProgrammeInput,
  RateCell,
  Rates,
  Standing,
  State,
  StatePrice,
} from './model-input.ts';
import { AGE_BANDS, DURATION_BANDS } from './model-input.ts';

/** Moves in a quarter by state, in 10,000, at 5 to 9 years in the first half-year; invented. */
const MOVES: Readonly<Partial<Record<State, Readonly<Partial<Record<State, number>>>>>> = {
  universal: { 'targeted-early-help': 60, 'child-in-need': 75, 'looked-after/foster': 2 },
  'targeted-early-help': { universal: 2600, 'child-in-need': 700, 'child-protection': 60 },
  'child-in-need': {
    universal: 2900,
    'targeted-early-help': 350,
    'child-protection': 420,
    'looked-after/kinship': 25,
    'looked-after/foster': 90,
    'looked-after/residential': 12,
    'looked-after/other': 10,
  },
  'child-protection': {
    universal: 300,
    'targeted-early-help': 80,
    'child-in-need': 2400,
    'looked-after/kinship': 130,
    'looked-after/foster': 380,
    'looked-after/residential': 30,
    'looked-after/other': 40,
  },
  'looked-after/kinship': { universal: 500, 'child-in-need': 200, 'looked-after/foster': 250 },
  'looked-after/foster': {
    universal: 400,
    'child-in-need': 200,
    'looked-after/kinship': 120,
    'looked-after/residential': 160,
    'looked-after/other': 60,
  },
  'looked-after/residential': {
    universal: 350,
    'looked-after/foster': 350,
    'looked-after/other': 250,
  },
  'looked-after/other': { universal: 700, 'looked-after/foster': 500, 'child-in-need': 150 },
  'leaving-care': { adult: 900 },
};

/** How much more or less of each kind of move there is by age band and duration band. */
const BY_AGE = [1.6, 0.9, 1, 1.15, 1.3, 1];
const BY_DURATION = [1, 0.8, 0.55, 0.3];
const BACK_BY_DURATION = [2, 1.5, 1.2, 0.9];

/** Invented rates like those of an English authority; `known` scales how much is observed. */
export function sampleCells(known = 1): RateCell[] {
  return Object.entries(MOVES).flatMap(([from, moves]) =>
    AGE_BANDS.flatMap(({ from: age }, ageBand) => {
      const isGrown = age >= 18;
      if (isGrown !== (from === 'leaving-care')) return [];
      return DURATION_BANDS.map((_, durationBand): RateCell => {
        const observed = known * (from === 'universal' ? 40_000 : 1200 * (4 - durationBand));
        const byDuration = from === 'universal' ? BACK_BY_DURATION : BY_DURATION;
        const scale = (BY_AGE[ageBand] ?? 1) * (byDuration[durationBand] ?? 1);
        const out = Object.entries(moves).map(([to, per10000]) => [
          to,
          (observed * per10000 * scale) / 10_000,
        ]);
        const leaving = out.reduce((sum, [, weight]) => sum + Number(weight), 0);
        const weights = { ...Object.fromEntries(out), [from]: observed - leaving };
        return { ageBand, from: from as State, durationBand, weights };
      });
    }),
  );
}

/** Children at once by state, of 60,000 under 18; invented. */
const STANDING: Readonly<Partial<Record<State, number>>> = {
  'targeted-early-help': 900,
  'child-in-need': 1500,
  'child-protection': 260,
  'looked-after/kinship': 60,
  'looked-after/foster': 280,
  'looked-after/residential': 50,
  'looked-after/other': 35,
};

/** Where the children of the invented authority stand, by age and quarters since entry. */
export function sampleStanding(children = 60_000): Standing[] {
  const shares = [0.24, 0.18, 0.14, 0.11, 0.09, 0.07, 0.05, 0.04, 0.08];
  const scale = children / 60_000;
  const rows: Standing[] = [];
  let known = 0;
  for (let age = 0; age < 18; age += 1) {
    for (const [state, count] of Object.entries(STANDING)) {
      for (const [quarters, share] of shares.entries()) {
        if (quarters > age * 4 + 3) continue;
        const here = (scale * count * share) / 18;
        known += here;
        rows.push({ age, state: state as State, quarters, children: here });
      }
    }
  }
  for (let age = 0; age < 18; age += 1) {
    rows.push({ age, state: 'universal', quarters: 8, children: (children - known) / 18 });
  }
  return rows;
}

/** Rates of the invented authority: `children` under 18, `known` times as much observed. */
export function sampleRates(children = 60_000, known = 1): Rates {
  return {
    source: 'published',
    basis: 'Invented for tests',
    cells: sampleCells(known),
    standing: sampleStanding(children),
    birthsAYear: children / 18,
  };
}

const around = (likely: number, share: number): Likely => ({
  low: likely * (1 - share),
  likely,
  high: likely * (1 + share),
});

/** Prices of a day, in pence; invented, in the order of size of published ones. */
export function samplePrices(): StatePrice[] {
  const price = (state: State, pence: number, kind: StatePrice['kind']): StatePrice => ({
    code: `${state.replace('/', '-')}-day`,
    state,
    pence: around(pence, 0.15),
    split: { council: 0.9, health: 0.1 },
    kind,
    transferOf: [],
  });
  return [
    price('targeted-early-help', 900, 'capacity'),
    price('child-in-need', 2300, 'capacity'),
    price('child-protection', 3800, 'capacity'),
    price('looked-after/kinship', 6000, 'cash'),
    price('looked-after/foster', 12_000, 'cash'),
    price('looked-after/residential', 75_000, 'cash'),
    price('looked-after/other', 20_000, 'cash'),
    price('leaving-care', 3000, 'capacity'),
    {
      code: 'benefits-of-leavers',
      state: 'leaving-care',
      pence: around(1500, 0.2),
      split: { 'job-centre': 1 },
      kind: 'cash',
      transferOf: ['job-centre'],
    },
    {
      code: 'life-of-a-child-in-care',
      state: 'looked-after/foster',
      pence: around(2500, 0.5),
      split: { public: 1 },
      kind: 'social-value',
      transferOf: [],
    },
  ];
}

/** An invented effect: fewer moves into care, seen against comparison. */
export const SAMPLE_EFFECT: EffectInput = {
  code: 'care',
  on: {
    kind: 'move',
    from: ['targeted-early-help', 'child-in-need', 'child-protection'],
    to: [
      'looked-after/kinship',
      'looked-after/foster',
      'looked-after/residential',
      'looked-after/other',
    ],
  },
  size: { kind: 'relative-risk', value: 0.65, standardError: 0.12 },
  lagQuarters: 2,
  fullQuarters: 8,
  fadeQuarters: 12,
  caution: { reduction: 0.15, inflation: 1.3 },
  deadweight: null,
};

/** An invented programme for children with early help or in need. */
export function sampleProgramme(change: Partial<ProgrammeInput> = {}): ProgrammeInput {
  return {
    code: 'family-support',
    name: 'Family support',
    who: { states: ['targeted-early-help', 'child-in-need'], ages: { from: 0, to: 15 } },
    placesAYear: 400,
    ramp: [0.4, 0.8, 1],
    years: 5,
    startsAfterYears: 0,
    reach: { low: 0.6, likely: 0.75, high: 0.85 },
    eligibleAYear: 1800,
    engagement: { low: 0.65, likely: 0.75, high: 0.85 },
    retention: { low: 0.6, likely: 0.7, high: 0.8 },
    cost: {
      perPlace: { low: 100_000, likely: 120_000, high: 160_000 },
      fixedAYear: { low: 3_000_000, likely: 4_000_000, high: 5_000_000 },
      setUp: { low: 3_000_000, likely: 4_000_000, high: 6_000_000 },
      paidBy: { council: 0.8, health: 0.2 },
      kind: 'cash',
    },
    effects: [
      SAMPLE_EFFECT,
      {
        code: 'exclusion',
        on: { kind: 'outcome', outcome: 'permanent-exclusion' },
        size: { kind: 'effect-size', value: -0.1, standardError: 0.06 },
        lagQuarters: 2,
        fullQuarters: 8,
        fadeQuarters: 4,
        caution: { reduction: 0.15, inflation: 1.3 },
        deadweight: null,
      },
    ],
    uncovers: { share: { low: 0.02, likely: 0.05, high: 0.08 }, to: 'child-in-need' },
    ...change,
  };
}

/** An input with all that a run can hold, on the invented authority. */
export function sampleInput(change: Partial<ModelInput> = {}): ModelInput {
  return {
    firstYear: financialYear(2026),
    years: 10,
    priceBase: financialYear(2024),
    seed: 42,
    draws: 500,
    rates: sampleRates(),
    prices: samplePrices(),
    outcomes: [
      {
        code: 'permanent-exclusion',
        label: 'Permanent exclusion',
        chanceAYear: { low: 0.004, likely: 0.006, high: 0.009 },
        ages: { from: 5, to: 15 },
        prices: [
          {
            code: 'exclusion',
            pence: around(1_500_000, 0.2),
            split: { council: 0.89, police: 0.11 },
            kind: 'cash',
            transferOf: [],
          },
        ],
      },
    ],
    programmes: [sampleProgramme()],
    cashSteps: [
      { states: ['looked-after/residential'], childrenAStep: 1, lagQuarters: 1 },
      {
        states: ['looked-after/foster', 'looked-after/kinship'],
        childrenAStep: 3,
        lagQuarters: 2,
      },
    ],
    overlap: 'largest',
    discount: { code: 'flat-3.5', bands: [{ fromYear: 0, rate: 0.035 }] },
    ...change,
  };
}
