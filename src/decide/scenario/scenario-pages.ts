import type { Page } from '../../platform/index.ts';
import { scenarioActPage } from './scenario-act.page.ts';
import { scenarioAssumptionsPage } from './scenario-assumptions.page.ts';
import { scenarioComparePage } from './scenario-compare.page.ts';
import { scenarioFilePage } from './scenario-file.page.ts';
import { scenarioFrozenPage } from './scenario-frozen.page.ts';
import { scenarioHistoryPage } from './scenario-history.page.ts';
import { scenarioNewPage } from './scenario-new.page.ts';
import {
  scenarioGainsPage,
  scenarioPage,
  scenarioRiskPage,
  scenarioYearsPage,
} from './scenario.page.ts';
import { scenariosPage } from './scenarios.page.ts';

/** The workbench: a list, the beginning of a scenario, and all that is told of one. */
export const SCENARIO_PAGES: readonly Page[] = [
  scenariosPage,
  scenarioNewPage,
  scenarioPage,
  scenarioGainsPage,
  scenarioRiskPage,
  scenarioYearsPage,
  scenarioAssumptionsPage,
  scenarioComparePage,
  scenarioHistoryPage,
  scenarioFilePage,
  scenarioActPage,
  scenarioFrozenPage,
];
