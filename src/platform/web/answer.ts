import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../lib/index.ts';
import { type Actor, asActor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import { isSentFromHere, keepTyped, pathOf } from './kept-form.ts';
import type { AuditNote, Page, PageAnswer, PageRequest, UploadedFile } from './page.ts';
import { RENEW_SESSION } from './sessions.store.ts';
import { sessionOf, type Visitor, type WebParts, wholeShell } from './web-parts.ts';

interface Exchange {
  readonly method: 'get' | 'post';
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly app: FastifyInstance;
}

interface Sent {
  readonly form: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

/** Answers one request: who is it, may they, are the files and the form sound, then the page. */
export async function answerPage(
  parts: WebParts,
  page: Page,
  exchange: Exchange,
): Promise<FastifyReply> {
  const { request, reply, method } = exchange;
  const session = sessionOf(request);
  const visitor = await parts.findVisitor(session);
  const actor = visitor?.actor ?? null;
  if (!page.who.allows(actor)) {
    if (actor === null) {
      const isKept = method === 'post' && page.keepsForm === true && keepForm(request);
      const to = isKept ? encodeURIComponent(pathOf(request.url)) : returnTo(request);
      return reply.redirect(`${parts.signInAddress}?to=${to}`, isKept ? 303 : 302);
    }
    throw refuse('page-not-for-role', 'forbidden', 'Your role does not include this page.');
  }
  const sent = method === 'post' ? await readSent(parts, page, request) : { form: {}, files: [] };
  if (method === 'post') await checkToken(exchange, sent);
  const run = method === 'get' ? page.get : page.post;
  const answer = await inTransaction(parts, page, { actor, exchange, sent, run });
  return sendAnswer(parts, { page, answer, visitor, exchange });
}

/** Keeps what was typed until its sender has signed in again; gives whether it could. */
function keepForm(request: FastifyRequest): boolean {
  if (!isSentFromHere(request.headers)) return false;
  const path = pathOf(request.url);
  return keepTyped(sessionOf(request), { path, form: formOf(request) });
}

function returnTo(request: FastifyRequest): string {
  return encodeURIComponent(request.method === 'GET' ? request.url : '/');
}

const NOBODY: Actor = { id: '', settings: {} };

/** Open pages know nobody, so they have no transaction to see anything in. */
const NO_TRANSACTION = new Proxy({} as Tx, {
  get() {
    throw new Error('an open page has no transaction');
  },
});

async function inTransaction(
  parts: WebParts,
  page: Page,
  of: {
    readonly actor: Actor | null;
    readonly exchange: Exchange;
    readonly sent: Sent;
    readonly run: Page['get'];
  },
): Promise<PageAnswer> {
  const { actor, exchange, sent, run } = of;
  if (!run) throw refuse('no-such-page', 'not-found', 'There is no such page.');
  if (page.open || actor === null) {
    const silent = async () => {};
    return run(
      pageRequest(exchange, sent, { actor: actor ?? NOBODY, tx: NO_TRANSACTION, audit: silent }),
    );
  }
  return asActor(parts.database, actor, async (tx) => {
    let notes = 0;
    const audit = async (note: AuditNote) => {
      notes += 1;
      await parts.recordAudit(tx, actor, note);
    };
    const answer = await run(pageRequest(exchange, sent, { actor, tx, audit }));
    const mustNote =
      page.audit === 'reads-person' || (page.audit === 'changes' && exchange.method === 'post');
    const isShown = !('status' in answer) || (answer.status ?? 200) < 400;
    if (mustNote && notes === 0 && isShown) {
      throw new Error(`${page.url} left nothing in the audit trail`);
    }
    return answer;
  });
}

function pageRequest(
  { request }: Exchange,
  sent: Sent,
  own: { readonly actor: Actor; readonly tx: Tx; readonly audit: PageRequest['audit'] },
): PageRequest {
  const query = request.query as Record<string, string | string[] | undefined>;
  const all = (name: string) => [query[name] ?? []].flat();
  return {
    ...own,
    params: request.params as Record<string, string>,
    query: Object.fromEntries(
      Object.keys(query).map((name) => [name, (all(name)[0] ?? '').trim()]),
    ),
    all,
    form: sent.form,
    files: sent.files,
    url: request.url,
    session: sessionOf(request),
  };
}

async function readSent(parts: WebParts, page: Page, request: FastifyRequest): Promise<Sent> {
  if (page.upload && request.isMultipart()) return readUpload(parts, request);
  return { form: formOf(request), files: [] };
}

function formOf(request: FastifyRequest): Record<string, string> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return trimmed(Object.entries(body).map(([name, value]) => [name, textOf(value)]));
}

/** A field as text: what a name was given several times is joined, a JSON object stays JSON. */
function textOf(value: unknown): string {
  if (Array.isArray(value) || typeof value !== 'object') return [value ?? []].flat().join(';');
  return value === null ? '' : JSON.stringify(value);
}

async function readUpload(parts: WebParts, request: FastifyRequest): Promise<Sent> {
  const folder = join(parts.config.folder, 'files');
  await mkdir(folder, { recursive: true });
  const fields: [string, string][] = [];
  const files: UploadedFile[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        fields.push([part.fieldname, String(part.value)]);
        continue;
      }
      const path = join(folder, randomUUID());
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      const name = basename(part.filename.replaceAll('\\', '/')).slice(0, 200);
      const byteCount = part.file.bytesRead;
      files.push({ field: part.fieldname, name, path, byteCount });
      if (part.file.truncated) throw tooLarge(parts.config.uploadMegabytes, name);
    }
  } catch (error) {
    await Promise.all(files.map((file) => rm(file.path, { force: true })));
    throw error;
  }
  const kept = files.filter((file) => file.name !== '' && file.byteCount > 0);
  return { form: trimmed(fields), files: kept };
}

function tooLarge(megabytes: number, name: string): Error {
  return refuse(
    'upload-too-large',
    'limit',
    `${name} is larger than ${megabytes} MB, the largest file this server takes. Load it with ` +
      'the command "headwater import", or ask your administrator to raise the limit.',
  );
}

function trimmed(fields: readonly [string, string][]): Record<string, string> {
  return Object.fromEntries(fields.map(([name, value]) => [name, value.trim()]));
}

/** Refuses a form that was not made by one of our own pages in this session. */
async function checkToken(exchange: Exchange, sent: Sent): Promise<void> {
  const { request, app } = exchange;
  const body = request.body as Record<string, unknown> | undefined;
  request.body = { ...(body ?? {}), _csrf: sent.form._csrf ?? '' };
  let isOurs = false;
  // The plugin answers a wrong token by itself, at once; we want to clear up and say why instead.
  const silent = { send() {} } as unknown as FastifyReply;
  app.csrfProtection(request, silent, () => {
    isOurs = true;
  });
  if (isOurs) return;
  await Promise.all(sent.files.map((file) => rm(file.path, { force: true })));
  throw refuse(
    'form-not-ours',
    'forbidden',
    'This form was open too long, or did not come from Headwater. Go back, load the page again ' +
      'and send the form once more.',
  );
}

async function sendAnswer(
  parts: WebParts,
  of: {
    readonly page: Page;
    readonly answer: PageAnswer;
    readonly visitor: Visitor | null;
    readonly exchange: Exchange;
  },
): Promise<FastifyReply> {
  const { page, answer, visitor, exchange } = of;
  const { request, reply } = exchange;
  await renewSession(request);
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303);
  if ('json' in answer) return reply.status(answer.status ?? 200).send(answer.json);
  if ('file' in answer) {
    if (answer.name) reply.header('content-disposition', attachment(answer.name));
    return reply.type(answer.type).send(answer.file);
  }
  const session = sessionOf(request);
  // Signing in or out changes the session, so whoever it is now is asked for again.
  const now = page.open ? await parts.findVisitor(session) : visitor;
  const shell = now?.shell ?? {};
  const html = parts.render(
    answer.template,
    { ...answer.data, query: request.query },
    {
      ...wholeShell(shell, {
        title: answer.title ?? page.title,
        url: request.url,
        reply,
        csrfToken: reply.generateCsrf(),
      }),
      ...(answer.breadcrumbs ? { breadcrumbs: answer.breadcrumbs } : {}),
    },
  );
  return reply
    .status(answer.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Gives the session a new id when who is signed in has changed. */
async function renewSession(request: FastifyRequest): Promise<void> {
  const session = sessionOf(request);
  if (session.get(RENEW_SESSION) !== true) return;
  session.set(RENEW_SESSION, undefined);
  const kept = Object.keys(request.session).filter((name) => name !== 'cookie');
  await request.session.regenerate(kept as never[]);
}

function attachment(name: string): string {
  return `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`;
}
