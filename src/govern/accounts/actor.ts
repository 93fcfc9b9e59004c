import type { AccountId, AgencyId, AuthorityId } from '../../lib/index.ts';
import type { Actor, Who } from '../../platform/index.ts';

/** What a person may work as; `operator` is the command line and `system` a job. */
export const ROLES = [
  'analyst',
  'commissioner',
  'triage-officer',
  'practitioner',
  'manager',
  'partner',
  'provider',
  'verifier',
  'oversight',
  'finance',
  'funder',
  'member',
  'family',
  'administrator',
  'auditor',
] as const;

/** One role of an account at one agency. */
export type Role = (typeof ROLES)[number];

/** Roles whose work needs records of people. */
const SEES_PEOPLE: readonly string[] = [
  'analyst',
  'triage-officer',
  'practitioner',
  'manager',
  'operator',
  'system',
];

/** Roles that also see restricted records: managers answer for them, jobs must not double them. */
const SEES_RESTRICTED: readonly string[] = ['manager', 'system'];

/** Makes the actor of someone who works in one role at one agency of one authority. */
export function actorFor(of: {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly agencyId: AgencyId | null;
  readonly role: Role | 'operator' | 'system';
}): Actor {
  return {
    id: of.id,
    settings: {
      'headwater.scope': String(of.authorityId),
      'headwater.agency': of.agencyId === null ? '' : String(of.agencyId),
      'headwater.role': of.role,
      'headwater.sees_people': SEES_PEOPLE.includes(of.role) ? 'yes' : 'no',
      'headwater.sees_restricted': SEES_RESTRICTED.includes(of.role) ? 'yes' : 'no',
    },
  };
}

/** The actor of background work for one authority: it sees all, so that nothing is doubled. */
export function systemActor(authorityId: AuthorityId): Actor {
  return actorFor({ id: 'system', authorityId, agencyId: null, role: 'system' });
}

/** The actor of the command line, where nobody is named. */
export function operatorActor(authorityId: AuthorityId): Actor {
  return actorFor({ id: 'operator', authorityId, agencyId: null, role: 'operator' });
}

/** The actor of what nobody signed in does, such as a failed sign-in. */
export function nobodyOf(authorityId: AuthorityId): Actor {
  return { id: '', settings: { 'headwater.scope': String(authorityId) } };
}

/** The actor of someone's own sign-in, before they work in any role. */
export function signedInAs(authorityId: AuthorityId, accountId: AccountId): Actor {
  return { id: String(accountId), settings: { 'headwater.scope': String(authorityId) } };
}

/** The authority that an actor works for. */
export function authorityOf(actor: Actor): AuthorityId {
  return Number(actor.settings['headwater.scope']) as AuthorityId;
}

/** The role that an actor works in. */
export function roleOf(actor: Actor): Role | 'operator' | 'system' {
  return (actor.settings['headwater.role'] ?? 'system') as Role | 'operator' | 'system';
}

/** Whether an actor's role may open records of people; the database decides the same again. */
export function seesPeople(actor: Actor): boolean {
  return actor.settings['headwater.sees_people'] === 'yes';
}

/** Pages for anyone who is signed in. */
export const anyoneSignedIn: Who = {
  label: 'anyone signed in',
  allows: (actor) => actor !== null,
};

/** Pages that need no sign-in. */
export const anyone: Who = { label: 'anyone', allows: () => true };

/** Pages for some roles only; the command line's operator may do what any of them may. */
export function only(...roles: readonly Role[]): Who {
  return {
    label: roles.join(', '),
    allows: (actor) =>
      actor !== null &&
      (roles.some((role) => role === roleOf(actor)) || roleOf(actor) === 'operator'),
  };
}

/** Pages that show records of people. */
export const thoseWhoSeePeople: Who = only('analyst', 'triage-officer', 'practitioner', 'manager');

/** Pages of figures about groups: everyone in the partnership but families. */
export const thoseWhoSeeFigures: Who = only(...ROLES.filter((role) => role !== 'family'));

/** Pages on which files are loaded, and where that work is watched. */
export const thoseWhoLoadFiles: Who = only('analyst', 'commissioner', 'manager', 'administrator');
