import {
  compileWasm,
  type Code,
  FOUR,
  four,
  get,
  LOWEST_BYTES,
  loadFour,
  loadWhole,
  set,
  storeWhole,
  WHOLE,
  whileBelow,
  whole,
  type WasmModule,
} from './wasm-module.ts';
import { CHILD_STRIDE, FIRST, SECOND } from './person-random.ts';

/**
 * Bytes of four children of whom some leave: their place times 4 plus a bit for each who leaves;
 * then what they were before.
 */
export const LEAVER_BYTES = 8;

/** Parameters: places of the first four children and past the last, chance, places of tables. */
const PLACE = 0;
const PAST = 1;
const COUNTER = 2;
const KEY = 3;
const STAY = 4;
const LEAVERS = 5;
const PARAMS = 6;

/** Locals: four children, which of them leave; then vectors. */
const CHILDREN = 6;
const MASK = 7;
const COUNTERS = 8;
const BITS = 9;
const STAYS = 10;

const shifted = (by: number): Code => [...get(BITS), ...whole(by), ...FOUR.shiftDown];

/** `mixed` of person-random.ts, for four counters. */
const MIX: Code = [
  ...[...get(COUNTERS), ...get(COUNTERS), ...whole(16), ...FOUR.shiftDown, ...FOUR.xor],
  ...[...four([FIRST, FIRST, FIRST, FIRST]), ...FOUR.multiply],
  ...[...get(KEY), ...FOUR.ofOne, ...FOUR.add, ...set(BITS)],
  ...[...get(BITS), ...shifted(15), ...FOUR.xor],
  ...[...four([SECOND, SECOND, SECOND, SECOND]), ...FOUR.multiply, ...set(BITS)],
  ...[...get(BITS), ...shifted(15), ...FOUR.xor, ...set(BITS)],
];

/** Where the threshold of one of the four children lies: 4 bytes for each position. */
function stayPlace(child: number, mask: number): Code {
  const down = child * 8 - 2;
  const moved =
    down < 0 ? [...whole(-down), ...WHOLE.shiftUp] : [...whole(down), ...WHOLE.shiftDown];
  return [
    ...[...get(CHILDREN), ...moved, ...whole(mask * 4), ...WHOLE.and],
    ...[...get(STAY), ...WHOLE.add],
  ];
}

/**
 * Code that lets four children at a time stay, and notes them where any of them leaves; it gives
 * the place past the last that are noted. `after` are the bits of a threshold that hold the
 * position after staying.
 */
export function stayCode(after: number): WasmModule {
  const body = [
    ...MIX,
    ...[...loadWhole(get(PLACE)), ...set(CHILDREN)],
    ...[...loadFour([0, 1, 2, 3].map((child) => stayPlace(child, after))), ...set(STAYS)],
    ...storeWhole(get(PLACE), 0, [
      ...[...get(STAYS), ...four([after, after, after, after]), ...FOUR.and],
      ...[...LOWEST_BYTES, ...FOUR.first],
    ]),
    ...[...get(BITS), ...get(STAYS), ...FOUR.isAtLeast, ...FOUR.mask, ...set(MASK)],
    ...storeWhole(get(LEAVERS), 0, [
      ...[...get(PLACE), ...whole(2), ...WHOLE.shiftUp, ...get(MASK), ...WHOLE.or],
    ]),
    ...storeWhole(get(LEAVERS), 4, get(CHILDREN)),
    // Eight bytes further where any bit of the mask is set, without a branch.
    ...[...get(MASK), ...whole(15), ...WHOLE.add, ...whole(1), ...WHOLE.shiftDown],
    ...[...whole(LEAVER_BYTES), ...WHOLE.and],
    ...[...get(LEAVERS), ...WHOLE.add, ...set(LEAVERS)],
    ...[...get(COUNTERS), ...four(ofFour(4, 4)), ...FOUR.add, ...set(COUNTERS)],
    ...[...get(PLACE), ...whole(4), ...WHOLE.add, ...set(PLACE)],
  ];
  const code = [
    ...[...get(COUNTER), ...FOUR.ofOne, ...four(ofFour(0, 3)), ...FOUR.add, ...set(COUNTERS)],
    ...whileBelow(PLACE, PAST, body),
    ...get(LEAVERS),
  ];
  return compileWasm([{ name: 'stay', params: PARAMS, gives: 1, wholes: 2, vectors: 3, code }]);
}

/** What the counters of four children grow by, from the first to the last evenly. */
function ofFour(first: number, last: number): number[] {
  const by = (last - first) / 3;
  return [0, 1, 2, 3].map((child) => Math.imul(first + child * by, CHILD_STRIDE));
}
