-- Two small roll-ups of referrals instead of one large: what came of them by who referred, and what
-- was known when they came with how many led to no help. Together they hold a fiftieth of the rows.

do $$
declare operation text;
begin
  foreach operation in array array['insert', 'delete', 'update'] loop
    execute format('drop trigger roll_up_on_%1$s on record.referral', operation);
    execute format('drop function record.roll_up_referrals_on_%1$s()', operation);
  end loop;
end $$;
drop table record.referral_year;

create table record.referral_year (
  authority_id bigint not null,
  year integer not null,
  agency_id bigint not null,
  source text not null,
  ended text not null,
  led_to text not null,
  is_re_referral boolean not null,
  referrals bigint not null,
  primary key (authority_id, year, agency_id, source, ended, led_to, is_re_referral)
);
create table record.referral_kind_year (
  authority_id bigint not null,
  year integer not null,
  agency_id bigint not null,
  source text not null,
  ward_id bigint not null,
  age_band text not null,
  prior text not null,
  referrals bigint not null,
  -- Those of them that led to no help.
  nothing bigint not null,
  primary key (authority_id, year, agency_id, source, ward_id, age_band, prior)
);

do $$
declare
  name text;
  operation text;
  changes text;
  tables text;
begin
  foreach name in array array['referral_year', 'referral_kind_year'] loop
    execute format('alter table record.%I enable row level security', name);
    execute format('alter table record.%I force row level security', name);
    execute format(
      'create policy tenant on record.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
    execute format('grant select, insert, update, delete on record.%I to headwater_app', name);
  end loop;

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
        insert into record.referral_year as total
          (authority_id, year, agency_id, source, ended, led_to, is_re_referral, referrals)
        select change.authority_id, change.year, change.agency_id, change.source, change.ended,
          change.led_to, change.is_re_referral, sum(change.sign)
        from (%2$s) change
        group by 1, 2, 3, 4, 5, 6, 7 having sum(change.sign) <> 0 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (authority_id, year, agency_id, source, ended, led_to, is_re_referral)
          do update set referrals = total.referrals + excluded.referrals;

        insert into record.referral_kind_year as total
          (authority_id, year, agency_id, source, ward_id, age_band, prior, referrals, nothing)
        select change.authority_id, change.year, change.agency_id, change.source, change.ward_id,
          change.age_band, change.prior, sum(change.sign),
          sum(case when change.ended = 'in-help' then 0 else change.sign end)
        from (%2$s) change
        group by 1, 2, 3, 4, 5, 6, 7
        having sum(change.sign) <> 0
          or sum(case when change.ended = 'in-help' then 0 else change.sign end) <> 0
        order by 1, 2, 3, 4, 5, 6, 7
        on conflict (authority_id, year, agency_id, source, ward_id, age_band, prior)
          do update set referrals = total.referrals + excluded.referrals,
            nothing = total.nothing + excluded.nothing;
        return null;
      end $body$ $function$, operation, changes);
    execute format('create trigger roll_up_on_%1$s after %1$s on record.referral
      referencing %2$s for each statement execute function record.roll_up_referrals_on_%1$s()',
      operation, tables);
  end loop;
end $$;
