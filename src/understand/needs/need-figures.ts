import {
  type Figure,
  figureId,
  formatFinancialYear,
  type Interval,
  countedHow,
} from '../../lib/index.ts';
import { countInterval, wilsonInterval } from '../../lib/index.ts';
import { type NeedIndicator, scaleOf, unitWords, whatToLoad } from './need-indicators.ts';
import type { NeedCell, NeedPlace, Standings } from './need-table.ts';
import { type NeedAsked, type Needs, yearOf } from './read-needs.ts';

/** What a place is asked for: the rate, the count, what it is out of, or the shrunken estimate. */
export const NEED_VALUES = ['rate', 'count', 'of', 'estimate'] as const;
/** One of the figures of a place. */
export type NeedValue = (typeof NEED_VALUES)[number];

/** The address of one figure of need. */
export function needId(asked: NeedAsked, place?: NeedPlace, value?: NeedValue): string {
  return figureId('need', {
    indicator: asked.indicator.code,
    by: asked.kind,
    year: asked.year === null ? undefined : yearOf(asked.year),
    row: place === undefined ? undefined : String(place.id),
    value,
  });
}

/** The year of what is asked, in words. */
export function inYear(asked: NeedAsked): string {
  return asked.year === null ? 'no year yet' : formatFinancialYear(yearOf(asked.year));
}

/** The figure of one place: absent with its reason where it is hidden or nothing measures it. */
export function needFigure(
  needs: Needs,
  asked: NeedAsked,
  place: NeedPlace,
  value: Exclude<NeedValue, 'estimate'>,
): Figure {
  const { indicator, year } = asked;
  const base = {
    id: needId(asked, place, value),
    label: `${labelOf(indicator, value)}, ${place.name}, ${inYear(asked)}`,
    unit: unitOf(indicator, value),
  };
  const isPeople = value === 'of' && indicator.of === 'children';
  if (isPeople) return { ...base, ...peopleOf(place, needs) };
  if (year === null || !needs.isMeasured(indicator, year)) {
    const formula = `No loaded file states it for this year. Load ${whatToLoad(indicator)}.`;
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const cell = needs.cell(indicator, year, place);
  if (value === 'of') return ofFigure(base, cell);
  if (place.kind === 'school-cluster' && place.wards.length === 0) {
    const formula =
      'No loaded file says which wards belong to the cluster (column school_cluster_code of the ' +
      'places file).';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  if (cell.isHidden) return { ...base, value: null, absent: 'suppressed', how: HIDDEN };
  if (value === 'count') {
    const moved = movedNote(asked, place);
    const formula = `${upper(indicator.counted)}, counted from the loaded returns.${moved}`;
    return { ...base, value: cell.count, how: countedHow(formula, 'Counted', cell.count ?? 0) };
  }
  return rateFigure(needs, asked, { cell, base });
}

type Base = Pick<Figure, 'id' | 'label' | 'unit'>;

const HIDDEN = {
  formula:
    'Fewer than 5, or needed to keep such a number from being worked out: hidden to protect ' +
    'people.',
};

function ofFigure(base: Base, cell: NeedCell): Figure {
  if (cell.isHidden) return { ...base, value: null, absent: 'suppressed', how: HIDDEN };
  const formula = 'Referrals in the year, counted from the loaded returns.';
  return { ...base, value: cell.of, how: countedHow(formula, 'Referrals', cell.of ?? 0) };
}

/** Children who live in a place, with the file that says so. */
export function peopleOf(place: NeedPlace, needs: Needs): Pick<Figure, 'value' | 'absent' | 'how'> {
  const row = needs.places.find((one) => one.id === place.id)?.row;
  if (place.children === null) {
    const formula = 'No loaded file says how many children live there.';
    return { value: null, absent: 'not-available', how: { formula } };
  }
  const formula =
    row?.population_edition == null
      ? 'People under 18 as the file of places states them.'
      : `People under 18 of its census areas added up, estimate of ${row.population_edition}.`;
  return {
    value: place.children,
    how: {
      ...countedHow(formula, 'Children who live there', place.children),
      ...(row ? { notes: [`Stated in ${row.source_name}.`] } : {}),
    },
  };
}

function rateFigure(
  needs: Needs,
  asked: NeedAsked,
  { cell, base }: { readonly cell: NeedCell; readonly base: Base },
): Figure {
  const interval = crudeInterval(asked.indicator, cell);
  if (interval === null) {
    const formula =
      asked.indicator.of === 'referrals'
        ? 'There was no referral in the year, so there is no share of them.'
        : 'No loaded file says how many children live there, so there is no rate.';
    return { ...base, value: null, absent: 'not-available', how: { formula } };
  }
  const scale = scaleOf(asked.indicator);
  const people = asked.indicator.of === 'referrals' ? 'referrals' : 'children who live there';
  const method = asked.indicator.of === 'referrals' ? "Wilson's score" : "Byar's";
  const [count, of] = (['count', 'of'] as const).map((one) =>
    needFigure(needs, asked, cell.place, one),
  );
  return {
    ...base,
    value: interval.value,
    low: interval.low,
    high: interval.high,
    how: {
      formula:
        `What was counted, divided by ${people}, times ${scale.toLocaleString('en-GB')}. ` +
        `The range is the 95% interval by ${method} method: ` +
        'what chance alone could make of the same need.',
      inputs: [count, of].filter((one) => one !== undefined),
    },
  };
}

/** The crude rate with its 95% interval, in the indicator's unit; null where there is none. */
export function crudeInterval(indicator: NeedIndicator, cell: NeedCell): Interval | null {
  const { count, of } = cell;
  if (count === null || of === null || of <= 0) return null;
  const scale = scaleOf(indicator);
  const interval =
    indicator.of === 'referrals'
      ? wilsonInterval(Math.min(count, of), of)
      : scaled(countInterval(count), 1 / of);
  return interval === null ? null : scaled(interval, scale);
}

function scaled({ value, low, high }: Interval, by: number): Interval {
  return { value: value * by, low: low * by, high: high * by };
}

/** The shrunken estimate of a place, with its range. */
export function estimateFigure(
  needs: Needs,
  asked: NeedAsked,
  { place, standings }: { readonly place: NeedPlace; readonly standings: Standings },
): Figure {
  const base = {
    id: needId(asked, place, 'estimate'),
    label: `${asked.indicator.label}, estimate, ${place.name}, ${inYear(asked)}`,
    unit: asked.indicator.unit,
  };
  const rate = needFigure(needs, asked, place, 'rate');
  const own = standings.places.find((one) => one.cell.place.id === place.id);
  if (rate.value === null || own?.estimate == null) {
    const absent = rate.absent ?? 'not-available';
    const formula =
      rate.value === null ? rate.how.formula : 'Fewer than three places cannot be compared.';
    return { ...base, value: null, absent, how: { formula } };
  }
  const { value, low, high } = scaled(own.estimate, scaleOf(asked.indicator));
  return {
    ...base,
    value,
    low,
    high,
    how: {
      formula:
        'The rate of the place, drawn towards the rate of all places of its kind: the more, the ' +
        'fewer people it is counted out of. How far places truly differ is what is left of their ' +
        'differences after chance is taken off. The range is its 95% interval; a place stands ' +
        'out only where the whole range lies above or below the rate of all.',
      inputs: [rate],
      citations: [MARSHALL],
    },
  };
}

const MARSHALL = {
  title: 'Mapping disease and mortality rates using empirical Bayes estimators',
  publisher: 'R. J. Marshall, Applied Statistics',
  locator: 'volume 40, number 2, pages 283 to 294',
  date: '1991',
};

function unitOf(indicator: NeedIndicator, value: NeedValue): Figure['unit'] {
  if (value === 'rate' || value === 'estimate') return indicator.unit;
  if (value === 'of') return indicator.of;
  const { source } = indicator;
  if ('level' in source || source.what === 'special-needs-plan') return 'children';
  if (source.what.startsWith('referral')) return 'referrals';
  return source.what.endsWith('assessment') ? 'assessments' : 'number';
}

function labelOf(indicator: NeedIndicator, value: NeedValue): string {
  if (value === 'of') return indicator.of === 'referrals' ? 'Referrals' : 'Children living there';
  if (value === 'count') return `${indicator.label}, number`;
  return `${indicator.label}, ${unitWords(indicator).toLowerCase()}`;
}

function movedNote(asked: NeedAsked, place: NeedPlace): string {
  const isSum = place.kind === 'locality' || place.kind === 'school-cluster';
  if (!isSum || !('level' in asked.indicator.source)) return '';
  return ' The wards added up: a child who moved between them counts in each.';
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
