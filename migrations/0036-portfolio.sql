-- Portfolios: what to choose from and within what, and what was found to be best to buy. The text
-- never changes; a result is written once.

create table decide.portfolio (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  name text not null check (name <> ''),
  -- The file as text, with its remarks.
  content text not null,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  -- What the result rests on: hash of all that was given, data in words, seed.
  input_hash text check (input_hash ~ '^[0-9a-f]{64}$'),
  edition text,
  seed bigint,
  -- Canonical JSON; text, since jsonb would write it anew.
  result text,
  result_hash text check (result_hash ~ '^[0-9a-f]{64}$'),
  solved_at timestamptz,
  primary key (authority_id, id),
  check ((result is null) = (result_hash is null) and (result is null) = (input_hash is null))
);

alter table decide.portfolio enable row level security;
alter table decide.portfolio force row level security;
create policy tenant on decide.portfolio
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()) and (select govern.role())
    in ('analyst', 'commissioner', 'manager', 'finance', 'operator', 'system'));
grant select, insert on decide.portfolio to headwater_app;
grant update (input_hash, edition, seed, result, result_hash, solved_at) on decide.portfolio
  to headwater_app;
grant usage on all sequences in schema decide to headwater_app;
