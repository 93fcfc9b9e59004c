import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFiles } from '../demo/made-files.ts';
import { buildApp, offersOneClick } from './app.ts';
import { loadNewestYear, queueOlderYears } from './demo-authority.ts';
import { startSealing } from './govern/index.ts';
import { openStore } from './open-store.ts';
import {
  type Config,
  type Database,
  describeError,
  listenForCommands,
  loadConfig,
  lockFolder,
  type Log,
  makeLog,
  makeSessionStore,
  startWorker,
} from './platform/index.ts';
import { runCommand } from './run-command.ts';
import { VERSION } from './version.ts';
import { jobKinds } from './wings.ts';

const SWEEP_EVERY_MS = 600_000;

/** Starts Headwater: configuration, database, demo, web, workers, and the way for commands. */
async function main(): Promise<void> {
  const config = loadConfig();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Headwater ${VERSION}`);
  const lock = config.databaseUrl === null ? await lockFolder(config.folder) : null;
  if (config.databaseUrl === null && lock === null) {
    throw new Error(`Headwater is running already: another process holds ${config.folder}.`);
  }
  say(
    config.databaseUrl === null ? `Opening the database in ${config.folder}` : 'Opening PostgreSQL',
  );
  const isDemo = config.demo && config.role !== 'worker';
  const made = isDemo && isFirstStart(config) ? makeFirstFiles(config) : undefined;
  const database = await openStore(config);
  const log = makeLog(config.logLevel);
  if (isDemo) await loadNewestYear({ database, children: config.demoChildren, say }, made);
  const closers = [
    ...(config.role === 'worker' ? [] : await startWeb(config, database, log)),
    ...(config.role === 'web' ? [] : startWork(database, log)),
  ];
  if (config.databaseUrl === null) {
    const host = { config, database: async () => database };
    const server = await listenForCommands(config.folder, (call, echo) =>
      runCommand(host, call, echo),
    );
    closers.push(async () => void server.close());
  }
  if (isDemo) {
    await queueOlderYears({ database, children: config.demoChildren, say });
  }
  if (config.role !== 'worker') sayHowToSignIn(config, say);
  closeOnSignal(async () => {
    for (const close of closers) await close();
    await database.close();
    await lock?.release();
  });
}

/** While a new database opens, the demo's files are made beside it. */
function isFirstStart(config: Config): boolean {
  return config.databaseUrl === null && !existsSync(join(config.folder, 'database'));
}

function makeFirstFiles(config: Config): ReturnType<typeof makeFiles> {
  const made = makeFiles({ children: config.demoChildren, part: 'first' });
  // Whoever waits for the files hears of it; until then nobody does.
  made.catch(() => {});
  return made;
}

type Closer = () => Promise<void>;

async function startWeb(config: Config, database: Database, log: Log): Promise<Closer[]> {
  const app = await buildApp({ config, database, log });
  await app.listen({ host: config.host, port: config.port });
  const sessions = makeSessionStore(database, config.idleMinutes);
  const sweep = setInterval(() => {
    sessions.sweep().catch((error: unknown) => {
      log.error('sessions.sweep-failed', { error: describeError(error) });
    });
  }, SWEEP_EVERY_MS);
  return [async () => clearInterval(sweep), () => app.close()];
}

/** Whoever starts Headwater opens a page first: long work waits so long, to be out of its way. */
const WORK_AFTER_MS = 2000;

function startWork(database: Database, log: Log): Closer[] {
  let worker: ReturnType<typeof startWorker> | null = null;
  const soon = setTimeout(() => {
    worker = startWorker({ database, kinds: jobKinds(database), log });
  }, WORK_AFTER_MS);
  const sealing = startSealing(database, log);
  return [
    async () => {
      clearTimeout(soon);
      await worker?.stop();
    },
    () => sealing.stop(),
  ];
}

function sayHowToSignIn(config: Config, say: (line: string) => void): void {
  const address = config.publicUrl ?? `http://${config.host}:${config.port}`;
  say('');
  say(`Headwater is ready: ${address}`);
  if (offersOneClick(config)) {
    say(`Open ${address}/sign-in and choose who to be; the data is made up.`);
  } else {
    say('Sign in with your email address. The first account: npx headwater account add');
  }
  say(`The command line: npx headwater help (data in ${join(config.folder)})`);
}

function closeOnSignal(close: () => Promise<void>): void {
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(1);
      isClosing = true;
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

try {
  await main();
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  process.stderr.write(
    code === 'EADDRINUSE'
      ? 'The port is taken by another program. Choose another, such as HEADWATER_PORT=4401.\n'
      : `${message}\n`,
  );
  process.exitCode = 2;
  // A database that opened half keeps the process alive; there is nothing left to do.
  process.exit();
}
