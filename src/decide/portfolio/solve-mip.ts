import type { Highs } from 'highs';
import type { Mip } from './mip.ts';

/** How a problem is solved. */
export interface SolveOptions {
  /** How far below the best the answer may lie, as a share of it. */
  readonly gap: number;
  /** Seconds after which the best found so far is taken. */
  readonly seconds: number;
}

/** What solving gave: numbers by column; or that nothing keeps to all limits. */
export type Solved =
  | { readonly kind: 'solved'; readonly columns: Float64Array }
  | { readonly kind: 'impossible' };

/** What the solver calls a solution that keeps to all rows. */
const FEASIBLE = 2;

let loading: Promise<Highs> | null = null;

/** The solver, loaded once, when it is first needed. */
export function loadSolver(): Promise<Highs> {
  // The package states the types of its older form; what is imported is the function itself.
  type Loader = { readonly default: () => Promise<Highs> };
  loading ??= import('highs').then((module) => (module as unknown as Loader).default());
  return loading;
}

/** Solves a problem. Throws an Error when time ran out before anything was found. */
export function solveMip(highs: Highs, mip: Mip, { gap, seconds }: SolveOptions): Solved {
  const { columns, rows } = mip;
  const starts = new Int32Array(rows.length + 1);
  for (const [index, row] of rows.entries()) {
    starts[index + 1] = (starts[index] ?? 0) + row.columns.length;
  }
  const { variableType, modelStatus, objectiveSense } = highs.constants;
  const bound = (value: number) =>
    value === Infinity ? highs.infinity : value === -Infinity ? -highs.infinity : value;
  const model = highs.createModel({
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
      format: 'csr',
      numCols: columns.length,
      numRows: rows.length,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => row.columns)),
      values: Float64Array.from(rows.flatMap((row) => row.values)),
    },
  });
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: gap,
      mip_abs_gap: 1e-9,
      time_limit: seconds,
      random_seed: 1,
    });
    model.run();
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) {
      return { kind: 'impossible' };
    }
    if (model.info.get('primal_solution_status') !== FEASIBLE) {
      throw new Error(`the solver found nothing in ${seconds} seconds: status ${status}`);
    }
    return { kind: 'solved', columns: model.getSolution().colValue };
  } finally {
    model.dispose();
  }
}
