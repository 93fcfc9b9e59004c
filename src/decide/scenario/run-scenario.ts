import { refuse } from '../../lib/index.ts';
import { type Actor, type AuditNote, enqueueJob, type Tx } from '../../platform/index.ts';
import type { ModelResult } from '../model/model-result.ts';
import { runModel } from '../model/run-model.ts';
import { type BuiltInput, buildInput } from './build-input.ts';
import { checkMayWrite, scenarioNote } from './create-scenario.ts';
import { foundBefore, keepResult, type RunOf, resultKept } from './keep-result.ts';
import { loadScenario } from './load-scenario.ts';
import { EARLY_DRAWS } from './model-version.ts';
import type { Scenario } from './scenario.ts';

/** The name under which runs of scenarios wait in the queue. */
export const RUN_SCENARIO = 'run-scenario';

/** What a run is asked: which version of which scenario. */
export interface RunScenarioPayload {
  readonly scenarioId: number;
  readonly version: number;
}

/** A first estimate of a scenario that nobody has saved, on the data as they are now. */
export async function estimateScenario(
  tx: Tx,
  scenario: Scenario,
): Promise<BuiltInput & { readonly found: ModelResult }> {
  const built = earlyOf(await buildInput(tx, scenario));
  return { ...built, found: runOrRefuse(() => runModel(built.input)) };
}

/** The same with as few runs as a first estimate has: nothing else of an input knows how many. */
function earlyOf({ input, edition }: BuiltInput): BuiltInput {
  return { input: { ...input, draws: Math.min(EARLY_DRAWS, input.draws) }, edition };
}

/** Runs, and says in words what cannot be run. */
export function runOrRefuse<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse('scenario-cannot-run', 'invalid', `This scenario cannot be run: ${error.message}`);
  }
}

/** What working out a version came to. */
export interface WorkedOut {
  readonly resultId: number;
  readonly isNew: boolean;
  readonly note: AuditNote;
}

/** A version that may be worked out, with all that a whole run of it is given. */
interface ReadyVersion {
  readonly scenarioId: number;
  readonly version: number;
  readonly built: BuiltInput;
}

/** Which version of which scenario; without a version, the newest. */
interface AskedVersion {
  readonly id: number;
  readonly version?: number;
}

async function readyVersion(tx: Tx, actor: Actor, asked: AskedVersion): Promise<ReadyVersion> {
  checkMayWrite(actor);
  const { kept, scenario, version } = await loadScenario(tx, asked.id, asked.version ?? null);
  const built = await buildInput(tx, scenario);
  return { scenarioId: kept.id, version: version.version, built };
}

/**
 * The first estimate of a saved version, kept: what was worked out before with the same data and
 * seed is not worked out again. Without a version, the newest.
 */
export async function estimateVersion(
  tx: Tx,
  actor: Actor,
  asked: AskedVersion,
): Promise<WorkedOut> {
  return estimateReady(tx, actor, await readyVersion(tx, actor, asked));
}

/**
 * The first estimate of a version and all its runs as work in the queue: both are given the same,
 * so that rates, prices and references are put together once.
 */
export async function workOutVersion(
  tx: Tx,
  actor: Actor,
  asked: AskedVersion,
): Promise<{ readonly early: WorkedOut; readonly queued: QueuedRun }> {
  const ready = await readyVersion(tx, actor, asked);
  const early = await estimateReady(tx, actor, ready);
  return { early, queued: await queueReady(tx, actor, ready) };
}

function estimateReady(tx: Tx, actor: Actor, ready: ReadyVersion): Promise<WorkedOut> {
  const { scenarioId, version, built } = ready;
  const kind = built.input.draws <= EARLY_DRAWS ? 'full' : 'early';
  return workOut(tx, actor, { ...earlyOf(built), scenarioId, version, kind });
}

async function workOut(tx: Tx, actor: Actor, of: RunOf): Promise<WorkedOut> {
  const { scenarioId: id, version, kind } = of;
  const detail = { version, kind };
  const before = await resultKept(tx, of);
  if (before) {
    const note = scenarioNote('run-found', id, { ...detail, result: before.id });
    return { resultId: before.id, isNew: false, note };
  }
  const found = (await foundBefore(tx, of.input)) ?? runOrRefuse(() => runModel(of.input));
  const { resultId, resultHash } = await keepResult(tx, actor, of, found);
  const note = scenarioNote('run', id, { ...detail, result: resultId, hash: resultHash });
  return { resultId, isNew: true, note };
}

/** What asking for all runs came to: the run that is kept, else the job that works it out. */
export interface QueuedRun {
  readonly resultId: number | null;
  readonly jobId: number | null;
  readonly note: AuditNote;
}

/**
 * Asks for all runs of a version: gives the run that is kept, else the job that works it out. Runs
 * of one scenario wait for each other; a newer version ends the run of an older one.
 */
export async function queueRun(tx: Tx, actor: Actor, asked: AskedVersion): Promise<QueuedRun> {
  return queueReady(tx, actor, await readyVersion(tx, actor, asked));
}

async function queueReady(tx: Tx, actor: Actor, ready: ReadyVersion): Promise<QueuedRun> {
  const { scenarioId, version, built } = ready;
  const payload: RunScenarioPayload = { scenarioId, version };
  const of: RunOf = { ...built, ...payload, kind: 'full' };
  const before = await resultKept(tx, of);
  if (before) {
    const note = scenarioNote('run-found', scenarioId, { version, result: before.id });
    return { resultId: before.id, jobId: null, note };
  }
  const jobId = await enqueueJob(tx, {
    name: RUN_SCENARIO,
    title: `Working out scenario ${scenarioId}, version ${version}`,
    payload,
    actor,
    lane: `scenario/${scenarioId}`,
    unit: 'runs',
  });
  return { resultId: null, jobId, note: scenarioNote('queued', scenarioId, { version, jobId }) };
}
