import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { costOfACutMeasure } from './of-a-cut.measure.ts';

/** `headwater cost-of-a-cut`: what a cut or delay of early help moves, and to whom. */
export const costOfACutCommand: Command = defineCommand({
  name: 'cost-of-a-cut',
  summary: 'What a cut or delay of early help moves to later help, and to which agency',
  usage: '[--compared waiting] [--children 100] [--by agency]',
  explanation:
    'Families who asked for early help are followed for a year: those who were helped beside ' +
    'those who were not. It is what was seen, with its range, and no proof of what help does.',
  options: {
    compared: {
      value: 'WHAT',
      explanation: 'not-helped (a cut), unfinished (cut short) or waiting (a delay)',
    },
    children: {
      value: 'NUMBER',
      explanation: 'how many children\u2019s help changes; 100 by default',
    },
    year: { value: 'YEAR', explanation: 'families of this financial year' },
    years: { value: 'NUMBER', explanation: 'how many years up to it; 3 by default' },
    by: { value: 'WHAT', explanation: 'level or agency; agency by default' },
  },
  run: async (context) => {
    const { compared, children, year, years, by = 'agency' } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      costOfACutMeasure.compute(tx, context.actor, { compared, children, year, years, by }),
    );
    return { finding, status: 0 };
  },
});
