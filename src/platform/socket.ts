import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A command line as it travels to the process that holds the embedded folder. */
export interface CommandCall {
  readonly words: readonly string[];
  readonly folder: string;
}

/** What comes back: lines as they are printed, then the status. */
export type CommandEcho =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly status: number };

/** Runs a command and prints through `echo`; gives the exit status. */
export type RunCall = (call: CommandCall, echo: (line: CommandEcho) => void) => Promise<number>;

function pathOf(folder: string): string {
  return join(folder, 'headwater.sock');
}

/** Listens for commands on a socket in the folder that only its owner may use. */
export async function listenForCommands(folder: string, run: RunCall): Promise<Server> {
  const path = pathOf(folder);
  await rm(path, { force: true });
  const server = createServer((socket) => {
    const lines = createInterface({ input: socket });
    const echo = (line: CommandEcho) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
    };
    // Readline hands on what its input meets: a caller that went away must not end the server.
    lines.on('error', () => {});
    socket.on('error', () => socket.destroy());
    lines.once('line', async (line) => {
      try {
        echo({ status: await run(JSON.parse(line) as CommandCall, echo) });
      } catch {
        echo({ err: 'The running Headwater could not answer. Try again, or stop it first.' });
        echo({ status: 2 });
      }
      socket.end();
    });
  });
  const before = process.umask(0o177);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  process.umask(before);
  await chmod(path, 0o600);
  return server;
}

/** Sends a command to whoever holds the folder; null when nobody answers there. */
export async function callHolder(
  folder: string,
  call: CommandCall,
  echo: (line: CommandEcho) => void,
): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(pathOf(folder));
    let status: number | null = null;
    socket.on('error', () => resolve(null));
    socket.on('connect', () => socket.write(`${JSON.stringify(call)}\n`));
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (line) => {
      const said = JSON.parse(line) as CommandEcho;
      if ('status' in said) status = said.status;
      else echo(said);
    });
    socket.on('close', () => resolve(status));
  });
}
