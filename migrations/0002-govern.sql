-- Who may see and do what, and proof of who did. The tenant is the authority.

create schema govern;
grant usage on schema govern to headwater_app;

create function govern.authority() returns bigint language sql stable parallel safe as
  $$ select platform.scope() $$;
-- Whether the actor's role may see people at all, and those whose records are restricted.
create function govern.sees_people() returns boolean language sql stable parallel safe as
  $$ select current_setting('headwater.sees_people', true) = 'yes' $$;
create function govern.sees_restricted() returns boolean language sql stable parallel safe as
  $$ select current_setting('headwater.sees_restricted', true) = 'yes' $$;
create function govern.role() returns text language sql stable parallel safe as
  $$ select coalesce(current_setting('headwater.role', true), '') $$;
create function govern.system() returns boolean language sql stable parallel safe as
  $$ select platform.purpose() in ('sign-in', 'job', 'operator', 'readiness') $$;
-- Who may change agencies, accounts and roles, and who may read the trail of others.
create function govern.administers() returns boolean language sql stable parallel safe as
  $$ select govern.system() or govern.role() in ('administrator', 'operator', 'system') $$;
create function govern.audits() returns boolean language sql stable parallel safe as
  $$ select govern.administers() or govern.role() = 'auditor' $$;

create table govern.authority (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Z0-9-]{2,12}$'),
  name text not null,
  -- The number that returns carry (LEA), and the code of national statistics.
  la_number text,
  ons_code text,
  is_made_up boolean not null default false,
  created_at timestamptz not null default now()
);

create table govern.agency (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  kind text not null check (kind in ('council', 'health', 'police', 'schools', 'job-centre',
    'housing', 'charities', 'funders', 'courts', 'public')),
  name text not null,
  from_day date,
  until_day date,
  unique (authority_id, name)
);

-- Agencies and authorities succeed one another as dated events.
create table govern.succession (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  subject text not null check (subject in ('agency', 'authority')),
  predecessor_id bigint not null,
  successor_id bigint not null check (successor_id <> predecessor_id),
  day date not null,
  reason text not null,
  unique (subject, predecessor_id, successor_id)
);

create table govern.account (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  email text not null check (email = lower(email)),
  name text not null,
  is_disabled boolean not null default false,
  last_sign_in_at timestamptz,
  previous_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  unique (email)
);

-- What proves who someone is, apart, so that only sign-in and administrators reach it.
create table govern.credential (
  account_id bigint primary key references govern.account (id),
  authority_id bigint not null references govern.authority (id),
  password_hash text,
  -- Someone else has seen this password: it must be changed before any work.
  is_one_time boolean not null default false,
  -- Sessions that began before this are over.
  changed_at timestamptz not null default now(),
  failed_attempts integer not null default 0,
  locked_until timestamptz
);

create table govern.membership (
  account_id bigint not null references govern.account (id),
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  role text not null check (role in ('analyst', 'commissioner', 'triage-officer', 'practitioner',
    'manager', 'partner', 'provider', 'verifier', 'oversight', 'finance', 'funder', 'member',
    'family', 'administrator', 'auditor')),
  primary key (account_id, agency_id, role)
);

-- Every change and every read of a person. Rows are only ever added.
create table govern.audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  authority_id bigint,
  actor_id text not null,
  role text not null default '',
  action text not null,
  subject_kind text not null,
  subject_id text,
  detail jsonb not null default '{}'
);
create index audit_latest on govern.audit_entry (authority_id, id desc);
create index audit_subject on govern.audit_entry (authority_id, subject_kind, subject_id);

-- The seal of each entry, in one chain: a hash over the entry and the seal before it. It refers to
-- the entry without a foreign key, so that the seal of a deleted entry remains and tells.
create table govern.audit_seal (
  position bigint primary key,
  entry_id bigint not null unique,
  hash text not null,
  sealed_at timestamptz not null default now()
);

-- Entries that wait for their seal, so that sealing need not search the whole trail.
create table govern.audit_unsealed (entry_id bigint primary key);
create function govern.await_seal() returns trigger language plpgsql as $$
begin
  insert into govern.audit_unsealed (entry_id) select new_rows.id from new_rows;
  return null;
end $$;
create trigger await_seal after insert on govern.audit_entry
  referencing new table as new_rows for each statement execute function govern.await_seal();

do $$
declare name text;
begin
  foreach name in array array['authority', 'agency', 'succession', 'account', 'credential',
    'membership', 'audit_entry', 'audit_seal', 'audit_unsealed'] loop
    execute format('alter table govern.%I enable row level security', name);
    execute format('alter table govern.%I force row level security', name);
  end loop;
  foreach name in array array['agency', 'succession', 'account', 'membership'] loop
    execute format(
      'create policy tenant on govern.%I for select
         using (authority_id = (select govern.authority()) or (select govern.system()))', name);
  end loop;
  foreach name in array array['agency', 'succession', 'account', 'membership', 'credential'] loop
    execute format(
      'create policy administered on govern.%I
         using ((select govern.administers())
           and (authority_id = (select govern.authority()) or (select govern.system())))
         with check ((select govern.administers())
           and (authority_id = (select govern.authority()) or (select govern.system())))', name);
  end loop;
end $$;
create policy tenant on govern.authority
  using (id = (select govern.authority()) or (select govern.system()))
  with check ((select govern.system()));
create policy audited on govern.audit_entry for select
  using ((select govern.audits())
    and (authority_id = (select govern.authority()) or (select govern.system())));
create policy written on govern.audit_entry for insert
  with check ((select govern.system())
    or (authority_id = (select govern.authority()) and actor_id = (select platform.actor())));
create policy sealed on govern.audit_seal
  using (true) with check ((select govern.system()));
create policy awaiting on govern.audit_unsealed for select using ((select govern.audits()));
create policy written on govern.audit_unsealed for insert with check (true);
create policy sealed on govern.audit_unsealed for delete using ((select govern.system()));

grant select, insert, update on govern.authority, govern.agency, govern.succession,
  govern.account, govern.credential to headwater_app;
grant select, insert, delete on govern.membership to headwater_app;
grant select, insert on govern.audit_entry, govern.audit_seal to headwater_app;
grant select, insert, delete on govern.audit_unsealed to headwater_app;
