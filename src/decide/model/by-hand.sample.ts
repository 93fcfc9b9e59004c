import { sure } from './likely.ts';
import { sampleInput, sampleProgramme } from './model.sample.ts';
import type { EffectInput, ModelInput, RateCell } from './model-input.ts';
import { newEngine } from './run-chunk.ts';
import { prepare } from './prepare.ts';
import { runOnce, setMiddle } from './run-draw.ts';
import { writeRow } from './write-row.ts';

/** Halves the chance of coming into care for the first two quarters. */
export const HALVED: EffectInput = {
  code: 'care',
  on: { kind: 'move', from: ['child-in-need'], to: ['looked-after/foster'] },
  size: { kind: 'relative-risk', value: 0.5, standardError: 0 },
  lagQuarters: 0,
  fullQuarters: 2,
  fadeQuarters: 0,
  caution: { reduction: 0, inflation: 1 },
  deadweight: null,
};

/** All in need come into care after a quarter and stay there. */
const CELLS: readonly RateCell[] = [
  { ageBand: 2, from: 'child-in-need', durationBand: 0, weights: { 'looked-after/foster': 7 } },
  {
    ageBand: 2,
    from: 'looked-after/foster',
    durationBand: 0,
    weights: { 'looked-after/foster': 3 },
  },
];

/**
 * Two states, no chance at all: one child of five begins in each quarter of the first year; without
 * help each is in care a quarter later. Everything is sure, so that it can be worked by hand.
 */
export function byHand(change: Partial<ModelInput> = {}): ModelInput {
  return sampleInput({
    years: 2,
    draws: 3,
    rates: {
      source: 'published',
      basis: 'Worked by hand',
      cells: CELLS,
      standing: [{ age: 5, state: 'child-in-need', quarters: 0, children: 10 }],
      birthsAYear: 0,
    },
    prices: [
      {
        code: 'foster-day',
        state: 'looked-after/foster',
        pence: sure(100),
        split: { council: 0.75, health: 0.25 },
        kind: 'cash',
        transferOf: [],
      },
      {
        code: 'need-day',
        state: 'child-in-need',
        pence: sure(10),
        split: { council: 1 },
        kind: 'capacity',
        transferOf: [],
      },
    ],
    outcomes: [],
    programmes: [
      sampleProgramme({
        code: 'hand',
        who: { states: ['child-in-need'], ages: { from: 5, to: 5 } },
        placesAYear: 4,
        ramp: [1],
        years: 1,
        eligibleAYear: null,
        engagement: sure(1),
        retention: sure(1),
        cost: {
          perPlace: sure(1000),
          fixedAYear: sure(0),
          setUp: sure(0),
          paidBy: { council: 1 },
          kind: 'cash',
        },
        effects: [HALVED],
        uncovers: null,
      }),
    ],
    cashSteps: [],
    ...change,
  });
}

/** What a run gives with everything at its middle: by year, pence and children at once. */
export function atMiddle(input: ModelInput, everyAge = true) {
  const engine = newEngine(prepare(input, { everyAge }));
  const { layout } = engine.money;
  const rows = new Float64Array(layout.length);
  setMiddle(engine.prepared, engine.run);
  runOnce(engine.prepared, engine.run);
  const target = { rows, sums: new Float64Array(layout.sums.length), at: 0 };
  writeRow(engine.prepared, engine.run, engine.money, target);
  const years = (place: number) => Array.from(rows.subarray(place, place + layout.years));
  return {
    cost: years(layout.costCash),
    cash: years(layout.cash),
    capacity: years(layout.capacity),
    social: years(layout.social),
    stateYears: (state: number) => years(layout.states + state * layout.years),
  };
}
