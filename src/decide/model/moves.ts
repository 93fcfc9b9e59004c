import type { Random } from '../../lib/index.ts';
import { type GammaShape, gammaDraw, gammaShape, Normals } from './gamma.ts';
import { AGE_BANDS, DURATION_BANDS, type RateCell, STATES, type State } from './model-input.ts';
import { cellAt, DURATIONS, moveTarget, STATE_INDEX } from './states.ts';

/** States that are not the last, adult; each has a row in a table of moves. */
export const LIVING = STATES.length - 1;

/** Places of a vector of children: each living state by quarters since entry, then adults. */
export const SPOTS = LIVING * DURATIONS + 1;

/** The place of adults in a vector of children. */
export const ADULT_SPOT = SPOTS - 1;

/** Nobody has left care below this age in years: it begins at 16 (Children (Leaving Care) Act). */
const LEAVING_FROM = 16;

/** Duration bands within a row. */
export const BANDS_A_ROW = DURATION_BANDS.length;

/**
 * Which moves there are, sparse. A row is an age band times LIVING plus a state; its slots lie from
 * `slotFrom[row]` to before `slotFrom[row + 1]`, one for each state that can be moved to at any
 * age. So each age band has the same slots one after the other, and one code serves all ages.
 */
export interface MovesPlan {
  /** States that children may be at, by age band. */
  readonly statesOfBand: readonly Uint8Array[];
  readonly slotFrom: Int32Array;
  /** Index of the state that a slot leads to. */
  readonly slotState: Uint8Array;
  /** Slots of one age band, and the moves that they stand for, in order. */
  readonly pairs: readonly MovePair[];
  /** Rows with something to draw, with what is needed for it. */
  readonly rows: readonly RowPlan[];
  readonly isKnown: (row: number) => boolean;
}

/** A move that children can make: states by their index, and its slot within an age band. */
export interface MovePair {
  readonly from: number;
  readonly target: number;
  readonly slot: number;
}

/** How one row is drawn: for each duration band, the shapes of its moves and of staying. */
export interface RowPlan {
  readonly row: number;
  readonly firstSlot: number;
  /** Name of the row's stream of chance. */
  readonly stream: number;
  readonly bands: readonly BandPlan[];
}

/** How one cell is drawn; `same` is the earlier duration band whose cell this one shares. */
export interface BandPlan {
  readonly same: number | null;
  readonly total: number;
  readonly weights: readonly number[];
  readonly stayWeight: number;
  readonly shapes: readonly GammaShape[];
  readonly stayShape: GammaShape;
}

/** Chances of one run: by slot and duration band, and of staying by row and duration band. */
export interface Moves {
  readonly chances: Float64Array;
  readonly stay: Float64Array;
}

/** Room for the chances of one run; everybody stays. */
export function emptyMoves(plan: MovesPlan): Moves {
  return {
    chances: new Float64Array(plan.slotState.length * BANDS_A_ROW),
    stay: new Float64Array(AGE_BANDS.length * LIVING * BANDS_A_ROW).fill(1),
  };
}

/** The states that can be reached from some, these included, by any move of any age. */
export function reachable(cells: readonly RateCell[], from: readonly State[]): State[] {
  const found = new Set(from);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const cell of cells) {
      if (!found.has(cell.from)) continue;
      for (const [to, weight] of Object.entries(cell.weights)) {
        if (weight > 0) found.add(to as State);
      }
    }
    if ([...found].some((state) => state.startsWith('looked-after/'))) found.add('leaving-care');
  }
  return STATES.filter((state) => found.has(state));
}

/** Lays out the moves of children who can be at `states`, from `fromBand` (of age) on. */
export function planMoves(
  cells: readonly RateCell[],
  states: readonly State[],
  fromBand: number,
): MovesPlan {
  const statesOfBand = AGE_BANDS.map(({ from: age }, band) => {
    const here = states
      .filter((state) => state !== 'adult' && band >= fromBand)
      .filter((state) => (state === 'leaving-care' ? age >= LEAVING_FROM : age < 18));
    return Uint8Array.from(here, (state) => STATE_INDEX[state]);
  });
  const bands = statesOfBand.map((here, band) =>
    [...here].map((state) => rowCells(cells, band, state)),
  );
  const pairs = pairsOf(bands.flat());
  const slotFrom = Int32Array.from({ length: AGE_BANDS.length * LIVING + 1 }, (_, row) => {
    const [band, state] = [Math.floor(row / LIVING), row % LIVING];
    return band * pairs.length + pairs.filter(({ from }) => from < state).length;
  });
  const rows = bands.flat().flatMap((own): RowPlan[] => {
    const row = own.band * LIVING + own.state;
    const targets = pairs.filter(({ from }) => from === own.state).map(({ target }) => target);
    const isKnown = own.summed.some(({ moves }) => moves.size > 0);
    return isKnown ? [planRow(own, { row, firstSlot: slotFrom[row] as number, targets })] : [];
  });
  const known = new Set(rows.map(({ row }) => row));
  return {
    statesOfBand,
    slotFrom,
    slotState: Uint8Array.from(AGE_BANDS.flatMap(() => pairs.map(({ target }) => target))),
    pairs,
    rows,
    isKnown: (row) => known.has(row),
  };
}

/** The cells of a state at an age band, by duration band, and what their weights lead to. */
interface RowCells {
  readonly band: number;
  readonly state: number;
  readonly found: readonly (RateCell | null)[];
  readonly summed: readonly ReturnType<typeof weightsOf>[];
}

function rowCells(cells: readonly RateCell[], band: number, state: number): RowCells {
  const from = STATES[state] as State;
  const found = DURATION_BANDS.map((_, duration) => cellAt(cells, band, from, duration));
  return { band, state, found, summed: found.map((cell) => weightsOf(cell, band, from)) };
}

/** Every move that children of any age make, by state left and state come to. */
function pairsOf(rows: readonly RowCells[]): MovePair[] {
  const codes = rows.flatMap(({ state, summed }) =>
    summed.flatMap(({ moves }) =>
      [...moves.keys()].map((target) => state * STATES.length + target),
    ),
  );
  return [...new Set(codes)]
    .sort((a, b) => a - b)
    .map((code, slot) => ({
      from: Math.floor(code / STATES.length),
      target: code % STATES.length,
      slot,
    }));
}

function planRow(
  { found, summed }: RowCells,
  at: { readonly row: number; readonly firstSlot: number; readonly targets: readonly number[] },
): RowPlan {
  const bands = summed.map(({ moves, staying }, index) => {
    const weights = at.targets.map((target) => moves.get(target) ?? 0);
    const same = found.findIndex((cell) => cell !== null && cell === found[index]);
    return {
      same: same >= 0 && same < index ? same : null,
      total: weights.reduce((sum, weight) => sum + weight, staying),
      weights,
      stayWeight: staying,
      shapes: weights.map(gammaShape),
      stayShape: gammaShape(staying),
    };
  });
  return { row: at.row, firstSlot: at.firstSlot, stream: 1 + at.row, bands };
}

function weightsOf(cell: RateCell | null, band: number, from: State) {
  const moves = new Map<number, number>();
  let staying = 0;
  for (const [key, weight] of Object.entries(cell?.weights ?? {})) {
    if (weight <= 0) continue;
    const to = moveTarget(band, key as State);
    if (to === from) staying += weight;
    else moves.set(STATE_INDEX[to], (moves.get(STATE_INDEX[to]) ?? 0) + weight);
  }
  return { moves, staying };
}

/** Writes the middle of all chances: the mean of each Dirichlet distribution. */
export function middleMoves(plan: MovesPlan, moves: Moves): void {
  for (const { row, firstSlot, bands } of plan.rows) {
    for (const [band, { weights, stayWeight, total }] of bands.entries()) {
      if (total === 0) continue;
      for (const [slot, weight] of weights.entries()) {
        moves.chances[(firstSlot + slot) * BANDS_A_ROW + band] = weight / total;
      }
      moves.stay[row * BANDS_A_ROW + band] = stayWeight / total;
    }
  }
}

/**
 * Draws all chances of one run: each cell from its Dirichlet distribution, as gamma numbers over
 * their sum. A row has a stream of its own, so that a row that others do not need changes nothing.
 */
export function drawMoves(plan: MovesPlan, moves: Moves, run: Random): void {
  for (const one of plan.rows) {
    const chance = new Normals(run.fork(one.stream));
    for (let band = 0; band < one.bands.length; band += 1) {
      const own = one.bands[band] as BandPlan;
      if (own.same !== null) copyBand(one, moves, { from: own.same, to: band });
      else if (own.total > 0) drawBand(one, band, moves, chance);
    }
  }
}

function drawBand(plan: RowPlan, band: number, moves: Moves, chance: Normals): void {
  const { chances, stay } = moves;
  const { shapes, stayShape } = plan.bands[band] as BandPlan;
  const first = plan.firstSlot * BANDS_A_ROW + band;
  const past = first + shapes.length * BANDS_A_ROW;
  const staying = gammaDraw(stayShape, chance);
  let sum = staying;
  for (let place = first, slot = 0; place < past; place += BANDS_A_ROW, slot += 1) {
    const value = gammaDraw(shapes[slot] as GammaShape, chance);
    chances[place] = value;
    sum += value;
  }
  const scale = sum > 0 ? 1 / sum : 0;
  for (let place = first; place < past; place += BANDS_A_ROW) {
    chances[place] = (chances[place] as number) * scale;
  }
  stay[plan.row * BANDS_A_ROW + band] = sum > 0 ? staying * scale : 1;
}

function copyBand(
  plan: RowPlan,
  { chances, stay }: Moves,
  between: { readonly from: number; readonly to: number },
): void {
  const { row, firstSlot, bands } = plan;
  const { from, to } = between;
  stay[row * BANDS_A_ROW + to] = stay[row * BANDS_A_ROW + from] as number;
  const past = firstSlot + (bands[to] as BandPlan).shapes.length;
  for (let slot = firstSlot; slot < past; slot += 1) {
    chances[slot * BANDS_A_ROW + to] = chances[slot * BANDS_A_ROW + from] as number;
  }
}
