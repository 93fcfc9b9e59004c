import { type Command, defineCommand } from '../command.ts';
import { asActor } from '../database/as-actor.ts';
import { computeFinding, findMeasure } from './figures.page.ts';
import type { Measure } from './measure.ts';

/** `headwater figure ID`: any figure by the address that its page shows. */
export function figureCommand(measures: readonly Measure[]): Command {
  return defineCommand({
    name: 'figure',
    summary: 'Compute one figure by its id, and say where it comes from',
    usage: 'ID',
    explanation:
      'The id is what stands after /figures/ in the address of any number, such as ' +
      '"late-help-cost?by=agency&year=2025-26". Quote it, because of the "&". Measures: ' +
      `${measures.map((measure) => measure.name).join(', ')}.`,
    options: {},
    run: async (context) => {
      const [name = '', parameters = ''] = (context.arguments[0] ?? '').split('?', 2);
      const measure = findMeasure(measures, name);
      const query = Object.fromEntries(new URLSearchParams(parameters));
      const { actor } = context;
      const finding = await asActor(context.database, actor, (tx) =>
        computeFinding(measure, { tx, actor, query }),
      );
      return { finding, status: 0 };
    },
  });
}
