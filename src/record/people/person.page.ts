import { only, roleOf, thoseWhoLoadFiles, thoseWhoSeePeople } from '../../govern/index.ts';
import type { CalendarDay } from '../../lib/index.ts';
import {
  definePage,
  type Page,
  type PageRequest,
  type TimelineEntry,
} from '../../platform/index.ts';
import { familiesOf } from '../families/family.store.ts';
import { LEVEL_LABELS } from '../journey/journey.ts';
import { ethnicityWords, journeyTimeline } from '../journey/journey-words.ts';
import { personJourney } from '../journey/person-journey.store.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import { takeDone } from './done-message.ts';
import { drawJourney } from './draw-journey.ts';
import { readPerson, today } from './people.page.ts';
import { ageWords, identifierWords, nameOf, verificationWords } from './person-words.ts';
import {
  type AddressRow,
  addressesOf,
  identifiersOf,
  namedPeople,
  type PersonRow,
} from './person.store.ts';
import { relationshipWords } from './relationship.ts';
import { relationshipsOf } from './relationship.store.ts';

const PAGE_SIZE = 25;

/** Who may record what no return holds. */
export const thoseWhoRecord = only('practitioner', 'triage-officer', 'manager');

/** The way back up from the pages of one person; it never says who it is. */
export const PEOPLE_TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/people', text: 'Children and young people' },
];

/** One child's journey, with the file and row that state each part of it. */
export const personPage: Page = definePage({
  url: '/people/:id',
  title: 'A journey',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const person = await readPerson(request);
    const onDay = (await latestKnownDay(request.tx)) ?? today();
    const showsIdentifiers = request.query.identifiers === 'yes';
    await request.audit({
      action: showsIdentifiers ? 'person.read-identifiers' : 'person.read',
      subjectKind: 'person',
      subjectId: String(person.id),
    });
    const journey = await personJourney(request.tx, person.id);
    const level = journey.levels.findLast(
      (one) => one.start_day <= onDay && onDay <= one.end_day,
    )?.level;
    return {
      template: 'record/people/person.njk',
      title: 'A journey',
      breadcrumbs: PEOPLE_TRAIL,
      data: {
        bar: personBar(request, person, onDay, 'journey'),
        level: level ? LEVEL_LABELS[level] : 'Universal services',
        person: { ...person, facts: factsOf(person) },
        done: takeDone(request.session),
        mayRecord: thoseWhoRecord.allows(request.actor),
        identifiers: showsIdentifiers ? await identifierRows(request, person) : false,
        addresses: addressLines(await addressesOf(request.tx, person.id)),
        relations: await relationLines(request, person, onDay),
        families: (await familiesOf(request.tx, person.id)).map(({ id, members }) => ({
          href: `/families/${id}`,
          members,
        })),
        charts: drawJourney(journey, onDay),
        url: request.url,
        ...timelineOf(request, journey),
      },
    };
  },
});

/** What stands above every page of one person, and the links between those pages. */
export function personBar(
  request: PageRequest,
  person: PersonRow,
  onDay: CalendarDay,
  current: 'journey' | 'relationships' | 'protection',
) {
  const links = [
    { key: 'journey', href: `/people/${person.id}`, text: 'Journey' },
    { key: 'relationships', href: `/people/${person.id}/relationships`, text: 'Family' },
    { key: 'protection', href: `/people/${person.id}/protection`, text: 'Protection' },
    { key: 'cost', href: `/people/${person.id}/cost`, text: 'What it cost' },
  ];
  const mayRecord = thoseWhoRecord.allows(request.actor);
  const open = links.filter((link) => mayRecord || !RECORDING.includes(link.key));
  return {
    title: nameOf(person),
    facts: [
      { label: 'Age', text: ageWords(person, onDay) },
      { label: 'Sex', text: SEX_WORDS[person.sex ?? 'unknown'] },
      { label: 'Ethnicity', text: ethnicityWords(person.ethnicity) },
    ],
    links: open.map((link) => ({ ...link, current: link.key === current })),
    isRestricted: person.is_restricted && roleOf(request.actor) === 'manager',
  };
}

/** Pages of a person that only those who record may open. */
const RECORDING: readonly string[] = ['relationships', 'protection'];

const SEX_WORDS = { male: 'Male', female: 'Female', unknown: 'Not recorded' } as const;

function factsOf(person: PersonRow): string {
  const row = person.source_row === null ? '' : `, row ${person.source_row}`;
  return `${person.source_name}${row}`;
}

async function identifierRows(request: PageRequest, person: PersonRow) {
  // The number of a row in one school census says nothing outside that file.
  const known = (await identifiersOf(request.tx, person.id)).filter(
    (one) => one.kind !== 'school-record-id',
  );
  return known.map((one) => ({
    key: identifierWords(one.kind),
    lines: [
      one.value,
      `${verificationWords(one.kind, one.verification)}. From ${one.source_name}` +
        `${one.source_row === null ? '' : `, row ${one.source_row}`}.`,
    ],
  }));
}

/** One line for each stay at one address, however often it was stated, newest first. */
export function addressLines(addresses: readonly AddressRow[]): AddressRow[] {
  return addresses.filter((one, index) => {
    const earlier = addresses[index + 1];
    return (
      earlier === undefined ||
      earlier.postcode !== one.postcode ||
      earlier.is_protected !== one.is_protected
    );
  });
}

async function relationLines(request: PageRequest, person: PersonRow, onDay: CalendarDay) {
  const known = (await relationshipsOf(request.tx, person.id)).filter((one) => !one.untilDay);
  const otherOf = (one: (typeof known)[number]) =>
    one.personId === person.id ? one.otherId : one.personId;
  const people = await namedPeople(request.tx, known.map(otherOf));
  return known.flatMap((one) => {
    const other = people.find((each) => each.id === otherOf(one));
    if (!other) return [];
    const kind = relationshipWords(one.kind, one.personId === other.id);
    const age = ageWords(other, onDay);
    return [{ name: nameOf(other), href: `/people/${other.id}`, kind, age }];
  });
}

function timelineOf(request: PageRequest, journey: Awaited<ReturnType<typeof personJourney>>) {
  const showsSchool = request.query.attendance === 'yes';
  const isSchool = (event: { readonly kind: string }) => event.kind === 'attendance-term';
  const events = showsSchool ? journey.events : journey.events.filter((one) => !isSchool(one));
  const entries = linkedFor(request, journeyTimeline(journey.spells, events)).sort((a, b) =>
    a.day < b.day ? 1 : -1,
  );
  const number = Math.max(1, Math.trunc(Number(request.query.page ?? '1')) || 1);
  const first = (number - 1) * PAGE_SIZE;
  return {
    entries: entries.slice(first, first + PAGE_SIZE),
    page: { number, size: PAGE_SIZE, total: entries.length },
    attendance: { isShown: showsSchool, count: journey.events.filter(isSchool).length },
  };
}

/** Entries that lead to their file, for those who may open files; for others it is named only. */
export function linkedFor(
  request: PageRequest,
  entries: readonly TimelineEntry[],
): TimelineEntry[] {
  if (thoseWhoLoadFiles.allows(request.actor)) return [...entries];
  return entries.map(({ href, ...entry }) => entry);
}
