import { addDays, day } from '../../lib/index.ts';
import { PLACEMENTS } from './ssda903.codes.ts';
import type { Ssda903Row } from './ssda903.row.ts';
import {
  isAfter,
  notAfterYear,
  type RuleFacts,
  type Ssda903Rule,
  type Stay,
} from './ssda903.rule.ts';

/** The day on which the Children Act 1989 came into force: no episode starts earlier. */
const ACT_IN_FORCE = day('1991-10-14');

/** Rules on the episodes file of the looked-after return. */
export const EPISODE_RULES: readonly Ssda903Rule[] = [
  notAfterYear('DECOM', 'date/after-year'),
  {
    code: '353',
    field: 'DECOM',
    quarantine: true,
    message: 'The episode starts before the Children Act 1989 was in force (14 October 1991).',
    fix: 'Correct the year of DECOM.',
    breaks: (row) => (row.day('DECOM') ?? ACT_IN_FORCE) < ACT_IN_FORCE,
  },
  {
    code: '356',
    field: 'DEC',
    quarantine: true,
    message: 'The episode ends before it starts, so it is not clear which day is wrong.',
    fix: 'Correct DECOM or DEC.',
    breaks: (row) => isAfter(row, 'DECOM', 'DEC'),
  },
  {
    code: '355',
    field: 'DEC',
    message: 'The episode ends on the day it starts; it counts for no day of care.',
    fix: 'Check both days; an episode of less than a day is not returned.',
    breaks: (row) => row.day('DEC') !== null && row.day('DEC') === row.day('DECOM'),
  },
  {
    code: '354',
    field: 'DEC',
    message: 'The episode ends after the year of the return; it is read as still open.',
    fix: 'Leave DEC and REC blank; the return of the next year will state them.',
    breaks: (row, { lastDay, isYearKnown }) =>
      isYearKnown && (row.day('DEC') ?? lastDay) > addDays(lastDay, 1),
  },
  {
    code: '148',
    field: 'REC',
    message:
      'One of DEC and REC is filled and the other is not. The day decides: without DEC the ' +
      'episode is open.',
    fix: 'Fill both for an episode that has ended, and neither for one that goes on.',
    breaks: (row) => (row.day('DEC') === null) !== (row.text('REC') === null),
  },
  {
    code: '501',
    field: 'DECOM',
    message: 'The episode starts before an earlier episode of the child ends; both are kept.',
    fix: 'Correct the days, so that one episode ends where the next begins.',
    breaks: (row, facts) =>
      facts.otherStays.some((stay) => isEarlier(stay, row) && (stay.end ?? '') > start(row)),
  },
  {
    code: '142',
    field: 'DEC',
    message: 'An earlier episode of the child has no end; both are kept.',
    fix: 'Fill DEC and REC of the earlier episode.',
    breaks: (row, facts) =>
      facts.otherStays.some((stay) => isEarlier(stay, row) && stay.end === null),
  },
  {
    code: 'structure/repeated-row',
    field: 'DECOM',
    message:
      'Another row states an episode of the same child from the same day; the last one counts.',
    fix: 'Take out the row that is wrong.',
    breaks: (row, facts) => facts.otherStays.some((stay) => stay.start === row.day('DECOM')),
  },
  {
    code: '431',
    field: 'RNE',
    message: 'The child is said to start to be looked after on the day the last episode ended.',
    fix: 'Use the reason for a change (L, P, T, B or U), or correct the days.',
    breaks: (row, facts) =>
      row.text('RNE') === 'S' && previous(row, facts)?.end === row.day('DECOM'),
  },
  {
    code: '432',
    field: 'RNE',
    message: 'The last episode ended the child’s care, so this one must start it again.',
    fix: 'Use S, or correct REC of the last episode.',
    breaks: (row, facts) => {
      const before = previous(row, facts);
      const isEnded = before?.end != null && before.endReason !== null && before.endReason !== 'X1';
      return isEnded && row.text('RNE') !== null && row.text('RNE') !== 'S';
    },
  },
  {
    code: '433',
    field: 'RNE',
    message:
      'The episode is said to continue care, but does not start on the day the last one ended.',
    fix: 'Correct the days, or use S if care had stopped in between.',
    breaks: (row, facts) => {
      const before = previous(row, facts);
      if (!before?.end || before.endReason !== 'X1' || row.text('RNE') === 'S') return false;
      return before.end < start(row);
    },
  },
  {
    code: '378',
    field: 'LS',
    message: 'A child placed with parents cannot be accommodated under section 20.',
    fix: 'Check PLACE and LS.',
    breaks: (row) => row.text('PLACE') === 'P1' && row.text('LS') === 'V2',
  },
  {
    code: '380',
    field: 'PLACE',
    message: 'Care starts with a temporary placement, which can only interrupt another one.',
    fix: 'State the placement that was meant to last.',
    breaks: (row) => row.text('RNE') === 'S' && isTemporary(row),
  },
  {
    code: '382',
    field: 'PLACE',
    message: 'A child on short breaks (V3, V4) cannot be in a temporary placement.',
    fix: 'Check LS and PLACE.',
    breaks: (row) => isShortBreaks(row) && isTemporary(row),
  },
  {
    code: '550',
    field: 'PLACE_PROVIDER',
    message: 'Parents (PR0) can only provide a placement with parents (P1).',
    fix: 'Check PLACE and PLACE_PROVIDER.',
    breaks: (row) =>
      row.text('PLACE_PROVIDER') === 'PR0' &&
      row.text('PLACE') !== null &&
      row.text('PLACE') !== 'P1',
  },
];

/**
 * Whether an episode is an agreed series of short breaks, which is not counted as being in care.
 */
export function isShortBreaks(row: Ssda903Row): boolean {
  return row.text('LS') === 'V3' || row.text('LS') === 'V4';
}

function isTemporary(row: Ssda903Row): boolean {
  return PLACEMENTS[row.text('PLACE') ?? '']?.group === 'temporary';
}

const start = (row: Ssda903Row): string => row.day('DECOM') ?? '';

const isEarlier = (stay: Stay, row: Ssda903Row): boolean => stay.start < start(row);

function previous(row: Ssda903Row, facts: RuleFacts): Stay | undefined {
  return facts.otherStays.findLast((stay) => isEarlier(stay, row));
}
