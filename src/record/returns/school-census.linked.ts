import type { RowValues } from './row-values.ts';
import {
  attendanceCodes,
  exclusionCategories,
  exclusionReasons,
  specialNeedTypes,
} from './school-census.codes.ts';
import { addressOf, type CensusFile, recordId, schoolDetail } from './school-census.pupils.ts';
import type { CensusField } from './school-census.tables.ts';
import type { EventStatement, PersonStatement } from './statement.ts';

type Cells = RowValues<CensusField>;

/** What a row of a table that refers to pupils by record id states; null where it is unusable. */
export function linkedStatement(cells: Cells, file: CensusFile): PersonStatement | null {
  const own = recordId(cells, file);
  if (own === null) {
    cells.report({
      field: 'pupil',
      rule: 'structure/no-identifier',
      severity: 'error',
      message: "The row does not say which pupil it is about: the pupil's record id is missing.",
      fix: "Export the table with the pupil's record id in every row.",
    });
    return null;
  }
  const facts = linkedFacts(cells, file);
  if (facts === null) return null;
  return {
    row: cells.row,
    identifiers: [own],
    birthDay: null,
    spells: [],
    events: [],
    ...facts,
  };
}

type Facts = Pick<Partial<PersonStatement>, 'address' | 'specialNeeds' | 'events'>;

function linkedFacts(cells: Cells, file: CensusFile): Facts | null {
  switch (file.table.part) {
    case 'addressesonroll':
    case 'addressesoffroll': {
      const address = addressOf(cells);
      return address === null ? null : { address };
    }
    case 'senneeds': {
      const need = specialNeed(cells);
      return need === null ? null : { specialNeeds: [need] };
    }
    case 'termlyexclusionsonroll':
    case 'termlyexclusionsoffroll': {
      const event = exclusion(cells, file);
      return event === null ? null : { events: [event] };
    }
    default:
      return null;
  }
}

function specialNeed(cells: Cells): { code: string; rank: number | null } | null {
  const code = cells.text('needType').toUpperCase();
  const rank = cells.count('needRank');
  if (specialNeedTypes.has(code)) return { code, rank };
  cells.report({
    field: 'sentype',
    rule: 'code/special-need',
    severity: 'error',
    message: 'The type of need is not a code of the school census, so the row says nothing.',
    fix: 'Use a code such as ASD, SEMH or MLD.',
  });
  return null;
}

function exclusion(cells: Cells, file: CensusFile): EventStatement | null {
  const category = cells.code('category', exclusionCategories);
  const day = cells.day('startDay', file.today);
  if (category === null || day === null) {
    cells.report({
      field: category === null ? 'category' : 'startdate',
      rule: 'structure/incomplete-exclusion',
      severity: 'error',
      message: 'An exclusion needs its category and the day it began; one of them is not known.',
      fix: 'Use PERM, SUSP, FIXD or LNCH as category and give the date.',
    });
    return null;
  }
  const reasons = reasonsOf(cells);
  const sessions = cells.count('sessions');
  return {
    kind: category.kind,
    code: category.code,
    day,
    agencyKind: 'schools',
    detail: {
      ...(reasons.length > 0 ? { reasons: reasons.join(';') } : {}),
      ...(sessions === null ? {} : { sessions: String(sessions) }),
      ...schoolDetail(cells),
    },
  };
}

function reasonsOf(cells: Cells): string[] {
  const reasons: string[] = [];
  for (const field of ['reason1', 'reason2', 'reason3'] as const) {
    const reason = cells.text(field).toUpperCase();
    if (exclusionReasons.has(reason)) reasons.push(reason);
    else if (reason !== '') {
      cells.report({
        field,
        rule: 'code/exclusion-reason',
        message: 'The reason is not a code of the school census, so it was left out.',
        fix: 'Use a code such as PP, VA or DB.',
      });
    }
  }
  return reasons;
}

/** The attendance of one pupil in a term, added up over the rows of its reasons. */
export interface TermAttendance {
  readonly first: Cells;
  readonly id: string;
  readonly school: string;
  readonly sessions: Map<string, number>;
}

/** Starts adding up the attendance of the pupil of this row. */
export function startAttendance(cells: Cells): TermAttendance {
  return {
    first: cells,
    id: cells.text('pupil'),
    school: cells.text('school'),
    sessions: new Map(),
  };
}

/** Whether the row is about the same pupil at the same school. */
export function isSamePupil(attendance: TermAttendance, cells: Cells): boolean {
  return attendance.id === cells.text('pupil') && attendance.school === cells.text('school');
}

/** Adds a row's sessions; what cannot be counted is reported on the row. */
export function addSessions(attendance: TermAttendance, cells: Cells): void {
  const code = cells.text('attendanceReason').toUpperCase();
  const sessions = cells.count('sessions');
  if (attendanceCodes.has(code.toLowerCase())) {
    if (sessions === null) {
      cells.report({
        field: 'sessions',
        rule: 'structure/no-sessions',
        message: 'The row gives a reason but no number of sessions, so it is not counted.',
        fix: 'Add the number of sessions, or leave out the row.',
      });
      return;
    }
    attendance.sessions.set(code, (attendance.sessions.get(code) ?? 0) + sessions);
    return;
  }
  cells.report({
    field: 'attendancereason',
    rule: 'code/attendance',
    message: 'The reason is not an attendance code, so its sessions are not counted.',
    fix: 'Use a code such as I, M, O or U.',
  });
}

/** What the added-up attendance states; null where nothing could be counted. */
export function attendanceStatement(
  attendance: TermAttendance,
  file: CensusFile,
): PersonStatement | null {
  const { first, sessions } = attendance;
  const own = recordId(first, file);
  if (own === null || file.collection === null || sessions.size === 0) return null;
  const total = { authorised: 0, unauthorised: 0, present: 0, 'not-required': 0 };
  for (const [code, count] of sessions) {
    total[attendanceCodes.get(code.toLowerCase()) ?? 'not-required'] += count;
  }
  const reasons = [...sessions].sort(([a], [b]) => (a < b ? -1 : 1));
  const event: EventStatement = {
    kind: 'attendance-term',
    code: 'missed',
    day: file.collection.censusDay,
    agencyKind: 'schools',
    detail: {
      term: file.collection.id,
      sessionsMissed: String(total.authorised + total.unauthorised),
      sessionsAuthorised: String(total.authorised),
      sessionsUnauthorised: String(total.unauthorised),
      reasons: reasons.map(([code, count]) => `${code}=${count}`).join(';'),
      ...schoolDetail(first),
    },
  };
  return { row: first.row, identifiers: [own], birthDay: null, spells: [], events: [event] };
}
