import { seesPeople, thoseWhoSeePeople } from '../../govern/index.ts';
import {
  ageOn,
  type CalendarDay,
  dayFromNumber,
  formatDay,
  type PersonId,
  refuse,
} from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { LEVEL_LABELS, LEVELS, type Level } from '../journey/journey.ts';
import { ethnicityWords, journeyTimeline } from '../journey/journey-words.ts';
import { personJourney } from '../journey/person-journey.store.ts';
import { listPlaces } from '../places/places.store.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import { drawJourney } from './draw-journey.ts';
import { soundOf } from './names.ts';
import {
  addressesOf,
  findPerson,
  identifiersOf,
  listPeople,
  type PeopleAsked,
  type PersonInList,
  type PersonRow,
  relationsOf,
} from './person.store.ts';

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
    const people = await listPeople(request.tx, asked);
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
  const search = request.query.search ?? '';
  const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
  const words = search.split(/[\s,]+/).filter(Boolean);
  const isIdentifier = /\d/.test(search);
  const level = LEVELS.find((one) => one === request.query.level) ?? null;
  // People type the given name first; the key has the family name first.
  const sounds = [...words].reverse().map(soundOf);
  return {
    nameKey: search && !isIdentifier ? sounds.join(' ') : null,
    identifier: search && isIdentifier ? search.replace(/\s/g, '') : null,
    level,
    onDay,
    wardId: Number(request.query.ward) || null,
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  };
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

/** A person's name, or a number where no return states one. */
export function nameOf(person: Pick<PersonRow, 'given' | 'family' | 'id'>): string {
  return person.given === null ? `Child ${person.id}` : `${person.given} ${person.family}`;
}

function ageWords(person: PersonRow, on: CalendarDay): string {
  if (person.birth_day === null || person.birth_day > on) {
    return person.expected_birth_day === null
      ? 'Age not recorded'
      : `Unborn, expected ${formatDay(person.expected_birth_day)}`;
  }
  const years = ageOn(person.birth_day, on);
  return years === 0 ? 'Under 1' : String(years);
}

/** One child's journey, with the file and row that state each part of it. */
export const personPage: Page = definePage({
  url: '/people/:id',
  title: 'A journey',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const person = await readPerson(request);
    const journey = await personJourney(request.tx, person.id);
    const onDay = (await latestKnownDay(request.tx)) ?? today();
    const showsIdentifiers = request.query.identifiers === 'yes' && seesPeople(request.actor);
    await request.audit({
      action: showsIdentifiers ? 'person.read-identifiers' : 'person.read',
      subjectKind: 'person',
      subjectId: String(person.id),
    });
    const level = journey.levels.find((one) => one.start_day <= onDay && onDay <= one.end_day);
    return {
      template: 'record/people/person.njk',
      title: 'A journey',
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/people', text: 'Children and young people' },
      ],
      data: {
        person: {
          id: person.id,
          name: nameOf(person),
          age: ageWords(person, onDay),
          sex: person.sex ?? 'not recorded',
          ethnicity: ethnicityWords(person.ethnicity),
          isRestricted: person.is_restricted,
          level: level ? LEVEL_LABELS[level.level] : 'Universal services',
          source: `${person.source_name}${person.source_row ? `, row ${person.source_row}` : ''}`,
        },
        identifiers: showsIdentifiers ? await identifiersOf(request.tx, person.id) : false,
        addresses: await addressesOf(request.tx, person.id),
        relations: (await relationsOf(request.tx, person.id)).map((one) => ({
          name: nameOf(one),
          kind: one.kind,
          href: `/people/${one.id}`,
        })),
        charts: drawJourney(journey, onDay),
        entries: journeyTimeline(journey.spells, journey.events),
      },
    };
  },
});

/** The person that an address names; one who may not be seen does not exist. */
export async function readPerson(request: PageRequest): Promise<PersonRow> {
  const id = Number(request.params.id);
  const found = Number.isSafeInteger(id) ? await findPerson(request.tx, id as PersonId) : null;
  if (!found) throw refuse('no-such-person', 'not-found', 'There is nobody here by this number.');
  return found;
}

function today(): CalendarDay {
  return dayFromNumber(Math.floor(Date.now() / 86_400_000));
}
