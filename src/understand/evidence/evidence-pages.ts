import type { Command, Measure, Page } from '../../platform/index.ts';
import { addEvaluationCommand, evidenceCommand } from './evidence.command.ts';
import { evidenceFitPage, evidencePage } from './evidence.page.ts';
import { evidenceFitMeasure } from './evidence-fit.measure.ts';
import { evidenceCautionMeasure, evidenceScaleMeasure } from './evidence-scale.measure.ts';
import {
  localEvaluationsPage,
  newEvaluationPage,
  withdrawEvaluationPage,
} from './local-evaluation.page.ts';
import { localEvaluationsMeasure } from './local-evaluation.measure.ts';
import { programmePage } from './programme.page.ts';
import { programmeCostMeasure } from './programme-cost.measure.ts';
import { programmeEditionsMeasure } from './programme-editions.measure.ts';
import { programmeEffectMeasure } from './programme-effect.measure.ts';
import { programmesFoundMeasure } from './programmes-found.measure.ts';
import { scalesPage } from './scales.page.ts';

/** The pages of the library of what works. */
export const EVIDENCE_PAGES: readonly Page[] = [
  evidencePage,
  evidenceFitPage,
  scalesPage,
  localEvaluationsPage,
  newEvaluationPage,
  withdrawEvaluationPage,
  programmePage,
];

/** What the library measures. */
export const EVIDENCE_MEASURES: readonly Measure[] = [
  programmesFoundMeasure,
  evidenceFitMeasure,
  programmeEffectMeasure,
  programmeCostMeasure,
  programmeEditionsMeasure,
  evidenceScaleMeasure,
  evidenceCautionMeasure,
  localEvaluationsMeasure,
];

/** The commands of the library. */
export const EVIDENCE_COMMANDS: readonly Command[] = [evidenceCommand, addEvaluationCommand];
