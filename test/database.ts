import { after, test } from 'node:test';
import { sql } from 'kysely';
import { addAuthority } from '../src/govern/agencies/add-authority.ts';
import { listAgencies } from '../src/govern/agencies/agencies.store.ts';
import type { AgencyKind } from '../src/govern/agencies/agency.ts';
import { actorFor, ROLES, type Role } from '../src/govern/accounts/actor.ts';
import { addMembers } from '../src/govern/accounts/accounts.store.ts';
import type { AgencyId, AuthorityId } from '../src/lib/index.ts';
import {
  type Actor,
  asSystem,
  type Database,
  migrate,
  openEmbedded,
  type Tx,
} from '../src/platform/index.ts';
import { openTestPostgresql, openTestSuperuser } from './postgresql.ts';

/** Which engine these tests run on. */
export const TEST_ENGINE =
  process.env.HEADWATER_TEST_ENGINE === 'postgresql' ? 'postgresql' : 'embedded';

let opening: Promise<Database> | null = null;

after(async () => {
  await (await opening)?.close();
});

/**
 * The database of this test process, migrated, opened when first asked for and closed after the
 * last test. Tests share it: each makes an authority of its own.
 */
export function testDatabase(): Promise<Database> {
  opening ??= TEST_ENGINE === 'postgresql' ? openTestPostgresql() : openInMemory();
  return opening;
}

async function openInMemory(): Promise<Database> {
  const database = await openEmbedded(null);
  await migrate(database);
  return database;
}

/**
 * Works as someone who has stolen the database's own keys, past all row-level security: to show
 * that what they do is found out.
 */
export async function asThief<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (database.engine === 'embedded') return database.kysely.transaction().execute(work);
  const stolen = await openTestSuperuser(database);
  try {
    return await stolen.kysely.transaction().execute(work);
  } finally {
    await stolen.close();
  }
}

/** Cancels whatever earlier tests left in the queue: workers take jobs of every authority. */
export async function emptyQueue(database: Database): Promise<void> {
  await asSystem(database, 'job', (tx) =>
    sql`update platform.job set status = 'cancelled'
      where status in ('queued', 'running')`.execute(tx),
  );
}

/** A test that needs the database; its name is a sentence of a rule. */
export function withDatabase(name: string, work: (database: Database) => Promise<void>): void {
  test(name, async () => work(await testDatabase()));
}

/** A made-up authority with its standard partnership, and someone in each role. */
export interface TestAuthority {
  readonly authorityId: AuthorityId;
  readonly code: string;
  /** One account per role: `family` and `provider` at the charities, the rest at the council. */
  readonly actors: Readonly<Record<Role, Actor>>;
  readonly agencies: Readonly<Record<AgencyKind, AgencyId>>;
}

let authorities = 0;

/** Makes a new authority, so that a test meets nobody else's rows. */
export async function anAuthority(database: Database): Promise<TestAuthority> {
  authorities += 1;
  const code = `T-${authorities}`;
  return asSystem(database, 'operator', async (tx) => {
    const authorityId = await addAuthority(tx, { code, name: `Testshire ${authorities}` });
    const agencies = Object.fromEntries(
      (await listAgencies(tx, authorityId)).map((agency) => [agency.kind, agency.id]),
    ) as Record<AgencyKind, AgencyId>;
    const members = ROLES.map((role) => ({
      email: `${role}@${code.toLowerCase()}.example`,
      name: `Test ${role}`,
      role,
      agencyId: role === 'family' || role === 'provider' ? agencies.charities : agencies.council,
    }));
    const ids = await addMembers(tx, authorityId, members);
    const actors = Object.fromEntries(
      members.map(({ role, agencyId }, index) => [
        role,
        actorFor({ id: String(ids[index]), authorityId, agencyId, role }),
      ]),
    ) as Record<Role, Actor>;
    return { authorityId, code, actors, agencies };
  });
}
