-- The story for those who decide: briefings with their versions and sign-off, whose ward is whose,
-- and what elected members asked. Frozen figures themselves are kept by the platform.

create schema tell;
grant usage on schema tell to headwater_app;

create table tell.briefing (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  -- Empty: the whole authority.
  ward_id bigint references record.place (id),
  audience text not null check (audience in ('ward', 'scrutiny', 'cabinet')),
  created_at timestamptz not null default now(),
  primary key (authority_id, id)
);
create index briefing_ward on tell.briefing (authority_id, ward_id, id desc);

-- The words as they were saved: rows are only added. Numbers stand in them as tokens.
create table tell.briefing_version (
  authority_id bigint not null,
  briefing_id bigint not null,
  number integer not null check (number > 0),
  words jsonb not null,
  -- What each token stands for, and what it was when these words were written.
  sources jsonb not null,
  author_id text not null,
  saved_at timestamptz not null default now(),
  primary key (authority_id, briefing_id, number),
  foreign key (authority_id, briefing_id) references tell.briefing (authority_id, id)
);

-- A version that a second person signed, with its figures frozen, under one hash.
create table tell.briefing_signing (
  authority_id bigint not null,
  briefing_id bigint not null,
  number integer not null,
  -- Canonical JSON of words and frozen figures: the bytes under the hash.
  content text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  signer_id text not null,
  signed_at timestamptz not null default now(),
  primary key (authority_id, briefing_id, number),
  foreign key (authority_id, briefing_id, number)
    references tell.briefing_version (authority_id, briefing_id, number)
);

create table tell.briefing_withdrawal (
  authority_id bigint not null,
  briefing_id bigint not null,
  reason text not null check (reason <> ''),
  actor_id text not null,
  withdrawn_at timestamptz not null default now(),
  primary key (authority_id, briefing_id),
  foreign key (authority_id, briefing_id) references tell.briefing (authority_id, id)
);

-- The ward that an elected member chose as theirs.
create table tell.member_ward (
  authority_id bigint not null references govern.authority (id),
  account_id text not null,
  ward_id bigint not null references record.place (id),
  chosen_at timestamptz not null default now(),
  primary key (authority_id, account_id)
);

-- What elected members asked. No row is about one person: the form refuses what would name one.
create table tell.enquiry (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  asked_by text not null,
  asked_on date not null,
  due_on date not null,
  topic text not null,
  ward_id bigint references record.place (id),
  -- The figure that the question is about, as under /figures/; empty when it is about none.
  figure text not null default '',
  question text not null check (question <> ''),
  taken_by text,
  taken_on date,
  ended_by text,
  ended_on date,
  -- The answer, or why it was declined.
  answer text,
  declined boolean not null default false,
  frozen_ids bigint[] not null default '{}',
  primary key (authority_id, id),
  check (due_on >= asked_on),
  check ((ended_on is null) = (answer is null))
);
create index enquiry_asker on tell.enquiry (authority_id, asked_by, id desc);
create index enquiry_open on tell.enquiry (authority_id, due_on) where ended_on is null;

do $$
declare name text;
begin
  foreach name in array array['briefing', 'briefing_version', 'briefing_signing',
    'briefing_withdrawal', 'member_ward', 'enquiry'] loop
    execute format('alter table tell.%I enable row level security', name);
    execute format('alter table tell.%I force row level security', name);
    execute format(
      'create policy tenant on tell.%I
         using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
  end loop;
end $$;

grant select, insert on tell.briefing, tell.briefing_version, tell.briefing_signing,
  tell.briefing_withdrawal to headwater_app;
grant select, insert, update on tell.member_ward, tell.enquiry to headwater_app;
