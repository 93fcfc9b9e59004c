import type { Command, JobKind, Measure, Page } from '../platform/index.ts';
import { backtestCommand } from './backtest/backtest.command.ts';
import { runBacktestJob } from './backtest/backtest.job.ts';
import { backtestMeasure } from './backtest/backtest.measure.ts';
import { backtestPage } from './backtest/backtest.page.ts';
import { budgetPage } from './budget/budget.page.ts';
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
import { planCommand } from './plan/plan.command.ts';
import { planCommentCommand, planSignCommand } from './plan/plan-answer.command.ts';
import { planActionsMeasure } from './plan/plan-actions.measure.ts';
import { planAnswersMeasure } from './plan/plan-answers.measure.ts';
import { planCommentsPage } from './plan/plan-comments.page.ts';
import { planEditPage, planItemPage } from './plan/plan-edit.page.ts';
import { planMeasuresMeasure } from './plan/plan-measures.measure.ts';
import { planPledgesMeasure } from './plan/plan-pledges.measure.ts';
import { planProgressPage } from './plan/plan-progress.page.ts';
import { planSignPage } from './plan/plan-sign.page.ts';
import { planChangesPage, planPage, planVersionPage, planVersionsPage } from './plan/plan.page.ts';
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
  planPage,
  planVersionsPage,
  planVersionPage,
  planChangesPage,
  planCommentsPage,
  planProgressPage,
  planSignPage,
  planEditPage,
  planItemPage,
  budgetPage,
  budgetLinesPage,
  budgetClassPage,
  budgetShiftPage,
  publishedResultsPage,
  effectSizePage,
  startingValuesPage,
  ...PORTFOLIO_PAGES,
];

/** What this wing measures: each can be explained, downloaded and asked on the command line. */
export const DECIDE_MEASURES: readonly Measure[] = [
  moveRateMeasure,
  backtestMeasure,
  planAnswersMeasure,
  planActionsMeasure,
  planPledgesMeasure,
  planMeasuresMeasure,
  spendLinesMeasure,
  earlyLateSpendMeasure,
  spendPublicationsMeasure,
  budgetShiftMeasure,
  spendHistoryMeasure,
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
  planCommand,
  planSignCommand,
  planCommentCommand,
  budgetLinesCommand,
  budgetShiftCommand,
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
