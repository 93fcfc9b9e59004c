-- Children of a year by what happened to them and by who they are, for "whom do we miss" and for the
-- early years: taken from the record the first time that a year is looked at after it has changed,
-- so that a page reads few rows. They count everyone; pages hide small numbers.

create table understand.reach_count (
  authority_id bigint not null references govern.authority (id),
  -- The year in which the financial year starts.
  year integer not null,
  -- What children are told apart by: all, ward, fifth, ethnicity, disability, special-needs, sex, age.
  breakdown text not null,
  part text not null,
  -- What happened, such as 'asked', 'begun/targeted-early-help', 'check/new-birth/late'.
  fact text not null,
  children bigint not null,
  primary key (authority_id, year, breakdown, part, fact)
);
-- Of which state of the record the counts of a year are.
create table understand.reach_stamp (
  authority_id bigint not null references govern.authority (id),
  year integer not null,
  stamp text not null,
  primary key (authority_id, year)
);
do $$
declare name text;
begin
  foreach name in array array['reach_count', 'reach_stamp'] loop
    execute format('alter table understand.%I enable row level security', name);
    execute format('alter table understand.%I force row level security', name);
    execute format(
      'create policy tenant on understand.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on understand.%I to headwater_app', name);
  end loop;
end $$;

-- The first and the last day of events of these kinds, everyone's: which years can be asked for.
create function understand.event_span(of_kinds text[])
returns table (first_day date, last_day date) language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select min(span.first_day), max(span.last_day)
  from unnest(of_kinds) kind(name) cross join lateral (
    select (select event.day from record.event where event.authority_id = govern.authority()
        and event.kind = kind.name order by event.day limit 1) as first_day,
      (select event.day from record.event where event.authority_id = govern.authority()
        and event.kind = kind.name order by event.day desc limit 1) as last_day
  ) span;
  perform understand.see_as_before(sight);
end $$;

-- What became of each check of each child, by the newest statement. Those only whom the reader sees.
create function understand.newest_checks()
returns table (person_id bigint, code text, outcome text, day date, due_by date)
language sql stable as $$
  select distinct on (event.person_id, event.code) event.person_id, event.code, event.outcome,
    event.day,
    case when event.outcome = 'not-yet-due' then event.day
      else coalesce((event.detail ->> 'dueBy')::date, event.day) end
  from record.event
  where event.authority_id = govern.authority() and event.kind = 'early-years-check'
    and event.is_counted
  order by event.person_id, event.code, event.known_to_day desc, event.day desc, event.id desc
$$;

-- Counts a year anew where files were loaded since; whoever comes second waits and finds it done.
create function understand.settle_reach_counts(of_year integer, used_times integer) returns void
language plpgsql as $$
declare
  own constant bigint := govern.authority();
  first_day constant date := make_date(of_year, 4, 1);
  next_day constant date := make_date(of_year + 1, 4, 1);
  now_stamp text;
  known_stamp text;
  sight text[];
begin
  select used_times || ' ' || count(*) || ' ' || coalesce(max(source.finished_at)::text, '')
    into now_stamp
  from record.source where source.authority_id = own and source.status = 'loaded';
  select reach_stamp.stamp into known_stamp from understand.reach_stamp
  where reach_stamp.authority_id = own and reach_stamp.year = of_year;
  if known_stamp = now_stamp then
    return;
  end if;
  insert into understand.reach_stamp (authority_id, year, stamp) values (own, of_year, '')
  on conflict (authority_id, year) do nothing;
  select reach_stamp.stamp into known_stamp from understand.reach_stamp
  where reach_stamp.authority_id = own and reach_stamp.year = of_year for update;
  if known_stamp = now_stamp then
    return;
  end if;
  sight := understand.count_everyone();
  delete from understand.reach_count
  where reach_count.authority_id = own and reach_count.year = of_year;
  with checks as materialized (
    select newest.person_id, newest.code, newest.outcome, newest.due_by
    from understand.newest_checks() newest where newest.due_by < next_day
  ), young as materialized (
    -- Under five on the last day of the year.
    select person.id from record.person
    where person.authority_id = own
      and coalesce(person.birth_day, person.expected_birth_day) > next_day - interval '5 years'
  ), fact as materialized (
    -- A child who asked more than once counts once, by the last answer.
    select asked.person_id, word.fact
    from (
      select distinct on (request.person_id) request.person_id,
        coalesce(request.outcome, 'undecided') as outcome
      from record.event request
      where request.authority_id = own and request.kind = 'early-help-request'
        and request.day >= first_day and request.day < next_day and request.is_counted
      order by request.person_id, request.day desc, request.id desc
    ) asked
    cross join lateral (values ('asked'), ('asked/' || asked.outcome)) word(fact)
    union all
    select distinct level.person_id, 'begun/' || level.level
    from record.level_spell level
    where level.authority_id = own and level.is_start and level.start_day >= first_day
      and level.start_day < next_day
    union all
    select ended.person_id, word.fact
    from (
      select distinct on (help.person_id) help.person_id,
        coalesce(help.end_reason, 'not-stated') as reason
      from record.spell help
      where help.authority_id = own and help.kind = 'status'
        and help.code = 'targeted-early-help' and help.end_day >= first_day
        and help.end_day < next_day and help.is_counted
      order by help.person_id, help.end_day desc, help.id desc
    ) ended
    cross join lateral (values ('ended'), ('ended/' || ended.reason)) word(fact)
    union all
    select distinct event.person_id,
      case event.kind when 'referral' then 'referred' else 'pupil' end
    from record.event
    where event.authority_id = own and event.kind in ('referral', 'attendance-term')
      and event.day >= first_day and event.day < next_day and event.is_counted
    union all
    select known.person_id, 'theme' from record.person_theme known
    where known.authority_id = own and known.year = of_year and known.theme_set <> ''
    union all
    select checks.person_id, word.fact
    from checks
    cross join lateral (values ('check/' || checks.code || '/' || checks.outcome),
      (case when checks.outcome <> 'not-yet-due' then 'check/' || checks.code || '/due' end)
    ) word(fact)
    where checks.due_by >= first_day and word.fact is not null
    union all
    select checks.person_id, 'missed-two' from checks join young on young.id = checks.person_id
    where checks.outcome = 'missed' group by 1 having count(*) >= 2
    union all
    select checks.person_id, 'under-five' from checks join young on young.id = checks.person_id
    group by 1
    union all
    select distinct hub.person_id, 'hub/registered'
    from record.spell hub join young on young.id = hub.person_id
    where hub.authority_id = own and hub.kind = 'service' and hub.code = 'family-hub'
      and hub.is_counted and hub.start_day < next_day
      and (hub.end_day is null or hub.end_day > first_day)
    union all
    select hub_use.person_id, 'hub/used'
    from record.event hub_use join young on young.id = hub_use.person_id
    where hub_use.authority_id = own and hub_use.kind = 'early-years-hub-use'
      and hub_use.day >= first_day and hub_use.day < next_day and hub_use.is_counted
    group by 1 having max((hub_use.detail ->> 'times')::integer) >= used_times
    union all
    select result.person_id, word.fact
    from (
      select distinct on (profile.person_id) profile.person_id,
        coalesce(profile.outcome, '') as outcome
      from record.event profile
      where profile.authority_id = own and profile.kind = 'early-years-profile'
        and profile.day >= first_day and profile.day < next_day and profile.is_counted
      order by profile.person_id, profile.day desc, profile.id desc
    ) result
    cross join lateral (values ('profile'), ('profile/' || result.outcome)) word(fact)
  ), child as materialized (
    select fact.person_id, bool_or(fact.fact = 'pupil') as is_pupil from fact group by 1
  ), part as materialized (
    select child.person_id, part.breakdown, part.name
    from child
    join record.person on person.id = child.person_id
    left join lateral (
      select address.ward_id, address.lsoa_id from record.address
      where address.authority_id = own and address.person_id = child.person_id
      order by (address.from_day < next_day) desc,
        case when address.from_day < next_day then address.from_day end desc, address.from_day
      limit 1
    ) home on true
    left join record.place area on area.id = home.lsoa_id
    cross join lateral (
      select date_part('year', age(make_date(of_year, 9, 30),
        coalesce(person.birth_day, person.expected_birth_day))) as years
    ) old
    cross join lateral (values
      ('all', ''),
      ('ward', coalesce(home.ward_id, 0)::text),
      ('fifth', coalesce(((area.deprivation_decile + 1) / 2)::text, '')),
      ('ethnicity', coalesce(person.ethnicity, '')),
      ('disability', case when person.disabilities = '{}' then ''
        when 'NONE' = any(person.disabilities) then 'no' else 'yes' end),
      ('special-needs', case when person.special_needs <> '{}' then 'yes'
        when child.is_pupil then 'no' else '' end),
      ('sex', coalesce(person.sex, 'unknown')),
      ('age', case when old.years is null then '' when old.years < 5 then '0-4'
        when old.years < 11 then '5-10' when old.years < 16 then '11-15' else '16-17' end)
    ) part(breakdown, name)
  )
  insert into understand.reach_count (authority_id, year, breakdown, part, fact, children)
  select own, of_year, part.breakdown, part.name, fact.fact, count(*)
  from fact join part on part.person_id = fact.person_id
  group by part.breakdown, part.name, fact.fact;
  update understand.reach_stamp set stamp = now_stamp
  where reach_stamp.authority_id = own and reach_stamp.year = of_year;
  perform understand.see_as_before(sight);
end $$;
