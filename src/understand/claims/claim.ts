import type { Claim } from './claims-file.ts';

/** What was found after a claim was made. */
export const STANDINGS = ['against', 'qualified', 'supported', 'none-known'] as const;

/** The weight of later evidence on a claim. */
export type Standing = (typeof STANDINGS)[number];

/** What later evidence says: one finding against it outweighs any number for it. */
export function standingOf({ later }: Pick<Claim, 'later'>): Standing {
  if (later.some((one) => one.standing === 'contradicts')) return 'against';
  if (later.some((one) => one.standing === 'qualifies')) return 'qualified';
  return later.length > 0 ? 'supported' : 'none-known';
}

/** Where a claim may stand. */
export const USES = ['yes', 'context', 'no'] as const;

/** Whether a claim may be used in a business case, as background only, or not at all, and why. */
export interface Use {
  readonly use: (typeof USES)[number];
  readonly reasons: readonly string[];
}

/**
 * The rule for business cases; ours. A claim may not be used when nobody here has read it, it does
 * not say who gains, no fair comparison or model is behind it, or later evidence is against it. It
 * is background only when it says what something costs, not what help changes, was found in another
 * country without confirmation, or states no price year. Else it may, with its range and who gains.
 */
export function useOf(claim: Claim): Use {
  const no: string[] = [];
  if (claim.checked === 'recalled') no.push('Nobody here has read it in a source.');
  if (claim.perspective === 'not-stated' || claim.perspective === 'mixed') {
    no.push('It does not say who gains.');
  }
  if (['none-stated', 'before-after', 'case-review'].includes(claim.evidence)) {
    no.push('No fair comparison is behind it.');
  }
  if (standingOf(claim) === 'against') no.push('Later evidence is against it.');
  if (no.length > 0) return { use: 'no', reasons: no };
  const context: string[] = [];
  if (claim.isCost) context.push('It says what something costs, not what help would change.');
  const isConfirmed = claim.later.some((one) => one.standing === 'supports');
  if (claim.country !== 'United Kingdom' && !isConfirmed) {
    context.push('It was found in another country, and nothing from here confirms it.');
  }
  if (claim.priceYear.startsWith('not stated')) context.push('It states no price year.');
  if (context.length > 0) return { use: 'context', reasons: context };
  return { use: 'yes', reasons: ['Say who gains, over how long and in whose prices.'] };
}

/** Plain words for each choice of a claim. */
export const CLAIM_WORDS = {
  'public-purse': 'Public bodies',
  society: 'Society as a whole',
  participant: 'Those taking part',
  mixed: 'Mixed, not told apart',
  'not-stated': 'Not stated',
  'early-years': 'Before school',
  'school-age': 'School age',
  adolescence: 'Teenagers',
  'whole-family': 'Whole families',
  'all-ages': 'All ages',
  against: 'Against it',
  qualified: 'Qualifies it',
  supported: 'For it',
  'none-known': 'None known',
  yes: 'May be used',
  context: 'Background only',
  no: 'Not to be used',
  trial: 'A random trial',
  comparison: 'A fair comparison group',
  model: 'A model of studies and assumptions',
  'before-after': 'Before and after, without comparison',
  'case-review': 'A review of cases',
  'none-stated': 'None stated',
  'benefits-over-costs': 'Benefits over costs',
  'savings-over-costs': 'Savings over costs',
  amount: 'Amount',
  share: 'Share',
  read: 'Read in the source',
  quoted: 'Read as others quote it',
  recalled: 'From memory; never to be used',
  supports: 'For it',
  qualifies: 'Qualifies it',
  contradicts: 'Against it',
} as const;
