import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, isoDay, isWeekend } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { at, hash, hashShare, lot } from './draw.ts';
import { isChildOn } from './families.ts';
import type { World } from './world.ts';

/** The headings of the advice line file, in the order of its template. */
export const ADVICE_HEADINGS = 'call_number,advice_line,call_date,caller,about,outcome,minutes';

/** Calls a year for each thousand children: invented, since nobody publishes it. */
const CALLS_PER_1000 = 12;

const CALLERS = lot([
  ['schools', 46],
  ['health', 24],
  ['police', 8],
  ['charities', 9],
  ['early-years', 8],
  ['housing', 5],
]);
const ABOUT = lot([
  ['parenting', 22],
  ['attendance', 18],
  ['mental-health', 17],
  ['behaviour', 15],
  ['domestic-abuse', 12],
  ['neglect', 9],
  ['exploitation', 4],
  ['other', 3],
]);
const OUTCOMES = lot([
  ['advice-only', 58],
  ['early-help-request', 24],
  ['referral', 14],
  ['other', 4],
]);

/**
 * Calls to Northbridge's consultation line in a year, more in each: the line is new. They hang on
 * no child, as in life, so that no figure of children changes with them.
 */
export function adviceFile(world: World, year: FinancialYear): DemoFile {
  return {
    name: `advice-line-${year}.csv`,
    kind: 'advice-line',
    text: () => csv(ADVICE_HEADINGS, rows(world, year)),
  };
}

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { start, end } = bounds(year);
  const growing = 0.5 + 0.15 * (Number(year.slice(0, 4)) - 2020);
  const calls = Math.round((childrenOn(world, start) / 1000) * CALLS_PER_1000 * growing);
  for (let call = 0; call < calls; call += 1) {
    const key = Number(year.slice(0, 4)) * 100_000 + call;
    const day = workingDay(
      start + Math.floor(((call + hashShare(key, 1)) / calls) * (end - start)),
    );
    yield [
      `NL-${year.slice(2, 4)}-${String(call + 1).padStart(4, '0')}`,
      'Northbridge consultation line',
      isoDay(Math.min(day, end - 1)),
      at(CALLERS, hashShare(key, 2)),
      at(ABOUT, hashShare(key, 3)),
      at(OUTCOMES, hashShare(key, 4)),
      String(8 + (hash(key, 5) % 30)),
    ];
  }
}

function workingDay(day: DayNumber): DayNumber {
  return isWeekend(day) ? workingDay(day + 1) : day;
}

/** How many children live there on a day. */
function childrenOn({ people }: World, day: DayNumber): number {
  let children = 0;
  for (let child = 0; child < people.born.length; child += 1) {
    if (isChildOn(people, child, day)) children += 1;
  }
  return children;
}
