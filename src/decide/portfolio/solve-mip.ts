import type { Highs } from 'highs';
import type { Mip } from './mip.ts';

/** How a problem is solved. */
export interface SolveOptions {
  /** How far below the best the answer may lie, as a share of it. */
  readonly gap: number;
  /** Seconds after which the best found so far is taken: a guard, as it depends on the machine. */
  readonly seconds: number;
  /** Nodes of the search after which that is so, on every machine; no limit if left out. */
  readonly nodes?: number;
}

/** What solving gave: numbers by column; or that nothing keeps to all limits. */
export type Solved =
  | { readonly kind: 'solved'; readonly columns: Float64Array }
  | { readonly kind: 'impossible' };

/** What the solver calls a solution that keeps to all rows. */
const FEASIBLE = 2;
/** From so many choices on, those are tried first whose answer is in doubt. */
const MANY_CHOICES = 1000;
/** How many choices in doubt are looked at, first and then. */
const IN_DOUBT = [100, 300];
/** Nearer than this to 0 or 1 is 0 or 1. */
const TOLERANCE = 1e-6;

let loading: Promise<Highs> | null = null;

/** The solver, loaded once, when it is first needed. */
export function loadSolver(): Promise<Highs> {
  // The package states the types of its older form; what is imported is the function itself.
  type Loader = { readonly default: () => Promise<Highs> };
  loading ??= import('highs').then((module) => (module as unknown as Loader).default());
  return loading;
}

/**
 * Solves a problem. With very many choices the problem is first solved as if they were not whole,
 * which bounds what is to be had; then only those choices are left open that are in doubt by their
 * reduced cost (kernel search: Angelelli, Mansini and Speranza, 2010). The answer is taken if the
 * bound shows it to be within the gap, else all is solved. Throws an Error when time ran out before
 * anything was found.
 */
export function solveMip(highs: Highs, mip: Mip, options: SolveOptions): Solved {
  const data = dataOf(highs, mip);
  const found =
    mip.columns.filter(({ isWhole }) => isWhole).length >= MANY_CHOICES && options.gap > 0
      ? solveInDoubt(highs, mip, data, options)
      : null;
  if (found) return found;
  const run = runSolver(highs, data, options);
  return run ? { kind: 'solved', columns: run.columns } : { kind: 'impossible' };
}

function solveInDoubt(
  highs: Highs,
  { columns }: Mip,
  data: SolverData,
  options: SolveOptions,
): Solved | null {
  const { integrality, ...relaxed } = data;
  const bound = runSolver(highs, relaxed, options);
  if (!bound) return { kind: 'impossible' };
  const places = columns.flatMap(({ isWhole }, place) => (isWhole ? [place] : []));
  const cost = (place: number) => Math.abs(bound.duals[place] ?? 0);
  const byDoubt = places.toSorted((a, b) => cost(a) - cost(b));
  for (const count of IN_DOUBT) {
    const colLower = data.colLower.slice();
    const colUpper = data.colUpper.slice();
    for (const place of byDoubt.slice(count)) {
      const value = bound.columns[place] ?? 0;
      if (value < TOLERANCE) colUpper[place] = 0;
      else if (value > 1 - TOLERANCE) colLower[place] = 1;
    }
    const fixed = { ...relaxed, integrality, colLower, colUpper };
    const run = runSolver(highs, fixed, { ...options, gap: options.gap / 2 });
    if (run && bound.gain - run.gain <= options.gap * Math.abs(run.gain)) {
      return { kind: 'solved', columns: run.columns };
    }
  }
  return null;
}

type SolverData = ReturnType<typeof dataOf>;

function dataOf(highs: Highs, { columns, rows }: Mip) {
  const starts = new Int32Array(rows.length + 1);
  for (const [index, row] of rows.entries()) {
    starts[index + 1] = (starts[index] ?? 0) + row.columns.length;
  }
  const { variableType, objectiveSense } = highs.constants;
  const bound = (value: number) =>
    value === Infinity ? highs.infinity : value === -Infinity ? -highs.infinity : value;
  return {
    numCols: columns.length,
    numRows: rows.length,
    sense: objectiveSense.maximize,
    colCost: Float64Array.from(columns, ({ gain }) => gain),
    colLower: Float64Array.from(columns, ({ least }) => bound(least)),
    colUpper: Float64Array.from(columns, ({ most }) => bound(most)),
    rowLower: Float64Array.from(rows, ({ least }) => bound(least)),
    rowUpper: Float64Array.from(rows, ({ most }) => bound(most)),
    integrality: Int32Array.from(columns, ({ isWhole }) =>
      isWhole ? variableType.integer : variableType.continuous,
    ),
    matrix: {
      format: 'csr' as const,
      numCols: columns.length,
      numRows: rows.length,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => row.columns)),
      values: Float64Array.from(rows.flatMap((row) => row.values)),
    },
  };
}

/** Runs the solver once; null where nothing keeps to all rows. */
function runSolver(
  highs: Highs,
  data: Omit<SolverData, 'integrality'> & { readonly integrality?: Int32Array },
  { gap, seconds, nodes }: SolveOptions,
) {
  const { modelStatus } = highs.constants;
  const model = highs.createModel(data);
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: gap,
      mip_abs_gap: 1e-9,
      time_limit: seconds,
      random_seed: 1,
      ...(nodes === undefined ? {} : { mip_max_nodes: nodes }),
    });
    model.run();
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) {
      return null;
    }
    if (model.info.get('primal_solution_status') !== FEASIBLE) {
      throw new Error(`the solver found nothing in ${seconds} seconds: status ${status}`);
    }
    const { colValue, colDual } = model.getSolution();
    return { columns: colValue, duals: colDual, gain: model.getObjectiveValue() };
  } finally {
    model.dispose();
  }
}
