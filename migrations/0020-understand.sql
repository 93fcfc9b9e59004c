-- What is happening, why, at what cost: what this wing keeps of its own, and its counts.

create schema understand;
grant usage on schema understand to headwater_app;

-- Values of an edition of the Unit Cost Database, as printed; the edition is the file's hash.
create table understand.workbook_cost (
  authority_id bigint not null references govern.authority (id),
  edition text not null,
  file_name text not null,
  actor_id text not null,
  imported_at timestamptz not null default now(),
  sheet text not null,
  source_row bigint not null,
  -- Empty where the row has none.
  code text not null,
  category text not null,
  subject text not null,
  detail text not null,
  unit text not null,
  agency1 text not null,
  agency2 text not null,
  kind text not null check (kind in ('fiscal', 'economic', 'social')),
  amount_pence bigint not null,
  price_year text not null,
  grade text not null,
  original_source text not null,
  primary key (authority_id, edition, sheet, source_row, kind)
);
alter table understand.workbook_cost enable row level security;
alter table understand.workbook_cost force row level security;
create policy tenant on understand.workbook_cost
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert, delete on understand.workbook_cost to headwater_app;

-- What follows counts everyone, restricted records included, and lets only counts out: whoever may
-- not open a record may still know how many there are. The tenant's policy holds as everywhere.

-- Lets one function count everyone, and then sees no more than before. (A function's own SET clause
-- would need a superuser for settings of ours.) An error in between ends the transaction.
create function understand.count_everyone() returns text[] language plpgsql as $$
declare
  before constant text[] := array[coalesce(current_setting('headwater.sees_people', true), ''),
    coalesce(current_setting('headwater.sees_restricted', true), '')];
begin
  perform set_config('headwater.sees_people', 'yes', true);
  perform set_config('headwater.sees_restricted', 'yes', true);
  return before;
end $$;
create function understand.see_as_before(before text[]) returns void language plpgsql as $$
begin
  perform set_config('headwater.sees_people', before[1], true);
  perform set_config('headwater.sees_restricted', before[2], true);
end $$;

-- Referrals of a span by who referred and how they ended: at once, after an assessment that found
-- no need (the first closure before the next referral says so), or in help.
create function understand.referral_ends(from_day date, to_day date)
returns table (agency_id bigint, source text, ended text, referrals bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select coalesce(referral.agency_id, 0), coalesce(referral.code, ''),
    case when referral.outcome = 'no-further-action' then 'at-referral'
      when ending.code = 'RC8' then 'after-assessment' else 'in-help' end, count(*)
  from record.event referral
  left join lateral (
    select closure.code from record.event closure
    where closure.person_id = referral.person_id and closure.kind = 'closure'
      and closure.is_counted and closure.day >= referral.day
      and not exists (
        select 1 from record.event later where later.person_id = referral.person_id
          and later.kind = 'referral' and later.is_counted and later.day > referral.day
          and later.day <= closure.day)
    order by closure.day limit 1
  ) ending on referral.outcome is distinct from 'no-further-action'
  where referral.kind = 'referral' and referral.is_counted
    and referral.day >= from_day and referral.day < to_day
  group by 1, 2, 3;
  perform understand.see_as_before(sight);
end $$;

-- The typical journey of a group: children whose highest level in a financial year (the year in
-- which it starts) is the one asked for, from their first contact up to the end of that year. A
-- group under 10 is refused; within it, counts under 5 come back as null.
create function understand.typical_journey(
  of_year integer, of_level text, of_ward bigint, of_theme text)
returns jsonb language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
  levels constant text[] := array['looked-after', 'child-protection', 'child-in-need',
    'targeted-early-help', 'leaving-care'];
  year_start constant date := make_date(of_year, 4, 1);
  year_end constant date := make_date(of_year + 1, 4, 1);
  people bigint[];
  answer jsonb;
begin
  select array_agg(ranked.person_id) into people
  from (
    select person_kind.person_id, min(array_position(levels, person_kind.level)) as rank
    from record.person_kind
    where person_kind.year = of_year and person_kind.ward_id = -1 and person_kind.level <> ''
      and person_kind.days > 0
    group by 1
  ) ranked
  where ranked.rank = array_position(levels, of_level)
    and (of_ward is null or exists (
      select 1 from record.person_kind own where own.person_id = ranked.person_id
        and own.year = of_year and own.ward_id = of_ward and own.level = '' and own.days > 0))
    and (of_theme is null or exists (
      select 1 from record.level_spell own where own.person_id = ranked.person_id
        and own.start_day < year_end and own.end_day > year_start
        and of_theme = any(own.themes)));
  if coalesce(cardinality(people), 0) < 10 then
    perform understand.see_as_before(sight);
    return null;
  end if;

  with happened as materialized (
    select event.person_id, event.kind, event.day from record.event
    where event.person_id = any(people) and event.is_counted and event.day < year_end
  ), stretches as materialized (
    select level_spell.person_id, level_spell.level, level_spell.placement_group,
      level_spell.start_day, least(level_spell.end_day, year_end) as end_day
    from record.level_spell
    where level_spell.person_id = any(people) and level_spell.start_day < year_end
  ), firsts as materialized (
    select stretches.person_id, stretches.level, min(stretches.start_day) as day
    from stretches group by 1, 2
  ), moments as materialized (
    select every.person_id, every.day, every.kind, every.level,
      min(every.day) filter (where every.level = of_level) over own as own_day,
      min(every.day) filter (where every.kind in
        ('contact', 'early-help-request', 'referral', 'level')) over own as contact_day
    from (
      select happened.person_id, happened.day, happened.kind, null as level from happened
      union all
      select firsts.person_id, firsts.day, 'level', firsts.level from firsts
    ) every window own as (partition by every.person_id)
  ), referrals as (
    select moments.person_id,
      count(*) filter (where moments.kind = 'referral' and moments.day <= moments.own_day)
        as before
    from moments group by 1
  ), passed as (
    select moments.level, count(*) as children,
      percentile_cont(0.5) within group (order by moments.day - moments.contact_day)
        as median_days
    from moments where moments.level is not null group by 1
  ), steps as (
    select numbered.origin, numbered.level, numbered.step, count(*) as children
    from (
      select firsts.level, row_number() over journey as step,
        coalesce(lag(firsts.level) over journey, '') as origin
      from firsts window journey as (partition by firsts.person_id order by firsts.day)
    ) numbered group by 1, 2, 3
  )
  select jsonb_build_object(
    'children', cardinality(people),
    'referralsBefore',
      (select percentile_cont(0.5) within group (order by referrals.before) from referrals),
    'levels', (select coalesce(jsonb_agg(jsonb_build_object('level', passed.level,
        'children', case when passed.children < 5 then null else passed.children end,
        'medianDays', case when passed.children < 5 then null else passed.median_days end)
        order by array_position(levels, passed.level)), '[]') from passed),
    'days', (select coalesce(jsonb_agg(jsonb_build_object('level', summed.level,
        'placementGroup', summed.placement_group, 'days', summed.days)
        order by array_position(levels, summed.level), summed.placement_group), '[]')
      from (select stretches.level, stretches.placement_group,
          sum(stretches.end_day - stretches.start_day) as days
        from stretches group by 1, 2) summed),
    'events', (select coalesce(jsonb_agg(jsonb_build_object('kind', counted.kind,
        'events', counted.events) order by counted.kind), '[]')
      from (select happened.kind, count(*) as events from happened group by 1) counted),
    'steps', (select coalesce(jsonb_agg(jsonb_build_object('from', steps.origin,
        'to', steps.level, 'step', steps.step,
        'children', case when steps.children < 5 then null else steps.children end)
        order by steps.step, steps.children desc, steps.origin, steps.level), '[]') from steps)
  ) into answer;
  perform understand.see_as_before(sight);
  return answer;
end $$;
