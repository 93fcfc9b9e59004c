import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';

/** `headwater cost referrals`: what referrals that led to nothing cost, by who referred. */
export const costReferralsCommand: Command = defineCommand({
  name: 'cost referrals',
  summary: 'What referrals that led to nothing cost, by who referred',
  usage: '[--year 2024-25] [--by agency]',
  explanation:
    'A referral led to nothing when it was closed at once, or after an assessment that found no ' +
    'need. Counts under 5 are hidden.',
  options: {
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
    by: { value: 'WHAT', explanation: 'agency or source; agency by default' },
  },
  run: async (context) => {
    const { year, by } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      noFurtherActionCostMeasure.compute(tx, context.actor, { year, by }),
    );
    return { finding, status: 0 };
  },
});
