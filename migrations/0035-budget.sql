-- How the authority classes a line of published spending where it differs from the reference:
-- early, late, or shared by a stated share. Only ever added; the newest word on a line stands, and
-- a word that goes back to the reference is one like any other.

create table decide.spend_class (
  authority_id bigint not null references govern.authority (id),
  id bigint generated always as identity,
  publication text not null check (publication in ('ro3', 's251')),
  line text not null check (line <> ''),
  class text not null check (class in ('early', 'late', 'shared', 'left-out', 'as-published')),
  -- Per cent of the line that is early, where it is shared.
  share_low numeric check (share_low between 0 and 100),
  share_likely numeric check (share_likely between share_low and share_high),
  share_high numeric check (share_high between 0 and 100),
  reason text not null check (reason <> ''),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  primary key (authority_id, id),
  check ((class = 'shared') = (share_likely is not null)),
  check ((share_low is null) = (share_high is null)),
  check ((share_low is null) = (share_likely is null))
);
create index spend_class_line on decide.spend_class (authority_id, publication, line, id);

alter table decide.spend_class enable row level security;
alter table decide.spend_class force row level security;
create policy tenant on decide.spend_class using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert on decide.spend_class to headwater_app;
grant usage on all sequences in schema decide to headwater_app;
