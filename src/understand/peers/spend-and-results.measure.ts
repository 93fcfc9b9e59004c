import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, figureId, type Finding, type FindingRow, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { betterOf, PEER_LABELS, peerFigure, type PeerRow } from './peer-figures.ts';
import { type LoadedIndicator, loadIndicatorIfKnown } from './peer-indicator.measure.ts';
import { ownArea } from './peers.store.ts';
import { SERVICE_AREAS, type ServiceArea } from './service-areas.ts';
import {
  countResults,
  isHighAndVariable,
  type ResultCounts,
  type SpendPlace,
  verdictOf,
} from './spend-and-results.ts';
import {
  areaSpendLabel,
  loadSpending,
  spendFigure,
  type Spending,
  spendLabel,
} from './spend-figures.ts';

const COLUMNS: readonly PeerRow[] = ['own', 'lower', 'median', 'upper', 'england'];
const COUNTS = ['better', 'similar', 'worse'] as const;

/** An area of service with its spending and results as far as they are loaded. */
interface LoadedArea {
  readonly area: ServiceArea;
  readonly spending: readonly Spending[];
  readonly results: readonly LoadedIndicator[];
  readonly place: SpendPlace | null;
  readonly counts: ResultCounts;
}

/** What each area of service costs beside similar councils, and what comes of it. */
export const spendAndResultsMeasure: Measure = defineMeasure({
  name: 'spend-and-results',
  title: 'Spending beside results, by area of service',
  who: thoseWhoSeeFigures,
  parameters: {
    area: `one area: ${SERVICE_AREAS.areas.map(({ code }) => code).join(', ')}; all by default`,
    spend: 'the code of one amount of spending of that area',
    row: 'own, lower, median, upper, england or the code of a neighbour; for all areas: a count',
  },
  compute: async (tx, _actor, given) => {
    if (given.area === undefined) return overview(tx);
    const area = SERVICE_AREAS.areas.find(({ code }) => code === given.area);
    if (!area) throw refuse('no-such-area', 'not-found', 'There is no such area of service.');
    const loaded = await loadArea(tx, area);
    const finding = ofArea(loaded);
    if (given.row === undefined) return finding;
    const figure = cellOf(loaded, given.spend, given.row);
    return {
      ...finding,
      id: figure.id,
      headline: figure.label,
      columns: [figure.label],
      rows: [{ label: area.label, figures: [figure] }],
      chart: 'none',
      notes: [],
    };
  },
});

function cellOf(loaded: LoadedArea, spend: string | undefined, row: string): Figure {
  const count = COUNTS.find((one) => one === row);
  if (spend === undefined && count) return countFigure(loaded, count);
  const spending = loaded.spending.find(({ entry }) => entry.indicator === spend);
  if (!spending) throw refuse('no-such-spending', 'not-found', 'This spending is not loaded.');
  return spendFigure(spending, row);
}

async function loadArea(tx: Tx, area: ServiceArea): Promise<LoadedArea> {
  const spending: Spending[] = [];
  for (const entry of area.spend) {
    const loaded = await loadSpending(tx, area, entry);
    if (loaded) spending.push(loaded);
  }
  const results: LoadedIndicator[] = [];
  for (const code of area.results) {
    const loaded = await loadIndicatorIfKnown(tx, code);
    if (loaded) results.push(loaded);
  }
  const place = spending.find((one) => one.place !== null)?.place ?? null;
  return { area, spending, results, place, counts: countResults(results.map((r) => r.standing)) };
}

async function overview(tx: Tx): Promise<Finding> {
  const own = await ownArea(tx);
  const all: LoadedArea[] = [];
  for (const area of SERVICE_AREAS.areas) all.push(await loadArea(tx, area));
  const known = all.filter(({ spending, results }) => spending.length + results.length > 0);
  return {
    id: figureId('spend-and-results', {}),
    headline: headlineOf(own.name, known),
    subtitle:
      'Spending per child or week beside the middle half of statistical neighbours, and how many ' +
      'results are better, similar or worse; newest published',
    rowHeading: 'Area of service',
    columns: ['Spends here', 'Neighbours\u2019 median', 'Better', 'Similar', 'Worse'],
    rows: known.map(overviewRow),
    chart: 'none',
    notes: [
      ...known.map(({ area, place, counts }) => `${area.label}: ${verdictOf(place, counts)}.`),
      ...all
        .filter(({ spending }) => spending.length === 0)
        .map(({ area }) => `${area.label}: spending is not measured. ${notMeasured(area)}`),
      'Higher spending may be a price, a choice or a need; neither column causes the other.',
    ],
  };
}

function notMeasured(area: ServiceArea): string {
  return area['not-measured'] ?? 'No loaded file holds it.';
}

function overviewRow(loaded: LoadedArea): FindingRow {
  const { area, spending } = loaded;
  const [first] = spending;
  const money = first
    ? [spendFigure(first, 'own'), spendFigure(first, 'median')]
    : ['own', 'median'].map((row) => noSpending(area, row));
  return {
    label: first ? areaSpendLabel(first) : area.label,
    figures: [...money, ...COUNTS.map((count) => countFigure(loaded, count))],
    href: `/peers/spending?area=${area.code}`,
  };
}

function noSpending(area: ServiceArea, row: string): Figure {
  return {
    id: figureId('spend-and-results', { area: area.code }),
    label: `${area.label}: spending, ${row}`,
    value: null,
    unit: 'pence',
    absent: 'not-measured',
    how: { formula: notMeasured(area) },
  };
}

function countFigure({ area, results }: LoadedArea, count: (typeof COUNTS)[number]): Figure {
  const own = results.filter((one) => one.standing === count);
  return {
    id: figureId('spend-and-results', { area: area.code, row: count }),
    label: `${area.label}: results ${COUNT_WORDS[count]}`,
    value: own.length,
    unit: 'number',
    how: {
      formula:
        'Results of this area by how they stand beside the middle half of similar councils, ' +
        'where the publisher says which way is better.',
      inputs: results.map(({ shown, newest }) => peerFigure(shown, newest, 'own')),
      rows: { question: `Results that are loaded, of which these are ${count}`, count: own.length },
    },
  };
}

const COUNT_WORDS = {
  better: 'better than most neighbours\u2019',
  similar: 'similar to neighbours\u2019',
  worse: 'worse than most neighbours\u2019',
} as const;

function ofArea(loaded: LoadedArea): Finding {
  const { area, spending, results, place, counts } = loaded;
  const money = spending.map((one) => ({
    label: spendLabel(one),
    figures: COLUMNS.map((column) => spendFigure(one, column)),
  }));
  const outcomes = results.map(({ shown, newest, polarity }) => ({
    label: `${shown.label}, ${newest.period}`,
    figures: COLUMNS.map((column) => peerFigure(shown, newest, column)),
    href: `/peers/${encodeURIComponent(shown.code)}`,
    ...betterOf(polarity),
  }));
  return {
    id: figureId('spend-and-results', { area: area.code }),
    headline: `${area.label}: this area ${verdictOf(place, counts)}`,
    subtitle: 'Spending first, then results: here, the middle half of neighbours, and England',
    rowHeading: 'Spending and results',
    columns: COLUMNS.map((column) => PEER_LABELS[column]),
    rows: [...money, ...outcomes],
    chart: money.length + outcomes.length === 0 ? 'none' : 'spine',
    notes: [
      ...(spending.length === 0 ? [`Spending is not measured. ${notMeasured(area)}`] : []),
      ...results.flatMap(({ shown, standing }) =>
        standing === null ? [] : [`${shown.label}: ${standing}.`],
      ),
    ],
  };
}

function headlineOf(name: string, known: readonly LoadedArea[]): string {
  const compared = known.filter(({ place }) => place !== null);
  if (compared.length === 0) return `There is no spending to compare ${name} by yet`;
  const high = compared.filter(({ place, counts }) => isHighAndVariable(place, counts));
  const [first] = high;
  if (first && high.length === 1) {
    return `${first.area.label}: ${name} ${verdictOf(first.place, first.counts)}`;
  }
  if (high.length > 1) {
    const areas = `${high.length} of ${compared.length} areas`;
    return `In ${areas} ${name} spends more than most and does worse in some results`;
  }
  const more = compared.filter(({ place }) => place === 'more').length;
  if (more === 0) return `${name} spends no more than most neighbours in any area compared`;
  const areas = `${more} of ${compared.length} areas`;
  return `${name} spends more than most in ${areas}, and does no worse there`;
}
