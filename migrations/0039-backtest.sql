-- What a back-test found, of which state of the record, so that its page is quick. It holds sums
-- over many children or many areas, never one of them.

create table decide.backtest_result (
  authority_id bigint not null references govern.authority (id),
  -- What was tested: children by level of help, or published indicators.
  tested text not null check (tested in ('levels', 'indicators')),
  -- How it was done: another number where the way of doing it changes.
  way integer not null,
  stamp text not null,
  run_at timestamptz not null default now(),
  result jsonb not null,
  primary key (authority_id, tested)
);
alter table decide.backtest_result enable row level security;
alter table decide.backtest_result force row level security;
create policy tenant on decide.backtest_result
  using (authority_id = (select govern.authority()))
  with check (authority_id = (select govern.authority()));
grant select, insert, update on decide.backtest_result to headwater_app;
