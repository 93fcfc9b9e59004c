import { sql } from 'kysely';
import type { AuthorityId, CalendarDay } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { LocalEvaluation } from './local-evaluation.ts';

/** A local evaluation as it is kept. */
export interface KeptEvaluation extends LocalEvaluation {
  readonly id: number;
}

interface Row {
  readonly id: number;
  readonly programme: string;
  readonly name: string;
  readonly design: LocalEvaluation['design'];
  readonly outcome: string;
  readonly direction: LocalEvaluation['direction'];
  readonly started: number;
  readonly measured: number;
  readonly effectKind: '' | NonNullable<LocalEvaluation['effect']>['kind'];
  readonly effect: number | null;
  readonly standardError: number | null;
  readonly months: number | null;
  readonly madeBy: string;
  readonly report: string;
  readonly endedOn: CalendarDay;
}

/** The local evaluations that still hold, newest first; of one programme, or of all. */
export async function listLocalEvaluations(
  tx: Tx,
  programme: string | null = null,
): Promise<KeptEvaluation[]> {
  const { rows } = await sql<Row>`
    select id, programme, name, design, outcome, direction, people_started as started,
      people_measured as measured, effect_kind as "effectKind",
      effect::double precision as effect, standard_error::double precision as "standardError",
      follow_up_months as months, made_by as "madeBy", report, ended_on as "endedOn"
    from understand.local_evaluation
    where authority_id = (select govern.authority()) and withdrawn_at is null
      and (${programme}::text is null or programme = ${programme})
    order by ended_on desc, id desc`.execute(tx);
  return rows.map(fromRow);
}

function fromRow(row: Row): KeptEvaluation {
  const { effectKind: kind, effect: value, standardError, ...rest } = row;
  return {
    id: rest.id,
    programme: rest.programme === '' ? null : rest.programme,
    name: rest.name,
    design: rest.design,
    outcome: rest.outcome,
    direction: rest.direction,
    peopleStarted: rest.started,
    peopleMeasured: rest.measured,
    effect: kind === '' || value === null ? null : { kind, value, standardError },
    followUpMonths: rest.months,
    madeBy: rest.madeBy,
    report: rest.report,
    endedOn: rest.endedOn,
  };
}

/** Adds a local evaluation and gives its number. */
export async function insertLocalEvaluation(
  tx: Tx,
  by: { readonly authorityId: AuthorityId; readonly actorId: string },
  one: LocalEvaluation,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into understand.local_evaluation (authority_id, programme, name, design, outcome,
      direction, people_started, people_measured, effect_kind, effect, standard_error,
      follow_up_months, made_by, report, ended_on, recorded_by)
    values (${by.authorityId}, ${one.programme ?? ''}, ${one.name}, ${one.design},
      ${one.outcome}, ${one.direction}, ${one.peopleStarted}, ${one.peopleMeasured},
      ${one.effect?.kind ?? ''}, ${one.effect?.value ?? null},
      ${one.effect?.standardError ?? null}, ${one.followUpMonths}, ${one.madeBy}, ${one.report},
      ${one.endedOn}, ${by.actorId})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Withdraws a local evaluation with the reason; false where there is none that still holds. */
export async function withdrawEvaluation(tx: Tx, id: number, why: string): Promise<boolean> {
  const { rows } = await sql`
    update understand.local_evaluation set withdrawn_at = now(), withdrawn_why = ${why}
    where authority_id = (select govern.authority()) and id = ${id} and withdrawn_at is null
    returning id`.execute(tx);
  return rows.length > 0;
}
