-- Themes of every child in every year, from whatever source tells them: assessments, school
-- attendance, early years results, police, youth justice. Derived with levels, in the same
-- transaction; children without a level are there too.

create table record.person_theme (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  -- The year in which the financial year starts.
  year integer not null,
  -- Where the child lived on the last day of the year; 0 where no address says it.
  ward_id bigint not null,
  -- The highest level of any day of the year; empty for none.
  level text not null,
  -- The themes in the order of the alphabet, joined by blanks; empty for none.
  theme_set text not null,
  -- What is known and from whom: 'seen/SOURCE', 'theme/THEME/SOURCE', 'theme/THEME/SOURCE/WHAT',
  -- 'strength/CODE', 'beside/THEME/CODE' (a strength of a child who has the theme), 'days/SET' (a
  -- day of late help on which the themes are this set).
  marks text[] not null,
  primary key (authority_id, person_id, year)
);
create index person_theme_year on record.person_theme (authority_id, year, theme_set);

-- Children by all that is known of them in a year: each child once.
create table record.theme_set_year (
  authority_id bigint not null,
  year integer not null,
  ward_id bigint not null,
  theme_set text not null,
  level text not null,
  children bigint not null,
  primary key (authority_id, year, ward_id, theme_set, level)
);

-- Children of a year by mark.
create table record.theme_mark_year (
  authority_id bigint not null,
  year integer not null,
  mark text not null,
  children bigint not null,
  primary key (authority_id, year, mark)
);

-- Days at each level by the set of themes that holds on the day: every day once.
create table record.theme_days_year (
  authority_id bigint not null,
  year integer not null,
  theme_set text not null,
  level text not null,
  placement_group text not null,
  days bigint not null,
  primary key (authority_id, year, theme_set, level, placement_group)
);

do $$
declare name text;
begin
  foreach name in array array['theme_set_year', 'theme_mark_year', 'theme_days_year',
    'person_theme'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
  foreach name in array array['theme_set_year', 'theme_mark_year', 'theme_days_year'] loop
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
  end loop;
  execute 'create policy person on record.person_theme
    using (authority_id = (select govern.authority()) and (select govern.sees_people())
      and ((select govern.sees_restricted())
        or person_id not in (select restriction.person_id from record.restriction)))
    with check (authority_id = (select govern.authority()))';
end $$;

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
      create function record.roll_up_themes_on_%1$s() returns trigger language plpgsql as $body$
      begin
        insert into record.theme_set_year as total
          (authority_id, year, ward_id, theme_set, level, children)
        select change.authority_id, change.year, change.ward_id, change.theme_set, change.level,
          sum(change.sign)
        from (%2$s) change
        group by 1, 2, 3, 4, 5 having sum(change.sign) <> 0 order by 1, 2, 3, 4, 5
        on conflict (authority_id, year, ward_id, theme_set, level) do update
          set children = total.children + excluded.children;

        insert into record.theme_mark_year as total (authority_id, year, mark, children)
        select change.authority_id, change.year, mark.name, sum(change.sign)
        from (%2$s) change cross join lateral unnest(change.marks) mark(name)
        group by 1, 2, 3 having sum(change.sign) <> 0 order by 1, 2, 3
        on conflict (authority_id, year, mark) do update
          set children = total.children + excluded.children;
        return null;
      end $body$ $function$, operation, changes);

    execute format($function$
      create function record.roll_up_theme_days_on_%1$s() returns trigger
      language plpgsql as $body$
      begin
        insert into record.theme_days_year as total
          (authority_id, year, theme_set, level, placement_group, days)
        select change.authority_id, year.start, array_to_string(change.themes, ' '),
          change.level, change.placement_group,
          sum(change.sign * (least(change.end_day, make_date(year.start + 1, 4, 1))
            - greatest(change.start_day, make_date(year.start, 4, 1)))) as days
        from (%2$s) change
        cross join lateral generate_series(record.financial_year(change.start_day),
          record.financial_year(change.end_day - 1)) year(start)
        group by 1, 2, 3, 4, 5
        having sum(change.sign * (least(change.end_day, make_date(year.start + 1, 4, 1))
            - greatest(change.start_day, make_date(year.start, 4, 1)))) <> 0
        order by 1, 2, 3, 4, 5
        on conflict (authority_id, year, theme_set, level, placement_group) do update
          set days = total.days + excluded.days;
        return null;
      end $body$ $function$, operation, changes);

    execute format('create trigger roll_up_on_%1$s after %1$s on record.person_theme
      referencing %2$s for each statement execute function record.roll_up_themes_on_%1$s()',
      operation, tables);
    execute format('create trigger roll_up_themes_on_%1$s after %1$s on record.level_spell
      referencing %2$s for each statement execute function record.roll_up_theme_days_on_%1$s()',
      operation, tables);
  end loop;
end $$;
