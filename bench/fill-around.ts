import { readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { AgencyId, AuthorityId } from '../src/lib/index.ts';
import type { TestAuthority } from '../test/database.ts';
import { type Ground, WARDS } from './piece.ts';

const INDICATORS = 434;
const SERVICES = 500;

/** Writes what an authority has before anyone is known to it: source, places, who refers. */
export async function fillPlaces(
  owner: Kysely<unknown>,
  authorityId: AuthorityId,
  agencies: TestAuthority['agencies'],
): Promise<Ground> {
  const own = sql.lit(authorityId);
  await sql`update govern.authority set la_number = '806', ons_code = 'E06000002'
    where id = ${own}`.execute(owner);
  const sources = await sql<{ id: number }>`
    insert into record.source (authority_id, kind, name, return_kind, year, as_of_day, read_on_day,
      status, items_done, actor_id, finished_at)
    select ${own}, 'file', 'bench-' || kind || '-' || year, kind, year, '2026-03-31', '2026-11-22',
      'loaded', 1000, 'bench', now()
    from unnest(array['cin-census', 'early-help', 'police', 'services-received']) kind
    cross join unnest(array['2021-22', '2022-23', '2023-24', '2024-25', '2025-26']) year
    returning id`.execute(owner);
  const sourceId = sources.rows[0]?.id ?? 0;
  const places = sql`insert into record.place (authority_id, kind, code, name, within_id,
      population_0_to_17, population_by_age, population_all_ages, deprivation_decile,
      deprivation_score, population_edition, deprivation_edition, source_id)
    select ${own}, of.kind, of.code || n, of.name || ' ' || n,
      (select min(id) + n % of.parents from record.place
        where place.authority_id = ${own} and place.kind = of.parent),
      of.children, jsonb_build_object('0-4', of.children / 4, '5-10', of.children / 3,
        '11-15', of.children / 4, '16-17', of.children - of.children / 4 * 2 - of.children / 3),
      of.children * 5, 1 + n % 10, 10 + n * 7 % 50, '2024', '2025', ${sql.lit(sourceId)}`;
  await sql`${places} from (values ('authority', 'E0600000', 'Bench', null, 1, 62500)) of(kind,
    code, name, parent, parents, children), generate_series(2, 2) n`.execute(owner);
  await sql`${places} from (values ('locality', 'L', 'Locality', 'authority', 1, 15625)) of(kind,
    code, name, parent, parents, children), generate_series(1, 4) n`.execute(owner);
  const wards = await sql<{ id: number }>`${places}
    from (values ('ward', 'W', 'Ward', 'locality', 4, 3125)) of(kind, code, name, parent, parents,
      children), generate_series(1, ${sql.lit(WARDS)}) n returning id`.execute(owner);
  await sql`${places} from (values ('lsoa', 'A', 'Area', 'ward', ${sql.lit(WARDS)}, 312)) of(kind,
    code, name, parent, parents, children), generate_series(1, 200) n`.execute(owner);
  const firstWard = Math.min(...wards.rows.map((row) => row.id));
  const { council, health, police, schools } = agencies;
  return { authorityId, sourceId, firstWard, agencies: [council, health, police, schools] };
}

/** Writes what other councils publish, 434 indicators of every area in eight years, with spend. */
export async function fillPublished(owner: Kysely<unknown>, ground: Ground): Promise<void> {
  const own = sql.lit(ground.authorityId);
  const source = sql.lit(ground.sourceId);
  const areas = sql`(select 'E92000001' as code, 'England' as name, 0 as at
    union all select 'E06' || lpad(n::text, 6, '0'), 'Area ' || n, n
    from generate_series(1, 163) n) area`;
  const codes = readIndicators();
  while (codes.length < INDICATORS) codes.push(`published-${codes.length}`);
  await sql`insert into record.indicator (authority_id, code, label, topic, polarity, unit_label,
      decimals, year_type)
    select ${own}, code, 'Indicator ' || code, 'Topic ' || at % 12,
      (array['high', 'low'])[1 + at::integer % 2], 'per 10,000', 1, 'financial'
    from unnest(array[${sql.join(codes)}]) with ordinality one(code, at)`.execute(owner);
  await sql`insert into record.indicator_value (authority_id, indicator, area_name, area_code,
      period, value, numerator, denominator, source_id, source_row)
    select ${own}, indicator.code, area.name, area.code, year.number::text,
      50 + (area.at * 31 + indicator.at * 17 + year.number) % 97, null, null, ${source}, area.at
    from ${areas} cross join generate_series(2018, 2025) year(number)
    cross join unnest(array[${sql.join(codes)}]) with ordinality indicator(code, at)
    order by 2, 3, 5`.execute(owner);
  await sql`insert into record.statistical_neighbour (authority_id, area_code, neighbour_code, rank,
      closeness, source_id)
    select ${own}, 'E06000002', area.code, area.at - 20, 'close', ${source}
    from ${areas} where area.at between 21 and 30`.execute(owner);
  await sql`insert into record.spend (authority_id, publication, area_code, area_name, year, line,
      measure, amount_pence, source_id)
    select ${own}, 'ro3', area.code, area.name, (2020 + year) || '-' || 21 + year,
      'Line ' || line, measure, area.at * 1000000 + line, ${source}
    from ${areas} cross join generate_series(1, 5) year cross join generate_series(1, 12) line
    cross join unnest(array['Net current expenditure', 'Total expenditure']) measure
    `.execute(owner);
}

/** The indicators that spending and results are compared by, as the reference file names them. */
function readIndicators(): string[] {
  const file = new URL('../reference/service-areas.yaml', import.meta.url);
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(/(?:indicator|population): (\S+\/?\S*)$/gm)].map(
    ([, one]) => one,
  );
  const lists = [...text.matchAll(/results: \[(.*)\]/g)].flatMap(([, list]) => list?.split(', '));
  const codes = [...named, ...lists].map((one) => (one ?? '').replaceAll("'", ''));
  return [...new Set(codes.filter((one) => one !== ''))];
}

/** Writes a directory of 500 services with their years, money, areas and places. */
export async function fillProvision(owner: Kysely<unknown>, ground: Ground): Promise<void> {
  const own = sql.lit(ground.authorityId);
  const [first = 0] = ground.agencies;
  await sql`insert into record.service (authority_id, service_key, public_id, agency_id,
      stated_by_agency_id, provider_name, name, description, themes, level, from_age, to_age,
      status, accountable_name, evidence, spell_code, is_whole_area, origin, stated_day,
      confirmed_day, source_id)
    select ${own}, 'service-' || n, gen_random_uuid(),
      case when n % 9 > 0 then ${sql.lit(first)} + n % 7 end, ${sql.lit(first)} + n % 7,
      'Provider ' || n % 60, 'Service ' || n, 'What it does, in a sentence or two.',
      case n % 5 when 0 then '{}'::text[] when 1 then '{parenting}' when 2
        then '{domestic-abuse,mental-health}' when 3 then '{missing-school}'
        else '{parenting,crime}' end,
      (array['universal', 'community-early-help', 'targeted-early-help', 'family-help'])[
        1 + n % 4], n % 5, 5 + n % 13, 'active', case when n % 3 > 0 then 'Somebody' end,
      (array['none', 'local-results', 'promising', 'strong', null])[1 + n % 5],
      case when n <= 20 then 'received-' || n end, n % 2 = 0, 'file', '2026-04-01',
      case when n % 3 = 0 then date '2026-09-01' end, ${sql.lit(ground.sourceId)}
    from generate_series(1, ${sql.lit(SERVICES)}) n`.execute(owner);
  const each = sql`from record.service where service.authority_id = ${own}`;
  const years = sql`cross join unnest(array['2024-25', '2025-26']) year`;
  await sql`insert into record.service_year (authority_id, service_id, year, capacity_families,
      reached_families, source_id)
    select ${own}, service.id, year, 50 + service.id % 100, 20 + service.id % 70,
      ${sql.lit(ground.sourceId)} from record.service ${years}
    where service.authority_id = ${own}`.execute(owner);
  await sql`insert into record.service_spend (authority_id, service_id, year, agency_id, basis,
      spend_pence, source_id)
    select ${own}, service.id, year, ${sql.lit(first)} + service.id % 5, basis,
      5000000 + service.id % 400 * 10000, ${sql.lit(ground.sourceId)} from record.service ${years}
    cross join unnest(array['budget', 'actual']) basis
    where service.authority_id = ${own}`.execute(owner);
  await sql`insert into record.service_area (authority_id, service_id, place_id)
    select ${own}, service.id, ${sql.lit(ground.firstWard)} + (service.id + n) % ${sql.lit(WARDS)}
    from record.service cross join generate_series(1, 3) n
    where service.authority_id = ${own} and not service.is_whole_area`.execute(owner);
  await sql`insert into record.service_location (authority_id, service_id, name, postcode, latitude,
      longitude)
    select ${own}, service.id, 'Hall', 'ZZ1 1AA', 52 + service.id % 10 * 0.01, -1 ${each}
    `.execute(owner);
  await sql`insert into record.advice_call (authority_id, line, day, agency_id, about, outcome,
      minutes, call_number, source_id)
    select ${own}, 'Consultation line', date '2021-04-01' + n % 1800, ${sql.lit(first)} + n % 5,
      (array['attendance', 'neglect', 'other'])[1 + n % 3],
      (array['advice-only', 'referral', 'early-help-request'])[1 + n % 3], n % 60, n::text,
      ${sql.lit(ground.sourceId)} from generate_series(1, 50000) n`.execute(owner);
}

/** The agencies of the authority by kind, and nothing else of a test's authority. */
export function agenciesByKind(
  rows: readonly { readonly kind: string; readonly id: AgencyId }[],
): TestAuthority['agencies'] {
  return Object.fromEntries(rows.map(({ kind, id }) => [kind, id])) as TestAuthority['agencies'];
}
