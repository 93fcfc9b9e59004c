import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { zeroBasedMeasure } from './zero-based.measure.ts';

/** `headwater budget zero-based`: a budget built from need beside what was spent. */
export const budgetZeroBasedCommand: Command = defineCommand({
  name: 'budget zero-based',
  summary: 'A budget built from need and unit cost, beside what was spent',
  usage: '[--year 2024-25] [--publication ro3]',
  explanation: 'In the prices of unit costs. What nothing measures stays not measured.',
  options: {
    year: { value: 'YEAR', explanation: 'the newest that is loaded by default' },
    publication: { value: 'NAME', explanation: 'ro3 or s251; the one that is loaded by default' },
  },
  run: async ({ database, actor, options }) =>
    asActor(database, actor, async (tx) => ({
      finding: await zeroBasedMeasure.compute(tx, actor, options),
      status: 0,
    })),
});
