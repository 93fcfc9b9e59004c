import { recordAudit } from '../../govern/index.ts';
import { defineJob, type JobContext, type JobKind, type JobResult } from '../../platform/index.ts';
import { runThreads } from '../model/run-threads.ts';
import { buildInput } from './build-input.ts';
import { scenarioNote } from './create-scenario.ts';
import { foundBefore, keepResult, type RunOf, resultKept } from './keep-result.ts';
import { loadScenario, readScenario } from './load-scenario.ts';
import { RUN_SCENARIO, type RunScenarioPayload } from './run-scenario.ts';

const LOOK_EVERY_MILLISECONDS = 1000;

/**
 * The job that runs a version as often as it asks. It counts the runs that are done, can be
 * stopped, and starts again after a restart; a newer version ends the run of an older one.
 */
export function runScenarioJob(threads?: number): JobKind {
  return defineJob({
    name: RUN_SCENARIO,
    run: async (job) => {
      const { scenarioId, version } = job.payload as RunScenarioPayload;
      const { of, before, known } = await job.asActor(async (tx) => {
        const { scenario } = await loadScenario(tx, scenarioId, version);
        const run: RunOf = {
          ...(await buildInput(tx, scenario)),
          scenarioId,
          version,
          kind: 'full',
        };
        const kept = await resultKept(tx, run);
        return { of: run, before: kept, known: kept ? null : await foundBefore(tx, run.input) };
      });
      if (before) return ended(of, before.id);
      const found = known ?? (await runAll(job, of, threads));
      if (found === null) {
        return { href: hrefOf(of), outcome: 'A newer version was saved, so this one was left.' };
      }
      return job.asActor(async (tx) => {
        const { resultId, resultHash } = await keepResult(tx, job.actor, of, found);
        const detail = { version, kind: 'full', result: resultId, hash: resultHash };
        await recordAudit(tx, job.actor, scenarioNote('run', scenarioId, detail));
        return ended(of, resultId);
      });
    },
  });
}

function hrefOf({ scenarioId }: RunOf): string {
  return `/scenarios/${scenarioId}`;
}

function ended(of: RunOf, resultId: number): JobResult {
  return { href: hrefOf(of), result: resultId };
}

/** All runs; null where a newer version was saved meanwhile. Throws when the job is to stop. */
async function runAll(job: JobContext, of: RunOf, threads: number | undefined) {
  const stop = new AbortController();
  const watch = watchFor(job, of, stop);
  const { draws } = of.input;
  job.progress(0, draws);
  try {
    return await runThreads(of.input, {
      signal: stop.signal,
      onProgress: (done) => job.progress(done, draws),
      ...(threads === undefined ? {} : { threads }),
    });
  } catch (error) {
    job.stopIfAsked();
    if (watch.isOutdated) return null;
    throw error;
  } finally {
    await watch.end();
  }
}

/** Looks now and then whether the run is to stop, or is of an older version by now. */
function watchFor(job: JobContext, of: RunOf, stop: AbortController) {
  let looking: Promise<void> = Promise.resolve();
  const state = { isOutdated: false };
  const look = async () => {
    if (job.shouldStop) return stop.abort();
    const { newestVersion } = await job.asActor((tx) => readScenario(tx, of.scenarioId));
    if (newestVersion === of.version) return;
    state.isOutdated = true;
    stop.abort();
  };
  const timer = setInterval(() => {
    // A look that fails is made again at the next turn.
    looking = look().catch(() => {});
  }, LOOK_EVERY_MILLISECONDS);
  return {
    get isOutdated() {
      return state.isOutdated;
    },
    async end() {
      clearInterval(timer);
      await looking;
    },
  };
}
