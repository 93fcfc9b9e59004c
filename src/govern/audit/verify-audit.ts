import { asSystem, type Database } from '../../platform/index.ts';
import { type AuditFault, CHAIN_START, type ChainHead, checkSeals } from './audit.ts';
import { countUnsealed, findChainHead, listSeals } from './audit.store.ts';

/** What a check of the whole trail found. */
export interface AuditReport {
  /** How many seals were worked out again. */
  readonly checked: number;
  /** Where the chain ended; a head noted earlier must still be found in it. */
  readonly head: ChainHead;
  readonly firstFault: AuditFault | null;
  readonly changed: number;
  readonly deleted: number;
  readonly sealsMissing: number;
  readonly unsealed: number;
  /** Seconds that the oldest entry without a seal has waited. */
  readonly oldestUnsealedSeconds: number;
  /** Whether the head that was noted earlier is still in the chain; null when none was given. */
  readonly knownHeadFound: boolean | null;
}

const BATCH = 2000;

/**
 * Works out every seal again, for all authorities: the chain is one. Reads in short transactions,
 * so that others go on; `progress` hears how many of how many are done.
 */
export async function verifyAudit(
  database: Database,
  options: {
    readonly knownHead?: ChainHead;
    progress?(done: number, total: number): void;
  } = {},
): Promise<AuditReport> {
  const last = await asSystem(database, 'job', findChainHead);
  const faults: AuditFault[] = [];
  let head = CHAIN_START;
  let checked = 0;
  let knownHeadFound = options.knownHead ? false : null;
  while (head.position < last.position) {
    const after = head.position;
    const seals = await asSystem(database, 'job', (tx) => listSeals(tx, after, BATCH));
    if (seals.length === 0) break;
    const result = checkSeals(head, seals);
    faults.push(...result.faults);
    const { knownHead } = options;
    if (knownHead && seals.some((seal) => isSame(seal, knownHead))) knownHeadFound = true;
    head = result.head;
    checked += seals.length;
    options.progress?.(checked, last.position);
  }
  const unsealed = await asSystem(database, 'job', countUnsealed);
  const count = (kind: AuditFault['kind']) => faults.filter((one) => one.kind === kind).length;
  return {
    checked,
    head,
    firstFault: faults[0] ?? null,
    changed: count('entry-changed'),
    deleted: count('entry-deleted'),
    sealsMissing: count('seal-missing'),
    unsealed: unsealed.count,
    oldestUnsealedSeconds: unsealed.oldestSeconds,
    knownHeadFound,
  };
}

function isSame(one: ChainHead, other: ChainHead): boolean {
  return one.position === other.position && one.hash === other.hash;
}

/** What a report means, in sentences for a page or the command line; the first is the finding. */
export function reportWords(report: AuditReport): readonly string[] {
  const { firstFault, changed, deleted, sealsMissing, unsealed } = report;
  const broken = changed + deleted + sealsMissing > 0 || report.knownHeadFound === false;
  const words = [
    broken ? 'The audit trail was tampered with, or damaged.' : wholeWords(report.checked),
  ];
  if (firstFault) words.push(`The first fault is at position ${firstFault.position}.`);
  if (changed > 0) words.push(`Entries changed after they were sealed: ${changed}.`);
  if (deleted > 0) words.push(`Entries deleted after they were sealed: ${deleted}.`);
  if (sealsMissing > 0) words.push(`Gaps where seals are missing: ${sealsMissing}.`);
  if (report.knownHeadFound === false) {
    words.push('The seal that was noted earlier is no longer in the chain: its end was cut off.');
  }
  if (unsealed > 0) {
    const seconds = Math.round(report.oldestUnsealedSeconds);
    words.push(`Entries without a seal yet: ${unsealed}, the oldest for ${seconds} seconds.`);
  }
  return words;
}

function wholeWords(checked: number): string {
  if (checked === 0) return 'Nothing has been sealed yet, so there is nothing to check.';
  const count = checked.toLocaleString('en-GB');
  return `The audit trail is whole: all ${count} sealed entries are as they were written.`;
}
