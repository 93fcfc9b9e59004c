import type { Command, Measure, Page } from '../../platform/index.ts';
import { commitmentsPage, commitPage, needsPage } from './commitments.page.ts';
import {
  budgetCommitCommand,
  budgetNeedSaveCommand,
  budgetStreamSaveCommand,
  budgetStreamsCommand,
} from './streams.command.ts';
import {
  fundingStreamsMeasure,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
} from './streams.measure.ts';
import { budgetFinanceCommand } from './finance.command.ts';
import { financePage } from './finance.page.ts';
import { financingMeasure } from './financing.measure.ts';
import { budgetContributeCommand, budgetPooledCommand } from './pooled.command.ts';
import { pooledBudgetMeasure, poolProposalMeasure } from './pooled.measure.ts';
import { contributionPage, pooledPage } from './pooled.page.ts';
import { streamPage, streamsPage } from './streams.page.ts';
import { budgetTargetsCommand } from './targets.command.ts';
import { targetCoverMeasure } from './targets.measure.ts';
import { budgetTargetsPage } from './targets.page.ts';
import { budgetZeroBasedCommand } from './zero-based.command.ts';
import { zeroBasedMeasure } from './zero-based.measure.ts';
import { zeroBasedPage } from './zero-based.page.ts';
import { needEditPage, streamEditPage } from './streams-edit.page.ts';

/** Pages of money with rules. */
export const MONEY_PAGES: readonly Page[] = [
  streamsPage,
  streamEditPage,
  streamPage,
  needsPage,
  needEditPage,
  commitmentsPage,
  commitPage,
  financePage,
  pooledPage,
  contributionPage,
  zeroBasedPage,
  budgetTargetsPage,
];

/** What is measured of money with rules. */
export const MONEY_MEASURES: readonly Measure[] = [
  fundingStreamsMeasure,
  lapsingMoneyMeasure,
  proposedPaymentsMeasure,
  spendingNeedsMeasure,
  financingMeasure,
  pooledBudgetMeasure,
  poolProposalMeasure,
  zeroBasedMeasure,
  targetCoverMeasure,
];

/** Commands of money with rules. */
export const MONEY_COMMANDS: readonly Command[] = [
  budgetStreamsCommand,
  budgetStreamSaveCommand,
  budgetNeedSaveCommand,
  budgetCommitCommand,
  budgetFinanceCommand,
  budgetPooledCommand,
  budgetContributeCommand,
  budgetZeroBasedCommand,
  budgetTargetsCommand,
];
