import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** A transaction: the required first parameter of every function of a store. */
export type Tx = Transaction<unknown>;

/** An open database; both engines speak through the same driver. */
export interface Database {
  readonly engine: 'embedded' | 'postgresql';
  readonly kysely: Kysely<unknown>;
  close(): Promise<void>;
}

/** Days stay text, whole numbers stay numbers: a day is never a `Date`. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (value: string) => value;
    if (oid === BIGINT || oid === NUMERIC) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};
const DATE = 1082;
const BIGINT = 20;
const NUMERIC = 1700;

/** Opens PostgreSQL 15 or later. */
export async function openPostgresql(url: string, connections = 8): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => {});
  // Our statements are short, and PostgreSQL takes the few rows of a new table for many: compiling
  // them took it ten times as long as running them.
  pool.on('connect', (client) => void client.query('set jit = off').catch(() => {}));
  return opened('postgresql', pool);
}

/**
 * Opens the embedded database in a folder, or in memory when the folder is null. There is exactly
 * one pool with one connection: a second would run inside the first one's transaction.
 */
export async function openEmbedded(folder: string | null): Promise<Database> {
  const [{ PGlite }, { createPgConfig }, { btree_gist }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/node-postgres'),
    import('@electric-sql/pglite/contrib/btree_gist'),
  ]);
  const options = { extensions: { btree_gist } };
  const pglite = await (folder === null
    ? PGlite.create(options)
    : PGlite.create({ ...options, dataDir: folder }));
  const pool = new pg.Pool({
    ...createPgConfig(pglite),
    max: 1,
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 0,
  } as pg.PoolConfig);
  const database = opened('embedded', pool);
  return {
    ...database,
    close: async () => {
      await database.close();
      await pglite.close();
    },
  };
}

function opened(engine: Database['engine'], pool: pg.Pool): Database {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { engine, kysely, close: () => kysely.destroy() };
}
