import type { Figure, Finding } from '../../src/lib/index.ts';

const DEEPEST = 12;

/**
 * What an explanation lacks: a figure says its formula, and its tree ends in rows of the record, in
 * sources, or in a figure that says why it has no value. In sentences; none when all is there.
 */
export function lacksOf(finding: Finding): string[] {
  const rows = [...finding.rows, ...(finding.total ? [finding.total] : [])];
  return rows.flatMap((row) => row.figures.flatMap((figure) => lacks(figure, 0)));
}

function lacks(figure: Figure, depth: number): string[] {
  if (depth > DEEPEST) return [`${figure.id}: its explanation has no end`];
  const { formula, inputs = [], citations = [], rows } = figure.how;
  if (formula.trim() === '') return [`${figure.id}: says no formula`];
  if (figure.value === null) return figure.absent ? [] : [`${figure.id}: has no value, and no why`];
  const isModelled = figure.low !== undefined || figure.high !== undefined;
  if (isModelled && !isRange(figure)) return [`${figure.id}: its range does not hold its value`];
  // What another figure was made from explains itself further under its own address.
  const leads = inputs.length + citations.length > 0 || rows !== undefined || depth > 0;
  if (!leads) return [`${figure.id}: leads to no figure, source or row`];
  return inputs.flatMap((input) => lacks(input, depth + 1));
}

function isRange({ value, low, high }: Figure): boolean {
  if (value === null || low === undefined || high === undefined) return false;
  return low <= value && value <= high;
}

/** Every figure that the figures of a finding were worked out from, however deep. */
export function inputsOf(finding: Finding): Figure[] {
  const deeper = (figure: Figure): Figure[] =>
    (figure.how.inputs ?? []).flatMap((input) => [input, ...deeper(input)]);
  return finding.rows.flatMap((row) => row.figures.flatMap(deeper));
}
