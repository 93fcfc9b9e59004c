-- What an authority means by better: frameworks and indicators of its own, and the word that each
-- agency uses for what the others call otherwise.

create table understand.local_framework (
  authority_id bigint not null references govern.authority (id),
  code text not null check (code ~ '^local-[a-z0-9-]+$'),
  label text not null,
  publisher text not null,
  from_day date not null,
  made_by text not null,
  primary key (authority_id, code),
  unique (authority_id, label)
);
create table understand.local_outcome (
  authority_id bigint not null,
  framework text not null,
  code text not null check (code ~ '^[a-z0-9-]+$'),
  kind text not null check (kind in ('outcome', 'enabler')),
  label text not null,
  position integer not null,
  primary key (authority_id, framework, code),
  foreign key (authority_id, framework)
    references understand.local_framework (authority_id, code)
);
create table understand.local_indicator (
  authority_id bigint not null references govern.authority (id),
  code text not null check (code ~ '^local-[a-z0-9-]+$'),
  label text not null,
  definition text not null,
  -- A figure by its address, the code of a published indicator, or why nothing measures it.
  source jsonb not null,
  polarity text not null check (polarity in ('high', 'low', 'none')),
  owner text not null,
  outcomes text[] not null default '{}',
  made_by text not null,
  primary key (authority_id, code),
  unique (authority_id, label)
);
-- What an agency calls an outcome, an indicator or a theme; one word each, the newest stands.
create table understand.agency_word (
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  kind text not null check (kind in ('outcome', 'indicator', 'theme')),
  -- The outcome as framework/outcome; the code of the indicator or the theme.
  subject text not null,
  word text not null check (word <> ''),
  meaning text not null default '',
  noted_on date not null,
  noted_by text not null,
  primary key (authority_id, agency_id, kind, subject)
);

do $$
declare name text;
begin
  foreach name in array array['local_framework', 'local_outcome', 'local_indicator', 'agency_word']
  loop
    execute format('alter table understand.%I enable row level security', name);
    execute format('alter table understand.%I force row level security', name);
    execute format(
      'create policy tenant on understand.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on understand.%I to headwater_app', name);
  end loop;
end $$;
