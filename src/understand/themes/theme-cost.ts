import { SMALLEST_PUBLISHED_COUNT } from '../../lib/index.ts';
import type { Level } from '../../record/index.ts';
import { isLateHelp } from '../cost/cost-groups.ts';
import type { Activity } from '../cost/late-help-cost.ts';

/** What stands for all sets that are too rare, or of too few children, to be shown alone. */
export const OTHER_SETS = 'other';

/** Days of late help by the set of themes that holds on the day. */
export interface SetDays {
  readonly theme_set: string;
  readonly level: string;
  readonly placement_group: string;
  readonly days: number;
}

/** Days at levels of late help, each with its set as group; early help is left out. */
export function lateDays(rows: readonly SetDays[]): Activity[] {
  return rows
    .map(
      (row): Activity => ({
        group: row.theme_set,
        kind: 'days',
        level: row.level as Level,
        placementGroup: row.placement_group,
        quantity: row.days,
      }),
    )
    .filter(isLateHelp);
}

const MOST_SETS = 12;

/**
 * Which sets are shown alone: the costliest, each of 5 children or more; the rest are put together,
 * so that all rows still come to the whole. Where the rest would be one set of few children, the
 * smallest that is shown joins it. `costOf` is any measure of weight, such as pence.
 */
export function shownSets(
  sets: readonly { readonly set: string; readonly cost: number; readonly children: number }[],
): readonly string[] {
  const known = sets.filter((one) => one.set !== '');
  const shown = known
    .filter((one) => one.children >= SMALLEST_PUBLISHED_COUNT)
    .sort((a, b) => b.cost - a.cost || (a.set < b.set ? -1 : 1))
    .slice(0, MOST_SETS);
  const rest = known.filter((one) => !shown.includes(one));
  const restChildren = rest.reduce((sum, one) => sum + one.children, 0);
  const isTold = rest.length === 1 || (rest.length > 0 && restChildren < SMALLEST_PUBLISHED_COUNT);
  const isFew = rest.some((one) => one.children < SMALLEST_PUBLISHED_COUNT);
  return (isTold && isFew ? shown.slice(0, -1) : shown).map((one) => one.set);
}
