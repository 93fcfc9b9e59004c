import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { Refusal } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import { loadResult } from '../scenario/load-result.ts';
import { aFrozenScenario } from '../scenario/scenario.sample.ts';
import { financePage } from './finance.page.ts';
import { financed } from './financing.ts';
import { financingMeasure } from './financing.measure.ts';
import { cashFlows, readFinance } from './read-finance.ts';

const TERMS = {
  rate: '5',
  source: 'entered by hand, 1 November 2026',
  over: '10',
  reserve: '4',
  return: '8',
  cap: '150',
  fee: '20,000',
};

withDatabase('ways to pay need a scenario, then terms with their source', async (database) => {
  const authority = await anAuthority(database);
  const { actors } = authority;
  const none = await askPage(database, financePage, actors.finance);
  assert.match(none.html, /No scenario has been worked out/);
  const { run } = await asActor(database, actors.analyst, (tx) => aFrozenScenario(tx, authority));
  const result = String(run);
  const first = await askPage(database, financePage, actors.finance, { query: { result } });
  assert.match(first.html, /State the terms first/);
  const { source: _source, ...unsourced } = TERMS;
  const query = { ...unsourced, result };
  const wrong = await askPage(database, financePage, actors.finance, { query });
  assert.match(wrong.html, /Where the rate was read is not stated/);
  const odd = await askPage(database, financePage, actors.finance, {
    query: { ...TERMS, result, rate: 'low' },
  });
  assert.match(odd.html, /Interest of the loan is a share from 0 to 20 per cent/);
  const { html } = await askPage(database, financePage, actors.finance, {
    query: { ...TERMS, result },
  });
  assert.match(
    html,
    /An investor costs about .* (more|less) than a loan|On these terms an investor would lose/,
  );
  assert.match(html, /entered by hand, 1 November 2026/);
  assert.match(html, /only with the government’s permission|government&#39;s permission/);
});

withDatabase('each figure of a way to pay is what the pure rule gives', async (database) => {
  const authority = await anAuthority(database);
  const { finance, analyst } = authority.actors;
  const { run } = await asActor(database, analyst, (tx) => aFrozenScenario(tx, authority));
  const given = { ...TERMS, result: String(run) };
  await asActor(database, finance, async (tx) => {
    const flows = cashFlows(await loadResult(tx, run));
    const { terms } = await readFinance(tx, given);
    const finding = await financingMeasure.compute(tx, finance, given);
    const years = await financingMeasure.compute(tx, finance, { ...given, show: 'loan' });
    for (const figure of [...finding.rows, ...years.rows].flatMap(({ figures }) => figures)) {
      const [, query = ''] = figure.id.split('?');
      const parameters = Object.fromEntries(new URLSearchParams(query));
      const again = await financingMeasure.compute(tx, finance, parameters);
      assert.equal(again.rows[0]?.figures[0]?.value, figure.value, figure.id);
    }
    const loan = financed('loan', flows, { case: 'middle', terms });
    assert.equal(finding.rows[1]?.figures[2]?.value, loan.partnershipNetPence);
    assert.equal(years.rows.length, loan.years.length);
    const low = flows.low.reduce((sum, one) => sum + one.gainPence, 0);
    const high = flows.high.reduce((sum, one) => sum + one.gainPence, 0);
    assert.ok(low < high);
    await assert.rejects(
      financingMeasure.compute(tx, finance, { ...given, row: 'nothing', column: 'net-low' }),
      Refusal,
    );
  });
});
