import type { FinancialYear } from '../src/lib/index.ts';
import { bounds, type DayNumber, isoDay } from './days.ts';
import { csv, type DemoFile } from './demo-file.ts';
import { at, hash, hashShare, lot } from './draw.ts';
import { isFirstEntry, type Offence, offencesOf } from './offending.ts';
import type { World } from './world.ts';
import { who } from './write-police.ts';

/** The headings of the youth justice file, in the order of its template. */
export const YOUTH_JUSTICE_HEADINGS =
  'child_id,upn,nhs_number,birth_date,sex,postcode,start_date,end_date,outcome,' +
  'first_time_entrant,closure_reason';

/** Work of the youth justice service that was going on in a year. */
export function youthJusticeFile(world: World, year: FinancialYear): DemoFile {
  return {
    name: `youth-justice-${year}.csv`,
    kind: 'youth-justice',
    text: () => csv(YOUTH_JUSTICE_HEADINGS, rows(world, year)),
  };
}

const ORDERS = lot<string>([
  ['referral-order', 0.68],
  ['rehabilitation-order', 0.2],
  ['detention-and-training', 0.07],
  ['reparation-order', 0.05],
]);
const DIVERSIONS = lot<string>([
  ['diversion', 0.6],
  ['turnaround', 0.4],
]);
/** The part of community resolutions that the service works with. */
const RESOLUTIONS_WORKED_WITH = 0.35;
const COMPLETED = 0.84;

/** What the service works under after what the police did; null where it does not. */
function answerTo({ child, day, outcome }: Offence): { code: string; days: number } | null {
  const share = hashShare(child, 5000 + day);
  const spread = hash(child, 5100 + day) % 90;
  switch (outcome) {
    case 'charged':
      return { code: at(ORDERS, share), days: 180 + 2 * spread };
    case 'conditional-caution':
      return { code: 'conditional-caution', days: 60 + spread };
    case 'caution':
      return { code: 'youth-caution', days: 40 + spread };
    case 'diverted':
      return { code: at(DIVERSIONS, share), days: 60 + spread };
    case 'community-resolution':
      return share < RESOLUTIONS_WORKED_WITH ? { code: outcome, days: 30 + spread } : null;
    default:
      return null;
  }
}

function* rows(world: World, year: FinancialYear): Generator<string[]> {
  const { start, end } = bounds(year);
  const from = Number(year.slice(0, 4));
  for (const offence of [...offencesOf(world, from - 1), ...offencesOf(world, from)]) {
    const answer = answerTo(offence);
    if (!answer) continue;
    // Courts take longer than cautions.
    const begun = offence.day + (offence.outcome === 'charged' ? 75 : 20);
    if (begun >= end || begun + answer.days < start) continue;
    yield [...who(world, offence.child, offence.day), ...work(world, offence, begun, end)];
  }
}

/** What was known of the work on the last day of the year. */
function work(world: World, offence: Offence, begun: DayNumber, end: DayNumber): string[] {
  const answer = answerTo(offence);
  const ended = begun + (answer?.days ?? 0);
  const isClosed = ended < end;
  const isDone = hashShare(offence.child, 5200 + offence.day) < COMPLETED;
  return [
    isoDay(begun),
    isClosed ? isoDay(ended) : '',
    answer?.code ?? '',
    isFirstEntry(world, offence) ? 'yes' : 'no',
    isClosed ? (isDone ? 'completed' : 'not-completed') : '',
  ];
}
