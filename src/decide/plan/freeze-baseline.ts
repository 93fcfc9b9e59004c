import type { CalendarDay, Figure } from '../../lib/index.ts';
import { type Actor, freezeFinding, type Tx } from '../../platform/index.ts';
import { currentFigures, type Indicator } from '../../understand/index.ts';
import type { Baseline } from './plan.ts';

/**
 * Takes the baseline of a measure: what its indicator says today, frozen whole, so that nobody can
 * say later that it stood elsewhere. Null where nothing measures it here.
 */
export async function freezeBaseline(
  tx: Tx,
  actor: Actor,
  asked: { readonly indicator: Indicator; readonly day: CalendarDay },
): Promise<Baseline | null> {
  const { indicator, day } = asked;
  const figure = (await currentFigures(tx, actor, [indicator])).get(indicator.code) ?? null;
  if (figure === null || figure.value === null) return null;
  const { id, hash } = await freezeFinding(tx, actor, {
    address: figure.id,
    finding: findingOf(figure, indicator),
    asOf: day,
  });
  const { value, low = null, high = null, unit, label } = figure;
  return { figure: figure.id, label, value, low, high, unit, day, hash, frozenId: id };
}

function findingOf(figure: Figure, { label, definition }: Indicator) {
  return {
    id: figure.id,
    headline: label,
    subtitle: definition,
    rowHeading: 'Indicator',
    columns: ['When the plan was written'],
    rows: [{ label, figures: [figure] }],
    chart: 'none',
  } as const;
}
