import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type AppParts, buildApp } from '../src/app.ts';
import { type Role, startSession } from '../src/govern/index.ts';
import type { AccountId, AgencyId } from '../src/lib/index.ts';
import {
  type Database,
  loadConfig,
  RENEW_SESSION,
  type SessionData,
  silentLog,
} from '../src/platform/index.ts';

/** Someone to be, without a password: an account in a role at an agency. */
export interface Visitor {
  readonly accountId: AccountId;
  readonly agencyId: AgencyId;
  readonly role: Role;
}

/** The whole web app over a database of the tests, and a way to be someone. */
export interface TestWeb {
  readonly app: FastifyInstance;
  readonly parts: AppParts;
  /** Signs someone in; gives the cookie that their browser would send. */
  cookieOf(visitor: Visitor): Promise<string>;
  close(): Promise<void>;
}

/** What the app is made of in tests: its files in a folder of their own, and no limit of speed. */
export function testParts(database: Database, settings: Record<string, string> = {}): AppParts {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-web-'));
  const environment = {
    HEADWATER_FOLDER: folder,
    HEADWATER_PORT: '0',
    HEADWATER_DEMO: 'yes',
    HEADWATER_REQUESTS_PER_MINUTE: '1000000000',
    ...settings,
  };
  return { config: loadConfig(environment), database, log: silentLog };
}

/** Builds the app, with one address more: there a test signs in as whoever it says. */
export async function testWeb(
  database: Database,
  settings: Record<string, string> = {},
): Promise<TestWeb> {
  const parts = testParts(database, settings);
  const app = await buildApp(parts);
  app.get<{ Querystring: Record<string, string> }>('/be', async (request, reply) => {
    const { account, agency, role } = request.query;
    const session = request.session as unknown as SessionData;
    startSession(session, {
      accountId: Number(account) as AccountId,
      membership: { agencyId: Number(agency) as AgencyId, role: role as Role },
    });
    // The session is new as it is: its id need not change once more.
    session.set(RENEW_SESSION, undefined);
    return reply.send('signed in');
  });
  await app.ready();
  return {
    app,
    parts,
    cookieOf: async ({ accountId, agencyId, role }) => {
      const url = `/be?account=${accountId}&agency=${agencyId}&role=${role}`;
      const { cookies } = await app.inject({ url });
      const cookie = cookies.find((one) => one.name === 'headwater');
      if (!cookie) throw new Error('signing in left no cookie');
      return `headwater=${cookie.value}`;
    },
    close: async () => {
      await app.close();
      rmSync(parts.config.folder, { recursive: true, force: true });
    },
  };
}
