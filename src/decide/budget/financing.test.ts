import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { financialYear, pence, sumPence } from '../../lib/index.ts';
import {
  type Case,
  type CashYear,
  CASES,
  financed,
  loanSchedule,
  riskPrice,
  type Terms,
  WAYS,
} from './financing.ts';

const TERMS: Terms = {
  reserveRate: 0,
  loanRate: 5,
  loanKind: 'annuity',
  loanYears: 3,
  returnRate: 10,
  outcomeShare: 50,
  cap: 130,
  setUpPence: pence(0),
  feePence: pence(0),
  exitYear: 0,
};

const cash = (...years: readonly (readonly [cost: number, gain: number])[]): CashYear[] =>
  years.map(([cost, gain], index) => ({
    year: financialYear(2026 + index),
    costPence: pence(cost * 100),
    gainPence: pence(gain * 100),
  }));

const same = (years: readonly CashYear[]): Record<Case, readonly CashYear[]> => ({
  low: years,
  middle: years,
  high: years,
});

test('an annuity of £1,000 at 5% over three years is £367.21 a year, by hand', () => {
  const schedule = loanSchedule(pence(100_000), TERMS);
  assert.deepEqual(
    schedule.map((one) => [one.interestPence, one.principalPence]),
    [
      [5_000, 31_721],
      [3_414, 33_307],
      [1_749, 34_972],
    ],
  );
});

test('a maturity loan pays interest each year and all of the loan at the end, by hand', () => {
  const schedule = loanSchedule(pence(100_000), { ...TERMS, loanKind: 'maturity' });
  assert.deepEqual(
    schedule.map((one) => one.interestPence + one.principalPence),
    [5_000, 5_000, 105_000],
  );
});

test('principal of every loan sums to the loan, to the penny', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.double({ min: 0, max: 15, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('annuity' as const, 'maturity' as const),
      (loan, loanRate, loanYears, loanKind) => {
        const schedule = loanSchedule(pence(loan), { loanRate, loanYears, loanKind });
        assert.equal(schedule.length, loanYears);
        assert.equal(sumPence(schedule.map((one) => one.principalPence)), loan);
        assert.ok(schedule.every((one) => one.interestPence >= 0 && one.principalPence >= 0));
      },
    ),
  );
  assert.throws(() => loanSchedule(pence(1), { ...TERMS, loanYears: 0 }), RangeError);
});

test('an investor is paid out of what is gained, and bears what is not, by hand', () => {
  // £1,000 put in; owed £1,100, then £1,210 less £600, then £671 less £600: £71 is never paid.
  const flows = same(cash([1000, 0], [0, 1200], [0, 1200]));
  const made = financed('investor', flows, { case: 'middle', terms: TERMS });
  assert.deepEqual(
    made.years.map((one) => [one.partnershipPence, one.otherPence]),
    [
      [0, -100_000],
      [60_000, 60_000],
      [60_000, 60_000],
    ],
  );
  assert.equal(made.financeCostPence, 20_000);
  assert.equal(made.otherNetPence, 20_000);
  // With nothing gained the investor loses all of it, and the partnership nothing but the fee.
  const nothing = same(cash([1000, 0], [0, 0]));
  const terms = { ...TERMS, feePence: pence(500) };
  const lost = financed('investor', nothing, { case: 'low', terms });
  assert.equal(lost.otherNetPence, -100_000);
  assert.equal(lost.partnershipNetPence, -1_000);
});

test('the cap ends what an investor is paid, and a share of 100% takes all that is gained', () => {
  const flows = same(cash([1000, 0], [0, 9000]));
  const terms = { ...TERMS, returnRate: 50, outcomeShare: 100 };
  const made = financed('investor', flows, { case: 'middle', terms });
  assert.equal(made.financeCostPence, 30_000);
});

test('an investor who may leave does so where outcomes fall short, and others pay on', () => {
  const middle = cash([1000, 400], [1000, 3000]);
  const low = cash([1000, 100], [1000, 100]);
  const flows = { low, middle, high: middle };
  const terms = { ...TERMS, exitYear: 1 };
  const left = financed('investor', flows, { case: 'low', terms });
  assert.equal(left.left, true);
  // It put in £1,000 once, was paid £50, and is gone.
  assert.equal(left.otherNetPence, -95_000);
  // Gains of £200, less £50 paid, less the second £1,000.
  assert.equal(left.partnershipNetPence, -85_000);
  assert.equal(financed('investor', flows, { case: 'middle', terms }).left, false);
});

test('reserves lose the interest that they would have earned, by hand', () => {
  const flows = same(cash([1000, 0], [0, 1500]));
  const made = financed('reserves', flows, { case: 'middle', terms: { ...TERMS, reserveRate: 4 } });
  // 4% of £1,000 in both years.
  assert.equal(made.financeCostPence, 8_000);
  assert.equal(made.partnershipNetPence, 42_000);
});

test('the price of handing the risk on is what an investor costs more than a loan', () => {
  const flows = same(cash([1000, 0], [0, 1200], [0, 1200]));
  // The investor costs £200; the loan £101.63 of interest.
  assert.equal(riskPrice(flows, TERMS), 20_000 - 10_163);
});

const anAmount = fc.integer({ min: 0, max: 1e8 });
const someYears = fc.array(fc.tuple(anAmount, anAmount), { minLength: 1, maxLength: 8 });
const someTerms = fc.record({
  reserveRate: fc.integer({ min: 0, max: 8 }),
  loanRate: fc.integer({ min: 0, max: 10 }),
  loanKind: fc.constantFrom('annuity' as const, 'maturity' as const),
  loanYears: fc.integer({ min: 1, max: 10 }),
  returnRate: fc.integer({ min: 0, max: 15 }),
  outcomeShare: fc.integer({ min: 0, max: 100 }),
  cap: fc.integer({ min: 0, max: 250 }),
  setUpPence: anAmount.map(pence),
  feePence: anAmount.map(pence),
  exitYear: fc.integer({ min: 0, max: 5 }),
});

test('however it is paid for, what is gained and lost by all is the same but for fees', () => {
  fc.assert(
    fc.property(someYears, someYears, someTerms, (low, middle, terms) => {
      const of = (years: readonly (readonly [number, number])[]): CashYear[] =>
        years.map(([cost, gain], index) => ({
          year: financialYear(2026 + index),
          costPence: pence(cost),
          gainPence: pence(gain),
        }));
      const length = Math.min(low.length, middle.length);
      const flows = {
        low: of(low.slice(0, length)),
        middle: of(middle.slice(0, length)),
        high: of(middle.slice(0, length)),
      };
      for (const each of CASES) {
        const worth = sumPence(flows[each].map((one) => pence(one.gainPence - one.costPence)));
        for (const way of WAYS) {
          const made = financed(way, flows, { case: each, terms });
          const all = made.partnershipNetPence + made.otherNetPence;
          if (way === 'loan') assert.equal(all, worth);
          if (way === 'reserves') assert.equal(all, worth - made.financeCostPence);
          if (way === 'investor') {
            const fees = terms.setUpPence + terms.feePence * length;
            assert.equal(all, worth - fees);
            assert.ok(made.financeCostPence - fees === made.otherNetPence);
          }
        }
      }
    }),
  );
});
