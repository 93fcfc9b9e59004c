import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  refuse,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import { AGE_BANDS } from '../../record/index.ts';
import { peopleOf } from './need-figures.ts';
import { KIND_WORDS } from './need-words.ts';
import { oneFinding } from './need.measure.ts';
import { NEED_KINDS, type NeedKind } from './need-table.ts';
import { authorityPlace, type Needs, readNeeds } from './read-needs.ts';
import type { NeedPlaceRow } from './needs.store.ts';

const NAME = 'children-living';
const VALUES = ['all', ...AGE_BANDS, 'deprived', 'score'] as const;
type Value = (typeof VALUES)[number];

/** Who lives in each place: children by age, and how deprived the places are. */
export const childrenLivingMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Children living in each place, and deprivation',
  who: thoseWhoSeeFigures,
  parameters: {
    by: `one of ${NEED_KINDS.join(', ')}; ward when left out`,
    row: 'one place only, by its number; -1 is all wards together',
    value: `one figure of the place: ${VALUES.join(', ')}; all when left out`,
  },
  compute: async (tx, _actor, given) => {
    const needs = await readNeeds(tx);
    const kind = NEED_KINDS.find((one) => one === (given.by ?? 'ward'));
    if (kind === undefined) {
      throw refuse('no-such-choice', 'invalid', `by is one of ${NEED_KINDS.join(', ')}.`);
    }
    if (given.row === undefined) return livingFinding(needs, kind);
    const value = VALUES.find((one) => one === (given.value ?? 'all'));
    if (value === undefined) {
      throw refuse('no-such-choice', 'invalid', `value is one of ${VALUES.join(', ')}.`);
    }
    const place = placesOf(needs, kind).find((one) => String(one.id) === given.row);
    if (place === undefined) throw refuse('no-such-row', 'not-found', 'There is no such place.');
    return oneFinding(livingFigure(needs, place, value));
  },
});

function placesOf(needs: Needs, kind: NeedKind) {
  if (kind === 'authority') return [authorityPlace(needs)];
  return needs.places.filter((place) => place.kind === kind);
}

type Place = ReturnType<typeof placesOf>[number];

/** Children of the places of one kind by age, and their deprivation. */
export function livingFinding(needs: Needs, kind: NeedKind): Finding {
  const row = (place: Place): FindingRow => ({
    label: place.name,
    figures: VALUES.map((value) => livingFigure(needs, place, value)),
    ...(place.id > 0 ? { href: `/needs/places/${place.id}` } : {}),
  });
  const places = placesOf(needs, kind);
  const most = [...places]
    .map((place) => ({ place, value: livingFigure(needs, place, 'deprived').value ?? -1 }))
    .sort((a, b) => b.value - a.value)[0];
  const isKnown = most !== undefined && most.value > 0 && places.length > 1;
  return {
    id: figureId(NAME, { by: kind }),
    headline: isKnown
      ? `${most.place.name} has the largest share of children in the most deprived areas`
      : 'Children who live here, by age',
    subtitle: `People under 18 by ${KIND_WORDS[kind][0]} and age, and deprivation`,
    rowHeading: KIND_WORDS[kind][1],
    columns: [
      'All under 18',
      '0 to 4',
      '5 to 10',
      '11 to 15',
      '16 and 17',
      'Per cent in the most deprived fifth',
      'Deprivation score',
    ],
    rows: places.map(row),
    ...(kind === 'authority' ? {} : { total: row(authorityPlace(needs)) }),
    chart: places.length > 1 ? 'bars' : 'none',
    notes: [
      'The most deprived fifth is of the census areas of England, by the index of multiple ' +
        'deprivation. The score is the mean of the areas weighted by their people; higher is ' +
        'more deprived.',
    ],
  };
}

/** One figure of who lives in a place. */
export function livingFigure(needs: Needs, place: Place, value: Value): Figure {
  const base = {
    id: figureId(NAME, { by: place.kind, row: String(place.id), value }),
    label: `${LABELS[value]}, ${place.name}`,
    unit: UNITS[value] ?? 'children',
  };
  const rows = rowsOf(needs, place);
  if (value === 'all') return { ...base, ...peopleOf(place, needs) };
  if (value === 'deprived') return { ...base, ...deprivedOf(rows) };
  const own = needs.places.find((one) => one.id === place.id)?.row;
  if (value === 'score') return { ...base, ...scoreOf(own) };
  const age = own?.population_by_age?.[value] ?? null;
  const formula =
    age === null
      ? 'No loaded file splits the children of this place by age.'
      : 'Children of these ages, as the file of places or the estimates of census areas state ' +
        'them.';
  return age === null
    ? { ...base, value: null, absent: 'not-available', how: { formula } }
    : { ...base, value: age, how: countedHow(formula, 'Children of these ages', age) };
}

const LABELS: Readonly<Record<Value, string>> = {
  all: 'Children under 18',
  '0-4': 'Children aged 0 to 4',
  '5-10': 'Children aged 5 to 10',
  '11-15': 'Children aged 11 to 15',
  '16-17': 'Young people aged 16 and 17',
  deprived: 'Children in the most deprived fifth of areas',
  score: 'Deprivation score',
};

const UNITS: Readonly<Partial<Record<Value, Figure['unit']>>> = {
  deprived: 'percent',
  score: 'number',
};

function rowsOf(needs: Needs, place: Place): NeedPlaceRow[] {
  return place.wards.flatMap((id) => needs.places.find((one) => one.id === id)?.row ?? []);
}

type Answer = Pick<Figure, 'value' | 'absent' | 'how'>;

function deprivedOf(wards: readonly NeedPlaceRow[]): Answer {
  let [children, deprived] = [0, 0];
  for (const ward of wards) {
    if (ward.area_children === null) return notKnown(NO_DECILES);
    children += ward.area_children;
    deprived += ward.deprived_children ?? 0;
  }
  if (children === 0) return notKnown(NO_DECILES);
  const formula =
    'Children of the census areas in the two most deprived tenths of England, divided by the ' +
    'children of all census areas of the place, times 100.';
  const how = countedHow(formula, 'Children of the census areas', children);
  return { value: (deprived / children) * 100, how };
}

const NO_DECILES =
  'No loaded file gives deprivation and children of every census area of this place. Load the ' +
  'indices of deprivation and the people of small areas.';

function scoreOf(row: NeedPlaceRow | undefined): Answer {
  if (row?.deprivation_score == null) {
    return notKnown(
      'It takes the scores of the indices of deprivation, the people of small areas and the ' +
        'lookup to wards.',
    );
  }
  const formula =
    'The score of each census area of the index of multiple deprivation, weighted by its people ' +
    'of ' +
    `all ages (index of ${row.deprivation_edition}).`;
  const how = countedHow(formula, 'Children of its census areas', row.area_children ?? 0);
  return { value: row.deprivation_score, how };
}

function notKnown(formula: string): Answer {
  return { value: null, absent: 'not-available', how: { formula } };
}
