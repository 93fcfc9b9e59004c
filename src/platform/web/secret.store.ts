import { sql } from 'kysely';
import { asSystem } from '../database/as-actor.ts';
import type { Database } from '../database/database.ts';

/** The secret that signs session cookies, the same for every web process; made when missing. */
export function sharedSecret(database: Database, make: () => string): Promise<string> {
  return asSystem(database, 'session', async (tx) => {
    await sql`
      insert into platform.secret (name, value) values ('session', ${make()})
      on conflict (name) do nothing`.execute(tx);
    const { rows } = await sql<{ value: string }>`
      select secret.value from platform.secret where secret.name = 'session'`.execute(tx);
    return (rows[0] as { value: string }).value;
  });
}
