import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf, useOf } from './claim.ts';
import { type Claim, CLAIMS } from './claims-file.ts';

function find(code: string): Claim {
  return CLAIMS.find((one) => one.code === code) ?? assert.fail(code);
}

const SOUND: Claim = {
  ...find('troubled-families-fiscal'),
  evidence: 'trial',
  perspective: 'public-purse',
  country: 'United Kingdom',
  priceYear: '2017-18',
  checked: 'read',
  later: [],
};

test('one finding against a claim outweighs what supports it', () => {
  const later = (standing: Claim['later'][number]['standing']) =>
    ({ standing, finding: 'f', source: 's', checked: 'read' }) as const;
  assert.equal(standingOf({ later: [] }), 'none-known');
  assert.equal(standingOf({ later: [later('supports')] }), 'supported');
  assert.equal(standingOf({ later: [later('supports'), later('qualifies')] }), 'qualified');
  const both = [later('supports'), later('contradicts'), later('qualifies')];
  assert.equal(standingOf({ later: both }), 'against');
});

test('a claim that does not say who gains, or has no comparison, is not to be used', () => {
  assert.equal(useOf(SOUND).use, 'yes');
  for (const fault of [
    { perspective: 'not-stated' },
    { perspective: 'mixed' },
    { evidence: 'before-after' },
    { evidence: 'none-stated' },
    { evidence: 'case-review' },
    { checked: 'recalled' },
  ] as const) {
    const use = useOf({ ...SOUND, ...fault });
    assert.equal(use.use, 'no');
    assert.equal(use.reasons.length, 1);
  }
});

test('what was found abroad, states no price year or is a cost is background only', () => {
  for (const limit of [
    { country: 'United States' },
    { priceYear: 'not stated in what was read' },
    { isCost: true },
  ]) {
    assert.equal(useOf({ ...SOUND, ...limit }).use, 'context');
  }
  const confirmed = { standing: 'supports', finding: 'f', source: 's', checked: 'read' } as const;
  assert.equal(useOf({ ...SOUND, country: 'United States', later: [confirmed] }).use, 'yes');
});

test('the multiples of the early papers are in the register, and none of them may be used', () => {
  for (const [code, value] of [
    ['early-years-two-and-a-half', 2.5],
    ['family-nurse-five', 5],
    ['literacy-hour-twenty-seven', 27],
    ['backing-the-future', 486_000_000_000],
    ['barnet-109-families', 1_122_200],
    ['care-entries-avoidable', 30],
    ['no-further-action-million', 1_000_000],
    ['allen-fund', 200_000_000],
  ] as const) {
    assert.equal(find(code).value, value);
    assert.notEqual(useOf(find(code)).use, 'yes', code);
  }
  assert.ok(CLAIMS.length >= 20);
});

test('ratios that we worked out come from the numbers that stand beside them', () => {
  const near = (code: string, value: number) =>
    assert.ok(Math.abs(find(code).value - value) < 0.006 * value, code);
  near('perry-public-27', 88_433 / 12_356);
  near('nurse-family-elmira', 24_694 / 6083);
  near('nurse-family-wsipp', 20_495 / 13_925);
  near('incredible-years-wsipp', 10_346 / 1648);
  near('homebuilders-wsipp', 21_910 / 4259);
  near('functional-family-wsipp', 30_792 / 3470);
  near('multisystemic-wsipp', 18_935 / 7834);
  near('parenting-programme-fiscal', 3368 / 1177);
  near('school-social-learning', 3206 / 132);
  near('sure-start-public', 2.4 / 2.7);
});

test('what is only recalled is never shown as read, and every later finding has a source', () => {
  for (const claim of CLAIMS) {
    if (claim.checked === 'recalled') assert.equal(useOf(claim).use, 'no');
    for (const one of claim.later) assert.notEqual(one.checked, 'recalled', claim.code);
    assert.doesNotMatch(claim.quoted, /\bDV\b|troubled family/);
  }
});
