import type { PageRequest, SessionData } from './page.ts';

const KEY = 'typed';
/** More than this is not kept: a session is no store of files. */
const MOST_LETTERS = 250_000;

/** The hidden field by which a form says whose it is: only they see again what was typed. */
export const TYPED_BY = '_by';

interface TypedForm {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** The headers by which a browser says from where a form was sent. */
interface SentFrom {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/** Whether a form was sent by a page of this server, as the browser itself says. */
export function isSentFromHere(headers: SentFrom): boolean {
  if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-site'] === 'same-origin';
  const { origin = '', host = '' } = headers;
  return host !== '' && URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Keeps what was sent after its sender's time had run out, until they have signed in again; gives
 * whether it could. Nothing is done with it but to show it to whom it is of.
 */
export function keepTyped(session: SessionData, { path, form }: TypedForm): boolean {
  const { _csrf: _, ...typed } = form;
  if (!typed[TYPED_BY] || JSON.stringify(typed).length > MOST_LETTERS) return false;
  session.set(KEY, { path, form: typed } satisfies TypedForm);
  return true;
}

/** What this person had typed on this page when their time ran out; null where there is nothing. */
export function typedBefore({
  session,
  url,
  actor,
}: Pick<PageRequest, 'session' | 'url' | 'actor'>): Readonly<Record<string, string>> | null {
  const kept = session.get(KEY) as TypedForm | undefined;
  if (kept === undefined || kept.path !== pathOf(url)) return null;
  return kept.form[TYPED_BY] === actor.id ? kept.form : null;
}

/** Forgets what was typed on a page: it was sent again, or is not wanted any more. */
export function forgetTyped({ session, url }: Pick<PageRequest, 'session' | 'url'>): void {
  const kept = session.get(KEY) as TypedForm | undefined;
  if (kept?.path === pathOf(url)) session.set(KEY, undefined);
}

/** An address without its query. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
