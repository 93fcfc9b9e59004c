import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { pounds, Refusal } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { DEFLATORS, lateHelpCostMeasure, pricesOf, uplift } from '../../understand/index.ts';
import { financialYear } from '../../lib/index.ts';
import { giveCodes, loadHandMade } from '../../understand/hand-made.sample.ts';
import { loadSpend, SAMPLE_CODES } from './spend.sample.ts';
import { zeroBasedMeasure } from './zero-based.measure.ts';
import { zeroBasedPage } from './zero-based.page.ts';

withDatabase('without spending or need nothing is made up', async (database) => {
  const { actors, authorityId } = await anAuthority(database);
  const empty = await askPage(database, zeroBasedPage, actors.member);
  assert.match(empty.html, /No spending is loaded/);
  await giveCodes(database, authorityId, SAMPLE_CODES);
  await loadSpend(database, authorityId);
  const { html } = await askPage(database, zeroBasedPage, actors.member);
  assert.match(html, /Need was not measured in this year/);
  await asActor(database, actors.member, async (tx) => {
    const finding = await zeroBasedMeasure.compute(tx, actors.member, {});
    for (const { figures } of finding.rows) {
      assert.equal(figures[1]?.absent, 'not-measured');
      assert.equal(figures[2]?.value, null);
    }
  });
});

withDatabase(
  'need is days and events at unit costs, beside lines in the same prices',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    const { member } = actors;
    await giveCodes(database, authorityId, SAMPLE_CODES);
    await loadSpend(database, authorityId);
    await loadHandMade(database, authorityId);
    const { html } = await askPage(database, zeroBasedPage, member, { query: { year: '2024-25' } });
    assert.match(html, /more was spent than need/);
    await asActor(database, member, async (tx) => {
      const finding = await zeroBasedMeasure.compute(tx, member, { year: '2024-25' });
      const [lookedAfter, socialWork, early] = finding.rows;
      // Residential, fostering and other care: £490,000 in 2024-25, the total left out.
      const raised = [250_000, 200_000, 40_000]
        .map((one) =>
          uplift(pounds(one), financialYear(2024), DEFLATORS.priceBase, DEFLATORS.standard),
        )
        .reduce((sum, one) => sum + one, 0);
      assert.equal(lookedAfter?.figures[0]?.value, raised);
      // Ada's 100 days in foster care, the council's part.
      const late = await lateHelpCostMeasure.compute(tx, member, {
        by: 'status',
        agency: 'council',
        year: '2024-25',
        row: 'looked-after',
      });
      const own = late.rows[0]?.figures[0];
      assert.equal(lookedAfter?.figures[1]?.value, own?.value);
      assert.equal(lookedAfter?.figures[2]?.value, raised - (own?.value ?? 0));
      assert.ok((socialWork?.figures[1]?.value ?? 0) > 0);
      // Ivy's 40 days of early help.
      const day = pricesOf().days.get('targeted-early-help');
      assert.equal(early?.figures[1]?.absent === 'not-measured', day === undefined);
      for (const row of finding.rows) {
        for (const figure of [...row.figures, ...(row.figures[1]?.how.inputs ?? [])]) {
          const [name, query = ''] = figure.id.split('?');
          if (name !== zeroBasedMeasure.name) continue;
          const given = Object.fromEntries(new URLSearchParams(query));
          const again = (await zeroBasedMeasure.compute(tx, member, given)).rows[0]?.figures[0];
          assert.equal(again?.value, figure.value, figure.id);
          assert.equal(again?.low, figure.low, figure.id);
        }
      }
      const nothing = { row: 'nothing', column: 'need' };
      await assert.rejects(zeroBasedMeasure.compute(tx, member, nothing), Refusal);
    });
  },
);

withDatabase(
  'a year after the price index is raised from its last year, and says so',
  async (database) => {
    const { actors, authorityId } = await anAuthority(database);
    await giveCodes(database, authorityId, SAMPLE_CODES);
    await loadSpend(database, authorityId, [['ro3', 'safeguarding', 2049, 100]]);
    await asActor(database, actors.member, async (tx) => {
      const finding = await zeroBasedMeasure.compute(tx, actors.member, { year: '2049-50' });
      const spent = finding.rows[1]?.figures[0];
      assert.ok((spent?.value ?? 0) > 0);
      assert.match(spent?.how.notes?.[0] ?? '', /index ends with/);
    });
  },
);
