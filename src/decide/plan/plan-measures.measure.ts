import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatDay,
  refuse,
} from '../../lib/index.ts';
import { type Actor, defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { currentFigures, loadFrameworkBook } from '../../understand/index.ts';
import { loadPlan, type PlanState, readVersion } from './load-plan.ts';
import { noPlan } from './no-plan.ts';
import type { PlanMeasure } from './plan.ts';
import { baselineFigure, type Progress, progressOf } from './plan-progress.ts';

const COLUMNS = ['baseline', 'now', 'target'] as const;
type Column = (typeof COLUMNS)[number];

const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  baseline: 'When the plan was written',
  now: 'Now',
  target: 'Target',
};

/** Where the measures of the plan stood, where they stand now, and where they should be. */
export const planMeasuresMeasure: Measure = defineMeasure({
  name: 'plan-measures',
  title: 'Measures of the shared plan',
  who: thoseWhoSeeFigures,
  parameters: {
    version: 'the number of a version; the agreed one by default, else the newest',
    row: 'the key of a measure, such as m1',
    column: COLUMNS.join(', '),
  },
  compute: async (tx, actor, given) => {
    const state = await loadPlan(tx, readVersion(given.version));
    const version = given.version;
    if (!state) return noPlan('plan-measures', { version });
    const measured = await measuredNow(tx, actor, state);
    const finding = findingOf(version, state, measured);
    return given.row === undefined ? finding : cellOf(given, finding, measured);
  },
});

/** A measure of the plan with what its indicator says now, and how it has moved. */
export interface MeasuredNow {
  readonly measure: PlanMeasure;
  readonly source: Figure | null;
  readonly progress: Progress;
}

/** What each measure of a version says now. */
export async function measuredNow(
  tx: Tx,
  actor: Actor,
  { plan }: Pick<PlanState, 'plan'>,
): Promise<readonly MeasuredNow[]> {
  const { measures } = plan.content;
  const codes = measures.map(({ indicator }) => indicator);
  const { indicators } = await loadFrameworkBook(tx);
  const asked = indicators.filter(({ code }) => codes.includes(code));
  const figures = await currentFigures(tx, actor, asked);
  return measures.map((measure) => {
    const source = figures.get(measure.indicator) ?? null;
    return { measure, source, progress: progressOf(measure, source) };
  });
}

/** The three figures of a measure: baseline, now and target, each under its own address. */
export function measureFigures(
  version: string | undefined,
  { measure, source }: MeasuredNow,
): readonly Figure[] {
  const { key, label, unit, baseline, target, targetDay } = measure;
  const base = (column: Column) => ({
    id: figureId('plan-measures', { version, row: key, column }),
    label: `${label}: ${COLUMN_LABELS[column].toLowerCase()}`,
  });
  const absent = (column: Column, formula: string): Figure => ({
    ...base(column),
    value: null,
    unit,
    absent: 'not-measured',
    how: { formula },
  });
  const now = base('now');
  return [
    baseline === null
      ? absent('baseline', 'Nothing measured it when the plan was written.')
      : baselineFigure({ ...base('baseline'), baseline }),
    source === null
      ? absent('now', 'Nothing measures it here yet.')
      : {
          ...source,
          ...now,
          how: { formula: 'The newest value that is known here.', inputs: [source] },
        },
    {
      ...base('target'),
      value: target,
      unit,
      how: {
        formula: `What the partnership set itself, to be reached by ${formatDay(targetDay)}.`,
      },
    },
  ];
}

function findingOf(
  version: string | undefined,
  state: PlanState,
  measured: readonly MeasuredNow[],
): Finding {
  const rows = measured.map(
    (one): FindingRow => ({
      label: one.measure.label,
      figures: measureFigures(version, one),
      href: `/frameworks/indicators/${one.measure.indicator}`,
    }),
  );
  return {
    id: figureId('plan-measures', { version }),
    headline: measuresHeadline(measured),
    subtitle: `Measures of version ${state.plan.version} of the shared plan`,
    rowHeading: 'Measure',
    columns: COLUMNS.map((column) => COLUMN_LABELS[column]),
    rows,
    chart: 'none',
    notes: [
      'Better or worse only where the ranges of then and now do not meet; else no clear change.',
      'That something got better does not show that the plan did it.',
    ],
  };
}

/** How many measures are better or worse than when the plan was written, in one sentence. */
export function measuresHeadline(measured: readonly MeasuredNow[]): string {
  if (measured.length === 0) return 'The plan has no measure yet';
  const count = (asked: Progress) => measured.filter(({ progress }) => progress === asked).length;
  const [better, worse] = [count('better'), count('worse')];
  const of = `Of ${measured.length} measures, ${better} ${better === 1 ? 'is' : 'are'} better`;
  return `${of} and ${worse} ${worse === 1 ? 'is' : 'are'} worse than when the plan was written`;
}

function cellOf(
  given: {
    readonly version?: string | undefined;
    readonly row?: string | undefined;
    readonly column?: string | undefined;
  },
  finding: Finding,
  measured: readonly MeasuredNow[],
): Finding {
  const line = finding.rows[measured.findIndex(({ measure }) => measure.key === given.row)];
  const index = COLUMNS.findIndex((column) => column === (given.column ?? 'now'));
  const figure = line?.figures[index];
  if (!line || !figure) throw refuse('no-such-row', 'not-found', 'There is no such row here.');
  return {
    ...finding,
    id: figure.id,
    columns: [finding.columns[index] ?? ''],
    rows: [{ label: line.label, figures: [figure] }],
  };
}
