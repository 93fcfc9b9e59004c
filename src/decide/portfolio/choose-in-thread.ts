import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Problem } from './choice.ts';
import type { Choice } from './choose.ts';
import type { chooseTask } from './choose-worker.ts';

const WORKER = fileURLToPath(new URL('./choose-worker.ts', import.meta.url));
const IDLE_MS = 30_000;

type Task = Parameters<typeof chooseTask>[0];

let pool: Promise<Piscina<Task, Choice | null>> | null = null;

/** The best choice, found in a thread of its own, so that pages are answered meanwhile. */
export async function chooseInThread(problem: Problem): Promise<Choice | null> {
  pool ??= import('piscina').then(
    ({ Piscina: Threads }) =>
      new Threads<Task, Choice | null>({
        filename: WORKER,
        name: 'chooseTask',
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: IDLE_MS,
      }),
  );
  return (await pool).run(problem);
}
