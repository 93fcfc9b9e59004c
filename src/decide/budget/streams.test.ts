import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, financialYear, formatDay, pence, sumPence, yearStart } from '../../lib/index.ts';
import { payNeeds } from './pay-needs.ts';
import { aNeed, aStream } from './streams.sample.ts';
import { FUNDING_STREAMS } from './funding-streams-file.ts';
import {
  carriedUntil,
  carryLimit,
  costOf,
  type FundingStream,
  givenFor,
  lapsesOf,
  mayPay,
  type Payment,
  type SpendingNeed,
} from './streams.ts';

const Y26 = financialYear(2026);
const Y27 = financialYear(2027);
const Y28 = financialYear(2028);

const codeOf = (may: ReturnType<typeof mayPay>) => (may.ok ? 'may' : may.code);

test('money pays only inside its ring-fence, and for what lies wholly inside', () => {
  const fenced = aStream({ levels: ['targeted-early-help', 'child-in-need'] });
  assert.equal(codeOf(mayPay(fenced, Y26, aNeed(), Y26)), 'may');
  const both = aNeed({ levels: ['child-in-need', 'looked-after'] });
  assert.equal(codeOf(mayPay(fenced, Y26, both, Y26)), 'level');
  // What is tied to no level may be for anybody, so money tied to some does not pay it.
  assert.equal(codeOf(mayPay(fenced, Y26, aNeed({ levels: [] }), Y26)), 'level');
  const theme = aStream({ themes: ['domestic-abuse'] });
  assert.equal(codeOf(mayPay(theme, Y26, aNeed({ themes: ['parenting'] }), Y26)), 'theme');
  const early = aStream({ classes: ['early'] });
  assert.equal(codeOf(mayPay(early, Y26, aNeed({ class: 'late' }), Y26)), 'class');
  const capital = aStream({ uses: ['capital'] });
  assert.equal(codeOf(mayPay(capital, Y26, aNeed(), Y26)), 'use');
});

test('money of a year is not there before it, and after it only where it may be carried', () => {
  const need = aNeed({ costs: [{ year: Y27, amountPence: pence(10) }] });
  assert.equal(codeOf(mayPay(aStream(), Y27, aNeed(), Y26)), 'not-yet');
  assert.equal(codeOf(mayPay(aStream(), Y26, need, Y27)), 'lapsed');
  assert.equal(codeOf(mayPay(aStream({ carryOver: 'all' }), Y26, need, Y27)), 'may');
  assert.equal(codeOf(mayPay(aStream({ carryOver: 'all' }), Y26, need, Y28)), 'lapsed');
  const reserve = aStream({ carryOver: 'all', mayReserve: true });
  assert.equal(codeOf(mayPay(reserve, Y26, need, Y28)), 'may');
  const asked = aStream({ carryOver: 'with-permission' });
  assert.equal(codeOf(mayPay(asked, Y26, need, Y27)), 'permission');
  const allowed = aStream({ carryOver: 'with-permission', hasPermission: true });
  assert.equal(codeOf(mayPay(allowed, Y26, need, Y27)), 'may');
  const ended = aStream({ carryOver: 'all', endDay: day('2027-03-31') });
  assert.equal(codeOf(mayPay(ended, Y26, need, Y27)), 'ended');
});

test('money that ends within a year pays for its days until then, by hand', () => {
  // 1 April to 30 September is 183 of 365 days: 183/365 of £600 is £300.82 and a part of a penny.
  const may = mayPay(aStream({ endDay: day('2026-09-30') }), Y26, aNeed(), Y26);
  assert.equal(may.ok && may.atMostPence, 30_082);
});

test('what may be carried over lapses a year later, and the rest at the end of its year', () => {
  const stream = aStream({ carryOver: 'percent', carryPercent: 10 });
  const paid = [payment({ amountPence: pence(60_000) })];
  const lapses = lapsesOf([stream], paid).map((one) => [formatDay(one.on), one.amountPence]);
  // £400 is left, £100 of it may be carried.
  assert.deepEqual(lapses, [
    ['31 March 2027', 30_000],
    ['31 March 2028', 10_000],
  ]);
  assert.deepEqual(lapsesOf([aStream({ carryOver: 'all', mayReserve: true })], []), []);
  const ending = aStream({ carryOver: 'all', endDay: day('2027-03-31') });
  assert.deepEqual(
    lapsesOf([ending], []).map((one) => [one.amountPence, one.isCarried]),
    [[100_000, false]],
  );
});

function payment(given: Partial<Payment> = {}): Payment {
  const at = { grantedYear: Y26, spentYear: Y26, amountPence: pence(1) };
  return { stream: 'grant', need: 'need', ...at, ...given };
}

test('money that lapses first is used first, and makes room by moving payments', () => {
  const lasting = aStream({ code: 'own', carryOver: 'all', mayReserve: true });
  // The grant pays either need; the one tied to care leavers pays only the second.
  const tied = aStream({ code: 'tied', levels: ['leaving-care'] });
  const needs = [aNeed({ code: 'a' }), aNeed({ code: 'b', levels: ['leaving-care'] })];
  const grant = aStream({ amounts: [{ year: Y26, amountPence: pence(50_000) }] });
  const asked = { streams: [lasting, grant, tied], needs, committed: [], from: Y26 };
  const by = new Map<string, number>();
  for (const one of payNeeds(asked)) {
    by.set(one.stream, (by.get(one.stream) ?? 0) + one.amountPence);
  }
  assert.deepEqual(Object.fromEntries(by), { grant: 50_000, tied: 60_000, own: 10_000 });
});

test('matched money pays no more than its part of what is paid at all', () => {
  const matched = aStream({ matchPercent: 50 });
  const own = aStream({
    code: 'own',
    amounts: [{ year: Y26, amountPence: pence(10_000) }],
    carryOver: 'all',
    mayReserve: true,
  });
  const alone = { streams: [matched], needs: [aNeed()], committed: [], from: Y26 };
  assert.deepEqual(payNeeds(alone), []);
  const paid = payNeeds({ ...alone, streams: [matched, own] });
  assert.deepEqual(
    paid.map((one) => [one.stream, one.amountPence]),
    [
      ['grant', 10_000],
      ['own', 10_000],
    ],
  );
});

const years = [Y26, Y27, Y28] as const;
const aYear = fc.constantFrom(...years);
const amounts = (most: number) =>
  fc.uniqueArray(
    fc.record({ year: aYear, amountPence: fc.integer({ min: 0, max: most }).map(pence) }),
    {
      selector: (one) => one.year,
      minLength: 1,
      maxLength: 3,
    },
  );
const levels = fc.subarray(['targeted-early-help', 'child-in-need'] as const);

const streamOf = (code: string, most: number) =>
  fc
    .record({
      amounts: amounts(most),
      levels,
      classes: fc.subarray(['early', 'late'] as const),
      endDay: fc.constantFrom(null, day('2027-06-30'), day('2028-03-31')),
      carryOver: fc.constantFrom('none' as const, 'percent', 'with-permission', 'all'),
      carryPercent: fc.integer({ min: 0, max: 100 }),
      hasPermission: fc.boolean(),
      mayReserve: fc.boolean(),
      matchPercent: fc.constantFrom(0, 0, 0, 20, 50),
    })
    .map((given) => aStream({ ...given, code }));

const needOf = (code: string, most: number) =>
  fc
    .record({ costs: amounts(most), levels, class: fc.constantFrom('early' as const, 'late') })
    .map((given) => aNeed({ ...given, code }));

const problem = fc.record({
  streams: fc.tuple(streamOf('s1', 1e7), streamOf('s2', 1e7), streamOf('s3', 1e7)),
  needs: fc.tuple(needOf('n1', 1e7), needOf('n2', 1e7), needOf('n3', 1e7)),
});

test('to the penny nothing is paid twice, beyond its amount, or outside its rules', () => {
  fc.assert(
    fc.property(problem, ({ streams, needs }) => {
      const paid = payNeeds({ streams, needs, committed: [], from: Y26 });
      const sum = (keep: (one: Payment) => boolean) =>
        sumPence(paid.filter(keep).map((one) => one.amountPence));
      for (const one of paid) {
        assert.ok(Number.isInteger(one.amountPence) && one.amountPence > 0);
        const stream = streams.find(({ code }) => code === one.stream);
        const need = needs.find(({ code }) => code === one.need);
        assert.ok(stream && need);
        const may = mayPay(stream, one.grantedYear, need, one.spentYear);
        assert.ok(may.ok, codeOf(may));
        assert.ok(stream.endDay === null || stream.endDay >= yearStart(one.spentYear));
        const here = (two: Payment) => two.need === one.need && two.spentYear === one.spentYear;
        const own = sum((two) => here(two) && two.stream === one.stream);
        assert.ok(own <= may.atMostPence);
        assert.ok(own * 100 <= sum(here) * (100 - stream.matchPercent));
      }
      for (const need of needs) {
        for (const year of years) {
          const all = sum((one) => one.need === need.code && one.spentYear === year);
          assert.ok(all <= costOf(need, year));
        }
      }
      for (const stream of streams) {
        for (const year of years) {
          const own = (one: Payment) => one.stream === stream.code && one.grantedYear === year;
          const given = givenFor(stream, year);
          assert.ok(sum(own) <= given);
          const later = sum((one) => own(one) && one.spentYear !== year);
          assert.ok(later <= carryLimit(stream, given));
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('what is paid, what lapses and what may wait for ever is all that was given', () => {
  fc.assert(
    fc.property(problem, ({ streams, needs }) => {
      const paid = payNeeds({ streams, needs, committed: [], from: Y26 });
      for (const stream of streams) {
        if (carriedUntil(stream, Y26) === null) continue;
        const own = paid.filter((one) => one.stream === stream.code);
        const lost = lapsesOf([stream], paid).map((one) => one.amountPence);
        const given = sumPence(stream.amounts.map((one) => one.amountPence));
        assert.equal(sumPence(own.map((one) => one.amountPence)) + sumPence(lost), given);
      }
    }),
  );
});

const smallProblem = fc.record({
  streams: fc.tuple(streamOf('s1', 3), streamOf('s2', 3)),
  needs: fc.tuple(needOf('n1', 3), needOf('n2', 3)),
});

test('among all ways to pay, none pays more, or leaves less of what lapses first', () => {
  fc.assert(
    fc.property(smallProblem, (given) => {
      const streams = given.streams.map((one, place) => ({
        ...one,
        matchPercent: 0,
        // One year each, so that every choice can be tried.
        amounts: one.amounts.slice(0, 1),
        carryOver: place === 0 ? ('none' as const) : ('all' as const),
        endDay: null,
      }));
      const { needs } = given;
      const paid = payNeeds({ streams, needs, committed: [], from: Y26 });
      const used = (code: string) =>
        sumPence(paid.filter((one) => one.stream === code).map((one) => one.amountPence));
      // Pots by their last day: the first is gone at the end of its own year.
      const order = streams.toSorted((a, b) => (lastOf(a) < lastOf(b) ? -1 : 1));
      const best = everyUse(streams, needs)
        .map((use) => order.map(({ code }) => use[streams.findIndex((s) => s.code === code)] ?? 0))
        .toSorted((a, b) => sumOf(b) - sumOf(a) || compareFirst(b, a))[0];
      assert.deepEqual(
        order.map(({ code }) => used(code)),
        best,
      );
    }),
    { numRuns: 150 },
  );
});

const sumOf = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);

function compareFirst(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((one, index) => one !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

function lastOf(stream: FundingStream): string {
  const year = stream.amounts[0]?.year ?? Y26;
  if (carryLimit(stream, givenFor(stream, year)) === 0) return `${Number(year.slice(0, 4)) + 1}`;
  return carriedUntil(stream, year) ?? '9999';
}

/** Every vector of what each stream may pay in all, by trying each pound in each place. */
function everyUse(
  streams: readonly FundingStream[],
  needs: readonly SpendingNeed[],
): readonly (readonly number[])[] {
  const dues = needs.flatMap((need) => need.costs.map(({ year }) => ({ need, year })));
  let states = new Map<string, { left: number[]; use: number[] }>();
  const start = {
    left: dues.map(({ need, year }) => costOf(need, year)),
    use: streams.map(() => 0),
  };
  states.set(JSON.stringify(start), { left: start.left.map(Number), use: start.use });
  for (const [place, stream] of streams.entries()) {
    const year = stream.amounts[0]?.year ?? Y26;
    for (let penny = 0; penny < givenFor(stream, year); penny += 1) {
      const next = new Map(states);
      for (const state of states.values()) {
        for (const [index, due] of dues.entries()) {
          if ((state.left[index] ?? 0) === 0) continue;
          if (!mayPay(stream, year, due.need, due.year).ok) continue;
          const left = state.left.map((one, at) => (at === index ? one - 1 : one));
          const use = state.use.map((one, at) => (at === place ? one + 1 : one));
          next.set(JSON.stringify({ left, use }), { left, use });
        }
      }
      states = next;
    }
  }
  return [...states.values()].map(({ use }) => use);
}

test('each stream of today names its source, and none states an amount of an authority', () => {
  assert.ok(FUNDING_STREAMS.length >= 8);
  for (const one of FUNDING_STREAMS) {
    assert.ok(one.source.title && one.source.publisher && one.source.date && one.source.locator);
    // Carrying over is stated only with the place where it was read.
    assert.equal(one.carryOver === undefined, one.carrySource === undefined, one.code);
  }
});
