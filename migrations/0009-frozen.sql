-- Frozen figures: what a measure said at one moment, kept whole. Rows are only added, never changed.

create table platform.frozen_figure (
  scope bigint not null,
  id bigint generated always as identity,
  -- The address of the measure with its parameters, as under /figures/.
  address text not null check (address <> ''),
  -- Canonical JSON of address, finding and the day up to which things were known: the bytes under
  -- the hash. Text, since jsonb would write it anew.
  content text not null,
  -- SHA-256 of the content, as 64 hexadecimal digits.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  frozen_at timestamptz not null default now(),
  actor_id text not null,
  primary key (scope, id)
);
create index frozen_figure_address on platform.frozen_figure (scope, address, id desc);

alter table platform.frozen_figure enable row level security;
alter table platform.frozen_figure force row level security;
create policy frozen_figure_scope on platform.frozen_figure
  using (scope = (select platform.scope()))
  with check (scope = (select platform.scope()));
grant select, insert on platform.frozen_figure to headwater_app;
