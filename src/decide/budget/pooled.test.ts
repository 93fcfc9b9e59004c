import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { type AgencyId, financialYear, pence, Refusal, sumPence } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { loadResult } from '../scenario/load-result.ts';
import { costShares } from '../scenario/scenario-shares.ts';
import { aFrozenScenario } from '../scenario/scenario.sample.ts';
import { agreeContribution } from './agree-contribution.ts';
import { contributionPage, pooledPage } from './pooled.page.ts';
import { pooledBudgetMeasure, poolProposalMeasure } from './pooled.measure.ts';
import { partsOfPool, type PoolEntry, yearlyParts } from './pool.ts';

const YEAR = financialYear(2026);
const agency = (id: number) => id as AgencyId;

const anEntry = (given: Partial<PoolEntry> = {}): PoolEntry => ({
  pool: 'Hubs',
  agencyId: agency(1),
  year: YEAR,
  kind: 'agreed',
  amountPence: pence(10_000),
  note: '',
  ...given,
});

test('shares are of what is agreed, and what is owed is agreed less paid, by hand', () => {
  const entries = [
    anEntry({ amountPence: pence(30_000) }),
    anEntry({ agencyId: agency(2) }),
    anEntry({ kind: 'paid', amountPence: pence(12_000) }),
    anEntry({ amountPence: pence(-5_000) }),
    anEntry({ pool: 'Other', amountPence: pence(1) }),
  ];
  assert.deepEqual(partsOfPool(entries, { pool: 'Hubs', year: null }), [
    {
      agencyId: 1,
      agreedPence: 25_000,
      paidPence: 12_000,
      owedPence: 13_000,
      share: 25_000 / 35_000,
    },
    { agencyId: 2, agreedPence: 10_000, paidPence: 0, owedPence: 10_000, share: 10_000 / 35_000 },
  ]);
});

test('contributions of each year sum to its cost to the penny, none below nothing', () => {
  const amount = fc.integer({ min: 0, max: 1e9 }).map(pence);
  fc.assert(
    fc.property(
      fc.array(amount, { maxLength: 10 }),
      fc.array(fc.integer({ min: -1e6, max: 1e9 }).map(pence), { maxLength: 6 }),
      (costs, shares) => {
        const parts = yearlyParts(costs, shares);
        assert.equal(parts === null, !shares.some((one) => one > 0));
        for (const [index, year] of (parts ?? []).entries()) {
          assert.equal(sumPence(year), costs[index]);
          assert.ok(year.every((one) => one >= 0));
        }
      },
    ),
  );
});

withDatabase(
  'a pool shows agreed beside paid, and takes back only what stands',
  async (database) => {
    const { actors, agencies } = await anAuthority(database);
    const { finance, member } = actors;
    const empty = await askPage(database, pooledPage, member);
    assert.match(empty.html, /No contribution is entered/);
    const form = {
      pool: 'Family hubs',
      agency: String(agencies.health),
      year: YEAR,
      kind: 'agreed',
      amount: '120,000',
      act: 'give',
    };
    const wrong = await askPage(database, contributionPage, finance, { form: { pool: 'x' } });
    assert.match(wrong.html, /Select an agency/);
    const kept = await askPage(database, contributionPage, finance, { form });
    assert.deepEqual(kept.answer, { redirect: '/budget/pooled?pool=Family%20hubs' });
    const paid = { ...form, kind: 'paid', amount: '40,000' };
    await askPage(database, contributionPage, finance, { form: paid });
    const back = { ...paid, act: 'back', amount: '40,000.01', note: 'Paid twice' };
    const refused = await askPage(database, contributionPage, finance, { form: back });
    assert.match(refused.html, /Only £40,000.00 stands there/);
    const { html } = await askPage(database, pooledPage, member);
    assert.match(html, /£40,000 of £120,000 agreed is paid/);
    await asActor(database, member, async (tx) => {
      const finding = await pooledBudgetMeasure.compute(tx, member, {});
      for (const row of [...finding.rows, ...(finding.total ? [finding.total] : [])]) {
        for (const figure of row.figures) {
          const query = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
          const again = await pooledBudgetMeasure.compute(tx, member, query);
          assert.equal(again.rows[0]?.figures[0]?.value, figure.value);
        }
      }
    });
    const entry = anEntry({ agencyId: agencies.health });
    await assert.rejects(
      asActor(database, member, (tx) => agreeContribution(tx, member, entry)),
      /row-level security/,
    );
  },
);

withDatabase(
  'a scenario proposes contributions that sum to its cost each year',
  async (database) => {
    const authority = await anAuthority(database);
    const { analyst, commissioner } = authority.actors;
    const { run } = await asActor(database, analyst, (tx) => aFrozenScenario(tx, authority));
    const result = String(run);
    const { html } = await askPage(database, pooledPage, commissioner, { query: { result } });
    await asActor(database, commissioner, async (tx) => {
      const finding = await poolProposalMeasure.compute(tx, commissioner, { result });
      const { found } = await loadResult(tx, run);
      const { proportional } = costShares(found, 'public');
      if (!proportional.possible) {
        assert.equal(finding.rows[0]?.figures[0]?.value, proportional.shortPence);
      }
      assert.match(html, proportional.possible ? /nobody is worse off/ : /No sharing of the cost/);
      const costs = found.perspectives.find((one) => one.perspective === 'public')?.years ?? [];
      for (const [index, { cost }] of proportional.possible ? costs.entries() : []) {
        const sum = finding.rows.reduce((all, row) => all + (row.figures[index]?.value ?? 0), 0);
        assert.equal(sum, Math.round(cost.mean));
      }
      for (const figure of finding.rows.flatMap(({ figures }) => figures)) {
        const query = Object.fromEntries(new URLSearchParams(figure.id.split('?')[1]));
        const again = await poolProposalMeasure.compute(tx, commissioner, query);
        assert.equal(again.rows[0]?.figures[0]?.value, figure.value);
      }
      const nowhere = { result, row: 'health', column: '1999-00' };
      await assert.rejects(poolProposalMeasure.compute(tx, commissioner, nowhere), Refusal);
    });
  },
);
