import { countInterval, type Figure, formatDay, type Unit } from '../../lib/index.ts';
import type { Baseline, Delivery, PlanMeasure, Pledge } from './plan.ts';

/** How a measure has moved since its baseline. */
export type Progress = 'better' | 'worse' | 'no-clear-change' | 'not-known';

/** The words for how a measure has moved. */
export const PROGRESS_WORDS: Readonly<
  Record<Progress, { readonly text: string; readonly tone: string }>
> = {
  better: { text: 'Better', tone: 'done' },
  worse: { text: 'Worse', tone: 'attention' },
  'no-clear-change': { text: 'No clear change', tone: 'quiet' },
  'not-known': { text: 'Not known', tone: 'quiet' },
};

/** Units that count people or what happened to them, so chance moves them. */
const COUNTED: readonly Unit[] = ['children', 'families', 'referrals', 'assessments', 'spells'];

/** A value with the ends of what it could be. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/**
 * How a measure has moved: better or worse only when the ranges of then and now do not meet (of a
 * count, the range within which chance alone moves it); of a published value, when it differs.
 */
export function progressOf(
  { baseline, direction }: Pick<PlanMeasure, 'baseline' | 'direction'>,
  now: Figure | null,
): Progress {
  if (baseline === null || now === null || now.value === null) return 'not-known';
  if (now.unit !== baseline.unit) return 'not-known';
  const before = spanOf(baseline.value, baseline.unit, baseline);
  const after = spanOf(now.value, now.unit, now);
  const isUp = after.low > before.high;
  const isDown = after.high < before.low;
  if (!isUp && !isDown) return 'no-clear-change';
  return isUp === (direction === 'up') ? 'better' : 'worse';
}

/** The range of a value: its own, or that of chance where it counts people; else the value. */
export function spanOf(
  value: number,
  unit: Unit,
  { low, high }: { readonly low?: number | null; readonly high?: number | null },
): Span {
  if (low != null && high != null) return { low, high };
  if (COUNTED.includes(unit)) return countInterval(value);
  return { low: value, high: value };
}

/** Whether a value has reached the target. */
export function hasReached({ target, direction }: PlanMeasure, value: number): boolean {
  return direction === 'up' ? value >= target : value <= target;
}

/** A baseline as a figure that leads to the figure it was taken from. */
export function baselineFigure(of: {
  readonly id: string;
  readonly label: string;
  readonly baseline: Baseline;
}): Figure {
  const { id, label, baseline } = of;
  const { value, low, high, unit, day, figure, hash, frozenId } = baseline;
  const rows =
    frozenId === null
      ? {}
      : {
          rows: { question: 'The figure as it was frozen', count: 1, href: `/frozen/${frozenId}` },
        };
  return {
    id,
    label,
    value,
    unit,
    ...(low === null || high === null ? {} : { low, high }),
    how: {
      formula: `${baseline.label}, as it stood on ${formatDay(day)}.`,
      ...rows,
      notes: [`Frozen with the hash ${hash}.`, `Now: headwater figure "${figure}"`],
    },
  };
}

/** What was given of a pledge so far, in its unit: only what was recorded, never what was said. */
export function deliveredOf({ key }: Pledge, deliveries: readonly Delivery[]): number {
  return deliveries
    .filter(({ pledge }) => pledge === key)
    .reduce((sum, { amount }) => sum + amount, 0);
}
