import { sql } from 'kysely';
import { type AuthorityId, type CalendarDay, day, financialYear } from '../lib/index.ts';
import { asActor, asSystem, type Database, generatedFile, type Tx } from '../platform/index.ts';
import { systemActor } from '../govern/index.ts';
import {
  type EventStatement,
  importFile,
  type PersonStatement,
  type ReadItem,
  type ReturnKind,
  type SpellStatement,
} from '../record/index.ts';

/** The file that the small partnership of the tests comes from. */
export const HAND_MADE_FILE = 'hand-made-census.xml';

type Spell = readonly [code: string, start: string, end: string, kind?: SpellStatement['kind']];

interface Child {
  readonly id: string;
  readonly ward: 'Alder' | 'Birch';
  readonly spells?: readonly Spell[];
  readonly events?: readonly (Omit<EventStatement, 'day' | 'code'> & {
    readonly day: string;
    readonly code?: string;
  })[];
}

/**
 * A partnership of ten children in two wards, small enough to be reckoned by hand. 2024-25:
 * - Ada (restricted): in foster care for 100 days from 1 June
 * - Ben: in need for 30 days from 1 May, then on a protection plan for 60; domestic abuse found
 * - Cy, Di, Ed, Flo, Gus: in need for 10 days each from 1 October
 * - Hal: in need for 20 days from 1 September, the only child of Birch
 * - Ivy: early help for 40 days, which is not late help
 * - Jo: in a children's home for 50 days from 1 May 2023 (2023-24)
 */
const CHILDREN: readonly Child[] = [
  {
    id: 'Ada',
    ward: 'Alder',
    spells: [
      ['looked-after', '2024-06-01', '2024-09-09'],
      ['U4', '2024-06-01', '2024-09-09', 'placement'],
    ],
  },
  {
    id: 'Ben',
    ward: 'Alder',
    spells: [
      ['child-in-need', '2024-05-01', '2024-07-30'],
      ['protection-plan', '2024-05-31', '2024-07-30'],
    ],
    events: [
      { kind: 'referral', code: '6', day: '2024-05-01', outcome: 'accepted', agencyKind: 'police' },
      { kind: 'assessment', day: '2024-05-20', outcome: 'completed', factors: ['3A'] },
    ],
  },
  ...['Cy', 'Di', 'Ed', 'Flo', 'Gus'].map(
    (id): Child => ({
      id,
      ward: 'Alder',
      spells: [['child-in-need', '2024-10-01', '2024-10-11']],
    }),
  ),
  { id: 'Hal', ward: 'Birch', spells: [['child-in-need', '2024-09-01', '2024-09-21']] },
  { id: 'Ivy', ward: 'Alder', spells: [['targeted-early-help', '2024-05-01', '2024-06-10']] },
  {
    id: 'Jo',
    ward: 'Alder',
    spells: [
      ['looked-after', '2023-05-01', '2023-06-20'],
      ['K2', '2023-05-01', '2023-06-20', 'placement'],
    ],
  },
];

const POSTCODES = { Alder: 'ZZ1 1AA', Birch: 'ZZ2 2BB' } as const;

/** Loads the small partnership through the ordinary importer, and restricts Ada's record. */
export async function loadHandMade(database: Database, authorityId: AuthorityId): Promise<void> {
  const places = { kind: 'places', name: 'hand-made-places.csv' } as const;
  await loadItems(database, authorityId, places, placesOf());
  const people = CHILDREN.map((child, index) => statementOf(child, index + 2));
  await loadPeople(database, authorityId, HAND_MADE_FILE, people);
  await asActor(database, systemActor(authorityId), restrictAda);
}

/** Loads people as a census of 31 March 2025 would state them. */
export function loadPeople(
  database: Database,
  authorityId: AuthorityId,
  name: string,
  people: readonly PersonStatement[],
): Promise<void> {
  const items = people.map((person): ReadItem => ({ type: 'person', person, problems: [] }));
  return loadItems(database, authorityId, { kind: 'cin-census', name }, items);
}

/** Loads any items as one file of a kind. */
export async function loadItems(
  database: Database,
  authorityId: AuthorityId,
  { kind, name }: { readonly kind: ReturnKind; readonly name: string },
  items: readonly ReadItem[],
): Promise<void> {
  async function* read(): AsyncGenerator<ReadItem> {
    const asOf = day('2025-03-31');
    const year = financialYear(2024);
    yield { type: 'file', header: { part: kind, year, asOf, authorityCode: null } };
    yield* items;
  }
  await importFile(
    {
      database,
      actor: systemActor(authorityId),
      today: day('2025-06-01'),
      readers: [{ kind, label: kind, recognise: () => true, read }],
    },
    generatedFile(name, () => [`${name} of ${authorityId}`]),
  );
}

function placesOf(): ReadItem[] {
  return (['Alder', 'Birch'] as const).flatMap((name, index): ReadItem[] => {
    const base = { row: index + 2, population0to17: null, deprivationDecile: null, outline: null };
    const ward = `W${index}`;
    return [
      { type: 'place', place: { ...base, kind: 'ward', code: ward, name, withinCode: null } },
      {
        type: 'place',
        place: {
          ...base,
          kind: 'lsoa',
          code: `L${index}`,
          name: `${name} 001A`,
          withinCode: ward,
          postcodes: [POSTCODES[name]],
        },
      },
    ];
  });
}

function statementOf(child: Child, row: number): PersonStatement {
  return {
    row,
    identifiers: [{ kind: 'la-child-id', value: child.id }],
    birthDay: day('2015-01-01'),
    names: [{ kind: 'legal', given: child.id, family: 'Example' }],
    address: { postcode: POSTCODES[child.ward], fromDay: day('2020-01-01') },
    spells: (child.spells ?? []).map(([code, start, end, kind]) => ({
      kind: kind ?? 'status',
      code,
      startDay: day(start),
      endDay: day(end),
      row,
    })),
    events: (child.events ?? []).map((event) => ({
      ...event,
      code: event.code ?? null,
      day: day(event.day) satisfies CalendarDay,
    })),
  };
}

/** What an officer would do by hand: no return says whose record is restricted. */
async function restrictAda(tx: Tx): Promise<void> {
  await sql`
    insert into record.restriction (person_id, authority_id, reason, from_day, source_id)
    select known.person_id, known.authority_id, 'parent works here', '2024-01-01', known.source_id
    from record.person_identifier known where known.value = 'Ada'`.execute(tx);
}

/** The number of a person by their own identifier, as the system sees them. */
export async function personIdOf(tx: Tx, identifier: string): Promise<number> {
  const { rows } = await sql<{ person_id: number }>`
    select known.person_id from record.person_identifier known
    where known.authority_id = (select govern.authority())
      and known.value = ${identifier}`.execute(tx);
  return rows[0]?.person_id ?? 0;
}

/** Gives an authority the codes by which published files name it. */
export async function giveCodes(
  database: Database,
  authorityId: AuthorityId,
  codes: { readonly onsCode: string; readonly laNumber: string },
): Promise<void> {
  await asSystem(database, 'operator', async (tx) => {
    await sql`
      update govern.authority set ons_code = ${codes.onsCode}, la_number = ${codes.laNumber}
      where id = ${authorityId}`.execute(tx);
  });
}
