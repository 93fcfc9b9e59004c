import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  HIDDEN_ROW,
  type How,
  hideSmall,
  isSmall,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { readChoice } from '../cost/cost-asked.ts';
import { ageMixGap, COCHRAN, marginPoints, type Stratum } from './draw-sample.ts';
import { type Progress, progressOf } from './outcome.store.ts';
import { AGE_BANDS, ageBandWords } from './review-form.ts';
import { onlyCell, roundAsked } from './round-asked.ts';
import { type RoundRow, strataOf } from './rounds.store.ts';

/** How far a round is, how precise it will be, and whether its sample has the ages of all. */
export const avoidableProgressMeasure: Measure = defineMeasure({
  name: 'avoidable-progress',
  title: 'Progress of a round of reviews, and its sample',
  who: thoseWhoSeeFigures,
  parameters: {
    round: 'the number of a round of reviews; the newest by default',
    by: 'step or age; step by default',
    row: 'one row',
    column: 'one column of that row',
  },
  compute: async (tx, _actor, given) => {
    const round = await roundAsked(tx, given);
    const by = readChoice(given.by ?? 'step', ['step', 'age'] as const, 'by');
    const strata = (await strataOf(tx, round.id)).sort(
      (a, b) => AGE_BANDS.indexOf(a.ageBand) - AGE_BANDS.indexOf(b.ageBand),
    );
    const finding =
      by === 'age'
        ? ageFinding(round, strata)
        : stepFinding(round, await progressOf(tx, round.id), strata);
    if (given.row === undefined) return finding;
    return onlyCell(finding, idOf(round, by, given.row, given.column ?? 'value'));
  },
});

function idOf(round: Pick<RoundRow, 'id'>, by: string, row: string, column: string): string {
  return figureId('avoidable-progress', { round: String(round.id), by, row, column });
}

/** What a value leads to: the cases that it counts, or for a precision its source. */
function behind(
  round: RoundRow,
  of: { readonly value: number | null; readonly unit: string; readonly formula: string },
): Partial<How> {
  const href = `/avoidable/${round.id}`;
  const isPoints = of.unit === 'percentage-points';
  const count = isPoints ? round.sample_size : (of.value ?? 0);
  return {
    rows: { question: isPoints ? 'Cases in the sample.' : of.formula, count, href },
    ...(isPoints ? { citations: [COCHRAN] } : {}),
  };
}

function stepFinding(round: RoundRow, progress: Progress, strata: readonly Stratum[]): Finding {
  const line = (
    row: string,
    label: string,
    of: Pick<Figure, 'value' | 'unit'> & { readonly formula: string },
  ): FindingRow => ({
    label,
    figures: [
      {
        id: idOf(round, 'step', row, 'value'),
        label,
        value: of.value,
        unit: of.unit,
        how: { formula: of.formula, ...behind(round, of) },
      },
    ],
  });
  const count = (value: number, formula: string) => ({ value, unit: 'number' as const, formula });
  return {
    id: figureId('avoidable-progress', { round: String(round.id), by: 'step' }),
    headline: `${progress.decided} of ${progress.cases} cases are decided`,
    subtitle: `How far the round \u201c${round.name}\u201d is`,
    rowHeading: 'Step',
    columns: ['Value'],
    rows: [
      line('frame', 'Children who came into care in the scope', {
        value: round.frame_size,
        unit: 'children',
        formula: 'Counted and frozen when the round was started, restricted records included.',
      }),
      line('cases', 'Cases in the sample', count(progress.cases, 'Drawn by the seed.')),
      line(
        'assigned',
        'Cases with two reviewers',
        count(progress.assigned, 'Cases that two people review or have reviewed.'),
      ),
      line(
        'submitted',
        'Reviews sent, of two for each case',
        count(progress.submitted, 'Reviews that were sent; drafts are not counted.'),
      ),
      line(
        'disputed',
        'Cases that wait for a third person',
        count(progress.disputed, 'Both reviews are sent, and they are on different sides.'),
      ),
      line(
        'decided',
        'Cases decided',
        count(progress.decided, 'By agreement of both reviewers, or by a third person.'),
      ),
      line('margin', 'Precision when all are decided, give or take', {
        value: marginPoints(round.sample_size, round.frame_size),
        unit: 'percentage-points',
        formula:
          'Half the width of the 95% interval of a share of one half from such a sample, ' +
          'corrected for the share of entries that is read (Cochran, Sampling Techniques, 1977).',
      }),
      line('age-mix', 'Largest gap between the ages of the sample and of all entries', {
        value: ageMixGap(strata),
        unit: 'percentage-points',
        formula:
          'The largest difference of any band of age between its share of the sample and of all ' +
          'entries; the estimate weighs bands as they are among all entries in any case.',
      }),
    ],
    chart: 'none',
  };
}

const AGE_COLUMNS = ['frame', 'sample', 'frame-share', 'sample-share'] as const;

function ageFinding(round: RoundRow, strata: readonly Stratum[]): Finding {
  const hidden = hideSmall(strata.map(({ frameSize }) => frameSize));
  const few = hideSmall(strata.map(({ sampleSize }) => sampleSize));
  const frame = strata.reduce((sum, one) => sum + one.frameSize, 0);
  const sample = strata.reduce((sum, one) => sum + one.sampleSize, 0);
  const rows = strata.map((one, index): FindingRow => {
    const label = ageBandWords(one.ageBand);
    const values = {
      frame: one.frameSize,
      sample: one.sampleSize,
      'frame-share': (100 * one.frameSize) / frame,
      'sample-share': (100 * one.sampleSize) / sample,
    };
    return {
      label,
      figures: AGE_COLUMNS.map((column): Figure => {
        const id = idOf(round, 'age', one.ageBand, column);
        const isShare = column.endsWith('share');
        const unit = isShare ? 'percent' : 'children';
        const isHidden = hidden[index] === true || (column.startsWith('sample') && few[index]);
        const base = { id, label: `${label}: ${AGE_LABELS[column].toLowerCase()}`, unit } as const;
        return isHidden
          ? { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } }
          : {
              ...base,
              value: values[column],
              how: {
                formula: AGE_FORMULAS[column],
                rows: {
                  question: AGE_FORMULAS[column],
                  count: column.startsWith('sample') ? one.sampleSize : one.frameSize,
                },
              },
            };
      }),
    };
  });
  const gap = ageMixGap(strata);
  const isTold = !strata.some(({ frameSize }) => isSmall(frameSize));
  return {
    id: figureId('avoidable-progress', { round: String(round.id), by: 'age' }),
    headline:
      gap < 5
        ? 'The sample has the ages of all entries to care'
        : 'The ages of the sample differ from those of all entries; the estimate makes up for it',
    subtitle: `Age at entry in the sample and among all entries of \u201c${round.name}\u201d`,
    rowHeading: 'Age at entry',
    columns: AGE_COLUMNS.map((column) => AGE_LABELS[column]),
    rows,
    chart: 'none',
    ...(isTold ? {} : { notes: ['Bands with few children are hidden; they are in the sample.'] }),
  };
}

const AGE_LABELS: Readonly<Record<(typeof AGE_COLUMNS)[number], string>> = {
  frame: 'All entries',
  sample: 'In the sample',
  'frame-share': 'Share of all entries',
  'sample-share': 'Share of the sample',
};

const AGE_FORMULAS: Readonly<Record<(typeof AGE_COLUMNS)[number], string>> = {
  frame: 'Children of this age who came into care in the scope.',
  sample: 'Of those, drawn for review in proportion to their number.',
  'frame-share': 'Children of this age among all who came into care in the scope.',
  'sample-share': 'Children of this age among those drawn.',
};
