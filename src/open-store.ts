import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from './lib/index.ts';
import {
  type Config,
  type Database,
  migrate,
  missingMigrations,
  openEmbedded,
  openPostgresql,
  refuseIfSecurityCanBeBypassed,
} from './platform/index.ts';

/** Opens the database that the configuration names, migrated and proven safe to use. */
export async function openStore(config: Config): Promise<Database> {
  if (config.databaseUrl === null || config.migrationUrl === null) {
    const folder = join(config.folder, 'database');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const database = await openEmbedded(folder);
    await migrate(database);
    await refuseIfSecurityCanBeBypassed(database);
    return database;
  }
  if (config.migrationUrl !== config.databaseUrl) await migrateAsOwner(config.migrationUrl);
  const database = await openPostgresql(config.databaseUrl);
  await refuseIfSecurityCanBeBypassed(database);
  const missing = await missingMigrations(database);
  if (missing.length === 0) return database;
  await database.close();
  throw refuse(
    'not-migrated',
    'conflict',
    `The database lacks ${missing.length} migrations, and its login may not make them. Set ` +
      'HEADWATER_MIGRATION_URL to the login that owns the tables.',
  );
}

async function migrateAsOwner(url: string): Promise<void> {
  const owner = await openPostgresql(url, 1);
  try {
    await migrate(owner);
  } finally {
    await owner.close();
  }
}
