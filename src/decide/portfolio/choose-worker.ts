import type { Problem } from './choice.ts';
import { type Choice, choose, EXACT } from './choose.ts';
import { loadSolver } from './solve-mip.ts';

/** What a thread of `chooseInThread` does: it solves one problem. */
export async function chooseTask(problem: Problem): Promise<Choice | null> {
  return choose(await loadSolver(), problem, EXACT);
}
