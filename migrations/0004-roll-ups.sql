-- Roll-ups follow every insert, update and delete of the rows they count, in the same statement,
-- by adding the new rows and taking away the old ones. Days are split by month.

do $$
declare
  operation text;
  changes text;
  tables text;
begin
  for operation, changes, tables in values
    ('insert', 'select 1 as sign, new_rows.* from new_rows', 'new table as new_rows'),
    ('delete', 'select -1 as sign, old_rows.* from old_rows', 'old table as old_rows'),
    ('update',
     'select 1 as sign, new_rows.* from new_rows union all select -1, old_rows.* from old_rows',
     'new table as new_rows old table as old_rows')
  loop
    execute format($function$
      create function record.roll_up_levels_on_%1$s() returns trigger language plpgsql as $body$
      begin
        with months as materialized (
          select change.sign, change.authority_id, change.person_id, change.level,
            change.placement_group, change.themes, coalesce(change.ward_id, 0) as ward_id,
            month.first::date as month,
            change.sign * (least(change.end_day, (month.first + interval '1 month')::date)
              - greatest(change.start_day, month.first::date)) as days,
            case when change.is_start
              and date_trunc('month', change.start_day::timestamp) = month.first
              then change.sign else 0 end as starts
          from (%2$s) change
          cross join lateral generate_series(date_trunc('month', change.start_day::timestamp),
            (change.end_day - 1)::timestamp, interval '1 month') month(first)
        ), by_ward as (
          insert into record.level_month as total
            (authority_id, month, ward_id, level, placement_group, days, starts)
          select months.authority_id, months.month, months.ward_id, months.level,
            months.placement_group, sum(months.days), sum(months.starts)
          from months group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
          on conflict (authority_id, month, ward_id, level, placement_group) do update
            set days = total.days + excluded.days, starts = total.starts + excluded.starts
        ), by_theme as (
          insert into record.theme_month as total
            (authority_id, month, theme, level, placement_group, days)
          select months.authority_id, months.month, theme.name, months.level,
            months.placement_group, sum(months.days)
          from months cross join lateral unnest(
            case when months.themes = '{}' then array['none-recorded'] else months.themes end
          ) theme(name)
          group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
          on conflict (authority_id, month, theme, level, placement_group) do update
            set days = total.days + excluded.days
        )
        insert into record.person_kind as total
          (authority_id, person_id, year, ward_id, level, days)
        select months.authority_id, months.person_id,
          extract(year from months.month - interval '3 months')::integer, ward.id, level.name,
          sum(months.days)
        from months
        cross join lateral (values (months.ward_id), (-1)) ward(id)
        cross join lateral (values (months.level), ('')) level(name)
        group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5
        on conflict (person_id, year, ward_id, level) do update
          set days = total.days + excluded.days;
        return null;
      end $body$ $function$, operation, changes);

    execute format($function$
      create function record.roll_up_spells_on_%1$s() returns trigger language plpgsql as $body$
      begin
        insert into record.spell_month as total
          (authority_id, month, ward_id, kind, code, agency_id, days, starts, ends)
        select change.authority_id, month.first::date, coalesce(change.ward_id, 0), change.kind,
          change.code, coalesce(change.agency_id, 0),
          sum(change.sign * greatest(0, least(change.until_day,
            (month.first + interval '1 month')::date)
            - greatest(change.start_day, month.first::date))),
          sum(case when date_trunc('month', change.start_day::timestamp) = month.first
            then change.sign else 0 end),
          sum(case when date_trunc('month', change.end_day::timestamp) = month.first
            then change.sign else 0 end)
        from (
          select every.*, greatest(every.start_day, coalesce(every.end_day, every.known_to_day))
            as until_day
          from (%2$s) every where every.is_counted
        ) change
        cross join lateral generate_series(date_trunc('month', change.start_day::timestamp),
          change.until_day::timestamp, interval '1 month') month(first)
        group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (authority_id, month, ward_id, kind, code, agency_id) do update
          set days = total.days + excluded.days, starts = total.starts + excluded.starts,
            ends = total.ends + excluded.ends;
        return null;
      end $body$ $function$, operation, changes);

    execute format($function$
      create function record.roll_up_events_on_%1$s() returns trigger language plpgsql as $body$
      begin
        insert into record.event_month as total
          (authority_id, month, ward_id, kind, code, outcome, agency_id, events)
        select change.authority_id, date_trunc('month', change.day::timestamp)::date,
          coalesce(change.ward_id, 0), change.kind, coalesce(change.code, ''),
          coalesce(change.outcome, ''), coalesce(change.agency_id, 0), sum(change.sign)
        from (%2$s) change where change.is_counted
        group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (authority_id, month, ward_id, kind, code, outcome, agency_id) do update
          set events = total.events + excluded.events;
        return null;
      end $body$ $function$, operation, changes);

    execute format('create trigger roll_up_on_%1$s after %1$s on record.level_spell
      referencing %2$s for each statement execute function record.roll_up_levels_on_%1$s()',
      operation, tables);
    execute format('create trigger roll_up_on_%1$s after %1$s on record.spell
      referencing %2$s for each statement execute function record.roll_up_spells_on_%1$s()',
      operation, tables);
    execute format('create trigger roll_up_on_%1$s after %1$s on record.event
      referencing %2$s for each statement execute function record.roll_up_events_on_%1$s()',
      operation, tables);
  end loop;
end $$;

-- Distinct children follow the days of each person: one more when days appear, one less when they
-- are gone.
create function record.count_children_on_insert() returns trigger language plpgsql as $$
begin
  insert into record.children_year as total (authority_id, year, ward_id, level, children)
  select new_rows.authority_id, new_rows.year, new_rows.ward_id, new_rows.level, count(*)
  from new_rows where new_rows.days > 0 group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (authority_id, year, ward_id, level) do update
    set children = total.children + excluded.children;
  return null;
end $$;
create function record.count_children_on_update() returns trigger language plpgsql as $$
begin
  insert into record.children_year as total (authority_id, year, ward_id, level, children)
  select new_rows.authority_id, new_rows.year, new_rows.ward_id, new_rows.level,
    sum(case when new_rows.days > 0 then 1 else 0 end
      - case when old_rows.days > 0 then 1 else 0 end)
  from new_rows join old_rows on old_rows.person_id = new_rows.person_id
    and old_rows.year = new_rows.year and old_rows.ward_id = new_rows.ward_id
    and old_rows.level = new_rows.level
  where (new_rows.days > 0) <> (old_rows.days > 0) group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (authority_id, year, ward_id, level) do update
    set children = total.children + excluded.children;
  return null;
end $$;
create trigger count_children_on_insert after insert on record.person_kind
  referencing new table as new_rows
  for each statement execute function record.count_children_on_insert();
create trigger count_children_on_update after update on record.person_kind
  referencing old table as old_rows new table as new_rows
  for each statement execute function record.count_children_on_update();
