import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, type FinancialYear, type PlaceId, type ServiceId } from '../../lib/index.ts';
import { type Service, THEMES } from '../../record/index.ts';
import { checkNeeds, loopsOf } from './dependencies.ts';
import { fragmentationOf, splitWords } from './fragmentation.ts';
import { addRanges, splitLateCost } from './late-split.ts';
import { compare, fingerprintOf, pairsOf } from './overlap.ts';
import { isHiddenPair, receivedOf } from './read-received.ts';
import {
  gapWords,
  minus,
  NO_AIM,
  shadeOf,
  shareOfWhole,
  spendParts,
  sumParts,
} from './spend-map.ts';

const YEAR = '2025-26' as FinancialYear;
const WARDS = { all: ['1', '2', '3', '4'], nameOf: (id: string) => `Ward ${id}` };

/** A made-up service of the directory, with what a test wants to say of it. */
function aService(id: number, said: Partial<Service> & { readonly pounds?: number } = {}): Service {
  const { pounds, ...facts } = said;
  return {
    id: id as ServiceId,
    name: `Service ${id}`,
    providerName: `Provider ${id}`,
    themes: ['parenting'],
    level: 'targeted-early-help',
    fromAge: 0,
    toAge: 4,
    status: 'active',
    isWholeArea: true,
    areaIds: [],
    spellCode: null,
    spends:
      pounds === undefined
        ? []
        : [
            {
              year: YEAR,
              agencyId: null,
              funderName: 'A trust',
              basis: 'budget',
              spendPence: pounds * 100,
            },
          ],
    ...facts,
  } as Service;
}

test('spending is split evenly over aims and areas, to the penny', () => {
  const services = [
    aService(1, {
      pounds: 100,
      themes: ['parenting', 'domestic-abuse', 'crime'],
      isWholeArea: false,
      areaIds: [7 as PlaceId, 8 as PlaceId],
    }),
  ];
  const parts = spendParts(services, YEAR);
  assert.deepEqual(
    parts.map((one) => [one.aim, one.area, one.pence]),
    [
      ['parenting', '7', 1667],
      ['parenting', '8', 1667],
      ['domestic-abuse', '7', 1667],
      ['domestic-abuse', '8', 1666],
      ['crime', '7', 1667],
      ['crime', '8', 1666],
    ],
  );
});

test('the parts of any services add up to their spend, whatever their aims and areas', () => {
  const themes = THEMES.map((one) => one.theme);
  const service = fc.record({
    pounds: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: undefined }),
    themes: fc.subarray(themes),
    areas: fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
  });
  fc.assert(
    fc.property(fc.array(service, { maxLength: 12 }), (made) => {
      const services = made.map(({ pounds, themes: own, areas }, at) =>
        aService(at, {
          ...(pounds === undefined ? {} : { pounds }),
          themes: own,
          isWholeArea: areas.length === 0,
          areaIds: areas as PlaceId[],
        }),
      );
      const whole = made.reduce((sum, one) => sum + 100 * (one.pounds ?? 0), 0);
      const parts = spendParts(services, YEAR);
      assert.equal(sumParts(parts), whole);
      const byAim = Map.groupBy(parts, (one) => one.aim);
      assert.equal(
        [...byAim.values()].map(sumParts).reduce((sum, one) => sum + one, 0),
        whole,
      );
    }),
  );
});

const line = (set: string, pence: number) =>
  ({ activity: { group: set }, pence, low: pence - 10, high: pence + 20 }) as never;

test('a day with two themes falls half to each, and days without a theme stand apart', () => {
  const split = splitLateCost(YEAR, [
    line('domestic-abuse', 600),
    line('domestic-abuse mental-health', 300),
    line('', 100),
  ]);
  assert.deepEqual(
    split.parts.map((one) => [one.theme, one.together, one.part.value]),
    [
      ['domestic-abuse', 1, 600],
      ['domestic-abuse', 2, 150],
      ['mental-health', 2, 150],
      [NO_AIM, 0, 100],
    ],
  );
  assert.equal(split.themed.value, 900);
  assert.equal(split.withoutTheme.value, 100);
  // 750 of 900, and 750 of 900 at both ends: 730 of 730 + 190, 790 of 790 + 130.
  const share = shareOfWhole(
    addRanges(split.parts.slice(0, 2).map((one) => one.part)),
    split.themed,
  );
  assert.equal(share?.value, 83.3);
  assert.ok((share?.low ?? 99) < 83.3 && (share?.high ?? 0) > 83.3);
});

test('all parts of late help add up to the whole, to the penny, at both ends of the range', () => {
  const themes = THEMES.map((one) => one.theme);
  const lines = fc.array(fc.tuple(fc.subarray(themes), fc.integer({ min: 10, max: 1_000_000 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(lines, (made) => {
      const split = splitLateCost(
        YEAR,
        made.map(([set, pence]) => line(set.join(' '), pence)),
      );
      const whole = addRanges([split.themed, split.withoutTheme]);
      const sum = (offset: number) => made.reduce((all, [, pence]) => all + pence + offset, 0);
      assert.deepEqual(whole, { value: sum(0), low: sum(-10), high: sum(20) });
    }),
  );
});

test('a gap is told in points under or over', () => {
  assert.equal(gapWords(minus(6, 24)), '18 points under');
  assert.equal(gapWords(1.2), '1 point over');
  assert.equal(gapWords(-0.4), 'about even');
});

test('shades go by quarters of the largest, and nothing has none', () => {
  assert.deepEqual(
    [null, 0, 1, 25, 26, 75, 100].map((one) => shadeOf(one, 100)),
    [0, 0, 1, 1, 2, 3, 4],
  );
});

test('fragmentation: one provider is not split, n equal ones are as split as n', () => {
  const one = fragmentationOf([50_000]);
  assert.deepEqual(
    [one?.index, one?.equalProviders, one && splitWords(one)],
    [0, 1, 'one provider'],
  );
  const four = fragmentationOf([10, 10, 10, 10]);
  assert.deepEqual([four?.index, four?.equalProviders], [0.75, 4]);
});

test('fragmentation of 60, 30 and 10 thousand by hand: 1 - (0.36 + 0.09 + 0.01) = 0.54', () => {
  const found = fragmentationOf([60_000, 30_000, 10_000, 0]);
  assert.ok(Math.abs((found?.index ?? 0) - 0.54) < 1e-12);
  assert.equal(found?.providers, 3);
  assert.equal(found && splitWords(found), 'about as split as 2.2 equal providers');
  assert.equal(fragmentationOf([0]), null);
});

test('courses for 0 to 4 and 0 to 7, in two of three wards, are 83% alike by hand', () => {
  const own = { isWholeArea: false, areaIds: [1, 2, 3] as PlaceId[] };
  const [a, b] = [
    aService(1, own),
    aService(2, { ...own, toAge: 7, areaIds: [2, 3] as PlaceId[] }),
  ];
  const pair = compare(a, b, WARDS);
  // aims 100, level 100, ages 5 of 8 = 63, areas 2 of 3 = 67: 330 / 4.
  assert.equal(pair?.percent, 83);
  assert.deepEqual(
    pair?.reasons.map((one) => one.words),
    [
      'both for parenting',
      'both targeted early help',
      'both take ages 0 to 4',
      'both in Ward 2, Ward 3',
    ],
  );
});

test('services without a common aim, age or area are no pair, nor are two of one provider', () => {
  const base = aService(1);
  assert.equal(compare(base, aService(2, { themes: ['crime'] }), WARDS), null);
  assert.equal(compare(base, aService(2, { fromAge: 11, toAge: 17 }), WARDS), null);
  const elsewhere = { isWholeArea: false, areaIds: [1] as PlaceId[] };
  const away = { isWholeArea: false, areaIds: [2] as PlaceId[] };
  assert.equal(compare(aService(1, elsewhere), aService(2, away), WARDS), null);
  const same = [aService(1), aService(2, { providerName: 'provider 1' })];
  assert.deepEqual(pairsOf(same, WARDS, 60), []);
  assert.deepEqual(pairsOf([aService(1), aService(2, { status: 'closed' })], WARDS, 60), []);
});

test('what a mark was about changes with ages and areas, and not with a phone number', () => {
  const before = fingerprintOf(aService(1));
  assert.equal(fingerprintOf(aService(1, { phone: '01632 960000' })), before);
  assert.notEqual(fingerprintOf(aService(1, { toAge: 5 })), before);
  assert.notEqual(
    fingerprintOf(aService(1, { isWholeArea: false, areaIds: [1 as PlaceId] })),
    before,
  );
});

test('families of both are those whose set holds both, under either code of a service', () => {
  const [a, b] = [aService(1, { spellCode: 'A' }), aService(2)];
  const received = receivedOf([
    { codes: ['A'], families: 10 },
    { codes: ['A', 'provider-2/service-2'], families: 7 },
    { codes: ['provider-1/service-1', 'provider-2/service-2'], families: 6 },
    { codes: ['elsewhere'], families: 5 },
  ]);
  assert.equal(received.familiesOf(a), 23);
  assert.equal(received.familiesOfBoth(a, b), 13);
  assert.deepEqual(received.ofAny([a, b]), { families: 23, received: 36 });
  assert.equal(received.families, 28);
});

test('families of both are hidden where they, or those of one service alone, are 1 to 4', () => {
  assert.equal(isHiddenPair(3, [20, 30]), true);
  assert.equal(isHiddenPair(18, [20, 30]), true);
  assert.equal(isHiddenPair(20, [20, 30]), false);
  assert.equal(isHiddenPair(0, [4, 30]), true);
  assert.equal(isHiddenPair(10, [20, 30]), false);
});

test('a need of a closed, stale or unfunded service is broken; a closed one needs nothing', () => {
  const services = [
    aService(1, { pounds: 10 }),
    aService(2, { pounds: 10, status: 'closed' }),
    aService(3, { confirmedDay: day('2024-01-01') }),
  ];
  const need = (from: number, to: number) => ({
    serviceId: from as ServiceId,
    needsServiceId: to as ServiceId,
    why: '',
  });
  const checked = checkNeeds(services, [need(1, 2), need(1, 3), need(2, 1), need(3, 1)], {
    year: YEAR,
    isStale: (one) => one.confirmedDay !== undefined && one.confirmedDay !== null,
  });
  assert.deepEqual(
    checked.map((one) => [one.from.id, one.to.id, one.breaks]),
    [
      [1, 2, ['closed']],
      [1, 3, ['stale', 'unfunded']],
      [3, 1, []],
    ],
  );
});

test('services that need one another in a circle are found once', () => {
  const need = (from: number, to: number) => ({
    serviceId: from as ServiceId,
    needsServiceId: to as ServiceId,
  });
  const loops = loopsOf([need(1, 2), need(2, 3), need(3, 1), need(4, 1), need(5, 6)]);
  assert.equal(loops.length, 1);
  assert.deepEqual([...(loops[0] ?? [])].sort(), [1, 2, 3]);
});
