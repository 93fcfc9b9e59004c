import { type Figure, figureId, type Finding } from '../../lib/index.ts';
import { hiddenOf, notesOf, partFigure, rateFigure } from './rate-figures.ts';
import type { MoveTarget, RateRow } from './rate-table.ts';
import type { RateTable } from './read-rate-table.ts';
import { isLookedAfter, STATE_LABELS } from './state-of-level.ts';
import { ageWords, childrenWords, columnWords, happensWords } from './rate-words.ts';

/** Moves that have a column; the parts of being looked after are asked for one by one. */
const SHOWN: readonly MoveTarget[] = [
  'looked-after',
  'child-protection',
  'child-in-need',
  'targeted-early-help',
  'universal',
  'leaving-care',
  'adult',
];

/** Chances by age: a row for each band, a column for each move that was ever seen. */
export function rateFinding(table: RateTable): Finding {
  const { asked, rows } = table;
  const hidden = hiddenOf(table);
  const columns = shownOf(table);
  const standing = asked.source === 'record';
  return {
    id: figureId('move-rate', {
      from: asked.from,
      years: String(asked.years),
      source: asked.source,
    }),
    headline: headlineOf(table),
    subtitle:
      `${STATE_LABELS[asked.from]}: of 100 children of each age, how many come to another level ` +
      `within ${asked.years === 1 ? 'a year' : 'two years'}, with the range of 9 in 10; ` +
      `${standing ? 'by this record' : 'by published totals for England'}`,
    rowHeading: 'Age',
    columns: [
      ...(standing && columns.length > 0 ? ['Children there now'] : []),
      ...columns.map(columnWords),
    ],
    rows: rows.map((row) => ({
      label: ageWords(row.age),
      figures: [
        ...(standing ? [partFigure(table, hidden, { row, value: 'standing' })] : []),
        ...chancesOf(row, columns).map((chance) => rateFigure(table, hidden, { row, chance })),
      ],
    })),
    chart: 'none',
    notes: notesOf(table),
  };
}

function chancesOf(row: RateRow, columns: readonly MoveTarget[]) {
  return columns.flatMap((to) => row.chances.find((one) => one.to === to) ?? []);
}

function shownOf({ rows }: RateTable): MoveTarget[] {
  const [first] = rows;
  return SHOWN.filter((to) => first?.chances.some((one) => one.to === to && one.chance > 0));
}

/** The move that a table's headline is about: into care where that is seen, else out of help. */
function told({ asked, rows }: RateTable): { row: RateRow; to: MoveTarget } | null {
  const [row] = rows;
  if (!row) return null;
  const order: readonly MoveTarget[] = isLookedAfter(asked.from)
    ? ['universal', 'adult']
    : ['looked-after', 'child-protection', 'child-in-need', 'universal', 'adult'];
  const to = order.find((one) =>
    row.chances.some((chance) => chance.to === one && chance.chance > 0),
  );
  return to === undefined ? null : { row, to };
}

/** The figure of the headline; null where nothing is known. */
export function headlineFigure(table: RateTable): Figure | null {
  const about = told(table);
  const chance = about?.row.chances.find(({ to }) => to === about.to);
  if (!about || !chance) return null;
  return rateFigure(table, hiddenOf(table), { row: about.row, chance });
}

/** The finding in a sentence of natural frequencies. */
export function headlineOf(table: RateTable): string {
  const { from, years } = table.asked;
  const about = told(table);
  const figure = headlineFigure(table);
  if (about === null || figure?.value == null) {
    return 'How children move between levels of help is not known yet';
  }
  const within = `within ${years === 1 ? 'a year' : 'two years'}`;
  const [of, count] = outOf(figure.value);
  return `Of ${of} ${childrenWords(from)}, about ${count} ${happensWords(about.to)} ${within}`;
}

/** A percentage as so many out of 100, or out of as many as it takes to count a few. */
function outOf(percent: number): [string, string] {
  for (const base of [100, 1000, 10_000, 100_000]) {
    const count = Math.round((percent / 100) * base);
    if (count >= 3) return [base.toLocaleString('en-GB'), count.toLocaleString('en-GB')];
  }
  return ['100,000', 'fewer than 3'];
}
