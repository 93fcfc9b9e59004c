import { type AuthorityId, day, financialYear } from '../../lib/index.ts';
import { type Database, generatedFile } from '../../platform/index.ts';
import { systemActor } from '../../govern/index.ts';
import {
  importFile,
  type PersonStatement,
  type ReadItem,
  READERS,
  type SpellStatement,
} from '../../record/index.ts';

/** Wards of the sample with their children in need in 2022-23, 2023-24 and 2024-25. */
const WARDS = [
  ['Alder', 'East', 40, 50, 60],
  ['Birch', 'East', 10, 10, 10],
  ['Cedar', 'West', 9, 9, 9],
  ['Dogwood', 'West', 3, 3, 2],
] as const;

/**
 * An authority of 4,000 children, 1,000 in each of four wards, of which Alder has most children in
 * need: 60 of the newest year, beside 10, 9 and 2.
 */
export async function loadNeedsSample(database: Database, authorityId: AuthorityId): Promise<void> {
  await loadPlacesSample(database, authorityId);
  for (const [index, start] of [2022, 2023, 2024].entries()) {
    const people = WARDS.flatMap(([ward, , ...counts]) =>
      Array.from({ length: counts[index] ?? 0 }, (_, one) => child({ ward, one, start })),
    );
    await loadCensus(database, authorityId, { start, people });
  }
}

/** Loads people as a census of the end of a year would state them. */
async function loadCensus(
  database: Database,
  authorityId: AuthorityId,
  { start, people }: { readonly start: number; readonly people: readonly PersonStatement[] },
): Promise<void> {
  const kind = 'cin-census';
  async function* read(): AsyncGenerator<ReadItem> {
    const [asOf, year] = [day(`${start + 1}-03-31`), financialYear(start)];
    yield { type: 'file', header: { part: kind, year, asOf, authorityCode: null } };
    for (const person of people) yield { type: 'person', person, problems: [] };
  }
  const reader = { kind, label: kind, recognise: () => true, read } as const;
  await importFile(
    {
      database,
      actor: systemActor(authorityId),
      today: day('2025-06-01'),
      readers: [reader],
    },
    generatedFile(`census-${start}.xml`, () => [`census ${start} of ${authorityId}`]),
  );
}

/** Only its places: two localities, a school cluster, four wards with an outline and two areas. */
export async function loadPlacesSample(
  database: Database,
  authorityId: AuthorityId,
): Promise<void> {
  const context = {
    database,
    actor: systemActor(authorityId),
    today: day('2025-06-01'),
    readers: READERS,
  };
  await importFile(
    context,
    generatedFile('places.csv', () => [placesFile(authorityId)]),
  );
  await importFile(
    context,
    generatedFile('wards.geojson', () => [outlines(authorityId)]),
  );
}

function placesFile(authorityId: number): string {
  const head =
    'kind,code,name,within_code,school_cluster_code,population_0_to_17,population_0_to_4,' +
    'population_5_to_10,population_11_to_15,population_16_to_17,deprivation_decile,postcodes';
  const ages = '250,400,250,100';
  const rows = [
    head,
    `authority,A${authorityId},Sampleshire,,,4000,1000,1600,1000,400,,`,
    `locality,EAST,East,A${authorityId},,2000,500,800,500,200,,`,
    `locality,WEST,West,A${authorityId},,2000,500,800,500,200,,`,
    `school-cluster,RIVER,River schools,A${authorityId},,,,,,,,`,
  ];
  for (const [index, [name, locality]] of WARDS.entries()) {
    const within = locality.toUpperCase();
    rows.push(`ward,W${index},${name},${within},${index < 2 ? 'RIVER' : ''},1000,${ages},,`);
    rows.push(`lsoa,L${index}A,${name} one,W${index},,600,,,,,${index + 1},ZZ${index + 1} 1AA`);
    rows.push(`lsoa,L${index}B,${name} two,W${index},,400,,,,,9,ZZ${index + 1} 2BB`);
  }
  return `${rows.join('\n')}\n`;
}

function outlines(authorityId: number): string {
  const features = WARDS.map(([name], index) => {
    const [x, y] = [index % 2, 51 + Math.floor(index / 2)];
    const ring = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ];
    return {
      type: 'Feature',
      properties: { kind: 'ward', code: `W${index}`, name },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features, of: authorityId });
}

function child(of: {
  readonly ward: string;
  readonly one: number;
  readonly start: number;
}): PersonStatement {
  const { ward, one, start } = of;
  const at = WARDS.findIndex(([name]) => name === ward);
  const spell: SpellStatement = {
    kind: 'status',
    code: 'child-in-need',
    startDay: day(`${start}-06-01`),
    endDay: day(`${start}-08-01`),
    row: one + 2,
  };
  return {
    row: one + 2,
    identifiers: [{ kind: 'la-child-id', value: `${ward}-${start}-${one}` }],
    birthDay: day('2015-01-01'),
    names: [],
    address: { postcode: `ZZ${at + 1} 1AA`, fromDay: day('2014-01-01') },
    spells: [spell],
    events: [
      {
        kind: 'referral',
        code: '1A',
        day: day(`${start}-06-01`),
        outcome: one % 4 === 0 ? 'no-further-action' : 'accepted',
      },
      ...(one % 2 === 0
        ? [
            {
              kind: 'referral',
              code: '1A',
              day: day(`${start}-09-01`),
              outcome: 'accepted',
            } as const,
          ]
        : []),
    ],
  };
}
