import { type Agency, listAgencies, roleOf } from '../../govern/index.ts';
import { type CaseMix, compareCaseMix, type FinancialYear, refuse } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import { codeWords, REFERRAL_SOURCE_CODES } from '../../record/index.ts';
import { readChoice, readYear } from '../cost/cost-asked.ts';
import {
  casesOf,
  othersAreFew,
  type ReferralKind,
  type Referrer,
  type ReferralTable,
  referralTable,
  type ReferrerKind,
  sourceKey,
} from './referral-table.ts';
import { referralCounts, referralKinds } from './referrals.store.ts';

/** Which referrers are asked for. */
export interface ReferrersAsked {
  readonly by: ReferrerKind;
  readonly year: FinancialYear;
}

/** Reads by and year; refuses what makes no sense, in words. */
export async function readReferrersAsked(
  tx: Tx,
  given: Readonly<Record<string, string | undefined>>,
): Promise<ReferrersAsked> {
  return {
    by: readChoice(given.by ?? 'agency', ['agency', 'source'] as const, 'by'),
    year: await readYear(tx, given.year),
  };
}

/** The year in which a financial year starts. */
export function startYear(year: FinancialYear): number {
  return Number(year.slice(0, 4));
}

/** All referrals of a year as counted, before anybody's view of them. */
export async function readTable(tx: Tx, year: FinancialYear): Promise<ReferralTable> {
  return referralTable(await referralCounts(tx, startYear(year)));
}

/** The only agency whose referrals an actor sees one by one; null for those who see all. */
export function onlyAgencyOf(actor: Actor): string | null {
  const role = roleOf(actor);
  if (role !== 'partner' && role !== 'provider') return null;
  return actor.settings['headwater.agency'] || '0';
}

/** Refuses an agency that this actor may not see: a partner or provider sees its own alone. */
export function checkMaySee(actor: Actor, agency: string): void {
  const own = onlyAgencyOf(actor);
  if (own === null || own === agency) return;
  const sentence =
    'Another agency\u2019s referrals are shown to that agency and the council. You see your own ' +
    'and the total.';
  throw refuse('other-agency', 'forbidden', sentence);
}

/**
 * The referrers whom an actor sees one by one: of agencies a partner sees its own; sources of the
 * census are shown to the council alone, since they are other agencies by another name.
 */
export function referrersFor(actor: Actor, table: ReferralTable, by: ReferrerKind): Referrer[] {
  const own = onlyAgencyOf(actor);
  if (own === null) return [...table[by]];
  return by === 'agency' ? table.agency.filter((one) => one.key === own) : [];
}

/** The total, with what would tell a partner of the few referrals of all others left out. */
export function totalFor(actor: Actor, total: Referrer, shown: readonly Referrer[]): Referrer {
  const [own] = shown;
  if (onlyAgencyOf(actor) === null || own === undefined) return total;
  const counts = [
    'referrals',
    'at-referral',
    'after-assessment',
    'in-help',
    're-referrals',
  ] as const;
  const extra = counts.filter((count) => othersAreFew(total, own, count));
  return { ...total, hidden: new Set([...total.hidden, ...extra]) };
}

/** The names of referrers by key. */
export async function namesOf(tx: Tx, by: ReferrerKind): Promise<(key: string) => string> {
  if (by === 'source') {
    return (key) => (key === 'none' ? 'Not recorded' : codeWords(REFERRAL_SOURCE_CODES, key));
  }
  const names = new Map((await listAgencies(tx)).map((agency) => [String(agency.id), agency.name]));
  return (key) => names.get(key) ?? 'Not recorded';
}

/** One agency by its number in an address; refuses what is no agency here. */
export async function readAgency(tx: Tx, text: string | undefined): Promise<Agency> {
  const agency = (await listAgencies(tx)).find((one) => String(one.id) === text);
  if (agency) return agency;
  throw refuse('no-such-agency', 'not-found', 'There is no such agency in this partnership.');
}

/** Says of each referrer what the same referrals from all others here led to. */
export async function compareReferrers(
  tx: Tx,
  { by, year }: ReferrersAsked,
): Promise<(key: string) => CaseMix | null> {
  const kinds = await referralKinds(tx, startYear(year));
  const keyOf = (one: ReferralKind) =>
    by === 'agency' ? String(one.agency_id) : sourceKey(one.source);
  return (key) =>
    compareCaseMix(
      casesOf(kinds, (one) => keyOf(one) === key),
      casesOf(kinds, (one) => keyOf(one) !== key),
    );
}
