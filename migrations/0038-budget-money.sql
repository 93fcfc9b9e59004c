-- Money from many pots: streams with their rules, what is to be paid, what was committed to what,
-- and what agencies agreed to give to a pool and gave. All only ever added: of a stream or a thing to
-- be paid the newest word stands, and a commitment or contribution is corrected by a new entry.

create table decide.funding_stream (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- Giver, amounts by year and rules, as a FundingStream.
  content jsonb not null,
  reason text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id)
);
create index funding_stream_code on decide.funding_stream (authority_id, code, id desc);

create table decide.spending_need (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- What it is, whom it serves and what it costs by year, as a SpendingNeed.
  content jsonb not null,
  reason text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id)
);
create index spending_need_code on decide.spending_need (authority_id, code, id desc);

create table decide.commitment (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  stream text not null,
  -- Start of the financial year for which the money was given, and of that in which it is spent.
  granted_year integer not null,
  need text not null,
  spent_year integer not null,
  -- Below 0 where money is released again.
  amount_pence bigint not null check (amount_pence <> 0),
  note text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id)
);

create table decide.pool_contribution (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  pool text not null check (pool <> ''),
  agency_id bigint not null references govern.agency (id),
  year integer not null,
  kind text not null check (kind in ('agreed', 'paid')),
  amount_pence bigint not null check (amount_pence <> 0),
  note text not null default '',
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id)
);
create index pool_contribution_pool on decide.pool_contribution (authority_id, pool, year, id);

alter table decide.funding_stream enable row level security;
alter table decide.funding_stream force row level security;
alter table decide.spending_need enable row level security;
alter table decide.spending_need force row level security;
alter table decide.commitment enable row level security;
alter table decide.commitment force row level security;
alter table decide.pool_contribution enable row level security;
alter table decide.pool_contribution force row level security;
create policy tenant on decide.funding_stream
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()) and (select govern.role())
    in ('commissioner', 'manager', 'finance', 'operator', 'system'));
create policy tenant on decide.spending_need
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()) and (select govern.role())
    in ('commissioner', 'manager', 'finance', 'operator', 'system'));
create policy tenant on decide.commitment
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()) and (select govern.role())
    in ('commissioner', 'manager', 'finance', 'operator', 'system'));
create policy tenant on decide.pool_contribution
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()) and (select govern.role())
    in ('commissioner', 'manager', 'finance', 'operator', 'system'));
grant select, insert on decide.funding_stream, decide.spending_need, decide.commitment,
  decide.pool_contribution to headwater_app;
grant usage on all sequences in schema decide to headwater_app;
