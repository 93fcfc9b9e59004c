import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { isSmall } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { insertActionSource, saveServices } from '../../record/index.ts';
import { aService } from '../../record/provision/provision.sample.ts';
import { moveRateMeasure } from '../model/move-rate.measure.ts';
import type { StatePrice } from '../model/model-input.ts';
import { loadMovers, loadYear, type Mover, wardOf } from '../model/moves.sample.ts';
import { agesUnnamed, crossingOf, LIFE_BANDS, lateCost, lifeCounts } from './birth-to-25.ts';
import { birthTo25Measure } from './birth-to-25.measure.ts';
import { birthTo25Page } from './birth-to-25.page.ts';

const inNeed = (age: number, children: number) =>
  ({ age, state: 'child-in-need', quarters: 0, children }) as const;

test('the stretches of life leave no age from birth to 24 out and count none twice', () => {
  const ages = LIFE_BANDS.filter(({ from }) => from >= 0).flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
  assert.deepEqual(
    ages,
    Array.from({ length: 25 }, (_, age) => age),
  );
});

test('a small count is hidden, and so is another by which it could be worked out', () => {
  const counts = lifeCounts([inNeed(0, 30), inNeed(3, 3), inNeed(7, 12), inNeed(12, 40)]);
  const own = counts.filter(({ state }) => state === 'child-in-need');
  const hidden = own.filter(({ isHidden }) => isHidden).map(({ band }) => band);
  assert.deepEqual(hidden, ['1-4', '5-9']);
});

test('no count of one to four is ever shown', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { minLength: 25, maxLength: 25 }), (children) => {
      const counts = lifeCounts(children.map((count, age) => inNeed(age, count)));
      assert.ok(counts.every((one) => one.isHidden || !isSmall(one.children)));
    }),
  );
});

test('late cost is children times days times the price of a day, without early help', () => {
  const price = (state: StatePrice['state'], likely: number): StatePrice => ({
    code: state,
    state,
    pence: { low: likely / 2, likely, high: likely * 2 },
    split: {},
    kind: 'cash',
    transferOf: [],
  });
  const counts = lifeCounts([
    inNeed(7, 100),
    { age: 7, state: 'targeted-early-help', quarters: 0, children: 50 },
  ]);
  const prices = [price('child-in-need', 1000), price('targeted-early-help', 9999)];
  // 100 children times £10 times 365.25 days.
  assert.deepEqual(lateCost(counts, '5-9', prices), {
    low: 18_262_500,
    likely: 36_525_000,
    high: 73_050_000,
  });
  const few = lifeCounts([inNeed(7, 3)]);
  assert.equal(lateCost(few, '5-9', prices), null, 'a cost would give the count away');
});

test('ages that no service names are told; a service without limits names none', () => {
  const ages = (fromAge: number | null, toAge: number | null) => ({ fromAge, toAge });
  assert.deepEqual(agesUnnamed([ages(null, null)]), [{ from: 0, to: 24 }]);
  assert.deepEqual(agesUnnamed([ages(0, 4), ages(8, 17)]), [
    { from: 5, to: 7 },
    { from: 18, to: 24 },
  ]);
  assert.deepEqual(agesUnnamed([ages(null, 30)]), []);
});

test('around a turning point each service ends, begins, goes across, or is not there', () => {
  const crossing = (fromAge: number | null, toAge: number | null) =>
    crossingOf({ fromAge, toAge }, 18);
  assert.equal(crossing(11, 17), 'ends');
  assert.equal(crossing(11, 18), 'ends');
  assert.equal(crossing(16, 25), 'goes-across');
  assert.equal(crossing(18, null), 'begins');
  assert.equal(crossing(0, 5), null);
  assert.equal(crossing(null, null), null);
});

const MOVERS: readonly Mover[] = Array.from({ length: 63 }, (_, index): Mover => {
  const born = index < 60 ? '2017-01-01' : '2008-10-01';
  return { id: `Child${index}`, born, spells: [['child-in-need', '2024-05-01', null]] };
});

withDatabase('without data the page says what to load', async (db) => {
  const { actors } = await anAuthority(db);
  const { html } = await askPage(db, birthTo25Page, actors.analyst);
  assert.match(html, /Nothing is known by age yet/);
});

withDatabase('one line shows children, cost, services and who serves nobody', async (db) => {
  const { authorityId, actors } = await anAuthority(db);
  await loadMovers(db, authorityId, { kind: 'cin-census', startYear: 2024 }, MOVERS);
  await loadYear(db, authorityId, { kind: 'places', startYear: 2024 }, [wardOf(9000)]);
  const { analyst, member } = actors;
  await asActor(db, analyst, async (tx) => {
    const sourceId = await insertActionSource(tx, authorityId, 'Typed');
    await saveServices(tx, { authorityId, sourceId }, [
      aService({ name: 'Baby group', fromAge: 0, toAge: 4 }),
      aService({ name: 'Youth club', fromAge: 11, toAge: 17 }),
      aService({ name: 'Advice line', fromAge: null, toAge: null }),
      aService({ name: 'Closed club', fromAge: 18, toAge: 24, status: 'closed' }),
    ]);
  });
  const { html } = await askPage(db, birthTo25Page, member);
  assert.match(html, /No service names those aged 5 to 10, 18 to 24/);
  assert.match(html, /Youth club/);
  assert.doesNotMatch(html, /Closed club|Child1/);
  await asActor(db, member, async (tx) => {
    for (const show of ['children', 'cost', 'services', 'transitions']) {
      const whole = await birthTo25Measure.compute(tx, member, { show });
      assert.ok(whole.rows.length > 0, show);
      for (const figure of whole.rows.flatMap(({ figures }) => figures)) {
        const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
        const again = await birthTo25Measure.compute(tx, member, given);
        assert.deepEqual(again.rows[0]?.figures[0], figure);
        for (const input of figure.how.inputs ?? []) {
          const asked = Object.fromEntries(new URLSearchParams(input.id.split('?')[1]));
          const source = await moveRateMeasure.compute(tx, member, asked);
          assert.equal(source.rows[0]?.figures[0]?.value, input.value, input.id);
        }
      }
    }
    // Three of 16 are hidden, and so are the sixty of 8: the page of the rates shows their sum.
    const children = await birthTo25Measure.compute(tx, member, {});
    const hidden = children.rows
      .flatMap(({ figures }) => figures)
      .filter(({ absent }) => absent === 'suppressed');
    assert.equal(hidden.length, 2);
  });
});
