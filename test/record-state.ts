import { sql } from 'kysely';
import { systemActor } from '../src/govern/accounts/actor.ts';
import type { AuthorityId } from '../src/lib/index.ts';
import { asActor, type Database } from '../src/platform/index.ts';

/**
 * All that the record of an actor's authority holds, without the numbers that only tell in which
 * order rows were written: two records that were made in different ways can be compared.
 */
export async function recordState(
  database: Database,
  authority: { readonly authorityId: AuthorityId },
): Promise<Record<string, unknown[]>> {
  return asActor(database, systemActor(authority.authorityId), async (tx) => {
    const state: Record<string, unknown[]> = {};
    for (const [name, query] of Object.entries(QUERIES)) {
      const { rows } = await sql.raw<{ row: unknown }>(query).execute(tx);
      state[name] = rows.map((one) => one.row);
    }
    return state;
  });
}

/** Rows of a query, as the system sees them that works for the authority. */
export async function select<T>(
  database: Database,
  authority: { readonly authorityId: AuthorityId },
  query: string,
): Promise<T[]> {
  return asActor(database, systemActor(authority.authorityId), async (tx) => {
    const { rows } = await sql.raw<T>(query).execute(tx);
    return rows;
  });
}

const WHO = `(select string_agg(i.kind || ' ' || i.value, ', ' order by i.kind, i.value)
  from record.person_identifier i where i.person_id = t.person_id)`;
const SOURCE = '(select s.name from record.source s where s.id = t.source_id)';
const PLACE = '(select p.code from record.place p where p.id = t.ward_id)';

const ofPerson = (table: string, columns: string) =>
  `select jsonb_build_array(${WHO}, ${columns}) as row from record.${table} t order by 1`;
const ofGroup = (table: string, columns: string, counts: string) =>
  `select jsonb_build_array(${columns}, ${counts}) as row from record.${table} t
   where (${counts}) is distinct from (${counts.replace(/t\.\w+/g, '0')}) order by 1`;

const QUERIES: Readonly<Record<string, string>> = {
  source: `select jsonb_build_array(t.kind, t.name, t.sha256, t.status, t.outcome, t.items_done)
    as row from record.source t order by 1`,
  problem: `select jsonb_build_array(${SOURCE}, t.source_sheet, t.row_number, t.field, t.rule,
    t.severity, t.is_quarantined) as row from record.problem t order by 1`,
  place: `select jsonb_build_array(t.kind, t.code, t.name, t.population_0_to_17,
    t.population_by_age, ${SOURCE}) as row from record.place t order by 1`,
  person: `select jsonb_build_array((select string_agg(i.kind || ' ' || i.value, ', '
      order by i.kind, i.value) from record.person_identifier i where i.person_id = t.id),
    t.birth_day, t.sex, t.ethnicity, t.disabilities, t.special_needs, t.detail, t.stated_day,
    ${SOURCE}, t.source_row) as row from record.person t order by 1`,
  name: ofPerson('person_name', `t.kind, t.given, t.family, ${SOURCE}`),
  address: ofPerson(
    'address',
    `t.postcode, ${PLACE}, t.from_day, t.is_protected, ${SOURCE}, t.source_row`,
  ),
  family: ofPerson(
    'family_member',
    `(select f.reference from record.family f
    where f.id = t.family_id), ${SOURCE}`,
  ),
  spell: ofPerson(
    'spell',
    `t.kind, t.code, ${PLACE}, t.start_day, t.end_day, t.known_to_day, t.end_reason, t.detail,
     t.is_counted, ${SOURCE}, t.source_row`,
  ),
  event: ofPerson(
    'event',
    `t.kind, t.code, t.day, ${PLACE}, t.outcome, t.factors, t.detail, t.is_counted, ${SOURCE},
     t.source_row`,
  ),
  level: ofPerson(
    'level_spell',
    `t.level, t.placement_group, t.themes, ${PLACE}, t.start_day, t.end_day, t.is_start`,
  ),
  personYear: ofPerson(
    'person_kind',
    `t.year, case t.ward_id when -1 then 'all'
    else ${PLACE} end, t.level, t.days`,
  ),
  levelMonth: ofGroup(
    'level_month',
    `t.month, ${PLACE}, t.level, t.placement_group`,
    't.days, t.starts',
  ),
  themeMonth: ofGroup('theme_month', 't.month, t.theme, t.level, t.placement_group', 't.days'),
  spellMonth: ofGroup(
    'spell_month',
    `t.month, ${PLACE}, t.kind, t.code`,
    't.days, t.starts, t.ends',
  ),
  eventMonth: ofGroup('event_month', `t.month, ${PLACE}, t.kind, t.code, t.outcome`, 't.events'),
  childrenYear: ofGroup(
    'children_year',
    `t.year, case t.ward_id when -1 then 'all' else ${PLACE} end, t.level`,
    't.children',
  ),
  spend: `select jsonb_build_array(t.publication, t.area_code, t.year, t.line, t.measure,
    t.amount_pence, ${SOURCE}) as row from record.spend t order by 1`,
  indicator: `select jsonb_build_array(t.indicator, t.area_name, t.area_code, t.period, t.value,
    t.mark, t.period_note, t.numerator, t.denominator, ${SOURCE}) as row
    from record.indicator_value t order by 1`,
};
