/** A row of a linear problem: `least <= sum of values x columns <= most`. */
interface Row {
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** A column: its part of what is maximised, its bounds, and whether it is whole. */
export interface Column {
  readonly gain: number;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

/** A linear problem with whole numbers, to be maximised. */
export interface Mip {
  readonly columns: Column[];
  readonly rows: Row[];
}

/** A problem without columns or rows. */
export function emptyMip(): Mip {
  return { columns: [], rows: [] };
}

/** Adds a column; gives its place. */
export function addColumn(mip: Mip, column: Column): number {
  return mip.columns.push(column) - 1;
}

/** Adds a yes or no with what it gains; gives its place. */
export function addChoice(mip: Mip, gain: number): number {
  return addColumn(mip, { gain, least: 0, most: 1, isWhole: true });
}

/** Terms of a row: column and factor. Terms of 0 are left out. */
export type Terms = readonly (readonly [column: number, value: number])[];

/** Adds a row with bounds (infinite where left out). */
export function addRow(
  mip: Mip,
  terms: Terms,
  { least = -Infinity, most = Infinity }: { readonly least?: number; readonly most?: number },
): void {
  const kept = terms.filter(([, value]) => value !== 0);
  mip.rows.push({
    columns: kept.map(([column]) => column),
    values: kept.map(([, value]) => value),
    least,
    most,
  });
}
