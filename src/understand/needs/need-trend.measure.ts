import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  formatFinancialYear,
  projectYears,
  type ProjectedYear,
  refuse,
  type YearValue,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { needFigure } from './need-figures.ts';
import { NEED_INDICATORS, unitWords } from './need-indicators.ts';
import { oneFinding } from './need.measure.ts';
import type { NeedPlace } from './need-table.ts';
import {
  authorityPlace,
  findNeedPlace,
  type NeedAsked,
  type Needs,
  readAsked,
  readNeeds,
  yearOf,
} from './read-needs.ts';

const NAME = 'need-trend';
const YEARS_AHEAD = 3;
const MOST_YEARS = 10;

/** One indicator of need over the years, here and in the authority, and some years ahead. */
export const needTrendMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Need over the years, and if the trend goes on',
  who: thoseWhoSeeFigures,
  parameters: {
    indicator: `one of ${NEED_INDICATORS.map((one) => one.code).join(', ')}`,
    place: 'a place, by its number or code; the authority when left out',
    year: 'one projected year only, such as 2027-28',
  },
  compute: async (tx, _actor, given) => {
    const needs = await readNeeds(tx);
    const { indicator } = readAsked(needs, { indicator: given.indicator });
    const place = given.place ? findNeedPlace(needs, given.place) : authorityPlace(needs);
    if (given.year === undefined) return trendFinding(needs, { indicator, place });
    const line = lineOf(needs, { indicator, place });
    const ahead = line.ahead.find((one) => yearOf(one.year) === given.year);
    if (ahead === undefined) {
      throw refuse('no-such-year', 'not-found', 'This year is not projected.');
    }
    return oneFinding(projected({ indicator, place }, line, ahead));
  },
});

type Trend = Pick<NeedAsked, 'indicator'> & { readonly place: NeedPlace };

interface Line {
  readonly figures: readonly { readonly year: number; readonly figure: Figure }[];
  readonly ahead: readonly ProjectedYear[];
}

function lineOf(needs: Needs, { indicator, place }: Trend): Line {
  const years = needs.years.filter((year) => needs.isMeasured(indicator, year)).slice(-MOST_YEARS);
  const kind = place.kind;
  const figures = years.map((year) => ({
    year,
    figure: needFigure(needs, { indicator, kind, year }, place, 'rate'),
  }));
  const values = figures.flatMap(({ year, figure }): YearValue[] => {
    if (figure.value === null) return [];
    const counted = figure.how.inputs?.[0]?.value ?? null;
    return [{ year, value: figure.value, counted }];
  });
  return { figures, ahead: projectYears(values, YEARS_AHEAD) ?? [] };
}

/** An indicator over the years as lines, with some years ahead where there are enough. */
export function trendFinding(needs: Needs, trend: Trend): Finding {
  const { indicator, place } = trend;
  const own = lineOf(needs, trend);
  const whole = authorityPlace(needs);
  const isWhole = whole.id === place.id;
  const other = isWhole ? null : lineOf(needs, { indicator, place: whole });
  const hasAhead = own.ahead.length > 0 && (other === null || other.ahead.length > 0);
  const row = (of: NeedPlace, line: Line) => ({
    label: of.name,
    figures: [
      ...line.figures.map((one) => one.figure),
      ...(hasAhead ? line.ahead.map((one) => projected({ indicator, place: of }, line, one)) : []),
    ],
  });
  const last = own.figures.at(-1)?.year;
  return {
    id: figureId(NAME, { indicator: indicator.code, place: isWhole ? undefined : `${place.id}` }),
    headline: headlineOf(trend, own, hasAhead),
    subtitle: `${indicator.label}, ${unitWords(indicator).toLowerCase()}, by financial year`,
    rowHeading: 'Place',
    columns: [
      ...own.figures.map((one) => yearOf(one.year)),
      ...(hasAhead ? own.ahead.map((one) => `${yearOf(one.year)} projected`) : []),
    ],
    rows: own.figures.length === 0 ? [] : [row(place, own), ...(other ? [row(whole, other)] : [])],
    chart: own.figures.length > 1 ? 'lines' : 'none',
    notes: [
      hasAhead && last !== undefined
        ? `After ${formatFinancialYear(yearOf(last))} the lines say what follows if the trend ` +
          `goes on ` +
          'and fades; the band should hold 95 of 100 such years, if nothing else changes.'
        : 'There are too few years to project: it takes three with a number above 0.',
    ],
  };
}

function projected(trend: Trend, line: Line, ahead: ProjectedYear): Figure {
  const { indicator, place } = trend;
  const when = formatFinancialYear(yearOf(ahead.year));
  const inputs = line.figures.map((one) => one.figure).filter((one) => one.value !== null);
  return {
    id: figureId(NAME, {
      indicator: indicator.code,
      place: place.id > 0 ? String(place.id) : undefined,
      year: yearOf(ahead.year),
    }),
    label: `${indicator.label}, ${place.name}, ${when} if the trend goes on`,
    value: ahead.value,
    unit: indicator.unit,
    low: ahead.low,
    high: ahead.high,
    how: {
      formula:
        'The level of the logarithms, to which each year brings it six tenths of the way, goes ' +
        'on by the mean change a year, drawn towards none as far as chance explains it; each ' +
        'year keeps 0.85 of the trend before it. The range is the 95% prediction interval: of ' +
        'past misses with Student’s t, or of chance in the counts, whichever is wider.',
      inputs,
      citations: [
        {
          title: 'Forecasting trends in time series',
          publisher: 'E. S. Gardner and E. McKenzie, Management Science',
          locator: 'volume 31, number 10, pages 1237 to 1246',
          date: '1985',
        },
      ],
    },
  };
}

function headlineOf({ indicator, place }: Trend, line: Line, hasAhead: boolean): string {
  const known = line.figures.filter(({ figure }) => figure.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const about = `${indicator.label} in ${place.name}`;
  if (first === undefined || last === undefined) return `${about}: not measured yet`;
  if (first === last) return `${about}: one year only, so there is no trend`;
  const since = formatFinancialYear(yearOf(first.year));
  const words = `${about} ${moved(first.figure, last.figure)} since ${since}`;
  if (!hasAhead) return words;
  const [next] = line.ahead;
  const isWide = next !== undefined && 2 * next.high > 3 * next.low;
  return isWide ? `${words}; what comes next is very uncertain` : words;
}

/** Whether two rates differ beyond chance: their intervals do not touch. */
function moved(first: Figure, last: Figure): string {
  if ((last.low ?? 0) > (first.high ?? 0)) return 'clearly rose';
  if ((last.high ?? 0) < (first.low ?? 0)) return 'clearly fell';
  return 'did not clearly change';
}
