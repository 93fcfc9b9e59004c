import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { financialYear, pounds, readingValue } from '../../lib/index.ts';
import { parseDeflators, uplift } from './deflators.ts';
import { parseLateHelp } from './late-help-file.ts';
import { isLocalUnitCost, LOCAL_MEASURE, localUnitCost } from './local-unit-cost.ts';
import { overlapProblems } from './overlap.ts';
import { priceList, priceOfDay } from './price-list.ts';
import { splitByAgency } from './unit-cost.ts';
import { parseUnitCosts } from './unit-costs-file.ts';

function reference(name: string): string {
  return readFileSync(new URL(`../../../reference/${name}`, import.meta.url), 'utf8');
}
const TEXT = reference('late-help.yaml');
const deflators = readingValue(parseDeflators('d.yaml', reference('deflators.yaml')));
const unitCosts = readingValue(
  parseUnitCosts('u.yaml', reference('unit-costs.yaml'), deflators.priceBase),
);
const lateHelp = readingValue(parseLateHelp('reference/late-help.yaml', TEXT, unitCosts));
const prices = priceList(lateHelp, unitCosts, deflators.priceBase, deflators.standard);

test('a day of foster care is a seventh of the published week in the price base', () => {
  const day = priceOfDay(prices, 'looked-after', 'foster') ?? assert.fail();
  const week = uplift(pounds(700), financialYear(2013), financialYear(2024), deflators.standard);
  assert.equal(day.pence, week / 7);
  assert.equal(day.cost.priceYear, '2024-25');
  assert.ok(day.low < day.pence && day.pence < day.high);
  assert.deepEqual(day.others, ['foster-month', 'foster-agency-month']);
});

test('a placement without a price of its own, or an unknown one, costs the average of care', () => {
  for (const group of ['temporary', 'other', 'unknown', 'a new group', '']) {
    assert.equal(priceOfDay(prices, 'looked-after', group)?.cost.code, 'looked-after-year', group);
  }
  assert.equal(priceOfDay(prices, 'child-in-need')?.cost.code, 'child-in-need-year');
});

test('what no source prices is not measured, and says why', () => {
  assert.equal(priceOfDay(prices, 'leaving-care'), null);
  const named = prices.notMeasured.map((each) => each.what);
  assert.ok(named.includes('leaving-care') && named.includes('initial-conference'));
  assert.ok(prices.notMeasured.every((each) => each.why !== ''));
});

test('dearer levels cost more a day: early help, in need, protection plan, foster, home', () => {
  const rising = [
    priceOfDay(prices, 'targeted-early-help'),
    priceOfDay(prices, 'child-in-need'),
    priceOfDay(prices, 'child-protection'),
    priceOfDay(prices, 'looked-after', 'foster'),
    priceOfDay(prices, 'looked-after', 'childrens-home'),
  ].map((each) => each?.pence ?? 0);
  assert.deepEqual(
    [...rising].sort((a, b) => a - b),
    rising,
  );
});

test('nothing counts twice: no day of any level overlaps with any event counted beside it', () => {
  const beside = [...prices.events.values(), ...prices.statuses.values()];
  const events = beside.flatMap((each) => each.parts);
  assert.deepEqual(overlapProblems(events, unitCosts.groups), []);
  for (const [key, day] of prices.days) {
    const found = overlapProblems([...day.parts, ...events], unitCosts.groups);
    assert.deepEqual(found, [], key);
  }
});

test('an exclusion is provision, health and police, without the care priced by days', () => {
  const exclusion = prices.events.get('exclusion') ?? assert.fail();
  const at2005 = (amount: number) =>
    uplift(pounds(amount), financialYear(2005), deflators.priceBase, deflators.standard);
  assert.equal(exclusion.pence, at2005(7181) + at2005(63.69) + at2005(970.44));
  assert.deepEqual(
    [...splitByAgency(exclusion.cost)],
    [
      ['council', at2005(7181)],
      ['health', at2005(63.69)],
      ['police', at2005(970.44)],
    ],
  );
});

test('a referral that led to nothing costs the referral, and any assessment', () => {
  const cost = (code: string) => {
    const view = lateHelp.noFurtherAction.find((each) => each.code === code) ?? assert.fail(code);
    return view.events.reduce((sum, event) => sum + (prices.events.get(event)?.pence ?? 0), 0);
  };
  const at2009 = (amount: number) =>
    uplift(pounds(amount), financialYear(2009), deflators.priceBase, deflators.standard);
  assert.equal(cost('closed-at-referral'), at2009(117));
  assert.equal(cost('closed-after-assessment'), at2009(117) + at2009(362));
});

test('a code that is no unit cost, and an event both priced and held, are faults', () => {
  const noCost = parseLateHelp(
    'l.yaml',
    TEXT.replace('cost: foster-week', 'cost: foster'),
    unitCosts,
  );
  assert.match(noCost.problems[0]?.message ?? '', /"foster" is not a unit cost/);
  const twice = TEXT.replace('event: closure, within', 'event: referral, within');
  assert.match(
    parseLateHelp('l.yaml', twice, unitCosts).problems[0]?.message ?? '',
    /referral stands in more than one list/,
  );
});

const rule = lateHelp.localUnitCosts.find((each) => each.code === 'local-foster') ?? assert.fail();
const spend = (publication: 'ro3' | 's251', line: string, measure: string, amount: number) => ({
  publication,
  line,
  measure,
  pence: pounds(amount),
});

test('a local unit cost is net spend over child-days, beside the published one', () => {
  const local = {
    year: financialYear(2024),
    spend: [
      spend('ro3', 'looked-after-fostering', LOCAL_MEASURE, 7_300_000),
      spend('ro3', 'looked-after-fostering', 'total-expenditure', 9_000_000),
      spend('s251', 'looked-after-fostering', LOCAL_MEASURE, 8_000_000),
      spend('ro3', 'looked-after', LOCAL_MEASURE, 20_000_000),
    ],
    childDays: new Map([
      ['looked-after', 60_000],
      ['looked-after/foster', 40_000],
      ['looked-after/kinship-foster', 10_000],
    ]),
  };
  const result = localUnitCost(rule, local, unitCosts, deflators.standard);
  assert.ok(isLocalUnitCost(result));
  assert.equal(result.perChildYearPence, pounds((7_300_000 / 50_000) * 365));
  assert.deepEqual([result.spendPence, result.childDays], [pounds(7_300_000), 50_000]);
  const published = priceOfDay(prices, 'looked-after', 'foster')?.pence ?? 0;
  assert.ok(Math.abs(result.publishedPerChildYearPence - published * 365) <= 1);
  assert.ok(Math.abs(result.ratio - 53_290 / (published * 3.65)) < 1e-6);
  assert.ok(result.caveats.length > 0);
});

test('a year whose prices are not known yet is compared in the latest known, and says so', () => {
  const local = {
    year: financialYear(2026),
    spend: [spend('ro3', 'looked-after-fostering', LOCAL_MEASURE, 1_000_000)],
    childDays: new Map([['looked-after/foster', 7300]]),
  };
  const result = localUnitCost(rule, local, unitCosts, deflators.standard);
  assert.ok(isLocalUnitCost(result));
  assert.equal(result.published.priceYear, '2024-25');
  assert.match(result.caveats.at(-1) ?? '', /prices of 2024 to 2025, the latest year/);
});

test('without the line or without days there is a sentence, not a number', () => {
  const year = financialYear(2024);
  const days = new Map([['looked-after/foster', 100]]);
  const none = localUnitCost(
    rule,
    { year, spend: [], childDays: days },
    unitCosts,
    deflators.standard,
  );
  assert.ok(!isLocalUnitCost(none));
  assert.match(none.why, /No spending is loaded for 2024-25 on: looked-after-fostering/);
  const paid = [spend('ro3', 'looked-after-fostering', LOCAL_MEASURE, 1)];
  const idle = { year, spend: paid, childDays: new Map<string, number>() };
  const noDays = localUnitCost(rule, idle, unitCosts, deflators.standard);
  assert.ok(!isLocalUnitCost(noDays));
  assert.match(noDays.why, /No days of this help fall in 2024-25/);
});
