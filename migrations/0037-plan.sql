-- What came of the plan, once a year, and what a change that somebody expects would break.

-- A review as it was held: forecast beside actual, what was done and given, what was decided. Only
-- ever added, so that nobody can say later that it found something else.
create table decide.plan_review (
  authority_id bigint not null,
  id bigint generated always as identity,
  version integer not null,
  -- The text that was reviewed.
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  held_on date not null,
  next_day date not null check (next_day > held_on),
  content jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id),
  foreign key (authority_id, version) references decide.plan_version (authority_id, version)
);
create unique index plan_review_day on decide.plan_review (authority_id, held_on);

-- A change of policy or funding that somebody named: money that ends, somebody who leaves.
create table decide.named_change (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('grant-ends', 'funding-falls', 'role-moves',
    'eligibility-changes', 'service-closes', 'agency-leaves')),
  title text not null check (title <> ''),
  -- A funding stream, service or person by name, an agency by number.
  subject text not null check (subject <> ''),
  happens_on date not null,
  -- Per cent of it that goes.
  share integer not null check (share between 1 and 100),
  note text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id)
);

-- Why a named change is not expected any more; only ever added.
create table decide.named_change_end (
  authority_id bigint not null,
  change_id bigint not null,
  reason text not null check (reason <> ''),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, change_id),
  foreign key (authority_id, change_id) references decide.named_change (authority_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['plan_review', 'named_change', 'named_change_end'] loop
    execute format('alter table decide.%I enable row level security', name);
    execute format('alter table decide.%I force row level security', name);
    execute format(
      'create policy tenant on decide.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert on decide.%I to headwater_app', name);
  end loop;
end $$;
grant usage on all sequences in schema decide to headwater_app;
