import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refuse } from '../../lib/index.ts';
import {
  asActor,
  type Command,
  type CommandContext,
  type CommandProblem,
  type CommandResult,
  defineCommand,
} from '../../platform/index.ts';
import { runThreads } from '../model/run-threads.ts';
import { buildInput, knownCodes } from './build-input.ts';
import { comparisonLines } from './comparison-words.ts';
import { compareScenarios, MOST_COMPARED } from './compare-scenarios.ts';
import type { LoadedResult } from './load-result.ts';
import type { Scenario } from './scenario.ts';
import { caveatSentences } from './scenario-caveats.ts';
import { SCENARIO_LIMITS } from './scenario-fields.ts';
import { readPerspective } from './scenario-figures.ts';
import { type ParsedScenario, parseScenario } from './scenario-file.ts';
import { resultFinding, resultSentence } from './scenario-result.measure.ts';
import { thoseWhoReadScenarios } from './scenario-roles.ts';
import { SCENARIO_SCHEMA } from './scenario-schema.ts';
import { runRow, unsavedResult } from './unsaved-result.ts';

const OVERRIDES = {
  seed: { value: 'NUMBER', explanation: 'another seed than that of the file' },
  draws: { value: 'NUMBER', explanation: 'another number of runs, 100 to 100,000' },
  published: { explanation: 'follow published totals, whatever the file says' },
  perspective: {
    value: 'WHOSE',
    explanation: 'cash, public or society; public by default',
  },
} as const;

/** `headwater model run`: a scenario file worked out, kept nowhere. */
export const modelRunCommand: Command = defineCommand({
  name: 'model run',
  summary: 'Work out a scenario file: what it costs, gains, when and how surely',
  usage: 'FILE.yaml [--seed 42] [--draws 5000] [--published]',
  explanation:
    'The same file, data and seed give the same result, whose hash is printed. With --json the ' +
    'whole result is printed. "headwater model schema" says what a file may hold. Exit status 2: ' +
    'the file has faults, each told with its line.',
  options: OVERRIDES,
  run: async (context) => {
    checkMayRead(context);
    const [path = ''] = context.arguments;
    const read = await readScenarioFile(context, path);
    if (!read.scenario) return faulty(read);
    const loaded = await runFile(context, read.scenario);
    return {
      finding: resultFinding(loaded, null),
      rows: [runRow(loaded)],
      problems: warned(path, caveatSentences(loaded)),
      lines: runLines(loaded, context.options.perspective),
      status: 0,
    };
  },
});

/** What a run says to people beside its figures. */
export function runLines(loaded: LoadedResult, perspective: string | undefined): string[] {
  const { result } = loaded;
  return [
    resultSentence(loaded, readPerspective(perspective)),
    `Data ${result.editionHash}`,
    `Input ${result.inputHash}`,
    `Result ${result.resultHash}`,
  ];
}

/** `headwater model compare`: two or three scenario files side by side, differences first. */
export const modelCompareCommand: Command = defineCommand({
  name: 'model compare',
  summary: 'Put two or three scenario files side by side, differences first',
  usage: 'A.yaml B.yaml [C.yaml] [--seed 42] [--draws 5000]',
  explanation:
    'All are run with one seed, that of the first unless --seed says another, so that the ' +
    'difference between them is that of what they assume and not of chance.',
  options: OVERRIDES,
  run: async (context) => {
    checkMayRead(context);
    const paths = context.arguments;
    if (paths.length < 2 || paths.length > MOST_COMPARED) {
      throw refuse('files-to-compare', 'invalid', 'Name two or three scenario files.');
    }
    const read = [];
    for (const path of paths) read.push(await readScenarioFile(context, path));
    const faults = read.filter(({ scenario }) => scenario === null);
    if (faults.length > 0) return faulty(...faults);
    const scenarios = read.flatMap(({ scenario }) => scenario ?? []);
    const seed = scenarios[0]?.seed ?? 0;
    const loaded = [];
    for (const one of scenarios) loaded.push(await runFile(context, { ...one, seed }));
    return comparisonResult(loaded, context.options.perspective);
  },
});

/** What a comparison of runs prints. */
export function comparisonResult(
  loaded: readonly LoadedResult[],
  perspective: string | undefined,
): CommandResult {
  const compared = loaded.map((one) => ({
    name: one.scenario.name,
    scenario: one.scenario,
    found: one.found,
    editionHash: one.result.editionHash,
  }));
  const comparison = compareScenarios(compared, readPerspective(perspective));
  return {
    rows: [{ ...comparison, runs: loaded.map(runRow) }],
    figures: loaded.flatMap((one) => resultFinding(one, null).rows.flatMap((row) => row.figures)),
    lines: comparisonLines(comparison),
    status: 0,
  };
}

/** `headwater model schema`: what a scenario file may hold. */
export const modelSchemaCommand: Command = defineCommand({
  name: 'model schema',
  summary: 'Print the JSON schema of scenario files',
  usage: '',
  explanation: 'The same is served at /api/scenario-schema.json.',
  options: {},
  needsNoAuthority: true,
  run: async () => ({
    rows: [SCENARIO_SCHEMA],
    lines: [JSON.stringify(SCENARIO_SCHEMA, null, 2)],
    status: 0,
  }),
});

/** Refuses whoever may not read scenarios. */
export function checkMayRead({ actor }: Pick<CommandContext, 'actor'>): void {
  if (thoseWhoReadScenarios.allows(actor)) return;
  throw refuse('scenario-not-for-role', 'forbidden', 'Your role does not include scenarios.');
}

/** Reads a scenario file by its name; refuses one that is not there or far too large. */
export async function readScenarioFile(
  context: Pick<CommandContext, 'folder'>,
  path: string,
): Promise<ParsedScenario & { readonly text: string; readonly path: string }> {
  if (path === '') throw refuse('no-file-named', 'invalid', 'Name a scenario file.');
  const text = await readText(resolve(context.folder, path), path);
  return { ...parseScenario(text, path, knownCodes()), text, path };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    if ((await stat(path)).size <= SCENARIO_LIMITS.text) return await readFile(path, 'utf8');
  } catch {
    throw refuse('no-such-file', 'not-found', `There is no file ${name} that can be read here.`);
  }
  throw refuse('file-too-large', 'limit', `${name} is too large to be a scenario.`);
}

async function runFile(context: CommandContext, of: Scenario): Promise<LoadedResult> {
  const scenario = overridden(of, context.options);
  const built = await asActor(context.database, context.actor, (tx) => buildInput(tx, scenario));
  const found = await runThreads(built.input, {
    onProgress: (done, all) => context.progress(`${scenario.name}: ${done} of ${all} runs`),
  });
  return unsavedResult(scenario, built, found, new Date());
}

function overridden(scenario: Scenario, options: CommandContext['options']): Scenario {
  const { seed, draws } = SCENARIO_LIMITS;
  const number = (name: 'seed' | 'draws', { least, most }: typeof draws | typeof seed) => {
    const text = options[name];
    if (text === undefined) return scenario[name];
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw refuse('not-a-number', 'invalid', `--${name} is a whole number, ${least} to ${most}.`);
  };
  return {
    ...scenario,
    seed: number('seed', seed),
    draws: number('draws', draws),
    ...(options.published === undefined ? {} : { rates: 'published' }),
  };
}

/** The faults of files as a command reports them. */
export function faulty(...read: readonly ParsedScenario[]): CommandResult {
  const problems = read.flatMap((one) =>
    one.problems.map(
      ({ file, line, field, message, fix }): CommandProblem => ({
        file,
        row: line,
        field,
        rule: 'scenario/not-understood',
        severity: 'error',
        message,
        fix,
      }),
    ),
  );
  return { problems, status: 2 };
}

/** What must be known of a scenario and its result, in the form of problems that stop nothing. */
function warned(file: string, messages: readonly string[]): CommandProblem[] {
  return messages.map((message) => ({
    file,
    row: null,
    field: null,
    rule: 'scenario/worth-knowing',
    severity: 'warning',
    message,
    fix: 'Say so wherever you quote the result, or change it.',
  }));
}
