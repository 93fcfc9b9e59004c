import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FinancialYear, pence } from '../../lib/index.ts';
import type { State } from '../model/model-input.ts';
import { demandIndex, type LateState } from './late-demand.ts';
import type { PlannedShift } from './read-shift.ts';
import { stateCell, stateRows } from './shift-states.ts';
import { planShift, type ShiftInput } from './shift.ts';

function aPlan(children: Readonly<Partial<Record<State, number>>>, isLocal = true): PlannedShift {
  const states = Object.entries(children).map(
    ([state, now]): LateState => ({
      state: state as State,
      now,
      byYear: [1, 2, 3].map((year) => ({ low: now, likely: now + year, high: now + 2 * year })),
      dayPence: 100,
    }),
  );
  const early = { value: pence(20_000_00), low: pence(20_000_00), high: pence(20_000_00) };
  const late = { value: pence(80_000_00), low: pence(80_000_00), high: pence(80_000_00) };
  const demand = demandIndex(states, 3);
  const input: ShiftInput = {
    firstYear: '2026-27' as FinancialYear,
    years: 3,
    share: 0.05,
    early: early.value,
    late: late.value,
    demand,
    perPound: { low: 0, likely: 0.5, high: 1 },
    lagYears: 1,
  };
  return {
    asked: {
      spend: { publication: 'ro3', scope: 'childrens-services' },
      from: input.firstYear,
      years: 3,
      percent: 5,
      lagYears: 1,
      effectPounds: null,
      reserves: null,
    },
    base: { year: '2024-25' as FinancialYear, lines: [], parts: { early, late } },
    need: { basis: 'Made up.', isLocal, states },
    borne: { perCouncilPound: new Map([['council', 1]]), figures: new Map() },
    demand,
    input,
    shift: planShift(input),
  };
}

const CHILDREN = {
  'child-in-need': 200,
  'looked-after/foster': 60,
  'looked-after/residential': 20,
};

test('every late state falls alike, in proportion to the late budget', () => {
  const plan = aPlan(CHILDREN);
  const value = (row: string, column: string) => stateCell(plan, row, column).value;
  // Three steps of 5% leave 85% of the late budget.
  assert.equal(value('state-child-in-need', 'at-most'), 170);
  assert.equal(value('state-child-in-need', 'fewer'), 30);
  assert.equal(value('state-looked-after/foster', 'fewer-days'), 9 * 365);
  const asNow = stateCell(plan, 'state-looked-after/foster', 'as-now');
  assert.deepEqual([asNow.low, asNow.value, asNow.high], [60, 63, 66]);
  assert.throws(() => stateCell(plan, 'state-universal', 'now'), /no such state/);
});

test('states of fewer than 5 children are hidden, and so is what would give them away', () => {
  const plan = aPlan({ ...CHILDREN, 'looked-after/kinship': 3 });
  const hidden = stateRows(plan)
    .filter(({ figures }) => figures.every(({ absent }) => absent === 'suppressed'))
    .map(({ figures }) => figures[0]?.id.match(/row=[^&]+/)?.[0]);
  assert.deepEqual(hidden, [
    'row=state-looked-after%2Fresidential',
    'row=state-looked-after%2Fkinship',
  ]);
});

test('where no journeys are loaded no children are counted', () => {
  const plan = aPlan(CHILDREN, false);
  assert.deepEqual(stateRows(plan), []);
  assert.equal(stateCell(plan, 'state-child-in-need', 'now').absent, 'not-available');
});
