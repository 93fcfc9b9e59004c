import type { Command, JobKind, Measure, Page } from '../platform/index.ts';
import { backtestCommand } from './backtest/backtest.command.ts';
import { runBacktestJob } from './backtest/backtest.job.ts';
import { backtestMeasure } from './backtest/backtest.measure.ts';
import { backtestPage } from './backtest/backtest.page.ts';
import { budgetPage } from './budget/budget.page.ts';
import { MONEY_COMMANDS, MONEY_MEASURES, MONEY_PAGES } from './budget/money-parts.ts';
import { earlyLateSpendMeasure } from './budget/early-late-spend.measure.ts';
import { budgetShiftMeasure } from './budget/budget-shift.measure.ts';
import { budgetClassPage, budgetLinesPage } from './budget/lines.page.ts';
import { budgetLinesCommand, budgetShiftCommand } from './budget/shift.command.ts';
import { budgetShiftPage } from './budget/shift.page.ts';
import { spendHistoryMeasure } from './budget/spend-history.measure.ts';
import { spendLinesMeasure } from './budget/spend-lines.measure.ts';
import { spendPublicationsMeasure } from './budget/spend-publications.measure.ts';
import { effectSizeCommand } from './model/effect-size.command.ts';
import { effectSizeMeasure } from './model/effect-size.measure.ts';
import { effectSizePage } from './model/effect-size.page.ts';
import { modelProofsCommand } from './model/published-results.command.ts';
import { publishedResultsMeasure } from './model/published-results.measure.ts';
import { publishedResultsPage } from './model/published-results.page.ts';
import { startingValuesMeasure } from './model/starting-values.measure.ts';
import { startingValuesPage } from './model/starting-values.page.ts';
import { modelRatesCommand } from './model/rates.command.ts';
import { moveRateMeasure } from './model/move-rate.measure.ts';
import { ratesPage } from './model/rates.page.ts';
import { PLAN_COMMANDS, PLAN_MEASURES, PLAN_PAGES } from './plan/plan-parts.ts';
import {
  PORTFOLIO_COMMANDS,
  PORTFOLIO_JOBS,
  PORTFOLIO_MEASURES,
  PORTFOLIO_PAGES,
} from './portfolio/portfolio-parts.ts';
import { SCENARIO_PAGES } from './scenario/scenario-pages.ts';
import {
  SCENARIO_API,
  SCENARIO_COMMANDS,
  SCENARIO_JOBS,
  SCENARIO_MEASURES,
} from './scenario/scenario-parts.ts';

/** The pages of this wing. */
export const DECIDE_PAGES: readonly Page[] = [
  ...SCENARIO_PAGES,
  ...SCENARIO_API,
  ratesPage,
  backtestPage,
  ...PLAN_PAGES,
  budgetPage,
  budgetLinesPage,
  budgetClassPage,
  budgetShiftPage,
  ...MONEY_PAGES,
  publishedResultsPage,
  effectSizePage,
  startingValuesPage,
  ...PORTFOLIO_PAGES,
];

/** What this wing measures: each can be explained, downloaded and asked on the command line. */
export const DECIDE_MEASURES: readonly Measure[] = [
  moveRateMeasure,
  backtestMeasure,
  ...PLAN_MEASURES,
  spendLinesMeasure,
  earlyLateSpendMeasure,
  spendPublicationsMeasure,
  budgetShiftMeasure,
  spendHistoryMeasure,
  ...MONEY_MEASURES,
  publishedResultsMeasure,
  effectSizeMeasure,
  startingValuesMeasure,
  ...SCENARIO_MEASURES,
  ...PORTFOLIO_MEASURES,
];

/** The commands of this wing. */
export const DECIDE_COMMANDS: readonly Command[] = [
  modelRatesCommand,
  backtestCommand,
  ...PLAN_COMMANDS,
  budgetLinesCommand,
  budgetShiftCommand,
  ...MONEY_COMMANDS,
  modelProofsCommand,
  effectSizeCommand,
  ...SCENARIO_COMMANDS,
  ...PORTFOLIO_COMMANDS,
];

/** The kinds of work of this wing that are done in the background. */
export const DECIDE_JOBS: readonly JobKind[] = [
  ...SCENARIO_JOBS,
  runBacktestJob,
  ...PORTFOLIO_JOBS,
];
