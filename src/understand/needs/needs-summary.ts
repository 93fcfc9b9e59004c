import type { Difference } from '../../lib/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';
import { needFigure } from './need-figures.ts';
import { NEED_INDICATORS, type NeedIndicator, whatToLoad } from './need-indicators.ts';
import { livingFigure } from './need-living.measure.ts';
import { ranked } from './need-table.ts';
import { listed, type Sentence } from './need-words.ts';
import { standingsFor } from './need.measure.ts';
import { authorityPlace, type NeedAsked, type Needs, yearOf } from './read-needs.ts';

/** A place that stands clear of the rest in an indicator. */
export interface Hotspot {
  readonly indicator: NeedIndicator;
  readonly placeId: number;
  readonly name: string;
  /** How many times the common rate the estimate is. */
  readonly times: number;
}

/** Where more is given there need not be more need. */
const HELP_GIVEN: ReadonlySet<string> = new Set(['early-help', 'early-help-assessments']);

/** Wards that stand clearly above the rest in one year, the strongest first. */
export function hotspotsOf(needs: Needs, year: number | null): Hotspot[] {
  return NEED_INDICATORS.filter((one) => !HELP_GIVEN.has(one.code))
    .flatMap((indicator) => {
      const { prior, places } = standingsFor(needs, { indicator, kind: 'ward', year });
      return places.flatMap(({ cell, difference, estimate }) =>
        difference === 'higher' && estimate !== null && prior !== null
          ? [
              {
                indicator,
                placeId: cell.place.id,
                name: cell.place.name,
                times: estimate.value / prior.rate,
              },
            ]
          : [],
      );
    })
    .sort((a, b) => b.times - a.times);
}

/** The assessment in sentences: who lives here, then what need there is, hotspots first. */
export function summaryOf(needs: Needs, year: number | null): Sentence[] {
  const whole = authorityPlace(needs);
  const people = livingFigure(needs, whole, 'all');
  const deprived = livingFigure(needs, whole, 'deprived');
  const need = NEED_INDICATORS.flatMap((indicator) =>
    indicatorSentence(needs, { indicator, year }),
  );
  return [
    ...(people.value === null ? [] : [livingSentence(people, deprived)]),
    ...need.toSorted((a, b) => Number(standsOut(b)) - Number(standsOut(a))),
  ];
}

/** Whether a sentence names a ward that differs from the rest. */
function standsOut(sentence: Sentence): boolean {
  const last = sentence.at(-1);
  return typeof last === 'string' && last.startsWith('Clearly');
}

function livingSentence(
  people: ReturnType<typeof livingFigure>,
  deprived: ReturnType<typeof livingFigure>,
): Sentence {
  const start = [people, ' live here'] as const;
  if (deprived.value === null) return [...start, '.'];
  return [...start, '; ', deprived, ' of them in the most deprived fifth of England’s areas.'];
}

function indicatorSentence(
  needs: Needs,
  { indicator, year }: Pick<NeedAsked, 'indicator' | 'year'>,
): Sentence[] {
  if (year === null || !needs.isMeasured(indicator, year)) return [];
  const asked: NeedAsked = { indicator, kind: 'authority', year };
  const rate = needFigure(needs, asked, authorityPlace(needs), 'rate');
  if (rate.value === null) return [];
  const { places } = standingsFor(needs, { ...asked, kind: 'ward' });
  const names = (difference: Difference) =>
    ranked(places)
      .filter((one) => one.difference === difference)
      .map((one) => one.cell.place.name);
  const [above, below] = [names('higher'), names('lower').reverse()];
  const of = indicator.of === 'referrals' ? ' of referrals. ' : '. ';
  const start = [`${indicator.label}: `, rate, of] as const;
  if (above.length === 0 && below.length === 0) {
    const isCompared = places.some((one) => one.estimate !== null);
    const words = isCompared
      ? 'No ward clearly differs from the rest.'
      : 'Too few are counted to compare wards.';
    return [[...start, places.length > 0 ? words : '']];
  }
  const parts = [
    ...(above.length === 0 ? [] : [`Clearly higher: ${few(above)}.`]),
    ...(below.length === 0 ? [] : [`Clearly lower: ${few(below)}.`]),
  ];
  return [[...start, parts.join(' ')]];
}

const MOST_NAMES = 4;

function few(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return listed(names);
  return listed([...names.slice(0, MOST_NAMES), 'others']);
}

/** What nothing loaded measures in a year, and which file would: one line for each file. */
export function notMeasured(
  needs: Needs,
  year: number | null,
): { readonly load: string; readonly indicators: string }[] {
  const missing = NEED_INDICATORS.filter(
    (indicator) => year === null || !needs.isMeasured(indicator, year),
  );
  return [...Map.groupBy(missing, whatToLoad)].map(([load, all]) => ({
    load,
    indicators: all.map((one) => one.label).join('; '),
  }));
}

/** The title of the whole assessment: what stands out most. */
export function assessmentTitle(needs: Needs, year: number | null): string {
  const [first] = hotspotsOf(needs, year);
  if (first !== undefined && year !== null) {
    const [what, when] = [first.indicator.label, formatFinancialYear(yearOf(year))];
    return `Need stands out most in ${first.name}: ${what.toLowerCase()}, ${when}`;
  }
  if (needs.places.length === 0) return 'No places are loaded, so need cannot be shown by place';
  if (year === null) return 'Need is not measured yet: only places are loaded';
  return 'No ward stands clearly above the rest';
}

/** What does not fit between wards, areas and outlines, in sentences. */
export function mismatches(needs: Needs, looseAreas: number): string[] {
  const wards = needs.places.filter((place) => place.kind === 'ward');
  const drawn = wards.filter((place) => place.row.is_drawn);
  if (wards.length === 0) return [];
  const without = wards.filter((place) => !place.row.is_drawn).map((place) => place.name);
  const empty = drawn.filter((place) => place.row.areas === 0).map((place) => place.name);
  const isMixed = drawn.length > 0 && wards.some((place) => place.row.areas > 0);
  return [
    ...(drawn.length > 0 && without.length > 0
      ? [
          `${wardWords(without.length)} not in the outlines, so the map leaves them out: ` +
            `${few(without)}. ` +
            'They may be wards of another year.',
        ]
      : []),
    ...(isMixed && empty.length > 0
      ? [
          `${outlineWords(empty.length)} ` +
            `not in the lookup of census areas, so nobody is counted there: ${few(empty)}. Load ` +
            `a lookup of the same year, or outlines of the areas.`,
        ]
      : []),
    ...(looseAreas > 0
      ? [
          `${looseAreas === 1 ? 'One census area lies' : `${looseAreas} census areas lie`} in ` +
            `no ward ` +
            'that is known.',
        ]
      : []),
  ];
}

function wardWords(count: number): string {
  return count === 1 ? 'One ward is' : `${count} wards are`;
}

function outlineWords(count: number): string {
  return count === 1 ? 'One ward of the outlines is' : `${count} wards of the outlines are`;
}
