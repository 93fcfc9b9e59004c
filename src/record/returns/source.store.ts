import { sql } from 'kysely';
import type { AuthorityId, CalendarDay, SourceFileId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Problem, ReturnHeader } from './statement.ts';

/** A file that was or is being loaded. */
export interface SourceRow {
  readonly id: SourceFileId;
  readonly name: string;
  readonly sha256: string | null;
  readonly return_kind: string | null;
  readonly part: string | null;
  readonly year: string | null;
  readonly as_of_day: CalendarDay | null;
  /** The day of the first attempt to load it. */
  readonly read_on_day: CalendarDay | null;
  readonly status: 'loading' | 'loaded' | 'stopped';
  readonly items_done: number;
  readonly outcome: Readonly<Record<string, number>>;
  readonly actor_id: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

const COLUMNS = sql`source.id, source.name, source.sha256, source.return_kind, source.part,
  source.year, source.as_of_day, source.read_on_day, source.status, source.items_done,
  source.outcome,
  source.actor_id, source.started_at, source.finished_at`;

/** The source with this content, if this authority has seen it. */
export async function findSource(tx: Tx, sha256: string): Promise<SourceRow | null> {
  const { rows } = await sql<SourceRow>`
    select ${COLUMNS} from record.source
    where source.authority_id = (select govern.authority()) and source.sha256 = ${sha256}
  `.execute(tx);
  return rows[0] ?? null;
}

/** One source by its id. */
export async function sourceById(tx: Tx, id: number): Promise<SourceRow | null> {
  const { rows } = await sql<SourceRow>`
    select ${COLUMNS} from record.source where source.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The files of an authority, newest first. */
export async function listSources(tx: Tx): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select ${COLUMNS} from record.source where source.kind = 'file'
    order by source.id desc`.execute(tx);
  return rows;
}

/** Starts a source, a file about to be loaded; or gives the one that another process started. */
export async function insertSource(
  tx: Tx,
  of: {
    readonly authorityId: AuthorityId;
    readonly name: string;
    readonly sha256: string;
    readonly byteCount: number;
    readonly returnKind: string;
    readonly today: CalendarDay;
  },
): Promise<SourceRow> {
  await sql`
    insert into record.source (authority_id, kind, name, sha256, byte_count, return_kind,
      read_on_day, actor_id)
    values (${of.authorityId}, 'file', ${of.name}, ${of.sha256}, ${of.byteCount},
      ${of.returnKind}, ${of.today}, (select platform.actor()))
    on conflict (authority_id, sha256) do nothing`.execute(tx);
  return (await findSource(tx, of.sha256)) as SourceRow;
}

/** Writes down an action as the source of the rows that it makes; gives its id. */
export async function insertActionSource(
  tx: Tx,
  authorityId: AuthorityId,
  name: string,
): Promise<SourceFileId> {
  const { rows } = await sql<{ id: SourceFileId }>`
    insert into record.source (authority_id, kind, name, status, actor_id, finished_at)
    values (${authorityId}, 'action', ${name}, 'loaded', (select platform.actor()), now())
    returning source.id`.execute(tx);
  return (rows[0] as { id: SourceFileId }).id;
}

/** Notes what the file says of itself. */
export async function noteHeader(tx: Tx, id: SourceFileId, header: ReturnHeader): Promise<void> {
  await sql`
    update record.source set part = ${header.part}, year = ${header.year},
      as_of_day = ${header.asOf} where source.id = ${id}`.execute(tx);
}

/**
 * Notes how far the load has come, in the same transaction as the rows themselves. Gives false
 * when it has come somewhere else: another process loads the same file.
 */
export async function noteProgress(
  tx: Tx,
  id: SourceFileId,
  items: { readonly before: number; readonly done: number },
  outcome: Readonly<Record<string, number>>,
): Promise<boolean> {
  const { rows } = await sql`
    update record.source set items_done = ${items.done},
      outcome = ${JSON.stringify(outcome)}::jsonb, status = 'loading'
    where source.id = ${id} and source.items_done = ${items.before} and source.status <> 'loaded'
    returning source.id`.execute(tx);
  return rows.length > 0;
}

/** Ends a load, done or stopped on request. */
export async function endSource(
  tx: Tx,
  id: SourceFileId,
  status: 'loaded' | 'stopped',
): Promise<void> {
  await sql`
    update record.source set status = ${status}, finished_at = now()
    where source.id = ${id}`.execute(tx);
}

/** Keeps problems of a file; those of quarantined rows are marked. */
export async function insertProblems(
  tx: Tx,
  of: { readonly authorityId: AuthorityId; readonly sourceId: SourceFileId },
  problems: readonly {
    readonly problem: Problem;
    readonly isQuarantined: boolean;
    readonly sheet: string | null;
  }[],
): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map(({ problem, ...where }) => ({ ...problem, ...where }));
  await sql`
    insert into record.problem (authority_id, source_id, source_sheet, row_number, field, rule,
      severity, is_quarantined, message, fix)
    select ${of.authorityId}::bigint, ${of.sourceId}::bigint, stated.sheet, stated.row,
      stated.field, stated.rule, stated.severity, stated."isQuarantined", stated.message, stated.fix
    from json_to_recordset(${JSON.stringify(rows)}::json) as stated(sheet text, row bigint,
      field text, rule text, severity text, "isQuarantined" boolean, message text,
      fix text)`.execute(tx);
}

/** A kept problem. */
export interface ProblemRow {
  readonly id: number;
  readonly source_id: number;
  readonly source_name: string;
  readonly source_sheet: string | null;
  readonly row_number: number | null;
  readonly field: string | null;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly is_quarantined: boolean;
  readonly message: string;
  readonly fix: string;
}

/** Problems of one source, in the order of the file; `limit` and `offset` page through them. */
export async function listProblems(
  tx: Tx,
  of: {
    readonly sourceId: number;
    readonly rule?: string | undefined;
    readonly severity?: string | undefined;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly rows: ProblemRow[]; readonly total: number }> {
  const where = sql`problem.source_id = ${of.sourceId}
    and (${of.rule ?? null}::text is null or problem.rule = ${of.rule ?? null})
    and (${of.severity ?? null}::text is null or problem.severity = ${of.severity ?? null})`;
  const { rows } = await sql<ProblemRow>`
    select problem.id, problem.source_id, source.name as source_name,
      problem.source_sheet, problem.row_number, problem.field, problem.rule, problem.severity,
      problem.is_quarantined,
      problem.message, problem.fix
    from record.problem join record.source on source.id = problem.source_id
    where ${where} order by problem.id limit ${of.limit} offset ${of.offset}`.execute(tx);
  const total = await sql<{ total: number }>`
    select count(*) as total from record.problem where ${where}`.execute(tx);
  return { rows, total: total.rows[0]?.total ?? 0 };
}

/** How often each rule was broken in a source. */
export async function problemsByRule(
  tx: Tx,
  sourceId: number,
): Promise<{ rule: string; severity: string; problems: number }[]> {
  const { rows } = await sql<{ rule: string; severity: string; problems: number }>`
    select problem.rule, problem.severity, count(*) as problems from record.problem
    where problem.source_id = ${sourceId}
    group by problem.rule, problem.severity order by count(*) desc, problem.rule`.execute(tx);
  return rows;
}

/** The latest day that any loaded return about people knows; null before the first. */
export async function latestKnownDay(tx: Tx): Promise<CalendarDay | null> {
  const { rows } = await sql<{ day: CalendarDay | null }>`
    select max(source.as_of_day) as day from record.source
    where source.authority_id = (select govern.authority())
      and source.return_kind in ('cin-census', 'ssda903', 'early-help', 'annex-a')`.execute(tx);
  return rows[0]?.day ?? null;
}

/** The number that returns carry of the actor's own authority, if it has one. */
export async function ownNumber(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ la_number: string | null }>`
    select authority.la_number from govern.authority
    where authority.id = (select govern.authority())`.execute(tx);
  return rows[0]?.la_number ?? null;
}
