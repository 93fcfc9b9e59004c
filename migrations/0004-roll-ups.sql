-- Roll-ups follow every insert, update and delete of the rows they count, in the same statement,
-- by adding the new rows and taking away the old ones; what an update leaves as it was is not
-- written. Days are split by month, those of each person by financial year. Who writes many rows
-- first takes the authority's turn (`takeTurn` in the record's stores), so that two writers never
-- wait for each other in a circle.

-- The year in which the financial year of a day starts.
create function record.financial_year(day date) returns integer
language sql immutable parallel safe as
  $$ select date_part('year', day)::integer
       - case when date_part('month', day) < 4 then 1 else 0 end $$;

-- Each month that touches the span from one day to another, both within: its first day, and the
-- first day of the next.
create function record.months_between(first_day date, last_day date)
returns table (first date, next date) language sql immutable parallel safe as
  $$ select make_date(number / 12, number % 12 + 1, 1),
       make_date((number + 1) / 12, (number + 1) % 12 + 1, 1)
     from generate_series(
       (date_part('year', first_day) * 12 + date_part('month', first_day))::integer - 1,
       (date_part('year', last_day) * 12 + date_part('month', last_day))::integer - 1) number $$;

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
          select change.authority_id, change.level, change.placement_group, change.themes,
            coalesce(change.ward_id, 0) as ward_id, month.first as month,
            change.sign * (least(change.end_day, month.next)
              - greatest(change.start_day, month.first)) as days,
            case when change.is_start and change.start_day >= month.first
              then change.sign else 0 end as starts
          from (%2$s) change
          cross join lateral record.months_between(change.start_day, change.end_day - 1) month
        ), by_ward as (
          insert into record.level_month as total
            (authority_id, month, ward_id, level, placement_group, days, starts)
          select months.authority_id, months.month, months.ward_id, months.level,
            months.placement_group, sum(months.days), sum(months.starts)
          from months group by 1, 2, 3, 4, 5
          having sum(months.days) <> 0 or sum(months.starts) <> 0 order by 1, 2, 3, 4, 5
          on conflict (authority_id, month, ward_id, level, placement_group) do update
            set days = total.days + excluded.days, starts = total.starts + excluded.starts
        )
        insert into record.theme_month as total
          (authority_id, month, theme, level, placement_group, days)
        select months.authority_id, months.month, theme.name, months.level,
          months.placement_group, sum(months.days)
        from months cross join lateral unnest(
          case when months.themes = '{}' then array['none-recorded'] else months.themes end
        ) theme(name)
        group by 1, 2, 3, 4, 5 having sum(months.days) <> 0 order by 1, 2, 3, 4, 5
        on conflict (authority_id, month, theme, level, placement_group) do update
          set days = total.days + excluded.days;

        -- Distinct children: one more where days of a child appear, one less where they are gone.
        with change as materialized (
          select change.authority_id, change.person_id, year.start as year,
            coalesce(change.ward_id, 0) as ward_id, change.level,
            sum(change.sign * (least(change.end_day, make_date(year.start + 1, 4, 1))
              - greatest(change.start_day, make_date(year.start, 4, 1)))) as days
          from (%2$s) change
          cross join lateral generate_series(record.financial_year(change.start_day),
            record.financial_year(change.end_day - 1)) year(start)
          group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5
        ), before as materialized (
          select known.authority_id, known.person_id, known.year, known.ward_id, known.level,
            known.days
          from (select distinct change.person_id, change.year from change) touched
          join record.person_year known on known.person_id = touched.person_id
            and known.year = touched.year
        ), written as (
          insert into record.person_year as total
            (authority_id, person_id, year, ward_id, level, days)
          select change.authority_id, change.person_id, change.year, change.ward_id, change.level,
            change.days
          from change where change.days <> 0
          on conflict (person_id, year, ward_id, level) do update
            set days = total.days + excluded.days
        ), states as (
          select every.authority_id, every.year,
            case when grouping(every.ward_id) = 1 then -1 else every.ward_id end as ward_id,
            case when grouping(every.level) = 1 then '' else every.level end as level,
            (sum(every.added + every.known) > 0)::integer
              - (sum(every.known) > 0)::integer as children
          from (
            select change.authority_id, change.person_id, change.year, change.ward_id,
              change.level, change.days as added, 0 as known from change
            union all
            select before.authority_id, before.person_id, before.year, before.ward_id,
              before.level, 0, before.days from before
          ) every
          group by every.authority_id, every.person_id, every.year, grouping sets
            ((every.ward_id, every.level), (every.ward_id), (every.level), ())
        )
        insert into record.children_year as total
          (authority_id, year, ward_id, level, children)
        select states.authority_id, states.year, states.ward_id, states.level,
          sum(states.children)
        from states group by 1, 2, 3, 4 having sum(states.children) <> 0 order by 1, 2, 3, 4
        on conflict (authority_id, year, ward_id, level) do update
          set children = total.children + excluded.children;
        return null;
      end $body$ $function$, operation, changes);

    execute format($function$
      create function record.roll_up_spells_on_%1$s() returns trigger language plpgsql as $body$
      begin
        insert into record.spell_month as total
          (authority_id, month, ward_id, kind, code, agency_id, days, starts, ends)
        select change.authority_id, month.first, coalesce(change.ward_id, 0), change.kind,
          change.code, coalesce(change.agency_id, 0),
          sum(change.sign * greatest(0, least(change.until_day, month.next)
            - greatest(change.start_day, month.first))),
          sum(case when change.start_day >= month.first then change.sign else 0 end),
          sum(case when change.end_day >= month.first and change.end_day < month.next
            then change.sign else 0 end)
        from (
          select every.*, greatest(every.start_day, coalesce(every.end_day, every.known_to_day))
            as until_day
          from (%2$s) every where every.is_counted
        ) change
        cross join lateral record.months_between(change.start_day, change.until_day) month
        group by 1, 2, 3, 4, 5, 6
        having sum(change.sign * greatest(0, least(change.until_day, month.next)
            - greatest(change.start_day, month.first))) <> 0
          or sum(case when change.start_day >= month.first then change.sign else 0 end) <> 0
          or sum(case when change.end_day >= month.first and change.end_day < month.next
            then change.sign else 0 end) <> 0
        order by 1, 2, 3, 4, 5, 6
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
        group by 1, 2, 3, 4, 5, 6, 7 having sum(change.sign) <> 0 order by 1, 2, 3, 4, 5, 6, 7
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
