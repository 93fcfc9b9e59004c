import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { lacksOf } from '../../../test/explained/explanation.ts';
import { numbersOf } from '../../../test/explained/numbers.ts';
import { askPage } from '../../../test/pages.ts';
import { asActor } from '../../platform/index.ts';
import { SCENARIO_PAGES } from './scenario-pages.ts';
import { SCENARIO_MEASURES } from './scenario-parts.ts';
import { aFrozenScenario } from './scenario.sample.ts';

withDatabase(
  'every number on a page of scenarios leads to its figure or is none',
  async (database) => {
    const here = await anAuthority(database);
    const asked = await asActor(database, here.actors.analyst, async (tx) => {
      const first = await aFrozenScenario(tx, here);
      const second = await aFrozenScenario(tx, here);
      return { ...first, other: second.scenario };
    });
    const params = { id: String(asked.scenario), hash: asked.paper };
    for (const page of SCENARIO_PAGES.filter((one) => one.get)) {
      for (const query of [{}, { from: 'family-support' }, { with: String(asked.other) }]) {
        const { html } = await askPage(database, page, here.actors.analyst, { params, query });
        const { bare, marks, figures } = numbersOf(html);
        assert.deepEqual(bare, [], page.url);
        const measures = new Set(figures.map((one) => one.split('/').at(-1)?.split('?')[0]));
        for (const mark of marks)
          assert.ok(measures.has(mark.split('?')[0]), `${page.url} ${mark}`);
      }
    }
  },
);

withDatabase('every figure of a run says how it was worked out', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  await asActor(database, analyst, async (tx) => {
    const { run } = await aFrozenScenario(tx, here);
    for (const measure of SCENARIO_MEASURES) {
      const beside = 'with' in measure.parameters ? { with: String(run) } : {};
      const finding = await measure.compute(tx, analyst, { result: String(run), ...beside });
      assert.deepEqual(lacksOf(finding), [], measure.name);
    }
  });
});
