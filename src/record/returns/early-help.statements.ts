import { addDays, type CalendarDay } from '../../lib/index.ts';
import { STRENGTHS } from '../journey/journey-rules.ts';
import { FACTOR_CODES } from './cin-census.codes.ts';
import {
  codesOf,
  earlyHelpAgencies,
  earlyHelpClosures,
  earlyHelpDecisions,
  earlyHelpStatuses,
  type NeedsFound,
  needsIn,
} from './early-help.codes.ts';
import type { EarlyHelpField } from './early-help.columns.ts';
import { addressOf, identifiersOf } from './person-of-row.ts';
import { ethnicityOf, plainCode, type RowValues } from './row-values.ts';
import { sexCodes } from './school-census.codes.ts';
import type {
  AgencyKind,
  EventStatement,
  NameStatement,
  PersonStatement,
  SpellStatement,
} from './statement.ts';

type Cells = RowValues<EarlyHelpField>;

const AGENCIES = codesOf(earlyHelpAgencies);
const DECISIONS = codesOf(earlyHelpDecisions);
const CLOSURES = codesOf(earlyHelpClosures);
const STATUSES = codesOf(earlyHelpStatuses);

/** The longest that a child can be expected: an expected birth lies at most this far ahead. */
const LONGEST_PREGNANCY_DAYS = 300;

interface Days {
  readonly request: CalendarDay | null;
  readonly decision: CalendarDay | null;
  readonly assessment: CalendarDay | null;
  readonly start: CalendarDay | null;
  readonly closure: CalendarDay | null;
}

/** What one row of the early help file states; null, with an error, where it is unusable. */
export function earlyHelpStatement(cells: Cells, today: CalendarDay): PersonStatement | null {
  const identifiers = identifiersOf(cells);
  const birthDay = cells.day('birthDay', today);
  const days = daysOf(cells, birthDay, today);
  if (identifiers.length === 0) {
    cells.report({
      field: 'childId',
      rule: 'structure/no-identifier',
      severity: 'error',
      message: 'The row has no id of the child, no UPN and no NHS number, so it is nobody.',
      fix: "Give the council's own id of the child in every row.",
    });
    return null;
  }
  if (days.request === null && days.start === null && days.assessment === null) {
    cells.report({
      field: 'requestDay',
      rule: 'structure/no-date',
      severity: 'error',
      message: 'The row has no date of a request, an assessment or a start that can be used.',
      fix: 'Give the day on which help was asked for.',
    });
    return null;
  }
  const lead = cells.code('leadAgency', AGENCIES)?.meaning ?? null;
  const found = { ...needsOf(cells), strengths: strengthsOf(cells) };
  return {
    row: cells.row,
    identifiers,
    birthDay,
    expectedBirthDay: cells.day('expectedBirthDay', addDays(today, LONGEST_PREGNANCY_DAYS)),
    sex: cells.code('sex', sexCodes),
    ethnicity: ethnicityOf(cells),
    names: namesOf(cells),
    address: addressOf(cells),
    familyReference: cells.text('familyReference') || null,
    spells: helpSpells(cells, days, lead),
    events: [...requests(cells, days, found), ...assessments(days, found, lead)],
  };
}

function daysOf(cells: Cells, birthDay: CalendarDay | null, today: CalendarDay): Days {
  const days: Days = {
    request: cells.day('requestDay', today),
    decision: cells.day('decisionDay', today),
    assessment: cells.day('assessmentDay', today),
    start: cells.day('startDay', today),
    closure: cells.day('closureDay', today),
  };
  const after = (field: EarlyHelpField, day: CalendarDay | null, from: CalendarDay | null) => {
    if (day === null || from === null || day >= from) return;
    cells.report({
      field,
      rule: 'date/order',
      message: 'The date lies before the request for help.',
      fix: 'Check this date and the date of the request; both were read as they stand.',
    });
  };
  after('decisionDay', days.decision, days.request);
  after('assessmentDay', days.assessment, days.request);
  after('startDay', days.start, days.request);
  if (birthDay !== null && days.start !== null && days.start < birthDay) {
    cells.report({
      field: 'birthDay',
      rule: 'date/before-birth',
      message: 'Help for the child began before the child was born.',
      fix: 'Check both dates; for an unborn child give the expected date of birth instead.',
    });
  }
  return days;
}

function needsOf(cells: Cells): NeedsFound {
  const found = needsIn(cells.text('needs'), (code) => FACTOR_CODES.has(code));
  if (found.unknown > 0) {
    cells.report({
      field: 'needs',
      rule: 'code/need',
      message: `${found.unknown} of the needs could not be found in the list; the rest were read.`,
      fix: 'Use the codes of the list, separated by semicolons.',
    });
  }
  return found;
}

type Found = NeedsFound & { readonly strengths: readonly string[] };

const STRENGTH_CODES = new Set(STRENGTHS.list.map((one) => one.code));

function strengthsOf(cells: Cells): string[] {
  const words = cells.text('strengths').split(';').map(plainCode).filter(Boolean);
  const known = words.filter((word) => STRENGTH_CODES.has(word));
  if (known.length < words.length) {
    cells.report({
      field: 'strengths',
      rule: 'code/strength',
      message: 'Some of the strengths could not be found in the list; the rest were read.',
      fix: 'Use the codes of the list, separated by semicolons.',
    });
  }
  return [...new Set(known)].sort();
}

function namesOf(cells: Cells): NameStatement[] {
  const [given, family] = [cells.text('givenName'), cells.text('familyName')];
  return given === '' && family === '' ? [] : [{ kind: 'legal', given, family }];
}

function requests(cells: Cells, days: Days, found: Found): EventStatement[] {
  const by = cells.code('requestedBy', AGENCIES);
  const decision = cells.code('decision', DECISIONS);
  if (days.request === null) return [];
  return [
    {
      kind: 'early-help-request',
      code: by?.code ?? null,
      day: days.request,
      outcome: decision?.code ?? null,
      agencyKind: by?.meaning ?? null,
      detail: {
        ...(days.decision === null ? {} : { decisionDay: days.decision }),
        ...(days.assessment === null ? needsDetail(found) : {}),
      },
    },
  ];
}

function assessments(days: Days, found: Found, lead: AgencyKind | null): EventStatement[] {
  if (days.assessment === null) return [];
  return [
    {
      kind: 'early-help-assessment',
      code: null,
      day: days.assessment,
      agencyKind: lead,
      factors: found.factors,
      detail: needsDetail(found),
    },
  ];
}

/** Themes are stated only where needs were: none stated means not known, not "none". */
function needsDetail(found: Found): Record<string, string> {
  const isStated = found.factors.length + found.needs.length > 0;
  return {
    ...(isStated ? { themes: found.themes.join(';') } : {}),
    ...(found.needs.length > 0 ? { needs: found.needs.join(';') } : {}),
    ...(found.strengths.length > 0 ? { strengths: found.strengths.join(';') } : {}),
  };
}

function helpSpells(cells: Cells, days: Days, lead: AgencyKind | null): SpellStatement[] {
  const status = cells.code('status', STATUSES)?.meaning ?? null;
  const reason = cells.code('closureReason', CLOSURES)?.code ?? null;
  const { start, closure } = days;
  if (status === 'open' && closure !== null) {
    cells.report({
      field: 'status',
      rule: 'structure/open-but-closed',
      message: 'The help is stated as open but has a closure date; the date was believed.',
      fix: 'Correct the status, or take out the closure date.',
    });
  }
  if (start === null) return [];
  if (closure === null && (status === 'closed' || cells.text('closureDay') !== '')) {
    cells.report({
      field: 'closureDay',
      rule: 'date/closed-without-date',
      message: 'The help has ended but its last day is not known, so its length is not counted.',
      fix: 'Give the day on which it ended.',
    });
    return [];
  }
  if (closure !== null && closure < start) {
    cells.report({
      field: 'closureDay',
      rule: 'date/closure-before-start',
      message: 'The help ended before it began, so its length is not counted.',
      fix: 'Correct the date of the start or of the closure.',
    });
    return [];
  }
  return [
    {
      kind: 'status',
      code: 'targeted-early-help',
      startDay: start,
      endDay: closure,
      endReason: closure === null ? null : reason,
      ...(lead === null ? {} : { agencyKind: lead }),
    },
  ];
}
