-- How children move between the states of the model, counted from the derived levels. Everyone is
-- counted, restricted records included, and only counts come out; pages hide small numbers.

-- The ids at which the children who ever had a level are parted into groups of one size, in order,
-- so that each statement goes through one group.
create function decide.level_groups(people integer) returns table (from_person bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select numbered.person_id from (
    select own.person_id, row_number() over (order by own.person_id) as place
    from (select distinct level_spell.person_id from record.level_spell
      where level_spell.authority_id = (select govern.authority())) own
  ) numbered
  where (numbered.place - 1) % people = 0 order by numbered.person_id;
  perform understand.see_as_before(sight);
end $$;

-- Where each child of a group stands at the beginning of each quarter, and since when: the state of
-- the level on that day, else `universal` since the last level ended (or since birth). Sees no more
-- than whoever calls it. A quarter is 365.25 / 4 days; quarter 0 begins on the first day.
create function decide.state_quarters(first_day date, quarters integer, placements text[],
  states text[], from_person bigint, to_person bigint)
returns table (person_id bigint, birth_day date, quarter integer, day date, state text,
  entered_day date)
language sql stable as $$
  with own as materialized (
    select level_spell.person_id, level_spell.start_day, level_spell.end_day, child.birth_day,
      child.death_day,
      case when level_spell.level <> 'looked-after' then level_spell.level
        else coalesce(states[array_position(placements, level_spell.placement_group)],
          'looked-after/other') end as state
    from record.level_spell
    -- One by one by the index, whatever the planner believes of tables that have just grown.
    join lateral (
      select coalesce(person.birth_day, person.expected_birth_day) as birth_day,
        coalesce(person.death_day, 'infinity'::date) as death_day
      from record.person where person.id = level_spell.person_id offset 0
    ) child on child.birth_day is not null
    where level_spell.authority_id = (select govern.authority())
      and level_spell.person_id >= from_person and level_spell.person_id < to_person
  ), beside as materialized (
    select own.*, lag(own.end_day) over mine as before_end, lag(own.state) over mine as before_state,
      lead(own.start_day) over mine as next_start
    from own window mine as (partition by own.person_id order by own.start_day)
  ), entered as materialized (
    -- Stretches that differ in ward or themes alone are one.
    select beside.*, max(case when beside.before_end = beside.start_day
        and beside.before_state = beside.state then null else beside.start_day end)
      over (partition by beside.person_id order by beside.start_day) as entered_day
    from beside
  ), snapshot as materialized (
    select number as quarter, first_day + round(number * 91.3125)::integer as day
    from generate_series(0, quarters) number
  )
  select entered.person_id, entered.birth_day, snapshot.quarter, snapshot.day,
    case when snapshot.day < entered.start_day or snapshot.day >= entered.end_day
      then 'universal' else entered.state end,
    greatest(entered.birth_day, case when snapshot.day < entered.start_day then entered.birth_day
      when snapshot.day >= entered.end_day then entered.end_day else entered.entered_day end)
  from entered
  join snapshot on snapshot.day < coalesce(entered.next_start, 'infinity'::date)
    and (snapshot.day >= entered.start_day or entered.before_end is null)
    and snapshot.day < entered.death_day
$$;

-- Moves of a group of children from each quarter to the next, staying included, by the bands of age
-- and of quarters since the state was entered (each band named by its place; arrays hold where bands
-- begin). A quarter in which a child turns 18 belongs to the band of 18; a child who is born in a
-- quarter begins it as `universal`. Without a level at 18 a child is `adult`.
create function decide.count_moves(first_day date, quarters integer, placements text[],
  states text[], ages integer[], durations integer[], from_person bigint, to_person bigint)
returns table (quarter integer, age_band integer, from_state text, duration_band integer,
  to_state text, children bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  with standing as materialized (
    select at.person_id, at.quarter, at.entered_day, at.day, at.birth_day,
      floor((at.day - at.birth_day) / 365.25)::integer as age,
      case when at.birth_day > at.day then 'universal'
        when at.state = 'universal' and at.day - at.birth_day >= 18 * 365.25 then 'adult'
        else at.state end as state
    from decide.state_quarters(first_day, quarters, placements, states, from_person, to_person) at
  ), moved as (
    select standing.*, lead(standing.state) over mine as next_state,
      lead(standing.quarter) over mine as next_quarter, lead(standing.age) over mine as next_age
    from standing window mine as (partition by standing.person_id order by standing.quarter)
  )
  select moved.quarter,
    width_bucket(case when moved.next_age >= 18 then 18 else greatest(0, moved.age) end, ages) - 1,
    moved.state,
    width_bucket(greatest(0, floor((moved.day - moved.entered_day) / 91.3125))::integer,
      durations) - 1,
    moved.next_state, count(*)
  from moved
  where moved.next_quarter = moved.quarter + 1 and moved.next_age between 0 and 24
    and moved.state <> 'adult'
  group by 1, 2, 3, 4, 5;
  perform understand.see_as_before(sight);
end $$;

-- Where the children of a group stand at the beginning of the last quarter, by age in whole years and
-- quarters since the state was entered, no more than the most that is asked.
create function decide.count_standing(first_day date, quarters integer, placements text[],
  states text[], most_quarters integer, from_person bigint, to_person bigint)
returns table (age integer, state text, quarters_since integer, children bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select floor((at.day - at.birth_day) / 365.25)::integer, at.state,
    least(most_quarters, floor((at.day - at.entered_day) / 91.3125))::integer, count(*)
  from decide.state_quarters(first_day, quarters, placements, states, from_person, to_person) at
  where at.quarter = quarters and at.birth_day <= at.day and at.day - at.birth_day < 25 * 365.25
    and (at.state <> 'universal' or at.day - at.birth_day < 18 * 365.25)
  group by 1, 2, 3;
  perform understand.see_as_before(sight);
end $$;
