import { resolve } from 'node:path';

/** One setting: its variable, what it does, and its value when nobody sets it. */
export interface Setting {
  readonly variable: string;
  readonly explanation: string;
  readonly standard: string;
  readonly secret?: true;
}

/** Every setting there is. `docs/config.md` is generated from this list. */
export const SETTINGS = {
  databaseUrl: {
    variable: 'HEADWATER_DATABASE_URL',
    explanation:
      'PostgreSQL 15 or later, such as `postgres://headwater@db/headwater`. The login must be a ' +
      'member of `headwater_app`, not a superuser, without BYPASSRLS. Empty: the embedded ' +
      'database.',
    standard: '',
    secret: true,
  },
  migrationUrl: {
    variable: 'HEADWATER_MIGRATION_URL',
    explanation:
      'The login that owns the tables and migrates them. Needed on PostgreSQL whenever Headwater ' +
      'is new or updated; empty, the start only checks that nothing is missing.',
    standard: '',
    secret: true,
  },
  folder: {
    variable: 'HEADWATER_FOLDER',
    explanation: 'Where the embedded database and uploaded files are kept.',
    standard: '.headwater',
  },
  host: {
    variable: 'HEADWATER_HOST',
    explanation: 'The address to listen on. One-click demo sign-in needs a loopback address.',
    standard: '127.0.0.1',
  },
  port: {
    variable: 'HEADWATER_PORT',
    explanation: 'The port to listen on.',
    standard: '4400',
  },
  publicUrl: {
    variable: 'HEADWATER_PUBLIC_URL',
    explanation:
      'The address that people type, such as `https://headwater.example.gov.uk`. With https, ' +
      'cookies are secure and browsers are told to stay on https. Empty: plain http on loopback.',
    standard: '',
  },
  demo: {
    variable: 'HEADWATER_DEMO',
    explanation:
      'Load the made-up authority Northbridge at the first start and offer one-click sign-in: ' +
      '`yes`, `no`, or `auto` (yes on the embedded database).',
    standard: 'auto',
  },
  demoChildren: {
    variable: 'HEADWATER_DEMO_CHILDREN',
    explanation: 'How many children Northbridge has; fewer load faster.',
    standard: '60000',
  },
  role: {
    variable: 'HEADWATER_PROCESS',
    explanation: 'What this process does: `both`, `web` or `worker`.',
    standard: 'both',
  },
  idleMinutes: {
    variable: 'HEADWATER_IDLE_MINUTES',
    explanation: 'Minutes without a request after which a person is signed out.',
    standard: '60',
  },
  uploadMegabytes: {
    variable: 'HEADWATER_UPLOAD_MEGABYTES',
    explanation: 'The largest file that can be uploaded.',
    standard: '512',
  },
  requestsPerMinute: {
    variable: 'HEADWATER_REQUESTS_PER_MINUTE',
    explanation: 'Requests a minute from one address before it is asked to wait.',
    standard: '600',
  },
  logLevel: {
    variable: 'HEADWATER_LOG_LEVEL',
    explanation: '`error`, `warn`, `info` or `debug`. Logs never hold personal data.',
    standard: 'warn',
  },
} as const satisfies Record<string, Setting>;

/** The configuration of this process, read once and frozen. */
export interface Config {
  readonly databaseUrl: string | null;
  readonly migrationUrl: string | null;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly demo: boolean;
  readonly demoChildren: number;
  readonly role: 'both' | 'web' | 'worker';
  readonly idleMinutes: number;
  readonly uploadMegabytes: number;
  readonly requestsPerMinute: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; throws with the variable's name and what it may be. */
export function loadConfig(environment: Environment = process.env): Config {
  const databaseUrl = text(environment, SETTINGS.databaseUrl) || null;
  const demo = choice(environment, SETTINGS.demo, ['auto', 'yes', 'no']);
  return Object.freeze({
    databaseUrl,
    migrationUrl: text(environment, SETTINGS.migrationUrl) || databaseUrl,
    folder: resolve(text(environment, SETTINGS.folder)),
    host: text(environment, SETTINGS.host),
    port: whole(environment, SETTINGS.port, { low: 0, high: 65_535 }),
    publicUrl: text(environment, SETTINGS.publicUrl) || null,
    demo: demo === 'yes' || (demo === 'auto' && databaseUrl === null),
    demoChildren: whole(environment, SETTINGS.demoChildren, { low: 500, high: 1_000_000 }),
    role: choice(environment, SETTINGS.role, ['both', 'web', 'worker']),
    idleMinutes: whole(environment, SETTINGS.idleMinutes, { low: 1, high: 1440 }),
    uploadMegabytes: whole(environment, SETTINGS.uploadMegabytes, { low: 1, high: 100_000 }),
    requestsPerMinute: whole(environment, SETTINGS.requestsPerMinute, { low: 10, high: 1e9 }),
    logLevel: choice(environment, SETTINGS.logLevel, ['error', 'warn', 'info', 'debug']),
  });
}

/** Whether people on other machines can reach this address. */
export function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}

function text(environment: Environment, setting: Setting): string {
  return environment[setting.variable]?.trim() ?? setting.standard;
}

function choice<T extends string>(
  environment: Environment,
  setting: Setting,
  choices: readonly T[],
): T {
  const value = text(environment, setting) || setting.standard;
  const found = choices.find((one) => one === value);
  if (found === undefined) {
    throw new Error(`${setting.variable} must be one of ${choices.join(', ')}, not "${value}"`);
  }
  return found;
}

function whole(
  environment: Environment,
  setting: Setting,
  bounds: { low: number; high: number },
): number {
  const value = Number(text(environment, setting) || setting.standard);
  if (!Number.isInteger(value) || value < bounds.low || value > bounds.high) {
    throw new Error(
      `${setting.variable} must be a whole number from ${bounds.low} to ${bounds.high}`,
    );
  }
  return value;
}
