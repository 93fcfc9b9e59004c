import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { financialYear, pence } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { saveCover, saveTarget } from '../../understand/index.ts';
import type { ModelResult, Spread } from '../model/model-result.ts';
import { loadResult } from '../scenario/load-result.ts';
import { aFrozenScenario } from '../scenario/scenario.sample.ts';
import { planCover, wouldCover } from './plan-cover.ts';
import { targetCoverMeasure } from './targets.measure.ts';
import { budgetTargetsPage } from './targets.page.ts';

const YEAR = financialYear(2026);

const spread = (mean: number, p5 = mean, p95 = mean): Spread => ({
  mean,
  p5,
  p25: mean,
  p50: mean,
  p75: mean,
  p95,
});

const year = (of: number, cost: number) => ({
  year: financialYear(of),
  cost: spread(cost),
  benefit: spread(0),
  net: spread(0),
  cumulative: spread(0),
});

test('the low end of cash less what is paid covers, and freed time covers nothing, by hand', () => {
  const agency = 'council' as const;
  const found = {
    years: [YEAR, financialYear(2027)],
    agencies: [{ agency, pays: spread(400), cash: spread(2_000, 1_000, 4_000) }],
    benefits: [
      { source: 'child-in-need', agency, kind: 'cash', byYear: [500, 1_500] },
      { source: 'child-in-need', agency, kind: 'capacity', byYear: [0, 9_000] },
      { source: 'child-in-need', agency: 'health', kind: 'cash', byYear: [7, 7] },
    ],
    perspectives: [{ perspective: 'public', years: [year(2026, 300), year(2027, 100)] }],
  } as unknown as ModelResult;
  const second = planCover(found, agency, financialYear(2027));
  assert.ok(second);
  // Cash of 1,500 is 750 where all cash is half; a quarter of 400 is paid in this year.
  assert.deepEqual(second.cash, { low: 750, likely: 1_500, high: 3_000 });
  assert.equal(second.pays, 100);
  assert.equal(second.capacity, 9_000);
  assert.equal(wouldCover(second), 650);
  const first = planCover(found, agency, YEAR);
  assert.ok(first);
  // 250 of cash and 300 paid: nothing is covered.
  assert.equal(wouldCover(first), 0);
  assert.equal(planCover(found, agency, financialYear(2050)), null);
});

withDatabase(
  'targets stand beside what is agreed and what a scenario would cover',
  async (database) => {
    const authority = await anAuthority(database);
    const { actors, agencies, authorityId } = authority;
    const { finance, analyst } = actors;
    const none = await askPage(database, budgetTargetsPage, finance);
    assert.match(none.html, /No savings target is set yet/);
    const keeper = { authorityId, actorId: finance.id };
    const { run } = await asActor(database, analyst, (tx) => aFrozenScenario(tx, authority));
    const at = await asActor(database, finance, async (tx) => {
      const { found } = await loadResult(tx, run);
      const last = found.years.at(-1) ?? YEAR;
      const agencyId = agencies.council;
      const amount = pence(100_000_000_00);
      await saveTarget(tx, keeper, { agencyId, year: last, amount, note: '' });
      await saveCover(tx, keeper, {
        agencyId,
        year: last,
        what: 'A home is closed',
        kind: 'cash',
        status: 'agreed',
        low: pence(10_000_00),
        likely: pence(20_000_00),
        high: pence(30_000_00),
        figure: '',
      });
      return { last, found, amount };
    });
    const query = { year: at.last, result: String(run) };
    const { html } = await askPage(database, budgetTargetsPage, finance, { query });
    assert.match(html, /is not covered/);
    await asActor(database, finance, async (tx) => {
      const finding = await targetCoverMeasure.compute(tx, finance, query);
      const figures = finding.rows[0]?.figures ?? [];
      const plan = planCover(at.found, 'council', at.last);
      assert.ok(plan);
      const open = at.amount - 10_000_00 - wouldCover(plan);
      assert.deepEqual(
        figures.map(({ value }) => value),
        [
          at.amount,
          10_000_00,
          plan.cash.likely,
          plan.pays,
          wouldCover(plan),
          open,
          plan.capacity,
          plan.socialValue,
        ],
      );
      for (const figure of figures) {
        const given = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
        const again = (await targetCoverMeasure.compute(tx, finance, given)).rows[0]?.figures[0];
        assert.equal(again?.value, figure.value, figure.id);
      }
    });
  },
);
