import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { FINANCE_PARAMETERS } from './read-finance.ts';
import { financingMeasure } from './financing.measure.ts';

const VALUES: Readonly<Record<string, string>> = {
  result: 'NUMBER',
  kind: 'KIND',
  over: 'YEARS',
  exit: 'YEARS',
  source: 'WORDS',
  setup: 'POUNDS',
  fee: 'POUNDS',
};

/** `headwater budget finance`: reserves, loan and investor side by side. */
export const budgetFinanceCommand: Command = defineCommand({
  name: 'budget finance',
  summary: 'The same outcomes paid for by reserves, a public loan or an investor',
  usage: '--result 3 --rate 5 --source WORDS --over 10 --reserve 4 --return 8 --cap 150',
  explanation:
    'For a run of a scenario: cost of finding the money, what the partnership has in the end and ' +
    'who bears a loss, in a poor, the middle and a good run. --show loan gives its years.',
  options: {
    ...Object.fromEntries(
      Object.entries(FINANCE_PARAMETERS).map(([name, explanation]) => [
        name,
        { value: VALUES[name] ?? 'PERCENT', explanation },
      ]),
    ),
    show: { value: 'WAY', explanation: 'years of one way: reserves, loan or investor' },
    case: { value: 'CASE', explanation: 'of years: low, middle or high' },
  },
  run: async ({ database, actor, options }) =>
    asActor(database, actor, async (tx) => ({
      finding: await financingMeasure.compute(tx, actor, options),
      status: 0,
    })),
});
