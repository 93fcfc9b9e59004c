-- The map of spending: which families have help from several services, and overlaps looked at.

-- That someone has looked at two services that look alike. What was alike then is kept as hashes:
-- the mark fades when either service changes. Marks are added, never changed.
create table understand.overlap_mark (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  first_service_id bigint not null references record.service (id) on delete cascade,
  second_service_id bigint not null references record.service (id) on delete cascade,
  first_fingerprint text not null,
  second_fingerprint text not null,
  note text not null check (length(note) between 1 and 1000),
  marked_by text not null,
  actor_id text not null,
  marked_at timestamptz not null default now(),
  check (first_service_id < second_service_id)
);
create index overlap_mark_pair
  on understand.overlap_mark (authority_id, first_service_id, second_service_id, id desc);
alter table understand.overlap_mark enable row level security;
alter table understand.overlap_mark force row level security;
create policy tenant on understand.overlap_mark
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert on understand.overlap_mark to headwater_app;
grant usage on all sequences in schema understand to headwater_app;

-- Families by the set of services that any of their children had in a span. A child whom no file
-- puts in a family counts as one. Everyone counts, restricted records too; only counts go out.
create function understand.families_by_services(from_day date, to_day date)
returns table (codes text[], families bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select sets.codes, count(*)
  from (
    select helped.family, array_agg(distinct helped.code order by helped.code) as codes
    from (
      select spell.code, coalesce((select min(member.family_id) from record.family_member member
        where member.person_id = spell.person_id), -spell.person_id) as family
      from record.spell
      where spell.authority_id = (select govern.authority()) and spell.kind = 'service'
        and spell.is_counted and spell.start_day < to_day
        and coalesce(spell.end_day, spell.known_to_day) >= from_day
    ) helped group by helped.family
  ) sets group by sets.codes;
  perform understand.see_as_before(sight);
end $$;

-- Families by the most agencies that helped them on one day of a span. Codes and owners stand side
-- by side: which agency (or provider) answers for the service of a code.
create function understand.families_by_agencies_at_once(
  from_day date, to_day date, service_codes text[], owners text[])
returns table (agencies bigint, families bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  with owned as (
    select distinct on (one.code) one.code, one.owner
    from unnest(service_codes, owners) as one(code, owner)
  ), helped as materialized (
    select coalesce((select min(member.family_id) from record.family_member member
        where member.person_id = spell.person_id), -spell.person_id) as family,
      coalesce(owned.owner, 'agency ' || spell.agency_id, 'not known') as owner,
      greatest(spell.start_day, from_day) as first_day,
      least(coalesce(spell.end_day, spell.known_to_day), to_day) as last_day
    from record.spell left join owned on owned.code = spell.code
    where spell.authority_id = (select govern.authority()) and spell.kind = 'service'
      and spell.is_counted and spell.start_day < to_day
      and coalesce(spell.end_day, spell.known_to_day) >= from_day
  ), moments as (
    select begun.family, begun.first_day, count(distinct other.owner) as owners_then
    from (select distinct helped.family, helped.first_day from helped) begun
    join helped other on other.family = begun.family
      and other.first_day <= begun.first_day and other.last_day >= begun.first_day
    group by begun.family, begun.first_day
  )
  select most.owners_then, count(*)
  from (select moments.family, max(moments.owners_then) as owners_then
    from moments group by moments.family) most
  group by most.owners_then order by 1;
  perform understand.see_as_before(sight);
end $$;
