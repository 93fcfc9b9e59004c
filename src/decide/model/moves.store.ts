import { sql } from 'kysely';
import type { CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { AGE_BANDS, DURATION_BANDS, type Standing, type State } from './model-input.ts';
import { MOST_QUARTERS, type MoveCount } from './move-counts.ts';
import { PLACEMENT_STATES } from './state-of-level.ts';

/** Children whom one statement goes through: short enough to leave others their turn. */
const CHILDREN_AT_ONCE = 2000;

/** Financial years, as the year in which they start, that loaded returns of a kind cover. */
export interface CoveredYears {
  readonly kind: 'cin-census' | 'ssda903' | 'annex-a' | 'early-help';
  readonly years: readonly number[];
}

/**
 * Which years each kind of return about levels covers, as the files state them; of early help,
 * whose files state none, those in whose every month help was asked for or assessed.
 */
export async function coveredYears(tx: Tx): Promise<CoveredYears[]> {
  const { rows } = await sql<CoveredYears>`
    select stated.kind, array_agg(stated.year order by stated.year) as years from (
      select distinct source.return_kind as kind, left(source.year, 4)::integer as year
      from record.source
      where source.authority_id = (select govern.authority()) and source.year is not null
        and source.return_kind in ('cin-census', 'ssda903', 'annex-a') and source.items_done > 0
      union all
      select 'early-help', month.year from (
        select distinct record.financial_year(event_month.month) as year, event_month.month
        from record.event_month
        where event_month.authority_id = (select govern.authority())
          and event_month.kind in ('early-help-request', 'early-help-assessment')
          and event_month.events > 0
      ) month group by month.year having count(*) = 12
    ) stated group by 1 order by 1`.execute(tx);
  return rows;
}

/** Files that levels rest on, newest year first. */
export async function filesOfLevels(
  tx: Tx,
): Promise<{ name: string; year: string | null; return_kind: string }[]> {
  const { rows } = await sql<{ name: string; year: string | null; return_kind: string }>`
    select source.name, source.year, source.return_kind from record.source
    where source.authority_id = (select govern.authority()) and source.items_done > 0
      and source.return_kind in ('cin-census', 'ssda903', 'annex-a', 'early-help')
    order by source.year desc nulls last, source.name`.execute(tx);
  return rows;
}

/** Children who live in the area by band of age, of the wards together; empty where none states. */
export async function peopleOfWards(
  tx: Tx,
): Promise<{ band: string; children: number; edition: string | null }[]> {
  const { rows } = await sql<{ band: string; children: number; edition: string | null }>`
    select counted.band, sum(counted.children)::float8 as children,
      max(counted.edition) as edition
    from (
      select by_age.key as band, by_age.value::float8 as children,
        place.population_edition as edition
      from record.place cross join lateral jsonb_each_text(place.population_by_age) by_age
      where place.authority_id = (select govern.authority()) and place.kind = 'ward'
      union all
      select '0-17', place.population_0_to_17, place.population_edition from record.place
      where place.authority_id = (select govern.authority()) and place.kind = 'ward'
        and place.population_by_age is null and place.population_0_to_17 is not null
    ) counted group by 1`.execute(tx);
  return rows;
}

/** The newest published number of children of the own area, by the indicator's code. */
export async function publishedChildren(
  tx: Tx,
  indicator: string,
  areaCodes: readonly string[],
): Promise<{ children: number; period: string } | null> {
  const { rows } = await sql<{ children: number; period: string }>`
    select value.value as children, value.period from record.indicator_value value
    where value.indicator = ${indicator} and value.area_code = any(${areaCodes}::text[])
      and value.value > 0 order by value.period desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

const groups = PLACEMENT_STATES.map(([group]) => group);
const states = PLACEMENT_STATES.map(([, state]) => state);
const ages = AGE_BANDS.map(({ from }) => from);
const durations = DURATION_BANDS.map(({ from }) => from);

async function groupsOfChildren(tx: Tx): Promise<(readonly [number, number])[]> {
  const { rows } = await sql<{ from_person: number }>`
    select level_groups.from_person
    from decide.level_groups(${CHILDREN_AT_ONCE}::integer)`.execute(tx);
  return rows.map((row, index) => [
    Number(row.from_person),
    Number(rows[index + 1]?.from_person ?? Number.MAX_SAFE_INTEGER),
  ]);
}

/** Moves of every child with a level, quarter by quarter; who was never helped is not in them. */
export async function countMoves(
  tx: Tx,
  firstDay: CalendarDay,
  quarters: number,
): Promise<MoveCount[]> {
  const counted = new Map<string, MoveCount>();
  for (const [from, to] of await groupsOfChildren(tx)) {
    const { rows } = await sql<{ move: readonly [number, number, State, number, State, number] }>`
      select json_build_array(moves.quarter, moves.age_band, moves.from_state,
        moves.duration_band, moves.to_state, moves.children) as move
      from decide.count_moves(${firstDay}::date, ${quarters}::integer, ${groups}::text[],
        ${states}::text[], ${ages}::integer[], ${durations}::integer[], ${from}::bigint,
        ${to}::bigint) moves`.execute(tx);
    for (const { move } of rows) {
      const [quarter, ageBand, state, durationBand, next, children] = move;
      const key = move.slice(0, 5).join(' ');
      const before = counted.get(key)?.children ?? 0;
      const all = before + children;
      counted.set(key, { quarter, ageBand, from: state, durationBand, to: next, children: all });
    }
  }
  return [...counted.values()].sort(byPlace);
}

function byPlace(a: MoveCount, b: MoveCount): number {
  return (
    a.quarter - b.quarter ||
    a.ageBand - b.ageBand ||
    a.durationBand - b.durationBand ||
    (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)
  );
}

/** Where every child who ever had a level stands on a day. */
export async function countStanding(tx: Tx, on: CalendarDay): Promise<Standing[]> {
  const counted = new Map<string, Standing>();
  for (const [from, to] of await groupsOfChildren(tx)) {
    const { rows } = await sql<{
      age: number;
      state: State;
      quarters_since: number;
      children: number;
    }>`
      select standing.age, standing.state, standing.quarters_since, standing.children
      from decide.count_standing(${on}::date, 0, ${groups}::text[], ${states}::text[],
        ${MOST_QUARTERS}::integer, ${from}::bigint, ${to}::bigint) standing`.execute(tx);
    for (const { age, state, quarters_since: quarters, children } of rows) {
      const key = `${age} ${state} ${quarters}`;
      const all = (counted.get(key)?.children ?? 0) + Number(children);
      counted.set(key, { age, state, quarters, children: all });
    }
  }
  return [...counted.values()].sort(
    (a, b) => a.age - b.age || a.quarters - b.quarters || (a.state < b.state ? -1 : 1),
  );
}
