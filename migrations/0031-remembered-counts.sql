-- Answers of counts that go through the journeys of thousands of children, kept until the record
-- changes, so that a page waits for such a count once after a load. They count everyone and name
-- nobody; pages hide small numbers.

create table understand.remembered_count (
  authority_id bigint not null references govern.authority (id),
  -- What was counted, with all that it was asked by.
  question text not null,
  -- Of which state of the record the answer is.
  stamp text not null,
  answer jsonb,
  primary key (authority_id, question)
);
alter table understand.remembered_count enable row level security;
alter table understand.remembered_count force row level security;
create policy tenant on understand.remembered_count
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert, update, delete on understand.remembered_count to headwater_app;

-- The state of the record: another one as soon as anything is loaded, changed or given up.
create function understand.record_stamp() returns text language sql stable as
  $$ select concat_ws(' ', count(*), max(source.id), sum(source.items_done),
       max(source.finished_at), count(*) filter (where source.status = 'loaded'))
     from record.source where source.authority_id = (select govern.authority()) $$;
