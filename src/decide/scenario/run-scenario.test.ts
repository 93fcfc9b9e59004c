import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import {
  anAuthority,
  asThief,
  emptyQueue,
  type TestAuthority,
  withDatabase,
} from '../../../test/database.ts';
import { day, type JobId, Refusal } from '../../lib/index.ts';
import {
  asActor,
  cancelJob,
  type Database,
  jobEvents,
  silentLog,
  startWorker,
  type Tx,
} from '../../platform/index.ts';
import { inputHash, resultHash } from '../model/model-hash.ts';
import { loadMovers, loadYear, type Mover, wardOf } from '../model/moves.sample.ts';
import { runModel } from '../model/run-model.ts';
import { saveScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { freezeScenario, openFreeze } from './freeze-scenario.ts';
import { readInput } from './keep-result.ts';
import { loadResult } from './load-result.ts';
import { loadScenario } from './load-scenario.ts';
import { estimateVersion, queueRun } from './run-scenario.ts';
import { runScenarioJob } from './run-scenario.job.ts';
import { scenarioOf } from './scenario-file.ts';
import { listResults } from './scenario-result.store.ts';

const today = day('2026-11-22');
const FAMILY_SUPPORT = readFileSync(
  new URL('../../../demo/scenarios/family-support-400.yaml', import.meta.url),
  'utf8',
).replace('rates: record', 'rates: published');

/** Family support of 400 places on published rates, with as many runs as said. */
async function begun(database: Database, here: TestAuthority, draws = 1000): Promise<number> {
  const { analyst } = here.actors;
  const text = FAMILY_SUPPORT.replace('draws: 5000', `draws: ${draws}`);
  const from = { kind: 'file', text } as const;
  const made = await asActor(database, analyst, (tx) =>
    createScenario(tx, analyst, { from, today }),
  );
  return made.id;
}

function asAnalyst<T>(database: Database, here: TestAuthority, work: (tx: Tx) => Promise<T>) {
  return asActor(database, here.actors.analyst, work);
}

/** Asks for all runs and works them out; gives the end of the job. */
async function runWhole(database: Database, here: TestAuthority, id: number) {
  await emptyQueue(database);
  const { analyst } = here.actors;
  const queued = await asAnalyst(database, here, (tx) => queueRun(tx, analyst, { id }));
  const jobId = queued.jobId ?? assert.fail('nothing was queued');
  const kinds = [runScenarioJob(2)];
  const worker = startWorker({ database, kinds, log: silentLog, pollMilliseconds: 20 });
  let last = null;
  for await (const view of jobEvents(database, analyst, jobId as JobId)) last = view;
  await worker.stop();
  return last;
}

withDatabase('the same version, data and seed are worked out once', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here);
  const first = await asAnalyst(database, here, (tx) => estimateVersion(tx, analyst, { id }));
  const again = await asAnalyst(database, here, (tx) => estimateVersion(tx, analyst, { id }));
  assert.deepEqual([first.isNew, again.isNew], [true, false]);
  assert.equal(first.resultId, again.resultId);
  const loaded = await asAnalyst(database, here, (tx) => loadResult(tx, first.resultId));
  assert.deepEqual([loaded.result.kind, loaded.found.draws], ['early', 500]);
  assert.equal(resultHash(loaded.found), loaded.result.resultHash);
  assert.match(loaded.result.edition, /^National totals .* discounted by Green Book 2026/);
});

withDatabase('what a run was given is kept whole, so that it gives the same', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here);
  const { resultId } = await asAnalyst(database, here, (tx) =>
    estimateVersion(tx, analyst, { id }),
  );
  const { loaded, input } = await asAnalyst(database, here, async (tx) => {
    const one = await loadResult(tx, resultId);
    return { loaded: one, input: await readInput(tx, one.result.inputHash) };
  });
  assert.ok(input);
  assert.equal(inputHash(input), loaded.result.inputHash);
  assert.equal(resultHash(runModel(input)), loaded.result.resultHash);
});

withDatabase('all runs are a job with true progress, and give the same bytes', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here, 1000);
  const job = await runWhole(database, here, id);
  assert.deepEqual([job?.status, job?.done, job?.total, job?.unit], ['done', 1000, 1000, 'runs']);
  const kept = await asAnalyst(database, here, (tx) => queueRun(tx, analyst, { id }));
  assert.equal(kept.jobId, null);
  const loaded = await asAnalyst(database, here, (tx) => loadResult(tx, kept.resultId ?? 0));
  const input = await asAnalyst(database, here, (tx) => readInput(tx, loaded.result.inputHash));
  assert.equal(resultHash(runModel(input ?? assert.fail())), loaded.result.resultHash);
  const copy = await asAnalyst(database, here, (tx) =>
    createScenario(tx, analyst, { from: { kind: 'copy', id }, today }),
  );
  const copied = await runWhole(database, here, copy.id);
  assert.equal(copied?.status, 'done');
});

withDatabase('a run is not taken on where a newer version was saved', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here, 100_000);
  await emptyQueue(database);
  const queued = await asAnalyst(database, here, (tx) => queueRun(tx, analyst, { id }));
  const worker = startWorker({
    database,
    kinds: [runScenarioJob(1)],
    log: silentLog,
    pollMilliseconds: 20,
  });
  let last = null;
  let isSaved = false;
  for await (const view of jobEvents(database, analyst, (queued.jobId ?? 0) as JobId)) {
    last = view;
    if (view.status !== 'running' || isSaved) continue;
    isSaved = true;
    await asAnalyst(database, here, async (tx) => {
      const { scenario } = await loadScenario(tx, id);
      const save = { scenario: { ...scenario, years: 12 } };
      await saveScenario(tx, analyst, { id, openedVersion: 1, save, note: '' });
    });
  }
  await worker.stop();
  assert.equal(last?.status, 'done');
  assert.ok((last?.done ?? 0) < 100_000, 'it went on to the end');
});

withDatabase('a run that is stopped ends soon and keeps nothing', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here, 100_000);
  await emptyQueue(database);
  const queued = await asAnalyst(database, here, (tx) => queueRun(tx, analyst, { id }));
  const jobId = (queued.jobId ?? assert.fail('nothing was queued')) as JobId;
  const kinds = [runScenarioJob(1)];
  const worker = startWorker({ database, kinds, log: silentLog, pollMilliseconds: 20 });
  let last = null;
  for await (const view of jobEvents(database, analyst, jobId)) {
    if (view.status === 'running' && last?.status !== 'running') {
      await asAnalyst(database, here, (tx) => cancelJob(tx, jobId));
    }
    last = view;
  }
  await worker.stop();
  assert.equal(last?.status, 'cancelled');
  const kept = await asAnalyst(database, here, (tx) => listResults(tx, id));
  assert.deepEqual(kept, []);
});

withDatabase('a frozen paper never changes and says so if it did', async (database) => {
  const here = await anAuthority(database);
  const { analyst, member } = here.actors;
  const id = await begun(database, here, 400);
  const { resultId } = await asAnalyst(database, here, (tx) =>
    estimateVersion(tx, analyst, { id }),
  );
  const frozen = await asAnalyst(database, here, (tx) => freezeScenario(tx, analyst, { resultId }));
  const open = () => asAnalyst(database, here, (tx) => openFreeze(tx, frozen.freezeId));
  const { paper, isWhole } = await open();
  assert.deepEqual([isWhole, paper.seed, paper.draws, paper.version], [true, 42, 400, 1]);
  assert.equal(scenarioOf(paper.file).name, 'Family support expanded by 400 places');
  await assert.rejects(
    asActor(database, member, (tx) => openFreeze(tx, frozen.freezeId)),
    Refusal,
  );
  await asThief(database, (tx) =>
    sql`update decide.scenario_result set content = replace(content, '"draws":400', '"draws":900')
      where id = ${resultId}`.execute(tx),
  );
  assert.equal((await open()).isWhole, false);
  await assert.rejects(
    asAnalyst(database, here, (tx) => loadResult(tx, resultId)),
    /no longer gives the hash/,
  );
});

withDatabase('a first estimate is not frozen for a committee', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const id = await begun(database, here, 1000);
  const { resultId } = await asAnalyst(database, here, (tx) =>
    estimateVersion(tx, analyst, { id }),
  );
  await assert.rejects(
    asAnalyst(database, here, (tx) => freezeScenario(tx, analyst, { resultId })),
    /first estimate/,
  );
});

/** Sixty children in need for a year, ten of whom leave and six of whom go into care. */
const MOVERS: readonly Mover[] = Array.from({ length: 60 }, (_, index): Mover => {
  const until = index < 10 ? '2024-11-01' : null;
  const care = index >= 10 && index < 16;
  return {
    id: `Child${index}`,
    born: '2017-01-01',
    spells: [
      ['child-in-need', '2024-05-01', until],
      ...(care
        ? ([
            ['looked-after', '2024-11-01', null],
            ['U4', '2024-11-01', null, 'placement'],
          ] as const)
        : []),
    ],
  };
});

withDatabase('a scenario on the record follows the journeys that were loaded', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const text = FAMILY_SUPPORT.replace('rates: published', 'rates: record');
  const from = { kind: 'file', text } as const;
  const { id } = await asAnalyst(database, here, (tx) =>
    createScenario(tx, analyst, { from, today }),
  );
  const estimate = () => asAnalyst(database, here, (tx) => estimateVersion(tx, analyst, { id }));
  await assert.rejects(estimate(), /Load a whole year/);
  await loadMovers(database, here.authorityId, { kind: 'cin-census', startYear: 2024 }, MOVERS);
  await loadYear(database, here.authorityId, { kind: 'places', startYear: 2024 }, [wardOf(9000)]);
  const { resultId } = await estimate();
  const { result, input } = await asAnalyst(database, here, async (tx) => {
    const loaded = await loadResult(tx, resultId);
    return { ...loaded, input: await readInput(tx, loaded.result.inputHash) };
  });
  assert.match(result.edition, /^Moves between states seen in children in need censuses/);
  assert.equal(input?.rates.source, 'record');
  const eligible = input?.programmes[0]?.eligibleAYear ?? 0;
  assert.ok(eligible > 40 && eligible < 120, String(eligible));
});
