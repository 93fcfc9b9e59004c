import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { savingsTargetsMeasure } from './savings-targets.measure.ts';

/** `headwater savings`: each partner's target of a year, and how much is covered in cash. */
export const savingsCommand: Command = defineCommand({
  name: 'savings',
  summary: 'Savings targets by partner, and how much of them is covered in cash',
  usage: '[--year 2026-27]',
  explanation:
    'Only cash that is agreed or delivered covers a target. Time that becomes free and costs ' +
    'that do not arise stand beside it.',
  options: {
    year: { value: 'YEAR', explanation: 'a financial year such as 2026-27; the newest by default' },
  },
  run: async (context) => {
    const { year } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      savingsTargetsMeasure.compute(tx, context.actor, { year }),
    );
    return { finding, status: 0 };
  },
});
