import { thoseWhoSeePeople } from '../../govern/index.ts';
import {
  type CalendarDay,
  dayFromNumber,
  parseDay,
  type PersonId,
  refuse,
} from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { LEVEL_LABELS, LEVELS, type Level } from '../journey/journey.ts';
import { listPlaces } from '../places/places.store.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import { soundOf } from './names.ts';
import {
  findPerson,
  type PeopleAsked,
  type PersonInList,
  type PersonRow,
  searchPeople,
} from './person.store.ts';
import { ageWords, nameOf } from './person-words.ts';

export { nameOf } from './person-words.ts';

const PAGE_SIZE = 25;

/** Children and young people on record: find one by name, identifier, level or ward. */
export const peoplePage: Page = definePage({
  url: '/people',
  title: 'Children and young people',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const onDay = await latestKnownDay(request.tx);
    const asked = readAsked(request, onDay ?? today());
    const people = await searchPeople(request.tx, asked);
    const wards = await listPlaces(request.tx, 'ward');
    const search = request.query.search ?? '';
    await request.audit({
      action: 'people.list',
      subjectKind: 'people',
      subjectId: null,
      detail: { people: people.map((person) => person.id) },
    });
    return {
      template: 'record/people/people.njk',
      data: {
        onDay: asked.onDay,
        since: asked.higherSince ?? false,
        people: people.map((person) => inList(person, asked.onDay)),
        total: people[0]?.total ?? 0,
        page: {
          number: asked.offset / PAGE_SIZE + 1,
          size: PAGE_SIZE,
          total: people[0]?.total ?? 0,
        },
        url: request.url,
        chosen: {
          search,
          level: request.query.level ?? '',
          ward: request.query.ward ?? '',
        },
        levels: LEVELS.map((level) => ({ value: level, text: LEVEL_LABELS[level] })),
        wards: wards.map((ward) => ({ value: String(ward.id), text: ward.name })),
      },
    };
  },
});

function readAsked(request: PageRequest, onDay: CalendarDay): PeopleAsked {
  const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
  const level = LEVELS.find((one) => one === request.query.level) ?? null;
  return {
    ...readSearch(request.query.search ?? ''),
    level,
    onDay,
    wardId: Number(request.query.ward) || null,
    higherSince: parseDay(request.query.since ?? ''),
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  };
}

/** A key that no name has: what was typed has no sound that we know, so it finds nobody. */
const NO_NAME = '~';

/** What somebody typed to find a person: a name in either order, or a number. */
export function readSearch(search: string): Pick<PeopleAsked, 'nameKeys' | 'identifiers'> {
  if (search === '') return { nameKeys: null, identifiers: null };
  if (/\d/.test(search)) {
    const joined = search.replace(/\s/g, '');
    const spellings = [search, joined, joined.toUpperCase(), joined.replace(/-/g, '')];
    return { nameKeys: null, identifiers: [...new Set(spellings)] };
  }
  const sounds = search
    .split(/[\s,]+/)
    .map(soundOf)
    .filter(Boolean);
  if (sounds.length === 0) return { nameKeys: [NO_NAME], identifiers: null };
  // The key has the family name first; most people type the given name first.
  const keys = [[...sounds].reverse().join(' '), sounds.join(' ')];
  return { nameKeys: [...new Set(keys)], identifiers: null };
}

function inList(person: PersonInList, on: CalendarDay) {
  return {
    cells: [
      { text: nameOf(person), href: `/people/${person.id}` },
      { text: ageWords(person, on) },
      { text: person.level === null ? 'Universal' : LEVEL_LABELS[person.level as Level] },
    ],
  };
}

/** Notes in the audit trail what was read or done of the person that the address names. */
export function notePerson(request: PageRequest, action: string, detail = {}): Promise<void> {
  const subjectId = request.params.id ?? '';
  return request.audit({ action, subjectKind: 'person', subjectId, detail });
}

/** The person that an address names; one who may not be seen does not exist. */
export async function readPerson(request: PageRequest): Promise<PersonRow> {
  const id = Number(request.params.id);
  const found = Number.isSafeInteger(id) ? await findPerson(request.tx, id as PersonId) : null;
  if (!found) throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
  return found;
}

/** Today, by the clock of this machine in universal time. */
export function today(): CalendarDay {
  return dayFromNumber(Math.floor(Date.now() / 86_400_000));
}
