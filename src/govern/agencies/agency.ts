import type { AgencyId, AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';

/** Every kind of agency in a partnership; `public` stands for members of the public. */
export const AGENCY_KINDS = [
  'council',
  'health',
  'police',
  'schools',
  'job-centre',
  'housing',
  'charities',
  'funders',
  'courts',
  'public',
] as const;

/** One kind of agency. */
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** The words for each kind of agency on a page. */
export const AGENCY_KIND_WORDS: Readonly<Record<AgencyKind, string>> = {
  council: 'Council',
  health: 'Health',
  police: 'Police',
  schools: 'Schools',
  'job-centre': 'Job centre',
  housing: 'Housing',
  charities: 'Charities',
  funders: 'Funders',
  courts: 'Courts',
  public: 'Members of the public',
};

/** A local authority: the tenant, whose partnership shares one record. */
export interface Authority {
  readonly id: AuthorityId;
  readonly code: string;
  readonly name: string;
  /** The number that returns carry for the authority, of three figures; null if it has none. */
  readonly laNumber: string | null;
  /** The code of national statistics, such as `E06000001`; null if it has none. */
  readonly onsCode: string | null;
  readonly isMadeUp: boolean;
}

/** An agency of one authority's partnership, with the days between which it exists. */
export interface Agency {
  readonly id: AgencyId;
  readonly kind: AgencyKind;
  readonly name: string;
  readonly fromDay: CalendarDay | null;
  /** The first day on which it no longer exists; null while it goes on. */
  readonly untilDay: CalendarDay | null;
}

/** What a new agency is made from. */
export interface NewAgency {
  readonly kind: AgencyKind;
  readonly name: string;
  readonly fromDay: CalendarDay | null;
}

/** The agencies that each new partnership starts with, one of each kind. */
export function standardPartnership(authorityName: string): readonly NewAgency[] {
  const names: Readonly<Record<AgencyKind, string>> = {
    council: `${authorityName} Council`,
    health: `${authorityName} health services`,
    police: `${authorityName} police`,
    schools: `${authorityName} schools`,
    'job-centre': `${authorityName} job centre`,
    housing: `${authorityName} housing`,
    charities: `${authorityName} charities`,
    funders: `${authorityName} funders`,
    courts: `${authorityName} courts`,
    public: 'Members of the public',
  };
  return AGENCY_KINDS.map((kind) => ({ kind, name: names[kind], fromDay: null }));
}

/** Whether a text names a kind of agency. */
export function isAgencyKind(text: string): text is AgencyKind {
  return AGENCY_KINDS.some((kind) => kind === text);
}

/** What an authority is made from, before it is checked. */
export interface NewAuthority {
  readonly code: string;
  readonly name: string;
  readonly laNumber?: string | null;
  readonly onsCode?: string | null;
  readonly isMadeUp?: boolean;
}

/** Checks a new authority; errors name the fields `code`, `name` and `laNumber`. */
export function checkNewAuthority(asked: NewAuthority): FormResult<NewAuthority> {
  const errors: FieldError[] = [];
  const code = asked.code.trim().toUpperCase();
  const name = asked.name.trim();
  if (!/^[A-Z0-9-]{2,12}$/.test(code)) {
    errors.push({
      field: 'code',
      sentence: 'Enter a code of 2 to 12 letters, digits or hyphens, such as NORTHB',
    });
  }
  if (name === '') errors.push({ field: 'name', sentence: 'Enter the name of the authority' });
  if (asked.laNumber && !/^\d{3}$/.test(asked.laNumber)) {
    errors.push({
      field: 'laNumber',
      sentence: 'Enter the authority number that returns carry, three figures such as 902',
    });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { ...asked, code, name } };
}
