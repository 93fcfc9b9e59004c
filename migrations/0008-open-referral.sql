-- Open Referral UK: the feeds that an authority reads, and whether it publishes its own directory.

create table record.open_referral_feed (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  -- The base address of the web, or the folder in which its answers were saved.
  address text not null,
  -- The agency whose feed it is, which may correct what came from it.
  agency_id bigint references govern.agency (id),
  -- How often it was begun to be read; what was listed last carries the number.
  reading bigint not null default 0,
  -- The reading that found what stands in the record; null before the first.
  source_id bigint references record.source (id),
  -- A hash over all that was read, so that a feed that has not changed changes nothing.
  content_hash text,
  read_at timestamptz,
  -- How many of what in the last reading.
  outcome jsonb not null default '{}',
  added_by text not null,
  unique (authority_id, address)
);

-- What a feed listed, sound or not: so that a service listed twice, or no longer, is told.
create table record.open_referral_listed (
  authority_id bigint not null references govern.authority (id),
  feed_id bigint not null references record.open_referral_feed (id) on delete cascade,
  outside_id text not null,
  service_name text,
  reading bigint not null,
  primary key (authority_id, feed_id, outside_id)
);

-- An authority that publishes its directory for everyone, under its code. Without a row nothing is
-- served.
create table record.open_directory (
  authority_id bigint primary key references govern.authority (id),
  code text not null unique,
  name text not null,
  published_by text not null,
  published_at timestamptz not null default now()
);

do $$
declare name text;
begin
  foreach name in array array['open_referral_feed', 'open_referral_listed', 'open_directory'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
end $$;
-- That an authority publishes is for everyone to know: who asks has not signed in.
create policy published on record.open_directory for select using (true);
grant usage on all sequences in schema record to headwater_app;
