import {
  type Citation,
  type Figure,
  figureId,
  formatFinancialYear,
  formatPenceExactly,
} from '../../lib/index.ts';
import { priceBaseSentence, priceFactor } from './deflators.ts';
import { DEFLATORS, UNIT_COSTS } from './reference-books.ts';
import { type UnitCost, uplifted } from './unit-cost.ts';

/** The price base of all costs, in words. */
export function priceBase(): string {
  return priceBaseSentence(DEFLATORS.priceBase, DEFLATORS.standard);
}

/** A published unit cost by its code, in the price base; null where there is none. */
export function findUnitCost(code: string): UnitCost | null {
  const cost = UNIT_COSTS.costs.get(code);
  return cost ? uplifted(cost, DEFLATORS.priceBase, DEFLATORS.standard) : null;
}

/** Every published unit cost in the price base, in the order of the reference file. */
export function everyUnitCost(): UnitCost[] {
  return [...UNIT_COSTS.costs.values()].map((cost) =>
    uplifted(cost, DEFLATORS.priceBase, DEFLATORS.standard),
  );
}

/** The figure of a unit cost in the price base: in pence, with its range and its source. */
export function unitCostFigure(cost: Pick<UnitCost, 'code'>): Figure {
  const printed = UNIT_COSTS.costs.get(cost.code);
  const now = findUnitCost(cost.code);
  if (!printed || !now) throw new Error(`${cost.code} is no unit cost`);
  return {
    id: figureId('unit-cost', { code: now.code }),
    label: `${now.label}, per ${unitWords(now.unit)}`,
    value: now.pence,
    unit: 'pence',
    low: now.low,
    high: now.high,
    how: {
      formula: formulaOf(printed),
      citations: [citationOf(printed), deflatorCitation()],
      notes: [
        `Grade ${now.grade}: how sure we are of the source, its age and its basis; A is best.`,
        now.isRangePublished
          ? 'The range is the source\u2019s own.'
          : 'The range is ours, by grade.',
        ...(now.note ? [now.note] : []),
      ],
    },
  };
}

function formulaOf({ pence, priceYear }: UnitCost): string {
  const stated = `${formatPenceExactly(pence)} in prices of ${formatFinancialYear(priceYear)}`;
  const factor = priceFactor(priceYear, DEFLATORS.priceBase, DEFLATORS.standard);
  const moved = `times ${factor.toFixed(4)} to stand in ${priceBase()}`;
  return `${stated}, as its source states it, ${moved}.`;
}

/** What a unit cost is for, in words: `child week`. */
export function unitWords(unit: UnitCost['unit']): string {
  return unit.replaceAll('-', ' ');
}

/** Where a unit cost was published, and our entry of it. */
export function citationOf(cost: UnitCost): Citation {
  return { ...cost.source, entry: `unit-costs/${cost.code}` };
}

/** The publication of the price index in use. */
export function deflatorCitation(): Citation {
  return { ...DEFLATORS.standard.source, entry: `deflators/${DEFLATORS.standard.code}` };
}
