import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { lateHelpCostMeasure } from './late-help-cost.measure.ts';

/** `headwater cost`: what late help costs, by whatever it is broken down by. */
export const costCommand: Command = defineCommand({
  name: 'cost',
  summary: 'What late help costs whom, with its range',
  usage: '[--year 2024-25] [--by agency]',
  explanation:
    'What happened is counted from the loaded returns; what it cost is published unit costs, in ' +
    'the price base that the result states. Value to society is kept apart.',
  options: {
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
    by: {
      value: 'WHAT',
      explanation: 'status, agency, theme, ward, year, month or activity; status by default',
    },
    ward: { value: 'NUMBER', explanation: 'one ward' },
    theme: { value: 'THEME', explanation: 'one of the eight themes' },
    agency: { value: 'KIND', explanation: 'only the part of one kind of agency' },
  },
  run: async (context) => {
    const { year, by, ward, theme, agency } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) =>
      lateHelpCostMeasure.compute(tx, context.actor, { year, by, ward, theme, agency }),
    );
    return { finding, status: 0 };
  },
});
