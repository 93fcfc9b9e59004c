import { pence, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { FundingStream, Payment, SpendingNeed } from './streams.ts';
import {
  type KeptCommitment,
  listCommitments,
  listKeptNeeds,
  listKeptStreams,
} from './streams.store.ts';

/** All money with rules, what is to be paid, and what was committed. */
export interface Money {
  readonly streams: readonly FundingStream[];
  readonly needs: readonly SpendingNeed[];
  /** One for each stream, year given, need and year spent, all its entries added up. */
  readonly committed: readonly Payment[];
  readonly entries: readonly KeptCommitment[];
}

const READ = new WeakMap<Tx, Promise<Money>>();

/** Reads all money of the authority, once for all that a page asks of it. */
export function readMoney(tx: Tx): Promise<Money> {
  const reading = READ.get(tx) ?? loadMoney(tx);
  READ.set(tx, reading);
  return reading;
}

/** Forgets what was read, after something was changed in this transaction. */
export function forgetMoney(tx: Tx): void {
  READ.delete(tx);
}

async function loadMoney(tx: Tx): Promise<Money> {
  const streams = (await listKeptStreams(tx)).map(({ content }) => content);
  const needs = (await listKeptNeeds(tx)).map(({ content }) => content);
  const entries = await listCommitments(tx);
  const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
    a.name.localeCompare(b.name);
  return {
    streams: streams.toSorted(byName),
    needs: needs.toSorted(byName),
    committed: addedUp(entries),
    entries,
  };
}

/** Adds up entries of the same stream, years and need; what comes to nothing is left out. */
export function addedUp(entries: readonly Payment[]): readonly Payment[] {
  const sums = new Map<string, Payment>();
  for (const { stream, grantedYear, need, spentYear, amountPence } of entries) {
    const key = [stream, grantedYear, need, spentYear].join('/');
    const before = sums.get(key)?.amountPence ?? 0;
    const sum = pence(before + amountPence);
    sums.set(key, { stream, grantedYear, need, spentYear, amountPence: sum });
  }
  return [...sums.values()].filter((one) => one.amountPence !== 0);
}

/** A funding stream as others name it. */
export interface StreamName {
  readonly code: string;
  readonly name: string;
}

/** Every funding stream of the authority by code and name, for whoever refers to one. */
export async function listStreams(tx: Tx): Promise<readonly StreamName[]> {
  return (await readMoney(tx)).streams.map(({ code, name }) => ({ code, name }));
}

/** A stream by its code; refuses one that is not there. */
export function streamOf({ streams }: Money, code: string | undefined): FundingStream {
  const found = streams.find((one) => one.code === code);
  if (found) return found;
  throw refuse('no-such-stream', 'not-found', 'There is no such funding stream here.');
}

/** Something to be paid by its code; refuses one that is not there. */
export function needOf({ needs }: Money, code: string | undefined): SpendingNeed {
  const found = needs.find((one) => one.code === code);
  if (found) return found;
  throw refuse('no-such-need', 'not-found', 'There is nothing to be paid with this name.');
}
