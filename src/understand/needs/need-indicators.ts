import type { Unit } from '../../lib/index.ts';
import type { ReturnKind } from '../../record/index.ts';

/** What is counted, and out of what: children who live there, or referrals. */
export interface NeedIndicator {
  readonly code: string;
  /** In plain words, to begin a sentence. */
  readonly label: string;
  /** What is counted, for the column and the formula. */
  readonly counted: string;
  readonly unit: Extract<Unit, 'per-1000' | 'per-10000' | 'percent'>;
  /** Out of children of the place (a rate), or out of referrals (a share). */
  readonly of: 'children' | 'referrals';
  /** A level of `record.children_year` ('' is any), or a name in `understand.need_count`. */
  readonly source: { readonly level: string } | { readonly what: string };
  /** The returns that state it; without any of them it is not measured. */
  readonly returns: readonly ReturnKind[];
  /** Which published indicator of councils is near it, by its label. */
  readonly published: RegExp | null;
}

const SOCIAL_CARE: readonly ReturnKind[] = ['cin-census', 'annex-a'];
const CARE: readonly ReturnKind[] = ['ssda903', 'annex-a'];
const EARLY_HELP: readonly ReturnKind[] = ['early-help', 'annex-a'];

/** The indicators of the needs assessment that come from the record, in the order of the page. */
export const NEED_INDICATORS: readonly NeedIndicator[] = [
  {
    code: 'looked-after',
    label: 'Children looked after',
    counted: 'children looked after on any day of the year',
    unit: 'per-10000',
    of: 'children',
    source: { level: 'looked-after' },
    returns: CARE,
    published: /looked.?after.*(?:rate|per 10)|rate.*looked.?after/i,
  },
  {
    code: 'protection-plan',
    label: 'Children on a protection plan',
    counted: 'children on a protection plan on any day of the year',
    unit: 'per-10000',
    of: 'children',
    source: { level: 'child-protection' },
    returns: SOCIAL_CARE,
    published: /protection plan.*(?:rate|per 10)|rate.*protection plan/i,
  },
  {
    code: 'child-in-need',
    label: 'Children in need',
    counted: 'children whose level was child in need on any day of the year',
    unit: 'per-10000',
    of: 'children',
    source: { level: 'child-in-need' },
    returns: SOCIAL_CARE,
    published: /in need.*(?:rate|per 10)|rate.*in need/i,
  },
  {
    code: 'early-help',
    label: 'Children with early help',
    counted: 'children with early help on any day of the year',
    unit: 'per-10000',
    of: 'children',
    source: { level: 'targeted-early-help' },
    returns: EARLY_HELP,
    published: null,
  },
  {
    code: 'any-help',
    label: 'Children with any help',
    counted: 'children at any level of help on any day of the year',
    unit: 'per-1000',
    of: 'children',
    source: { level: '' },
    returns: [...SOCIAL_CARE, 'ssda903', 'early-help'],
    published: null,
  },
  {
    code: 'referrals',
    label: 'Referrals to social care',
    counted: 'referrals in the year',
    unit: 'per-10000',
    of: 'children',
    source: { what: 'referral' },
    returns: SOCIAL_CARE,
    published:
      /^(?!.*re-?referral).*referral.*(?:rate|per 10)|rates? (?:per 10,?000 )?of referrals/i,
  },
  {
    code: 're-referrals',
    label: 'Referrals within a year of an earlier one',
    counted: 'referrals within twelve months of the one before it, of the same child',
    unit: 'percent',
    of: 'referrals',
    source: { what: 'referral:again' },
    returns: SOCIAL_CARE,
    published: /re-?referral|within 12 months of a previous referral/i,
  },
  {
    code: 'no-further-action',
    label: 'Referrals closed at once with no further action',
    counted: 'referrals of the year that were closed at once with no further action',
    unit: 'percent',
    of: 'referrals',
    source: { what: 'referral:no-further-action' },
    returns: SOCIAL_CARE,
    published: /no further action/i,
  },
  {
    code: 'early-help-assessments',
    label: 'Family Help assessments',
    counted: 'Family Help assessments in the year',
    unit: 'per-10000',
    of: 'children',
    source: { what: 'early-help-assessment' },
    returns: EARLY_HELP,
    published: null,
  },
  {
    code: 'special-needs-plans',
    label: 'Children with an education, health and care plan',
    counted: 'children with an education, health and care plan on any day of the year',
    unit: 'per-1000',
    of: 'children',
    source: { what: 'special-needs-plan' },
    returns: ['school-census'],
    published: null,
  },
  {
    code: 'suspensions',
    label: 'Suspensions from school',
    counted: 'suspensions from school in the year',
    unit: 'per-1000',
    of: 'children',
    source: { what: 'suspension' },
    returns: ['school-census'],
    published: null,
  },
  {
    code: 'exclusions',
    label: 'Permanent exclusions from school',
    counted: 'permanent exclusions from school in the year',
    unit: 'per-10000',
    of: 'children',
    source: { what: 'exclusion' },
    returns: ['school-census'],
    published: /permanent exclusion/i,
  },
];

/** How many people or referrals the unit of an indicator is out of. */
export function scaleOf(indicator: NeedIndicator): number {
  return { 'per-1000': 1000, 'per-10000': 10_000, percent: 100 }[indicator.unit];
}

/** The unit in words, for a column. */
export function unitWords(indicator: NeedIndicator): string {
  return {
    'per-1000': 'Per 1,000 children',
    'per-10000': 'Per 10,000 children',
    percent: 'Per cent of referrals',
  }[indicator.unit];
}

/** Which file states it, for those whose record has none. */
export function whatToLoad(indicator: NeedIndicator): string {
  const names = indicator.returns.flatMap((kind) => FILE_WORDS[kind] ?? []);
  return [...new Set(names)].join(' or ');
}

const FILE_WORDS: Readonly<Partial<Record<ReturnKind, string>>> = {
  'cin-census': 'the children in need census',
  'annex-a': 'the lists of Annex A',
  ssda903: 'the looked-after children return',
  'early-help': 'the early help file',
  'school-census': 'the school census',
};

/** The indicator of a code; undefined for one that there is not. */
export function needIndicator(code: string | undefined): NeedIndicator | undefined {
  return NEED_INDICATORS.find((one) => one.code === code);
}
