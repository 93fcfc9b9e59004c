import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { type Figure, type Finding, type FindingRow, refuse } from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import {
  estimateFigure,
  inYear,
  NEED_VALUES,
  needFigure,
  needId,
  type NeedValue,
} from './need-figures.ts';
import { NEED_INDICATORS, unitWords, whatToLoad } from './need-indicators.ts';
import { KIND_WORDS } from './need-words.ts';
import { NEED_KINDS, type NeedPlace, ranked, type Standings, standingsOf } from './need-table.ts';
import { authorityPlace, type NeedAsked, type Needs, readAsked, readNeeds } from './read-needs.ts';

/** One indicator of need by place: rate with its interval, number, and the estimate. */
export const needMeasure: Measure = defineMeasure({
  name: 'need',
  title: 'Need by place',
  who: thoseWhoSeeFigures,
  parameters: {
    indicator: `one of ${NEED_INDICATORS.map((one) => one.code).join(', ')}`,
    by: `one of ${NEED_KINDS.join(', ')}; ward when left out`,
    year: 'a financial year such as 2024-25; the newest loaded when left out',
    row: 'one place only, by its number; -1 is all wards together',
    value: `one figure of the place: ${NEED_VALUES.join(', ')}; rate when left out`,
  },
  compute: async (tx, _actor, given) => {
    const needs = await readNeeds(tx);
    const asked = readAsked(needs, given);
    if (given.row === undefined) return needFinding(needs, asked);
    const value = NEED_VALUES.find((one) => one === (given.value ?? 'rate'));
    if (value === undefined) {
      throw refuse('no-such-choice', 'invalid', `value is one of ${NEED_VALUES.join(', ')}.`);
    }
    return oneFinding(valueFigure(needs, asked, { id: given.row, value }));
  },
});

/** A finding of one figure: what opening the figure shows. */
export function oneFinding(figure: Figure): Finding {
  return {
    id: figure.id,
    headline: figure.label,
    subtitle: figure.label,
    rowHeading: 'Place',
    columns: ['Value'],
    rows: [{ label: figure.label, figures: [figure] }],
    chart: 'none',
  };
}

function valueFigure(
  needs: Needs,
  asked: NeedAsked,
  { id, value }: { readonly id: string; readonly value: NeedValue },
): Figure {
  const places = placesOf(needs, asked);
  const place = places.find((one) => String(one.id) === id);
  if (place === undefined) throw refuse('no-such-row', 'not-found', 'There is no such place here.');
  if (value !== 'estimate') return needFigure(needs, asked, place, value);
  return estimateFigure(needs, asked, { place, standings: standingsFor(needs, asked) });
}

function placesOf(needs: Needs, asked: NeedAsked): NeedPlace[] {
  if (asked.kind === 'authority') return [authorityPlace(needs)];
  return needs.places.filter((place) => place.kind === asked.kind);
}

/** How the places that are asked for stand beside one another. */
export function standingsFor(needs: Needs, asked: NeedAsked): Standings {
  const { indicator, year } = asked;
  if (year === null || !needs.isMeasured(indicator, year)) return { prior: null, places: [] };
  const cells = placesOf(needs, asked).map((place) => needs.cell(indicator, year, place));
  return standingsOf(cells, indicator.of === 'referrals' ? 'share' : 'rate');
}

/** One indicator by place as a finding, from the highest estimate to the lowest. */
export function needFinding(needs: Needs, asked: NeedAsked): Finding {
  const standings = standingsFor(needs, asked);
  const order = new Map(
    ranked(standings.places).map((one, index) => [one.cell.place.id, index] as const),
  );
  const places = placesOf(needs, asked).sort(
    (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
  );
  const of = asked.indicator.of === 'referrals' ? 'Referrals' : 'Children living there';
  const whole = { ...asked, kind: 'authority' } as const;
  const row = (place: NeedPlace, own: NeedAsked): FindingRow => ({
    label: place.name,
    figures: [
      estimateFigure(needs, own, { place, standings: standingsFor(needs, own) }),
      ...(['rate', 'count', 'of'] as const).map((value) => needFigure(needs, own, place, value)),
    ],
    ...(place.id > 0 ? { href: `/needs/places/${place.id}` } : {}),
  });
  return {
    id: needId(asked),
    headline: headlineOf(needs, asked, standings),
    subtitle: [
      `${asked.indicator.label} by ${KIND_WORDS[asked.kind][0]}`,
      unitWords(asked.indicator).toLowerCase(),
      inYear(asked),
    ].join(', '),
    rowHeading: KIND_WORDS[asked.kind][1],
    columns: ['Estimate', unitWords(asked.indicator), 'Number', of],
    rows: places.map((place) => row(place, asked)),
    ...(asked.kind === 'authority'
      ? {}
      : { total: { ...row(authorityPlace(needs), whole), label: authorityPlace(needs).name } }),
    chart: asked.kind === 'ward' ? 'map' : places.length > 1 ? 'bars' : 'none',
    notes: notesOf(needs, asked),
  };
}

function headlineOf(needs: Needs, asked: NeedAsked, { places }: Standings): string {
  const about = asked.indicator.label;
  if (asked.year === null || !needs.isMeasured(asked.indicator, asked.year)) {
    return `${about}: not measured yet`;
  }
  const [kind, plural] = [KIND_WORDS[asked.kind][0], KIND_WORDS[asked.kind][2]];
  if (asked.kind === 'authority') return `${about}, ${inYear(asked)}`;
  const higher = ranked(places).filter((one) => one.difference === 'higher');
  const names = higher.map((one) => one.cell.place.name);
  const [first, second] = names;
  if (first === undefined) return `${about}: no ${kind} stands clearly above the rest`;
  if (second === undefined) return `${about}: ${first} stands clearly above the rest`;
  if (names.length === 2) return `${about}: ${first} and ${second} stand clearly above the rest`;
  return `${about}: ${names.length} ${plural} stand clearly above the rest, ${first} most`;
}

function notesOf(needs: Needs, asked: NeedAsked): string[] {
  if (asked.year === null || !needs.isMeasured(asked.indicator, asked.year)) {
    return [`Not measured: load ${whatToLoad(asked.indicator)}.`];
  }
  return [
    'A place stands out only where chance cannot explain it: the whole range of its estimate ' +
      'lies above or below the rate of all.',
    ...(asked.indicator.of === 'children'
      ? ['Every year is divided by the children of the newest estimate that is loaded.']
      : []),
  ];
}
