import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, sha256Of } from '../../platform/index.ts';
import type { PortfolioPlan } from './build-problem.ts';
import type { Portfolio } from './portfolio.ts';
import { type PortfolioResult, plainOptions, problemWith, resultOf } from './portfolio-result.ts';
import { chooseInThread } from './choose-in-thread.ts';
import { studyProblem } from './study.ts';
import { valueRuns } from './value-option.ts';

/** How far the work is; it may throw to stop it. */
export type PortfolioProgress = (done: number, of: number, message: string) => void;

/** Values every option by the model, then solves; lets others have a turn between steps. */
export async function workOutPortfolio(
  portfolio: Portfolio,
  plan: PortfolioPlan,
  progress: PortfolioProgress,
): Promise<PortfolioResult> {
  const all = plan.options.length + 100;
  const values: Float64Array[] = [];
  for (const { input } of plan.options) {
    progress(values.length, all, 'Working out what each purchase would change');
    await nextTurn();
    values.push(valueRuns(input, portfolio.gain));
  }
  const problem = problemWith(plan, values);
  const study = await studyProblem(chooseInThread, problem, {
    step: async (done, of) => {
      const share = Math.round((done / of) * 100);
      progress(plan.options.length + share, all, 'Choosing, and asking what each limit costs');
      await nextTurn();
    },
  });
  return resultOf(portfolio, plan, problem, study);
}

/** A hash of all that a result rests on: what the portfolio says, the data and the seed. */
export function portfolioHash(portfolio: Portfolio, plan: PortfolioPlan): string {
  const { options, problem, edition } = plan;
  const { draws, seed, gain } = portfolio;
  const given = { options: plainOptions(options), problem, edition: edition.hash };
  return sha256Of(canonicalJson({ ...given, draws, seed, gain }));
}
