import { type Citation, type Figure, figureId, pounds, type Unit } from '../../lib/index.ts';
import { priceFactor } from '../unit-costs/deflators.ts';
import { DEFLATORS } from '../unit-costs/reference-books.ts';
import { deflatorCitation, priceBase } from '../unit-costs/unit-cost-figures.ts';
import { evidenceSource, standardErrorOf } from './evidence.ts';
import type { Programme, ProgrammeCost, ProgrammeOutcome } from './evidence-file.ts';
import { CHECK_WORDS, DESIGN_WORDS, SIZE_WORDS } from './evidence-words.ts';

/** The name of the measure of effects. */
export const EFFECT = 'programme-effect';
/** The name of the measure of costs. */
export const COST = 'programme-cost';

/** The columns of effects. */
export const EFFECT_COLUMNS = ['size', 'with', 'without', 'error', 'months', 'people'] as const;
/** One column of effects. */
export type EffectColumn = (typeof EFFECT_COLUMNS)[number];

/** The heads of the columns of effects. */
export const EFFECT_LABELS: Readonly<Record<EffectColumn, string>> = {
  size: 'Size',
  with: 'With it',
  without: 'Without it',
  error: 'Standard error',
  months: 'Months followed',
  people: 'People',
};

/** The source of the library as a figure cites it. */
export function citationOfSource(programme: Programme, source: string): Citation {
  const { title, publisher, locator, date } = evidenceSource(source);
  return { title, publisher, locator, date, entry: `evidence/${programme.code}` };
}

/** One cell of the table of effects: as the source states it, with its range. */
export function effectFigure(
  programme: Programme,
  outcome: ProgrammeOutcome,
  column: EffectColumn,
): Figure {
  const id = figureId(EFFECT, { programme: programme.code, row: outcome.code, column });
  const what = `${lowerFirst(outcome.what)}: ${EFFECT_LABELS[column].toLowerCase()}`;
  const label = `${programme.name}, ${what}`;
  const citations = [citationOfSource(programme, outcome.source)];
  const { value, unit, formula, ...ends } = effectValue(outcome, column);
  const notes = [
    `${DESIGN_WORDS[outcome.design]}. ${outcome.study}, ${outcome.country}.`,
    `${CHECK_WORDS[outcome.checked]}.`,
  ];
  if (value === null) {
    const absent = 'not-available' as const;
    return { id, label, value, unit, absent, how: { formula, citations, notes } };
  }
  return { id, label, value, unit, ...ends, how: { formula, citations, notes } };
}

interface EffectValue {
  readonly value: number | null;
  readonly unit: Unit;
  readonly formula: string;
  readonly low?: number;
  readonly high?: number;
}

const NOT_VERIFIED = 'Size not verified: nobody here has read it in a source.';

function effectValue(outcome: ProgrammeOutcome, column: EffectColumn): EffectValue {
  const { size } = outcome;
  if (column === 'months') {
    const value = outcome.followUpMonths ?? null;
    return { value, unit: 'number', formula: 'Months from the start, as the source states them.' };
  }
  if (column === 'people') {
    const formula = 'People in the study, all groups together, as the source states them.';
    return { value: outcome.people ?? null, unit: 'number', formula };
  }
  if (column === 'error') {
    const formula =
      'As printed, or a 3.92th of the interval of 95 in 100; of the logarithm for a ratio.';
    return { value: standardErrorOf(outcome), unit: 'decimal', formula };
  }
  if (size === undefined) return { value: null, unit: 'decimal', formula: NOT_VERIFIED };
  if (column === 'with' || column === 'without') {
    const value = (column === 'with' ? size.withPercent : size.withoutPercent) ?? null;
    return { value, unit: 'percent', formula: 'The share of people, as the source states it.' };
  }
  return sizeValue(size);
}

function sizeValue(size: NonNullable<ProgrammeOutcome['size']>): EffectValue {
  const scale = size.scale === undefined ? '' : ` (${size.scale})`;
  const formula = `As the source states it, in ${SIZE_WORDS[size.kind]}${scale}.`;
  const { unit, turn } = SHOWN[size.kind];
  const { low, high } = size;
  return {
    value: turn(size.value),
    unit,
    formula,
    ...(low === undefined || high === undefined ? {} : { low: turn(low), high: turn(high) }),
  };
}

type SizeKind = NonNullable<ProgrammeOutcome['size']>['kind'];

interface Shown {
  readonly unit: Unit;
  readonly turn: (value: number) => number;
}

const AS_IT_IS: Shown = { unit: 'decimal', turn: (value) => value };

/** How each kind of size is shown; years of full health are few, so for each 1,000 people. */
const SHOWN: Readonly<Record<SizeKind, Shown>> = {
  'relative-risk': AS_IT_IS,
  'odds-ratio': AS_IT_IS,
  'effect-size': AS_IT_IS,
  'scale-points': AS_IT_IS,
  'percentage-points': { unit: 'percentage-points', turn: (value) => value },
  pounds: { unit: 'pence', turn: pounds },
  qalys: { unit: 'per-1000', turn: (value) => value * 1000 },
};

/** The columns of costs. */
export const COST_COLUMNS = ['stated', 'now'] as const;
/** One column of costs. */
export type CostColumn = (typeof COST_COLUMNS)[number];

/** One cost of a programme: as stated, or pounds moved to the price base by the deflator. */
export function costFigure(programme: Programme, cost: ProgrammeCost, column: CostColumn): Figure {
  const id = figureId(COST, { programme: programme.code, row: cost.code, column });
  const isPounds = cost.currency === 'GBP';
  const label = `${programme.name}: ${lowerFirst(cost.what)}, per ${cost.per}`;
  const citation = citationOfSource(programme, cost.source);
  const notes = [`${CHECK_WORDS[cost.checked]}.`, ...(cost.note ? [cost.note] : [])];
  const unit: Unit = isPounds ? 'pence' : 'us-dollars';
  if (column === 'stated') {
    const turn = (value: number) => (isPounds ? pounds(value) : value);
    const formula = `As the source states it, ${moneyOf(cost)}.`;
    return {
      id,
      label,
      unit,
      ...turned(cost, turn),
      how: { formula, citations: [citation], notes },
    };
  }
  if (!isPounds || cost.priceYear === undefined) {
    const formula = isPounds
      ? 'The source gives no price year, so it cannot be moved to other prices.'
      : 'Dollars are not turned into pounds: what it costs there says little of its cost here.';
    const how = { formula, citations: [citation], notes };
    return { id, label, value: null, unit: 'pence', absent: 'not-available', how };
  }
  const factor = priceFactor(cost.priceYear, DEFLATORS.priceBase, DEFLATORS.standard);
  const stated = costFigure(programme, cost, 'stated');
  return {
    id,
    label: `${label}, in today’s prices`,
    unit,
    ...turned(cost, (value) => pounds(value * factor)),
    how: {
      formula: `As stated, times ${factor.toFixed(4)} to stand in ${priceBase()}.`,
      inputs: [stated],
      citations: [citation, deflatorCitation()],
      notes,
    },
  };
}

function turned(cost: ProgrammeCost, turn: (value: number) => number) {
  const { low, high } = cost;
  return {
    value: turn(cost.amount),
    ...(low === undefined || high === undefined ? {} : { low: turn(low), high: turn(high) }),
  };
}

/** In whose money and of which year a cost is stated. */
export function moneyOf(cost: ProgrammeCost): string {
  if (cost.currency === 'USD') return `in US dollars of ${cost.dollarYear}`;
  return cost.priceYear === undefined
    ? 'in pounds, of which year it does not say'
    : `in pounds of ${cost.priceYear}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
