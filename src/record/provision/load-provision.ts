import { type Agency, listAgencies, listAuthorities } from '../../govern/index.ts';
import type { AgencyId, CalendarDay, PlaceId, ServiceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { listPlaces, type PlaceRow } from '../places/places.store.ts';
import type { ProvisionStatement } from '../returns/provision-statement.ts';
import type { Problem } from '../returns/statement.ts';
import { listServices, saveServices } from './provision.store.ts';
import { publicIdOf, serviceKey, type ServiceSpend, type ServiceStatement } from './service.ts';
import { type RowOrigin, saveDependencies } from './service-parts.store.ts';

/** Into what provision is loaded, from which file, and who speaks in it. */
export interface ProvisionLoad extends RowOrigin {
  readonly statedDay: CalendarDay;
  readonly fileName: string;
  /** An answer of one agency: every row is that agency's, confirmed by the person who answers. */
  readonly answer?: { readonly agencyId: AgencyId; readonly by: string };
}

/** What loading provision did, and what in it was doubtful. */
export interface ProvisionLoaded {
  readonly created: number;
  readonly changed: number;
  readonly ids: readonly ServiceId[];
  readonly problems: readonly Problem[];
}

/** Writes what rows of the provision file state; rows of one service are taken together. */
export async function loadProvision(
  tx: Tx,
  load: ProvisionLoad,
  rows: readonly ProvisionStatement[],
): Promise<ProvisionLoaded> {
  const ground = await groundOf(tx, load);
  const problems: Problem[] = [];
  const byKey = Map.groupBy(rows, (row) => keyOf(row, ground));
  const statements = [...byKey].map(([key, own]) => statementOf(key, own, { ground, problems }));
  const saved = await saveServices(tx, load, statements);
  for (const one of saved.filter((done) => done.spellCodeTaken)) {
    const row = byKey.get(one.key)?.[0]?.row ?? null;
    problems.push(
      doubt(load, row, {
        field: 'service_code',
        rule: 'provision/code-taken',
        message: 'Families recorded under this code belong to another service; it was left out.',
        fix: 'Give each service a code of its own.',
      }),
    );
  }
  const ids = new Map(saved.map((one) => [one.key, one.id] as const));
  await saveNeeds(tx, byKey, { ground, ids, problems });
  const created = saved.filter((one) => one.isNew).length;
  const all = saved.map((one) => one.id);
  return { created, changed: saved.length - created, ids: all, problems };
}

interface LoadGround {
  readonly load: ProvisionLoad;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly places: ReadonlyMap<string, PlaceRow>;
  readonly authorityCode: string;
}

async function groundOf(tx: Tx, load: ProvisionLoad): Promise<LoadGround> {
  const agencies = await listAgencies(tx, load.authorityId);
  const places = await Promise.all(
    (['lsoa', 'ward', 'school-cluster', 'locality'] as const).map((kind) => listPlaces(tx, kind)),
  );
  const authority = (await listAuthorities(tx)).find((one) => one.id === load.authorityId);
  return {
    load,
    agencies: new Map(agencies.flatMap((one) => [[plain(one.name), one] as const])),
    places: new Map(
      places
        .flat()
        .flatMap((one) => [[plain(one.name), one] as const, [plain(one.code), one] as const]),
    ),
    authorityCode: authority?.code ?? '',
  };
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

function agencyOf(name: string | null, { agencies }: LoadGround): AgencyId | null {
  return name === null || name === '' ? null : (agencies.get(plain(name))?.id ?? null);
}

function keyOf(row: ProvisionStatement, ground: LoadGround): string {
  const own = ground.load.answer?.agencyId ?? agencyOf(row.agency, ground);
  return serviceKey({ agencyId: own, providerName: row.providerName, name: row.name });
}

interface Noting {
  readonly ground: LoadGround;
  readonly problems: Problem[];
}

function statementOf(
  key: string,
  rows: readonly ProvisionStatement[],
  noting: Noting,
): ServiceStatement {
  const { ground } = noting;
  const { load } = ground;
  const [first] = rows as [ProvisionStatement, ...ProvisionStatement[]];
  const { agency, areas, place, year, paidBy, budgetPence, spentPence, needs, row, ...facts } =
    first;
  const areaIds = areasOf(first, noting);
  const confirmedDay = load.answer ? load.statedDay : first.confirmedDay;
  return {
    ...facts,
    key,
    publicId: publicIdOf(ground.authorityCode, key),
    agencyId: responsibleOf(first, noting),
    statedByAgencyId: load.answer?.agencyId ?? null,
    isWholeArea: areaIds.length === 0,
    origin: load.answer ? 'answer' : 'file',
    feed: null,
    outsideId: null,
    detail: {},
    statedDay: load.statedDay,
    confirmedDay,
    confirmedBy: confirmedDay === null ? null : (load.answer?.by ?? load.fileName),
    row,
    years: yearsOf(rows),
    spends: rows.flatMap((one) => spendsOf(one, ground)),
    areaIds,
    ...(place === null
      ? {}
      : {
          locations: [
            {
              ...place,
              name: '',
              latitude: null,
              longitude: null,
              isPhysical: true,
              outsideId: null,
              detail: {},
            },
          ],
        }),
  };
}

/** The responsible agency; one that the partnership does not know is told and left out. */
function responsibleOf(row: ProvisionStatement, { ground, problems }: Noting): AgencyId | null {
  const found = agencyOf(row.agency, ground);
  if (row.agency !== null && found === null) {
    problems.push(
      doubt(ground.load, row.row, {
        field: 'responsible_agency',
        rule: 'provision/unknown-agency',
        message:
          'No agency of the partnership has this name, so nobody is accountable for the service.',
        fix: 'Write the agency as it is named under Partnership, or add it there.',
      }),
    );
  }
  return found;
}

function areasOf(row: ProvisionStatement, { ground, problems }: Noting): PlaceId[] {
  const found = row.areas.map((name) => ground.places.get(plain(name))?.id);
  if (found.includes(undefined)) {
    problems.push(
      doubt(ground.load, row.row, {
        field: 'areas',
        rule: 'provision/unknown-place',
        message: 'An area is no place on record, so it was left out.',
        fix: 'Load the places first, or use the codes and names of the places file.',
      }),
    );
  }
  return [...new Set(found.filter((id) => id !== undefined))];
}

/** Of each year what a row states first: capacity and reach are the service's, not the payer's. */
function yearsOf(rows: readonly ProvisionStatement[]) {
  const stated = rows
    .map((one) => one.year)
    .filter((one) => one !== null && Object.values(one).some((value) => Number.isInteger(value)))
    .filter((one) => one !== null);
  const byYear = Map.groupBy(stated, (one) => one.year);
  return [...byYear].map(([year, own]) => {
    const first = (field: keyof Omit<(typeof own)[number], 'year'>) =>
      own.map((one) => one[field]).find((value) => value !== null) ?? null;
    return {
      year,
      capacityFamilies: first('capacityFamilies'),
      capacityChildren: first('capacityChildren'),
      reachedFamilies: first('reachedFamilies'),
      reachedChildren: first('reachedChildren'),
    };
  });
}

function spendsOf(row: ProvisionStatement, ground: LoadGround): ServiceSpend[] {
  if (row.year === null) return [];
  const { year } = row.year;
  const agencyId = agencyOf(row.paidBy, ground);
  const payer = { year, agencyId, funderName: agencyId === null ? row.paidBy : '' };
  return (['budget', 'actual'] as const).flatMap((basis) => {
    const spendPence = basis === 'budget' ? row.budgetPence : row.spentPence;
    return spendPence === null ? [] : [{ ...payer, basis, spendPence }];
  });
}

/** Ties services to those they need, by name; a name that nobody bears is told. */
async function saveNeeds(
  tx: Tx,
  byKey: ReadonlyMap<string, readonly ProvisionStatement[]>,
  { ground, ids, problems }: Noting & { readonly ids: ReadonlyMap<string, ServiceId> },
): Promise<void> {
  const asking = [...byKey].filter(([, rows]) => rows.some((row) => row.needs.length > 0));
  if (asking.length === 0) return;
  const byName = new Map((await listServices(tx)).map((one) => [plain(one.name), one.id] as const));
  for (const [key, rows] of asking) {
    const id = ids.get(key);
    const names = [...new Set(rows.flatMap((row) => row.needs))];
    const found = names.map((name) => byName.get(plain(name)));
    if (found.includes(undefined)) {
      problems.push(
        doubt(ground.load, rows[0]?.row ?? null, {
          field: 'needs_services',
          rule: 'provision/unknown-service',
          message: 'A service that this one needs is not on the directory; the tie was left out.',
          fix: 'Put that service above this row, or load it first.',
        }),
      );
    }
    const needs = found.flatMap((other) =>
      other === undefined || other === id ? [] : [{ needsServiceId: other, why: '' }],
    );
    if (id !== undefined) await saveDependencies(tx, ground.load, id, needs);
  }
}

function doubt(
  load: ProvisionLoad,
  row: number | null,
  said: Pick<Problem, 'field' | 'rule' | 'message' | 'fix'>,
): Problem {
  return { file: load.fileName, row, severity: 'warning', ...said };
}
