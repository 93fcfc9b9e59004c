import type { Database } from '../src/platform/index.ts';
import { openTestPostgresql, startPostgresql } from '../test/postgresql.ts';

/** Runs work on a database of its own in a throw-away cluster, which waits for no disk. */
export async function withPostgresql(work: (database: Database) => Promise<void>): Promise<void> {
  const cluster = await startPostgresql({ durable: true });
  process.env.HEADWATER_TEST_POSTGRES_URL = cluster.url;
  try {
    const database = await openTestPostgresql();
    try {
      await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await cluster.stop();
  }
}
