-- What to do, together: the plan that a partnership shares, version by version.

create schema decide;
grant usage on schema decide to headwater_app;

create table decide.plan_version (
  authority_id bigint not null references govern.authority (id),
  version integer not null check (version > 0),
  status text not null
    check (status in ('draft', 'for-comment', 'for-sign-off', 'agreed', 'superseded')),
  -- All that agencies agree to; its hash names it exactly.
  content jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  put_up_at timestamptz,
  agreed_at timestamptz,
  primary key (authority_id, version)
);
create unique index one_agreed_plan on decide.plan_version (authority_id) where status = 'agreed';
create unique index one_draft_plan on decide.plan_version (authority_id) where status = 'draft';

-- What agencies said of a version; only ever added.
create table decide.plan_comment (
  authority_id bigint not null,
  id bigint generated always as identity,
  version integer not null,
  agency_id bigint not null references govern.agency (id),
  -- The key of what it is about; empty for the plan as a whole.
  about text not null default '',
  text text not null check (text <> ''),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id),
  foreign key (authority_id, version) references decide.plan_version (authority_id, version)
);
create index plan_comment_version on decide.plan_comment (authority_id, version, id);

-- The answer of an agency to one exact text; only ever added, the newest stands.
create table decide.plan_answer (
  authority_id bigint not null,
  id bigint generated always as identity,
  version integer not null,
  hash text not null,
  agency_id bigint not null references govern.agency (id),
  answer text not null check (answer in ('signed', 'refused')),
  reason text not null default '' check (answer = 'signed' or reason <> ''),
  role text not null,
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id),
  foreign key (authority_id, version) references decide.plan_version (authority_id, version)
);
create index plan_answer_version on decide.plan_answer (authority_id, version, id);

-- What the owner of an action says of it; the newest word stands.
create table decide.action_word (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  action text not null,
  status text not null check (status in ('not-started', 'on-track', 'late', 'done', 'dropped')),
  reason text not null default '' check (status <> 'dropped' or reason <> ''),
  said_on date not null,
  said_by text not null,
  primary key (authority_id, id)
);

-- What was given of a pledge, in pence, hours or days; a correction is a new, negative row.
create table decide.delivery (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  pledge text not null,
  amount bigint not null check (amount <> 0),
  delivered_on date not null,
  note text not null default '',
  noted_by text not null,
  primary key (authority_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['plan_version', 'plan_comment', 'plan_answer', 'action_word',
    'delivery'] loop
    execute format('alter table decide.%I enable row level security', name);
    execute format('alter table decide.%I force row level security', name);
    execute format(
      'create policy tenant on decide.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert on decide.%I to headwater_app', name);
  end loop;
  -- Nobody speaks or signs for another agency. Jobs may, so that the demo has its agencies.
  foreach name in array array['plan_comment', 'plan_answer'] loop
    execute format(
      'create policy own_agency on decide.%I as restrictive for insert
         with check (agency_id::text = current_setting(''headwater.agency'', true)
           or (select govern.role()) = ''system'')', name);
  end loop;
end $$;
grant update on decide.plan_version to headwater_app;
grant usage on all sequences in schema decide to headwater_app;
