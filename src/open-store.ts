import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Config,
  type Database,
  migrate,
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
  const owner = await openPostgresql(config.migrationUrl, 1);
  try {
    await migrate(owner);
  } finally {
    await owner.close();
  }
  const database = await openPostgresql(config.databaseUrl);
  await refuseIfSecurityCanBeBypassed(database);
  return database;
}
