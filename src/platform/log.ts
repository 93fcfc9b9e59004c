import { randomInt } from 'node:crypto';

/** How serious a line is; a log drops the lines below its level. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/**
 * Everything a line of the log may say. The list is closed, so that no name, address or free text
 * of a record can get in; a new field is added here, after asking whether it could hold one.
 */
export interface LogFields {
  /** The id that a person was shown when something failed. */
  readonly reference?: string;
  readonly authority?: number;
  readonly job?: number;
  readonly jobName?: string;
  readonly attempt?: number;
  /** The pattern of an address, such as `/people/:id`; never the address itself. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly code?: string;
  readonly milliseconds?: number;
  readonly rows?: number;
  readonly engine?: string;
  readonly port?: number;
  readonly version?: string;
  readonly migration?: string;
  readonly table?: string;
  readonly position?: number;
  readonly hash?: string;
  readonly error?: ErrorFields;
}

/** What a log may say of an error: never its message, which may quote what someone typed. */
export interface ErrorFields {
  readonly name: string;
  /** The code of Node or PostgreSQL, such as `ENOSPC` or `23505`. */
  readonly code?: string;
  /** The places in our code that it passed, innermost first. */
  readonly frames: readonly string[];
}

const ALLOWED: ReadonlySet<string> = new Set<keyof LogFields>([
  'reference',
  'authority',
  'job',
  'jobName',
  'attempt',
  'route',
  'method',
  'status',
  'code',
  'milliseconds',
  'rows',
  'engine',
  'port',
  'version',
  'migration',
  'table',
  'position',
  'hash',
  'error',
]);

/** A structured log: one JSON object a line. */
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>;

/** Makes a log that writes lines at `level` and above; an `event` is a fixed name, `job.failed`. */
export function makeLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
  now: () => Date = () => new Date(),
): Log {
  const at =
    (own: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (LEVELS.indexOf(own) > LEVELS.indexOf(level)) return;
      const kept = Object.entries(fields).filter(([name]) => ALLOWED.has(name));
      const line = { at: now().toISOString(), level: own, event, ...Object.fromEntries(kept) };
      write(`${JSON.stringify(line)}\n`);
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** A log that keeps nothing, for work whose caller reports by itself. */
export const silentLog: Log = { error() {}, warn() {}, info() {}, debug() {} };

/** What may be logged of anything that was thrown: its kind, its code and where, not its words. */
export function describeError(thrown: unknown): ErrorFields {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] };
  const code = (thrown as { code?: unknown }).code;
  const frames = (thrown.stack ?? '')
    .replace(thrown.message, '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim().replace(/file:\/\/\S*\/(src|node_modules)\//, '$1/'))
    .slice(0, 12);
  return { name: thrown.name, ...(typeof code === 'string' ? { code } : {}), frames };
}

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/** A reference that a person can read out: `KX4-7TQ`, one of about 480 million. */
export function newReference(): string {
  const letters = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
}
