import { join } from 'node:path';
import { callHolder, type CommandEcho, loadConfig, lockFolder } from './platform/index.ts';
import { openStore } from './open-store.ts';
import { runCommand } from './run-command.ts';

const echo = (line: CommandEcho): void => {
  if ('out' in line) process.stdout.write(`${line.out}\n`);
  if ('err' in line) process.stderr.write(`${line.err}\n`);
};

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', () => process.exit(process.exitCode ?? 0));

/** Runs the command here, or in the process that holds the embedded folder. */
async function main(): Promise<number> {
  const config = loadConfig();
  const call = { words: process.argv.slice(2), folder: process.cwd() };
  const lock = config.databaseUrl === null ? await lockFolder(config.folder) : null;
  if (config.databaseUrl === null && lock === null) {
    const status = await callHolder(config.folder, call, echo);
    if (status !== null) return status;
    echo({
      err: `Another process holds ${join(config.folder)} and does not answer. Stop it first.`,
    });
    return 2;
  }
  let store: Awaited<ReturnType<typeof openStore>> | null = null;
  const host = {
    config,
    database: async () => {
      store ??= await openStore(config);
      return store;
    },
  };
  try {
    return await runCommand(host, call, echo);
  } finally {
    await (store as Awaited<ReturnType<typeof openStore>> | null)?.close();
    await lock?.release();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  echo({ err: (error as Error).message });
  process.exitCode = 2;
}
