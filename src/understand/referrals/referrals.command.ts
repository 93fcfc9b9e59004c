import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { noFurtherActionCostMeasure } from './no-further-action-cost.measure.ts';
import { referralsByReferrerMeasure } from './referrals-by-referrer.measure.ts';

const OPTIONS = {
  year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
  by: { value: 'WHAT', explanation: 'agency or source; agency by default' },
};

/** `headwater referrals`: what each referrer's referrals came to, beside what is expected. */
export const referralsCommand: Command = defineCommand({
  name: 'referrals',
  summary: 'What referrals came to, by who referred, beside what such referrals lead to elsewhere',
  usage: '[--year 2024-25] [--by agency]',
  explanation:
    'Expected: what referrals of the same kinds from all others here led to. Counts under 5 are ' +
    'hidden. For one agency ask its figure: headwater figure "referrals-of-agency?agency=7".',
  options: OPTIONS,
  run: async (context) => {
    const { year, by } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      referralsByReferrerMeasure.compute(tx, context.actor, { year, by }),
    );
    return { finding, status: 0 };
  },
});

/** `headwater cost referrals`: what referrals that led to nothing cost, by who referred. */
export const costReferralsCommand: Command = defineCommand({
  name: 'cost referrals',
  summary: 'What referrals that led to nothing cost, by who referred',
  usage: '[--year 2024-25] [--by agency]',
  explanation:
    'A referral led to nothing when it was closed at once, or after an assessment that found no ' +
    'need. Counts under 5 are hidden.',
  options: OPTIONS,
  run: async (context) => {
    const { year, by } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      noFurtherActionCostMeasure.compute(tx, context.actor, { year, by }),
    );
    return { finding, status: 0 };
  },
});
