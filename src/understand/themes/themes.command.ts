import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { themeChildrenMeasure } from './theme-children.measure.ts';
import { themeCombinationsMeasure } from './theme-combinations.measure.ts';
import { themeCostMeasure } from './theme-cost.measure.ts';
import { themesMeasure } from './themes.measure.ts';

/** `headwater themes`: children and cost by theme, and which themes come together. */
export const themesCommand: Command = defineCommand({
  name: 'themes',
  summary: 'Children and cost by the eight themes, and which come together',
  usage: '[--year 2024-25] [--theme domestic-abuse --by ward] [--together pair]',
  explanation:
    'A theme without a loaded source is not measured, which is not 0. Counts under 5, and what ' +
    'would give them away, are hidden. Costs of themes overlap; costs of combinations add up.',
  options: {
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
    theme: { value: 'THEME', explanation: 'one of the eight themes' },
    by: { value: 'WHAT', explanation: 'year, ward, level, source, seen, found, strength or share' },
    together: { value: 'WHAT', explanation: 'number, pair, triple, set, or cost' },
  },
  run: async (context) => {
    const { year, theme, by, together } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) => {
      const { actor } = context;
      if (together === 'cost') return themeCostMeasure.compute(tx, actor, { year, with: theme });
      if (together !== undefined) {
        return themeCombinationsMeasure.compute(tx, actor, { by: together, year, with: theme });
      }
      if (by === undefined && theme === undefined) {
        return themesMeasure.compute(tx, actor, { year });
      }
      return themeChildrenMeasure.compute(tx, actor, { by: by ?? 'year', theme, year });
    });
    return { finding, status: 0 };
  },
});
