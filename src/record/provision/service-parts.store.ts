import { sql } from 'kysely';
import type { ServiceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Origin } from '../people/people.store.ts';
import type { ServiceDependency, ServiceStatement } from './service.ts';

/** Whose rows are written, and from which source. */
export type RowOrigin = Pick<Origin, 'authorityId' | 'sourceId'>;

/** Replaces what hangs on services, where the statements say anything of it. */
export async function saveServiceParts(
  tx: Tx,
  origin: RowOrigin,
  idOf: (key: string) => ServiceId | null,
  statements: readonly ServiceStatement[],
): Promise<void> {
  const known = statements.flatMap((one) => {
    const id = idOf(one.key);
    return id === null ? [] : [{ ...one, id }];
  });
  await saveYears(tx, origin, known);
  await saveSpends(tx, origin, known);
  await saveAreas(tx, origin, known);
  await saveLocations(tx, origin, known);
}

type Known = ServiceStatement & { readonly id: ServiceId };

/** A year or a payment that is stated again replaces the earlier one; others stay. */
async function saveYears(tx: Tx, origin: RowOrigin, services: readonly Known[]): Promise<void> {
  const rows = services.flatMap((one) =>
    (one.years ?? []).map((year) => ({ ...year, id: one.id, row: one.row })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into record.service_year (authority_id, service_id, year, capacity_families,
      capacity_children, reached_families, reached_children, source_id, source_row)
    select ${origin.authorityId}::bigint, stated.id, stated.year, stated."capacityFamilies",
      stated."capacityChildren", stated."reachedFamilies", stated."reachedChildren",
      ${origin.sourceId}::bigint, stated.row
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stated(id bigint, year text,
      "capacityFamilies" bigint, "capacityChildren" bigint, "reachedFamilies" bigint,
      "reachedChildren" bigint, row bigint)
    on conflict (authority_id, service_id, year) do update set
      capacity_families = excluded.capacity_families,
      capacity_children = excluded.capacity_children,
      reached_families = excluded.reached_families, reached_children = excluded.reached_children,
      source_id = excluded.source_id, source_row = excluded.source_row`.execute(tx);
}

async function saveSpends(tx: Tx, origin: RowOrigin, services: readonly Known[]): Promise<void> {
  const rows = services.flatMap((one) =>
    (one.spends ?? []).map((spend) => ({ ...spend, id: one.id, row: one.row })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into record.service_spend (authority_id, service_id, year, agency_id, funder_name,
      basis, spend_pence, source_id, source_row)
    select ${origin.authorityId}::bigint, stated.id, stated.year, stated."agencyId",
      stated."funderName", stated.basis, stated."spendPence", ${origin.sourceId}::bigint,
      stated.row
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stated(id bigint, year text,
      "agencyId" bigint, "funderName" text, basis text, "spendPence" bigint, row bigint)
    on conflict (authority_id, service_id, year, agency_id, funder_name, basis) do update set
      spend_pence = excluded.spend_pence, source_id = excluded.source_id,
      source_row = excluded.source_row`.execute(tx);
}

async function saveAreas(tx: Tx, origin: RowOrigin, services: readonly Known[]): Promise<void> {
  const stated = services.filter((one) => one.areaIds !== undefined);
  if (stated.length === 0) return;
  const rows = stated.flatMap((one) =>
    [...new Set(one.areaIds ?? [])].map((placeId) => ({ id: one.id, placeId })),
  );
  await sql`
    delete from record.service_area where authority_id = ${origin.authorityId}
      and service_id = any(${stated.map((one) => one.id)}::bigint[])`.execute(tx);
  await sql`
    insert into record.service_area (authority_id, service_id, place_id)
    select ${origin.authorityId}::bigint, stated.id, stated."placeId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as stated(id bigint, "placeId" bigint)`.execute(tx);
}

async function saveLocations(tx: Tx, origin: RowOrigin, services: readonly Known[]): Promise<void> {
  const stated = services.filter((one) => one.locations !== undefined);
  if (stated.length === 0) return;
  const rows = stated.flatMap((one) =>
    (one.locations ?? []).map((location) => ({ ...location, id: one.id })),
  );
  await sql`
    delete from record.service_location where authority_id = ${origin.authorityId}
      and service_id = any(${stated.map((one) => one.id)}::bigint[])`.execute(tx);
  await sql`
    insert into record.service_location (authority_id, service_id, name, address, postcode,
      latitude, longitude, is_physical, outside_id, detail)
    select ${origin.authorityId}::bigint, stated.id, stated.name, stated.address,
      stated.postcode, stated.latitude, stated.longitude, stated."isPhysical",
      stated."outsideId", coalesce(stated.detail, '{}')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stated(id bigint, name text,
      address text, postcode text, latitude double precision, longitude double precision,
      "isPhysical" boolean, "outsideId" text, detail jsonb)`.execute(tx);
}

/** Replaces what a service needs. */
export async function saveDependencies(
  tx: Tx,
  origin: RowOrigin,
  serviceId: ServiceId,
  needs: readonly ServiceDependency[],
): Promise<void> {
  await sql`
    delete from record.service_dependency
    where authority_id = ${origin.authorityId} and service_id = ${serviceId}`.execute(tx);
  if (needs.length === 0) return;
  await sql`
    insert into record.service_dependency (authority_id, service_id, needs_service_id, why)
    select ${origin.authorityId}::bigint, ${serviceId}::bigint, stated."needsServiceId",
      stated.why
    from jsonb_to_recordset(${JSON.stringify(needs)}::jsonb)
      as stated("needsServiceId" bigint, why text)
    on conflict do nothing`.execute(tx);
}
