import { type ChoiceValue, type Problem, summariseValues, valuesOf, worthOf } from './choice.ts';
import {
  type Choice,
  type Chooser,
  clashesOf,
  tenthWider,
  withLimit,
  withMoney,
  withProgramme,
} from './choose.ts';

/** What the best choice comes to at some money, or at some caution. */
export interface StudyPoint {
  /** Money as a share of what there is, or how much the worst tenth counts (0 to 1). */
  readonly at: number;
  readonly value: ChoiceValue;
  /** Cost over all years, pence, not discounted; programmes and areas bought. */
  readonly costPence: number;
  readonly programmes: number;
  readonly areas: number;
}

/** All that is worked out about a problem that has an answer. */
export interface Study {
  readonly kind: 'solved';
  readonly best: Choice;
  readonly value: ChoiceValue;
  readonly byMoney: readonly StudyPoint[];
  readonly byCaution: readonly StudyPoint[];
  /** What each limit costs: what is gained without it, and with it a tenth wider. */
  readonly limits: readonly { readonly without: Change; readonly tenth: Change | null }[];
  /** Programmes that are not bought, and what buying one in an area would lose; null: no room. */
  readonly leftOut: readonly { readonly programme: string; readonly loses: Change | null }[];
}

/** A change of what the whole is worth, pence, with the range of 90 in 100 runs. */
export interface Change {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A problem that has none: limits (by place) of which each alone, or all together, must give. */
export interface NoStudy {
  readonly kind: 'impossible';
  readonly alone: readonly number[];
  readonly together: readonly number[];
}

/** Shares of the money at which the frontier is shown. */
export const MONEY_SHARES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;
/** How much the worst tenth counts, from not at all to alone. */
export const CAUTION_SHARES = [0, 0.25, 0.5, 0.75, 1] as const;

/** How a study is made. */
export interface StudyOptions {
  /** Called before each solution; it may wait, so that others get a turn, or throw to stop. */
  readonly step?: (done: number, of: number) => Promise<void> | void;
}

/**
 * Solves a problem, then asks what money, caution and each limit do to the answer. An answer that
 * keeps to narrower limits keeps to wider ones too, so where the solver stops within its gap below
 * one that is known, the known one is taken: more money never looks like a loss.
 */
export async function studyProblem(
  find: Chooser,
  problem: Problem,
  { step = () => {} }: StudyOptions = {},
): Promise<Study | NoStudy> {
  const steps = MONEY_SHARES.length + CAUTION_SHARES.length + 2 * problem.limits.length;
  const all = 1 + steps + problem.programmes.length;
  let done = 0;
  const next = async (asked: Problem): Promise<Choice | null> => {
    await step(done, all);
    done += 1;
    return find(asked);
  };
  const best = await next(problem);
  if (!best) return { kind: 'impossible', ...(await clashesOf(find, problem)) };
  const study: Study = {
    kind: 'solved',
    best,
    value: summariseValues(valuesOf(problem, best.chosen)),
    byMoney: await byMoney(problem, best, next),
    byCaution: await byCaution(problem, next),
    limits: await limitCosts(problem, best, next),
    leftOut: await leftOut(problem, best, next),
  };
  await step(all, all);
  return study;
}

type Next = (problem: Problem) => Promise<Choice | null>;

async function byMoney(problem: Problem, best: Choice, next: Next): Promise<StudyPoint[]> {
  const points: StudyPoint[] = [];
  let known: Choice | null = null;
  for (const share of MONEY_SHARES) {
    const found: Choice | null = share === 1 ? best : await next(withMoney(problem, share));
    known = better(known, found);
    if (known) points.push(pointOf(problem, share, known));
  }
  return points;
}

async function byCaution(problem: Problem, next: Next): Promise<StudyPoint[]> {
  const points: StudyPoint[] = [];
  for (const cautious of CAUTION_SHARES) {
    const found = await next({ ...problem, cautious });
    if (found) points.push(pointOf(problem, cautious, found));
  }
  return points;
}

async function limitCosts(problem: Problem, best: Choice, next: Next): Promise<Study['limits']> {
  const costs: Study['limits'][number][] = [];
  for (const [place, limit] of problem.limits.entries()) {
    const without = await next(withLimit(problem, place, null));
    const wider = tenthWider(limit);
    const tenth = wider === null ? null : await next(withLimit(problem, place, wider));
    const most = better(better(best, tenth), without) ?? best;
    costs.push({
      without: changeOf(problem, best, most),
      tenth: wider === null ? null : changeOf(problem, best, better(best, tenth) ?? best),
    });
  }
  return costs;
}

async function leftOut(problem: Problem, best: Choice, next: Next): Promise<Study['leftOut']> {
  const bought = new Set(best.chosen.map((place) => problem.options[place]?.programme));
  const rows: Study['leftOut'][number][] = [];
  for (const { code } of problem.programmes) {
    if (bought.has(code)) continue;
    const forced = await next(withProgramme(problem, code));
    rows.push({ programme: code, loses: forced && changeOf(problem, forced, best) });
  }
  return rows;
}

/** What is gained from one choice to a better one; never below 0, as the solver has a gap. */
function changeOf(problem: Problem, from: Choice, to: Choice): Change {
  const before = valuesOf(problem, from.chosen);
  const apart = valuesOf(problem, to.chosen).map((value, run) => value - (before[run] as number));
  const { p5, p95 } = summariseValues(apart);
  const value = Math.max(0, worthOf(problem, to.chosen) - worthOf(problem, from.chosen));
  return { value, low: Math.min(p5, value), high: Math.max(p95, value) };
}

function better(one: Choice | null, other: Choice | null): Choice | null {
  if (one === null || other === null) return one ?? other;
  return other.worth >= one.worth ? other : one;
}

function pointOf(problem: Problem, at: number, { chosen }: Choice): StudyPoint {
  const options = chosen.flatMap((place) => problem.options[place] ?? []);
  const costs = options.flatMap(({ costByYear }) => costByYear);
  return {
    at,
    value: summariseValues(valuesOf(problem, chosen)),
    costPence: costs.reduce((sum, pence) => sum + pence, 0),
    programmes: new Set(options.map(({ programme }) => programme)).size,
    areas: new Set(options.map(({ area }) => area)).size,
  };
}
