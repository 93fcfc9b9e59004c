-- Places made of small areas: what published files say of each small area of the census (its ward,
-- what became of it at the next census, who lives there, how deprived it is), kept as published,
-- so that the files may come in any order and places are worked out anew from them.

create table record.area_fact (
  authority_id bigint not null references govern.authority (id),
  fact text not null check (fact in ('ward', 'successor', 'population', 'deprivation')),
  -- The year of the wards, or of the estimate or index, as the file shows it.
  edition text not null,
  area_code text not null,
  -- The ward, or the area that followed; empty for the other facts.
  other_code text not null default '',
  -- The census whose areas the code is of: 2011 or 2021.
  census integer not null,
  value jsonb not null,
  source_id bigint not null references record.source (id),
  source_row bigint,
  primary key (authority_id, fact, edition, area_code, other_code)
);
create index area_fact_other on record.area_fact (authority_id, fact, other_code);
alter table record.area_fact enable row level security;
alter table record.area_fact force row level security;
create policy tenant on record.area_fact
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert, update, delete on record.area_fact to headwater_app;

-- A ward lies in a locality and its children also go to the schools of a cluster.
alter table record.place add column cluster_id bigint references record.place (id);
alter table record.place add column population_all_ages bigint;
-- The estimate that the people were added up from; null where a file of places states them itself.
alter table record.place add column population_edition text;
-- The score of the index of multiple deprivation, higher being more deprived.
alter table record.place add column deprivation_score double precision;
alter table record.place add column deprivation_edition text;
create index place_within on record.place (authority_id, within_id);
