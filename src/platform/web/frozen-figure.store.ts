import { sql } from 'kysely';
import { type CalendarDay, type Finding, refuse } from '../../lib/index.ts';
import type { Actor } from '../database/as-actor.ts';
import type { Tx } from '../database/database.ts';
import {
  canonicalJson,
  type FrozenContent,
  type FrozenFigure,
  refuseAboutOne,
  sha256Of,
} from './frozen-figure.ts';

/**
 * Freezes a finding: keeps it whole under its address with a SHA-256, for good. Refuses figures
 * about one person. `asOf` is the day up to which the loaded files knew.
 */
export async function freezeFinding(
  tx: Tx,
  actor: Actor,
  asked: {
    readonly address: string;
    readonly finding: Finding;
    readonly asOf?: CalendarDay | null;
  },
): Promise<{ readonly id: number; readonly hash: string }> {
  const { address, finding, asOf = null } = asked;
  refuseAboutOne(address);
  const content = canonicalJson({ address, asOf, finding } satisfies FrozenContent);
  const hash = sha256Of(content);
  const { rows } = await sql<{ id: number }>`
    insert into platform.frozen_figure (scope, address, content, hash, actor_id)
    values ((select platform.scope()), ${address}, ${content}, ${hash}, ${actor.id})
    returning id`.execute(tx);
  return { id: Number(rows[0]?.id), hash };
}

interface FrozenRow {
  readonly id: number;
  readonly content: string;
  readonly hash: string;
  readonly frozen_at: Date;
  readonly actor_id: string;
}

const COLUMNS = sql`frozen.id, frozen.content, frozen.hash, frozen.frozen_at, frozen.actor_id`;

/** One frozen figure; refuses one that is not there. */
export async function findFrozen(tx: Tx, id: number): Promise<FrozenFigure> {
  const { rows } = await sql<FrozenRow>`
    select ${COLUMNS} from platform.frozen_figure frozen
    where frozen.scope = (select platform.scope()) and frozen.id = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) throw refuse('no-such-frozen-figure', 'not-found', 'There is no such frozen figure.');
  return frozenOf(row);
}

/** Several frozen figures by their ids, in the order of the ids; those not there are left out. */
export async function findAllFrozen(tx: Tx, ids: readonly number[]): Promise<FrozenFigure[]> {
  const { rows } = await sql<FrozenRow>`
    select ${COLUMNS} from platform.frozen_figure frozen
    where frozen.scope = (select platform.scope()) and frozen.id = any(${[...ids]}::bigint[])
    order by frozen.id`.execute(tx);
  const byId = new Map(rows.map((row) => [Number(row.id), frozenOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Frozen figures that the transaction may see, newest first. */
export async function listFrozen(
  tx: Tx,
  span: { readonly limit: number; readonly offset?: number },
): Promise<FrozenFigure[]> {
  const { rows } = await sql<FrozenRow>`
    select ${COLUMNS} from platform.frozen_figure frozen
    where frozen.scope = (select platform.scope())
    order by frozen.id desc limit ${span.limit} offset ${span.offset ?? 0}`.execute(tx);
  return rows.map(frozenOf);
}

/** How many figures were frozen. */
export async function countFrozen(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from platform.frozen_figure frozen
    where frozen.scope = (select platform.scope())`.execute(tx);
  return rows[0]?.count ?? 0;
}

function frozenOf(row: FrozenRow): FrozenFigure {
  const content = JSON.parse(row.content) as FrozenContent;
  return {
    ...content,
    id: Number(row.id),
    hash: row.hash,
    hashNow: sha256Of(row.content),
    frozenAt: row.frozen_at,
    actorId: row.actor_id,
  };
}
