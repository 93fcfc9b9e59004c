import { type Citation, type Figure, figureId, roundHalfAway } from '../../lib/index.ts';
import { sumFigure } from './line-figures.ts';
import { type PlannedShift, shiftParameters } from './read-shift.ts';
import { standardEffect } from './spend-history-file.ts';

/** The measure of a shift. */
export const BUDGET_SHIFT = 'budget-shift';

/** Effects are told for so much early, in pence: those of one pound are lost in rounding. */
export const HUNDRED_POUNDS = 100 * 100;

/** The id of a cell of a shift. */
export function shiftId(
  { asked }: Pick<PlannedShift, 'asked'>,
  at: { readonly row: string; readonly column?: string },
): string {
  return figureId(BUDGET_SHIFT, { ...shiftParameters(asked), ...at });
}

const MADE = new WeakMap<PlannedShift, Map<string, Figure>>();

/** Makes a figure of a plan once, lean: many others have it among their inputs. */
export function once(plan: PlannedShift, key: string, make: () => Figure): Figure {
  const made = MADE.get(plan) ?? new Map<string, Figure>();
  MADE.set(plan, made);
  const figure = made.get(key) ?? lean(make());
  made.set(key, figure);
  return figure;
}

/**
 * A figure whose inputs name no inputs of their own: each explains itself under its own address,
 * and the tree of all years within one another would be very large.
 */
export function lean(figure: Figure): Figure {
  const inputs = figure.how.inputs?.map((input) => {
    const { inputs: _deeper, ...how } = input.how;
    return { ...input, how };
  });
  return inputs ? { ...figure, how: { ...figure.how, inputs } } : figure;
}

/** Early or late spending that a shift begins from. */
export function baseFigure(plan: PlannedShift, column: 'early' | 'late'): Figure {
  return once(plan, `base ${column}`, () => sumFigure(plan.asked.spend, plan.base, column));
}

/** What each pound moved early lowers late need by, a year, in pence; with its evidence. */
export function perPoundFigure(plan: PlannedShift): Figure {
  return once(plan, 'per-pound', () => makePerPoundFigure(plan));
}

function makePerPoundFigure(plan: PlannedShift): Figure {
  const { low, likely, high } = plan.input.perPound;
  const base = {
    id: shiftId(plan, { row: 'per-pound' }),
    label: 'Late need that each £100 early lowers, a year',
    unit: 'pence' as const,
    value: roundHalfAway(likely * HUNDRED_POUNDS),
  };
  if (plan.asked.effectPounds !== null) {
    const formula = 'As it was stated in the question; no evidence is named.';
    return { ...base, how: { formula, citations: [statedBy(plan)] } };
  }
  const effect = standardEffect();
  return {
    ...base,
    low: roundHalfAway(low * HUNDRED_POUNDS),
    high: roundHalfAway(high * HUNDRED_POUNDS),
    how: {
      formula:
        `${effect.likely}% less late need for each per cent more early spending, between ` +
        `${effect.low}% and ${effect.high}%, times late over early spending.`,
      inputs: [baseFigure(plan, 'late'), baseFigure(plan, 'early')],
      citations: [effectCitation()],
      notes: [effect.why],
    },
  };
}

function statedBy({ asked }: PlannedShift): Citation {
  return {
    title: 'The question as it was asked',
    publisher: 'whoever asked it',
    locator: `effect=${asked.effectPounds}`,
    date: 'now',
  };
}

function effectCitation(): Citation {
  const { source, code } = standardEffect();
  return { ...source, entry: `spend-history/${code}` };
}
