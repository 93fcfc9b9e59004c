import { defineJob, type JobKind } from '../../platform/index.ts';
import { SOLVE_PORTFOLIO, type SolvePortfolioPayload, solvePortfolio } from './keep-portfolio.ts';

/** The job that works a portfolio out; it says how far it is, and can be stopped. */
export const solvePortfolioJob: JobKind = defineJob({
  name: SOLVE_PORTFOLIO,
  run: async (job) => {
    const { portfolioId } = job.payload as SolvePortfolioPayload;
    await solvePortfolio({
      portfolioId,
      actor: job.actor,
      inTransaction: (work) => job.asActor(work),
      progress: (done, of, message) => {
        job.stopIfAsked();
        job.progress(done, of, message);
      },
    });
    return { href: `/portfolio/${portfolioId}` };
  },
});
