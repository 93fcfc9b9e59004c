import { formatDay, type PersonId, Refusal, refuse } from '../../lib/index.ts';
import { only } from '../../govern/index.ts';
import {
  definePage,
  type FieldError,
  type Page,
  type PageAnswer,
  type PageRequest,
} from '../../platform/index.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import { sayDone, takeDone } from './done-message.ts';
import { notePerson, readPerson, today } from './people.page.ts';
import { PEOPLE_TRAIL, personBar, thoseWhoRecord } from './person.page.ts';
import type { PersonRow } from './person.store.ts';
import { LIFTING_REASONS, RESTRICTION_REASONS } from './protection.ts';
import { addressProtection, familyOthers, findRestriction } from './protection.store.ts';
import {
  liftProtection,
  liftRestriction,
  protectAddresses,
  restrictRecord,
} from './protect-person.ts';

/** Who may lift a protection, and see and restrict records: those who answer for them. */
const managers = only('manager');

/** Whether a child's address is hidden and their record restricted, and the ways to change it. */
export const protectionPage: Page = definePage({
  url: '/people/:id/protection',
  title: 'Protection of a record',
  who: thoseWhoRecord,
  audit: 'reads-person',
  get: async (request) => show(request, await readPerson(request), []),
  post: async (request) => {
    const person = await readPerson(request);
    try {
      return await change(request, person);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'forbidden') throw error;
      return show(request, person, [{ field: 'reason', sentence: error.message }]);
    }
  },
});

async function change(request: PageRequest, person: PersonRow): Promise<PageAnswer> {
  const { act } = request.form;
  const back = { redirect: `/people/${person.id}/protection` };
  if (act === 'protect') {
    await protect(request, person);
    return back;
  }
  if (!managers.allows(request.actor)) {
    throw refuse('managers-only', 'forbidden', 'Only a manager may do this. Ask yours.');
  }
  const reasons: readonly { readonly value: string }[] =
    act === 'restrict' ? RESTRICTION_REASONS : LIFTING_REASONS;
  const reason = reasons.find((one) => one.value === request.form.reason)?.value;
  if (reason === undefined) {
    return show(request, person, [{ field: 'reason', sentence: 'Select the reason' }]);
  }
  const { tx, actor } = request;
  if (act === 'lift-protection') {
    await liftProtection(tx, actor, [person.id]);
    await notePerson(request, 'address.shown-again', { reason });
    sayDone(request.session, 'Their address is shown again');
  } else if (act === 'restrict') {
    await restrictRecord(tx, actor, { personId: person.id, reason, day: today() });
    await notePerson(request, 'person.restricted', { reason });
    sayDone(request.session, 'Only managers see from now on that this record exists');
  } else {
    await liftRestriction(tx, actor, person.id);
    await notePerson(request, 'person.restriction-lifted', { reason });
    sayDone(request.session, 'The record is open to the team again');
  }
  return back;
}

async function protect(request: PageRequest, person: PersonRow): Promise<void> {
  const withFamily = request.form.family === 'yes';
  const asked = { personId: person.id, withFamily };
  const { people, canUndo } = await protectAddresses(request.tx, request.actor, asked);
  await notePerson(request, 'address.protected', { people });
  const text =
    people.length > 1
      ? `The address is hidden, for ${people.length} children of the family`
      : 'The address is hidden';
  sayDone(request.session, text, canUndo ? `/people/${person.id}/protection/undo` : undefined);
  request.session.set(UNDO_KEY, canUndo ? people : undefined);
}

const UNDO_KEY = 'record.protected';

/** Takes back, for whoever did it just now, that an address was protected. */
export const undoProtectionPage: Page = definePage({
  url: '/people/:id/protection/undo',
  title: 'Undo',
  who: thoseWhoRecord,
  audit: 'changes',
  post: async (request) => {
    const person = await readPerson(request);
    const own = (request.session.get(UNDO_KEY) as PersonId[] | undefined) ?? [];
    if (!own.includes(person.id)) {
      const sentence = 'Only whoever protected the address just now can undo it. Ask your manager.';
      throw refuse('undo-too-late', 'forbidden', sentence);
    }
    request.session.set(UNDO_KEY, undefined);
    await liftProtection(request.tx, request.actor, own);
    await notePerson(request, 'address.protection-undone', { people: own });
    sayDone(request.session, 'The address is shown as before');
    return { redirect: `/people/${person.id}/protection` };
  },
});

async function show(
  request: PageRequest,
  person: PersonRow,
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  await notePerson(request, 'person.read-protection');
  const onDay = (await latestKnownDay(request.tx)) ?? today();
  const mayLift = managers.allows(request.actor);
  const restriction = mayLift ? await findRestriction(request.tx, person.id) : null;
  const why = RESTRICTION_REASONS.find((one) => one.value === restriction?.reason)?.text;
  return {
    template: 'record/people/protection.njk',
    breadcrumbs: PEOPLE_TRAIL,
    ...(errors.length > 0 ? { status: 400 } : {}),
    data: {
      bar: personBar(request, person, onDay, 'protection'),
      id: person.id,
      done: takeDone(request.session),
      errors,
      form: { errors, values: request.form },
      address: await addressProtection(request.tx, person.id),
      others: (await familyOthers(request.tx, person.id)).length,
      mayLift,
      restriction: restriction && `Since ${formatDay(restriction.from_day)}. ${why ?? ''}`,
      act: request.form.act ?? '',
      restrictionReasons: RESTRICTION_REASONS,
      liftingReasons: LIFTING_REASONS,
    },
  };
}
