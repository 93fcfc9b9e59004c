import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { refuse } from '../../lib/index.ts';
import type { Database } from './database.ts';

const FOLDER = new URL('../../../migrations/', import.meta.url);
const LOCK = 4_400_001;

/** Applies the numbered migrations that this database lacks, each in its own transaction. */
export async function migrate(database: Database): Promise<readonly string[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  await prepare(database);
  const applied: string[] = [];
  for (const file of files) {
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    const isNew = await database.kysely.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx);
      const known = await sql`
        select 1 from platform.migration where migration.name = ${file}`.execute(tx);
      if (known.rows.length > 0) return false;
      await sql.raw(text).execute(tx);
      await sql`insert into platform.migration (name) values (${file})`.execute(tx);
      return true;
    });
    if (isNew) applied.push(file);
  }
  return applied;
}

async function prepare(database: Database): Promise<void> {
  await database.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx);
    await sql`
      do $$ begin
        if not exists (select 1 from pg_roles where rolname = 'headwater_app') then
          create role headwater_app nologin;
        end if;
      end $$`.execute(tx);
    await sql`create schema if not exists platform`.execute(tx);
    await sql`
      create table if not exists platform.migration (
        name text primary key,
        applied_at timestamptz not null default now()
      )`.execute(tx);
  });
}

/** Names of migrations in the folder that the database has not had; readiness asks this. */
export async function missingMigrations(database: Database): Promise<readonly string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql'));
  const table = await sql<{ found: string | null }>`
    select to_regclass('platform.migration')::text as found`.execute(database.kysely);
  if (table.rows[0]?.found === null) return files;
  const { rows } = await sql<{ name: string }>`
    select migration.name from platform.migration`.execute(database.kysely);
  const known = new Set(rows.map((row) => row.name));
  return files.filter((file) => !known.has(file));
}

/**
 * Refuses to start when row-level security could be bypassed: the login is a superuser or has
 * BYPASSRLS, or owns the tables. The embedded database has one login, so there the role that every
 * query takes is looked at.
 */
export async function refuseIfSecurityCanBeBypassed(database: Database): Promise<void> {
  const { rows } = await database.kysely.transaction().execute(async (tx) => {
    if (database.engine === 'embedded') await sql`set local role headwater_app`.execute(tx);
    return sql<{ name: string; bypasses: boolean; owns: boolean; member: boolean }>`
      select current_user as name,
        (role.rolsuper or role.rolbypassrls) as bypasses,
        exists (
          select 1 from pg_class relation
          join pg_namespace space on space.oid = relation.relnamespace
          where relation.relowner = role.oid and space.nspname not like 'pg\\_%'
            and space.nspname <> 'information_schema'
        ) as owns,
        pg_has_role(current_user, 'headwater_app', 'member') as member
      from pg_roles role where role.rolname = current_user`.execute(tx);
  });
  const login = rows[0];
  const sorry = (why: string) =>
    refuse(
      'security-can-be-bypassed',
      'forbidden',
      `Headwater will not start: the database login ${why}, so row-level security would not ` +
        'protect families. Use a login made with: create role headwater_web login password ' +
        "'...' in role headwater_app; and set HEADWATER_MIGRATION_URL to the owner's login.",
    );
  if (!login) throw sorry('is unknown');
  if (login.bypasses) throw sorry('is a superuser or has BYPASSRLS');
  if (login.owns) throw sorry('owns the tables');
  if (!login.member) throw sorry('is not a member of headwater_app');
}
