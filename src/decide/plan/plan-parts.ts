import type { Command, Measure, Page } from '../../platform/index.ts';
import { planBirthTo25Command } from './birth-to-25.command.ts';
import { birthTo25Measure } from './birth-to-25.measure.ts';
import { birthTo25Page } from './birth-to-25.page.ts';
import { planCommand } from './plan.command.ts';
import { planCommentCommand, planSignCommand } from './plan-answer.command.ts';
import { planActionsMeasure } from './plan-actions.measure.ts';
import { planAnswersMeasure } from './plan-answers.measure.ts';
import { planCommissionsMeasure } from './plan-commissions.measure.ts';
import { planCommentsPage } from './plan-comments.page.ts';
import { planEditPage, planItemPage } from './plan-edit.page.ts';
import { planExportCommand, planImportCommand } from './plan-file.command.ts';
import { planMeasuresMeasure } from './plan-measures.measure.ts';
import { planPledgesMeasure } from './plan-pledges.measure.ts';
import { planProgressPage } from './plan-progress.page.ts';
import { planReviewCommand } from './plan-review.command.ts';
import { planReviewGivenMeasure, planReviewMeasure } from './plan-review.measure.ts';
import { planHeldReviewPage, planReviewPage } from './plan-review.page.ts';
import { planSignPage } from './plan-sign.page.ts';
import { planWhatIfCommand } from './plan-what-if.command.ts';
import { planWhatIfMeasure } from './plan-what-if.measure.ts';
import { planWhatIfPage } from './plan-what-if.page.ts';
import { planChangesPage, planPage, planVersionPage, planVersionsPage } from './plan.page.ts';

/** The pages of the shared plan. */
export const PLAN_PAGES: readonly Page[] = [
  planPage,
  planVersionsPage,
  planVersionPage,
  planChangesPage,
  planCommentsPage,
  planProgressPage,
  planReviewPage,
  planHeldReviewPage,
  planWhatIfPage,
  birthTo25Page,
  planSignPage,
  planEditPage,
  planItemPage,
];

/** What the shared plan measures. */
export const PLAN_MEASURES: readonly Measure[] = [
  planAnswersMeasure,
  planActionsMeasure,
  planPledgesMeasure,
  planMeasuresMeasure,
  planCommissionsMeasure,
  planReviewMeasure,
  planReviewGivenMeasure,
  planWhatIfMeasure,
  birthTo25Measure,
];

/** The commands of the shared plan. */
export const PLAN_COMMANDS: readonly Command[] = [
  planCommand,
  planSignCommand,
  planCommentCommand,
  planReviewCommand,
  planWhatIfCommand,
  planBirthTo25Command,
  planExportCommand,
  planImportCommand,
];
