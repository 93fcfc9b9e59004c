import { randomBytes } from 'node:crypto';
import type { SessionStore as SessionPlugin } from '@fastify/session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError, newReference } from '../log.ts';
import { answerPage } from './answer.ts';
import type { Page } from './page.ts';
import { sharedSecret } from './secret.store.ts';
import type { Shell } from './templates.ts';
import { sessionOf, type WebParts, wholeShell } from './web-parts.ts';

/** Builds the web server; `app.ts` listens. */
export async function webServer(parts: WebParts): Promise<FastifyInstance> {
  const { config } = parts;
  const { fastify, serveStatic } = await webLibraries();
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

/** Loaded when a server starts: commands need none of it, and start sooner without. */
async function webLibraries() {
  const [{ fastify }, serveStatic, helmet, rateLimit, cookie, session, csrf, formbody, multipart] =
    await Promise.all([
      import('fastify'),
      import('@fastify/static'),
      import('@fastify/helmet'),
      import('@fastify/rate-limit'),
      import('@fastify/cookie'),
      import('@fastify/session'),
      import('@fastify/csrf-protection'),
      import('@fastify/formbody'),
      import('@fastify/multipart'),
    ]);
  return {
    fastify,
    serveStatic: serveStatic.default,
    helmet: helmet.default,
    rateLimit: rateLimit.default,
    cookie: cookie.default,
    session: session.default,
    csrf: csrf.default,
    formbody: formbody.default,
    multipart: multipart.default,
  };
}

async function protect(app: FastifyInstance, parts: WebParts): Promise<void> {
  const { config } = parts;
  const { helmet, rateLimit, cookie, session, csrf, formbody, multipart } = await webLibraries();
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

/** The status with which a kind of refusal is answered. */
export function statusOfRefusal(kind: string | undefined): number {
  return STATUS_OF_KIND[kind ?? ''] ?? 400;
}

/** The one place where a rule's "no" and our own failures become a status and a page. */
async function handleError(
  parts: WebParts,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const known = error as { name?: string; kind?: string; message?: string; statusCode?: number };
  if (known.name === 'Refusal') {
    const status = statusOfRefusal(known.kind);
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
  let csrfToken = '';
  try {
    shell = (await parts.findVisitor(sessionData))?.shell ?? {};
    csrfToken = reply.generateCsrf();
  } catch {
    shell = {};
  }
  const html = parts.render(
    'platform/web/blocks/error-page.njk',
    status === 500
      ? { status, reference: words, reason: '' }
      : { status, reference: '', reason: words },
    wholeShell(shell, { title: `Error ${status}`, url: request.url, reply, csrfToken }),
  );
  return reply.status(status).type('text/html; charset=utf-8').send(html);
}
