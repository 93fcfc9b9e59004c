import { only } from '../../govern/index.ts';
import {
  addDays,
  type Figure,
  figureId,
  type Finding,
  formatDay,
  HIDDEN_ROW,
  isSmall,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters } from '../../platform/index.ts';
import {
  COCHRAN,
  marginPoints,
  readScope,
  type Scope,
  sizeForPoints,
  WANTED_MARGINS,
} from './draw-sample.ts';
import { REVIEW_BOOK } from './review-form.ts';
import { onlyCell } from './round-asked.ts';
import { careEntries } from './rounds.store.ts';

/** Those who set a round of reviews up. */
export const thoseWhoSetUpReviews = only('analyst', 'manager');

/** How many cases a review of entries to care needs, before anything is drawn. */
export const avoidableSampleMeasure: Measure = defineMeasure({
  name: 'avoidable-sample',
  title: 'How many cases a review of entries to care needs',
  who: thoseWhoSetUpReviews,
  parameters: {
    from: 'the first day of entry to care, such as 2024-04-01',
    to: 'the day after the last',
    ward: 'the number of a ward; all by default',
    level: 'the level the day before, or universal; all by default',
    size: 'how many cases are thought of',
    row: 'one row',
    column: 'cases or margin',
  },
  compute: async (tx, _actor, given) => {
    const scope = readScope(given);
    if (!scope.ok) {
      const sentence = scope.errors.map((one) => `${one.sentence}.`).join(' ');
      throw refuse('scope-not-understood', 'invalid', sentence);
    }
    const frame = (await careEntries(tx, scope.value, REVIEW_BOOK.leftOut)).length;
    const finding = findingOf(scope.value, given, frame);
    if (given.row === undefined) return finding;
    return onlyCell(finding, idOf(scope.value, given, given.row, given.column ?? 'cases'));
  },
});

function shared({ fromDay, toDay, ward, levelBefore }: Scope, { size }: Parameters) {
  const place = ward === null ? undefined : String(ward);
  return { from: fromDay, to: toDay, ward: place, level: levelBefore, size };
}

function idOf(scope: Scope, given: Parameters, row: string, column: string): string {
  return figureId('avoidable-sample', { ...shared(scope, given), row, column });
}

function findingOf(scope: Scope, given: Parameters, frame: number): Finding {
  const asked = /^\d{1,4}$/.test(given.size ?? '') ? Number(given.size) : 0;
  const id = (row: string, column: string) => idOf(scope, given, row, column);
  const isHidden = isSmall(frame);
  const figure = (of: Omit<Figure, 'how'>, formula: string): Figure =>
    isHidden
      ? { ...of, value: null, absent: 'suppressed', how: { formula: HIDDEN_ROW } }
      : {
          ...of,
          how: {
            formula,
            citations: [COCHRAN],
            rows: { question: 'Children who came into care in this span.', count: frame },
          },
        };
  const plans = [
    ...(asked > 0 && asked <= frame ? [{ row: 'asked', label: 'As asked', cases: asked }] : []),
    ...WANTED_MARGINS.map((points) => ({
      row: `within-${points}`,
      label: `Within ${points} percentage points`,
      cases: sizeForPoints(points, frame),
    })),
    { row: 'all', label: 'Everyone', cases: frame },
  ];
  const last = formatDay(addDays(scope.toDay, -1));
  return {
    id: figureId('avoidable-sample', shared(scope, given)),
    headline: headlineOf(frame, asked),
    subtitle: `Children who came into care from ${formatDay(scope.fromDay)} to ${last}`,
    rowHeading: 'Sample',
    columns: ['Cases to review', 'Estimate give or take'],
    rows:
      frame === 0
        ? []
        : plans.map(({ row, label, cases }) => ({
            label,
            figures: [
              figure(
                {
                  id: id(row, 'cases'),
                  label: `${label}: cases to review`,
                  value: cases,
                  unit: 'children',
                },
                'The smallest sample of these entries whose 95% interval is that narrow for a ' +
                  'share of one half, corrected for a small population (Cochran, 1977).',
              ),
              figure(
                {
                  id: id(row, 'margin'),
                  label: `${label}: precision`,
                  value: marginPoints(Math.max(1, cases), Math.max(1, frame)),
                  unit: 'percentage-points',
                },
                'Half the width of the 95% interval of a share of one half from so many cases, ' +
                  'corrected for the share of entries that is read (Cochran, 1977).',
              ),
            ],
          })),
    chart: 'none',
    notes: ['Each case takes two reviewers. A share far from one half comes out more precise.'],
  };
}

function headlineOf(frame: number, asked: number): string {
  if (frame === 0) return 'No child came into care in this span';
  if (isSmall(frame)) return 'Fewer than 5 children came into care in this span';
  if (asked < 1) return `${frame} children came into care in this span`;
  if (asked > frame) return `Only ${frame} children came into care in this span: ask for fewer`;
  const points = marginPoints(asked, frame).toFixed(0);
  return (
    `With ${asked} of ${frame} cases the estimate will be within ` +
    `about ${points} percentage points`
  );
}
