import type { Column, TableSpec } from './columns.ts';

/** A column of an Annex A list; a day is read as one, the other cells where they are used. */
export interface AnnexColumn extends Column {
  readonly isDay: boolean;
}

/** One of the eleven lists. */
export interface AnnexList extends TableSpec {
  /** `1` to `11`. */
  readonly part: string;
  readonly columns: readonly AnnexColumn[];
  /** The day without which a row says nothing. */
  readonly keyDay: string;
  /** Pairs of days of which the second may not lie before the first. */
  readonly spans: readonly (readonly [string, string])[];
  /** The child may not have been born when this happened: a contact about an unborn child. */
  readonly mayBeUnborn: boolean;
}

type Need = Column['need'];

/** A column whose cells are read where they are used. */
export function column(field: string, need: Need, ...headings: string[]): AnnexColumn {
  return { field, need, headings, isDay: false };
}

/** A column of days. */
export function day(field: string, need: Need, ...headings: string[]): AnnexColumn {
  return { field, need, headings, isDay: true };
}

/** What every list of children says of the child. */
export const CHILD: readonly AnnexColumn[] = [
  column('child', 'must', 'Child Unique ID', 'Child ID', 'Unique ID', 'Person ID'),
  column('sex', 'should', 'Gender'),
  column('ethnicity', 'should', 'Ethnicity', 'Ethnic origin', 'Ethnic group'),
  day('birth', 'should', 'Date of Birth', 'Birth date'),
  column('age', 'may', 'Age of Child (Years)', 'Age'),
];

/** Whether the child is disabled. */
export const DISABILITY = column(
  'disability',
  'should',
  'Does the Child have a Disability',
  'Disability',
  'Disabled',
);

/** Known so that they are not asked about; never read, since they name people who work. */
export const WORKERS: readonly AnnexColumn[] = [
  column('team', 'may', 'Allocated Team', 'Team'),
  column('worker', 'may', 'Allocated Worker', 'Worker'),
];

type Shape = Pick<AnnexList, 'keyDay'> & Partial<Pick<AnnexList, 'spans' | 'mayBeUnborn'>>;

/** A list of Annex A with its columns. */
export function list(
  part: string,
  name: string,
  columns: readonly AnnexColumn[],
  shape: Shape,
): AnnexList {
  const label = `list ${part} of Annex A (${name})`;
  return { part, label, headings: 'loose', columns, spans: [], mayBeUnborn: false, ...shape };
}
