-- Each referral with what came of it, derived with the levels for the people that an import
-- touches, and a roll-up of it by financial year. Everything on the left of `ended` was known when
-- the referral came, so that referrers can be compared like with like.

create table record.referral (
  authority_id bigint not null,
  person_id bigint not null references record.person (id),
  event_id bigint not null references record.event (id) on delete cascade,
  day date not null,
  year integer not null,
  -- 0 where who referred is not recorded.
  agency_id bigint not null,
  -- The census's code of who referred; empty where the source states none.
  source text not null,
  -- The ward of the home on that day; 0 where it is not known.
  ward_id bigint not null,
  age_band text not null
    check (age_band in ('under-1', '1-4', '5-9', '10-15', '16-plus', 'unknown')),
  -- In the two years before: help at any level; else a referral within 12 months; else neither.
  prior text not null check (prior in ('helped', 'referred', 'new')),
  ended text not null check (ended in ('at-referral', 'after-assessment', 'in-help')),
  -- The highest level from that day up to the next referral or a year on; empty unless in help.
  led_to text not null,
  -- Within 12 months of a referral before it.
  is_re_referral boolean not null,
  primary key (authority_id, person_id, event_id)
);
create index referral_event on record.referral (event_id);

create table record.referral_year (
  authority_id bigint not null,
  year integer not null,
  agency_id bigint not null,
  source text not null,
  ward_id bigint not null,
  age_band text not null,
  prior text not null,
  ended text not null,
  led_to text not null,
  is_re_referral boolean not null,
  referrals bigint not null,
  primary key (authority_id, year, agency_id, source, ward_id, age_band, prior, ended, led_to,
    is_re_referral)
);

-- Calls to an advice line, without anyone's details: nobody can be found by them.
create table record.advice_call (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  line text not null,
  day date not null,
  agency_id bigint references govern.agency (id),
  about text not null,
  outcome text not null
    check (outcome in ('advice-only', 'early-help-request', 'referral', 'other')),
  minutes integer check (minutes between 0 and 600),
  -- The file's own number of the call, by which loading it again changes nothing.
  call_number text not null,
  source_id bigint not null references record.source (id),
  source_row bigint,
  unique (authority_id, line, call_number)
);
create index advice_call_day on record.advice_call (authority_id, day);

do $$
declare
  name text;
  operation text;
  changes text;
  tables text;
begin
  foreach name in array array['referral_year', 'advice_call'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;
  alter table record.referral enable row level security;
  alter table record.referral force row level security;
  create policy person on record.referral
    using (authority_id = (select govern.authority()) and (select govern.sees_people())
      and ((select govern.sees_restricted())
        or person_id not in (select restriction.person_id from record.restriction)))
    with check (authority_id = (select govern.authority()));
  grant select, insert, update, delete on record.referral to headwater_app;

  for operation, changes, tables in values
    ('insert', 'select 1 as sign, new_rows.* from new_rows', 'new table as new_rows'),
    ('delete', 'select -1 as sign, old_rows.* from old_rows', 'old table as old_rows'),
    ('update',
     'select 1 as sign, new_rows.* from new_rows union all select -1, old_rows.* from old_rows',
     'new table as new_rows old table as old_rows')
  loop
    execute format($function$
      create function record.roll_up_referrals_on_%1$s() returns trigger language plpgsql as $body$
      begin
        insert into record.referral_year as total (authority_id, year, agency_id, source, ward_id,
          age_band, prior, ended, led_to, is_re_referral, referrals)
        select change.authority_id, change.year, change.agency_id, change.source, change.ward_id,
          change.age_band, change.prior, change.ended, change.led_to, change.is_re_referral,
          sum(change.sign)
        from (%2$s) change
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 having sum(change.sign) <> 0
        order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        on conflict (authority_id, year, agency_id, source, ward_id, age_band, prior, ended,
          led_to, is_re_referral) do update set referrals = total.referrals + excluded.referrals;
        return null;
      end $body$ $function$, operation, changes);
    execute format('create trigger roll_up_on_%1$s after %1$s on record.referral
      referencing %2$s for each statement execute function record.roll_up_referrals_on_%1$s()',
      operation, tables);
  end loop;
end $$;
grant usage on all sequences in schema record to headwater_app;
