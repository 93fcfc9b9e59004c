import { sql } from 'kysely';
import type { Tx } from './platform/index.ts';

/** The action that notes that the demo's older years were queued once. */
export const DEMO_QUEUED = 'Queued the older years of the demo';

/** The action that notes that some of the demo's records were marked and related once. */
export const DEMO_RELATED = 'Related and restricted some records of the demo';

/** Whether one of these actions was taken before. */
export async function demoHasDone(tx: Tx, action: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from record.source where source.kind = 'action' and source.name = ${action}
  `.execute(tx);
  return rows.length > 0;
}
