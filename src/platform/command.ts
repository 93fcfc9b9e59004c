import type { CalendarDay, Figure, Finding } from '../lib/index.ts';
import type { Config } from './config.ts';
import type { Actor } from './database/as-actor.ts';
import type { Database } from './database/database.ts';

/** One option of a command, such as `--year`. */
export interface CommandOption {
  readonly explanation: string;
  /** What follows it, such as `YEAR`; left out for a switch. */
  readonly value?: string;
}

/** A problem as commands report it; problems of files have the same shape. */
export interface CommandProblem {
  readonly file: string | null;
  readonly row: number | null;
  readonly field: string | null;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
}

/** What a command found; printed as text, or whole with `--json`. */
export interface CommandResult {
  readonly figures?: readonly Figure[];
  readonly finding?: Finding;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly problems?: readonly CommandProblem[];
  /** The lines sum the problems up: people need not read each. */
  readonly problemsInJsonOnly?: true;
  /** Lines for people, where figures and rows do not say it all. */
  readonly lines?: readonly string[];
  /** 0 fine, 1 found problems, 2 cannot. */
  readonly status: 0 | 1 | 2;
}

/** What a running command knows. */
export interface CommandContext {
  readonly database: Database;
  readonly config: Config;
  /** Whoever it acts for; for commands that need no authority, nobody. */
  readonly actor: Actor;
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly arguments: readonly string[];
  /** The folder that the command was typed in, for names of files. */
  readonly folder: string;
  readonly today: CalendarDay;
  /** Says how far a long command is; not part of its result. */
  progress(line: string): void;
}

/** A command of the command line. */
export interface Command {
  /** One or two words, such as `authority add`. */
  readonly name: string;
  readonly summary: string;
  /** What follows the name, such as `FILE...`. */
  readonly usage: string;
  /** Paragraphs for `headwater help <command>`. */
  readonly explanation: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Commands that make or list authorities need none. */
  readonly needsNoAuthority?: true;
  run(context: CommandContext): Promise<CommandResult>;
}

/** Defines a command. */
export function defineCommand(command: Command): Command {
  return command;
}
