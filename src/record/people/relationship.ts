import { type CalendarDay, daysBetween, parseDay, type PersonId, refuse } from '../../lib/index.ts';
import type { FieldError, FormResult } from '../../platform/index.ts';

/** What one person is to another, as it is stored: the first person is this to the second. */
export type RelationshipKind = 'parent' | 'carer' | 'sibling' | 'twin' | 'partner';

/** What somebody is to the person whose page it is; two of them are stored the other way round. */
export const RELATIONSHIP_CHOICES = [
  { value: 'parent', text: 'Parent' },
  { value: 'carer', text: 'Carer' },
  { value: 'sibling', text: 'Brother or sister' },
  { value: 'twin', text: 'Twin' },
  { value: 'partner', text: 'Partner' },
  { value: 'child', text: 'Child' },
  { value: 'cared-for', text: 'Somebody they care for' },
] as const;

/** One of the choices. */
export type RelationshipChoice = (typeof RELATIONSHIP_CHOICES)[number]['value'];

/** A relationship about to be recorded: `personId` is this to `otherId`. */
export interface NewRelationship {
  readonly personId: PersonId;
  readonly otherId: PersonId;
  readonly kind: RelationshipKind;
  readonly fromDay: CalendarDay | null;
}

/** A relationship as it stands on record. */
export interface Relationship extends NewRelationship {
  readonly id: number;
  readonly untilDay: CalendarDay | null;
  /** Whether somebody recorded it here, and not a file. */
  readonly isFromAction: boolean;
}

/** A person as far as relationships need them. */
export interface Relative {
  readonly id: PersonId;
  readonly birthDay: CalendarDay | null;
}

/** What `other` is to `own`, stored so that brothers, twins and partners exist once only. */
export function relationshipOf(
  own: PersonId,
  other: PersonId,
  choice: RelationshipChoice,
  fromDay: CalendarDay | null,
): NewRelationship {
  if (choice === 'child') return { personId: own, otherId: other, kind: 'parent', fromDay };
  if (choice === 'cared-for') return { personId: own, otherId: other, kind: 'carer', fromDay };
  if (isMutual(choice) && own < other) {
    return { personId: own, otherId: other, kind: choice, fromDay };
  }
  return { personId: other, otherId: own, kind: choice, fromDay };
}

function isMutual(kind: RelationshipKind): boolean {
  return kind === 'sibling' || kind === 'twin' || kind === 'partner';
}

/** What the other person is to this one, in words: `Parent`, or `Child` seen from the parent. */
export function relationshipWords(kind: string, isOtherFirst: boolean): string {
  const seen = isOtherFirst ? kind : (SEEN_FROM_FIRST[kind] ?? kind);
  return RELATIONSHIP_CHOICES.find((one) => one.value === seen)?.text ?? seen;
}

const SEEN_FROM_FIRST: Readonly<Record<string, string>> = { parent: 'child', carer: 'cared-for' };

const YOUNGEST_PARENT_YEARS = 11;

/** Refuses a relationship that cannot be: with oneself, twice, or against the days of birth. */
export function checkNewRelationship(
  asked: NewRelationship,
  people: { readonly person: Relative; readonly other: Relative },
  known: readonly Relationship[],
): void {
  if (asked.personId === asked.otherId) {
    throw refuse('same-person', 'invalid', 'Select somebody else than the child themselves.');
  }
  for (const one of known) {
    const isSame = one.personId === asked.personId && one.otherId === asked.otherId;
    const isTurned = one.personId === asked.otherId && one.otherId === asked.personId;
    if (isSame && one.kind === asked.kind) throw alreadyRecorded(one.untilDay !== null);
    if (isTurned && one.kind === asked.kind && asked.kind === 'parent') {
      const sentence = 'The record says the opposite: the child is recorded as the parent.';
      throw refuse('parent-turned-round', 'conflict', sentence);
    }
  }
  const { birthDay: first } = people.person;
  const { birthDay: second } = people.other;
  if (first === null || second === null) return;
  const days = daysBetween(first, second);
  if (asked.kind === 'parent' && days < YOUNGEST_PARENT_YEARS * 365) {
    const sentence = `A parent is at least ${YOUNGEST_PARENT_YEARS} years older than their child.`;
    throw refuse('parent-too-young', 'invalid', `${sentence} Check who is the parent of whom.`);
  }
  if (asked.kind === 'twin' && Math.abs(days) > 1) {
    const sentence = 'Twins are born within a day of each other. Select Brother or sister.';
    throw refuse('twins-birth-days', 'invalid', sentence);
  }
}

function alreadyRecorded(isEnded: boolean) {
  const sentence = isEnded
    ? 'This relationship is on record and has ended. Take its end back instead.'
    : 'This relationship is on record already.';
  return refuse('relationship-known', 'conflict', sentence);
}

/** Refuses an end before the beginning, in the future, or of what has ended. */
export function checkEnd(of: Relationship, untilDay: CalendarDay, today: CalendarDay): void {
  if (of.untilDay !== null) {
    throw refuse('relationship-ended', 'conflict', 'This relationship has ended already.');
  }
  if (untilDay > today) {
    throw refuse('end-in-future', 'invalid', 'The date it ended must be today or earlier.');
  }
  if (of.fromDay !== null && untilDay < of.fromDay) {
    throw refuse('end-before-start', 'invalid', 'The date it ended must be after it began.');
  }
}

type Form = Readonly<Record<string, string>>;

/** Reads the form of a relationship; errors name `other`, `kind` and `from`. */
export function readNewRelationship(
  form: Form,
  own: PersonId,
  today: CalendarDay,
): FormResult<NewRelationship> {
  const errors: FieldError[] = [];
  const other = Number(form.other);
  const choice = RELATIONSHIP_CHOICES.find((one) => one.value === form.kind)?.value;
  const from = readDay(form, 'from');
  if (!Number.isSafeInteger(other) || other <= 0) {
    errors.push({ field: 'other', sentence: 'Select who is related to the child' });
  }
  if (choice === undefined) {
    errors.push({ field: 'kind', sentence: 'Select what they are to the child' });
  }
  if (from === 'wrong' || (from !== null && from > today)) {
    const sentence = 'Enter a date that is today or earlier, such as 27 3 2026, or leave it out';
    errors.push({ field: 'from', sentence });
  }
  if (errors.length > 0 || choice === undefined || from === 'wrong') return { ok: false, errors };
  return { ok: true, value: relationshipOf(own, other as PersonId, choice, from) };
}

/** Reads a date typed into three boxes: null when all are empty, `wrong` when it is no day. */
export function readDay(form: Form, name: string): CalendarDay | null | 'wrong' {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => form[`${name}-${part}`]?.trim() ?? '',
  );
  if (day === '' && month === '' && year === '') return null;
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? 'wrong';
}
