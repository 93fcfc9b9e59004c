import type { Tx } from '../../platform/index.ts';
import { listResults } from '../scenario/scenario-result.store.ts';
import { listScenarios } from '../scenario/scenario.store.ts';

/**
 * Runs of scenarios on which a plan can rest: the fullest of each scenario that all agencies may
 * read, since all of them sign what it forecasts.
 */
export async function runsOffered(
  tx: Tx,
): Promise<readonly { readonly value: string; readonly text: string }[]> {
  const offered: { value: string; text: string }[] = [];
  for (const scenario of await listScenarios(tx)) {
    if (scenario.sharing !== 'partnership') continue;
    const [run] = await listResults(tx, scenario.id);
    if (!run) continue;
    const text = `${scenario.name}, version ${run.version}, ${run.draws} runs`;
    offered.push({ value: String(run.id), text });
  }
  return offered;
}
