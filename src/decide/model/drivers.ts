import { random } from '../../lib/index.ts';
import type { Assumption } from './assumptions.ts';
import { Z_95_IN_100 } from './likely.ts';
import type { Driver } from './model-result.ts';
import { drawMoves, middleMoves } from './moves.ts';
import type { Engine } from './run-chunk.ts';
import { runOnce, setAssumption, setMiddle } from './run-draw.ts';
import { column, type Outcomes } from './columns.ts';
import { netPresentValues } from './summarise-perspectives.ts';
import { valueOfKnowing, valueOfPerfectInformation } from './value-of-information.ts';
import { writeRow } from './write-row.ts';

/** Assumptions that are shown, those that move the result most. */
const MOST_DRIVERS = 12;
/** Runs in which only the rates vary. */
const RATE_RUNS = 40;
/** Effects are not multiplied beyond this. */
const MOST_MULTIPLE = 10;
/** What moves the value by less pence than this moves nothing but a rounding. */
const LEAST_SWING = 1;

/** Net present value of what is drawn now, in pence, to the public purse. */
function publicValue(engine: Engine): number {
  const { prepared, run, money } = engine;
  const { layout } = money;
  const rows = new Float64Array(layout.length);
  runOnce(prepared, run);
  writeRow(prepared, run, money, { rows, sums: new Float64Array(layout.sums.length), at: 0 });
  let value = 0;
  for (let year = 0; year < layout.years; year += 1) {
    const gain = (rows[layout.cash + year] as number) + (rows[layout.capacity + year] as number);
    const cost =
      (rows[layout.costCash + year] as number) + (rows[layout.costCapacity + year] as number);
    value += (gain - cost) * (prepared.discount[year] as number);
  }
  return value;
}

/**
 * How much each uncertain assumption moves the net present value to the public purse when it alone
 * goes from its 5 to its 95 in 100; the twelve that move it most. What knowing one thing would be
 * worth is read from all runs.
 */
export function driversOf(engine: Engine, outcomes: Outcomes): Driver[] {
  const { list } = engine.prepared.assumptions;
  const values = netPresentValues(outcomes, 'public');
  const most = valueOfPerfectInformation([values]);
  setMiddle(engine.prepared, engine.run);
  const single = list.flatMap((assumption, place) =>
    assumption.isUncertain ? [{ place, driver: driverOf(engine, assumption, place) }] : [],
  );
  const shown = [...single, ...rateDriver(engine).map((driver) => ({ place: null, driver }))]
    .filter(({ driver }) => swing(driver) >= LEAST_SWING)
    .sort((a, b) => swing(b.driver) - swing(a.driver) || (a.driver.code < b.driver.code ? -1 : 1))
    .slice(0, MOST_DRIVERS);
  return shown.map(({ place, driver }) => {
    if (place === null) return driver;
    const known = column(outcomes, outcomes.layout.assumptions + place);
    return { ...driver, valueOfInformation: most === 0 ? 0 : valueOfKnowing(known, values) };
  });
}

const swing = ({ atLow, atHigh }: Driver): number => Math.abs(atHigh - atLow);

function driverOf(engine: Engine, assumption: Assumption, place: number): Driver {
  const { list } = engine.prepared.assumptions;
  const { drawn } = engine.run;
  const valueAt = (z: number) => {
    setAssumption(list, drawn, place, z);
    return publicValue(engine);
  };
  const atLow = valueAt(-Z_95_IN_100);
  const atHigh = valueAt(Z_95_IN_100);
  setAssumption(list, drawn, place, 0);
  return {
    code: assumption.code,
    label: assumption.label,
    low: assumption.valueAt(-Z_95_IN_100),
    high: assumption.valueAt(Z_95_IN_100),
    atLow,
    atHigh,
    valueOfInformation: null,
  };
}

/** All rates together: the 5 and 95 in 100 of runs in which nothing else varies. */
function rateDriver({ prepared, run, money }: Engine): Driver[] {
  if (prepared.moves.rows.length === 0) return [];
  const engine = { prepared, run, money };
  const seeded = random(prepared.input.seed);
  const values = Array.from({ length: RATE_RUNS }, (_, draw) => {
    drawMoves(prepared.moves, run.drawn.moves, seeded.fork(draw));
    return publicValue(engine);
  }).sort((a, b) => a - b);
  middleMoves(prepared.moves, run.drawn.moves);
  return [
    {
      code: 'rates',
      label: 'How children move between states without help (5 to 95 of 100 runs)',
      low: 5,
      high: 95,
      atLow: values[1] ?? 0,
      atHigh: values.at(-2) ?? 0,
      valueOfInformation: null,
    },
  ];
}

/**
 * By how much every effect may be multiplied before the middle case is no gain to the public purse:
 * below 1 there is room, above 1 effects would have to be so much larger. Null where nothing up to
 * ten times breaks even, or where it gains without any effect.
 */
export function breakEvenOf(engine: Engine): number | null {
  setMiddle(engine.prepared, engine.run);
  const { drawn } = engine.run;
  const valueAt = (multiple: number) => {
    drawn.multiple = multiple;
    const value = publicValue(engine);
    drawn.multiple = 1;
    return value;
  };
  if (valueAt(0) >= 0 || valueAt(MOST_MULTIPLE) < 0) return null;
  let [low, high] = [0, MOST_MULTIPLE];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (valueAt(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
