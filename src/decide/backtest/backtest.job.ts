import { defineJob, type JobKind } from '../../platform/index.ts';
import { testIndicators } from './run-backtest.ts';

/** The name of the job. */
export const RUN_BACKTEST = 'run-backtest';

/** Goes through all published indicators that are loaded; it takes minutes where all are. */
export const runBacktestJob: JobKind = defineJob({
  name: RUN_BACKTEST,
  run: async (job) => {
    await testIndicators(
      (work) => job.asActor(work),
      (done, of) => job.progress(done, of, 'Published indicators'),
    );
    return { href: '/backtest' };
  },
});
