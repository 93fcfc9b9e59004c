import { formatDay, Refusal } from '../../lib/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { sayDone } from './done-message.ts';
import { readPerson, today } from './people.page.ts';
import { PEOPLE_TRAIL, thoseWhoRecord } from './person.page.ts';
import type { PersonRow } from './person.store.ts';
import { nameOf } from './person-words.ts';
import { recordUnbornChild } from './record-unborn-child.ts';
import { readUnbornChild } from './unborn-child.ts';

/** Records an unborn child of somebody on record, so that help can be planned before the birth. */
export const unbornPage: Page = definePage({
  url: '/people/:id/unborn',
  title: 'Record an unborn child',
  who: thoseWhoRecord,
  audit: 'reads-person',
  get: async (request) => show(request, await readPerson(request), []),
  post: async (request) => {
    const person = await readPerson(request);
    const read = readUnbornChild(request.form);
    if (!read.ok) return show(request, person, read.errors);
    try {
      const asked = { ...read.value, relativeId: person.id, today: today() };
      const id = await recordUnbornChild(request.tx, request.actor, asked);
      await request.audit({
        action: 'person.unborn-recorded',
        subjectKind: 'person',
        subjectId: String(id),
        detail: { relative: person.id },
      });
      const when = formatDay(read.value.expectedDay);
      sayDone(request.session, `The unborn child is on record, expected on ${when}`);
      return { redirect: `/people/${id}` };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(request, person, [{ field: 'expected', sentence: error.message }]);
    }
  },
});

async function show(
  request: PageRequest,
  person: PersonRow,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  await request.audit({
    action: 'person.read',
    subjectKind: 'person',
    subjectId: String(person.id),
  });
  const name = nameOf(person);
  return {
    template: 'record/people/unborn.njk',
    breadcrumbs: PEOPLE_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      id: person.id,
      errors,
      form: { errors, values: request.form },
      relations: [
        { value: 'parent', text: `${name} will be the mother` },
        { value: 'sibling', text: `${name} will be a brother or sister` },
      ],
    },
  };
}
