import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { asSystem } from '../database/as-actor.ts';
import type { Database, Tx } from '../database/database.ts';

/**
 * A page sets this key of its session to `true` when who is signed in has changed; the server then
 * gives the session a new id, so that an id known from before opens nothing.
 */
export const RENEW_SESSION = 'renew';

type Stored = Readonly<Record<string, unknown>>;

/** Where sessions live, as `@fastify/session` asks for it. */
export interface SessionStore {
  get(id: string, callback: (error: unknown, session?: Stored | null) => void): void;
  // The session object of the plugin; only what turns into JSON is kept.
  set(id: string, session: object, callback: (error?: unknown) => void): void;
  destroy(id: string, callback: (error?: unknown) => void): void;
  /** Forgets sessions that nobody used in time; gives how many. */
  sweep(): Promise<number>;
}

const WRITE_EVERY_MS = 60_000;
const REMEMBERED = 5_000;

/**
 * Keeps sessions in the database until so many minutes after they were last used. A session that
 * did not change is written at most once a minute.
 */
export function makeSessionStore(
  database: Database,
  idleMinutes: number,
  now: () => number = Date.now,
): SessionStore {
  const written = new Map<string, { readonly text: string; readonly at: number }>();
  const asSession = <T>(work: (tx: Tx) => Promise<T>) => asSystem(database, 'session', work);
  return {
    get(id, callback) {
      asSession((tx) => findSession(tx, keyOf(id), now())).then(
        (data) => callback(null, data),
        (error) => callback(error),
      );
    },
    set(id, session, callback) {
      const key = keyOf(id);
      const data = JSON.parse(JSON.stringify(session)) as Stored;
      const text = JSON.stringify({ ...data, cookie: null });
      const known = written.get(key);
      if (known && known.text === text && now() - known.at < WRITE_EVERY_MS) return callback();
      asSession((tx) => saveSession(tx, key, data, now() + idleMinutes * 60_000)).then(
        () => {
          if (written.size >= REMEMBERED) written.clear();
          written.set(key, { text, at: now() });
          callback();
        },
        (error) => callback(error),
      );
    },
    destroy(id, callback) {
      written.delete(keyOf(id));
      asSession((tx) => deleteSession(tx, keyOf(id))).then(
        () => callback(),
        (error) => callback(error),
      );
    },
    sweep: () => asSession((tx) => deleteExpired(tx, now())),
  };
}

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

async function findSession(tx: Tx, key: string, now: number): Promise<Stored | null> {
  const { rows } = await sql<{ data: Stored }>`
    select data from platform.session
    where id = ${key} and expires_at > ${new Date(now)}`.execute(tx);
  return rows[0]?.data ?? null;
}

async function saveSession(tx: Tx, key: string, data: Stored, expires: number): Promise<void> {
  await sql`
    insert into platform.session (id, data, expires_at)
    values (${key}, ${JSON.stringify(data)}::jsonb, ${new Date(expires)})
    on conflict (id) do update
      set data = excluded.data, seen_at = now(), expires_at = excluded.expires_at`.execute(tx);
}

async function deleteSession(tx: Tx, key: string): Promise<void> {
  await sql`delete from platform.session where id = ${key}`.execute(tx);
}

async function deleteExpired(tx: Tx, now: number): Promise<number> {
  const result = await sql`
    delete from platform.session where expires_at <= ${new Date(now)}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
