-- Provision: who offers what to whom, with which money, and who said so. The council asks each
-- agency to map what it has; answers come by form, by file or from a feed of the open standard.

-- The agency that the actor works for; null for the system and the command line.
create function record.own_agency() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('headwater.agency', true), '')::bigint $$;
-- Partners and providers, signed in or by a safe link, write only what is their own agency's.
create function record.keeps_to_own_agency() returns boolean language sql stable parallel safe as
  $$ select govern.role() in ('partner', 'provider') $$;

create table record.service (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  -- What makes it the same service when it is stated again: by file, feed, form or answer.
  service_key text not null,
  -- Under which the directory is served: the feed's own id where it is one.
  public_id uuid not null,
  -- The agency responsible; null means that nobody is accountable for it.
  agency_id bigint references govern.agency (id),
  -- The agency that told of it, which may correct it.
  stated_by_agency_id bigint references govern.agency (id),
  provider_name text not null,
  name text not null,
  description text not null default '',
  -- Of the eight themes, those it is meant for; none means that no aim was stated.
  themes text[] not null default '{}',
  level text check (level in ('universal', 'community-early-help', 'targeted-early-help',
    'family-help', 'child-protection', 'care')),
  -- Ages in years, both included; null means no limit was stated.
  from_age integer check (from_age >= 0 and from_age <= 120),
  to_age integer check (to_age >= 0 and to_age <= 120),
  eligibility text,
  referral_route text,
  status text not null default 'active' check (status in ('active', 'planned', 'paused', 'closed')),
  url text,
  email text,
  phone text,
  accountable_name text,
  accountable_role text,
  evidence text check (evidence in ('none', 'local-results', 'promising', 'strong')),
  programme text,
  -- The code of `record.spell` (kind service) under which those who receive it are recorded.
  spell_code text,
  is_whole_area boolean not null default true,
  origin text not null check (origin in ('file', 'feed', 'typed', 'answer')),
  -- The feed's address and its own id of the service.
  feed text,
  outside_id text,
  -- The rest of what a feed says, kept as it came.
  detail jsonb not null default '{}',
  stated_day date not null,
  confirmed_day date,
  confirmed_by text,
  source_id bigint not null references record.source (id),
  source_row bigint,
  unique (authority_id, service_key),
  unique (authority_id, public_id),
  check (from_age is null or to_age is null or to_age >= from_age)
);
create index service_agency on record.service (authority_id, agency_id);
-- A spell belongs to one service at most, so that overlap is never made up.
create unique index service_spell on record.service (authority_id, spell_code)
  where spell_code is not null;

-- What a service could and did take in a financial year; null means not stated, never 0.
create table record.service_year (
  authority_id bigint not null references govern.authority (id),
  service_id bigint not null references record.service (id) on delete cascade,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  capacity_families bigint check (capacity_families >= 0),
  capacity_children bigint check (capacity_children >= 0),
  reached_families bigint check (reached_families >= 0),
  reached_children bigint check (reached_children >= 0),
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, service_id, year)
);

-- Who pays how much in a year. Budget and actual are two statements and are never added.
create table record.service_spend (
  authority_id bigint not null references govern.authority (id),
  service_id bigint not null references record.service (id) on delete cascade,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  -- The agency of the partnership that pays; null when it is another, named beside.
  agency_id bigint references govern.agency (id),
  funder_name text not null default '',
  basis text not null check (basis in ('budget', 'actual')),
  spend_pence bigint not null check (spend_pence >= 0),
  source_id bigint not null references record.source (id),
  source_row bigint,
  unique nulls not distinct (authority_id, service_id, year, agency_id, funder_name, basis)
);

-- Places that a service is for; none when it is for the whole authority.
create table record.service_area (
  authority_id bigint not null references govern.authority (id),
  service_id bigint not null references record.service (id) on delete cascade,
  place_id bigint not null references record.place (id),
  primary key (authority_id, service_id, place_id)
);

create table record.service_location (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  service_id bigint not null references record.service (id) on delete cascade,
  name text not null default '',
  address text,
  postcode text,
  latitude double precision check (latitude >= -90 and latitude <= 90),
  longitude double precision check (longitude >= -180 and longitude <= 180),
  -- False for a phone line or a page.
  is_physical boolean not null default true,
  outside_id text,
  detail jsonb not null default '{}'
);
create index service_location_service on record.service_location (authority_id, service_id);

-- One service cannot work without another.
create table record.service_dependency (
  authority_id bigint not null references govern.authority (id),
  service_id bigint not null references record.service (id) on delete cascade,
  needs_service_id bigint not null references record.service (id) on delete cascade,
  why text not null default '',
  primary key (authority_id, service_id, needs_service_id),
  check (service_id <> needs_service_id)
);

-- The council asks an agency to map what it has. Overdue is worked out from the due day.
create table record.mapping_request (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  -- The named person who answers: an account of the agency, or someone outside.
  account_id bigint references govern.account (id),
  person_name text not null,
  person_email text not null,
  asked text not null,
  -- The financial year whose money is asked for.
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  due_day date not null,
  status text not null default 'asked' check (status in ('asked', 'opened', 'part-answered',
    'answered', 'declined', 'withdrawn')),
  -- Why it was declined or withdrawn, or what was said with the answer.
  answer_note text not null default '',
  asked_by text not null,
  asked_day date not null,
  opened_at timestamptz,
  answered_at timestamptz
);
create index mapping_request_agency on record.mapping_request (authority_id, agency_id, id desc);

-- What someone has typed but not sent: nothing is lost when a page is left.
create table record.mapping_draft (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  request_id bigint not null references record.mapping_request (id) on delete cascade,
  -- The service that is corrected; null for one that the record does not know yet.
  service_id bigint references record.service (id) on delete cascade,
  fields jsonb not null,
  saved_at timestamptz not null default now()
);
create unique index mapping_draft_service on record.mapping_draft
  (authority_id, request_id, service_id) where service_id is not null;
create index mapping_draft_request on record.mapping_draft (authority_id, request_id, id);

-- The services that an answer told of, and how.
create table record.mapping_answer (
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  request_id bigint not null references record.mapping_request (id) on delete cascade,
  service_id bigint not null references record.service (id) on delete cascade,
  how text not null check (how in ('typed', 'file', 'confirmed')),
  answered_at timestamptz not null default now(),
  primary key (authority_id, request_id, service_id)
);

-- A safe link: whoever holds it answers as the named person, without an account. Only a hash of
-- its token is kept, so that a copy of this table opens nothing.
create table record.answer_link (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  token_hash text not null unique,
  -- The request it answers; null for a link that only asks whether entries are still right.
  request_id bigint references record.mapping_request (id) on delete cascade,
  person_name text not null,
  person_email text not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  -- The last day on which it opens.
  last_day date not null,
  withdrawn_at timestamptz,
  opened_at timestamptz,
  -- How often it was used in the present window, so that a leaked link cannot hammer.
  window_started_at timestamptz,
  window_uses integer not null default 0
);
create index answer_link_request on record.answer_link (authority_id, request_id);

-- The entries that a link asks about.
create table record.answer_link_service (
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  link_id bigint not null references record.answer_link (id) on delete cascade,
  service_id bigint not null references record.service (id) on delete cascade,
  primary key (authority_id, link_id, service_id)
);

-- Messages that someone has to send by hand: no mail leaves from here. The link is not kept in
-- them; it is made when the message is taken.
create table record.outgoing_message (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  agency_id bigint not null references govern.agency (id),
  request_id bigint references record.mapping_request (id) on delete cascade,
  kind text not null check (kind in ('asked', 'due-soon', 'overdue', 'still-right')),
  person_name text not null,
  person_email text not null,
  subject text not null,
  body text not null,
  made_day date not null,
  -- When somebody took it to send it, and who.
  taken_at timestamptz,
  taken_by text
);
create index outgoing_message_request on record.outgoing_message (authority_id, request_id, id);

do $$
declare name text;
begin
  foreach name in array array['service', 'service_year', 'service_spend', 'service_area',
    'service_location', 'service_dependency', 'mapping_request', 'mapping_draft',
    'mapping_answer', 'answer_link', 'answer_link_service', 'outgoing_message'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
  -- Requests, drafts, links and messages of another agency do not exist for a partner.
  foreach name in array array['mapping_request', 'mapping_draft', 'mapping_answer', 'answer_link',
    'answer_link_service', 'outgoing_message'] loop
    execute format(
      'create policy own_agency on record.%I as restrictive
         using (not (select record.keeps_to_own_agency())
           or agency_id = (select record.own_agency()))', name);
  end loop;
  -- Everyone reads the directory; a partner changes only what is its own agency's or told by it.
  foreach name in array array['service_year', 'service_spend', 'service_area',
    'service_location', 'service_dependency'] loop
    execute format(
      'create policy own_insert on record.%1$I as restrictive for insert
         with check (not (select record.keeps_to_own_agency()) or exists (
           select 1 from record.service where service.id = %1$I.service_id
             and (service.agency_id = (select record.own_agency())
               or service.stated_by_agency_id = (select record.own_agency()))))', name);
    execute format(
      'create policy own_update on record.%1$I as restrictive for update
         using (not (select record.keeps_to_own_agency()) or exists (
           select 1 from record.service where service.id = %1$I.service_id
             and (service.agency_id = (select record.own_agency())
               or service.stated_by_agency_id = (select record.own_agency()))))', name);
    execute format(
      'create policy own_delete on record.%1$I as restrictive for delete
         using (not (select record.keeps_to_own_agency()) or exists (
           select 1 from record.service where service.id = %1$I.service_id
             and (service.agency_id = (select record.own_agency())
               or service.stated_by_agency_id = (select record.own_agency()))))', name);
  end loop;
end $$;
create policy own_insert on record.service as restrictive for insert
  with check (not (select record.keeps_to_own_agency())
    or stated_by_agency_id = (select record.own_agency()));
create policy own_update on record.service as restrictive for update
  using (not (select record.keeps_to_own_agency())
    or agency_id = (select record.own_agency())
    or stated_by_agency_id = (select record.own_agency()));
create policy own_delete on record.service as restrictive for delete
  using (not (select record.keeps_to_own_agency()));
-- Whoever opens a safe link is nobody yet: the system finds the authority that it belongs to.
create policy opened on record.answer_link for select using ((select govern.system()));

grant usage on all sequences in schema record to headwater_app;
