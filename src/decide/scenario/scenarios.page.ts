import { type Actor, definePage, momentWords, type Page, type Tx } from '../../platform/index.ts';
import { loadResult } from './load-result.ts';
import { templateChoices } from './scenario-new.page.ts';
import { paybackFinding } from './scenario-payback.measure.ts';
import type { KeptScenario } from './scenario-record.ts';
import { findVersionResult } from './scenario-result.store.ts';
import { thoseWhoReadScenarios, thoseWhoWriteScenarios } from './scenario-roles.ts';
import { scenarioState, SCENARIOS_TRAIL } from './scenario-view.ts';
import { listFreezes, listScenarios } from './scenario.store.ts';

/** Every scenario that the reader may see, with what its newest run says. */
export const scenariosPage: Page = definePage({
  url: '/scenarios',
  title: 'Scenarios',
  who: thoseWhoReadScenarios,
  audit: 'none',
  get: async ({ tx, actor }) => {
    const rows: ListRow[] = [];
    for (const kept of await listScenarios(tx)) rows.push(await listRow(tx, actor, kept));
    const mayWrite = thoseWhoWriteScenarios.allows(actor);
    return {
      template: 'decide/scenario/scenarios.njk',
      breadcrumbs: [SCENARIOS_TRAIL[0]],
      data: {
        mayWrite,
        groups: [
          { heading: 'Yours', rows: rows.filter((row) => row.isMine) },
          { heading: 'Of others', rows: rows.filter((row) => !row.isMine) },
        ].filter((group) => group.rows.length > 0),
        templates: mayWrite ? templateChoices() : [],
      },
    };
  },
});

type ListRow = Awaited<ReturnType<typeof listRow>>;

async function listRow(tx: Tx, actor: Actor, kept: KeptScenario) {
  const newest = await findVersionResult(tx, kept.id, kept.newestVersion);
  const loaded = newest ? await loadResult(tx, newest.id) : null;
  const freezes = await listFreezes(tx, kept.id);
  return {
    ...scenarioState(kept, actor),
    isMine: kept.ownerId === actor.id,
    finding: loaded ? paybackFinding(loaded, 'public') : null,
    isEarly: newest?.kind === 'early',
    frozen: freezes.map(({ id, hash, madeAt }) => ({
      href: `/scenarios/${kept.id}/frozen/${hash}`,
      text: `Frozen paper ${id}, ${momentWords(madeAt)}`,
    })),
  };
}
