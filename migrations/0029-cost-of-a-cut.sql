-- What followed where help came, came late or did not come; and savings targets with what covers
-- them.

-- Children who asked for early help in a span, by whether it had begun on a landmark day, and
-- children whose early help ended in it, by how it ended; of each group, how many reached a higher
-- level in the days that followed, and for how many days. Whoever was at a higher level already on
-- the landmark is left out, so that nobody counts as followed by what came before. Counts everyone.
create function understand.help_follow_up(
  from_day date, to_day date, landmark_days integer, follow_days integer)
returns table (arm text, children bigint, level text, reached bigint, days bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
  tenant constant bigint := govern.authority();
begin
  return query
  with asked as materialized (
    select distinct on (event.person_id) event.person_id, event.day, event.outcome
    from record.event
    where event.authority_id = tenant and event.kind = 'early-help-request' and event.is_counted
      and event.day >= from_day and event.day < to_day
    order by event.person_id, event.day
  ), helped as materialized (
    select distinct on (candidate.person_id) candidate.person_id, spell.end_day, spell.end_reason
    from (
      select distinct event.person_id from record.event
      where event.authority_id = tenant and event.kind = 'early-help-request'
        and event.is_counted and event.day >= from_day - 730 and event.day < to_day
    ) candidate
    join lateral (
      select spell.end_day, spell.end_reason from record.spell
      where spell.authority_id = tenant and spell.person_id = candidate.person_id
        and spell.kind = 'status' and spell.code = 'targeted-early-help' and spell.is_counted
        and spell.end_day >= from_day and spell.end_day < to_day
      order by spell.end_day limit 1
    ) spell on true
    order by candidate.person_id
  ), placed as materialized (
    select asked.person_id, asked.day + landmark_days as landmark,
      case when begun.found then 'begun'
        when asked.outcome in ('declined', 'advice', 'no-further-action') then 'not-helped'
        when asked.outcome = 'stepped-up' then null
        else 'waiting' end as arm
    from asked left join lateral (
      select true as found from record.spell
      where spell.authority_id = tenant and spell.person_id = asked.person_id
        and spell.kind = 'status' and spell.code = 'targeted-early-help' and spell.is_counted
        and spell.start_day >= asked.day and spell.start_day <= asked.day + landmark_days limit 1
    ) begun on true
    union all
    select helped.person_id, helped.end_day,
      case when helped.end_reason in ('needs-met', 'other-support') then 'finished'
        when helped.end_reason in ('disengaged', 'declined') then 'unfinished' end
    from helped
  ), followed as materialized (
    select placed.arm, placed.person_id, placed.landmark from placed
    where placed.arm is not null and not exists (
      select 1 from record.level_spell before
      where before.authority_id = tenant and before.person_id = placed.person_id
        and before.start_day <= placed.landmark and before.end_day > placed.landmark
        and before.level in ('looked-after', 'child-protection', 'child-in-need'))
  )
  select followed.arm, count(*), '', 0::bigint, 0::bigint from followed group by 1
  union all
  select followed.arm, 0::bigint, later.level, count(distinct followed.person_id),
    sum(least(later.end_day, followed.landmark + follow_days)
      - greatest(later.start_day, followed.landmark))::bigint
  from followed join record.level_spell later on later.authority_id = tenant
    and later.person_id = followed.person_id
    and later.start_day < followed.landmark + follow_days and later.end_day > followed.landmark
    and later.level in ('looked-after', 'child-protection', 'child-in-need')
  group by 1, 3;
  perform understand.see_as_before(sight);
end $$;

-- What a partner must save in a year, in cash, and who asked for it.
create table understand.savings_target (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  -- The year in which the financial year starts.
  year integer not null,
  amount_pence bigint not null check (amount_pence > 0),
  note text not null default '',
  actor_id text not null,
  set_at timestamptz not null default now(),
  unique (authority_id, agency_id, year)
);

-- What covers it. Only cash counts towards a target; time freed and costs avoided stand beside it.
create table understand.savings_cover (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  year integer not null,
  what text not null,
  kind text not null check (kind in ('cash', 'capacity', 'avoided')),
  status text not null check (status in ('planned', 'agreed', 'delivered')),
  low_pence bigint not null check (low_pence >= 0),
  likely_pence bigint not null check (likely_pence >= low_pence),
  high_pence bigint not null check (high_pence >= likely_pence),
  -- The address of the figure it rests on, where there is one.
  figure text not null default '',
  actor_id text not null,
  stated_at timestamptz not null default now(),
  -- A line that no longer holds is withdrawn, never deleted.
  withdrawn_at timestamptz,
  withdrawn_why text not null default ''
);
create index savings_cover_year on understand.savings_cover (authority_id, year, agency_id);

do $$
declare name text;
begin
  foreach name in array array['savings_target', 'savings_cover'] loop
    execute format('alter table understand.%I enable row level security', name);
    execute format('alter table understand.%I force row level security', name);
    execute format(
      'create policy tenant on understand.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
  end loop;
end $$;
grant select, insert, update, delete on understand.savings_target to headwater_app;
grant select, insert, update on understand.savings_cover to headwater_app;
