import { type Citation, type Figure, figureId } from '../../lib/index.ts';
import { UNIT_COSTS } from '../../understand/index.ts';
import { STATE_LABELS } from '../model/state-of-level.ts';
import {
  lateCost,
  type LifeBand,
  type LifeCount,
  LIFE_LEVELS,
  type LifeLevel,
  namesAnAge,
  servicesFor,
} from './birth-to-25.ts';
import type { LifeRead } from './read-life.ts';

/** The measure of the line from birth to 25. */
export const NAME = 'birth-to-25';

const HIDDEN =
  'Fewer than 5 children, or needed to keep such a number from being worked out: hidden to ' +
  'protect them.';

/** Children of one stretch at one level of help, from those at each state of it. */
export function levelFigure(life: LifeRead, band: LifeBand, level: LifeLevel): Figure {
  const [, label, states] = LIFE_LEVELS.find(([code]) => code === level) ?? LIFE_LEVELS[0];
  const base = {
    id: figureId(NAME, { show: 'children', row: band.code, column: level }),
    label: `${label}, ${band.label.toLowerCase()}`,
    unit: 'children' as const,
  };
  if (band.from < 0) {
    const formula = 'No return counts children before they are born.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  if (level === 'leaving-care' ? band.to < 16 : band.from >= 18) {
    const formula =
      level === 'leaving-care'
        ? 'Nobody leaves care at this age.'
        : 'The returns do not follow young people of this age at this level.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const own = life.counts.filter(
    (one) => one.band === band.code && states.some((state) => state === one.state),
  );
  if (own.some(({ isHidden }) => isHidden)) {
    return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN } };
  }
  const value = own.reduce((sum, { children }) => sum + children, 0);
  const formula = 'Children of this age at this level on the last day that the returns know.';
  const inputs = own.filter(({ children }) => children > 0).map(standingFigure);
  return { ...base, value, how: { formula, inputs, notes: [life.basis] } };
}

/** The count of children at one state, as the page of its rates gives it. */
function standingFigure({ band, state, children }: LifeCount): Figure {
  const id = { age: band, from: state, source: 'record', value: 'standing', years: '1' };
  return {
    id: figureId('move-rate', id),
    label: `${STATE_LABELS[state]}: children there now`,
    value: children,
    unit: 'children',
    how: {
      formula: 'Children of this age at this level on the last day that the returns know.',
      rows: { question: 'Children', count: children },
    },
  };
}

/** What a year of late help of one stretch comes to at published prices, with its range. */
export function costFigure(life: LifeRead, band: LifeBand): Figure {
  const base = {
    id: figureId(NAME, { show: 'cost', row: band.code, column: 'cost' }),
    label: `Late help in a year, ${band.label.toLowerCase()}`,
    unit: 'pence' as const,
  };
  if (band.from < 0 || band.from >= 18) {
    const formula = 'Nobody of this age is counted at a level that has a published price.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const cost = lateCost(life.counts, band.code, life.prices);
  if (cost === null) {
    return { ...base, value: null, absent: 'suppressed', how: { formula: HIDDEN } };
  }
  const own = life.counts.filter(
    (one) => one.band === band.code && one.children > 0 && one.state !== 'targeted-early-help',
  );
  return {
    ...base,
    value: cost.likely,
    low: cost.low,
    high: cost.high,
    how: {
      formula:
        'Children of this age at each level on one day, times the price of a day there, times ' +
        '365.25 days. The range is that of the prices alone.',
      inputs: own.map(standingFigure),
      citations: citationsOf(life, own),
      notes: [life.basis, `Prices of ${life.priceBase}.`],
    },
  };
}

function citationsOf(life: LifeRead, own: readonly LifeCount[]): Citation[] {
  const states = own.map(({ state }) => state);
  const codes = life.prices
    .filter(({ state }) => states.includes(state))
    .map(({ code }) => code.split(':')[0] ?? code);
  return [...new Set(codes)].flatMap((code) => {
    const cost = UNIT_COSTS.costs.get(code);
    return cost ? [{ ...cost.source, entry: `unit-costs/${code}` }] : [];
  });
}

/** How many services on offer name ages of a stretch, or name none and take anybody. */
export function serviceFigure(life: LifeRead, band: LifeBand, column: 'named' | 'any-age'): Figure {
  const base = {
    id: figureId(NAME, { show: 'services', row: band.code, column }),
    label: `${column === 'named' ? 'Services that name' : 'Services for any age'}, ${band.label}`,
    unit: 'services' as const,
  };
  if (band.from < 0 && column === 'named') {
    const formula = 'The directory states ages in years from birth on.';
    return { ...base, value: null, absent: 'not-measured', how: { formula } };
  }
  const own =
    column === 'named'
      ? servicesFor(life.services, band)
      : life.services.filter((one) => !namesAnAge(one));
  const href = band.from < 0 ? '/provision' : `/provision?age=${band.from}`;
  const formula =
    column === 'named'
      ? 'Services running or paused whose stated ages touch this stretch.'
      : 'Services running or paused that state no limit of age.';
  const rows = { question: 'Which services are they?', count: own.length, href };
  return { ...base, value: own.length, how: { formula, rows } };
}
