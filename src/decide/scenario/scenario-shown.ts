import { type Actor, type JobView, latestJob, toJobView, type Tx } from '../../platform/index.ts';
import { PERSPECTIVES, type Perspective } from '../model/model-result.ts';
import { type LoadedResult, loadResult } from './load-result.ts';
import { readScenario } from './load-scenario.ts';
import { caveatSentences, toCaveat } from './scenario-caveats.ts';
import { PERSPECTIVE_MEANING, PERSPECTIVE_WORDS, readPerspective } from './scenario-figures.ts';
import type { KeptScenario } from './scenario-record.ts';
import { RUN_SCENARIO } from './run-scenario.ts';
import { listResults } from './scenario-result.store.ts';
import { type ScenarioPart, scenarioLinks, scenarioState } from './scenario-view.ts';

const WARNINGS_ON_TOP = 3;

/** A scenario with the run that is shown of it, if there is one. */
export interface ShownScenario {
  readonly kept: KeptScenario;
  readonly perspective: Perspective;
  /** Of the newest version that was run, the fullest; null while nothing was. */
  readonly loaded: LoadedResult | null;
  /** All runs of it under way, or stopped. */
  readonly job: JobView | null;
}

/** Loads a scenario as its pages show it; refuses one that may not be seen. */
export async function loadShown(
  tx: Tx,
  id: number,
  perspective: string | undefined,
): Promise<ShownScenario> {
  const kept = await readScenario(tx, id);
  const [newest] = await listResults(tx, kept.id);
  const loaded = newest ? await loadResult(tx, newest.id) : null;
  return { kept, perspective: readPerspective(perspective), loaded, job: await jobOf(tx, id) };
}

async function jobOf(tx: Tx, id: number): Promise<JobView | null> {
  const job = await latestJob(tx, RUN_SCENARIO, { scenarioId: id });
  if (!job || job.status === 'done') return null;
  return toJobView(job, new Date());
}

/** What every page of one scenario shows above its own content. */
export function shownView(shown: ShownScenario, actor: Actor, part: ScenarioPart | null) {
  const { kept, loaded, perspective, job } = shown;
  const warnings = loaded ? caveatSentences(loaded).map(toCaveat) : [];
  return {
    state: scenarioState(kept, actor),
    links: scenarioLinks(kept.id, part, perspective),
    job,
    hasResult: loaded !== null,
    isEarly: loaded?.result.kind === 'early',
    isStale: loaded !== null && loaded.result.version !== kept.newestVersion,
    resultVersion: loaded?.result.version ?? 0,
    resultId: loaded?.result.id ?? 0,
    perspective,
    perspectives: PERSPECTIVES.map((one) => ({
      href: `/scenarios/${kept.id}${part ? `/${part}` : ''}?perspective=${one}`,
      text: PERSPECTIVE_WORDS[one],
      current: one === perspective,
    })),
    meaning: PERSPECTIVE_MEANING[perspective],
    warnings: warnings.slice(0, WARNINGS_ON_TOP),
    furtherWarnings: warnings.slice(WARNINGS_ON_TOP),
    rests:
      loaded === null
        ? ''
        : `${loaded.result.draws.toLocaleString('en-GB')} runs, seed ${loaded.result.seed}. ` +
          `${loaded.result.edition}`,
  };
}
