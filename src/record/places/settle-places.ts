import { type Outline, type PlaceId, readOutline } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { PlaceStatement } from '../returns/statement.ts';
import {
  addUpPlaces,
  type AreaFactRow,
  areaPlaces,
  factsOfAreas,
  needsSettling,
  outlinesOf,
  type SettledArea,
  tieAreas,
  wardFacts,
  writeAreas,
} from './areas.store.ts';
import { savePlaces } from './places.store.ts';
import {
  AGE_BANDS,
  type AreaDeprivation,
  type AreaPeople,
  childrenOf,
  deprivationOfSuccessors,
  peopleOfSuccessors,
} from './small-areas.ts';
import { wardOfArea } from './ward-of-area.ts';

/**
 * Works places out anew after a file of places or of small areas: wards and areas that the lookup
 * names, people and deprivation of each area, areas whose ward is not drawn by the ward that holds
 * their middle, and sums for wards, localities, clusters and the authority.
 */
export async function settlePlaces(tx: Tx, origin: Origin): Promise<void> {
  const { authorityId } = origin;
  if (!(await needsSettling(tx, authorityId))) return;
  const lookup = await wardFacts(tx, authorityId);
  await savePlaces(tx, origin, placesOfLookup(lookup));
  const areas = await areaPlaces(tx, authorityId);
  const codes = areas.map((area) => area.code);
  const facts = await factsOfAreas(tx, authorityId, codes);
  await writeAreas(tx, authorityId, settledAreas(codes, facts));
  await tieAreas(tx, authorityId, await tiesByOutline(tx, authorityId));
  await addUpPlaces(tx, authorityId);
}

/** The wards and areas that a lookup names, as statements of places; wards first. */
function placesOfLookup(lookup: readonly AreaFactRow[]): PlaceStatement[] {
  const base = { row: 0, population0to17: null, deprivationDecile: null, outline: null };
  const councils = new Map(
    lookup.map((fact) => [String(fact.value.council ?? ''), String(fact.value.councilName ?? '')]),
  );
  const wards = new Map(
    lookup.map((fact) => [
      fact.other_code,
      { name: String(fact.value.ward ?? fact.other_code), council: fact.value.council },
    ]),
  );
  return [
    // A district of a county is not the council that runs children's services.
    ...[...councils]
      .filter(([code, name]) => /^E0[689]/.test(code) && name !== '')
      .map(([code, name]): PlaceStatement => {
        return { ...base, kind: 'authority', code, name, withinCode: null };
      }),
    ...[...wards].map(([code, { name, council }]): PlaceStatement => {
      const withinCode = typeof council === 'string' && council !== '' ? council : null;
      return { ...base, kind: 'ward', code, name, withinCode: null, ...within(withinCode) };
    }),
    ...lookup.map((fact): PlaceStatement => {
      const name = String(fact.value.name || fact.area_code);
      return { ...base, kind: 'lsoa', code: fact.area_code, name, withinCode: fact.other_code };
    }),
  ];
}

function within(code: string | null): Partial<PlaceStatement> {
  return code === null ? {} : { withinCode: code };
}

/** People and deprivation of areas by the newest edition of each, brought to today's areas. */
function settledAreas(codes: readonly string[], facts: readonly AreaFactRow[]): SettledArea[] {
  const successors = facts
    .filter((fact) => fact.fact === 'successor')
    .map((fact) => ({ from: fact.area_code, to: fact.other_code }));
  const people = newest(facts, 'population', peopleOf);
  const settled = people.isEarlier ? peopleOfSuccessors(people.areas, successors) : people.areas;
  const stated = newest(facts, 'deprivation', deprivationOf);
  const deprivation = stated.isEarlier
    ? deprivationOfSuccessors(stated.areas, successors, people.areas)
    : stated.areas;
  return codes.map((code) => {
    const own = settled.get(code) ?? null;
    const poor = deprivation.get(code) ?? null;
    return {
      code,
      all: own?.all ?? null,
      children: own === null ? null : childrenOf(own),
      byAge: own?.byAge ?? null,
      populationEdition: own === null ? null : people.edition,
      decile: poor?.decile ?? null,
      score: poor?.score ?? null,
      deprivationEdition: poor === null ? null : stated.edition,
    };
  });
}

function newest<T>(
  facts: readonly AreaFactRow[],
  fact: AreaFactRow['fact'],
  read: (row: AreaFactRow) => T,
): { areas: Map<string, T>; edition: string; isEarlier: boolean } {
  const all = facts.filter((row) => row.fact === fact);
  const edition = all.reduce((latest, row) => (row.edition > latest ? row.edition : latest), '');
  const own = all.filter((row) => row.edition === edition);
  return {
    areas: new Map(own.map((row) => [row.area_code, read(row)])),
    edition,
    isEarlier: own.some((row) => row.census === 2011),
  };
}

function peopleOf({ value }: AreaFactRow): AreaPeople {
  const [first, second, third, fourth] = AGE_BANDS.map((band) => Number(value[band] ?? 0));
  return {
    all: Number(value.all ?? 0),
    byAge: { '0-4': first ?? 0, '5-10': second ?? 0, '11-15': third ?? 0, '16-17': fourth ?? 0 },
  };
}

function deprivationOf({ value }: AreaFactRow): AreaDeprivation {
  const numberOf = (one: string | number | null | undefined) =>
    typeof one === 'number' ? one : null;
  return { decile: numberOf(value.decile), score: numberOf(value.score) };
}

/** Areas that lie in no ward of the map, by the drawn ward that holds their middle. */
async function tiesByOutline(
  tx: Tx,
  authorityId: number,
): Promise<{ area: PlaceId; ward: PlaceId }[]> {
  const loose = (await areaPlaces(tx, authorityId)).filter(
    (area) => area.has_outline && !area.ward_is_drawn,
  );
  if (loose.length === 0) return [];
  const wards = drawn(await outlinesOf(tx, authorityId, { kind: 'ward', ids: null }));
  const ids = loose.map((area) => area.id);
  const areas = drawn(await outlinesOf(tx, authorityId, { kind: 'lsoa', ids }));
  return areas.flatMap((area) => {
    const ward = wardOfArea(area.outline, wards);
    return ward ? [{ area: area.id, ward: ward.id }] : [];
  });
}

function drawn(rows: readonly { id: PlaceId; outline: string }[]): {
  id: PlaceId;
  outline: Outline;
}[] {
  return rows.flatMap(({ id, outline }) => {
    const read = readOutline(outline);
    return read === null ? [] : [{ id, outline: read }];
  });
}
