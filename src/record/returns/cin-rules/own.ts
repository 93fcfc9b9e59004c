import { addDays, parseDay } from '../../../lib/index.ts';
import type { CinChild, CinField, Maybe } from '../cin-census.ts';
import { isCode, SEX_CODES, UPN_UNKNOWN_CODES } from '../cin-census.codes.ts';
import type { ChildRule, Hit } from './rule.ts';
import { defineRule, inAssessments, missing, NONE, one } from './rule.ts';

/** The dates on which a spell starts, or life: unreadable, they make the record unusable. */
const STARTS: ReadonlySet<string> = new Set([
  'PersonBirthDate',
  'CINreferralDate',
  'S47ActualStartDate',
  'CPPstartDate',
  'CINPlanStartDate',
]);

/** Calls back for every date that the child states. */
function eachDate(child: CinChild, found: (field: CinField) => void): void {
  const give = (field: Maybe) => {
    if (field !== null) found(field);
  };
  const of = child.ChildIdentifiers;
  if (of !== null) {
    give(of.PersonBirthDate);
    give(of.ExpectedPersonBirthDate);
    give(of.PersonDeathDate);
  }
  for (const episode of child.CINdetails) {
    give(episode.CINreferralDate);
    give(episode.CINclosureDate);
    give(episode.DateOfInitialCPC);
    for (const item of episode.Assessments) {
      give(item.AssessmentActualStartDate);
      give(item.AssessmentInternalReviewDate);
      give(item.AssessmentAuthorisationDate);
    }
    for (const item of episode.CINPlanDates) {
      give(item.CINPlanStartDate);
      give(item.CINPlanEndDate);
    }
    for (const item of episode.Section47) {
      give(item.S47ActualStartDate);
      give(item.InitialCPCtarget);
      give(item.DateOfInitialCPC);
    }
    for (const item of episode.ChildProtectionPlans) {
      give(item.CPPstartDate);
      give(item.CPPendDate);
      for (const review of item.CPPreviewDate) give(review);
    }
  }
}

function amongDates(child: CinChild, test: (field: CinField) => Hit | null | false) {
  let hits: Hit[] | null = null;
  eachDate(child, (field) => {
    const hit = test(field);
    if (!hit) return;
    if (hits === null) hits = [hit];
    else hits.push(hit);
  });
  return hits ?? NONE;
}

const unusable = ({ field, line }: Hit): Hit => ({ field, line, isUnusable: true });

/** Rules about dates as they are written. */
const DATES: readonly ChildRule[] = [
  defineRule({
    code: 'type/date',
    table: 'File',
    severity: 'error',
    message:
      'A date cannot be read, or is no day of the calendar. Where it is a birth or the start ' +
      'of a spell, the record cannot be placed in time and is kept out.',
    fix: 'Write the date as year-month-day, such as 2026-03-31.',
    fields: [...STARTS],
    check: (child) =>
      amongDates(child, (field) => {
        if (field.day !== null || field.text === '') return null;
        return STARTS.has(field.field) ? unusable(field) : field;
      }),
  }),
  defineRule({
    code: 'type/date-form',
    table: 'File',
    severity: 'warning',
    message:
      'A date is not written as year-month-day. It was read (a day before the month, as in ' +
      'Britain), but other systems may refuse or misread it.',
    fix: 'Write the date as year-month-day, such as 2026-03-31.',
    fields: [...STARTS],
    check: (child) =>
      amongDates(
        child,
        (field) =>
          field.day !== null && field.day !== field.text && parseDay(field.text) === null && field,
      ),
  }),
  defineRule({
    code: 'date/future',
    table: 'File',
    severity: 'error',
    message:
      'A date lies in the future, although the census tells what has happened. What it states ' +
      'is left out of the journey; a referral in the future keeps the record out.',
    fix: 'Correct the date.',
    fields: [...STARTS],
    check: (child, context) =>
      amongDates(child, (field) => {
        if (field.day === null || field.day <= context.today) return null;
        if (field.field === 'InitialCPCtarget' || field.field === 'ExpectedPersonBirthDate')
          return null;
        if (field.field === 'PersonBirthDate') return null;
        return field.field === 'CINreferralDate' ? unusable(field) : field;
      }),
  }),
  defineRule({
    code: 'date/birth-impossible',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The date of birth is in the future or more than 100 years ago, so the record may be ' +
      'that of another person.',
    fix: 'Correct PersonBirthDate; for an unborn child give ExpectedPersonBirthDate.',
    fields: ['PersonBirthDate'],
    check: (child, context) => {
      const born = child.ChildIdentifiers?.PersonBirthDate;
      if (born?.day == null) return NONE;
      const isImpossible = born.day > context.today || born.day < context.hundredYearsAgo;
      return one(isImpossible && unusable(born));
    },
  }),
  defineRule({
    code: 'date/expected-birth-far',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'The expected date of birth is more than 42 weeks ahead, which no pregnancy is.',
    fix: 'Correct ExpectedPersonBirthDate.',
    fields: ['ExpectedPersonBirthDate'],
    check: (child, context) => {
      const expected = child.ChildIdentifiers?.ExpectedPersonBirthDate;
      if (expected?.day == null) return NONE;
      return one(expected.day > addDays(context.today, 294) && expected);
    },
  }),
];

/** Rules about what must be there, and codes that the catalogue has no rule for. */
const SHAPE: readonly ChildRule[] = [
  defineRule({
    code: 'structure/no-identifier',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The child has no identifier of any kind, so it can be matched to nobody and is kept out.',
    fix: 'Give LAchildID.',
    fields: ['LAchildID', 'UPN', 'FormerUPN'],
    check: (child) => {
      const of = child.ChildIdentifiers;
      if (of?.LAchildID || of?.UPN || of?.FormerUPN) return NONE;
      return [{ field: 'LAchildID', line: of?.line ?? child.line, isUnusable: true }];
    },
  }),
  defineRule({
    code: 'structure/missing-group',
    table: 'File',
    severity: 'error',
    message: 'A group that every child needs (identifiers or characteristics) is missing.',
    fix: 'Add ChildIdentifiers or ChildCharacteristics.',
    fields: ['ChildIdentifiers', 'ChildCharacteristics'],
    check: (child) => {
      if (child.ChildIdentifiers === null) return [missing(child, 'ChildIdentifiers')];
      return one(child.ChildCharacteristics === null && missing(child, 'ChildCharacteristics'));
    },
  }),
  defineRule({
    code: 'structure/missing-element',
    table: 'Assessments',
    severity: 'error',
    message: 'The assessment has no start, so whether it was done in time cannot be told.',
    fix: 'Give AssessmentActualStartDate.',
    fields: ['AssessmentActualStartDate'],
    check: (child) =>
      inAssessments(
        child,
        (assessment) =>
          assessment.AssessmentActualStartDate === null &&
          missing(assessment, 'AssessmentActualStartDate'),
      ),
  }),
  defineRule({
    code: 'structure/element-of-another-year',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'Sex is given in the element of another year: GenderCurrent up to the census of 2024, ' +
      'Sex from 2025. It was read all the same.',
    fix: 'Use the element of the year of the reference date.',
    fields: ['GenderCurrent', 'Sex'],
    check: (child, context) => {
      const of = child.ChildIdentifiers;
      return one((context.censusYear >= 2025 ? of?.GenderCurrent : of?.Sex) ?? null);
    },
  }),
  defineRule({
    code: 'code/sex',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'Sex is missing or not a code of that year. Up to the census of 2024 it is 1, 2, 9 or 0.',
    fix:
      'Give GenderCurrent as 1 (male), 2 (female), 9 (indeterminate) or ' +
      '0 (not recorded, unborn).',
    fields: ['GenderCurrent', 'Sex'],
    until: 2024,
    check: (child, context) => {
      const of = child.ChildIdentifiers;
      if (of === null) return NONE;
      const code = of.GenderCurrent ?? of.Sex;
      if (code === null) return [missing(of, 'GenderCurrent')];
      return one(!isCode(SEX_CODES, code.text, context.censusYear) && code);
    },
  }),
  defineRule({
    code: 'code/upn-unknown',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'The reason for having no pupil number is not a code of the list (UN1 to UN7).',
    fix: 'Correct UPNunknown.',
    fields: ['UPNunknown'],
    check: (child, context) => {
      const code = child.ChildIdentifiers?.UPNunknown ?? null;
      return one(
        code !== null && !isCode(UPN_UNKNOWN_CODES, code.text, context.censusYear) && code,
      );
    },
  }),
];

/** Our own rules about one child, for what the catalogue takes for granted. */
export const OWN_RULES: readonly ChildRule[] = [...DATES, ...SHAPE];
