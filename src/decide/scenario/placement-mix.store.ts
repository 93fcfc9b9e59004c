import { sql } from 'kysely';
import { type FinancialYear, yearEnd, yearStart } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { PlacementGroup } from '../../record/index.ts';

/**
 * Days of all children looked after in a year by group of placement, from the roll-up; empty where
 * nobody was looked after.
 */
export async function placementDays(
  tx: Tx,
  year: FinancialYear,
): Promise<ReadonlyMap<PlacementGroup, number>> {
  const { rows } = await sql<{ group: PlacementGroup; days: number }>`
    select activity.placement_group as "group", sum(activity.days)::bigint as days
    from record.level_month activity
    where activity.authority_id = (select govern.authority())
      and activity.level = 'looked-after' and activity.placement_group <> ''
      and activity.month >= ${yearStart(year)}::date and activity.month < ${yearEnd(year)}::date
    group by 1 having sum(activity.days) > 0 order by 1`.execute(tx);
  return new Map(rows.map(({ group, days }) => [group, Number(days)]));
}
