import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { addAuthority, systemActor } from '../src/govern/index.ts';
import { type AuthorityId, day } from '../src/lib/index.ts';
import { asSystem, type Database, localFile } from '../src/platform/index.ts';
import { importFile, READERS } from '../src/record/index.ts';
import { openTestSuperuser } from '../test/postgresql.ts';
import { withPostgresql } from './postgresql.ts';
import { median, type Row, say, sayRatio, sideBySide } from './measure.ts';
import { writeCensus } from './returns.ts';

const CHILDREN = 10_000;
const TABLES = ['person', 'person_identifier', 'spell', 'event', 'level_spell', 'problem'];

/** A census into the record on PostgreSQL, beside the bare writing of the rows that it becomes. */
export const load: Row = {
  id: 'load',
  work: `the census of ${CHILDREN} children into the record on PostgreSQL, roll-ups kept`,
  aim: '2,000 children a second',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwater-bench-'));
    try {
      const path = await writeCensus(folder, CHILDREN);
      await withPostgresql(async (database) => {
        const loaded: AuthorityId[] = [];
        const timings = await sideBySide(
          {
            label: 'loaded',
            work: async (run) => {
              loaded[run] = await loadOnce(database, path, run);
            },
          },
          {
            label: 'peer: PostgreSQL copies the finished rows into bare tables',
            work: (run) => copyRows(database, loaded[run]),
          },
        );
        sayRatio(timings);
        const perSecond = CHILDREN / (median(timings[0].runs) / 1000);
        say(`  ${Math.round(perSecond).toLocaleString('en-GB')} children a second`);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function loadOnce(database: Database, path: string, run: number): Promise<AuthorityId> {
  const authorityId = await asSystem(database, 'operator', (tx) =>
    addAuthority(tx, { code: `BENCH-${run}`, name: `Bench ${run}` }),
  );
  const outcome = await importFile(
    { database, actor: systemActor(authorityId), today: day('2026-11-22'), readers: READERS },
    await localFile(path),
  );
  if (outcome.status !== 'loaded') throw new Error(`The census was ${outcome.status}`);
  return authorityId;
}

async function copyRows(database: Database, authorityId: AuthorityId | undefined): Promise<void> {
  const owner = await openTestSuperuser(database);
  try {
    for (const table of TABLES) {
      const from = sql.table(`record.${table}`);
      await sql`create table ${sql.table(`bench_${table}_${authorityId}`)} as
        select * from ${from} where authority_id = ${sql.lit(authorityId)}`.execute(owner.kysely);
    }
  } finally {
    await owner.close();
  }
}
