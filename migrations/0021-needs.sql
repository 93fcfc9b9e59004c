-- Counts by year and ward for the needs assessment, taken from the record when it has changed, so
-- that a page reads few rows. They count everyone; pages hide small numbers.

create table understand.need_count (
  authority_id bigint not null references govern.authority (id),
  -- The year in which the financial year starts.
  year integer not null,
  -- 0 where the ward is not known; -1 is every ward, each child once.
  ward_id bigint not null,
  what text not null,
  count bigint not null,
  primary key (authority_id, year, ward_id, what)
);
-- Of which state of the record the counts are.
create table understand.need_stamp (
  authority_id bigint primary key references govern.authority (id),
  stamp text not null
);
do $$
declare name text;
begin
  foreach name in array array['need_count', 'need_stamp'] loop
    execute format('alter table understand.%I enable row level security', name);
    execute format('alter table understand.%I force row level security', name);
    execute format(
      'create policy tenant on understand.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on understand.%I to headwater_app', name);
  end loop;
end $$;

-- Counts anew where files were loaded since; whoever comes second waits and finds it done.
create function understand.settle_need_counts() returns void language plpgsql as $$
declare
  own constant bigint := govern.authority();
  now_stamp text;
  known_stamp text;
  sight text[];
begin
  select count(*) || ' ' || coalesce(max(source.finished_at)::text, '') into now_stamp
  from record.source where source.authority_id = own and source.status = 'loaded';
  select need_stamp.stamp into known_stamp from understand.need_stamp
  where need_stamp.authority_id = own;
  if known_stamp = now_stamp then
    return;
  end if;
  insert into understand.need_stamp (authority_id, stamp) values (own, '')
  on conflict (authority_id) do nothing;
  select need_stamp.stamp into known_stamp from understand.need_stamp
  where need_stamp.authority_id = own for update;
  if known_stamp = now_stamp then
    return;
  end if;
  sight := understand.count_everyone();
  delete from understand.need_count where need_count.authority_id = own;
  insert into understand.need_count (authority_id, year, ward_id, what, count)
  select own, month_count.year, coalesce(month_count.ward_id, -1), month_count.what,
    sum(month_count.events)
  from (
    select extract(year from event_month.month - interval '3 months')::integer as year,
      event_month.ward_id, kind.what, event_month.events
    from record.event_month
    cross join lateral (values (event_month.kind),
      (case when event_month.kind = 'referral' and event_month.outcome = 'no-further-action'
        then 'referral:no-further-action' end)) kind(what)
    where event_month.authority_id = own and kind.what is not null
  ) month_count
  group by month_count.year, month_count.what, rollup (month_count.ward_id)
  having sum(month_count.events) > 0;
  -- A referral within twelve months of the one before it, of the same child.
  insert into understand.need_count (authority_id, year, ward_id, what, count)
  select own, again.year, coalesce(again.ward_id, -1), 'referral:again', count(*)
  from (
    select extract(year from referral.day - interval '3 months')::integer as year,
      coalesce(referral.ward_id, 0) as ward_id, referral.day,
      lag(referral.day) over (partition by referral.person_id order by referral.day, referral.id)
        as before
    from record.event referral
    where referral.authority_id = own and referral.kind = 'referral' and referral.is_counted
  ) again
  where again.before > again.day - interval '12 months'
  group by again.year, rollup (again.ward_id);
  -- Children who had a special needs plan on any day of the year.
  insert into understand.need_count (authority_id, year, ward_id, what, count)
  select own, held.year, coalesce(held.ward_id, -1), 'special-needs-plan',
    count(distinct held.person_id)
  from (
    select year.start as year, coalesce(spell.ward_id, 0) as ward_id, spell.person_id
    from record.spell
    cross join lateral generate_series(record.financial_year(spell.start_day),
      record.financial_year(greatest(spell.start_day,
        coalesce(spell.end_day, spell.known_to_day) - 1))) year(start)
    where spell.authority_id = own and spell.kind = 'status'
      and spell.code = 'special-needs-plan' and spell.is_counted
  ) held
  group by held.year, rollup (held.ward_id);
  update understand.need_stamp set stamp = now_stamp where need_stamp.authority_id = own;
  perform understand.see_as_before(sight);
end $$;
