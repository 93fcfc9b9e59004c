import { type Kysely, sql, type Transaction } from 'kysely';
import type { AuthorityId } from '../src/lib/index.ts';
import { timeOf } from './measure.ts';

/** Wards of the authority that is made for the benchmark. */
export const WARDS = 20;

const PEOPLE = 250_000;
const EVENTS_EACH = 16;
const PIECE = 50_000;
const FIRST_DAY = '2021-04-01';

/** Rows of a spell, level and event in which numbers decide all: the same on every machine. */
interface Piece {
  readonly authorityId: AuthorityId;
  readonly sourceId: number;
  readonly firstWard: number;
  readonly firstPerson: number;
  readonly people: number;
}

/**
 * Writes five years of journeys of 250,000 people straight into the tables, roll-ups and all: 16
 * events, two spells and two levels each. Gives how many rows.
 */
export async function fillJourneys(
  owner: Kysely<unknown>,
  authorityId: AuthorityId,
): Promise<number> {
  const sourceId = await insertSource(owner, authorityId);
  const firstWard = await insertWards(owner, authorityId, sourceId);
  for (let from = 0; from < PEOPLE; from += PIECE) {
    await owner.transaction().execute(async (tx) => {
      const firstPerson = await insertPeople(tx, authorityId, sourceId);
      const piece = { authorityId, sourceId, firstWard, firstPerson, people: PIECE };
      await insertEvents(tx, piece, EVENTS_EACH);
      await insertSpells(tx, piece, 2);
      await insertLevels(tx, piece, 2);
    });
  }
  await sql`vacuum analyze`.execute(owner);
  return PEOPLE * (EVENTS_EACH + 4);
}

/** How long it takes to write 10,000 rows more, with roll-ups or without; nothing of it stays. */
export async function writeMore(
  owner: Kysely<unknown>,
  authorityId: AuthorityId,
  withRollUps: boolean,
): Promise<number> {
  let took = 0;
  const undo = new Error('undo');
  try {
    await owner.transaction().execute(async (tx) => {
      const { rows } = await sql<{ source: number; ward: number }>`
        select (select max(id) from record.source) as source,
          (select min(id) from record.place where kind = 'ward') as ward`.execute(tx);
      const { source: sourceId = 0, ward: firstWard = 0 } = rows[0] ?? {};
      const firstPerson = await insertPeople(tx, authorityId, sourceId, 1000);
      if (!withRollUps) await switchRollUpsOff(tx);
      const piece = { authorityId, sourceId, firstWard, firstPerson, people: 1000 };
      took = await timeOf(async () => {
        await insertEvents(tx, piece, 8);
        await insertSpells(tx, piece, 1);
        await insertLevels(tx, piece, 1);
      });
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return took;
}

async function switchRollUpsOff(tx: Transaction<unknown>): Promise<void> {
  for (const table of ['event', 'spell', 'level_spell']) {
    await sql`alter table ${sql.table(`record.${table}`)}
      disable trigger roll_up_on_insert`.execute(tx);
  }
}

async function insertSource(owner: Kysely<unknown>, authorityId: AuthorityId): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into record.source
      (authority_id, kind, name, return_kind, year, as_of_day, read_on_day, status, actor_id)
    values (${sql.lit(authorityId)}, 'file', 'bench.xml', 'cin-census', '2025-26', '2026-03-31',
      '2026-11-22', 'loaded', 'bench')
    returning id`.execute(owner);
  return rows[0]?.id ?? 0;
}

async function insertWards(
  owner: Kysely<unknown>,
  authorityId: AuthorityId,
  sourceId: number,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into record.place (authority_id, kind, code, name, source_id)
    select ${sql.lit(authorityId)}, 'ward', 'W' || n, 'Ward ' || n, ${sql.lit(sourceId)}
    from generate_series(1, ${sql.lit(WARDS)}) n returning id`.execute(owner);
  return Math.min(...rows.map((row) => row.id));
}

async function insertPeople(
  tx: Transaction<unknown>,
  authorityId: AuthorityId,
  sourceId: number,
  people = PIECE,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into record.person (authority_id, birth_day, sex, stated_day, source_id)
      select ${sql.lit(authorityId)}, date '2008-01-01' + (n * 37 % 5000),
        case n % 2 when 0 then 'male' else 'female' end, '2026-03-31', ${sql.lit(sourceId)}
      from generate_series(1, ${sql.lit(people)}) n returning id
    ) select min(id) as id from made`.execute(tx);
  return rows[0]?.id ?? 0;
}

async function insertEvents(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.event (authority_id, person_id, kind, code, day, ward_id, known_to_day,
      outcome, return_kind, statement_key, source_id, source_row)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p,
      (array['referral', 'assessment', 'section-47', 'conference', 'review'])[1 + (p + e) % 5],
      '1A', date ${sql.lit(FIRST_DAY)} + ((p::bigint * 7919 + e * 104729) % 1800)::integer,
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)}, '2026-03-31',
      case (p + e) % 3 when 0 then 'no-further-action' else 'accepted' end,
      'cin-census', p || ' ' || e, ${sql.lit(of.sourceId)}, p
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e`.execute(tx);
}

async function insertSpells(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.spell (authority_id, person_id, kind, code, ward_id, start_day, end_day,
      known_to_day, return_kind, statement_key, source_id, source_row)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p, 'status',
      (array['child-in-need', 'protection-plan', 'looked-after'])[1 + p % 3],
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)},
      first.day, first.day + 30 + p % 270, '2026-03-31', 'cin-census', p || ' ' || e,
      ${sql.lit(of.sourceId)}, p
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e
    cross join lateral (select date ${sql.lit(FIRST_DAY)} + (e - 1) * 900
      + ((p::bigint * 7919) % 600)::integer as day) first`.execute(tx);
}

async function insertLevels(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.level_spell (authority_id, person_id, level, placement_group, themes,
      ward_id, start_day, end_day, is_start)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p,
      (array['child-in-need', 'child-protection', 'looked-after'])[1 + p % 3],
      case p % 3 when 2 then 'foster' else '' end, '{}',
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)},
      first.day, first.day + 30 + p % 270, true
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e
    cross join lateral (select date ${sql.lit(FIRST_DAY)} + (e - 1) * 900
      + ((p::bigint * 7919) % 600)::integer as day) first`.execute(tx);
}
