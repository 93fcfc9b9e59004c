import { defineJob, type JobContext, type JobKind } from '../../platform/index.ts';
import type { ModelInput } from '../model/model-input.ts';
import type { ModelResult } from '../model/model-result.ts';
import { runThreads } from '../model/run-threads.ts';
import { readScenario } from './load-scenario.ts';
import { RUN_SCENARIO, type RunScenarioPayload } from './run-scenario.ts';
import { runWhole } from './run-whole.ts';

const LOOK_EVERY_MILLISECONDS = 1000;

/**
 * The job that runs a version as often as it asks. It counts the runs that are done, can be
 * stopped, and starts again after a restart; a newer version ends the run of an older one.
 */
export function runScenarioJob(threads?: number): JobKind {
  return defineJob({
    name: RUN_SCENARIO,
    run: async (job) => {
      const payload = job.payload as RunScenarioPayload;
      const result = await runWhole({
        ...payload,
        actor: job.actor,
        inTransaction: (work) => job.asActor(work),
        run: (input) => runAll(job, payload, { input, threads }),
      });
      const href = `/scenarios/${payload.scenarioId}`;
      if (result !== null) return { href, result };
      return { href, outcome: 'A newer version was saved, so this one was left.' };
    },
  });
}

/** All runs; null where a newer version was saved meanwhile. Throws when the job is to stop. */
async function runAll(
  job: JobContext,
  of: RunScenarioPayload,
  { input, threads }: { readonly input: ModelInput; readonly threads: number | undefined },
): Promise<ModelResult | null> {
  const stop = new AbortController();
  const watch = watchFor(job, of, stop);
  const { draws } = input;
  job.progress(0, draws);
  try {
    return await runThreads(input, {
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
function watchFor(job: JobContext, of: RunScenarioPayload, stop: AbortController) {
  let looking: Promise<void> = Promise.resolve();
  let isOutdated = false;
  const look = async () => {
    if (job.shouldStop) return stop.abort();
    const { newestVersion } = await job.asActor((tx) => readScenario(tx, of.scenarioId));
    if (newestVersion === of.version) return;
    isOutdated = true;
    stop.abort();
  };
  const timer = setInterval(() => {
    // A look that fails is made again at the next turn.
    looking = look().catch(() => {});
  }, LOOK_EVERY_MILLISECONDS);
  return {
    get isOutdated() {
      return isOutdated;
    },
    async end() {
      clearInterval(timer);
      await looking;
    },
  };
}
