import { AGE_BANDS, DURATION_BANDS, STATES } from './model-input.ts';
import { BANDS_A_ROW, LIVING, type Moves, type MovesPlan } from './moves.ts';
import { KNOWN_ROW, type PersonTables, POSITIONS, STATE_AT, setRow } from './person-kernel.ts';
import { DURATIONS, durationBandAt } from './states.ts';

/** Where the chances of an age band, state (index of `STATES`) and duration band begin. */
export function chancesAt(ageBand: number, from: number, durationBand: number): number {
  return ((ageBand * STATES.length + from) * DURATION_BANDS.length + durationBand) * STATES.length;
}

/** How many chances there are: age bands x states x duration bands x states. */
export const CHANCES = AGE_BANDS.length * STATES.length ** 2 * DURATION_BANDS.length;

/** Chances of moving in a quarter, for one run, from the moves that both engines draw alike. */
export function chancesOf(plan: MovesPlan, moves: Moves): Float64Array {
  const chances = new Float64Array(CHANCES);
  for (let ageBand = 0; ageBand < AGE_BANDS.length; ageBand += 1) {
    for (let from = 0; from < STATES.length; from += 1) {
      const row = ageBand * LIVING + from;
      for (let duration = 0; duration < BANDS_A_ROW; duration += 1) {
        const start = chancesAt(ageBand, from, duration);
        const isKnown = from < LIVING && plan.isKnown(row);
        chances[start + from] = isKnown ? (moves.stay[row * BANDS_A_ROW + duration] ?? 1) : 1;
        if (!isKnown) continue;
        for (let slot = plan.slotFrom[row] ?? 0; slot < (plan.slotFrom[row + 1] ?? 0); slot += 1) {
          const place = start + (plan.slotState[slot] ?? 0);
          chances[place] = moves.chances[slot * BANDS_A_ROW + duration] ?? 0;
        }
      }
    }
  }
  return chances;
}

/**
 * By how much every chance of leaving universal is multiplied for a child who was known before,
 * given the chance of staying: the multiplier, but never beyond all leaving.
 */
export function timesKnown(stay: number, multiplier: number): number {
  return stay < 1 ? Math.min(multiplier, 1 / (1 - stay)) : 1;
}

/** Writes the thresholds of one draw: `chances` as by `chancesAt`. */
export function fillTables(
  tables: PersonTables,
  chances: Float64Array,
  historyMultiplier: number,
): void {
  const row = new Float64Array(STATES.length);
  for (let ageBand = 0; ageBand < AGE_BANDS.length; ageBand += 1) {
    for (let position = 0; position < POSITIONS; position += 1) {
      const from = STATE_AT[position] ?? 0;
      const isKnown = position >= KNOWN_ROW * DURATIONS;
      const start = chancesAt(ageBand, from, durationBandAt(position % DURATIONS));
      const stay = chances[start + from] ?? 1;
      const times = isKnown ? timesKnown(stay, historyMultiplier) : 1;
      for (let to = 0; to < STATES.length; to += 1) row[to] = (chances[start + to] ?? 0) * times;
      row[from] = 1 - (1 - stay) * times;
      setRow(tables, ageBand * POSITIONS + position, { chances: row, from });
    }
  }
}
