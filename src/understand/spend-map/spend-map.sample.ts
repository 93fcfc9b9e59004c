import {
  type AuthorityId,
  day,
  type FinancialYear,
  pounds,
  type ServiceId,
} from '../../lib/index.ts';
import { asActor, type Database, generatedFile } from '../../platform/index.ts';
import { type Agency, listAgencies, systemActor } from '../../govern/index.ts';
import {
  importFile,
  insertActionSource,
  listPlaces,
  type PersonStatement,
  type ReadItem,
  READERS,
  saveDependencies,
  saveServices,
  type ServiceLevel,
} from '../../record/index.ts';
import { publicIdOf, serviceKey, type ServiceStatement } from '../../record/index.ts';
import { loadItems, loadPeople } from '../hand-made.sample.ts';

/** The year of the hand-made partnership. */
export const SAMPLE_YEAR = '2024-25' as FinancialYear;

interface Sample {
  readonly name: string;
  readonly provider: string;
  readonly agency: 'council' | 'charities' | null;
  readonly themes: readonly string[];
  readonly level: ServiceLevel;
  readonly pounds: number | null;
  readonly wards?: readonly string[];
  readonly code?: string;
  readonly accountable?: string;
}

/**
 * Services of a partnership that is reckoned by hand. Early spend with an aim is 200,000 pounds:
 * parenting 100,000, mental health 90,000, domestic abuse 10,000.
 */
const SERVICES: readonly Sample[] = [
  {
    name: 'Parents together',
    provider: 'The council',
    agency: 'council',
    themes: ['parenting'],
    level: 'targeted-early-help',
    pounds: 60_000,
    code: 'A',
    accountable: 'Sam Lark',
  },
  {
    name: 'Parenting course',
    provider: 'Harbour Families',
    agency: 'charities',
    themes: ['parenting'],
    level: 'targeted-early-help',
    pounds: 40_000,
    code: 'B',
  },
  {
    name: 'Safe homes',
    provider: 'Harbour Families',
    agency: 'charities',
    themes: ['domestic-abuse', 'mental-health'],
    level: 'targeted-early-help',
    pounds: 20_000,
    wards: ['Alder'],
    accountable: 'Jo Ashby',
  },
  {
    name: 'Someone to talk to',
    provider: 'Open Door',
    agency: null,
    themes: ['mental-health'],
    level: 'community-early-help',
    pounds: 80_000,
  },
  {
    name: 'Safety planning',
    provider: 'The council',
    agency: 'council',
    themes: ['domestic-abuse'],
    level: 'child-protection',
    pounds: 500_000,
    accountable: 'Sam Lark',
  },
  {
    name: 'Drop-in',
    provider: 'The council',
    agency: 'council',
    themes: [],
    level: 'universal',
    pounds: null,
    accountable: 'Sam Lark',
  },
];

/**
 * Loads the hand-made partnership. Late help of 2024-25: 18 children in need for 10 days each, 6 in
 * Alder and 6 in Birch with domestic abuse, 6 in Alder with domestic abuse and mental health. Of
 * those in Alder all 12 had Parents together, and 6 the Parenting course at the same time.
 */
export async function loadSpendMapSample(
  database: Database,
  authorityId: AuthorityId,
): Promise<Readonly<Record<string, ServiceId>>> {
  const places = { kind: 'places', name: 'spend-map-places.csv' } as const;
  await loadItems(database, authorityId, places, placesOf());
  const people = Array.from({ length: 18 }, (_, at) => childOf(at));
  await loadPeople(database, authorityId, 'spend-map-census.xml', people);
  const actor = systemActor(authorityId);
  const ids = await asActor(database, actor, async (tx) => {
    const agencies = await listAgencies(tx, authorityId);
    const wards = new Map((await listPlaces(tx, 'ward')).map((one) => [one.name, one.id]));
    const sourceId = await insertActionSource(tx, authorityId, 'Made-up services');
    const stated = SERVICES.map((one) => statementOf(one, agencies, wards));
    const saved = await saveServices(tx, { authorityId, sourceId }, stated);
    const found = Object.fromEntries(
      SERVICES.map((one, at) => [one.name, saved[at]?.id as ServiceId]),
    );
    await saveDependencies(tx, { authorityId, sourceId }, found['Safe homes'] as ServiceId, [
      { needsServiceId: found['Drop-in'] as ServiceId, why: 'a room' },
    ]);
    return found;
  });
  await importFile(
    { database, actor, today: day('2025-06-01'), readers: READERS },
    generatedFile('services-received-2024-25.csv', () => [receivedFile()]),
  );
  return ids;
}

function placesOf(): ReadItem[] {
  return ['Alder', 'Birch'].flatMap((name, index): ReadItem[] => {
    const shared = {
      row: index + 2,
      population0to17: null,
      deprivationDecile: null,
      outline: null,
    };
    const [ward, lsoa] = [`W${index}`, `L${index}`];
    const postcodes = [index === 0 ? 'ZZ1 1AA' : 'ZZ2 2BB'];
    const area = { ...shared, code: lsoa, name: `${name} 001A`, withinCode: ward, postcodes };
    return [
      { type: 'place', place: { ...shared, kind: 'ward', code: ward, name, withinCode: null } },
      { type: 'place', place: { ...area, kind: 'lsoa' } },
    ];
  });
}

function childOf(at: number): PersonStatement {
  const isBirch = at >= 12;
  return {
    row: at + 2,
    identifiers: [{ kind: 'la-child-id', value: `S${at}` }],
    birthDay: day('2018-01-01'),
    names: [{ kind: 'legal', given: `Child${at}`, family: 'Sample' }],
    address: { postcode: isBirch ? 'ZZ2 2BB' : 'ZZ1 1AA', fromDay: day('2018-01-01') },
    familyReference: `SF${at}`,
    spells: [
      {
        kind: 'status',
        code: 'child-in-need',
        startDay: day('2024-10-01'),
        endDay: day('2024-10-11'),
      },
    ],
    events: [
      {
        kind: 'assessment',
        code: null,
        day: day('2024-10-01'),
        outcome: 'completed',
        factors: at >= 6 && !isBirch ? ['3A', '4A'] : ['3A'],
      },
    ],
  };
}

function receivedFile(): string {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const own = `S${at},SF${at}`;
    const first = `${own},A,Parents together,The council,council,2024-05-01,2024-09-01,completed`;
    const second = `${own},B,Parenting course,Harbour Families,charities,2024-06-01,,`;
    return at < 6 ? `${first}\n${second}` : first;
  });
  return (
    'child_id,family_reference,service_code,service_name,provider,agency,start_date,end_date,' +
    `outcome\n${rows.join('\n')}\n`
  );
}

function statementOf(
  one: Sample,
  agencies: readonly Agency[],
  wards: ReadonlyMap<string, number>,
): ServiceStatement {
  const agencyId = agencies.find(({ kind }) => kind === one.agency)?.id ?? null;
  const key = serviceKey({ agencyId, providerName: one.provider, name: one.name });
  return {
    key,
    publicId: publicIdOf('SAMPLE', key),
    agencyId,
    providerName: one.provider,
    name: one.name,
    description: '',
    themes: one.themes,
    level: one.level,
    fromAge: 0,
    toAge: 11,
    eligibility: null,
    referralRoute: null,
    status: 'active',
    url: null,
    email: null,
    phone: null,
    accountableName: one.accountable ?? null,
    accountableRole: null,
    evidence: 'none',
    programme: null,
    spellCode: one.code ?? null,
    isWholeArea: one.wards === undefined,
    areaIds: (one.wards ?? []).flatMap((name) => (wards.get(name) ?? []) as never),
    statedByAgencyId: null,
    origin: 'file',
    feed: null,
    outsideId: null,
    detail: {},
    statedDay: day('2025-05-01'),
    confirmedDay: null,
    confirmedBy: null,
    row: null,
    ...(one.pounds === null
      ? {}
      : {
          spends: [
            {
              year: SAMPLE_YEAR,
              agencyId,
              funderName: agencyId === null ? 'A trust' : '',
              basis: 'actual' as const,
              spendPence: pounds(one.pounds),
            },
          ],
        }),
  };
}
