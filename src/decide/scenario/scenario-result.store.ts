import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { KeptResult } from './scenario-record.ts';

const RESULT = sql.raw(`
  result.id, result.scenario_id as "scenarioId", result.version, result.kind, result.seed,
  result.draws, result.edition_hash as "editionHash", result.edition,
  result.model_version as "modelVersion", result.input_hash as "inputHash",
  result.result_hash as "resultHash", result.made_by as "madeBy", result.made_at as "madeAt"`);

/** Keeps what a run was given, once for each hash. */
export async function insertInput(
  tx: Tx,
  authorityId: AuthorityId,
  input: { readonly hash: string; readonly content: string },
): Promise<void> {
  await sql`
    insert into decide.scenario_input (authority_id, hash, content)
    values (${authorityId}, ${input.hash}, ${input.content}) on conflict do nothing`.execute(tx);
}

/** What a run was given, as canonical JSON; null when it is not kept or not for this role. */
export async function findInput(tx: Tx, hash: string): Promise<string | null> {
  const { rows } = await sql<{ content: string }>`
    select input.content from decide.scenario_input input
    where input.authority_id = (select govern.authority()) and input.hash = ${hash}`.execute(tx);
  return rows[0]?.content ?? null;
}

/** Keeps what a run found; a run that is kept already is not kept twice. Gives its number. */
export async function insertResult(
  tx: Tx,
  authorityId: AuthorityId,
  made: Omit<KeptResult, 'id' | 'madeAt'> & { readonly content: string },
): Promise<number> {
  await sql`
    insert into decide.scenario_result (authority_id, scenario_id, version, kind, seed, draws,
      edition_hash, edition, model_version, input_hash, content, result_hash, made_by)
    values (${authorityId}, ${made.scenarioId}, ${made.version}, ${made.kind}, ${made.seed},
      ${made.draws}, ${made.editionHash}, ${made.edition}, ${made.modelVersion},
      ${made.inputHash}, ${made.content}, ${made.resultHash}, ${made.madeBy})
    on conflict do nothing`.execute(tx);
  const kept = await findResultOf(tx, made);
  return Number(kept?.id);
}

/** The run of a version with exactly this input; null when it was not run with it. */
export async function findResultOf(
  tx: Tx,
  asked: Pick<KeptResult, 'scenarioId' | 'version' | 'inputHash' | 'modelVersion'>,
): Promise<KeptResult | null> {
  const { rows } = await sql<KeptResult>`
    select ${RESULT} from decide.scenario_result result
    where result.authority_id = (select govern.authority())
      and result.scenario_id = ${asked.scenarioId} and result.version = ${asked.version}
      and result.input_hash = ${asked.inputHash}
      and result.model_version = ${asked.modelVersion}`.execute(tx);
  return rows[0] ?? null;
}

/** Whatever run of this authority had exactly this input, with its result; null without one. */
export async function findResultOfInput(
  tx: Tx,
  inputHash: string,
  modelVersion: string,
): Promise<{ readonly content: string; readonly resultHash: string } | null> {
  const { rows } = await sql<{ content: string; resultHash: string }>`
    select result.content, result.result_hash as "resultHash"
    from decide.scenario_result result
    where result.authority_id = (select govern.authority())
      and result.input_hash = ${inputHash} and result.model_version = ${modelVersion}
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Runs of a scenario, newest version first, then the fullest and the newest. */
export async function listResults(tx: Tx, scenarioId: number): Promise<readonly KeptResult[]> {
  const { rows } = await sql<KeptResult>`
    select ${RESULT} from decide.scenario_result result
    where result.authority_id = (select govern.authority())
      and result.scenario_id = ${scenarioId}
    order by result.version desc, result.kind = 'full' desc, result.id desc`.execute(tx);
  return rows;
}

/** The fullest and newest run of a version; null when it was never run. */
export async function findVersionResult(
  tx: Tx,
  scenarioId: number,
  version: number,
): Promise<KeptResult | null> {
  const { rows } = await sql<KeptResult>`
    select ${RESULT} from decide.scenario_result result
    where result.authority_id = (select govern.authority())
      and result.scenario_id = ${scenarioId} and result.version = ${version}
    order by result.kind = 'full' desc, result.id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** One run with its result as canonical JSON; null when there is none that may be seen. */
export async function findResult(
  tx: Tx,
  id: number,
): Promise<(KeptResult & { readonly content: string }) | null> {
  const { rows } = await sql<KeptResult & { content: string }>`
    select ${RESULT}, result.content from decide.scenario_result result
    where result.authority_id = (select govern.authority()) and result.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}
