import { type Finding, refuse } from '../../lib/index.ts';
import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { budgetShiftMeasure, SHIFT_SHOWN } from './budget-shift.measure.ts';
import { earlyLateSpendMeasure } from './early-late-spend.measure.ts';
import { spendHistoryMeasure } from './spend-history.measure.ts';
import { spendLinesMeasure } from './spend-lines.measure.ts';
import { spendPublicationsMeasure } from './spend-publications.measure.ts';

const figuresOf = ({ rows, total }: Finding) =>
  [...rows, ...(total ? [total] : [])].flatMap(({ figures }) => figures);

/** `headwater budget shift`: moving a share of the late budget to early, year by year. */
export const budgetShiftCommand: Command = defineCommand({
  name: 'budget shift',
  summary: 'What moving a share of the late budget to early each year would take',
  usage: '[--from-year 2026-27] [--share 1%] [--years 10] [--show twin-track]',
  explanation:
    'Over the published lines of the council: early and late budget year by year, how far late ' +
    'need must fall for each step to be safe, what is needed twice until then, what happens if ' +
    'need does not fall, and what a delay or a cut would bring to whom. Without --show, each ' +
    'table is summed up in a line, and --json holds all figures.',
  options: {
    'from-year': { value: 'YEAR', explanation: 'the year of the first step; the next by default' },
    share: { value: 'PERCENT', explanation: 'of the late budget, more each year; 1% by default' },
    years: { value: 'NUMBER', explanation: 'years looked at; 10 by default' },
    lag: { value: 'YEARS', explanation: 'before money moved acts; 1 by default' },
    effect: { value: 'POUNDS', explanation: 'late need that each £100 lowers; else from a study' },
    reserves: { value: 'POUNDS', explanation: 'kept for it' },
    publication: { value: 'NAME', explanation: 'ro3 or s251; the one that is loaded by default' },
    show: { value: 'WHAT', explanation: `one table: ${SHIFT_SHOWN.join(', ')}, or history` },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { 'from-year': from, show, ...given } = context.options;
      const ask = (what: string) =>
        what === 'history'
          ? spendHistoryMeasure.compute(tx, context.actor, {})
          : budgetShiftMeasure.compute(tx, context.actor, { ...given, from, show: what });
      if (show !== undefined) return { finding: await ask(show), status: 0 };
      const findings = [];
      for (const what of [...SHIFT_SHOWN, 'history']) findings.push(await ask(what));
      const [first] = findings;
      if (!first || first.rows.length === 0) {
        throw refuse('no-spending', 'not-found', 'No spending of this council is loaded.');
      }
      return {
        figures: findings.flatMap(figuresOf),
        lines: findings.map(({ headline }) => headline),
        status: 0,
      };
    }),
});

/** `headwater budget lines`: lines of spending by class, and what of every pound goes early. */
export const budgetLinesCommand: Command = defineCommand({
  name: 'budget lines',
  summary: 'Lines of published spending by class, and what of every pound goes early',
  usage: '[--year 2024-25] [--publication ro3] [--show share]',
  explanation:
    'Each line counts as early, late or shared, by default or as somebody here classed it. The ' +
    'two publications are never added; --show beside sets one beside the other.',
  options: {
    year: { value: 'YEAR', explanation: 'the newest that is loaded by default' },
    publication: { value: 'NAME', explanation: 'ro3 or s251; the one that is loaded by default' },
    scope: { value: 'WHAT', explanation: 'childrens-services or with-public-health' },
    show: { value: 'WHAT', explanation: 'lines (the default), money, share, child or beside' },
  },
  run: async (context) =>
    asActor(context.database, context.actor, async (tx) => {
      const { show = 'lines', year, ...given } = context.options;
      const { actor } = context;
      if (show === 'lines') {
        const finding = await spendLinesMeasure.compute(tx, actor, { ...given, year });
        return { finding, status: 0 };
      }
      const finding =
        show === 'beside'
          ? await spendPublicationsMeasure.compute(tx, actor, { year })
          : await earlyLateSpendMeasure.compute(tx, actor, { ...given, show });
      return { finding, status: 0 };
    }),
});
