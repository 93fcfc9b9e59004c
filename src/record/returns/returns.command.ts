import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { refuse } from '../../lib/index.ts';
import {
  type Command,
  type CommandContext,
  type CommandProblem,
  type CommandResult,
  defineCommand,
  localFile,
  type ReadableFile,
} from '../../platform/index.ts';
import { asActor } from '../../platform/index.ts';
import { checkFile, notRecognised } from './check-file.ts';
import { type ImportOutcome, importFile } from './import-file.ts';
import { READERS } from './readers.ts';
import { listProblems } from './source.store.ts';
import type { Problem } from './statement.ts';

const PROBLEMS_SHOWN = 1000;

/** `headwater check FILE...` */
export const checkCommand: Command = defineCommand({
  name: 'check',
  summary: 'Check returns by every rule in force, without loading them',
  usage: 'FILE...',
  explanation:
    'Says by rule, row and field what is wrong, why it matters and what to do. A folder stands ' +
    'for every file in it. Which files can be read, and the rules: docs/returns.',
  options: { limit: { value: 'N', explanation: 'how many problems to list, 1000 by default' } },
  needsNoAuthority: true,
  run: async (context) => {
    const files = await openFiles(context);
    const limit = Number(context.options.limit ?? PROBLEMS_SHOWN);
    const most = context.options.json ? Number.POSITIVE_INFINITY : limit;
    const problems: Problem[] = [];
    const rows: Record<string, unknown>[] = [];
    const lines: string[] = [];
    const all = { errors: 0, warnings: 0 };
    for (const file of files) {
      const keep = Math.max(0, most - problems.length);
      const { problems: found, ...check } = await checkFile(file, READERS, context.today, keep);
      rows.push(check);
      problems.push(...found);
      all.errors += check.errors;
      all.warnings += check.warnings;
      lines.push(
        `${file.name}: ${check.label ?? 'not recognised'}, ${check.rows} rows, ` +
          `${check.errors} errors, ${check.warnings} warnings, ` +
          `${check.quarantined} rows would be kept out`,
      );
    }
    const total = all.errors + all.warnings;
    if (problems.length < total) {
      lines.push(`The first ${problems.length} of ${total} problems follow.`);
    }
    return { rows, problems, lines, status: all.errors > 0 ? 1 : 0 };
  },
});

/** `headwater import FILE...` */
export const importCommand: Command = defineCommand({
  name: 'import',
  summary: 'Load returns: what is sound goes in, what is not into quarantine',
  usage: 'FILE...',
  explanation:
    'The same file loaded twice changes nothing. A load that was cut off goes on where it ' +
    'stopped when the command is given again. Exit status 1: something was kept out; 2: no file ' +
    'was one that can be read.',
  options: {},
  run: async (context) => {
    const outcomes: ImportOutcome[] = [];
    const problems: CommandProblem[] = [];
    for (const file of await openFiles(context)) {
      const outcome = await importOne(context, file);
      outcomes.push(outcome);
      if (outcome.status === 'not-recognised') problems.push(notRecognised(file, READERS));
      else problems.push(...(await problemsOf(context, outcome)));
    }
    return importResult(outcomes, problems);
  },
});

async function importOne(context: CommandContext, file: ReadableFile): Promise<ImportOutcome> {
  let said = Date.now();
  return importFile(
    {
      database: context.database,
      actor: context.actor,
      today: context.today,
      readers: READERS,
      progress: async (done, total) => {
        if (Date.now() - said > 1000) {
          said = Date.now();
          context.progress(`${file.name}: ${Math.round((100 * done) / Math.max(1, total))}%`);
        }
        return false;
      },
    },
    file,
  );
}

async function problemsOf(
  context: CommandContext,
  outcome: ImportOutcome,
): Promise<CommandProblem[]> {
  if (outcome.sourceId === null || outcome.status === 'already-loaded') return [];
  const { sourceId } = outcome;
  const page = { sourceId, limit: PROBLEMS_SHOWN, offset: 0 };
  const { rows } = await asActor(context.database, context.actor, (tx) => listProblems(tx, page));
  return rows.map((row) => ({
    file: outcome.file,
    row: row.row_number,
    field: row.field,
    rule: row.rule,
    severity: row.severity,
    message: row.message,
    fix: row.fix,
  }));
}

function importResult(
  outcomes: readonly ImportOutcome[],
  problems: readonly CommandProblem[],
): CommandResult {
  const unknown = outcomes.filter((one) => one.status === 'not-recognised');
  const keptOut = outcomes.some(
    (one) => (one.counts.quarantined ?? 0) + (one.counts.unread ?? 0) > 0,
  );
  const lines = outcomes.map(outcomeLine);
  const byRule = Map.groupBy(problems, (problem) => `${problem.severity} ${problem.rule}`);
  for (const [rule, found] of byRule) lines.push(`  ${found.length} x ${rule}`);
  for (const { message, fix } of problems.filter(isAboutFile).slice(0, FILE_PROBLEMS_SHOWN)) {
    lines.push(`  ${message} ${fix}`);
  }
  if (problems.length > 0) lines.push('Each problem: headwater check FILE, or --json.');
  return {
    rows: outcomes.map((one) => ({ ...one })),
    lines,
    problems,
    problemsInJsonOnly: true,
    status: unknown.length === outcomes.length ? 2 : keptOut || unknown.length > 0 ? 1 : 0,
  };
}

const FILE_PROBLEMS_SHOWN = 10;

/** What is wrong with a whole file is said at once: nobody should need another command for it. */
function isAboutFile(problem: CommandProblem): boolean {
  return problem.row === null && problem.severity === 'error';
}

/** What an import did, in a sentence. */
export function outcomeLine(outcome: ImportOutcome): string {
  const count = (name: string) => outcome.counts[name] ?? 0;
  if (outcome.status === 'not-recognised') return `${outcome.file}: not recognised, nothing loaded`;
  if (outcome.status === 'already-loaded') {
    return `${outcome.file}: loaded before, nothing changed`;
  }
  const did = Object.entries(outcome.counts)
    .filter(([name, n]) => /Added$|Changed$/.test(name) && n > 0)
    .map(([name, n]) => `${n} ${words(name)}`)
    .join(', ');
  return (
    `${outcome.file}: ${did || 'nothing changed'}; ${count('quarantined')} rows kept out, ` +
    `${count('errors')} errors, ${count('warnings')} warnings`
  );
}

function words(name: string): string {
  return name.replace(/([A-Z])/g, ' $1').toLowerCase();
}

async function openFiles(context: CommandContext): Promise<ReadableFile[]> {
  if (context.arguments.length === 0) {
    throw refuse('no-files', 'invalid', 'Say which files, such as: headwater check census.xml');
  }
  const files: ReadableFile[] = [];
  for (const argument of context.arguments) {
    const path = resolve(context.folder, argument);
    const found = await stat(path).catch(() => null);
    if (found === null) throw refuse('no-such-file', 'not-found', `There is no file ${argument}.`);
    if (!found.isDirectory()) files.push(await localFile(path));
    else {
      const names = (await readdir(path)).sort();
      for (const name of names) {
        if ((await stat(join(path, name))).isFile()) files.push(await localFile(join(path, name)));
      }
    }
  }
  return files;
}
