import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** Whoever acts, as the database sees them. What the settings mean is for `govern` to say. */
export interface Actor {
  readonly id: string;
  /** Settings for row-level security, such as `headwater.scope`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Why the system itself acts; a test lists the callers of each. */
export type SystemPurpose = 'sign-in' | 'session' | 'migration' | 'job' | 'readiness' | 'operator';

const inside = new AsyncLocalStorage<string>();

/**
 * Runs work in one transaction as the application role with the actor's settings; row-level
 * security decides what it sees. Never inside another one: that would lend one actor's rights.
 */
export function asActor<T>(
  database: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withSettings(database, { ...actor.settings, 'headwater.actor': actor.id }, work);
}

/** Runs work as the system, for one of a few purposes only. */
export function asSystem<T>(
  database: Database,
  purpose: SystemPurpose,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withSettings(database, { 'headwater.purpose': purpose }, work);
}

function withSettings<T>(
  database: Database,
  settings: Readonly<Record<string, string>>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (inside.getStore() !== undefined) {
    throw new Error('asActor inside asActor: pass the transaction on instead');
  }
  const names = Object.keys(settings);
  return inside.run(names.join(), () =>
    database.kysely.transaction().execute(async (tx) => {
      await sql`set local role headwater_app`.execute(tx);
      await sql`
        select set_config(setting.name, setting.value, true)
        from unnest(${names}::text[], ${Object.values(settings)}::text[])
          as setting(name, value)`.execute(tx);
      return work(tx);
    }),
  );
}
