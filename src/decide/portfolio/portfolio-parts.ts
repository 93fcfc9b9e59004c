import type { Command, JobKind, Measure, Page } from '../../platform/index.ts';
import { portfolioSolveCommand } from './portfolio.command.ts';
import {
  portfolioAddCommand,
  portfolioListCommand,
  portfolioShowCommand,
} from './portfolio-kept.command.ts';
import {
  portfolioBoughtMeasure,
  portfolioCautionMeasure,
  portfolioFrontierMeasure,
  portfolioGainMeasure,
  portfolioLeftOutMeasure,
  portfolioLimitsMeasure,
  portfolioMoneyMeasure,
} from './portfolio-findings.ts';
import { portfolioPage, portfoliosPage } from './portfolio.page.ts';
import { solvePortfolioJob } from './solve-portfolio.job.ts';

/** Pages on what to buy where. */
export const PORTFOLIO_PAGES: readonly Page[] = [portfoliosPage, portfolioPage];

/** What is measured of the answer of a portfolio. */
export const PORTFOLIO_MEASURES: readonly Measure[] = [
  portfolioGainMeasure,
  portfolioBoughtMeasure,
  portfolioMoneyMeasure,
  portfolioFrontierMeasure,
  portfolioCautionMeasure,
  portfolioLimitsMeasure,
  portfolioLeftOutMeasure,
];

/** The work of portfolios that is done in the background. */
export const PORTFOLIO_JOBS: readonly JobKind[] = [solvePortfolioJob];

/** Portfolio files on the command line. */
export const PORTFOLIO_COMMANDS: readonly Command[] = [
  portfolioSolveCommand,
  portfolioListCommand,
  portfolioShowCommand,
  portfolioAddCommand,
];
