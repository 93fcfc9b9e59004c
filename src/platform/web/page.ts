import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';

/** Says whether an actor may open a page; made by `govern`, which knows what actors are. */
export interface Who {
  /** In words, for the access matrix, such as `analyst, manager`. */
  readonly label: string;
  allows(actor: Actor | null): boolean;
}

/** What opening a page leaves in the audit trail. */
export type Audit =
  /** Nothing: the page shows no person and changes nothing. */
  | 'none'
  /** A read of one person: the handler must call `request.audit`, else the page fails. */
  | 'reads-person'
  /** A change: the handler must call `request.audit`, else the page fails. */
  | 'changes';

/** One entry for the audit trail, written in the page's own transaction. */
export interface AuditNote {
  /** What was done, such as `person.read`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * A request as a page sees it: already allowed, inside the actor's transaction. On an open page
 * nobody is known yet: there is no transaction, and using `tx` throws.
 */
export interface PageRequest {
  readonly tx: Tx;
  readonly actor: Actor;
  /** Parts of the address, such as `id` in `/people/:id`. */
  readonly params: Readonly<Record<string, string>>;
  /** The query; of a repeated name the first value. */
  readonly query: Readonly<Record<string, string>>;
  /** Every value of a repeated name in the query, for filters. */
  all(name: string): readonly string[];
  /** The fields of a posted form, trimmed. */
  readonly form: Readonly<Record<string, string>>;
  /** The address with its query, for links back. */
  readonly url: string;
  readonly session: SessionData;
  /** Files sent with a form, kept on disk; only on pages with `upload`. */
  readonly files: readonly UploadedFile[];
  audit(note: AuditNote): Promise<void>;
}

/** A file that someone sent, as the server kept it. */
export interface UploadedFile {
  readonly field: string;
  /** The name on the sender's machine, without folders; for messages only. */
  readonly name: string;
  readonly path: string;
  readonly byteCount: number;
}

/** What a session remembers; kept in the database, never in the cookie. */
export interface SessionData {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** What a page answers. */
export type PageAnswer =
  | {
      readonly template: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly status?: number;
      /** The words of `<title>` where they depend on what is shown: the finding. */
      readonly title?: string;
      /** The way back up, from the home page to the page above this one. */
      readonly breadcrumbs?: readonly { readonly href: string; readonly text: string }[];
    }
  | { readonly redirect: string }
  | {
      readonly file: string | Uint8Array;
      readonly type: string;
      /** The name to save it under; shown in place when left out. */
      readonly name?: string;
    }
  | { readonly json: unknown; readonly status?: number };

/** A page: its address, who may open it, what is audited, and its handlers. */
export interface Page {
  /** The address, such as `/people/:id`. */
  readonly url: string;
  /** The words of `<title>` and of the access matrix. */
  readonly title: string;
  readonly who: Who;
  readonly audit: Audit;
  /** Pages that need no sign-in, such as the sign-in page itself. */
  readonly open?: true;
  /** What was typed is kept when its sender's time has run out; see `typedBefore`. */
  readonly keepsForm?: true;
  /** Takes files with its form; they are kept before the handler runs. */
  readonly upload?: true;
  get?(request: PageRequest): Promise<PageAnswer>;
  post?(request: PageRequest): Promise<PageAnswer>;
}

/** Defines a page; `who` and `audit` have no default, so a forgotten check does not compile. */
export function definePage(page: Page): Page {
  return page;
}

/** An error of one field of a form, as a sentence that says what to do. */
export interface FieldError {
  readonly field: string;
  readonly sentence: string;
}

/** A form read: its value, or what is wrong with it, with what was typed. */
export type FormResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };
