import { definePage, momentWords, type Page, type PageRequest } from '../../platform/index.ts';
import { saveScenario } from './change-scenario.ts';
import { assumptionDifferences } from './compare-scenarios.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { scenarioOf } from './scenario-file.ts';
import type { ScenarioVersion } from './scenario-record.ts';
import { listResults } from './scenario-result.store.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { scenarioLinks, scenarioState, scenarioTrail } from './scenario-view.ts';
import { listFreezes, listScenarioVersions } from './scenario.store.ts';
import { workOut } from './work-out.ts';

/** Every version of a scenario, what each changed, and a way back. */
export const scenarioHistoryPage: Page = definePage({
  url: '/scenarios/:id/history',
  title: 'History of a scenario',
  who: thoseWhoReadScenarios,
  audit: 'changes',
  get: async ({ tx, actor, params }) => {
    const { kept } = await loadScenario(tx, readNumber(params.id));
    const versions = await listScenarioVersions(tx, kept.id);
    const results = await listResults(tx, kept.id);
    const freezes = await listFreezes(tx, kept.id);
    return {
      template: 'decide/scenario/history.njk',
      title: `History: ${kept.name}`,
      breadcrumbs: scenarioTrail(kept),
      data: {
        state: scenarioState(kept, actor),
        links: scenarioLinks(kept.id, 'history'),
        versions: versions.map((one, place) => ({
          number: one.version,
          by: one.madeByName,
          made: momentWords(one.madeAt),
          note: one.note,
          isNewest: one.version === kept.newestVersion,
          wasRun: results.some(({ version }) => version === one.version),
          changes: changesBetween(versions[place + 1], one),
        })),
        freezes: freezes.map(({ id, version, hash, madeAt, madeByName }) => ({
          href: `/scenarios/${kept.id}/frozen/${hash}`,
          text: `Frozen paper ${id} of version ${version}, ${momentWords(madeAt)}, ${madeByName}`,
        })),
      },
    };
  },
  post: async (request) => restore(request),
});

/** What a version says otherwise than the one before it, in words. */
function changesBetween(before: ScenarioVersion | undefined, after: ScenarioVersion) {
  if (before === undefined) return [];
  const scenarios = [before, after].map(({ content }) => scenarioOf(content));
  return assumptionDifferences(scenarios).map(({ label, values }) => ({
    label,
    from: values[0] ?? 'not there',
    to: values[1] ?? 'taken out',
  }));
}

/** An old version becomes the newest; nothing is taken away. */
async function restore(request: PageRequest) {
  const { tx, actor, form, params } = request;
  const id = readNumber(params.id);
  const number = readNumber(form.version, 'version');
  const { version } = await loadScenario(tx, id, number);
  const saved = await saveScenario(tx, actor, {
    id,
    openedVersion: readNumber(form.newest, 'version'),
    save: { text: version.content },
    note: `Version ${number} again`,
  });
  await request.audit(saved.note);
  await workOut(request, id);
  return { redirect: `/scenarios/${id}` };
}
