import { sql } from 'kysely';
import type { AuthorityId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type {
  KeptScenario,
  ScenarioFreeze,
  ScenarioOrigin,
  ScenarioVersion,
  Sharing,
} from './scenario-record.ts';

const KEPT = sql.raw(`
  scenario.id, scenario.name, scenario.newest_version as "newestVersion",
  scenario.owner_id as "ownerId", coalesce(owner.name, scenario.owner_id) as "ownerName",
  scenario.agency_id as "agencyId", agency.name as "agencyName", scenario.sharing,
  scenario.locked_by as "lockedBy",
  coalesce(holder.name, scenario.locked_by) as "lockedByName",
  scenario.locked_at as "lockedAt", scenario.origin, scenario.origin_of as "originOf",
  scenario.made_at as "madeAt", newest.made_at as "changedAt"`);

const FROM = sql.raw(`
  decide.scenario
  join decide.scenario_version newest on newest.authority_id = scenario.authority_id
    and newest.scenario_id = scenario.id and newest.version = scenario.newest_version
  left join govern.account owner on owner.id::text = scenario.owner_id
  left join govern.account holder on holder.id::text = scenario.locked_by
  left join govern.agency agency on agency.id = scenario.agency_id`);

/** Every scenario that the transaction may see, the last changed first. */
export async function listScenarios(tx: Tx): Promise<readonly KeptScenario[]> {
  const { rows } = await sql<KeptScenario>`
    select ${KEPT} from ${FROM}
    where scenario.authority_id = (select govern.authority())
    order by newest.made_at desc, scenario.id desc`.execute(tx);
  return rows;
}

/** One scenario; null when there is none that the transaction may see. */
export async function findScenario(tx: Tx, id: number): Promise<KeptScenario | null> {
  const { rows } = await sql<KeptScenario>`
    select ${KEPT} from ${FROM}
    where scenario.authority_id = (select govern.authority()) and scenario.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Adds a scenario with its first version; gives its number. */
export async function insertScenario(
  tx: Tx,
  authorityId: AuthorityId,
  made: {
    readonly name: string;
    readonly by: string;
    readonly agencyId: number | null;
    readonly origin: ScenarioOrigin;
    readonly originOf: string;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.scenario (authority_id, name, owner_id, agency_id, origin, origin_of)
    values (${authorityId}, ${made.name}, ${made.by}, ${made.agencyId}, ${made.origin},
      ${made.originOf})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Adds a version of a scenario. */
export async function insertScenarioVersion(
  tx: Tx,
  authorityId: AuthorityId,
  made: Pick<ScenarioVersion, 'scenarioId' | 'version' | 'content' | 'hash' | 'note' | 'madeBy'>,
): Promise<void> {
  await sql`
    insert into decide.scenario_version
      (authority_id, scenario_id, version, content, hash, note, made_by)
    values (${authorityId}, ${made.scenarioId}, ${made.version}, ${made.content}, ${made.hash},
      ${made.note}, ${made.madeBy})`.execute(tx);
}

/** Moves a scenario on from a version to the next; false when somebody else was first. */
export async function takeNextVersion(
  tx: Tx,
  asked: { readonly id: number; readonly openedVersion: number; readonly name: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update decide.scenario set name = ${asked.name}, newest_version = newest_version + 1
    where authority_id = (select govern.authority()) and id = ${asked.id}
      and newest_version = ${asked.openedVersion}
    returning id`.execute(tx);
  return rows.length > 0;
}

const VERSION = sql.raw(`
  version.scenario_id as "scenarioId", version.version, version.content, version.hash,
  version.note, version.made_by as "madeBy",
  coalesce(account.name, version.made_by) as "madeByName", version.made_at as "madeAt"`);

/** All versions of a scenario, newest first. */
export async function listScenarioVersions(
  tx: Tx,
  scenarioId: number,
): Promise<readonly ScenarioVersion[]> {
  const { rows } = await sql<ScenarioVersion>`
    select ${VERSION} from decide.scenario_version version
    left join govern.account on account.id::text = version.made_by
    where version.authority_id = (select govern.authority())
      and version.scenario_id = ${scenarioId}
    order by version.version desc`.execute(tx);
  return rows;
}

/** One version of a scenario; null when there is none. */
export async function findScenarioVersion(
  tx: Tx,
  scenarioId: number,
  version: number,
): Promise<ScenarioVersion | null> {
  const { rows } = await sql<ScenarioVersion>`
    select ${VERSION} from decide.scenario_version version
    left join govern.account on account.id::text = version.made_by
    where version.authority_id = (select govern.authority())
      and version.scenario_id = ${scenarioId} and version.version = ${version}`.execute(tx);
  return rows[0] ?? null;
}

/** Locks a scenario for somebody, or unlocks it (null). */
export async function setScenarioLock(tx: Tx, id: number, by: string | null): Promise<void> {
  await sql`
    update decide.scenario set locked_by = ${by},
      locked_at = case when ${by}::text is null then null else clock_timestamp() end
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

/** Says who sees a scenario. */
export async function setScenarioSharing(tx: Tx, id: number, sharing: Sharing): Promise<void> {
  await sql`
    update decide.scenario set sharing = ${sharing}
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

/** Whether a scenario was ever run or frozen: then it stays for good. */
export async function wasScenarioRun(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql<{ ran: boolean }>`
    select exists (select 1 from decide.scenario_result result
      where result.authority_id = (select govern.authority()) and result.scenario_id = ${id})
      as ran`.execute(tx);
  return rows[0]?.ran ?? false;
}

/** Takes away a scenario that was never run, with its versions. */
export async function deleteScenarioRow(tx: Tx, id: number): Promise<void> {
  await sql`delete from decide.scenario
    where authority_id = (select govern.authority()) and id = ${id}`.execute(tx);
}

const FREEZE = sql.raw(`
  frozen.id, frozen.scenario_id as "scenarioId", frozen.version, frozen.result_id as "resultId",
  frozen.content, frozen.hash, frozen.made_by as "madeBy",
  coalesce(account.name, frozen.made_by) as "madeByName", frozen.made_at as "madeAt"`);

/** Keeps a frozen paper; gives its number. */
export async function insertFreeze(
  tx: Tx,
  authorityId: AuthorityId,
  made: Pick<ScenarioFreeze, 'scenarioId' | 'version' | 'resultId' | 'content' | 'hash' | 'madeBy'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into decide.scenario_freeze
      (authority_id, scenario_id, version, result_id, content, hash, made_by)
    values (${authorityId}, ${made.scenarioId}, ${made.version}, ${made.resultId},
      ${made.content}, ${made.hash}, ${made.madeBy})
    returning id`.execute(tx);
  return Number(rows[0]?.id);
}

/** Frozen papers of a scenario, newest first. */
export async function listFreezes(tx: Tx, scenarioId: number): Promise<readonly ScenarioFreeze[]> {
  const { rows } = await sql<ScenarioFreeze>`
    select ${FREEZE} from decide.scenario_freeze frozen
    left join govern.account on account.id::text = frozen.made_by
    where frozen.authority_id = (select govern.authority())
      and frozen.scenario_id = ${scenarioId}
    order by frozen.id desc`.execute(tx);
  return rows;
}

/** One frozen paper; null when there is none that the transaction may see. */
export async function findFreeze(tx: Tx, id: number): Promise<ScenarioFreeze | null> {
  const { rows } = await sql<ScenarioFreeze>`
    select ${FREEZE} from decide.scenario_freeze frozen
    left join govern.account on account.id::text = frozen.made_by
    where frozen.authority_id = (select govern.authority()) and frozen.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}
