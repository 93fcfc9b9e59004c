import { only, thoseWhoSeeFigures } from '../../govern/index.ts';
import { refuse } from '../../lib/index.ts';
import { definePage, enqueueJob, type Page } from '../../platform/index.ts';
import { byGroup, byMethod, missFigure } from './backtest.measure.ts';
import { headlineOf, leading } from './backtest-words.ts';
import { RUN_BACKTEST } from './backtest.job.ts';
import { readBacktest } from './run-backtest.ts';

const thoseWhoRun = only('analyst', 'commissioner', 'manager', 'finance');

/** How well what the product projects has held: a way that loses to a naive trend comes first. */
export const backtestPage: Page = definePage({
  url: '/backtest',
  title: 'How well projections have held',
  who: thoseWhoSeeFigures,
  audit: 'changes',
  get: async ({ tx, actor }) => {
    const levels = await readBacktest(tx, 'levels');
    const indicators = await readBacktest(tx, 'indicators');
    const kept = [levels, indicators].flatMap((one) => one ?? []);
    const first = leading(kept);
    const heading = first
      ? headlineOf(first.tested, first.groups[0])
      : 'No projection has been tested here yet';
    return {
      template: 'decide/backtest/backtest.njk',
      title: heading,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        heading,
        leads: first ? byMethod(first, 'all').id : null,
        headline: first ? missFigure(first) : null,
        tests: kept
          .filter(({ groups }) => groups.length > 0)
          .map((one) => ({ all: byMethod(one, 'all'), parts: byGroup(one) })),
        missing: kept.filter(({ groups }) => groups.length === 0).map(({ about }) => about),
        // A large one is for a job; a small one was done while the page was asked for.
        isStale: indicators === null || !indicators.isCurrent,
        mayRun: thoseWhoRun.allows(actor),
      },
    };
  },
  post: async (request) => {
    const { tx, actor } = request;
    if (!thoseWhoRun.allows(actor)) {
      throw refuse('may-not-run', 'forbidden', `Only these may run it: ${thoseWhoRun.label}.`);
    }
    const id = await enqueueJob(tx, {
      name: RUN_BACKTEST,
      title: 'Testing projections of published indicators',
      actor,
      unit: 'indicators',
    });
    await request.audit({ action: 'run-backtest', subjectKind: 'job', subjectId: String(id) });
    return { redirect: `/jobs/${id}` };
  },
});
