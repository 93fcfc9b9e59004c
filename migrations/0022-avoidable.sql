-- Structured reviews of children who came into care: could it have been avoided, by what, when.

-- A round: which entries, how they were drawn, and with which version of the form.
create table understand.review_round (
  id bigint generated always as identity primary key,
  authority_id bigint not null references govern.authority (id),
  name text not null,
  form_version text not null,
  -- Entries from the first day up to, not including, the second.
  from_day date not null,
  to_day date not null check (to_day > from_day),
  -- Only entries of this ward, and of children who had this level the day before; empty for all.
  ward_id bigint,
  level_before text not null default '',
  seed integer not null,
  -- How many were eligible, and a hash of who: the frame is frozen with the round.
  frame_size integer not null check (frame_size > 0),
  frame_hash text not null,
  sample_size integer not null check (sample_size > 0 and sample_size <= frame_size),
  actor_id text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (authority_id, name),
  unique (authority_id, id)
);

-- How many of each band of age were eligible and drawn: counts only, for all who see figures.
create table understand.review_stratum (
  authority_id bigint not null,
  round_id bigint not null,
  age_band text not null,
  frame_size integer not null,
  sample_size integer not null,
  primary key (authority_id, round_id, age_band),
  foreign key (authority_id, round_id) references understand.review_round (authority_id, id)
);

-- Everyone who was eligible; who was drawn has the number of a case.
create table understand.review_entry (
  authority_id bigint not null,
  round_id bigint not null,
  person_id bigint not null references record.person (id),
  entry_day date not null,
  age_band text not null,
  case_number integer,
  -- What was decided, once both have answered, and how: by agreement or by adjudication.
  decided text check (decided in ('avoidable', 'not-avoidable')),
  decided_how text check (decided_how in ('agreement', 'adjudication')),
  decided_at timestamptz,
  primary key (authority_id, round_id, person_id),
  unique (authority_id, round_id, case_number),
  foreign key (authority_id, round_id) references understand.review_round (authority_id, id),
  check ((decided is null) = (decided_how is null))
);

-- Who reviews which case, and how far they are. Someone who steps aside stays in the list, so that
-- nobody is asked about one case twice.
create table understand.review (
  authority_id bigint not null,
  round_id bigint not null,
  case_number integer not null,
  reviewer_id bigint not null references govern.account (id),
  status text not null default 'assigned'
    check (status in ('assigned', 'draft', 'submitted', 'stepped-aside')),
  assigned_by text not null,
  assigned_at timestamptz not null default now(),
  submitted_at timestamptz,
  -- Why someone stepped aside: a code, no free text.
  conflict text,
  primary key (authority_id, round_id, case_number, reviewer_id),
  foreign key (authority_id, round_id, case_number)
    references understand.review_entry (authority_id, round_id, case_number)
);
create index review_reviewer on understand.review (authority_id, reviewer_id, status);

-- What a reviewer answered, draft or submitted: text of the record.
create table understand.review_answer (
  authority_id bigint not null,
  round_id bigint not null,
  case_number integer not null,
  reviewer_id bigint not null,
  judgement text not null default '',
  extent text not null default '',
  confidence text not null default '',
  moment text not null default '',
  moment_day date,
  themes text[] not null default '{}',
  help text[] not null default '{}',
  offered text not null default '',
  reason text not null default '',
  saved_at timestamptz not null default now(),
  primary key (authority_id, round_id, case_number, reviewer_id),
  foreign key (authority_id, round_id, case_number, reviewer_id)
    references understand.review (authority_id, round_id, case_number, reviewer_id)
);

-- Where two reviewers disagreed: who decided, and why.
create table understand.review_adjudication (
  authority_id bigint not null,
  round_id bigint not null,
  case_number integer not null,
  adjudicator_id bigint not null,
  side text not null check (side in ('avoidable', 'not-avoidable')),
  reason text not null,
  decided_at timestamptz not null default now(),
  primary key (authority_id, round_id, case_number),
  foreign key (authority_id, round_id, case_number)
    references understand.review_entry (authority_id, round_id, case_number)
);

do $$
declare name text;
begin
  foreach name in array array['review_round', 'review_stratum', 'review_entry', 'review',
    'review_answer', 'review_adjudication'] loop
    execute format('alter table understand.%I enable row level security', name);
    execute format('alter table understand.%I force row level security', name);
    execute format('grant select, insert, update on understand.%I to headwater_app', name);
  end loop;
  foreach name in array array['review_round', 'review_stratum'] loop
    execute format(
      'create policy tenant on understand.%I using (authority_id = (select govern.authority()))
         with check (authority_id = (select govern.authority()))', name);
  end loop;
  -- An entry follows its person, and what hangs on a case follows its entry.
  execute 'create policy person on understand.review_entry
    using (authority_id = (select govern.authority()) and (select govern.sees_people())
      and ((select govern.sees_restricted())
        or person_id not in (select restriction.person_id from record.restriction)))
    with check (authority_id = (select govern.authority()))';
  foreach name in array array['review', 'review_answer', 'review_adjudication'] loop
    execute format('create policy entry on understand.%1$I
      using (authority_id = (select govern.authority()) and exists (
        select 1 from understand.review_entry entry
        where entry.authority_id = %1$I.authority_id and entry.round_id = %1$I.round_id
          and entry.case_number = %1$I.case_number))
      with check (authority_id = (select govern.authority()))', name);
  end loop;
end $$;

-- The second read is blind: nobody reads an answer but whoever gave it, until both are submitted.
create policy blind on understand.review_answer as restrictive for select
  using (reviewer_id::text = (select platform.actor()) or (select govern.role()) = 'system'
    or (select count(*) from understand.review
      where review.authority_id = review_answer.authority_id
        and review.round_id = review_answer.round_id
        and review.case_number = review_answer.case_number
        and review.status = 'submitted') = 2);
-- Nobody answers for another, and what was submitted stays as it is.
create policy own_answer on understand.review_answer as restrictive for insert
  with check (reviewer_id::text = (select platform.actor()) or (select govern.role()) = 'system');
create policy own_change on understand.review_answer as restrictive for update
  using ((reviewer_id::text = (select platform.actor()) or (select govern.role()) = 'system')
    and exists (select 1 from understand.review
      where review.authority_id = review_answer.authority_id
        and review.round_id = review_answer.round_id
        and review.case_number = review_answer.case_number
        and review.reviewer_id = review_answer.reviewer_id
        and review.status in ('assigned', 'draft')));
-- Whoever reviewed a case does not decide between its reviewers.
create policy third_person on understand.review_adjudication as restrictive for insert
  with check (not exists (select 1 from understand.review
    where review.authority_id = review_adjudication.authority_id
      and review.round_id = review_adjudication.round_id
      and review.case_number = review_adjudication.case_number
      and review.reviewer_id = review_adjudication.adjudicator_id));

-- Two at most review a case at one time, whoever assigns them and however often.
create function understand.two_reviewers() returns trigger language plpgsql as $$
begin
  if (select count(*) from understand.review
      where review.authority_id = new.authority_id and review.round_id = new.round_id
        and review.case_number = new.case_number
        and review.status <> 'stepped-aside') > 2 then
    raise exception 'a case has two reviewers' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger two_reviewers after insert on understand.review
  for each row execute function understand.two_reviewers();

-- Children who came into care in a span, each at their first entry in it: for drawing a sample
-- alone. It gives numbers of everyone, restricted records included, and nothing else of them.
create function understand.care_entries(
  from_day date, to_day date, of_ward bigint, of_level text, left_out text[])
returns table (person_id bigint, entry_day date, birth_day date) language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select distinct on (entry.person_id) entry.person_id, entry.day, person.birth_day
  from record.event entry join record.person on person.id = entry.person_id
  where entry.authority_id = (select govern.authority()) and entry.kind = 'looked-after-start'
    and entry.is_counted and entry.day >= from_day and entry.day < to_day
    and not exists (
      select 1 from record.spell basis where basis.authority_id = entry.authority_id
        and basis.person_id = entry.person_id and basis.kind = 'legal-basis'
        and basis.code = any(left_out) and basis.start_day <= entry.day
        and coalesce(basis.end_day, basis.known_to_day) >= entry.day)
    and (of_ward is null or exists (
      select 1 from record.level_spell lived where lived.authority_id = entry.authority_id
        and lived.person_id = entry.person_id and lived.ward_id = of_ward
        and lived.start_day <= entry.day and lived.end_day > entry.day))
    and (of_level = '' or coalesce((
      select before.level from record.level_spell before
      where before.authority_id = entry.authority_id and before.person_id = entry.person_id
        and before.start_day < entry.day and before.end_day >= entry.day
      order by before.start_day limit 1), 'universal') = of_level)
  order by entry.person_id, entry.day;
  perform understand.see_as_before(sight);
end $$;

-- How far a round is, everyone counted.
create function understand.review_progress(of_round bigint)
returns table (cases bigint, assigned bigint, submitted bigint, decided bigint, disputed bigint)
language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select count(*), count(*) filter (where read.readers = 2),
    coalesce(sum(read.submitted), 0)::bigint,
    count(*) filter (where entry.decided is not null),
    count(*) filter (where read.submitted = 2 and entry.decided is null)
  from understand.review_entry entry
  left join lateral (
    select count(*) filter (where review.status <> 'stepped-aside') as readers,
      count(*) filter (where review.status = 'submitted') as submitted
    from understand.review where review.authority_id = entry.authority_id
      and review.round_id = entry.round_id and review.case_number = entry.case_number
  ) read on true
  where entry.authority_id = (select govern.authority()) and entry.round_id = of_round
    and entry.case_number is not null;
  perform understand.see_as_before(sight);
end $$;

-- How often pairs of judgements were given, of cases that both have submitted; the two reviewers
-- of a case come in the order of their accounts.
create function understand.review_pairs(of_round bigint)
returns table (first text, second text, cases bigint) language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select pair.judgements[1], pair.judgements[2], count(*)
  from (
    select array_agg(answer.judgement order by answer.reviewer_id) as judgements
    from understand.review_answer answer
    join understand.review sent on sent.authority_id = answer.authority_id
      and sent.round_id = answer.round_id and sent.case_number = answer.case_number
      and sent.reviewer_id = answer.reviewer_id and sent.status = 'submitted'
    where answer.authority_id = (select govern.authority()) and answer.round_id = of_round
    group by answer.case_number
  ) pair
  where cardinality(pair.judgements) = 2
  group by 1, 2;
  perform understand.see_as_before(sight);
end $$;

-- What decided cases came to, by band of age and by one more thing: `all`, or each theme, help,
-- moment or extent that reviewers on the side that stands named. Costs are the days in care since
-- the entry times prices in pence that are handed in (placement group to value, low, high), summed
-- and squared, so that no single case comes out. `yes`: the judgements that mean avoidable.
create function understand.review_outcome(of_round bigint, prices jsonb, yes text[])
returns table (dimension text, key text, age_band text, decided bigint, avoidable bigint,
  cost numeric, cost_squared numeric, low numeric, low_squared numeric, high numeric,
  high_squared numeric) language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  with decided_cases as materialized (
    select entry.case_number, entry.person_id, entry.age_band, entry.decided,
      coalesce(sum(days.days * days.value), 0) as value,
      coalesce(sum(days.days * days.low), 0) as low,
      coalesce(sum(days.days * days.high), 0) as high
    from understand.review_entry entry
    left join lateral (
      select level_spell.end_day - greatest(level_spell.start_day, entry.entry_day) as days,
        (price ->> 0)::numeric as value, (price ->> 1)::numeric as low,
        (price ->> 2)::numeric as high
      from record.level_spell, lateral (select coalesce(
        prices -> level_spell.placement_group, prices -> 'any') as price) priced
      where level_spell.authority_id = entry.authority_id
        and level_spell.person_id = entry.person_id and level_spell.level = 'looked-after'
        and level_spell.end_day > entry.entry_day
    ) days on entry.decided = 'avoidable'
    where entry.authority_id = (select govern.authority()) and entry.round_id = of_round
      and entry.decided is not null
    group by 1, 2, 3, 4
  ), standing as materialized (
    select decided_cases.case_number, answer.themes, answer.help, answer.moment, answer.extent
    from decided_cases join understand.review_answer answer
      on answer.authority_id = (select govern.authority()) and answer.round_id = of_round
      and answer.case_number = decided_cases.case_number
    join understand.review on review.authority_id = answer.authority_id
      and review.round_id = answer.round_id and review.case_number = answer.case_number
      and review.reviewer_id = answer.reviewer_id and review.status = 'submitted'
    where decided_cases.decided = 'avoidable'
      and answer.judgement = any(yes)
  ), named as (
    select distinct standing.case_number, 'theme' as dimension, unnest(standing.themes) as key
    from standing
    union select standing.case_number, 'help', unnest(standing.help) from standing
    union select standing.case_number, 'moment', standing.moment from standing
    union select standing.case_number, 'extent', standing.extent from standing
  ), bands as (
    select decided_cases.age_band, count(*) as decided from decided_cases group by 1
  ), marked as (
    select 'all' as dimension, '' as key, decided_cases.*
    from decided_cases where decided_cases.decided = 'avoidable'
    union all
    select named.dimension, named.key, decided_cases.*
    from named join decided_cases on decided_cases.case_number = named.case_number
    where named.key <> ''
  )
  select kinds.dimension, kinds.key, bands.age_band, bands.decided, count(marked.case_number),
    coalesce(sum(marked.value), 0), coalesce(sum(marked.value ^ 2), 0),
    coalesce(sum(marked.low), 0), coalesce(sum(marked.low ^ 2), 0),
    coalesce(sum(marked.high), 0), coalesce(sum(marked.high ^ 2), 0)
  from (select 'all' as dimension, '' as key
    union select named.dimension, named.key from named where named.key <> '') kinds
  cross join bands
  left join marked on marked.dimension = kinds.dimension and marked.key = kinds.key
    and marked.age_band = bands.age_band
  group by 1, 2, 3, 4;
  perform understand.see_as_before(sight);
end $$;

-- Days in care since their entry of the cases decided to be avoidable, by group of placement.
create function understand.review_days(of_round bigint)
returns table (placement_group text, days bigint, children bigint) language plpgsql as $$
declare
  sight constant text[] := understand.count_everyone();
begin
  return query
  select level_spell.placement_group,
    sum(level_spell.end_day - greatest(level_spell.start_day, entry.entry_day))::bigint,
    count(distinct level_spell.person_id)
  from understand.review_entry entry
  join record.level_spell on level_spell.authority_id = entry.authority_id
    and level_spell.person_id = entry.person_id and level_spell.level = 'looked-after'
    and level_spell.end_day > entry.entry_day
  where entry.authority_id = (select govern.authority()) and entry.round_id = of_round
    and entry.decided = 'avoidable'
  group by 1;
  perform understand.see_as_before(sight);
end $$;

grant execute on function understand.care_entries(date, date, bigint, text, text[]),
  understand.review_progress(bigint), understand.review_pairs(bigint),
  understand.review_outcome(bigint, jsonb, text[]), understand.review_days(bigint) to headwater_app;
