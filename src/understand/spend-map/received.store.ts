import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type FinancialYear, type FamilyId, yearEnd, yearStart } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { rememberedCount } from '../remembered-count.store.ts';

/** Families that had exactly these services in a year, by the codes of the services. */
export interface FamilySet {
  readonly codes: readonly string[];
  readonly families: number;
}

/** Families by the set of services that they had in a year; everyone counts. */
export function familiesByServices(tx: Tx, year: FinancialYear): Promise<FamilySet[]> {
  return rememberedCount(tx, `families-by-services ${year}`, async () => {
    const { rows } = await sql<FamilySet>`
      select codes, families from understand.families_by_services(${yearStart(year)}::date,
        ${yearEnd(year)}::date) order by families desc, codes`.execute(tx);
    return rows.map((row) => ({ codes: row.codes, families: Number(row.families) }));
  });
}

/** Families by the most agencies that helped them on one day of the year; everyone counts. */
export function familiesByAgencies(
  tx: Tx,
  year: FinancialYear,
  owners: ReadonlyMap<string, string>,
): Promise<{ readonly agencies: number; readonly families: number }[]> {
  // Who answers for a service may change without a file: it is part of the question.
  const asked = createHash('sha256')
    .update(JSON.stringify([...owners]))
    .digest('hex');
  return rememberedCount(tx, `families-by-agencies ${year} ${asked}`, async () => {
    const { rows } = await sql<{ agencies: number; families: number }>`
      select agencies, families from understand.families_by_agencies_at_once(
        ${yearStart(year)}::date, ${yearEnd(year)}::date, ${[...owners.keys()]}::text[],
        ${[...owners.values()]}::text[])`.execute(tx);
    return rows.map((row) => ({ agencies: Number(row.agencies), families: Number(row.families) }));
  });
}

/** One stretch of help that a person had from a service, as a file states it. */
export interface HelpRow {
  readonly personId: number;
  readonly code: string;
  readonly service: string | null;
  readonly provider: string | null;
  readonly agency: string | null;
  readonly startDay: string;
  readonly endDay: string | null;
  readonly endReason: string | null;
  readonly sourceId: number;
  readonly sourceRow: number | null;
}

/** The help from services of the members of a family whom the reader may see, newest first. */
export async function helpOfFamily(tx: Tx, familyId: FamilyId): Promise<HelpRow[]> {
  const { rows } = await sql<HelpRow>`
    select spell.person_id as "personId", spell.code, spell.detail->>'service' as service,
      spell.detail->>'provider' as provider, agency.name as agency,
      spell.start_day as "startDay", spell.end_day as "endDay", spell.end_reason as "endReason",
      spell.source_id as "sourceId", spell.source_row as "sourceRow"
    from record.family_member member
    join record.spell on spell.authority_id = member.authority_id
      and spell.person_id = member.person_id and spell.kind = 'service' and spell.is_counted
    left join govern.agency on agency.id = spell.agency_id
    where member.authority_id = (select govern.authority()) and member.family_id = ${familyId}
    order by spell.start_day desc, spell.id`.execute(tx);
  return rows;
}
