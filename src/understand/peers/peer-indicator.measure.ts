import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { type IndicatorValueRow, indicatorValues } from '../../record/index.ts';
import {
  PEER_LABELS,
  peerFigure,
  type PeerRow,
  published,
  type ShownIndicator,
} from './peer-figures.ts';
import {
  byPeriod,
  ENGLAND,
  type PeriodValues,
  type Standing,
  standingOf,
} from './peer-standing.ts';
import { fileNames, peerGround } from './peers.store.ts';

/** One published indicator: here, the statistical neighbours and England, over the years. */
export const peerIndicatorMeasure: Measure = defineMeasure({
  name: 'peer-indicator',
  title: 'A published indicator beside similar councils',
  who: thoseWhoSeeFigures,
  parameters: {
    indicator: 'the code of an indicator in the loaded files',
    period: 'one period as published, such as 2024',
    row: 'own, lower, median, upper, england or the code of a neighbour',
  },
  compute: async (tx, _actor, given) => {
    const loaded = await loadIndicator(tx, given.indicator ?? '');
    if (given.period === undefined) return trendFinding(loaded);
    const values = loaded.periods.find((one) => one.period === given.period);
    if (!values)
      throw refuse('no-such-period', 'not-found', 'Nothing is published of this period.');
    const figure = cellOf(loaded.shown, values, given.row ?? 'own');
    return {
      id: figure.id,
      headline: figure.label,
      subtitle: loaded.shown.label,
      rowHeading: 'Area',
      columns: [given.period],
      rows: [{ label: figure.label, figures: [figure] }],
      chart: 'none',
    };
  },
});

/** An indicator with its values by period, and how the own area stood in the newest. */
export interface LoadedIndicator {
  readonly shown: ShownIndicator;
  readonly periods: readonly PeriodValues[];
  readonly newest: PeriodValues;
  readonly polarity: IndicatorValueRow['polarity'];
  readonly standing: Standing | null;
}

/** Loads one indicator for the own area, its neighbours and England; refuses one not loaded. */
export async function loadIndicator(tx: Tx, code: string): Promise<LoadedIndicator> {
  const loaded = await loadIndicatorIfKnown(tx, code);
  if (loaded !== null) return loaded;
  const sentence = 'No loaded file has this indicator for this area or for England.';
  throw refuse('no-such-indicator', 'not-found', sentence);
}

/** Loads one indicator; null where no loaded file has it for this area or for England. */
export async function loadIndicatorIfKnown(tx: Tx, code: string): Promise<LoadedIndicator | null> {
  const { own, neighbours } = await peerGround(tx);
  const areas = [...own.codes, ...neighbours, ENGLAND];
  const values = await indicatorValues(tx, code, areas);
  const periods = byPeriod(values, own.codes);
  const newest = periods.findLast((one) => one.own !== null) ?? periods.at(-1);
  const [first] = values;
  if (!first || !newest) return null;
  const files = await fileNames(tx, [...new Set(values.map((value) => value.source_id))]);
  const { label, unit_label: unitLabel, polarity } = first;
  return {
    shown: { code, label, unitLabel, ownName: own.name, files },
    periods,
    newest,
    polarity,
    standing: standingOf(newest, polarity),
  };
}

function cellOf(shown: ShownIndicator, values: PeriodValues, row: string): Figure {
  if (row in PEER_LABELS) return peerFigure(shown, values, row as PeerRow);
  const value = values.neighbours.find((one) => (one.area_code ?? one.area_name) === row);
  if (!value) throw refuse('no-such-row', 'not-found', 'This area is not one of the neighbours.');
  return published(shown, values.period, { row, value });
}

const MOST_PERIODS = 8;
const TREND_ROWS = ['own', 'median', 'england', 'lower', 'upper'] as const;

function trendFinding(loaded: LoadedIndicator): Finding {
  const { shown } = loaded;
  const periods = loaded.periods.slice(-MOST_PERIODS);
  const label = (row: PeerRow) =>
    row === 'own'
      ? shown.ownName
      : row === 'england'
        ? 'England'
        : `${PEER_LABELS[row]} of neighbours`;
  return {
    id: figureId('peer-indicator', { indicator: shown.code }),
    headline: headlineOf(loaded),
    subtitle: [shown.label, shown.unitLabel?.toLowerCase(), 'as published']
      .filter(Boolean)
      .join(', '),
    rowHeading: 'Area',
    columns: periods.map((one) => one.period),
    rows: TREND_ROWS.map((row) => ({
      label: label(row),
      figures: periods.map((values) => peerFigure(shown, values, row)),
    })),
    chart: periods.length > 1 ? 'lines' : 'none',
    notes: [
      SIDE[loaded.polarity ?? 'none'],
      'Similar means within the middle half of the statistical neighbours.',
    ],
  };
}

const SIDE = {
  high: 'The publisher says that high is good.',
  low: 'The publisher says that low is good.',
  none: 'The publisher takes no side, so neither is called better.',
} as const;

/** How the own area stands, in one sentence. */
export function headlineOf({ shown, newest, standing }: LoadedIndicator): string {
  const about = `${shown.label}: ${shown.ownName}`;
  const { period } = newest;
  switch (standing) {
    case null:
      return `${shown.label}: nothing to compare ${shown.ownName} with in ${period}`;
    case 'similar':
      return `${about} was similar to its neighbours in ${period}`;
    case 'better':
    case 'worse':
      return `${about} did ${standing} than most of its neighbours in ${period}`;
    default:
      return `${about} was ${standing} than most of its neighbours in ${period}`;
  }
}
