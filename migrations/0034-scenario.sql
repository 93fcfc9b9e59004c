-- Scenarios: what somebody would do, version by version, what runs of it found, and what was
-- frozen for a committee. Versions, inputs, results and frozen papers are only ever added.

create table decide.scenario (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  -- As the newest version calls it.
  name text not null check (name <> ''),
  newest_version integer not null default 1 check (newest_version > 0),
  -- Who answers for it: an account, `operator` or `system`; and the agency they made it for.
  owner_id text not null,
  agency_id bigint references govern.agency (id),
  sharing text not null default 'own' check (sharing in ('own', 'partnership')),
  locked_by text,
  locked_at timestamptz,
  -- What it was begun from: as now, a template, a copy of a version, or a file.
  origin text not null check (origin in ('as-now', 'template', 'copy', 'file')),
  origin_of text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  primary key (authority_id, id),
  check ((locked_by is null) = (locked_at is null))
);

create table decide.scenario_version (
  authority_id bigint not null,
  scenario_id bigint not null,
  version integer not null check (version > 0),
  -- The file as text, with its remarks; and a hash of what it means, whatever its layout.
  content text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- What was changed and why, in the words of who changed it.
  note text not null default '',
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (authority_id, scenario_id, version),
  foreign key (authority_id, scenario_id) references decide.scenario (authority_id, id)
    on delete cascade
);

-- Everything that a run was given, once for each hash, so that it can be run again for good.
create table decide.scenario_input (
  authority_id bigint not null references govern.authority (id),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  content text not null,
  primary key (authority_id, hash)
);

create table decide.scenario_result (
  authority_id bigint not null,
  id bigint generated always as identity,
  scenario_id bigint not null,
  version integer not null,
  kind text not null check (kind in ('early', 'full')),
  seed bigint not null,
  draws integer not null check (draws > 0),
  -- Which data and references it rests on: their hash, and in words.
  edition_hash text not null check (edition_hash ~ '^[0-9a-f]{64}$'),
  edition text not null,
  model_version text not null,
  input_hash text not null,
  -- Canonical JSON; text, since jsonb would write it anew.
  content text not null,
  result_hash text not null check (result_hash ~ '^[0-9a-f]{64}$'),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (authority_id, id),
  -- The same version, data and seed are never kept twice.
  unique (authority_id, scenario_id, version, input_hash, model_version),
  foreign key (authority_id, scenario_id, version)
    references decide.scenario_version (authority_id, scenario_id, version),
  foreign key (authority_id, input_hash) references decide.scenario_input (authority_id, hash)
);
create index scenario_result_input on decide.scenario_result (authority_id, input_hash);

create table decide.scenario_freeze (
  authority_id bigint not null,
  id bigint generated always as identity,
  scenario_id bigint not null,
  version integer not null,
  result_id bigint not null,
  -- Canonical JSON of the paper: scenario, result's hash, data, seed, and what reproduces it.
  content text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (authority_id, id),
  foreign key (authority_id, scenario_id, version)
    references decide.scenario_version (authority_id, scenario_id, version),
  foreign key (authority_id, result_id) references decide.scenario_result (authority_id, id)
);
create index scenario_freeze_of on decide.scenario_freeze (authority_id, scenario_id, version);

alter table decide.scenario enable row level security;
alter table decide.scenario force row level security;
-- What is not shared is there for those alone who decide at the agency that made it.
create policy tenant on decide.scenario
  using (authority_id = (select govern.authority())
    and (sharing = 'partnership'
      or (select govern.role()) in ('operator', 'system')
      or ((select govern.role()) in ('analyst', 'commissioner', 'manager', 'finance')
        and agency_id::text = (select current_setting('headwater.agency', true)))))
  with check (authority_id = (select govern.authority())
    and (select govern.role())
      in ('analyst', 'commissioner', 'manager', 'finance', 'operator', 'system'));

-- The rest follows its scenario: where that is not there, neither are they.
do $$
declare name text;
begin
  foreach name in array array['scenario_version', 'scenario_result', 'scenario_freeze'] loop
    execute format('alter table decide.%I enable row level security', name);
    execute format('alter table decide.%I force row level security', name);
    execute format(
      'create policy tenant on decide.%1$I
         using (authority_id = (select govern.authority())
           and exists (select 1 from decide.scenario
             where scenario.authority_id = %1$I.authority_id
               and scenario.id = %1$I.scenario_id))
         with check (authority_id = (select govern.authority())
           and exists (select 1 from decide.scenario
             where scenario.authority_id = %1$I.authority_id
               and scenario.id = %1$I.scenario_id))', name);
    execute format('grant select, insert on decide.%I to headwater_app', name);
    execute format(
      'create policy written on decide.%I as restrictive for insert
         with check ((select govern.role())
           in (''analyst'', ''commissioner'', ''manager'', ''finance'', ''operator'', ''system''))',
      name);
  end loop;
  foreach name in array array['scenario', 'scenario_version'] loop
    execute format(
      'create policy taken_away on decide.%I as restrictive for delete
         using ((select govern.role())
           in (''analyst'', ''commissioner'', ''manager'', ''finance'', ''operator'', ''system''))',
      name);
  end loop;
end $$;
alter table decide.scenario_input enable row level security;
alter table decide.scenario_input force row level security;
-- Inputs count children in small groups: nobody needs them but who runs a scenario.
create policy tenant on decide.scenario_input
  using (authority_id = (select govern.authority()) and (select govern.role())
    in ('analyst', 'commissioner', 'manager', 'finance', 'operator', 'system'))
  with check (authority_id = (select govern.authority()));
grant select, insert on decide.scenario_input to headwater_app;
grant select, insert, delete on decide.scenario to headwater_app;
grant update (name, newest_version, sharing, locked_by, locked_at) on decide.scenario
  to headwater_app;
grant delete on decide.scenario_version to headwater_app;
grant usage on all sequences in schema decide to headwater_app;
