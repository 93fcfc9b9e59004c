import { sql } from 'kysely';
import type { AgencyId, AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { AgencyWord, WordSubject } from './agency-word.ts';
import type { Framework, FrameworkBook, Indicator } from './framework.ts';
import type { NewFramework, NewIndicator } from './local-framework.ts';
import { PUBLISHED_FRAMEWORKS } from './published-frameworks.ts';

/** All frameworks, readings and indicators: the published ones, then the authority's own. */
export async function loadFrameworkBook(tx: Tx): Promise<FrameworkBook> {
  const published = PUBLISHED_FRAMEWORKS;
  return {
    ...published,
    frameworks: [...published.frameworks, ...(await localFrameworks(tx))],
    indicators: [...published.indicators, ...(await localIndicators(tx))],
  };
}

interface FrameworkRow {
  readonly code: string;
  readonly label: string;
  readonly publisher: string;
  readonly from: CalendarDay;
  readonly outcomes: Framework['outcomes'];
}

async function localFrameworks(tx: Tx): Promise<Framework[]> {
  const { rows } = await sql<FrameworkRow>`
    select framework.code, framework.label, framework.publisher, framework.from_day as "from",
      coalesce((select jsonb_agg(jsonb_build_object('code', outcome.code, 'kind', outcome.kind,
          'label', outcome.label) order by outcome.position)
        from understand.local_outcome outcome
        where outcome.authority_id = framework.authority_id
          and outcome.framework = framework.code), '[]'::jsonb) as outcomes
    from understand.local_framework framework
    where framework.authority_id = (select govern.authority())
    order by framework.label`.execute(tx);
  return rows.map((row) => ({
    ...row,
    until: null,
    source: { title: row.label, publisher: row.publisher, date: row.from, locator: 'typed here' },
    verified: 'Typed here by the authority.',
    unverified: null,
    isLocal: true,
  }));
}

async function localIndicators(tx: Tx): Promise<Indicator[]> {
  const { rows } = await sql<Omit<Indicator, 'isLocal'>>`
    select indicator.code, indicator.label, indicator.definition, indicator.source,
      indicator.polarity, indicator.owner, indicator.outcomes
    from understand.local_indicator indicator
    where indicator.authority_id = (select govern.authority())
    order by indicator.label`.execute(tx);
  return rows.map((row) => ({ ...row, isLocal: true }));
}

/** Adds a framework of the authority's own with its outcomes; false when its name is taken. */
export async function insertFramework(
  tx: Tx,
  authorityId: AuthorityId,
  asked: NewFramework & { readonly madeBy: string },
): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    insert into understand.local_framework
      (authority_id, code, label, publisher, from_day, made_by)
    values (${authorityId}, ${asked.code}, ${asked.label}, ${asked.publisher}, ${asked.from},
      ${asked.madeBy})
    on conflict do nothing returning code`.execute(tx);
  if (rows.length === 0) return false;
  await sql`
    insert into understand.local_outcome (authority_id, framework, code, kind, label, position)
    select ${authorityId}::bigint, ${asked.code}, one.code, one.kind, one.label, one.position
    from unnest(${asked.outcomes.map((one) => one.code)}::text[],
      ${asked.outcomes.map((one) => one.kind)}::text[],
      ${asked.outcomes.map((one) => one.label)}::text[])
      with ordinality as one(code, kind, label, position)`.execute(tx);
  return true;
}

/** Adds an indicator of the authority's own; false when its name is taken. */
export async function insertIndicator(
  tx: Tx,
  authorityId: AuthorityId,
  asked: NewIndicator & { readonly madeBy: string },
): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    insert into understand.local_indicator
      (authority_id, code, label, definition, source, polarity, owner, outcomes, made_by)
    values (${authorityId}, ${asked.code}, ${asked.label}, ${asked.definition},
      ${JSON.stringify(asked.source)}::jsonb, ${asked.polarity}, ${asked.owner},
      ${[...asked.outcomes]}::text[], ${asked.madeBy})
    on conflict do nothing returning code`.execute(tx);
  return rows.length > 0;
}

/** The words that agencies use for what others call otherwise, by subject and agency. */
export async function listAgencyWords(tx: Tx): Promise<AgencyWord[]> {
  const { rows } = await sql<AgencyWord>`
    select word.agency_id as "agencyId", agency.name as "agencyName", word.kind, word.subject,
      word.word, word.meaning, word.noted_on as "notedOn"
    from understand.agency_word word
    join govern.agency on agency.id = word.agency_id
    where word.authority_id = (select govern.authority())
    order by word.kind, word.subject, agency.name`.execute(tx);
  return rows;
}

/** Keeps what an agency calls something; the newest word stands. */
export async function saveAgencyWord(
  tx: Tx,
  authorityId: AuthorityId,
  asked: {
    readonly agencyId: AgencyId;
    readonly kind: WordSubject;
    readonly subject: string;
    readonly word: string;
    readonly meaning: string;
    readonly notedOn: CalendarDay;
    readonly notedBy: string;
  },
): Promise<void> {
  await sql`
    insert into understand.agency_word
      (authority_id, agency_id, kind, subject, word, meaning, noted_on, noted_by)
    values (${authorityId}, ${asked.agencyId}, ${asked.kind}, ${asked.subject}, ${asked.word},
      ${asked.meaning}, ${asked.notedOn}, ${asked.notedBy})
    on conflict (authority_id, agency_id, kind, subject) do update set word = excluded.word,
      meaning = excluded.meaning, noted_on = excluded.noted_on,
      noted_by = excluded.noted_by`.execute(tx);
}

/** A published value as an indicator takes it. */
export interface NewestValue {
  readonly indicator: string;
  readonly label: string;
  readonly unitLabel: string | null;
  readonly period: string;
  readonly value: number | null;
  readonly mark: string | null;
  readonly file: string;
  readonly row: number | null;
}

/** The newest published value of some indicators for the area that files call by these codes. */
export async function newestValues(
  tx: Tx,
  indicators: readonly string[],
  areaCodes: readonly string[],
): Promise<Map<string, NewestValue>> {
  const { rows } = await sql<NewestValue>`
    select asked.code as indicator, coalesce(indicator.label, asked.code) as label,
      indicator.unit_label as "unitLabel", newest.period, newest.value, newest.mark,
      source.name as file, newest.source_row as "row"
    from unnest(${[...indicators]}::text[]) as asked(code)
    cross join lateral (
      select value.period, value.value, value.mark, value.source_id, value.source_row
      from record.indicator_value value
      where value.authority_id = (select govern.authority()) and value.indicator = asked.code
        and value.area_code = any(${[...areaCodes]}::text[])
      order by value.period desc limit 1
    ) newest
    join record.source on source.id = newest.source_id
    left join record.indicator on indicator.authority_id = (select govern.authority())
      and indicator.code = asked.code`.execute(tx);
  return new Map(rows.map((row) => [row.indicator, row]));
}
