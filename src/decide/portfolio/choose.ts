import type { Highs } from 'highs';
import { type BuiltMip, buildMip, SOLVER_PENCE } from './build-mip.ts';
import { type Limit, type Problem, worthOf } from './choice.ts';
import { type SolveOptions, solveMip } from './solve-mip.ts';

/** What is best to buy: options by place, and who pays for it by year. */
export interface Choice {
  readonly chosen: readonly number[];
  /** What it is worth by the problem's own measure, pence. */
  readonly worth: number;
  readonly paid: readonly { readonly stream: string; readonly byYear: readonly number[] }[];
}

/** Finds the best choice of a problem, here or in another thread. */
export type Chooser = (problem: Problem) => Choice | null | Promise<Choice | null>;

/**
 * How choices are solved if nothing else is said: to a thousandth, or as far as so many nodes of
 * the search go, which is the same on every machine; the seconds only guard.
 */
export const EXACT: SolveOptions = { gap: 0.001, seconds: 60, nodes: 300 };

/** The best choice of a problem; null where nothing keeps to all limits. */
export function choose(highs: Highs, problem: Problem, options: SolveOptions): Choice | null {
  const built = buildMip(problem);
  const solved = solveMip(highs, built.mip, options);
  if (solved.kind === 'impossible') return null;
  const chosen = problem.options.flatMap((_, place) =>
    (solved.columns[place] ?? 0) > 0.5 ? [place] : [],
  );
  return { chosen, worth: worthOf(problem, chosen), paid: paidOf(problem, built, solved.columns) };
}

function paidOf(problem: Problem, built: BuiltMip, columns: Float64Array): Choice['paid'] {
  const streams = [...new Set(problem.programmes.flatMap(({ paidFrom }) => paidFrom))];
  return streams.map((stream) => ({
    stream,
    byYear: Array.from({ length: problem.years }, (_, year) =>
      built.payments
        .filter((one) => one.stream === stream && one.year === year)
        .reduce((sum, { column }) => sum + (columns[column] ?? 0) * SOLVER_PENCE, 0),
    ),
  }));
}

/** A problem with one of its limits changed, or (null) taken away. */
export function withLimit(problem: Problem, place: number, limit: Limit | null): Problem {
  const limits = problem.limits.flatMap((own, at) =>
    at !== place ? [own] : limit === null ? [] : [limit],
  );
  return { ...problem, limits };
}

const A_TENTH = 0.1;

/** A limit a tenth wider; null for one that has no size. */
export function tenthWider(limit: Limit): Limit | null {
  switch (limit.kind) {
    case 'money':
      return { ...limit, byYear: limit.byYear.map((pence) => pence * (1 + A_TENTH)) };
    case 'posts':
    case 'places':
      return { ...limit, most: limit.most * (1 + A_TENTH) };
    case 'area':
    case 'theme':
      return { ...limit, least: limit.least * (1 - A_TENTH) };
    case 'exclusion':
    case 'loss':
      return null;
  }
}

/** A problem with all its money multiplied. */
export function withMoney(problem: Problem, share: number): Problem {
  const limits = problem.limits.map((limit) =>
    limit.kind === 'money'
      ? { ...limit, byYear: limit.byYear.map((pence) => pence * share) }
      : limit,
  );
  return { ...problem, limits };
}

/** A problem in which a programme is bought in at least one area. */
export function withProgramme(problem: Problem, programme: string): Problem {
  const theme = `bought:${programme}`;
  const programmes = problem.programmes.map((one) =>
    one.code === programme ? { ...one, themes: [...one.themes, theme] } : one,
  );
  const smallest = problem.options
    .filter((option) => option.programme === programme)
    .reduce((least, { places }) => Math.min(least, places), Infinity);
  const least = Number.isFinite(smallest) ? smallest : 1;
  return { ...problem, programmes, limits: [...problem.limits, { kind: 'theme', theme, least }] };
}

/**
 * Which limits clash where nothing keeps to all: each that would be enough to give up alone. Where
 * none is, limits are given up one after the other, those of places first, until something fits.
 */
export async function clashesOf(
  find: Chooser,
  problem: Problem,
): Promise<{ readonly alone: readonly number[]; readonly together: readonly number[] }> {
  const alone: number[] = [];
  for (const place of problem.limits.keys()) {
    if (await find(withLimit(problem, place, null))) alone.push(place);
  }
  if (alone.length > 0) return { alone, together: [] };
  const order = ['area', 'theme', 'loss', 'exclusion', 'places', 'posts', 'money'];
  const places = problem.limits
    .map((_, place) => place)
    .sort((a, b) => rank(problem, order, a) - rank(problem, order, b));
  const given: number[] = [];
  for (const place of places) {
    given.push(place);
    const limits = problem.limits.filter((_, at) => !given.includes(at));
    if (await find({ ...problem, limits })) break;
  }
  return { alone, together: given };
}

function rank({ limits }: Problem, order: readonly string[], place: number): number {
  return order.indexOf(limits[place]?.kind ?? '');
}
