import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  formatFinancialYear,
  formatPence,
  type Interval,
  pence,
  refuse,
  roundHalfAway,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { LEVEL_LABELS } from '../../record/index.ts';
import { priceBase } from '../unit-costs/unit-cost-figures.ts';
import { readChoice } from './cost-asked.ts';
import { AGENCY_LABELS } from './cost-groups.ts';
import { COMPARISON_WORDS, LATER_LEVELS, sumMoved, verdictOf } from './of-a-cut.ts';
import {
  agencyFigure,
  CUT_COLUMN_LABELS,
  CUT_COLUMNS,
  levelFigure,
  takenOutFigure,
  totalFigure,
} from './of-a-cut-figures.ts';
import { type Cut, type CutAsked, loadCut, movedByAgency, readCutAsked } from './of-a-cut-read.ts';

/** What a cut or delay of early help moves to later levels of help, and to which agency. */
export const costOfACutMeasure: Measure = defineMeasure({
  name: 'cost-of-a-cut',
  title: 'What a cut or delay of early help moves to later help',
  who: thoseWhoSeeFigures,
  parameters: {
    compared: 'not-helped (a cut), unfinished (cut short) or waiting (a delay); a cut by default',
    children: 'how many children\u2019s early help changes; 100 by default',
    year: 'the last financial year whose children were followed; the newest by default',
    years: 'how many years up to it are taken together, 1 to 5; 3 by default',
    by: 'level or agency; level by default',
    row: 'one level or agency, total, or taken-out: what the help costs',
    column: `one column of a level: ${CUT_COLUMNS.join(', ')}`,
  },
  compute: async (tx, _actor, given) => {
    const cut = await loadCut(tx, await readCutAsked(tx, given));
    const by = readChoice(given.by ?? 'level', ['level', 'agency'] as const, 'by');
    const finding = by === 'level' ? byLevel(cut) : byAgency(cut);
    if (given.row === undefined) return finding;
    const figure = cellOf(cut, by, given.row, given.column);
    return {
      ...finding,
      id: figure.id,
      headline: figure.label,
      columns: [figure.label],
      rows: [{ label: figure.label, figures: [figure] }],
      chart: 'none',
    };
  },
});

function cellOf(cut: Cut, by: 'level' | 'agency', row: string, column: string | undefined): Figure {
  if (row === 'total') return totalFigure(cut);
  if (row === 'taken-out') return takenOutFigure(cut);
  if (by === 'agency') {
    const kind = [...movedByAgency(cut).keys()].find((one) => one === row);
    if (kind) return agencyFigure(cut, kind);
  } else {
    const level = LATER_LEVELS.find((one) => one === row);
    if (level) return levelFigure(cut, level, readChoice(column ?? 'cost', CUT_COLUMNS, 'column'));
  }
  throw refuse('no-such-row', 'not-found', `There is no row "${row}" here.`);
}

function byLevel(cut: Cut): Finding {
  return {
    ...shared(cut, 'level'),
    rowHeading: 'Level of help reached within a year',
    columns: CUT_COLUMNS.map((column) => CUT_COLUMN_LABELS[column]),
    rows: isEmpty(cut)
      ? []
      : LATER_LEVELS.map((level) => ({
          label: LEVEL_LABELS[level],
          figures: CUT_COLUMNS.map((column) => levelFigure(cut, level, column)),
        })),
    chart: 'none',
  };
}

function byAgency(cut: Cut): Finding {
  const agencies = isEmpty(cut) ? [] : [...movedByAgency(cut).keys()];
  const rows = agencies.map((kind) => ({
    label: AGENCY_LABELS[kind],
    figures: [agencyFigure(cut, kind)],
  }));
  return {
    ...shared(cut, 'agency'),
    ...(rows.length === 0 ? {} : { headline: agencyHeadline(cut) }),
    rowHeading: 'Agency',
    columns: ['What would move to it'],
    rows,
    ...(rows.length === 0 ? {} : { total: { label: 'All agencies', figures: [totalFigure(cut)] } }),
    chart: rows.length === 0 ? 'none' : 'bars',
  };
}

function isEmpty({ moved }: Cut): boolean {
  return [...moved.values()].every((one) => one === null);
}

function shared(cut: Cut, by: 'level' | 'agency') {
  const { asked } = cut;
  const words = COMPARISON_WORDS[asked.compared];
  const hidden = LATER_LEVELS.filter((level) => cut.moved.get(level) === null);
  return {
    id: figureId('cost-of-a-cut', {
      ...asked,
      children: String(asked.children),
      years: String(asked.years),
      by,
    }),
    headline: headlineOf(cut),
    subtitle:
      `${by === 'agency' ? 'By who pays: children' : 'Children'} who ` +
      `${asked.compared === 'unfinished' ? 'ended early help' : 'asked for early help'} in ` +
      `${spanWords(asked)}, followed for a year, for ${asked.children} children; ` +
      `cost in ${priceBase()}`,
    notes: [
      'This is what was seen, not what was tested: the two groups may differ by more than the ' +
        'help.',
      words.caution,
      'Whoever was at a higher level already on the first day is left out.',
      'Where the range goes below nothing, what was seen does not show that anything moves.',
      ...(hidden.length > 0 && !isEmpty(cut)
        ? [
            `Left out, since fewer than 5 children of a group reached it: ${hidden
              .map((level) => LEVEL_LABELS[level].toLowerCase())
              .join(', ')}.`,
          ]
        : []),
    ],
  };
}

/** The finding in a sentence: what would move, or that it is not clear. */
export function headlineOf(cut: Cut): string {
  const { asked } = cut;
  const { subject } = COMPARISON_WORDS[asked.compared];
  if (isEmpty(cut)) {
    return `Too few families were followed in ${spanWords(asked)} to say what a change would move`;
  }
  const total = sumMoved([...cut.moved.values()].flatMap((one) => one?.cost ?? []));
  const verdict = verdictOf(total);
  const whom = asked.children === 1 ? 'one child' : `${asked.children} children`;
  if (verdict === 'not-clear') {
    return `What was seen here does not show clearly what ${lowered(subject)} would move`;
  }
  const way = verdict === 'more' ? 'cost later services' : 'cost later services less by';
  return `${subject} for ${whom} would ${way} about ${about(total)} within a year`;
}

/** The years that are taken together, in words. */
function spanWords({ year, years }: CutAsked): string {
  if (years === 1) return formatFinancialYear(year);
  return `the ${years} years up to ${formatFinancialYear(year)}`;
}

/** Who would pay most of what moves, or that it is told by agency where nothing clearly moves. */
function agencyHeadline(cut: Cut): string {
  const parts = [...movedByAgency(cut)];
  const total = sumMoved(parts.map(([, one]) => one));
  const [first] = parts.toSorted(([, a], [, b]) => b.value - a.value);
  if (first === undefined || verdictOf(total) !== 'more') return 'What was seen, agency by agency';
  return `${AGENCY_LABELS[first[0]]} would bear the largest part of it`;
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function about({ value }: Interval): string {
  const size = Math.abs(value);
  const twoFigures = size === 0 ? 0 : Number(size.toPrecision(2));
  return formatPence(pence(roundHalfAway(twoFigures)));
}
