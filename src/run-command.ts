import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dayFromNumber, type Figure, formatFinding, Refusal } from './lib/index.ts';
import {
  type Actor,
  asSystem,
  type Command,
  type CommandCall,
  type CommandContext,
  type CommandEcho,
  type CommandResult,
  type Config,
  type Database,
  describeError,
  makeLog,
  newReference,
} from './platform/index.ts';
import {
  type Authority,
  findAccountActor,
  listAuthorities,
  operatorActor,
  recordAudit,
} from './govern/index.ts';
import { asActor } from './platform/index.ts';
import { commandHelp, helpText } from './help.ts';
import { COMMANDS } from './wings.ts';
import { VERSION } from './version.ts';

type Echo = (line: CommandEcho) => void;

const COMMON = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  authority: { type: 'string' },
  as: { type: 'string' },
} as const;

/** Where a command runs: a database that is open, and the configuration. */
export interface CommandHost {
  readonly config: Config;
  database(): Promise<Database>;
}

/** Runs one command line and prints through `echo`; gives the exit status. */
export async function runCommand(
  host: CommandHost,
  call: CommandCall,
  echo: Echo,
): Promise<number> {
  const command = findCommand(call.words);
  if (command === null) {
    const isHelp =
      call.words.length === 0 || ['help', '--help', '-h'].includes(call.words[0] ?? '');
    const asked = findCommand(call.words.slice(1));
    if (isHelp) echo({ out: asked ? commandHelp(asked) : helpText(COMMANDS) });
    else echo({ err: `There is no command "${call.words.join(' ')}". Try: headwater help` });
    return isHelp ? 0 : 2;
  }
  const read = readWords(command, call.words);
  if (typeof read === 'string') {
    echo({ err: `${read} Try: headwater help ${command.name}` });
    return 2;
  }
  if (read.options.help !== undefined) {
    echo({ out: commandHelp(command) });
    return 0;
  }
  try {
    return await runFound(host, command, { ...read, call, echo });
  } catch (error) {
    return explainFailure(error, host, echo);
  }
}

function findCommand(words: readonly string[]): Command | null {
  const two = words.slice(0, 2).join(' ');
  return (
    COMMANDS.find((command) => command.name === two) ??
    COMMANDS.find((command) => command.name === words[0]) ??
    null
  );
}

interface Words {
  readonly options: Record<string, string | undefined>;
  readonly positionals: readonly string[];
}

function readWords(command: Command, words: readonly string[]): Words | string {
  const own = Object.entries(command.options).map(
    ([name, option]) => [name, { type: option.value ? 'string' : 'boolean' }] as const,
  );
  const args = words.slice(command.name.split(' ').length);
  try {
    const parsed = parseArgs({
      args,
      options: { ...Object.fromEntries(own), ...COMMON },
      allowPositionals: true,
    });
    const options = Object.entries(parsed.values).map(([name, value]) => [
      name,
      value === true ? 'yes' : String(value),
    ]);
    return { options: Object.fromEntries(options), positionals: parsed.positionals };
  } catch (error) {
    return `${(error as Error).message.split('. ')[0]}.`;
  }
}

async function runFound(
  host: CommandHost,
  command: Command,
  read: Words & { readonly call: CommandCall; readonly echo: Echo },
): Promise<number> {
  const database = await host.database();
  const authority = command.needsNoAuthority
    ? null
    : await chosenAuthority(database, read.options.authority);
  if (typeof authority === 'string') {
    read.echo({ err: authority });
    return 2;
  }
  const actor = await chosenActor(database, authority, read.options.as);
  if (actor === null) {
    read.echo({ err: `Nobody signs in as ${read.options.as} here. See: headwater account list` });
    return 2;
  }
  const context: CommandContext = {
    database,
    config: host.config,
    actor,
    options: read.options,
    arguments: read.positionals,
    folder: resolve(read.call.folder),
    today: dayFromNumber(Math.floor(Date.now() / 86_400_000)),
    progress: (line) => read.echo({ err: line }),
  };
  if (authority !== null) await auditCommand(database, actor, command);
  const result = await command.run(context);
  print(command, result, { authority, echo: read.echo, isJson: read.options.json !== undefined });
  return result.status;
}

async function auditCommand(database: Database, actor: Actor, command: Command): Promise<void> {
  const note = { action: 'command.run', subjectKind: 'command', subjectId: command.name };
  await asActor(database, actor, (tx) => recordAudit(tx, actor, note));
}

async function chosenAuthority(
  database: Database,
  code: string | undefined,
): Promise<Authority | string> {
  const all = await asSystem(database, 'operator', listAuthorities);
  const codes = all.map((one) => one.code).join(', ');
  if (code === undefined) {
    const [only] = all;
    if (only && all.length === 1) return only;
    return all.length === 0
      ? 'There is no authority yet. Make one with: headwater authority add --code CODE --name NAME'
      : `There are several authorities: say which with --authority, one of ${codes}.`;
  }
  const found = all.find((one) => one.code.toLowerCase() === code.toLowerCase());
  return found ?? `There is no authority ${code}. There is: ${codes || 'none'}.`;
}

async function chosenActor(
  database: Database,
  authority: Authority | null,
  email: string | undefined,
): Promise<Actor | null> {
  if (authority === null) return { id: 'operator', settings: {} };
  if (email === undefined) return operatorActor(authority.id);
  return findAccountActor(database, authority.id, email);
}

function explainFailure(error: unknown, host: CommandHost, echo: Echo): number {
  if (error instanceof Refusal) {
    echo({ err: error.message });
    return 2;
  }
  const reference = newReference();
  const log = makeLog(host.config.logLevel, (line) => echo({ err: line.trimEnd() }));
  log.error('command.failed', { reference, error: describeError(error) });
  echo({ err: `Something went wrong on our side. Tell your administrator: ${reference}.` });
  return 2;
}

function print(
  command: Command,
  result: CommandResult,
  to: { readonly authority: Authority | null; readonly echo: Echo; readonly isJson: boolean },
): void {
  const figures = result.figures ?? figuresOf(result);
  if (to.isJson) {
    const whole = {
      command: command.name,
      version: VERSION,
      authority: to.authority?.code ?? null,
      asOf: new Date().toISOString(),
      figures,
      rows: result.rows ?? [],
      problems: result.problems ?? [],
    };
    to.echo({ out: JSON.stringify(whole, null, 2) });
    return;
  }
  if (result.finding) to.echo({ out: formatFinding(result.finding) });
  for (const line of result.lines ?? []) to.echo({ out: line });
  if (result.problemsInJsonOnly) return;
  for (const problem of result.problems ?? []) to.echo({ out: problemLine(problem) });
}

function figuresOf(result: CommandResult): readonly Figure[] {
  const { finding } = result;
  if (!finding) return [];
  const rows = finding.total ? [...finding.rows, finding.total] : finding.rows;
  return rows.flatMap((row) => row.figures);
}

function problemLine(problem: NonNullable<CommandResult['problems']>[number]): string {
  const where = [problem.file, problem.row === null ? null : `row ${problem.row}`, problem.field];
  const place = where.filter((part) => part !== null).join(', ');
  const first = `${problem.severity}  ${place}  [${problem.rule}]`;
  return [first, problem.message, problem.fix].join('\n    ');
}
