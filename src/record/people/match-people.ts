import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { IdentifierKind, IdentifierStatement } from '../returns/statement.ts';

/** An identifier that the record knows, and whose it is. */
export interface KnownIdentifier {
  readonly kind: string;
  readonly value: string;
  readonly personId: PersonId;
  readonly birthDay: CalendarDay | null;
  /** The person's own id of the council's case system, if there is one. */
  readonly laChildId: string | null;
}

/** Someone that a return states. */
export interface StatedPerson {
  readonly identifiers: readonly IdentifierStatement[];
  readonly birthDay: CalendarDay | null;
}

/** Who a stated person is: the n-th new one, or someone on record; and doubts worth telling. */
export interface Match {
  readonly personId: PersonId | null;
  /** The index of the new person in this batch, when nobody on record matches. */
  readonly newIndex: number | null;
  readonly doubt: 'birth-day-differs' | 'two-records' | null;
}

/** Identifiers from the surest. A former UPN finds someone, but a present one goes first. */
const SUREST_FIRST: readonly IdentifierKind[] = ['la-child-id', 'nhs-number', 'upn', 'former-upn'];

/**
 * An identifier as it is stored and compared: without the spaces in which people write NHS numbers
 * and UPNs, a UPN in capitals.
 */
export function tidyIdentifier(identifier: IdentifierStatement): IdentifierStatement {
  const { kind, value } = identifier;
  if (kind === 'nhs-number') return { kind, value: value.replace(/[\s-]/g, '') };
  if (kind === 'upn' || kind === 'former-upn') {
    return { kind, value: value.replace(/\s/g, '').toUpperCase() };
  }
  return { kind, value: value.trim() };
}

/**
 * Matches stated people to people on record by their identifiers alone (probabilistic matching
 * comes later). The council's own id decides; another identifier matches only when the birth days
 * do not contradict and the council's ids do not differ, so that twins are never merged.
 */
export function matchPeople(
  stated: readonly StatedPerson[],
  known: readonly KnownIdentifier[],
): Match[] {
  const index = indexOf(known);
  let created = 0;
  return stated.map((person) => {
    const { candidate, doubt } = find(person, index);
    const target = candidate ?? newCandidate(created++);
    // What this row tells of the person helps to keep the next row's twin apart.
    target.birthDay ??= person.birthDay;
    target.laChildId ??= identifierOf(person, 'la-child-id');
    for (const identifier of person.identifiers) {
      const key = keyOf(identifier);
      if (!index.has(key)) index.set(key, target);
    }
    return { personId: target.personId, newIndex: target.newIndex, doubt };
  });
}

interface Candidate {
  readonly personId: PersonId | null;
  readonly newIndex: number | null;
  birthDay: CalendarDay | null;
  laChildId: string | null;
}

function newCandidate(newIndex: number): Candidate {
  return { personId: null, newIndex, birthDay: null, laChildId: null };
}

function indexOf(known: readonly KnownIdentifier[]): Map<string, Candidate> {
  const people = new Map<PersonId, Candidate>();
  const index = new Map<string, Candidate>();
  // Former ones last: a present UPN goes before the same one as somebody's former.
  const presentFirst = [...known].sort((a, b) => isFormer(a) - isFormer(b));
  for (const { personId, birthDay, laChildId, ...identifier } of presentFirst) {
    const person = people.get(personId) ?? { personId, newIndex: null, birthDay, laChildId };
    people.set(personId, person);
    const key = keyOf(identifier);
    if (!index.has(key)) index.set(key, person);
  }
  return index;
}

const isFormer = (one: { readonly kind: string }): number => (one.kind === 'former-upn' ? 1 : 0);

function find(
  person: StatedPerson,
  index: ReadonlyMap<string, Candidate>,
): { candidate: Candidate | null; doubt: Match['doubt'] } {
  let candidate: Candidate | null = null;
  let doubt: Match['doubt'] = null;
  for (const identifier of sorted(person.identifiers)) {
    const found = index.get(keyOf(identifier));
    if (!found || found === candidate) continue;
    if (identifier.kind !== 'la-child-id' && contradicts(person, found)) {
      doubt ??= 'birth-day-differs';
    } else if (candidate === null) {
      candidate = found;
    } else {
      doubt = 'two-records';
    }
  }
  return { candidate, doubt };
}

function sorted(identifiers: readonly IdentifierStatement[]): IdentifierStatement[] {
  const place = (kind: IdentifierKind) => {
    const found = SUREST_FIRST.indexOf(kind);
    return found === -1 ? SUREST_FIRST.length : found;
  };
  return [...identifiers].sort((a, b) => place(a.kind) - place(b.kind));
}

function contradicts(person: StatedPerson, found: Candidate): boolean {
  const own = identifierOf(person, 'la-child-id');
  if (own !== null && found.laChildId !== null && own !== found.laChildId) return true;
  return person.birthDay !== null && found.birthDay !== null && person.birthDay !== found.birthDay;
}

function identifierOf(person: StatedPerson, kind: IdentifierKind): string | null {
  return person.identifiers.find((one) => one.kind === kind)?.value ?? null;
}

function keyOf(identifier: { readonly kind: string; readonly value: string }): string {
  // A former UPN is some pupil's UPN: both are found under one name.
  const kind = identifier.kind === 'former-upn' ? 'upn' : identifier.kind;
  return `${kind} ${identifier.value}`;
}
