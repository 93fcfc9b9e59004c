import { sql } from 'kysely';
import type { AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Drawn, EntryToCare, RoundAsked, Scope, Stratum } from './draw-sample.ts';

/** A round as it stands. */
export interface RoundRow {
  readonly id: number;
  readonly name: string;
  readonly form_version: string;
  readonly from_day: CalendarDay;
  readonly to_day: CalendarDay;
  readonly ward_id: number | null;
  readonly ward: string | null;
  readonly level_before: string;
  readonly seed: number;
  readonly frame_size: number;
  readonly frame_hash: string;
  readonly sample_size: number;
  readonly finished_at: Date | null;
}

const ROUND = sql`select round.id, round.name, round.form_version, round.from_day, round.to_day,
    round.ward_id, place.name as ward, round.level_before, round.seed, round.frame_size,
    round.frame_hash, round.sample_size, round.finished_at
  from understand.review_round round left join record.place on place.id = round.ward_id`;

/** Every round of the authority, newest first. */
export async function listRounds(tx: Tx): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    ${ROUND} where round.authority_id = (select govern.authority())
    order by round.id desc`.execute(tx);
  return rows;
}

/** One round, or null. */
export async function findRound(tx: Tx, id: number): Promise<RoundRow | null> {
  const { rows } = await sql<RoundRow>`
    ${ROUND} where round.authority_id = (select govern.authority())
      and round.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** How many of each band of age were eligible and drawn. */
export async function strataOf(tx: Tx, roundId: number): Promise<Stratum[]> {
  const { rows } = await sql<Stratum>`
    select age_band as "ageBand", frame_size as "frameSize", sample_size as "sampleSize"
    from understand.review_stratum stratum
    where stratum.authority_id = (select govern.authority())
      and stratum.round_id = ${roundId}`.execute(tx);
  return rows;
}

/** Children who came into care in a scope, everyone counted: for drawing and counting alone. */
export async function careEntries(
  tx: Tx,
  { fromDay, toDay, ward, levelBefore }: Scope,
  leftOut: readonly string[],
): Promise<EntryToCare[]> {
  const { rows } = await sql<EntryToCare>`
    select person_id as "personId", entry_day as "entryDay", birth_day as "birthDay"
    from understand.care_entries(${fromDay}::date, ${toDay}::date, ${ward}::bigint,
      ${levelBefore}, ${leftOut}::text[])`.execute(tx);
  return rows;
}

/** Adds a round with its frame and sample; null when the name is taken. */
export async function insertRound(
  tx: Tx,
  asked: RoundAsked & {
    readonly authorityId: AuthorityId;
    readonly actorId: string;
    readonly formVersion: string;
  },
  drawn: Drawn,
): Promise<number | null> {
  const sampled = drawn.strata.reduce((sum, one) => sum + one.sampleSize, 0);
  const { authorityId } = asked;
  const { rows } = await sql<{ id: number }>`
    insert into understand.review_round (authority_id, name, form_version, from_day, to_day,
      ward_id, level_before, seed, frame_size, frame_hash, sample_size, actor_id)
    values (${authorityId}, ${asked.name}, ${asked.formVersion}, ${asked.fromDay},
      ${asked.toDay}, ${asked.ward}, ${asked.levelBefore}, ${asked.seed},
      ${drawn.entries.length}, ${drawn.hash}, ${sampled}, ${asked.actorId})
    on conflict (authority_id, name) do nothing
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return null;
  await sql`
    insert into understand.review_stratum (authority_id, round_id, age_band, frame_size,
      sample_size)
    select ${authorityId}::bigint, ${id}::bigint, one.band, one.frame, one.sample
    from unnest(${drawn.strata.map((one) => one.ageBand)}::text[],
      ${drawn.strata.map((one) => one.frameSize)}::integer[],
      ${drawn.strata.map((one) => one.sampleSize)}::integer[])
      as one(band, frame, sample)`.execute(tx);
  await sql`
    insert into understand.review_entry (authority_id, round_id, person_id, entry_day, age_band,
      case_number)
    select ${authorityId}::bigint, ${id}::bigint, one.person, one.day, one.band, one.number
    from unnest(${drawn.entries.map((one) => one.personId)}::bigint[],
      ${drawn.entries.map((one) => one.entryDay)}::date[],
      ${drawn.entries.map((one) => one.ageBand)}::text[],
      ${drawn.entries.map((one) => one.caseNumber)}::integer[])
      as one(person, day, band, number)`.execute(tx);
  return id;
}

/** Ends a round. */
export async function closeRound(tx: Tx, id: number): Promise<void> {
  await sql`
    update understand.review_round round set finished_at = now()
    where round.authority_id = (select govern.authority()) and round.id = ${id}`.execute(tx);
}
