import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Days of targeted early help in a year, from the roll-up that counts everyone. */
export async function earlyHelpDays(
  tx: Tx,
  span: { readonly from: string; readonly to: string },
): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select coalesce(sum(activity.days), 0)::float8 as days from record.level_month activity
    where activity.authority_id = (select govern.authority())
      and activity.level = 'targeted-early-help'
      and activity.month >= ${span.from}::date and activity.month < ${span.to}::date`.execute(tx);
  return rows[0]?.days ?? 0;
}
