import type { Command, Measure, Page } from '../../platform/index.ts';
import { adjudicatePage } from './adjudicate.page.ts';
import { assignPage, finishRoundPage } from './assign.page.ts';
import {
  avoidableCommand,
  avoidableExportCommand,
  avoidableResultCommand,
  avoidableSampleCommand,
} from './avoidable.command.ts';
import { avoidableAgreementMeasure } from './avoidable-agreement.measure.ts';
import { avoidableEntriesMeasure } from './avoidable-entries.measure.ts';
import { avoidableProgressMeasure } from './avoidable-progress.measure.ts';
import { avoidableSampleMeasure } from './avoidable-sample.measure.ts';
import { casePage } from './case.page.ts';
import { newRoundPage } from './new-round.page.ts';
import { roundPage } from './round.page.ts';
import { roundsPage } from './rounds.page.ts';

/** The pages of reviews of entries to care. */
export const AVOIDABLE_PAGES: readonly Page[] = [
  roundsPage,
  newRoundPage,
  roundPage,
  assignPage,
  finishRoundPage,
  casePage,
  adjudicatePage,
];

/** What reviews of entries to care measure. */
export const AVOIDABLE_MEASURES: readonly Measure[] = [
  avoidableEntriesMeasure,
  avoidableAgreementMeasure,
  avoidableProgressMeasure,
  avoidableSampleMeasure,
];

/** The commands of reviews of entries to care. */
export const AVOIDABLE_COMMANDS: readonly Command[] = [
  avoidableCommand,
  avoidableSampleCommand,
  avoidableResultCommand,
  avoidableExportCommand,
];
