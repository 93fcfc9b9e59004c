import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, migrate, openPostgresql } from '../src/platform/index.ts';

const PASSWORD = 'headwater-test';
const LOCK = 4_400_002;

/** A throw-away PostgreSQL cluster: the address of its superuser, and how to end it. */
export interface TestCluster {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Keeps a server until whoever started it closes our input, or dies however suddenly; then stops
 * it and clears its folder away.
 */
const KEEPER = `
  "$@" & server=$!
  read -r line
  kill -INT $server 2>/dev/null
  wait $server
  rm -rf "$PWD"`;

/**
 * Starts a PostgreSQL cluster in a temporary folder on a free loopback port; unless it is to be
 * durable, as in production, it does not sync to disk. PostgreSQL refuses to run as root, so root
 * starts it as the user `postgres`.
 */
export async function startPostgresql(
  options: { readonly durable?: true } = {},
): Promise<TestCluster> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'headwater-postgresql-'));
  const asUser = process.getuid?.() === 0 ? userNamed('postgres') : null;
  if (asUser) chownSync(folder, asUser.uid, asUser.gid);
  const data = join(folder, 'data');
  const place = { ...asUser, cwd: folder };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...place, stdio: 'ignore' },
  );
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder };
  const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const fast = options.durable ? {} : quick;
  const words = Object.entries({ ...settings, ...fast, max_connections: 100 }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const server = spawn(
    '/bin/sh',
    ['-c', KEEPER, 'keeper', join(programs, 'postgres'), '-D', data, ...words],
    { ...place, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = () => stopServer(server, folder);
  try {
    await untilReady(url, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/**
 * Opens a database of this process's own in the cluster of `HEADWATER_TEST_POSTGRES_URL`, copied
 * from a migrated template; closing it drops it. As in production the owner migrates, and the app
 * signs in as a plain member of `headwater_app`.
 */
export async function openTestPostgresql(): Promise<Database> {
  const adminUrl = process.env.HEADWATER_TEST_POSTGRES_URL;
  if (!adminUrl) {
    throw new Error('Set HEADWATER_TEST_POSTGRES_URL to the superuser of a throw-away cluster');
  }
  const name = `headwater_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    // One lock for all test processes: a template is made once, and copied by one at a time.
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    const template = await makeTemplate(admin, adminUrl);
    await admin.query(`create database ${name} template ${template} owner headwater_owner`);
  });
  const database = await openPostgresql(addressOf(adminUrl, 'headwater_web', name), 4);
  return {
    ...database,
    close: async () => {
      await database.close();
      await asAdmin(adminUrl, (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

/** Opens the same database as its superuser; only for tests of what tampering leaves behind. */
export async function openTestSuperuser(database: Database): Promise<Database> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    database.kysely,
  );
  const url = new URL(process.env.HEADWATER_TEST_POSTGRES_URL ?? '');
  url.pathname = `/${rows[0]?.name}`;
  return openPostgresql(url.href, 1);
}

async function makeTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const name = `headwater_template_${migrationsHash()}`;
  const known = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (known.rows.length > 0) return name;
  await makeLogin(admin, 'headwater_owner', 'createrole');
  const unfinished = `${name}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished} owner headwater_owner`);
  const owner = await openPostgresql(addressOf(adminUrl, 'headwater_owner', unfinished), 1);
  try {
    await migrate(owner);
  } finally {
    await owner.close();
  }
  await makeLogin(admin, 'headwater_web', 'in role headwater_app');
  await admin.query(`alter database ${unfinished} rename to ${name}`);
  return name;
}

async function makeLogin(admin: pg.Client, name: string, options: string): Promise<void> {
  const known = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  if (known.rows.length > 0) return;
  await admin.query(`create role ${name} login password '${PASSWORD}' ${options}`);
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function addressOf(adminUrl: string, login: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = login;
  url.password = PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}

function migrationsHash(): string {
  const folder = new URL('../migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(new URL(name, folder)));
  }
  return hash.digest('hex').slice(0, 16);
}

function findPrograms(): string {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed) : [];
  const newest = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a);
  const folders = [
    ...newest.map((version) => join(installed, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) {
    throw new Error('PostgreSQL 15 or later is not installed: initdb was not found');
  }
  return found;
}

function userNamed(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await asAdmin(url, async () => undefined);
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.stdin?.end();
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}

if (import.meta.main) {
  const cluster = await startPostgresql();
  console.log(cluster.url);
  const stop = () => cluster.stop().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
