import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  formatPence,
  pence,
  refuse,
} from '../../lib/index.ts';
import { defineMeasure, type Measure } from '../../platform/index.ts';
import {
  agesUnnamed,
  type Crossing,
  crossingOf,
  LIFE_BANDS,
  LIFE_LEVELS,
  TRANSITIONS,
} from './birth-to-25.ts';
import { costFigure, levelFigure, NAME, serviceFigure } from './birth-to-25-figures.ts';
import { cellAt } from './plan-cell.ts';
import { type LifeRead, readLife } from './read-life.ts';

const SHOWN = ['children', 'cost', 'services', 'transitions'] as const;

/** What the line can show. */
export type LifeShown = (typeof SHOWN)[number];

/** One line from before birth to 25: children known, late cost, services, and where they end. */
export const birthTo25Measure: Measure = defineMeasure({
  name: NAME,
  title: 'Birth to 25 in one line',
  who: thoseWhoSeeFigures,
  parameters: {
    show: `${SHOWN.join(', ')}; children by default`,
    row: 'a stretch of life, such as 1-4; for transitions an age',
    column: 'a level of help, cost, named or any-age; for transitions ends, begins or goes-across',
  },
  compute: async (tx, _actor, { show, row, column }) => {
    const shown = SHOWN.find((one) => one === (show ?? 'children'));
    if (!shown) {
      throw refuse('parameter-not-known', 'invalid', `show is one of ${SHOWN.join(', ')}.`);
    }
    const finding = lifeFinding(await readLife(tx), shown);
    return row === undefined ? finding : cellAt(finding, figureId(NAME, { show, row, column }));
  },
});

/** One finding of the line. */
export function lifeFinding(life: LifeRead, shown: LifeShown): Finding {
  const base = { id: figureId(NAME, { show: shown }), rowHeading: 'Age' };
  const rowsOf = (figures: (band: (typeof LIFE_BANDS)[number]) => readonly Figure[]) =>
    LIFE_BANDS.map((band) => ({ label: band.label, figures: figures(band) }));
  switch (shown) {
    case 'children':
      return {
        ...base,
        headline: childrenHeadline(life),
        subtitle: `Children and young people known, by age and level of help. ${life.basis}`,
        columns: LIFE_LEVELS.map(([, label]) => label),
        rows: life.isKnown
          ? rowsOf((band) => LIFE_LEVELS.map(([level]) => levelFigure(life, band, level)))
          : [],
        chart: 'stacked-bars',
        notes: [BEFORE_BIRTH, AFTER_18],
      };
    case 'cost':
      return {
        ...base,
        headline: costHeadline(life),
        subtitle: 'Modelled cost of a year of late help, by age, at published unit costs',
        columns: ['Late help in a year'],
        rows: life.isKnown ? rowsOf((band) => [costFigure(life, band)]) : [],
        chart: 'bars',
        notes: [
          'Modelled: those who stand at a level on one day, at its price for a whole year. Early ' +
            'help is not in it, nor support to care leavers, of which no published price is at ' +
            'hand.',
        ],
      };
    case 'services':
      return {
        ...base,
        headline: gapsHeadline(life),
        subtitle: 'Services on offer in the directory, by the ages that they name',
        columns: ['Services that name this age', 'Services for any age'],
        rows:
          life.services.length === 0
            ? []
            : rowsOf((band) => [
                serviceFigure(life, band, 'named'),
                serviceFigure(life, band, 'any-age'),
              ]),
        chart: 'none',
        notes: ['That a service names an age does not say that it has room.'],
      };
    case 'transitions':
      return { ...base, ...transitions(life), rowHeading: 'Turning point', chart: 'none' };
  }
}

const BEFORE_BIRTH =
  'Children before birth are in no return as such: who is helped then is not measured.';
const AFTER_18 =
  'From 18 on, the returns know only those who were looked after; others drop out of sight.';

function childrenHeadline(life: LifeRead): string {
  if (!life.isKnown) return 'No ages of children are known yet';
  const most = LIFE_BANDS.map((band) => {
    const { value } = levelFigure(life, band, 'looked-after');
    return { band, value: value ?? 0 };
  }).sort((a, b) => b.value - a.value)[0];
  if (!most || most.value === 0) return 'Children known, from birth to 25';
  return `Most children looked after are ${ageOf(most.band.label)}`;
}

/** An age within a sentence. */
function ageOf(label: string): string {
  return label === 'Under 1' ? 'under 1' : `aged ${label}`;
}

function costHeadline(life: LifeRead): string {
  if (!life.isKnown) return 'The cost of late help by age is not known yet';
  const [most] = LIFE_BANDS.map((band) => ({
    band,
    value: costFigure(life, band).value ?? 0,
  })).sort((a, b) => b.value - a.value);
  if (!most || most.value === 0) return 'No cost of late help can be shown by age';
  const cost = formatPence(pence(most.value));
  return `Late help costs most for those ${ageOf(most.band.label)}: about ${cost} a year`;
}

/** Which ages no service names, in one sentence. */
export function gapsHeadline({ services }: Pick<LifeRead, 'services'>): string {
  if (services.length === 0) return 'No services are known yet';
  const gaps = agesUnnamed(services);
  if (gaps.length === 0) return 'Every age from birth to 24 is named by a service';
  const words = gaps.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  return `No service names those aged ${words.join(', ')}`;
}

const CROSSINGS: Readonly<Record<Crossing, string>> = {
  ends: 'End here',
  begins: 'Begin here',
  'goes-across': 'Go across',
};

function transitions(life: LifeRead): Pick<Finding, 'headline' | 'subtitle' | 'columns' | 'rows'> {
  const count = (age: number, crossing: Crossing) =>
    life.services.filter((one) => crossingOf(one, age) === crossing).length;
  const rows = TRANSITIONS.map(({ age, label }) => ({
    label,
    figures: (Object.keys(CROSSINGS) as Crossing[]).map((crossing): Figure => {
      const value = count(age, crossing);
      return {
        id: figureId(NAME, { show: 'transitions', row: String(age), column: crossing }),
        label: `${label}: services that ${CROSSINGS[crossing].toLowerCase()}`,
        value,
        unit: 'services',
        how: {
          formula: FORMULAS[crossing],
          rows: { question: 'Which services are they?', count: value, href: '/provision' },
        },
      };
    }),
  }));
  const worst = TRANSITIONS.map(({ age }) => ({ age, ends: count(age, 'ends') })).sort(
    (a, b) => b.ends - a.ends,
  )[0];
  const none = life.services.length === 0;
  const ends = worst?.ends ?? 0;
  return {
    headline: none
      ? 'No services are known yet'
      : ends === 0
        ? 'No service ends at a turning point'
        : `At ${worst?.age}, ${ends} ${ends === 1 ? 'service ends' : 'services end'}`,
    subtitle: 'Services on offer that end, begin or go on where a young person passes on',
    columns: Object.values(CROSSINGS),
    rows: none ? [] : rows,
  };
}

const FORMULAS: Readonly<Record<Crossing, string>> = {
  ends: 'Services on offer that take the age a year before, and not the age a year after.',
  begins: 'Services on offer that take the age a year after, and not the age a year before.',
  'goes-across': 'Services on offer that name ages and take both a year before and a year after.',
};
