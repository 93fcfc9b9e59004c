-- The outside world: jobs and sessions. The platform knows no domain word: a job belongs to a
-- "scope" (which govern makes the authority) and to an actor.

grant usage on schema platform to headwater_app;
grant select on platform.migration to headwater_app;

-- What the current transaction may see; set by asActor and asSystem.
create function platform.scope() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('headwater.scope', true), '')::bigint $$;
create function platform.actor() returns text language sql stable parallel safe as
  $$ select coalesce(current_setting('headwater.actor', true), '') $$;
create function platform.purpose() returns text language sql stable parallel safe as
  $$ select coalesce(current_setting('headwater.purpose', true), '') $$;

create table platform.job (
  id bigint generated always as identity primary key,
  scope bigint,
  actor_id text not null,
  actor_settings jsonb not null default '{}',
  name text not null,
  title text not null,
  payload jsonb not null default '{}',
  status text not null default 'queued'
    check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Jobs of one lane run one after the other.
  lane text not null default 'default',
  done_count bigint not null default 0,
  total_count bigint,
  unit text not null default 'rows',
  message text not null default '',
  checkpoint jsonb,
  result jsonb,
  error_reference text,
  -- Attempts since the last checkpoint: whoever gets further may try again as often.
  attempt integer not null default 0,
  -- When this attempt began and how far the work was then, for an honest estimate of what is left.
  attempt_started_at timestamptz,
  attempt_started_count bigint not null default 0,
  attempts_allowed integer not null default 3,
  cancel_requested boolean not null default false,
  -- A new mark for each time that a worker takes the job up: one who lost it cannot write on.
  worker text,
  heartbeat_at timestamptz,
  run_after timestamptz not null default now(),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create unique index job_lane on platform.job (lane) where status = 'running';
create index job_queue on platform.job (run_after, id) where status = 'queued';
create index job_scope on platform.job (scope, id desc);

-- What all processes of one installation share, such as the key that signs cookies.
create table platform.secret (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

create table platform.session (
  -- A hash of what the cookie holds, so that a copy of this table opens no session.
  id text primary key,
  data jsonb not null,
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expiry on platform.session (expires_at);

alter table platform.job enable row level security;
alter table platform.job force row level security;
alter table platform.session enable row level security;
alter table platform.session force row level security;
create policy job_scope on platform.job
  using (scope = (select platform.scope()) or (select platform.purpose()) in ('job', 'operator'))
  with check (scope = (select platform.scope()) or (select platform.purpose()) in ('job', 'operator'));
alter table platform.secret enable row level security;
alter table platform.secret force row level security;
create policy secret_system on platform.secret
  using ((select platform.purpose()) = 'session')
  with check ((select platform.purpose()) = 'session');
create policy session_system on platform.session
  using ((select platform.purpose()) = 'session')
  with check ((select platform.purpose()) = 'session');

grant select, insert, update on platform.job to headwater_app;
grant select, insert on platform.secret to headwater_app;
grant select, insert, update, delete on platform.session to headwater_app;
