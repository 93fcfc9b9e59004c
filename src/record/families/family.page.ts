import { thoseWhoSeePeople } from '../../govern/index.ts';
import { type CalendarDay, type FamilyId, refuse } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { LEVEL_LABELS, type Level } from '../journey/journey.ts';
import { journeyTimeline } from '../journey/journey-words.ts';
import { personJourney } from '../journey/person-journey.store.ts';
import { today } from '../people/people.page.ts';
import { linkedFor, PEOPLE_TRAIL } from '../people/person.page.ts';
import { ageWords, nameOf } from '../people/person-words.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import { type FamilyMemberRow, findFamily, membersOf } from './family.store.ts';

const PAGE_SIZE = 25;

/** A family: who is in it, at which level each is now, and what happened to any of them. */
export const familyPage: Page = definePage({
  url: '/families/:id',
  title: 'A family',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const id = Number(request.params.id);
    const family = Number.isSafeInteger(id) ? await findFamily(request.tx, id as FamilyId) : null;
    if (!family) throw refuse('no-such-family', 'not-found', 'There is no such family here.');
    const onDay = (await latestKnownDay(request.tx)) ?? today();
    const members = await membersOf(request.tx, family.id, onDay);
    await request.audit({
      action: 'family.read',
      subjectKind: 'family',
      subjectId: String(family.id),
      detail: { people: members.map((member) => member.id) },
    });
    const entries = await entriesOf(request, members);
    const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
    const first = (number - 1) * PAGE_SIZE;
    return {
      template: 'record/families/family.njk',
      breadcrumbs: PEOPLE_TRAIL,
      data: {
        onDay,
        heading: headingOf(members),
        helpHref: `/families/${family.id}/help`,
        members: members.map((member) => memberView(member, onDay)),
        entries: entries.slice(first, first + PAGE_SIZE),
        page: { number, size: PAGE_SIZE, total: entries.length },
        url: request.url,
      },
    };
  },
});

function memberView(member: FamilyMemberRow, onDay: CalendarDay) {
  return {
    name: nameOf(member),
    href: `/people/${member.id}`,
    age: ageWords(member, onDay),
    level: member.level === null ? 'Universal services' : LEVEL_LABELS[member.level as Level],
  };
}

function headingOf(members: readonly FamilyMemberRow[]): string {
  const helped = members.filter((member) => member.level !== null).length;
  if (helped === 0) return 'Nobody in this family has help now';
  const all = members.length;
  if (helped === all) return all === 1 ? 'The child has help now' : `All ${all} have help now`;
  return `${helped} of ${all} in this family ${helped === 1 ? 'has' : 'have'} help now`;
}

/** What counts of everybody's journey, newest first, each entry with whom it is about. */
async function entriesOf(request: PageRequest, members: readonly FamilyMemberRow[]) {
  const entries = [];
  for (const member of members) {
    const journey = await personJourney(request.tx, member.id);
    const spells = journey.spells.filter((spell) => spell.is_counted);
    const events = journey.events.filter(
      (event) => event.is_counted && event.kind !== 'attendance-term',
    );
    const own = linkedFor(request, journeyTimeline(spells, events));
    entries.push(...own.map((entry) => ({ ...entry, title: `${nameOf(member)}: ${entry.title}` })));
  }
  return entries.sort((a, b) => (a.day < b.day ? 1 : -1));
}
