import { createHash } from 'node:crypto';
import type { AuthorityId } from '../../lib/index.ts';

/** One entry of the trail: who did what to which thing, and when. */
export interface AuditEntry {
  readonly id: number;
  /** To the microsecond, in UTC: `2026-01-05T10:00:00.000000Z`. */
  readonly at: string;
  readonly authorityId: AuthorityId | null;
  /** The account's id, `operator` for the command line or `system` for background work. */
  readonly actorId: string;
  readonly role: string;
  /** What was done, such as `person.read`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly detail: unknown;
}

/** What the first seal builds on. */
export const FIRST_HASH = '0'.repeat(64);

/**
 * The seal of an entry: SHA-256, in hexadecimal, over the seal before it, a line break and the
 * entry as canonical JSON. Anyone can work it out again from a copy of the two tables.
 */
export function sealOf(previousHash: string, entry: AuditEntry): string {
  const { id, at, authorityId, actorId, role, action, subjectKind, subjectId, detail } = entry;
  const sealed = { id, at, authorityId, actorId, role, action, subjectKind, subjectId, detail };
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(sealed)}`)
    .digest('hex');
}

/** JSON with the names of every object in order and no spaces, so that equal values look equal. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** A seal with the entry that it seals, null when that entry is gone. */
export interface SealedEntry {
  readonly position: number;
  readonly hash: string;
  readonly entry: AuditEntry | null;
}

/** What is wrong at one place of the chain. */
export interface AuditFault {
  readonly position: number;
  readonly kind: 'entry-deleted' | 'entry-changed' | 'seal-missing';
}

/** Where a check of the chain stands: what the next seal must build on. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/** The beginning of every chain. */
export const CHAIN_START: ChainHead = { position: 0, hash: FIRST_HASH };

/** Checks the next seals of a chain, in order of position, and says where the chain then stands. */
export function checkSeals(
  head: ChainHead,
  seals: readonly SealedEntry[],
): { readonly head: ChainHead; readonly faults: readonly AuditFault[] } {
  const faults: AuditFault[] = [];
  let { position, hash } = head;
  for (const seal of seals) {
    if (seal.position !== position + 1) {
      faults.push({ position: position + 1, kind: 'seal-missing' });
    } else if (seal.entry === null) {
      faults.push({ position: seal.position, kind: 'entry-deleted' });
    } else if (sealOf(hash, seal.entry) !== seal.hash) {
      faults.push({ position: seal.position, kind: 'entry-changed' });
    }
    ({ position, hash } = seal);
  }
  return { head: { position, hash }, faults };
}

/** The words for what was done: `person.read` gives `Person: read`. */
export function actionWords(action: string): string {
  const [kind = '', ...what] = action.replaceAll('-', ' ').split('.');
  const subject = kind.charAt(0).toUpperCase() + kind.slice(1);
  return what.length === 0 ? subject : `${subject}: ${what.join(' ')}`;
}
