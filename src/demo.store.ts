import { sql } from 'kysely';
import type { Tx } from './platform/index.ts';

/** The action that notes that the demo's older years were queued once. */
export const DEMO_QUEUED = 'Queued the older years of the demo';

/** Whether the older years of the demo were queued before. */
export async function demoIsQueued(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from record.source where source.kind = 'action' and source.name = ${DEMO_QUEUED}
  `.execute(tx);
  return rows.length > 0;
}
