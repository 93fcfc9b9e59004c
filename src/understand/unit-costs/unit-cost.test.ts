import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { pence, pounds, readingValue, sumPence } from '../../lib/index.ts';
import { parseDeflators } from './deflators.ts';
import { combine, overlapProblems } from './overlap.ts';
import {
  cashKind,
  costOfDays,
  financialValue,
  publicValue,
  splitByAgency,
  uplifted,
} from './unit-cost.ts';
import { parseUnitCosts } from './unit-costs-file.ts';

function reference(name: string): string {
  return readFileSync(new URL(`../../../reference/${name}`, import.meta.url), 'utf8');
}
const deflators = readingValue(parseDeflators('d.yaml', reference('deflators.yaml')));
const { costs, groups } = readingValue(
  parseUnitCosts('u.yaml', reference('unit-costs.yaml'), deflators.priceBase),
);

function cost(code: string) {
  return costs.get(code) ?? assert.fail(`no unit cost ${code}`);
}

test('a cost in a later year keeps its split and its range in proportion', () => {
  const now = uplifted(cost('care-proceedings'), deflators.priceBase, deflators.standard);
  const was = cost('care-proceedings');
  assert.equal(now.priceYear, '2024-25');
  assert.ok(now.pence > was.pence * 1.6 && now.pence < was.pence * 1.65);
  assert.ok(Math.abs(now.low / now.pence - was.low / was.pence) < 1e-6);
  assert.equal(sumPence(splitByAgency(now).values()), now.pence);
});

test('any amount of any cost parts among its agencies to the penny', () => {
  const anyCost = fc.constantFrom(...costs.values());
  fc.assert(
    fc.property(anyCost, fc.integer({ min: -1e9, max: 1e9 }), (each, amount) => {
      const parts = splitByAgency(each, pence(amount));
      return sumPence(parts.values()) === amount && parts.size === each.split.size;
    }),
  );
});

test('a year of foster care is the price of a week for 365 days, kept unrounded', () => {
  const week = cost('foster-week');
  assert.equal(costOfDays(week.pence, week.unit, 365), (70_000 * 365) / 7);
  assert.throws(() => costOfDays(pounds(117), 'event', 3), /no cost of a day/);
});

test('cash, capacity and social value are told apart, never by guess', () => {
  assert.equal(cashKind(cost('residential-independent-week')), 'cash');
  assert.equal(cashKind(cost('section-47-enquiry')), 'capacity');
  assert.equal(cashKind(cost('domestic-abuse-incident-social')), 'social-value');
});

test('benefits and tax stand in the financial case and not in public value', () => {
  const jobseeker = cost('jobseeker-year');
  assert.equal(financialValue(jobseeker), pounds(9800));
  assert.equal(publicValue(jobseeker), pounds(566));
  const social = cost('domestic-abuse-incident-social');
  assert.deepEqual([financialValue(social), publicValue(social)], [0, pounds(6795)]);
});

const some = (amount: number) => ({
  pence: pounds(amount),
  low: pounds(amount * 0.8),
  high: pounds(amount * 1.2),
});

test('costs of a group add up, or count the largest, or show smallest to largest', () => {
  const three = [some(10), some(0), some(30)];
  assert.deepEqual(combine(three, 'sum'), {
    rule: 'sum',
    pence: pounds(40),
    low: pounds(32),
    high: pounds(48),
  });
  assert.deepEqual(combine(three, 'max'), { rule: 'max', ...some(30) });
  assert.deepEqual(combine(three, 'range'), {
    rule: 'range',
    pence: pounds(10),
    low: pounds(10),
    high: pounds(30),
  });
  assert.equal(combine([], 'range').pence, 0);
});

test('whichever the rule, what counts lies within its range', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }).map(some), { maxLength: 8 });
  fc.assert(
    fc.property(amounts, fc.constantFrom('sum', 'max', 'range'), (given, rule) => {
      const together = combine(given, rule);
      return together.low <= together.pence && together.pence <= together.high;
    }),
  );
});

test('what counts twice is found: part and whole, two answers to one question, a held step', () => {
  const rules = (...codes: string[]) =>
    overlapProblems(codes.map(cost), groups).map((problem) => problem.rule);
  assert.deepEqual(rules('care-proceedings', 'care-proceedings-legal-aid'), ['part-and-whole']);
  assert.deepEqual(rules('crime-average', 'burglary'), ['part-and-whole']);
  assert.deepEqual(rules('foster-week', 'looked-after-year'), ['one-of-group']);
  assert.deepEqual(rules('care-review', 'looked-after-year'), ['held-by-group']);
  assert.deepEqual(rules('domestic-abuse-incident', 'domestic-abuse-victim-health'), [
    'held-by-group',
  ]);
  assert.deepEqual(rules('domestic-abuse-victim-health', 'domestic-abuse-victim-justice'), []);
  assert.deepEqual(rules('burglary', 'robbery', 'referral', 'initial-assessment'), []);
  assert.deepEqual(rules('domestic-abuse-incident', 'domestic-abuse-incident-social'), []);
});

test('the sentence about an overlap names both costs and what to do', () => {
  const [problem] = overlapProblems([cost('care-review'), cost('foster-week')], groups);
  assert.equal(
    problem?.message,
    '"Foster care of the council" already holds "Review of a looked-after child".',
  );
  assert.equal(problem?.fix, 'Leave "Review of a looked-after child" out.');
});
