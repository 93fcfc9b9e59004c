import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { peerFigure } from './peer-figures.ts';
import { type LoadedIndicator, loadIndicator } from './peer-indicator.measure.ts';
import { unitOf } from './peer-standing.ts';
import { ownProjection, ownYears, type PublishedYear } from './peer-trend.ts';

const MOST_PUBLISHED = 8;

/** A published indicator carried on for three years, with the range that its past allows. */
export const peerProjectionMeasure: Measure = defineMeasure({
  name: 'peer-projection',
  title: 'A published indicator, carried on',
  who: thoseWhoSeeFigures,
  parameters: {
    indicator: 'the code of an indicator in the loaded files',
    year: 'one year ahead, such as 2027',
  },
  compute: async (tx, _actor, given) => {
    const loaded = await loadIndicator(tx, given.indicator ?? '');
    const finding = projectionFinding(loaded);
    if (given.year === undefined) return finding;
    const figure = finding.rows[1]?.figures.find(({ id }) => id.endsWith(`year=${given.year}`));
    if (!figure) throw refuse('no-such-year', 'not-found', 'This year is not one of those ahead.');
    return {
      ...finding,
      id: figure.id,
      headline: figure.label,
      columns: [given.year],
      rows: [{ label: loaded.shown.ownName, figures: [figure] }],
      chart: 'none',
    };
  },
});

/** Published values, then the years ahead; without rows where too little is published. */
export function projectionFinding(loaded: LoadedIndicator): Finding {
  const { shown } = loaded;
  const years = ownYears(loaded.periods).slice(-MOST_PUBLISHED);
  const ahead = ownProjection(years);
  const base = {
    id: figureId('peer-projection', { indicator: shown.code }),
    subtitle: `${shown.label}: as published, then carried on for three years with its range`,
    rowHeading: 'Series',
  };
  if (ahead === null) {
    const headline = 'Too few years are published to say what may come';
    return { ...base, headline, columns: [], rows: [], chart: 'none' };
  }
  const periods = loaded.periods.filter((one) => years.some(({ period }) => period === one.period));
  const figures = ahead.map((one) => projected(loaded, years, one));
  const last = figures.at(-1);
  const gap = (label: string): Figure => ({
    id: base.id,
    label,
    value: null,
    unit: unitOf(shown.unitLabel ?? shown.label),
    absent: 'not-available',
    how: { formula: 'There is no value of this series in this year.' },
  });
  return {
    ...base,
    headline: headlineOf(loaded, years, last),
    columns: [...periods.map(({ period }) => period), ...ahead.map(({ year }) => String(year))],
    rows: [
      {
        label: 'As published',
        figures: [
          ...periods.map((values) => peerFigure(shown, values, 'own')),
          ...ahead.map(({ year }) => gap(`As published, ${year}`)),
        ],
      },
      {
        label: 'Carried on',
        figures: [...periods.map(({ period }) => gap(`Carried on, ${period}`)), ...figures],
      },
    ],
    chart: 'lines',
    notes: [
      'Nothing but the past of this one series goes in: no plan, no change of law or people.',
      'The true value should lie in the range in 19 of 20 such cases, if the past goes on.',
    ],
  };
}

function projected(
  loaded: LoadedIndicator,
  years: readonly PublishedYear[],
  one: {
    readonly year: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  },
): Figure {
  const { shown, periods } = loaded;
  const own = periods.filter(({ period }) => years.some((year) => year.period === period));
  return {
    id: figureId('peer-projection', { indicator: shown.code, year: String(one.year) }),
    label: `${shown.label}: ${shown.ownName}, ${one.year}, carried on`,
    unit: unitOf(shown.unitLabel ?? shown.label),
    value: one.value,
    low: one.low,
    high: one.high,
    how: {
      formula:
        'The level of the logarithms of the published values, to which each year brings it six ' +
        'tenths of the way, goes on by the mean change a year, drawn towards none as far as ' +
        'chance explains it; each year keeps 0.85 of the trend before it. The range is that of ' +
        'past misses with Student’s t, for 95 in 100.',
      inputs: own.map((values) => peerFigure(shown, values, 'own')),
      citations: [
        {
          title: 'Forecasting trends in time series',
          publisher: 'Gardner and McKenzie, Management Science 31(10)',
          locator: 'pages 1237 to 1246: a trend that fades',
          date: '1985',
        },
      ],
    },
  };
}

function headlineOf(
  { shown }: LoadedIndicator,
  years: readonly PublishedYear[],
  last: Figure | undefined,
): string {
  const now = years.at(-1)?.value;
  if (last?.low === undefined || last.high === undefined || now === undefined) return shown.label;
  const year = last.id.slice(-4);
  if (now < last.low) return `If the past goes on, ${lowered(shown.label)} is higher in ${year}`;
  if (now > last.high) return `If the past goes on, ${lowered(shown.label)} is lower in ${year}`;
  return `By ${year} it may be higher or lower than now: the past does not tell`;
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
