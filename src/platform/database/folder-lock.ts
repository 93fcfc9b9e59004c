import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Who holds a folder: a process, known by its id and when it started. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/** A folder of the embedded database held by this process. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process: two processes on one embedded database would lose data. Gives
 * null while another living process holds it; a dead holder's lock is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'holder.json');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await tryToTake(path)) return { release: () => rm(path, { force: true }) };
    const holder = await readHolder(path);
    if (holder !== null && isAlive(holder)) return null;
    await rm(path, { force: true });
  }
  return null;
}

async function tryToTake(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    const own: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
    await file.writeFile(JSON.stringify(own));
    await file.close();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as { code?: string }).code === 'ESRCH') return false;
  }
  return holder.startedAt === '' || startOf(holder.pid) === holder.startedAt;
}

/** When a process started, so that a new process with an old one's id is told apart. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19] ?? ''}`;
  } catch {
    // Systems without /proc: the process id alone has to do.
    return '';
  }
}
