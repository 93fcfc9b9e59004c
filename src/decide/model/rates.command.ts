import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { moveRateMeasure } from './move-rate.measure.ts';

/** `headwater model rates`: how children move between levels of help. */
export const modelRatesCommand: Command = defineCommand({
  name: 'model rates',
  summary: 'How likely children at one level of help come to another',
  usage: '[--from child-in-need] [--years 2] [--source published]',
  explanation:
    'Of 100 children at a level, how many come to each other level within a year or two, by age, ' +
    'with a range. Counted from this record, pooled where little was seen; or by published ' +
    'totals for England, which are far less sure.',
  options: {
    from: { value: 'LEVEL', explanation: 'where children are; child-in-need by default' },
    to: { value: 'LEVEL', explanation: 'one move only, such as looked-after' },
    age: { value: 'AGE', explanation: 'one band of age only, such as 5-9' },
    years: { value: 'NUMBER', explanation: 'within 1 year (the default) or 2' },
    source: { value: 'WHAT', explanation: 'record (the default) or published' },
  },
  run: async (context) => {
    const { from, to, age, years, source } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      moveRateMeasure.compute(tx, context.actor, { from, to, age, years, source }),
    );
    return { finding, status: 0 };
  },
});
