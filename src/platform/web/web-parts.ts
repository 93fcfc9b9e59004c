import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Database, Tx } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Assets } from './assets.ts';
import type { AuditNote, Page, SessionData } from './page.ts';
import type { SessionStore } from './sessions.store.ts';
import type { RenderPage, Shell } from './templates.ts';

/** Someone who is signed in: how the database and the pages see them, and what surrounds a page. */
export interface Visitor {
  readonly actor: Actor;
  readonly shell: Partial<Shell>;
}

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
  findVisitor(session: SessionData): Promise<Visitor | null>;
  recordAudit(tx: Tx, actor: Actor, note: AuditNote): Promise<void>;
  /** Where someone who is not signed in is sent. */
  readonly signInAddress: string;
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
