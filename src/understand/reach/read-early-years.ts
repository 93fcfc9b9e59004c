import type { Tx } from '../../platform/index.ts';
import type { EarlyColumn, EarlyKind } from './early-kinds.ts';
import { type ReachParts, readParts } from './reach-parts.ts';
import { authorityPlace, childrenByFifth } from './reach-places.ts';
import { type Breakdown, cellKey, countOf, EVERYONE, hiddenOf, type Part } from './reach-table.ts';
import { yearsOfEvents } from './reach.store.ts';

/** What the early years can be told apart by: what is known of children before school. */
export const EARLY_BREAKDOWNS = ['ward', 'locality', 'fifth', 'ethnicity', 'sex'] as const;
/** One of them. */
export type EarlyBreakdown = (typeof EARLY_BREAKDOWNS)[number];

/** The kinds of event that the early years file states. */
export const EARLY_EVENTS = ['early-years-check', 'early-years-hub-use', 'early-years-profile'];

/** Years of the early years that can be asked for, newest first. */
export function earlyYears(tx: Tx): Promise<number[]> {
  return yearsOfEvents(tx, EARLY_EVENTS);
}

/** The early years of one year by one breakdown. */
export interface EarlyYears extends ReachParts {
  /** What the children who live there are counted from. */
  readonly childrenFormula: string;
  /** Children under 5 of a part; null where nothing says. */
  childrenOf(part: Part): number | null;
  isHidden(kind: EarlyKind, column: EarlyColumn, part: Part): boolean;
}

/** Reads the counts of a year by one breakdown. */
export async function readEarlyYears(tx: Tx, by: Breakdown, year: number): Promise<EarlyYears> {
  const parts = await readParts(tx, by, year);
  const children = await childrenUnderFive(tx, parts);
  const hidden = new Map<string, ReadonlySet<string>>();
  const hiddenIn = (kind: EarlyKind) => {
    const name = kind.measure + kind.check;
    const known = hidden.get(name);
    if (known) return known;
    const found = new Set(
      kind.trees.flatMap((tree) => [...hiddenOf(parts.parts, parts.whole, tree)]),
    );
    hidden.set(name, found);
    return found;
  };
  return {
    ...parts,
    childrenFormula: children.formula,
    childrenOf: children.of,
    isHidden: (kind, column, part) => {
      const fact = column.fact ?? (children.isCounted ? 'under-five' : null);
      return fact !== null && hiddenIn(kind).has(cellKey(fact, part.key));
    },
  };
}

interface Children {
  readonly formula: string;
  readonly isCounted: boolean;
  readonly of: (part: Part) => number | null;
}

async function childrenUnderFive(tx: Tx, parts: ReachParts): Promise<Children> {
  const { by, places } = parts;
  const whole = authorityPlace(places);
  const stated = { isCounted: false, formula: LIVING };
  if (by === 'ward' || by === 'locality') {
    const known = new Map(places.map((one) => [String(one.id), one.byAge?.['0-4'] ?? null]));
    const sum = [...parts.shown].reduce<number | null>((all, part) => {
      const own = known.get(part.key) ?? null;
      return all === null || own === null ? null : all + own;
    }, 0);
    const all = whole?.byAge?.['0-4'] ?? sum;
    if (all !== null && parts.shown.length > 0) {
      const of = (part: Part) => (part.key === EVERYONE ? all : (known.get(part.key) ?? null));
      return { ...stated, of };
    }
  }
  if (by === 'fifth') {
    const fifths = await childrenByFifth(tx, 'under_five');
    if (fifths !== null) {
      const all = [...fifths.values()].reduce((sum, one) => sum + one, 0);
      const of = (part: Part) => (part.key === EVERYONE ? all : (fifths.get(part.key) ?? 0));
      return { ...stated, of };
    }
  }
  return { formula: NAMED, isCounted: true, of: (part) => countOf(part, 'under-five') };
}

const LIVING = 'Children under 5 who live there, as the places files state them.';
const NAMED =
  'Children under 5 on the last day of the year of whom the early years file states a check: no ' +
  'loaded file counts all children under 5 in this way.';
