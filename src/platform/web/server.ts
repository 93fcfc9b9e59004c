import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import session, { type SessionStore as SessionPlugin } from '@fastify/session';
import serveStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Database, Tx } from '../database/database.ts';
import { describeError, type Log, newReference } from '../log.ts';
import type { Assets } from './assets.ts';
import { answerPage } from './answer.ts';
import type { AuditNote, Page, SessionData } from './page.ts';
import { sharedSecret } from './secret.store.ts';
import type { SessionStore } from './sessions.store.ts';
import type { RenderPage, Shell } from './templates.ts';

/** Everything that the web needs from the wings; `app.ts` puts it together. */
export interface WebParts {
  readonly config: Config;
  readonly database: Database;
  readonly log: Log;
  readonly assets: Assets;
  readonly render: RenderPage;
  readonly pages: readonly Page[];
  readonly sessions: SessionStore;
  /** Who is signed in, by what the session remembers; null for nobody. */
  findActor(session: SessionData): Promise<Actor | null>;
  recordAudit(tx: Tx, actor: Actor, note: AuditNote): Promise<void>;
  /** What surrounds a page, for this person. */
  shellFor(actor: Actor | null, session: SessionData): Promise<Partial<Shell>>;
  /** Where someone who is not signed in is sent. */
  readonly signInAddress: string;
}

/** Builds the web server; `app.ts` listens. */
export async function webServer(parts: WebParts): Promise<FastifyInstance> {
  const { config } = parts;
  const app = fastify({
    logger: false,
    trustProxy: config.publicUrl !== null,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
  });
  await protect(app, parts);
  await app.register(serveStatic, {
    root: parts.assets.folder,
    prefix: `/assets/${parts.assets.hash}/`,
    immutable: true,
    maxAge: '365d',
  });
  for (const page of parts.pages) addPage(app, parts, page);
  app.setNotFoundHandler((request, reply) => sendError(parts, request, reply, 404));
  app.setErrorHandler((error, request, reply) => handleError(parts, error, { request, reply }));
  return app;
}

async function protect(app: FastifyInstance, parts: WebParts): Promise<void> {
  const { config } = parts;
  const isSecure = config.publicUrl?.startsWith('https:') ?? false;
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(rateLimit, { max: config.requestsPerMinute, timeWindow: '1 minute' });
  await app.register(cookie);
  await app.register(session, {
    secret: await sharedSecret(parts.database, () => randomBytes(32).toString('hex')),
    // Its type wants the plugin's own session object; what is kept is the same as JSON.
    store: parts.sessions as unknown as SessionPlugin,
    cookieName: 'headwater',
    cookie: {
      secure: isSecure,
      httpOnly: true,
      sameSite: 'lax',
      maxAge: config.idleMinutes * 60_000,
    },
    rolling: true,
    saveUninitialized: false,
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session' });
  await app.register(formbody);
  await app.register(multipart, {
    limits: { fileSize: config.uploadMegabytes * 1_048_576, files: 40, fields: 50 },
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function addPage(app: FastifyInstance, parts: WebParts, page: Page): void {
  const answer = (method: 'get' | 'post') => async (request: FastifyRequest, reply: FastifyReply) =>
    answerPage(parts, page, { method, request, reply, app });
  if (page.get) app.get(page.url, answer('get'));
  if (page.post) app.post(page.url, answer('post'));
}

const STATUS_OF_KIND: Readonly<Record<string, number>> = {
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  limit: 413,
  invalid: 400,
};

/** The one place where a rule's "no" and our own failures become a status and a page. */
async function handleError(
  parts: WebParts,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const known = error as { name?: string; kind?: string; message?: string; statusCode?: number };
  if (known.name === 'Refusal') {
    const status = STATUS_OF_KIND[known.kind ?? ''] ?? 400;
    return sendError(parts, request, reply, status, known.message ?? '');
  }
  const status = known.statusCode ?? 500;
  if (status < 500) return sendError(parts, request, reply, status);
  const reference = newReference();
  const route = request.routeOptions.url ?? '';
  parts.log.error('page.failed', { reference, route, error: describeError(error) });
  return sendError(parts, request, reply, 500, reference);
}

/** Answers with an error page in the person's own shell, or plain when even that fails. */
async function sendError(
  parts: WebParts,
  request: FastifyRequest,
  reply: FastifyReply,
  ...[status, words = '']: [number, string?]
): Promise<FastifyReply> {
  const sessionData = sessionOf(request);
  let shell: Partial<Shell> = {};
  try {
    shell = await parts.shellFor(await parts.findActor(sessionData), sessionData);
  } catch {
    shell = {};
  }
  const html = parts.render(
    'platform/web/blocks/error-page.njk',
    status === 500
      ? { status, reference: words, reason: '' }
      : { status, reference: '', reason: words },
    wholeShell(shell, { title: `Error ${status}`, url: request.url, reply }),
  );
  return reply.status(status).type('text/html; charset=utf-8').send(html);
}

/** Fills a shell up with what an unknown visitor sees. */
export function wholeShell(
  shell: Partial<Shell>,
  own: {
    readonly title: string;
    readonly url: string;
    readonly reply: FastifyReply;
    readonly csrfToken?: string;
  },
): Shell {
  return {
    actorName: null,
    roleName: null,
    agencyName: null,
    navigation: [],
    demo: false,
    messages: [],
    csrfToken: own.csrfToken ?? '',
    cspNonce: (own.reply as { cspNonce?: { script: string } }).cspNonce?.script ?? '',
    ...shell,
    title: own.title,
    url: own.url,
  };
}

/** What this request's session remembers. */
export function sessionOf(request: FastifyRequest): SessionData {
  return {
    get: (key) => (request.session as { get(name: string): unknown }).get(key),
    set: (key, value) =>
      (request.session as { set(name: string, v: unknown): void }).set(key, value),
  };
}
