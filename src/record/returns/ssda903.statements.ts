import { addDays, type CalendarDay, daysBetween } from '../../lib/index.ts';
import { END_REASONS, LEGAL_STATUSES, PLACEMENTS, SEXES } from './ssda903.codes.ts';
import type { Ssda903Part } from './ssda903.columns.ts';
import type { Ssda903Row } from './ssda903.row.ts';
import { isShortBreaks } from './ssda903-episodes.rules.ts';
import type { ReturnYear } from './ssda903.year.ts';
import type {
  AddressStatement,
  EventStatement,
  IdentifierStatement,
  PersonStatement,
  SpellStatement,
} from './statement.ts';

type Facts = Pick<PersonStatement, 'spells' | 'events'> &
  Partial<Pick<PersonStatement, 'sex' | 'ethnicity' | 'address' | 'deathDay' | 'detail'>>;

const NOTHING: Facts = { spells: [], events: [] };

/**
 * What one usable row states about one child; null for the file of social workers, which is only
 * checked. `year` is null where the file does not show it: then nothing is stated that has no day
 * of its own (health, care leavers).
 */
export function statementOf(
  part: Ssda903Part,
  row: Ssda903Row,
  year: ReturnYear | null,
): PersonStatement | null {
  if (part === 'social-workers') return null;
  return {
    row: row.row,
    identifiers: identifiersOf(row),
    birthDay: row.day('DOB'),
    ...factsOf(part, row, year),
  };
}

/**
 * When a young person of the care leavers’ file counts as a care leaver, as far as the return says:
 * from the 18th birthday, when every former looked-after child of this file becomes a former
 * relevant child (Children Act 1989, section 23C), or from the 17th for one who turned 17 in the
 * year; up to the end of the return’s year, or the 21st birthday if that comes first. Nothing for
 * those who died or went home: the return does not say when.
 */
export function careLeaverSpan(
  birth: CalendarDay,
  year: ReturnYear,
): { startDay: CalendarDay; endDay: CalendarDay } | null {
  const age = ageAtYearEnd(birth, year);
  if (age < YOUNGEST_LEAVER) return null;
  const startDay = birthday(birth, age === YOUNGEST_LEAVER ? YOUNGEST_LEAVER : ADULT);
  const afterYear = addDays(year.lastDay, 1);
  const grown = birthday(birth, OLDEST_LEAVER);
  const endDay = grown < afterYear ? grown : afterYear;
  return startDay < endDay ? { startDay, endDay } : null;
}

const YOUNGEST_LEAVER = 17;
const ADULT = 18;
const OLDEST_LEAVER = 21;

function factsOf(part: Ssda903Part, row: Ssda903Row, year: ReturnYear | null): Facts {
  switch (part) {
    case 'header':
      return headerFacts(row);
    case 'episodes':
      return episodeFacts(row, year);
    case 'reviews':
      return reviewFacts(row);
    case 'missing':
      return missingFacts(row);
    case 'oc2':
      return healthFacts(row, year);
    case 'oc3':
      return leaverFacts(row, year);
    case 'uasc':
      return {
        ...NOTHING,
        detail: details(row, { DUC: 'unaccompaniedUntil' }, { unaccompanied: '1' }),
      };
    case 'previous-permanence':
      return { ...NOTHING, detail: details(row, PERMANENCE_DETAILS) };
    case 'ad1':
    case 'placed-for-adoption':
      return { ...NOTHING, detail: details(row, ADOPTION_DETAILS) };
    case 'social-workers':
      return NOTHING;
  }
}

function identifiersOf(row: Ssda903Row): readonly IdentifierStatement[] {
  const upn = row.text('UPN');
  const own = { kind: 'la-child-id', value: row.child } as const;
  // UN1 to UN7 say why a number is not known; they are nobody's number.
  return upn && !upn.startsWith('UN') ? [own, { kind: 'upn', value: upn }] : [own];
}

function headerFacts(row: Ssda903Row): Facts {
  return {
    ...NOTHING,
    sex: SEXES[row.text('SEX') ?? '']?.sex ?? null,
    ethnicity: row.text('ETHNIC'),
    detail: details(row, { MOTHER: 'mother' }),
  };
}

function episodeFacts(row: Ssda903Row, year: ReturnYear | null): Facts {
  const startDay = row.day('DECOM');
  if (startDay === null) return NOTHING;
  const stated = row.day('DEC');
  const endDay = year && stated && stated > addDays(year.lastDay, 1) ? null : stated;
  const isEmpty = endDay === startDay;
  const reason = endDay ? row.text('REC') : null;
  const span = { startDay, endDay, endReason: reason };
  const isCounted = !isShortBreaks(row);
  return {
    spells: isEmpty ? [] : episodeSpells(row, span, isCounted),
    events: isCounted ? episodeEvents(row, span) : [],
    deathDay: reason === 'E2' ? endDay : null,
    address: homeAddress(row, startDay),
  };
}

type Span = Pick<SpellStatement, 'startDay' | 'endDay' | 'endReason'>;

function episodeSpells(row: Ssda903Row, span: Span, isCounted: boolean): SpellStatement[] {
  const spells: SpellStatement[] = [];
  if (isCounted) {
    const detail = details(row, { CIN: 'need' });
    spells.push({ kind: 'status', code: 'looked-after', ...span, detail });
  }
  const placement = row.text('PLACE');
  if (placement) {
    const group = PLACEMENTS[placement]?.group ?? 'other';
    const detail = details(row, PLACEMENT_DETAILS, { group });
    spells.push({ kind: 'placement', code: placement, ...span, detail });
  }
  const status = row.text('LS');
  if (status) {
    const group = LEGAL_STATUSES[status]?.group ?? '';
    spells.push({ kind: 'legal-basis', code: status, ...span, detail: { group } });
  }
  return spells;
}

/** Reasons for a new episode that bring a new legal status: start, L, B and U. */
const NEW_LEGAL_STATUS: ReadonlySet<string> = new Set(['S', 'L', 'B', 'U']);

function episodeEvents(row: Ssda903Row, span: Span): EventStatement[] {
  const events: EventStatement[] = [];
  if (row.text('RNE') === 'S') {
    const detail = details(row, { CIN: 'need', LS: 'legalStatus' });
    events.push({ kind: 'looked-after-start', code: 'S', day: span.startDay, detail });
  }
  const status = row.text('LS') ?? '';
  const group = LEGAL_STATUSES[status]?.group;
  if (NEW_LEGAL_STATUS.has(row.text('RNE') ?? '') && group !== undefined && group !== 's20') {
    // An interim care order shows that care proceedings have begun.
    const kind = status === 'C1' ? 'care-proceedings' : 'care-order';
    events.push({ kind, code: status, day: span.startDay, agencyKind: 'courts' });
  }
  if (span.endDay && span.endReason && span.endReason !== 'X1') {
    const outcome = END_REASONS[span.endReason]?.label ?? null;
    events.push({ kind: 'looked-after-end', code: span.endReason, day: span.endDay, outcome });
  }
  return events;
}

/** Full postcodes and, because test and published files shorten them, sectors and districts. */
function homeAddress(row: Ssda903Row, fromDay: CalendarDay): AddressStatement | null {
  const postcode = row.text('HOME_POST')?.toUpperCase() ?? '';
  const isPostcode = /^[A-Z]{1,2}\d[A-Z\d]?( ?\d([A-Z]{2})?)?$/.test(postcode);
  return isPostcode ? { postcode, fromDay } : null;
}

function reviewFacts(row: Ssda903Row): Facts {
  const day = row.day('REVIEW');
  if (day === null) return NOTHING;
  const outcome = row.text('REVIEW_CODE');
  return { ...NOTHING, events: [{ kind: 'looked-after-review', code: null, day, outcome }] };
}

function missingFacts(row: Ssda903Row): Facts {
  const day = row.day('MIS_START');
  if (day === null) return NOTHING;
  const end = row.day('MIS_END');
  const detail = end ? { until: end, days: String(daysBetween(day, end)) } : {};
  return { ...NOTHING, events: [{ kind: 'missing', code: row.text('MISSING'), day, detail }] };
}

function healthFacts(row: Ssda903Row, year: ReturnYear | null): Facts {
  const detail = details(row, HEALTH_DETAILS);
  if (!year || Object.keys(detail).length === 0) return NOTHING;
  return { ...NOTHING, events: [{ kind: 'health-check', code: 'OC2', day: year.lastDay, detail }] };
}

function leaverFacts(row: Ssda903Row, year: ReturnYear | null): Facts {
  const birth = row.day('DOB');
  const contact = row.text('IN_TOUCH');
  if (!year || !birth || contact === 'DIED' || contact === 'RHOM') return NOTHING;
  const span = careLeaverSpan(birth, year);
  if (!span) return NOTHING;
  const detail = details(row, LEAVER_DETAILS);
  return { ...NOTHING, spells: [{ kind: 'status', code: 'care-leaver', ...span, detail }] };
}

function ageAtYearEnd(birth: CalendarDay, year: ReturnYear): number {
  const age = Number(year.lastDay.slice(0, 4)) - Number(birth.slice(0, 4));
  return birth.slice(5) > year.lastDay.slice(5) ? age - 1 : age;
}

/** The day on which someone reaches an age; born on 29 February, in other years on 1 March. */
export function birthday(birth: CalendarDay, age: number): CalendarDay {
  const year = Number(birth.slice(0, 4)) + age;
  const isLeap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
  const rest = birth.slice(4) === '-02-29' && !isLeap ? '-03-01' : birth.slice(4);
  return `${year}${rest}` as CalendarDay;
}

function details(
  row: Ssda903Row,
  names: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const found = Object.entries(names).flatMap(([field, name]) => {
    const value = row.text(field);
    return value === null ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(found), ...more };
}

const PLACEMENT_DETAILS = {
  PLACE_PROVIDER: 'provider',
  REASON_PLACE_CHANGE: 'changeReason',
  URN: 'urn',
};

const HEALTH_DETAILS = {
  SDQ_SCORE: 'sdqScore',
  SDQ_REASON: 'sdqReason',
  CONVICTED: 'convicted',
  HEALTH_CHECK: 'healthCheck',
  IMMUNISATIONS: 'immunisations',
  TEETH_CHECK: 'teethCheck',
  HEALTH_ASSESSMENT: 'healthAssessment',
  SUBSTANCE_MISUSE: 'substanceMisuse',
  INTERVENTION_RECEIVED: 'interventionReceived',
  INTERVENTION_OFFERED: 'interventionOffered',
};

const LEAVER_DETAILS = { IN_TOUCH: 'inTouch', ACTIV: 'activity', ACCOM: 'accommodation' };

const PERMANENCE_DETAILS = { PREV_PERM: 'previousPermanence', DATE_PERM: 'previousPermanenceDay' };

const ADOPTION_DETAILS = {
  DATE_INT: 'adoptionPlannedDay',
  DATE_MATCH: 'adoptionMatchedDay',
  DATE_PLACED: 'adoptionDecidedDay',
  DATE_PLACED_CEASED: 'adoptionReversedDay',
  REASON_PLACED_CEASED: 'adoptionReversedReason',
};
