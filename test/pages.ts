import {
  type Actor,
  type AuditNote,
  asActor,
  type Database,
  openTemplates,
  type Page,
  type PageAnswer,
  type PageRequest,
  type RenderPage,
  type SessionData,
  type Tx,
} from '../src/platform/index.ts';

/** What a test asks of a page. */
export interface PageQuestion {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** The fields of the form; with them the page is posted to. */
  readonly form?: Readonly<Record<string, string>>;
  readonly session?: SessionData;
}

/** What a page answered: its answer, its HTML when it has any, and what went into the trail. */
export interface PageReply {
  readonly answer: PageAnswer;
  readonly html: string;
  readonly notes: readonly AuditNote[];
}

let rendering: Promise<RenderPage> | null = null;

/** Asks a page as an actor (null: nobody is signed in), and renders its answer. */
export async function askPage(
  database: Database,
  page: Page,
  actor: Actor | null,
  question: PageQuestion = {},
): Promise<PageReply> {
  if (!page.who.allows(actor)) throw new Error(`${page.url} is not for this role`);
  const run = question.form ? page.post : page.get;
  if (!run) throw new Error(`${page.url} does not answer that`);
  const notes: AuditNote[] = [];
  const request = (tx: Tx): PageRequest => ({
    tx,
    actor: actor ?? { id: '', settings: {} },
    params: question.params ?? {},
    query: question.query ?? {},
    all: (name) => [question.query?.[name] ?? []].flat(),
    form: question.form ?? {},
    files: [],
    url: page.url,
    session: question.session ?? aSession(),
    audit: async (note) => {
      notes.push(note);
    },
  });
  const answer =
    page.open || actor === null
      ? await run(request(undefined as unknown as Tx))
      : await asActor(database, actor, (tx) => run(request(tx)));
  return { answer, html: await htmlOf(page, answer, question), notes };
}

async function htmlOf(page: Page, answer: PageAnswer, question: PageQuestion): Promise<string> {
  if (!('template' in answer)) return '';
  rendering ??= openTemplates({ assetHash: 'test', version: '0.0.0' });
  const render = await rendering;
  return render(
    answer.template,
    { ...answer.data, query: question.query ?? {} },
    {
      title: answer.title ?? page.title,
      actorName: null,
      roleName: null,
      agencyName: null,
      navigation: [],
      demo: false,
      csrfToken: 'token',
      cspNonce: 'nonce',
      url: page.url,
      messages: [],
      ...(answer.breadcrumbs ? { breadcrumbs: answer.breadcrumbs } : {}),
    },
  );
}

/** A session in memory. */
export function aSession(): SessionData {
  const data = new Map<string, unknown>();
  return { get: (key) => data.get(key), set: (key, value) => void data.set(key, value) };
}
