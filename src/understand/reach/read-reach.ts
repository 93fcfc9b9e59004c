import type { Tx } from '../../platform/index.ts';
import { themeSetCounts } from '../../record/index.ts';
import type { ReachAsked } from './reach-asked.ts';
import { type ReachParts, readParts } from './reach-parts.ts';
import { authorityPlace, childrenByFifth } from './reach-places.ts';
import { cellKey, countOf, type FactTree, hiddenOf, type Part } from './reach-table.ts';

/** A count that a part is measured against; why it is not there, where it is not. */
export interface BaseCount {
  readonly count: number | null;
  readonly isHidden: boolean;
}

/** Everything that the reach of one breakdown in one year is worked out from. */
export interface Reach extends ReachParts {
  readonly asked: ReachAsked;
  /** In words, what the base counts; or why nothing does. */
  readonly baseFormula: string;
  baseOf(part: Part): BaseCount;
  /** The base of all parts that are shown, by which shares are taken. */
  readonly baseOfAll: BaseCount;
  isHidden(fact: string, part: Part): boolean;
}

/** Answers to requests and endings of help, as they fall apart. */
export const ASKED: FactTree = {
  fact: 'asked',
  parts: ['asked/accepted', 'asked/declined', 'asked-other'],
};
/** How targeted early help ended. */
export const ENDED: FactTree = {
  fact: 'ended',
  parts: ['ended/needs-met', 'ended/disengaged', 'ended/declined', 'ended-other'],
};

/** Reads what is asked for. */
export async function readReach(tx: Tx, asked: ReachAsked): Promise<Reach> {
  const parts = await readParts(tx, asked.by, asked.year);
  const trees: FactTree[] = [
    ASKED,
    ENDED,
    ...[`begun/${asked.level}`, 'referred', 'theme', 'pupil'].map((fact) => ({ fact, parts: [] })),
  ];
  const hidden = new Set<string>();
  for (const tree of trees) {
    for (const key of hiddenOf(parts.parts, parts.whole, tree)) hidden.add(key);
  }
  const isHidden = (fact: string, part: Part) => hidden.has(cellKey(fact, part.key));
  const base = await readBase(tx, asked, { ...parts, isHidden });
  const all = parts.shown.map(base.of);
  const isKnown = all.length > 0 && all.every((one) => one.count !== null);
  return {
    ...parts,
    asked,
    isHidden,
    baseFormula: base.formula,
    baseOf: base.of,
    baseOfAll: {
      count: isKnown ? all.reduce((sum, one) => sum + (one.count ?? 0), 0) : null,
      // Of what is hidden, one more is hidden beside it, so that the sum tells neither.
      isHidden: all.filter((one) => one.isHidden).length === 1,
    },
  };
}

interface BaseReading {
  readonly formula: string;
  readonly of: (part: Part) => BaseCount;
}

type Counted = ReachParts & Pick<Reach, 'isHidden'>;

async function readBase(tx: Tx, asked: ReachAsked, parts: Counted): Promise<BaseReading> {
  const { base, by } = asked;
  if (base === 'referrals') return factBase(parts, 'referred', REFERRED);
  if (base === 'themes') {
    const known = await themeSetCounts(tx, { year: asked.year, by: 'level' });
    return known.length === 0 ? nothing(NO_THEMES) : factBase(parts, 'theme', WITH_THEME);
  }
  if (base === 'deprived') return placeBase(parts, 'deprived');
  if (by === 'ward' || by === 'locality') return placeBase(parts, 'children');
  if (by === 'fifth') {
    const fifths = await childrenByFifth(tx, 'children');
    return fifths === null ? nothing(NO_FIFTHS) : numberBase(FIFTHS, (key) => fifths.get(key) ?? 0);
  }
  if (by === 'age') {
    const ages = authorityPlace(parts.places)?.byAge ?? null;
    return ages === null ? nothing(NO_AGES) : numberBase(AGES, (key) => ages[key] ?? null);
  }
  if (by === 'disability') return nothing(NO_DISABLED);
  return factBase(parts, 'pupil', PUPILS);
}

function factBase(parts: Counted, fact: string, formula: string): BaseReading {
  if (countOf(parts.whole, fact) === 0) return nothing(NOBODY[fact] ?? NO_PUPILS);
  const of = (part: Part) => ({
    count: countOf(part, fact),
    isHidden: parts.isHidden(fact, part),
  });
  return { formula, of };
}

function placeBase(parts: Counted, what: 'children' | 'deprived'): BaseReading {
  if (parts.by !== 'ward' && parts.by !== 'locality') return nothing(NOT_BY_PLACE);
  const known = new Map(parts.places.map((place) => [String(place.id), place[what]]));
  if (parts.shown.some((part) => known.get(part.key) == null)) return nothing(NO_PEOPLE);
  const formula = what === 'children' ? PEOPLE : DEPRIVED;
  return numberBase(formula, (key) => known.get(key) ?? null);
}

function numberBase(formula: string, count: (key: string) => number | null): BaseReading {
  return { formula, of: (part) => ({ count: count(part.key), isHidden: false }) };
}

function nothing(formula: string): BaseReading {
  return { formula, of: () => ({ count: null, isHidden: false }) };
}

const REFERRED = 'Children who were referred to social care in the year, each once.';
const WITH_THEME = 'Children of whom a loaded source states one of the eight themes in the year.';
const PUPILS =
  'Pupils of the school census in the year: no loaded file says this of all children, so those ' +
  'of school age in state schools stand for all.';
const PEOPLE = 'People under 18 who live there, as the places files state them.';
const DEPRIVED = 'Children who live there in the two most deprived tenths of areas of England.';
const FIFTHS = 'People under 18 of the census areas in each fifth of deprivation of England.';
const AGES = 'People of this age who live in the authority, as the places files state them.';
const NO_THEMES = 'No theme is measured in the year.';
const NO_FIFTHS = 'No loaded file gives children and deprivation of every census area.';
const NO_AGES = 'No loaded file says how many children of each age live here.';
const NO_DISABLED =
  'No loaded file counts disabled children among all children. Compare by need instead: children ' +
  'referred to social care.';
const NOT_BY_PLACE =
  'Whether a child lives in the most deprived fifth of areas is known of places only.';
const NO_PEOPLE = 'No loaded file says how many children live in every one of these places.';
const NO_PUPILS = 'No school census with attendance is loaded for the year, so nobody counts all.';
const NOBODY: Readonly<Record<string, string>> = {
  referred: 'Nobody was referred to social care in the year, or no census is loaded for it.',
  theme: NO_THEMES,
};
