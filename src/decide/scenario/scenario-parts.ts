import type { Command, JobKind, Measure, Page } from '../../platform/index.ts';
import { modelCompareCommand, modelRunCommand, modelSchemaCommand } from './model.command.ts';
import { runScenarioJob } from './run-scenario.job.ts';
import { scenarioAgenciesMeasure } from './scenario-agencies.measure.ts';
import { scenarioAssumptionMeasure } from './scenario-assumption.measure.ts';
import { scenarioBenefitsMeasure } from './scenario-benefits.measure.ts';
import {
  scenarioAddCommand,
  scenarioHoldCommands,
  scenarioSaveCommand,
  scenarioShareCommand,
} from './scenario-change.command.ts';
import { scenarioDifferenceMeasure } from './scenario-difference.measure.ts';
import { scenarioDriversMeasure } from './scenario-drivers.measure.ts';
import { scenarioPaybackMeasure } from './scenario-payback.measure.ts';
import { scenarioResultMeasure } from './scenario-result.measure.ts';
import { scenarioRunsMeasure } from './scenario-runs.measure.ts';
import { scenarioSharesMeasure } from './scenario-shares.measure.ts';
import { scenarioStatesMeasure } from './scenario-states.measure.ts';
import { scenarioYearsMeasure } from './scenario-years.measure.ts';
import {
  scenarioCompareCommand,
  scenarioFreezeCommand,
  scenarioReproduceCommand,
  scenarioRunCommand,
  scenariosCommand,
  scenarioShowCommand,
} from './scenarios.command.ts';
import { SCENARIO_API_PAGES } from './scenarios.api.ts';

/** What is measured of a run of a scenario. */
export const SCENARIO_MEASURES: readonly Measure[] = [
  scenarioResultMeasure,
  scenarioYearsMeasure,
  scenarioAgenciesMeasure,
  scenarioBenefitsMeasure,
  scenarioDriversMeasure,
  scenarioStatesMeasure,
  scenarioAssumptionMeasure,
  scenarioPaybackMeasure,
  scenarioRunsMeasure,
  scenarioSharesMeasure,
  scenarioDifferenceMeasure,
];

/** The work of scenarios that is done in the background. */
export const SCENARIO_JOBS: readonly JobKind[] = [runScenarioJob()];

/** Scenario files and kept scenarios on the command line. */
export const SCENARIO_COMMANDS: readonly Command[] = [
  modelRunCommand,
  modelCompareCommand,
  modelSchemaCommand,
  scenariosCommand,
  scenarioShowCommand,
  scenarioAddCommand,
  scenarioSaveCommand,
  scenarioRunCommand,
  scenarioCompareCommand,
  scenarioFreezeCommand,
  scenarioReproduceCommand,
  ...scenarioHoldCommands,
  scenarioShareCommand,
];

/** What programs may ask about scenarios, as pages that answer in JSON. */
export const SCENARIO_API: readonly Page[] = SCENARIO_API_PAGES;
