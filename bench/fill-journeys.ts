import { type Kysely, sql, type Transaction } from 'kysely';
import type { AuthorityId } from '../src/lib/index.ts';
import { fillThemes, writeThemeSets } from './fill-themes.ts';
import { fillReferrals } from './fill-referrals.ts';
import { timeOf } from './measure.ts';
import { type Ground, type Piece, WARDS } from './piece.ts';

const PEOPLE = 250_000;
const EVENTS_EACH = 16;
const PIECE = 50_000;
const FIRST_DAY = '2021-04-01';

/**
 * Writes five years of journeys of 250,000 people straight into the tables, roll-ups and all: 16
 * events, two spells and two levels each, with their referrals and themes. Gives how many rows of
 * events, spells and levels.
 */
export async function fillJourneys(owner: Kysely<unknown>, ground: Ground): Promise<number> {
  await checkKeys(owner, false);
  for (let from = 0; from < PEOPLE; from += PIECE) {
    await owner.transaction().execute(async (tx) => {
      await writeThemeSets(tx);
      const firstPerson = await insertPeople(tx, ground.authorityId, ground.sourceId);
      const piece = { ...ground, firstPerson, people: PIECE };
      await insertEvents(tx, piece, EVENTS_EACH);
      await insertSpells(tx, piece, 2);
      await insertReceived(tx, piece);
      await insertLevels(tx, piece, 2);
      await fillReferrals(tx, piece);
      await fillThemes(tx, piece);
    });
  }
  await checkKeys(owner, true);
  await sql`vacuum analyze`.execute(owner);
  return PEOPLE * (EVENTS_EACH + 4);
}

/** How long it takes to write 10,000 rows more, with roll-ups or without; nothing of it stays. */
export async function writeMore(
  owner: Kysely<unknown>,
  ground: Ground,
  withRollUps: boolean,
): Promise<number> {
  let took = 0;
  const undo = new Error('undo');
  try {
    await owner.transaction().execute(async (tx) => {
      await writeThemeSets(tx);
      const firstPerson = await insertPeople(tx, ground.authorityId, ground.sourceId, 1000);
      if (!withRollUps) await switchRollUpsOff(tx);
      const piece = { ...ground, firstPerson, people: 1000 };
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

/** Whether each row's keys are looked up: not while millions are written that are known to hold. */
async function checkKeys(owner: Kysely<unknown>, isOn: boolean): Promise<void> {
  for (const name of ['event', 'spell', 'level_spell', 'referral', 'person_theme', 'person_year']) {
    const table = sql.table(`record.${name}`);
    await sql`alter table ${table} ${sql.raw(isOn ? 'enable' : 'disable')} trigger all`.execute(
      owner,
    );
    await sql`alter table ${table} enable trigger user`.execute(owner);
  }
}

async function switchRollUpsOff(tx: Transaction<unknown>): Promise<void> {
  for (const table of ['event', 'spell', 'level_spell']) {
    await sql`alter table ${sql.table(`record.${table}`)} disable trigger user`.execute(tx);
  }
}

async function insertPeople(
  tx: Transaction<unknown>,
  authorityId: AuthorityId,
  sourceId: number,
  people = PIECE,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into record.person (authority_id, birth_day, sex, ethnicity, stated_day, source_id)
      select ${sql.lit(authorityId)}, date '2008-01-01' + (n * 37 % 5000),
        case n % 2 when 0 then 'male' else 'female' end,
        (array['WBRI', 'WBRI', 'BCRB', 'APKN', 'MWBC'])[1 + n % 5], '2026-03-31',
        ${sql.lit(sourceId)}
      from generate_series(1, ${sql.lit(people)}) n returning id
    ) select min(id) as id from made`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** A tenth are referrals; few ask for early help, and fewer come into care. */
async function insertEvents(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.event (authority_id, person_id, kind, code, day, agency_id, ward_id,
      known_to_day, outcome, return_kind, statement_key, source_id, source_row)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p, what.kind,
      case what.kind when 'referral' then (array['1A', '1B', '2A', '3A', '3B', '5A', '6', '8'])[
        1 + p % 8] when 'closure' then 'RC' || 1 + (p + e / 3) % 8 end,
      date ${sql.lit(FIRST_DAY)} + ((p::bigint * 7919 + e * 104729) % 1800)::integer,
      case when what.kind in ('referral', 'early-help-request')
        then (array[${sql.join(of.agencies)}]::bigint[])[1 + p % 4] end,
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)}, '2026-03-31',
      case what.kind when 'referral'
          then (array['no-further-action', 'accepted', 'accepted'])[1 + (p + e) % 3]
        when 'early-help-request' then (array['accepted', 'declined', 'advice'])[1 + p % 3] end,
      'cin-census', p || ' ' || e, ${sql.lit(of.sourceId)}, p
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e
    cross join lateral (select case (p + e) % 10 when 0 then 'referral' when 1 then 'assessment'
      when 2 then 'section-47' when 3 then 'initial-conference' when 4 then 'review-conference'
      when 5 then 'closure' when 8 then 'early-help-assessment' when 9 then 'assessment'
      when 6 then case p % 4 when 0 then 'early-help-request' else 'contact' end
      else case p % 40 when 0 then 'looked-after-start' else 'contact' end end as kind
    ) what`.execute(tx);
}

async function insertSpells(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.spell (authority_id, person_id, kind, code, ward_id, start_day, end_day,
      end_reason, known_to_day, return_kind, statement_key, source_id, source_row)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p, 'status',
      (array['child-in-need', 'protection-plan', 'looked-after', 'targeted-early-help'])[
        1 + p % 4],
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)},
      first.day, first.day + 30 + p % 270,
      (array['needs-met', 'disengaged', 'other-support'])[1 + p % 3], '2026-03-31', 'cin-census',
      p || ' ' || e, ${sql.lit(of.sourceId)}, p
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e
    cross join lateral (select date ${sql.lit(FIRST_DAY)} + (e - 1) * 900
      + ((p::bigint * 7919) % 600)::integer as day) first`.execute(tx);
}

/** Every tenth child was helped by two services of the directory, at one time. */
async function insertReceived(tx: Transaction<unknown>, of: Piece): Promise<void> {
  await sql`
    insert into record.spell (authority_id, person_id, kind, code, ward_id, start_day, end_day,
      known_to_day, return_kind, statement_key, source_id, source_row)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p * 10, 'service',
      'received-' || 1 + (p + e) % 20, ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)},
      date ${sql.lit(FIRST_DAY)} + p % 1700, date ${sql.lit(FIRST_DAY)} + p % 1700 + 90,
      '2026-03-31', 'services-received', p || ' service ' || e, ${sql.lit(of.sourceId)}, p
    from generate_series(0, ${sql.lit(of.people / 10 - 1)}) p
    cross join generate_series(1, 2) e`.execute(tx);
}

async function insertLevels(tx: Transaction<unknown>, of: Piece, each: number): Promise<void> {
  await sql`
    insert into record.level_spell (authority_id, person_id, level, placement_group, themes,
      ward_id, start_day, end_day, is_start)
    select ${sql.lit(of.authorityId)}, ${sql.lit(of.firstPerson)}::bigint + p,
      (array['child-in-need', 'child-protection', 'looked-after', 'targeted-early-help'])[
        1 + p % 4],
      case p % 4 when 2 then 'foster' else '' end, theme_set.themes,
      ${sql.lit(of.firstWard)}::bigint + p % ${sql.lit(WARDS)},
      first.day, first.day + 30 + p % 270, true
    from generate_series(0, ${sql.lit(of.people - 1)}) p
    cross join generate_series(1, ${sql.lit(each)}) e
    cross join lateral (select date ${sql.lit(FIRST_DAY)} + (e - 1) * 900
      + ((p::bigint * 7919) % 600)::integer as day) first
    join theme_set on theme_set.number = (p::bigint * 7919 % 256)`.execute(tx);
}
