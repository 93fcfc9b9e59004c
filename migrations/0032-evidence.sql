-- What a partnership found when it tried something itself. Such evaluations stand at the low end of
-- the scale, beside the published ones; what they count is decided by their design, not kept here.

create table understand.local_evaluation (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  -- The code of a programme of the library; empty for something of the partnership's own.
  programme text not null default '',
  name text not null check (name <> ''),
  design text not null check (design in ('case-stories', 'after-only', 'before-after',
    'comparison', 'matched-over-time', 'random')),
  outcome text not null check (outcome <> ''),
  direction text not null check (direction in ('better', 'worse', 'no-difference', 'mixed')),
  people_started integer not null check (people_started > 0),
  people_measured integer not null check (people_measured between 1 and people_started),
  -- What kind of size was found, with its standard error where it was worked out.
  effect_kind text not null default '' check (effect_kind in ('', 'relative-risk', 'odds-ratio',
    'effect-size', 'percentage-points')),
  effect numeric,
  standard_error numeric check (standard_error > 0),
  follow_up_months integer check (follow_up_months >= 0),
  -- Whoever did it, and where the report is found.
  made_by text not null check (made_by <> ''),
  report text not null default '',
  ended_on date not null,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  -- One that no longer holds is withdrawn, never deleted.
  withdrawn_at timestamptz,
  withdrawn_why text not null default '',
  check ((effect_kind = '') = (effect is null)),
  check (standard_error is null or effect is not null)
);
create index local_evaluation_programme
  on understand.local_evaluation (authority_id, programme, ended_on);
alter table understand.local_evaluation enable row level security;
alter table understand.local_evaluation force row level security;
create policy tenant on understand.local_evaluation
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert, update on understand.local_evaluation to headwater_app;
