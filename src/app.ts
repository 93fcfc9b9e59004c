import type { FastifyInstance } from 'fastify';
import {
  anyone,
  anyoneSignedIn,
  findActor,
  governPages,
  recordAudit,
  ROLE_WORDS,
  thoseWhoLoadFiles,
  thoseWhoSeeFigures,
} from './govern/index.ts';
import { homePage } from './home.page.ts';
import { navigationFor } from './navigation.ts';
import {
  type Config,
  type Database,
  figurePage,
  frozenFigurePages,
  handbookErrorPage,
  handbookFigurePage,
  handbookPage,
  isLoopback,
  jobEvents,
  jobProgress,
  type Log,
  makeSessionStore,
  missingMigrations,
  openTemplates,
  type Page,
  platformJobPages,
  prepareAssets,
  type SessionData,
  asSystem,
  type Visitor,
  webServer,
} from './platform/index.ts';
import { questionsPage } from './questions.page.ts';
import { allowOtherSites, openReferralPages, safeLinkPages } from './record/index.ts';
import { referencePage } from './reference.page.ts';
import { staticPages } from './static-pages.ts';
import { VERSION } from './version.ts';
import { FROZEN, MEASURES, PAGES } from './wings.ts';

/** What the web app is made of. */
export interface AppParts {
  readonly config: Config;
  readonly database: Database;
  readonly log: Log;
}

/** Every page there is: what the server serves and the access matrix lists. */
export function allPages(parts: AppParts): readonly Page[] {
  const { config, database } = parts;
  return [
    homePage,
    questionsPage,
    ...governPages({ database, oneClick: offersOneClick(config) }),
    ...PAGES,
    ...safeLinkPages({ database, origin: originOf(config) }),
    ...openReferralPages(database),
    figurePage(MEASURES, thoseWhoSeeFigures, FROZEN.mayFreeze),
    ...frozenFigurePages(FROZEN),
    ...platformJobPages(thoseWhoLoadFiles, PAGES),
    handbookPage(anyoneSignedIn),
    handbookFigurePage(anyoneSignedIn),
    handbookErrorPage(anyoneSignedIn),
    referencePage,
    ...staticPages(anyone),
  ];
}

/** Under which address people reach this server, for links that they are sent. */
function originOf({ publicUrl, host, port }: Config): string {
  return publicUrl?.replace(/\/$/, '') ?? `http://${host}:${port}`;
}

/** One-click sign-in is for the demo on one's own machine, with no proxy that lets others in. */
export function offersOneClick(config: Config): boolean {
  return config.demo && config.publicUrl === null && isLoopback(config.host);
}

/** The web app in readable order: templates and assets, pages, then what machines ask. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, database, log } = parts;
  const assets = await prepareAssets();
  const render = await openTemplates({ assetHash: assets.hash, version: VERSION });
  const app = await webServer({
    config,
    database,
    log,
    assets,
    render,
    pages: allPages(parts),
    sessions: makeSessionStore(database, config.idleMinutes),
    findVisitor: (session) => findVisitor(database, session),
    recordAudit,
    signInAddress: '/sign-in',
  });
  allowOtherSites(app);
  addHealth(app, database);
  addJobEvents(app, parts);
  return app;
}

/** Who is signed in, and what surrounds their pages. */
async function findVisitor(database: Database, session: SessionData): Promise<Visitor | null> {
  const found = await findActor(database, session);
  if (found === null) return null;
  const { person, actor } = found;
  const shell = {
    actorName: person.name,
    roleName: ROLE_WORDS[person.role],
    agencyName: person.agencyName,
    navigation: navigationFor(actor),
    demo: person.isMadeUp,
    otherRoles: person.choices.length > 1,
    ...(thoseWhoLoadFiles.allows(actor) ? { loadHref: '/returns' } : {}),
  };
  return { actor, shell };
}

/** `/health`: the process answers. `/ready`: the database does too, and is migrated. */
function addHealth(app: FastifyInstance, database: Database): void {
  app.get('/health', async () => ({ status: 'up', version: VERSION }));
  app.get('/ready', async (_request, reply) => {
    try {
      await asSystem(database, 'readiness', async () => {});
      const missing = await missingMigrations(database);
      if (missing.length === 0) return { status: 'ready', version: VERSION };
      return reply.status(503).send({ status: 'not migrated', missing });
    } catch {
      return reply.status(503).send({ status: 'database does not answer' });
    }
  });
}

/** Progress of a job as server-sent events, for whoever may see the job. */
function addJobEvents(app: FastifyInstance, { database }: AppParts): void {
  app.get<{ Params: { id: string } }>('/jobs/:id/events', async (request, reply) => {
    const session = request.session as unknown as SessionData;
    const found = await findActor(database, { get: (k) => session.get(k), set: () => {} });
    if (found === null) return reply.status(401).send();
    if (!thoseWhoLoadFiles.allows(found.actor)) return reply.status(403).send();
    const stop = new AbortController();
    request.raw.on('close', () => stop.abort());
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    try {
      const id = Number(request.params.id) as Parameters<typeof jobEvents>[2];
      for await (const view of jobEvents(database, found.actor, id, stop.signal)) {
        reply.raw.write(`data: ${JSON.stringify(jobProgress(view))}\n\n`);
      }
    } catch {
      reply.raw.write('event: gone\ndata: {}\n\n');
    }
    reply.raw.end();
    return reply;
  });
}
