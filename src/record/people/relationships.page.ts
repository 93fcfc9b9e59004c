import { type CalendarDay, formatDay, type PersonId, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { joinFamilyOf, leaveFamily } from '../families/change-family.ts';
import { familiesOf } from '../families/family.store.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import {
  addRelationship,
  endRelationship,
  removeRelationship,
  reopenRelationship,
} from './change-relationship.ts';
import { sayDone, takeDone } from './done-message.ts';
import { notePerson, readPerson, readSearch, today } from './people.page.ts';
import { PEOPLE_TRAIL, personBar, thoseWhoRecord } from './person.page.ts';
import { namedPeople, type PersonRow, searchPeople } from './person.store.ts';
import { ageWords, nameOf } from './person-words.ts';
import {
  readDay,
  readNewRelationship,
  RELATIONSHIP_CHOICES,
  relationshipWords,
} from './relationship.ts';
import { relationshipsOf } from './relationship.store.ts';

const MATCHES_SHOWN = 10;

/** Who a child is related to and lives with: what no return holds is recorded here. */
export const relationshipsPage: Page = definePage({
  url: '/people/:id/relationships',
  title: 'Family and relationships',
  who: thoseWhoRecord,
  audit: 'reads-person',
  get: async (request) => show(request, await readPerson(request), []),
  post: async (request) => {
    const person = await readPerson(request);
    try {
      return await change(request, person);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = request.form.act === 'add' ? 'kind' : 'other';
      return show(request, person, [{ field, sentence: error.message }]);
    }
  },
});

async function change(request: PageRequest, person: PersonRow): Promise<PageAnswer> {
  const back = `/people/${person.id}/relationships`;
  const read = readNewRelationship(request.form, person.id, today());
  if (request.form.act === 'family') {
    const otherId = Number(request.form.other) as PersonId;
    if (!Number.isSafeInteger(otherId) || otherId <= 0) {
      const sentence = 'Select whose family they belong to';
      return show(request, person, [{ field: 'other', sentence }]);
    }
    const asked = { personId: person.id, otherId };
    const familyId = await joinFamilyOf(request.tx, request.actor, asked);
    await notePerson(request, 'person.put-in-family', { familyId });
    sayDone(request.session, 'They are in one family now', `${back}/undo?of=family&id=${familyId}`);
    return { redirect: back };
  }
  if (!read.ok) return show(request, person, read.errors);
  const id = await addRelationship(request.tx, request.actor, read.value);
  await notePerson(request, 'relationship.added', { relationship: id });
  sayDone(request.session, 'The relationship is recorded', `${back}/undo?of=added&id=${id}`);
  return { redirect: back };
}

async function show(
  request: PageRequest,
  person: PersonRow,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  await notePerson(request, 'person.read-relationships');
  const onDay = (await latestKnownDay(request.tx)) ?? today();
  const search = request.form.search ?? request.query.search ?? '';
  return {
    template: 'record/people/relationships.njk',
    breadcrumbs: PEOPLE_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      bar: personBar(request, person, onDay, 'relationships'),
      id: person.id,
      done: takeDone(request.session),
      errors,
      form: { errors, values: request.form },
      search,
      matches: await matchesOf(request, { person, search, onDay }),
      choices: RELATIONSHIP_CHOICES,
      relationships: await relationshipRows(request, person, onDay),
      families: await familiesOf(request.tx, person.id),
    },
  };
}

async function matchesOf(
  request: PageRequest,
  of: { readonly person: PersonRow; readonly search: string; readonly onDay: CalendarDay },
) {
  if (of.search === '') return [];
  const found = await searchPeople(request.tx, {
    ...readSearch(of.search),
    level: null,
    onDay: of.onDay,
    wardId: null,
    limit: MATCHES_SHOWN + 1,
    offset: 0,
  });
  return found
    .filter((one) => one.id !== of.person.id)
    .slice(0, MATCHES_SHOWN)
    .map((one) => ({
      value: String(one.id),
      text: `${nameOf(one)} (${ageWords(one, of.onDay)})`,
    }));
}

async function relationshipRows(request: PageRequest, person: PersonRow, onDay: CalendarDay) {
  const known = await relationshipsOf(request.tx, person.id);
  const otherOf = (one: (typeof known)[number]) =>
    one.personId === person.id ? one.otherId : one.personId;
  const people = await namedPeople(request.tx, known.map(otherOf));
  return known.flatMap((one) => {
    const other = people.find((each) => each.id === otherOf(one));
    if (!other) return [];
    return [
      {
        id: one.id,
        name: nameOf(other),
        href: `/people/${other.id}`,
        age: ageWords(other, onDay),
        kind: relationshipWords(one.kind, one.personId === other.id),
        from: one.fromDay,
        until: one.untilDay,
      },
    ];
  });
}

/** Ends a relationship on a day; it stays on record. */
export const endRelationshipPage: Page = definePage({
  url: '/people/:id/relationships/:relationship/end',
  title: 'End a relationship',
  who: thoseWhoRecord,
  audit: 'reads-person',
  get: async (request) => showEnd(request, await readPerson(request), []),
  post: async (request) => {
    const person = await readPerson(request);
    const untilDay = readDay(request.form, 'until');
    if (untilDay === null || untilDay === 'wrong') {
      return showEnd(request, person, [{ field: 'until', sentence: 'Enter the date it ended' }]);
    }
    const id = await ownRelationship(request, person);
    try {
      await endRelationship(request.tx, id, { untilDay, today: today() });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showEnd(request, person, [{ field: 'until', sentence: error.message }]);
    }
    await notePerson(request, 'relationship.ended', { relationship: id });
    const back = `/people/${person.id}/relationships`;
    const text = `The relationship ended on ${formatDay(untilDay)}`;
    sayDone(request.session, text, `${back}/undo?of=ended&id=${id}`);
    return { redirect: back };
  },
});

async function showEnd(
  request: PageRequest,
  person: PersonRow,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  await notePerson(request, 'person.read-relationships');
  const onDay = (await latestKnownDay(request.tx)) ?? today();
  const id = await ownRelationship(request, person);
  const rows = await relationshipRows(request, person, onDay);
  return {
    template: 'record/people/end-relationship.njk',
    breadcrumbs: PEOPLE_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      id: person.id,
      name: nameOf(person),
      one: rows.find((row) => row.id === id) ?? false,
      errors,
      form: { errors, values: request.form },
    },
  };
}

/** The relationship that the address names, if it is one of this person's. */
async function ownRelationship(request: PageRequest, person: PersonRow): Promise<number> {
  const id = Number(request.params.relationship ?? request.query.id);
  const known = await relationshipsOf(request.tx, person.id);
  return known.some((one) => one.id === id) ? id : Number.NaN;
}

/** Takes back what was done on the page of relationships. */
export const undoRelationshipPage: Page = definePage({
  url: '/people/:id/relationships/undo',
  title: 'Undo',
  who: thoseWhoRecord,
  audit: 'changes',
  post: async (request) => {
    const person = await readPerson(request);
    const { of } = request.query;
    const id = of === 'family' ? Number(request.query.id) : await ownRelationship(request, person);
    if (of === 'added') await removeRelationship(request.tx, id);
    else if (of === 'ended') await reopenRelationship(request.tx, id);
    else {
      const familyId = id as Parameters<typeof leaveFamily>[1]['familyId'];
      await leaveFamily(request.tx, { personId: person.id, familyId });
    }
    await notePerson(request, 'relationship.undone', { of, id });
    sayDone(request.session, 'It is as it was before');
    return { redirect: `/people/${person.id}/relationships` };
  },
});
