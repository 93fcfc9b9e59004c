import { addDays, type AuthorityId, day, financialYear } from '../../lib/index.ts';
import { type Database, generatedFile } from '../../platform/index.ts';
import { systemActor } from '../../govern/index.ts';
import {
  importFile,
  type PersonStatement,
  type ReadItem,
  READERS,
  type ReturnKind,
} from '../../record/index.ts';
import { loadPlacesSample } from '../needs/needs.sample.ts';

/** Wards of the sample: help begun, declined, referred to social care; 1,000 children in each. */
const WARDS = [
  ['Alder', 50, 5, 20],
  ['Birch', 40, 6, 20],
  ['Cedar', 10, 20, 40],
  ['Dogwood', 28, 2, 10],
] as const;

const TODAY = day('2025-06-01');

/**
 * An authority of 4,000 children, 1,000 in each of four wards. In 2024-25 early help began for 50,
 * 40, 10 and 28 of them; 5, 6, 20 and 2 families declined it. Every other child helped is White
 * British, the others Asian, but of the first ten of Alder nobody recorded it.
 */
export async function loadReachSample(database: Database, authorityId: AuthorityId): Promise<void> {
  await loadPlacesSample(database, authorityId);
  const people = WARDS.flatMap(([ward, begun, declined], at) => [
    ...many(begun, (one) => helped({ ward, at, one })),
    ...many(declined, (one) => turnedDown({ ward, at, one })),
  ]);
  await load(database, authorityId, { kind: 'early-help', people });
  const referred = WARDS.flatMap(([ward, , , count], at) =>
    many(
      count,
      (one): PersonStatement => ({
        ...child({ ward: `${ward} referred`, at, one }),
        events: [{ kind: 'referral', code: '1A', day: day('2024-05-01'), outcome: 'accepted' }],
      }),
    ),
  );
  await load(database, authorityId, { kind: 'cin-census', people: referred });
}

/** Where services can be visited: in Alder and on a telephone line. */
export async function loadSitesSample(database: Database, authorityId: AuthorityId): Promise<void> {
  const rows = [
    'service_name,provider,responsible_agency,themes,level,address,postcode,year',
    'Parenting group,Sampleshire,council,parenting,targeted-early-help,Alder hall,ZZ1 1AA,2024-25',
  ];
  const context = { database, actor: systemActor(authorityId), today: TODAY, readers: READERS };
  await importFile(
    context,
    generatedFile('provision-2024-25.csv', () => [`${rows.join('\n')}\n`]),
  );
}

/** Wards with visits in time and with children registered, of 40 children born in each. */
const YOUNG = [
  ['Alder', 28, 15],
  ['Birch', 27, 14],
  ['Cedar', 10, 6],
  ['Dogwood', 8, 0],
] as const;

/**
 * Early years of 2024-25: 40 children born in each ward on 1 May 2024, of whom the new birth visit
 * was in time for 28, 27, 10 and 8, late for six more, and missed by the rest, who missed the next
 * check too; the twelve month check is not yet due. 15, 14, 6 and none are registered with a hub,
 * and every second of those used it five times. One child of Alder is not born yet. And 30, 30, 30
 * and 4 children have a profile, 20, 24, 10 and 2 of them with a good level of development.
 */
export async function loadEarlyYearsSample(
  database: Database,
  authorityId: AuthorityId,
): Promise<void> {
  const rows = [
    'child_id,birth_date,expected_birth_date,postcode,as_of_date,item,item_date,result,times',
  ];
  for (const [at, [ward, inTime, registered]] of YOUNG.entries()) {
    for (let one = 0; one < 40; one += 1) {
      rows.push(...baby(`EY-${ward}-${one}`, { at, one, inTime, registered }));
    }
    const [profiles = 0, good = 0] = PROFILES[at] ?? [];
    for (let one = 0; one < profiles; one += 1) {
      const result = one < good ? 'good-level' : 'not-good-level';
      const who = `PR-${ward}-${one},2019-11-02,,${postcode(at)}`;
      rows.push(`${who},2025-03-31,profile,2024-06-20,${result},`);
    }
  }
  rows.push(`EY-unborn,,2025-05-20,${postcode(0)},2025-03-31,antenatal,,not-done,`);
  const context = { database, actor: systemActor(authorityId), today: TODAY, readers: READERS };
  await importFile(
    context,
    generatedFile('early-years-2024-25.csv', () => [`${rows.join('\n')}\n`]),
  );
}

const PROFILES = [
  [30, 20],
  [30, 24],
  [30, 10],
  [4, 2],
] as const;

/** Visits of each ward that came late. */
const LATE = 6;

interface Baby {
  readonly at: number;
  readonly one: number;
  readonly inTime: number;
  readonly registered: number;
}

function baby(id: string, { at, one, inTime, registered }: Baby): string[] {
  const row = (item: string, itemDay: string, result: string, times = '') =>
    `${id},2024-05-01,,${postcode(at)},2025-03-31,${item},${itemDay},${result},${times}`;
  const isSeen = one < inTime + LATE;
  const visit = one < inTime ? '2024-05-12' : isSeen ? '2024-06-01' : '';
  return [
    row('new-birth', visit, isSeen ? 'done' : 'not-done'),
    row('six-to-eight-weeks', isSeen ? '2024-06-20' : '', isSeen ? 'done' : 'not-done'),
    row('twelve-months', '', 'not-done'),
    ...(one < registered ? [row('hub-registration', '2024-07-01', '')] : []),
    ...(one < registered && one % 2 === 0 ? [row('hub-use', '', '', '5')] : []),
  ];
}

const postcode = (at: number) => `ZZ${at + 1} 1AA`;

const many = <T>(count: number, make: (one: number) => T): T[] =>
  Array.from({ length: count }, (_, one) => make(one));

interface Child {
  readonly ward: string;
  readonly at: number;
  readonly one: number;
}

function child({ ward, at, one }: Child): PersonStatement {
  return {
    row: one + 2,
    identifiers: [{ kind: 'la-child-id', value: `${ward}-${one}` }],
    birthDay: day('2015-01-01'),
    sex: one % 2 === 0 ? 'female' : 'male',
    address: { postcode: postcode(at), fromDay: day('2016-01-01') },
    spells: [],
    events: [],
  };
}

function helped(of: Child): PersonStatement {
  const asked = addDays(day('2024-04-10'), of.one);
  const isUnknown = of.ward === 'Alder' && of.one < 10;
  return {
    ...child(of),
    ...(isUnknown ? {} : { ethnicity: of.one % 2 === 0 ? 'WBRI' : 'APKN' }),
    spells: [
      {
        kind: 'status',
        code: 'targeted-early-help',
        startDay: addDays(asked, 10),
        endDay: addDays(asked, 100),
        endReason: of.one % 4 === 0 ? 'disengaged' : 'needs-met',
      },
    ],
    events: [{ kind: 'early-help-request', code: 'schools', day: asked, outcome: 'accepted' }],
  };
}

function turnedDown(of: Child): PersonStatement {
  const asked = addDays(day('2024-06-10'), of.one);
  return {
    ...child({ ...of, ward: `${of.ward} declined` }),
    events: [
      // The earlier answer is not the last.
      {
        kind: 'early-help-request',
        code: 'schools',
        day: addDays(asked, -60),
        outcome: 'no-further-action',
      },
      { kind: 'early-help-request', code: 'schools', day: asked, outcome: 'declined' },
    ],
  };
}

async function load(
  database: Database,
  authorityId: AuthorityId,
  { kind, people }: { readonly kind: ReturnKind; readonly people: readonly PersonStatement[] },
): Promise<void> {
  async function* read(): AsyncGenerator<ReadItem> {
    const year = financialYear(2024);
    const header = { part: kind, year, asOf: day('2025-03-31'), authorityCode: null };
    yield { type: 'file', header };
    for (const person of people) yield { type: 'person', person, problems: [] };
  }
  const reader = { kind, label: kind, recognise: () => true, read } as const;
  await importFile(
    { database, actor: systemActor(authorityId), today: TODAY, readers: [reader] },
    generatedFile(`${kind}.csv`, () => [`${kind} of ${authorityId}`]),
  );
}
