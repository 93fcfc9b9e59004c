import { recordAudit } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandResult,
  defineCommand,
} from '../../platform/index.ts';
import { runThreads } from '../model/run-threads.ts';
import { resultHash } from '../model/model-hash.ts';
import { freezeScenario, openFreeze, reproduceCommand } from './freeze-scenario.ts';
import { readInput } from './keep-result.ts';
import { loadResult } from './load-result.ts';
import { loadScenario, readNumber } from './load-scenario.ts';
import { checkMayRead, comparisonResult, runLines } from './model.command.ts';
import { MODEL_VERSION } from './model-version.ts';
import { runWhole } from './run-whole.ts';
import { findVersionResult, listResults } from './scenario-result.store.ts';
import { resultFinding } from './scenario-result.measure.ts';
import { listScenarios } from './scenario.store.ts';
import { runRow } from './unsaved-result.ts';

const VERSION = { value: 'NUMBER', explanation: 'a version; the newest by default' } as const;

/** `headwater scenarios`: the scenarios that are kept. */
export const scenariosCommand: Command = defineCommand({
  name: 'scenarios',
  summary: 'List the scenarios that are kept',
  usage: '',
  explanation: 'Those of other agencies are listed where they are shared with the partnership.',
  options: {},
  run: async (context) => {
    checkMayRead(context);
    const kept = await asActor(context.database, context.actor, listScenarios);
    return {
      rows: kept.map((one) => ({ ...one })),
      lines:
        kept.length === 0
          ? ['No scenario is kept yet. Begin one with "headwater scenario add".']
          : kept.map(
              ({ id, name, newestVersion, sharing, lockedByName }) =>
                `${id}  ${name}, version ${newestVersion}, ` +
                `${sharing === 'own' ? 'of its own agency' : 'shared'}` +
                `${lockedByName === null ? '' : `, locked by ${lockedByName}`}`,
            ),
      status: 0,
    };
  },
});

/** `headwater scenario show`: what a scenario says, or what its run found. */
export const scenarioShowCommand: Command = defineCommand({
  name: 'scenario show',
  summary: 'Show what a scenario comes to, or its file',
  usage: 'ID [--version 2] [--file]',
  explanation: 'Without a run it says how to make one. --file prints the YAML that was saved.',
  options: {
    version: VERSION,
    file: { explanation: 'print the file instead of the result' },
    perspective: { value: 'WHOSE', explanation: 'cash, public or society; public by default' },
  },
  run: async (context) => {
    checkMayRead(context);
    return asActor(context.database, context.actor, async (tx): Promise<CommandResult> => {
      const { id, version } = readAsked(context);
      const loaded = await loadScenario(tx, id, version);
      const { content, note, hash, madeByName } = loaded.version;
      if (context.options.file !== undefined) {
        return { rows: [{ ...loaded.version }], lines: [content.trimEnd()], status: 0 };
      }
      const kept = await findVersionResult(tx, id, loaded.version.version);
      if (!kept) {
        const lines = [`It was not run yet. Run it with "headwater scenario run ${id}".`];
        return { rows: [{ id, hash, note, madeByName }], lines, status: 0 };
      }
      const result = await loadResult(tx, kept.id);
      return {
        finding: resultFinding(result, null),
        rows: [runRow(result)],
        lines: runLines(result, context.options.perspective),
        status: 0,
      };
    });
  },
});

/** `headwater scenario run`: all runs of a version, kept. */
export const scenarioRunCommand: Command = defineCommand({
  name: 'scenario run',
  summary: 'Run a kept scenario whole, and keep what it found',
  usage: 'ID [--version 2]',
  explanation: 'What was worked out before with the same data and seed is not worked out again.',
  options: { version: VERSION },
  run: async (context) => {
    const { id, version } = readAsked(context);
    const result = await runWhole({
      scenarioId: id,
      version,
      actor: context.actor,
      inTransaction: (work) => asActor(context.database, context.actor, work),
      run: (input) =>
        runThreads(input, {
          onProgress: (done, all) => context.progress(`${done} of ${all} runs`),
        }),
    });
    const loaded = await asActor(context.database, context.actor, (tx) =>
      loadResult(tx, result ?? 0),
    );
    return {
      finding: resultFinding(loaded, null),
      rows: [{ ...runRow(loaded), id: loaded.result.id }],
      lines: runLines(loaded, undefined),
      status: 0,
    };
  },
});

/** `headwater scenario compare`: kept scenarios side by side. */
export const scenarioCompareCommand: Command = defineCommand({
  name: 'scenario compare',
  summary: 'Put two or three kept scenarios side by side, differences first',
  usage: 'ID ID [ID]',
  explanation: 'Each by the fullest run of its newest version.',
  options: {
    perspective: { value: 'WHOSE', explanation: 'cash, public or society; public by default' },
  },
  run: async (context) => {
    checkMayRead(context);
    const ids = context.arguments.map((text) => readNumber(text));
    if (ids.length < 2 || ids.length > 3) {
      throw refuse('scenarios-to-compare', 'invalid', 'Name two or three scenarios.');
    }
    return asActor(context.database, context.actor, async (tx) => {
      const loaded = [];
      for (const id of ids) {
        const { kept } = await loadScenario(tx, id);
        const run = await findVersionResult(tx, id, kept.newestVersion);
        if (!run) throw notRun(id);
        loaded.push(await loadResult(tx, run.id));
      }
      return comparisonResult(loaded, context.options.perspective);
    });
  },
});

/** `headwater scenario freeze`: a run frozen for a committee. */
export const scenarioFreezeCommand: Command = defineCommand({
  name: 'scenario freeze',
  summary: 'Freeze the run of a scenario for a committee',
  usage: 'ID [--version 2]',
  explanation:
    'Text, result, data and seed are kept under one hash, for good, with the command that works ' +
    'it out again.',
  options: { version: VERSION },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { id, version } = readAsked(context);
      const { version: of } = await loadScenario(tx, id, version);
      const runs = await listResults(tx, id);
      const run = runs.find((one) => one.version === of.version && one.kind === 'full');
      if (!run) throw notRun(id);
      const frozen = await freezeScenario(tx, context.actor, { resultId: run.id });
      await recordAudit(tx, context.actor, frozen.note);
      const { freezeId, hash } = frozen;
      return {
        rows: [{ paper: freezeId, hash, result: run.id, resultHash: run.resultHash }],
        lines: [
          `Frozen as paper ${freezeId}. Its seal is ${hash}.`,
          `Work it out again with: ${reproduceCommand(freezeId)}`,
        ],
        status: 0,
      };
    }),
});

/** `headwater scenario reproduce`: a frozen paper worked out again. */
export const scenarioReproduceCommand: Command = defineCommand({
  name: 'scenario reproduce',
  summary: 'Work a frozen paper out again, and compare the hash of its result',
  usage: 'PAPER',
  explanation:
    'It is run on what it was run on, though files may have been loaded since. Exit status 1: ' +
    'the result is another one.',
  options: {},
  run: async (context) => {
    const paperId = readNumber(context.arguments[0], 'frozen paper');
    const { paper, isWhole, input } = await asActor(context.database, context.actor, async (tx) => {
      const opened = await openFreeze(tx, paperId);
      return { ...opened, input: await readInput(tx, opened.paper.inputHash) };
    });
    if (input === null) {
      const sentence = 'What this paper was run on is not kept whole, or is not for your role.';
      throw refuse('input-not-kept', 'not-found', sentence);
    }
    const found = await runThreads(input, {
      onProgress: (done, all) => context.progress(`${done} of ${all} runs`),
    });
    const hash = resultHash(found);
    const isSame = isWhole && hash === paper.resultHash;
    return {
      rows: [{ paper: paperId, isSame, frozen: paper.resultHash, now: hash }],
      lines: [isSame ? `The same result: ${hash}.` : differs(paper.modelVersion, hash)],
      status: isSame ? 0 : 1,
    };
  },
});

function differs(modelVersion: string, hash: string): string {
  return modelVersion === MODEL_VERSION
    ? `Another result: ${hash}. The paper was changed since it was frozen; do not quote it.`
    : `Another result: ${hash}. It was frozen under earlier rules of the model (${modelVersion}).`;
}

function notRun(id: number) {
  const sentence = `Scenario ${id} was not run whole yet: "headwater scenario run ${id}" does it.`;
  return refuse('scenario-not-run', 'conflict', sentence);
}

/** The scenario and version that a command names. */
export function readAsked({ arguments: [id], options }: CommandContext) {
  const version = options.version === undefined ? null : readNumber(options.version, 'version');
  return { id: readNumber(id), version };
}
