import { addDays, type CalendarDay, day, formatDay, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { ownAreaCodes } from '../../record/index.ts';
import { rememberedCount } from '../../understand/index.ts';
import { QUARTER_DAYS, type Rates, type Standing, type State, STATES } from './model-input.ts';
import {
  byRulesOfTheModel,
  type ChildrenByAge,
  type CountedMoves,
  type MoveCount,
  spreadByAge,
  standingOfAll,
  withChildrenNeverHelped,
} from './move-counts.ts';
import {
  countMoves,
  type CoveredYears,
  coveredYears,
  countStanding,
  peopleOfWards,
  publishedChildren,
} from './moves.store.ts';
import { type PooledCell, poolRates } from './pool-rates.ts';

/** Changes when moves are counted in another way, so that nothing remembered is taken for it. */
const COUNTED_AS = 1;
/** Changes when rates are worked out of counted moves in another way, likewise. */
const RATED_AS = 1;
/** Fewer quarters than this show too few moves to take rates from. */
const FEWEST_QUARTERS = 3;

/** Why no rates can be taken from the record, and what would mend it. */
export interface NoRates {
  readonly source: 'none';
  readonly why: string;
}

/** A stretch of whole financial years that every kind of return about levels covers. */
export interface KnownSpan {
  /** First and last financial year, as the years in which they start. */
  readonly fromYear: number;
  readonly toYear: number;
  /** Quarter 0 begins on this day. */
  readonly firstDay: CalendarDay;
  /** The last day on which it is known who stood where. */
  readonly lastDay: CalendarDay;
  readonly quarters: number;
  /** Kinds of return that cover it. */
  readonly kinds: readonly CoveredYears['kind'][];
}

/** Who lives in the area, and who says so. */
export interface Living {
  readonly byAge: ChildrenByAge;
  readonly basis: string;
}

/** Rates with the cells' own counts, the moves behind them, and what they rest on. */
export interface RecordRates extends Rates {
  readonly source: 'record';
  readonly cells: readonly PooledCell[];
  readonly span: KnownSpan;
  readonly moves: readonly MoveCount[];
  readonly living: Living;
}

/** Whether rates could be taken. */
export function areRates<R extends Rates>(rates: R | NoRates): rates is R {
  return rates.source !== 'none';
}

/**
 * The longest unbroken stretch of years up to the newest that every loaded kind of return covers.
 * Early help is left out of it where it would leave no year. Null where no year is whole.
 */
export function knownSpan(covered: readonly CoveredYears[]): KnownSpan | null {
  const returns = covered.filter(({ kind }) => kind === 'cin-census' || kind === 'ssda903');
  const told = returns.length > 0 ? returns : covered.filter(({ kind }) => kind === 'annex-a');
  if (told.length === 0) return null;
  const help = covered.filter(({ kind }) => kind === 'early-help');
  const with_ = yearsOfAll([...told, ...help]);
  const years = with_.length > 0 ? with_ : yearsOfAll(told);
  const kinds = with_.length > 0 ? [...told, ...help] : told;
  const toYear = years.at(-1);
  if (toYear === undefined) return null;
  let fromYear = toYear;
  while (years.includes(fromYear - 1)) fromYear -= 1;
  return spanOf(
    fromYear,
    toYear,
    kinds.map(({ kind }) => kind),
  );
}

/**
 * Quarters that fill some financial years, ending on 30 March: open spells are known up to, but not
 * on, the day that a return speaks as of.
 */
export function spanOf(
  fromYear: number,
  toYear: number,
  kinds: readonly CoveredYears['kind'][],
): KnownSpan {
  const lastDay = day(`${toYear + 1}-03-30`);
  const quarters = (toYear - fromYear + 1) * 4 - 1;
  const firstDay = addDays(lastDay, -Math.round(quarters * QUARTER_DAYS));
  return { fromYear, toYear, firstDay, lastDay, quarters, kinds };
}

function yearsOfAll(covered: readonly CoveredYears[]): number[] {
  const [first, ...others] = covered;
  return (first?.years ?? [])
    .filter((year) => others.every(({ years }) => years.includes(year)))
    .sort((a, b) => a - b);
}

/** The span that the record knows; null where nothing is loaded or no year is whole. */
export async function spanOfRecord(tx: Tx): Promise<KnownSpan | null> {
  return knownSpan(await coveredYears(tx));
}

/** Moves and standing children of a span, counted once for each state of the record. */
export async function movesOfRecord(tx: Tx, span: KnownSpan): Promise<CountedMoves> {
  const { firstDay, lastDay, quarters } = span;
  const question = `model-moves ${COUNTED_AS} ${firstDay} ${quarters}`;
  const { moves, standing } = await rememberedCount(tx, question, async () => ({
    moves: await countMoves(tx, firstDay, quarters),
    standing: await countStanding(tx, lastDay),
  }));
  return { firstDay, lastDay, quarters, moves, standing };
}

/** Where children with a journey stood on an earlier day, counted once likewise. */
export function standingOn(tx: Tx, on: CalendarDay): Promise<Standing[]> {
  return rememberedCount(tx, `model-standing ${COUNTED_AS} ${on}`, () => countStanding(tx, on));
}

/** Children who live in the area: by its wards, or as published; null where nothing says. */
export async function livingHere(tx: Tx): Promise<Living | null> {
  const bands = await peopleOfWards(tx);
  if (bands.length > 0) {
    const byAge = spreadByAge(
      bands.map(({ band, children }) => {
        const [from = 0, to = 17] = band.split('-').map(Number);
        return { from, to, children };
      }),
    );
    return { byAge, basis: 'children of each age as the file of places states them by ward' };
  }
  const published = await publishedChildren(tx, POPULATION, await ownAreaCodes(tx));
  if (published === null) return null;
  const { children, period } = published;
  return {
    byAge: spreadByAge([{ from: 0, to: 17, children }]),
    basis: `all children as published for ${period}, spread evenly over ages`,
  };
}

/** The indicator of how many children live in an area, as its reader names it. */
const POPULATION = 'children-aged-0-to-17-years/population-estimate';

/**
 * How children move and where they stand, by the record; or why that cannot be told. Worked out
 * once for each state of the record.
 */
export async function readRates(tx: Tx): Promise<RecordRates | NoRates> {
  const span = await spanOfRecord(tx);
  if (span === null || span.quarters < FEWEST_QUARTERS) {
    return none('Load a whole year of a children in need census or looked-after return: rates are');
  }
  const living = await livingHere(tx);
  if (living === null) {
    return none('Load a file of places with children by age, or published indicators: rates are');
  }
  const of = [span.firstDay, span.quarters, span.kinds, living.basis, living.byAge];
  const question = `model-rates ${COUNTED_AS} ${RATED_AS} ${of.join(' ')}`;
  const rates = await rememberedCount(tx, question, () => workOutRates(tx, span, living));
  return areRates(rates) ? inOrderOfStates(rates) : rates;
}

/** What is remembered comes back with its states in another order, in which sums may differ. */
function inOrderOfStates(rates: RecordRates): RecordRates {
  const cells = rates.cells.map((cell) => ({
    ...cell,
    weights: byState(cell.weights),
    moved: byState(cell.moved),
  }));
  return { ...rates, cells };
}

function byState<V>(values: Readonly<Partial<Record<State, V>>>): Partial<Record<State, V>> {
  return Object.fromEntries(
    STATES.flatMap((state) => (values[state] === undefined ? [] : [[state, values[state]]])),
  );
}

async function workOutRates(
  tx: Tx,
  span: KnownSpan,
  living: Living,
): Promise<RecordRates | NoRates> {
  const counted = await movesOfRecord(tx, span);
  if (counted.standing.length === 0) {
    return none('The loaded returns hold no child whose age is known: rates are');
  }
  return ratesOf(counted, span, living);
}

function none(start: string): NoRates {
  return { source: 'none', why: `${start} counted from children\u2019s journeys.` };
}

/** Rates from counted moves: pooled cells, standing children and births. */
export function ratesOf(counted: CountedMoves, span: KnownSpan, living: Living): RecordRates {
  const known = byRulesOfTheModel(
    withChildrenNeverHelped(counted.moves, living.byAge, counted.quarters),
  );
  return {
    source: 'record',
    basis: basisOf(span, living),
    cells: poolRates(known),
    standing: standingOfAll(counted.standing, living.byAge),
    birthsAYear: living.byAge[0] ?? 0,
    span,
    moves: known,
    living,
  };
}

const KIND_WORDS: Readonly<Record<CoveredYears['kind'], string>> = {
  'cin-census': 'children in need censuses',
  ssda903: 'looked-after returns',
  'annex-a': 'Annex A lists',
  'early-help': 'early help files',
};

function basisOf({ firstDay, lastDay, kinds }: KnownSpan, living: Living): string {
  const words = kinds.map((kind) => KIND_WORDS[kind]);
  const files =
    words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0];
  const missing = (['cin-census', 'ssda903', 'early-help'] as const).filter(
    (kind) => !kinds.includes(kind),
  );
  const without =
    missing.length === 0
      ? ''
      : ` No ${missing.map((kind) => KIND_WORDS[kind]).join(' or ')} cover it, so children of ` +
        'whom only they would tell count as without help.';
  return (
    `Moves between states seen in ${files} from ${formatDay(firstDay)} to ${formatDay(lastDay)}, ` +
    `and ${living.basis}.${without}`
  );
}

/** The same; refuses where no rates can be taken. */
export async function ratesOfRecord(tx: Tx): Promise<RecordRates> {
  const rates = await readRates(tx);
  if (areRates(rates)) return rates;
  throw refuse('no-rates', 'conflict', rates.why);
}
