import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { recordState } from '../../../test/record-state.ts';
import type { AuthorityId } from '../../lib/index.ts';
import { openEmbedded } from '../../platform/index.ts';

const CLI = fileURLToPath(new URL('../../cli.ts', import.meta.url));
const CHILDREN = 1500;
const ONLY = { authorityId: 1 as AuthorityId };

const folder = await mkdtemp(join(tmpdir(), 'headwater-killed-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Runs `headwater` in a process of its own, on the embedded database of one folder. */
function headwater(home: string, ...words: string[]): ChildProcess {
  const settings = [`HEADWATER_FOLDER=${home}`, 'HEADWATER_DATABASE_URL='];
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', CLI];
  // `env` becomes the program itself, so that its process is the one that is killed.
  const args = [...settings, ...program, ...words];
  return spawn('env', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

function ended(child: ChildProcess): Promise<{ status: number | null; out: string }> {
  let out = '';
  child.stdout?.on('data', (piece) => {
    out += String(piece);
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out })));
}

async function stateOf(home: string) {
  const database = await openEmbedded(join(home, 'database'));
  try {
    return await recordState(database, ONLY);
  } finally {
    await database.close();
  }
}

/** A looked-after return of made-up children: enough batches to be cut off in the middle of one. */
function episodes(): string {
  const rows = Array.from({ length: CHILDREN }, (_, index) => {
    const day = String((index % 27) + 1).padStart(2, '0');
    const child = `C${index}`;
    return `${child},${day}/05/2024,S,C2,N1,${day}/09/2024,X1,NB1 1AA,,U4,PR1,IN,,,NB1 2AA,`;
  });
  const headings =
    'CHILD,DECOM,RNE,LS,CIN,DEC,REC,HOME_POST,PL_POST,PLACE,PLACE_PROVIDER,PL_LOCATION,PL_LA,' +
    'URN,PL_POST2,REASON_PLACE_CHANGE';
  return `${headings}\n${rows.join('\n')}\n`;
}

test('an import whose process is killed, and the same import again, equal one import', async () => {
  const file = join(folder, '2024-25-episodes.csv');
  await writeFile(file, episodes());
  const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
  for (const home of [whole, killed]) {
    const add = ['authority', 'add', '--code', 'TST', '--name', 'Testshire'];
    assert.equal((await ended(headwater(home, ...add))).status, 0);
  }
  assert.equal((await ended(headwater(whole, 'import', file))).status, 0);

  const running = headwater(killed, 'import', file);
  const end = ended(running);
  // The first word of progress comes between batches; the next batches are under way then.
  await Promise.race([new Promise((resolve) => running.stderr?.once('data', resolve)), end]);
  running.kill('SIGKILL');
  assert.equal((await end).status, null, 'it was killed before it ended');

  const half = await stateOf(killed);
  const people = half.person?.length ?? 0;
  assert.ok(people > 0 && people < CHILDREN, `${people} of ${CHILDREN} children were in`);

  const again = await ended(headwater(killed, 'import', file, '--json'));
  assert.equal(again.status, 0);
  assert.equal(JSON.parse(again.out).rows[0].status, 'loaded');
  assert.deepEqual(await stateOf(killed), await stateOf(whole));

  const third = await ended(headwater(killed, 'import', file));
  assert.match(third.out, /loaded before, nothing changed/);
});
