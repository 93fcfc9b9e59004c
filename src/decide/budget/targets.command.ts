import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { targetCoverMeasure } from './targets.measure.ts';

/** `headwater budget targets`: what a scenario would cover of savings targets. */
export const budgetTargetsCommand: Command = defineCommand({
  name: 'budget targets',
  summary: 'What a scenario would cover in cash of each partner’s savings target',
  usage: '[--year 2027-28] [--result 3]',
  explanation: 'The low end of cash less what the partner pays counts; freed time covers nothing.',
  options: {
    year: { value: 'YEAR', explanation: 'the newest with a target by default' },
    result: { value: 'NUMBER', explanation: 'a run of a scenario' },
  },
  run: async ({ database, actor, options }) =>
    asActor(database, actor, async (tx) => ({
      finding: await targetCoverMeasure.compute(tx, actor, options),
      status: 0,
    })),
});
