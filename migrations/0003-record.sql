-- The one common record, and where each fact in it was stated.

create extension if not exists btree_gist;
create schema record;
grant usage on schema record to headwater_app;

-- A file that was loaded, or an action that someone took: the source of every row of the record.
create table record.source (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  kind text not null check (kind in ('file', 'action')),
  name text not null,
  sha256 text,
  byte_count bigint,
  return_kind text,
  part text,
  year text,
  as_of_day date,
  -- The day of the first attempt to load it: a load that is taken up again reads it as of this day.
  read_on_day date,
  status text not null default 'loading' check (status in ('loading', 'loaded', 'stopped')),
  items_done bigint not null default 0,
  outcome jsonb not null default '{}',
  actor_id text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (authority_id, sha256)
);

-- What was wrong in a file; a quarantined row was kept out of the record until it is mended.
create table record.problem (
  id bigint generated always as identity primary key,
  authority_id bigint not null,
  source_id bigint not null references record.source (id),
  -- The sheet of a workbook in which the row stands.
  source_sheet text,
  row_number bigint,
  field text,
  rule text not null,
  severity text not null check (severity in ('error', 'warning')),
  is_quarantined boolean not null default false,
  message text not null,
  fix text not null
);
create index problem_source on record.problem (source_id, id);

create table record.place (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  kind text not null check (kind in ('authority', 'locality', 'ward', 'lsoa', 'school-cluster')),
  code text not null,
  name text not null,
  within_id bigint references record.place (id),
  population_0_to_17 bigint,
  population_by_age jsonb,
  deprivation_decile integer check (deprivation_decile >= 1 and deprivation_decile <= 10),
  outline jsonb,
  source_id bigint not null references record.source (id),
  source_row bigint,
  unique (authority_id, kind, code)
);

create table record.postcode (
  authority_id bigint not null,
  postcode text not null,
  lsoa_id bigint not null references record.place (id),
  ward_id bigint references record.place (id),
  primary key (authority_id, postcode)
);

create table record.person (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  birth_day date,
  -- For the unborn, and until the birth is recorded.
  expected_birth_day date,
  death_day date,
  sex text check (sex in ('male', 'female', 'unknown')),
  ethnicity text,
  disabilities text[] not null default '{}',
  -- Special educational needs as school census codes, the main one first.
  special_needs text[] not null default '{}',
  -- Further coded facts of returns, such as `unaccompanied`; no free text, no names.
  detail jsonb not null default '{}',
  stated_day date not null,
  source_id bigint not null references record.source (id),
  source_sheet text,
  source_row bigint
);
create index person_authority on record.person (authority_id, id);

-- Restricted records are seen by few: staff's own families, witness protection, high profile.
create table record.restriction (
  person_id bigint primary key references record.person (id),
  authority_id bigint not null,
  reason text not null,
  from_day date not null,
  source_id bigint not null references record.source (id)
);

create table record.person_name (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  kind text not null check (kind in ('legal', 'preferred', 'former')),
  given text not null,
  family text not null,
  search_key text not null,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (person_id, kind, given, family)
);
create index person_name_search on record.person_name (authority_id, search_key collate "C");

create table record.person_identifier (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  kind text not null,
  value text not null,
  -- For an NHS number: `checked` when its check digit is right, `traced` when the spine agreed.
  verification text not null default 'stated'
    check (verification in ('stated', 'checked', 'traced', 'disputed')),
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, kind, value)
);
create index person_identifier_person
  on record.person_identifier (authority_id, person_id, kind, value);

create table record.address (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  postcode text not null,
  uprn text,
  lsoa_id bigint references record.place (id),
  ward_id bigint references record.place (id),
  from_day date not null,
  until_day date,
  is_protected boolean not null default false,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (person_id, postcode, from_day)
);

create table record.relationship (
  id bigint generated always as identity primary key,
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  other_id bigint not null references record.person (id) check (other_id <> person_id),
  -- What the person is to the other: parent, carer, sibling, twin, partner.
  kind text not null check (kind in ('parent', 'carer', 'sibling', 'twin', 'partner')),
  from_day date,
  until_day date,
  source_id bigint not null references record.source (id),
  source_row bigint,
  unique (person_id, other_id, kind)
);
create index relationship_other on record.relationship (other_id);

create table record.family (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  reference text not null,
  unique (authority_id, reference)
);

create table record.family_member (
  authority_id bigint not null,
  family_id bigint not null references record.family (id),
  person_id bigint not null references record.person (id),
  from_day date,
  until_day date,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (family_id, person_id)
);
create index family_member_person on record.family_member (person_id);

-- A stretch of time in a journey, as one return states it. Ends are exclusive.
create table record.spell (
  id bigint generated always as identity primary key,
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  kind text not null check (kind in ('status', 'placement', 'plan', 'service', 'legal-basis')),
  code text not null,
  agency_id bigint references govern.agency (id),
  ward_id bigint references record.place (id),
  start_day date not null,
  end_day date,
  -- The day up to which the source knows: an open spell is counted up to here.
  known_to_day date not null,
  end_reason text,
  detail jsonb not null default '{}',
  return_kind text not null,
  statement_key text not null,
  -- False when a source that goes before this one states the same fact.
  is_counted boolean not null default true,
  source_id bigint not null references record.source (id),
  source_sheet text,
  source_row bigint,
  -- Led by the authority, as the policies ask, so that a journey is always found by this index.
  unique (authority_id, person_id, return_kind, statement_key),
  check (end_day is null or end_day >= start_day)
);
create index spell_source on record.spell (source_id);

create table record.event (
  id bigint generated always as identity primary key,
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  kind text not null,
  code text,
  day date not null,
  agency_id bigint references govern.agency (id),
  ward_id bigint references record.place (id),
  -- The day up to which the source knows: an older source never replaces a later statement.
  known_to_day date not null,
  outcome text,
  factors text[] not null default '{}',
  detail jsonb not null default '{}',
  return_kind text not null,
  statement_key text not null,
  is_counted boolean not null default true,
  source_id bigint not null references record.source (id),
  source_sheet text,
  source_row bigint,
  unique (authority_id, person_id, return_kind, statement_key)
);
create index event_kind on record.event (authority_id, kind, day);

-- The one level a day, derived; a day without one is universal.
create table record.level_spell (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  level text not null check (level in ('looked-after', 'child-protection', 'child-in-need',
    'targeted-early-help', 'leaving-care')),
  -- For looked after, the group of placement; else empty.
  placement_group text not null default '',
  themes text[] not null default '{}',
  ward_id bigint references record.place (id),
  start_day date not null,
  end_day date not null check (end_day > start_day),
  is_start boolean not null default false,
  primary key (authority_id, person_id, start_day),
  constraint one_level_a_day
    exclude using gist (person_id with =, daterange(start_day, end_day) with &&)
);

-- Council spending and published indicators, as published.
create table record.spend (
  authority_id bigint not null,
  publication text not null check (publication in ('ro3', 's251')),
  area_code text not null,
  area_name text not null,
  year text not null,
  line text not null,
  measure text not null,
  amount_pence bigint not null,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, publication, year, area_code, line, measure)
);

create table record.indicator (
  authority_id bigint not null,
  code text not null,
  label text not null,
  topic text,
  -- Whether high or low is good; null where the publisher takes no side.
  polarity text check (polarity in ('high', 'low')),
  unit_label text,
  decimals integer,
  year_type text,
  primary key (authority_id, code)
);

create table record.indicator_value (
  authority_id bigint not null,
  indicator text not null,
  area_name text not null,
  area_code text,
  period text not null,
  value double precision,
  mark text,
  -- How firm the value is, where the publication says so.
  period_note text check (period_note in ('provisional', 'revised', 'final', 'outturn')),
  numerator double precision,
  denominator double precision,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, indicator, area_name, period)
);
create index indicator_value_area on record.indicator_value (authority_id, area_code, indicator);

create table record.statistical_neighbour (
  authority_id bigint not null,
  area_code text not null,
  neighbour_code text not null,
  rank integer not null,
  closeness text not null,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, area_code, neighbour_code)
);

-- Roll-ups, maintained with the rows they count.
create table record.level_month (
  authority_id bigint not null,
  month date not null,
  ward_id bigint not null,
  level text not null,
  placement_group text not null,
  days bigint not null,
  starts bigint not null,
  primary key (authority_id, month, ward_id, level, placement_group)
);
create table record.theme_month (
  authority_id bigint not null,
  month date not null,
  theme text not null,
  level text not null,
  placement_group text not null,
  days bigint not null,
  primary key (authority_id, month, theme, level, placement_group)
);
create table record.spell_month (
  authority_id bigint not null,
  month date not null,
  ward_id bigint not null,
  kind text not null,
  code text not null,
  agency_id bigint not null,
  days bigint not null,
  starts bigint not null,
  ends bigint not null,
  primary key (authority_id, month, ward_id, kind, code, agency_id)
);
create table record.event_month (
  authority_id bigint not null,
  month date not null,
  ward_id bigint not null,
  kind text not null,
  code text not null,
  outcome text not null,
  agency_id bigint not null,
  events bigint not null,
  primary key (authority_id, month, ward_id, kind, code, outcome, agency_id)
);
-- Days of each person by financial year (the year in which it starts), ward and level.
create table record.person_year (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  year integer not null,
  ward_id bigint not null,
  level text not null,
  days bigint not null,
  primary key (person_id, year, ward_id, level)
);
-- How many children had any such day; ward -1 stands for every ward and level '' for every level,
-- so that each child counts once. It counts everyone, restricted records included.
create table record.children_year (
  authority_id bigint not null,
  year integer not null,
  ward_id bigint not null,
  level text not null,
  children bigint not null,
  primary key (authority_id, year, ward_id, level)
);

do $$
declare name text;
begin
  foreach name in array array['source', 'problem', 'place', 'postcode', 'restriction', 'family', 'spend',
    'indicator', 'indicator_value', 'statistical_neighbour', 'level_month', 'theme_month',
    'spell_month', 'event_month', 'children_year'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
  foreach name in array array['person', 'person_name', 'person_identifier', 'address',
    'relationship', 'family_member', 'spell', 'event', 'level_spell', 'person_year'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
  -- A record that may not be seen does not exist. What hangs on a person follows the person.
  execute 'create policy person on record.person
    using (authority_id = (select govern.authority()) and (select govern.sees_people())
      and ((select govern.sees_restricted())
        or id not in (select restriction.person_id from record.restriction)))
    with check (authority_id = (select govern.authority()))';
  foreach name in array array['person_name', 'person_identifier', 'address', 'relationship',
    'family_member', 'spell', 'event', 'level_spell', 'person_year'] loop
    execute format('create policy person on record.%I
      using (authority_id = (select govern.authority()) and (select govern.sees_people())
        and ((select govern.sees_restricted())
          or person_id not in (select restriction.person_id from record.restriction)))
      with check (authority_id = (select govern.authority()))', name);
  end loop;
  -- The other side of a relationship may be the restricted one.
  execute 'create policy other_person on record.relationship as restrictive
    using ((select govern.sees_restricted())
      or other_id not in (select restriction.person_id from record.restriction))';
end $$;

-- Ids of people are drawn before the rows are written, so that one statement writes many.
grant usage on all sequences in schema record to headwater_app;

-- Days of each person as `children_year` counts them: ward -1 is every ward, level '' every level.
create view record.person_kind with (security_invoker = true) as
  select person_year.authority_id, person_year.person_id, person_year.year, person_year.ward_id,
    person_year.level, person_year.days
  from record.person_year where person_year.days > 0
  union all
  select person_year.authority_id, person_year.person_id, person_year.year, -1,
    person_year.level, sum(person_year.days)::bigint
  from record.person_year where person_year.days > 0 group by 1, 2, 3, 5
  union all
  select person_year.authority_id, person_year.person_id, person_year.year, person_year.ward_id,
    '', sum(person_year.days)::bigint
  from record.person_year where person_year.days > 0 group by 1, 2, 3, 4
  union all
  select person_year.authority_id, person_year.person_id, person_year.year, -1, '',
    sum(person_year.days)::bigint
  from record.person_year where person_year.days > 0 group by 1, 2, 3;
grant select on record.person_kind to headwater_app;
