import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { effectSizeMeasure } from './effect-size.measure.ts';

/** `headwater model effect-size`: studies turned into the effect that a scenario takes. */
export const effectSizeCommand: Command = defineCommand({
  name: 'model effect-size',
  summary: 'Turn what studies found into the effect that a scenario takes',
  usage: 'STUDY... [--chance PERCENT]',
  explanation:
    'A study is those helped, a slash, and the others: 60:12.1:4/58:10.3:4.2 for size, mean and ' +
    'deviation, or 100:10/100:20 for size and how many it happened to. Several are pooled.',
  options: {
    chance: { value: 'PERCENT', explanation: 'to how many of 100 it happens without help' },
  },
  run: async (context) => {
    const { chance } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      effectSizeMeasure.compute(tx, context.actor, {
        studies: context.arguments.join(' '),
        chance,
      }),
    );
    return { finding, status: 0 };
  },
});
