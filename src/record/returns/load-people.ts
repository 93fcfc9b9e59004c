import type { AgencyId, CalendarDay, PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { wardOn } from '../journey/derive-levels.ts';
import {
  type EventToSave,
  homesOf,
  type SpellToSave,
  saveEvents,
  saveSpells,
} from '../journey/journey.store.ts';
import { type JourneyRules, rebuildLevels } from '../journey/rebuild-levels.ts';
import { type Match, matchPeople, tidyIdentifier } from '../people/match-people.ts';
import { isNhsNumber, nameSearchKey, tidyPostcode } from '../people/names.ts';
import {
  knownIdentifiers,
  type MatchedStatement,
  newPersonIds,
  type Origin,
  saveAddresses,
  saveFamilies,
  saveIdentifiers,
  saveNames,
  savePeople,
} from '../people/people.store.ts';
import type { AgencyKind, EventStatement, PersonStatement, ReturnKind } from './statement.ts';

/** Where a batch comes from and how its codes are understood. */
export interface PeopleLoad extends Origin {
  readonly returnKind: ReturnKind;
  readonly agencyOf: ReadonlyMap<AgencyKind, AgencyId>;
  readonly rules: JourneyRules;
}

/** What loading a batch did. */
export interface PeopleLoaded {
  readonly counts: Readonly<Record<string, number>>;
  readonly doubts: readonly {
    readonly row: number;
    readonly sheet: string | null;
    readonly doubt: NonNullable<Match['doubt']>;
  }[];
}

/** Loads one batch of statements about people: matched, written, journeys derived anew. */
export async function loadPeople(
  tx: Tx,
  load: PeopleLoad,
  stated: readonly PersonStatement[],
): Promise<PeopleLoaded> {
  const statements = stated.map((statement) => ({
    ...statement,
    identifiers: statement.identifiers.map(tidyIdentifier),
  }));
  const matches = await matchedTo(tx, statements);
  const people = await withIds(tx, statements, matches);
  const saved = await savePeople(tx, load, people);
  await saveIdentifiers(tx, load, identifiersOf(people));
  await saveNames(tx, load, namesOf(people));
  await saveAddresses(tx, load, addressesOf(people, load));
  await saveFamilies(tx, load, familiesOf(people));
  const touched = [...new Set(people.map((one) => one.personId))];
  const wardOf = await wardsOf(tx, touched);
  const spells = await saveSpells(tx, load, spellsOf(people, load, wardOf));
  const events = await saveEvents(tx, load, eventsOf(people, load, wardOf));
  await rebuildLevels(tx, load.authorityId, touched, load.rules);
  return {
    counts: {
      peopleAdded: saved.created,
      peopleChanged: saved.changed,
      spellsAdded: spells.created,
      spellsChanged: spells.changed,
      eventsAdded: events.created,
      eventsChanged: events.changed,
    },
    doubts: matches.flatMap((match, index) => {
      const { row = 0, sheet = null } = statements[index] ?? {};
      return match.doubt ? [{ row, sheet, doubt: match.doubt }] : [];
    }),
  };
}

async function matchedTo(tx: Tx, statements: readonly PersonStatement[]): Promise<Match[]> {
  const identifiers = statements.flatMap((statement) => statement.identifiers);
  return matchPeople(statements, await knownIdentifiers(tx, identifiers));
}

async function withIds(
  tx: Tx,
  statements: readonly PersonStatement[],
  matches: readonly Match[],
): Promise<MatchedStatement[]> {
  const newCount = matches.reduce((most, match) => Math.max(most, (match.newIndex ?? -1) + 1), 0);
  const newIds = await newPersonIds(tx, newCount);
  return statements.map((statement, index) => {
    const match = matches[index] as Match;
    return { personId: match.personId ?? (newIds[match.newIndex ?? 0] as PersonId), statement };
  });
}

type WardOf = (personId: PersonId, day: CalendarDay) => PlaceId | null;

async function wardsOf(tx: Tx, people: readonly PersonId[]): Promise<WardOf> {
  const homes = Map.groupBy(
    (await homesOf(tx, people)).map((home) => ({
      personId: home.person_id,
      fromDay: home.from_day,
      wardId: home.ward_id,
    })),
    (home) => home.personId,
  );
  return (personId, day) => wardOn(homes.get(personId) ?? [], day);
}

function identifiersOf(people: readonly MatchedStatement[]) {
  return people.flatMap(({ personId, statement }) =>
    statement.identifiers.map(({ kind, value }) => ({
      personId,
      kind,
      value,
      verification:
        kind === 'nhs-number' && isNhsNumber(value) ? ('checked' as const) : ('stated' as const),
      row: statement.row,
    })),
  );
}

function namesOf(people: readonly MatchedStatement[]) {
  return people.flatMap(({ personId, statement }) =>
    (statement.names ?? []).map((name) => ({
      ...name,
      personId,
      searchKey: nameSearchKey(name.given, name.family),
      row: statement.row,
    })),
  );
}

function addressesOf(people: readonly MatchedStatement[], load: PeopleLoad) {
  return people.flatMap(({ personId, statement }) => {
    const { address } = statement;
    if (!address) return [];
    return [
      {
        personId,
        postcode: tidyPostcode(address.postcode),
        uprn: address.uprn ?? null,
        lsoa: address.lsoa ?? null,
        fromDay: address.fromDay ?? load.statedDay,
        isProtected: address.isProtected ?? false,
        row: statement.row,
      },
    ];
  });
}

function familiesOf(people: readonly MatchedStatement[]) {
  return people.flatMap(({ personId, statement }) =>
    statement.familyReference
      ? [{ personId, reference: statement.familyReference, row: statement.row }]
      : [],
  );
}

function spellsOf(
  people: readonly MatchedStatement[],
  load: PeopleLoad,
  wardOf: WardOf,
): SpellToSave[] {
  const byKey = new Map<string, SpellToSave>();
  for (const { personId, statement } of people) {
    for (const spell of statement.spells) {
      const isOneOfMany = spell.kind === 'status' || spell.kind === 'service';
      const code = isOneOfMany ? `/${spell.code}` : '';
      const statementKey = `${spell.kind}${code}/${spell.startDay}`;
      byKey.set(`${personId} ${statementKey}`, {
        personId,
        kind: spell.kind,
        code: spell.code,
        agencyId: load.agencyOf.get(spell.agencyKind ?? 'council') ?? null,
        startDay: spell.startDay,
        endDay: spell.endDay,
        endReason: spell.endReason ?? null,
        detail: spell.detail ?? {},
        wardId: wardOf(personId, spell.startDay),
        statementKey,
        sheet: statement.sheet ?? null,
        row: spell.row ?? statement.row,
      });
    }
  }
  return [...byKey.values()];
}

function eventsOf(
  people: readonly MatchedStatement[],
  load: PeopleLoad,
  wardOf: WardOf,
): EventToSave[] {
  const byKey = new Map<string, EventToSave>();
  for (const { personId, statement } of people) {
    for (const event of statement.events) {
      const statementKey = `${event.kind}/${event.code ?? ''}/${event.day}`;
      byKey.set(`${personId} ${statementKey}`, {
        personId,
        kind: event.kind,
        code: event.code,
        day: event.day,
        agencyId: agencyIdOf(event, load),
        outcome: event.outcome ?? null,
        factors: event.factors ?? [],
        detail: event.detail ?? {},
        wardId: wardOf(personId, event.day),
        statementKey,
        sheet: statement.sheet ?? null,
        row: event.row ?? statement.row,
      });
    }
  }
  return [...byKey.values()];
}

function agencyIdOf(event: EventStatement, load: PeopleLoad): AgencyId | null {
  if (event.agencyKind === null) return null;
  return load.agencyOf.get(event.agencyKind ?? 'council') ?? null;
}
