import type { AccountId, AgencyId } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';
import { ROLES, type Role } from './actor.ts';

/** The words for each role on a page. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  analyst: 'Analyst',
  commissioner: 'Commissioner',
  'triage-officer': 'Triage officer',
  practitioner: 'Practitioner',
  manager: 'Manager',
  partner: 'Partner',
  provider: 'Provider',
  verifier: 'Verifier',
  oversight: 'Oversight group',
  finance: 'Finance',
  funder: 'Funder',
  member: 'Elected member',
  family: 'Family',
  administrator: 'Administrator',
  auditor: 'Auditor',
};

/** One thing that someone may work as: a role at an agency. */
export interface Membership {
  readonly agencyId: AgencyId;
  readonly agencyName: string;
  readonly role: Role;
}

/** Someone who signs in, as administrators see them. */
export interface Account {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly lastSignInAt: Date | null;
  readonly lockedUntil: Date | null;
  /** Whether a one-time password waits to be changed. */
  readonly awaitsPassword: boolean;
  readonly memberships: readonly Membership[];
}

/** How often a password was wrong lately, and until when nobody may try. */
export interface LockState {
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

/** Wrong passwords in a row that lock an account. */
export const ATTEMPTS_ALLOWED = 5;

/** Minutes for which a locked account stays locked. */
export const LOCK_MINUTES = 15;

/** Hours after which everyone signs in again, however busy they were. */
export const LONGEST_SESSION_HOURS = 12;

/** Whether nobody may try a password now. */
export function isLocked(state: LockState, now: Date): boolean {
  return state.lockedUntil !== null && state.lockedUntil > now;
}

/** The state after one more wrong password: the fifth in a row locks; a lock that ended forgets. */
export function afterWrongPassword(state: LockState, now: Date): LockState {
  if (isLocked(state, now)) return state;
  const failedAttempts = (state.lockedUntil === null ? state.failedAttempts : 0) + 1;
  const locks = failedAttempts >= ATTEMPTS_ALLOWED;
  return {
    failedAttempts,
    lockedUntil: locks ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : null,
  };
}

/**
 * Whether a session that began then still counts: not longer than twelve hours, and not from
 * before the password was last changed.
 */
export function sessionStands(
  signedInAt: Date,
  state: { readonly passwordChangedAt: Date | null },
  now: Date,
): boolean {
  if (now.getTime() - signedInAt.getTime() > LONGEST_SESSION_HOURS * 3_600_000) return false;
  return state.passwordChangedAt === null || state.passwordChangedAt <= signedInAt;
}

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** An account to be made, checked. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly agencyId: AgencyId;
  readonly role: Role;
}

/** Reads the form of a new account; errors name `name`, `email`, `agency` and `role`. */
export function readNewAccount(
  form: Readonly<Record<string, string>>,
  agencies: readonly AgencyId[],
): FormResult<NewAccount> {
  const errors: FieldError[] = [];
  const name = form.name ?? '';
  const email = (form.email ?? '').toLowerCase();
  if (name === '') errors.push({ field: 'name', sentence: 'Enter their full name' });
  if (!isEmail(email)) {
    errors.push({
      field: 'email',
      sentence: 'Enter an email address, like name@example.gov.uk',
    });
  }
  const membership = readMembership(form, agencies);
  if (!membership.ok) errors.push(...membership.errors);
  if (errors.length > 0 || !membership.ok) return { ok: false, errors };
  return { ok: true, value: { name, email, ...membership.value } };
}

/** Reads the agency and the role of a form; errors name `agency` and `role`. */
export function readMembership(
  form: Readonly<Record<string, string>>,
  agencies: readonly AgencyId[],
): FormResult<{ readonly agencyId: AgencyId; readonly role: Role }> {
  const errors: FieldError[] = [];
  const agencyId = agencies.find((id) => String(id) === form.agency);
  const role = form.role ?? '';
  if (agencyId === undefined) {
    errors.push({ field: 'agency', sentence: 'Select the agency they work for' });
  }
  if (!isRole(role)) errors.push({ field: 'role', sentence: 'Select what they work as' });
  if (agencyId === undefined || !isRole(role)) return { ok: false, errors };
  return { ok: true, value: { agencyId, role } };
}

/** Whether a text looks like an email address, of at most 254 characters. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>.]+$/.test(text);
}

/** Where to go after sign-in: an address of ours, never of another site. */
export function safeReturn(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/';
}
