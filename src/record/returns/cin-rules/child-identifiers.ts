import { saysNo } from '../cin-census.ts';
import type { ChildIdentifiers, CinChild, CinEpisode, Maybe } from '../cin-census.ts';
import { isCode, UPN_UNKNOWN_CODES } from '../cin-census.codes.ts';
import type { ChildRule, Hit } from './rule.ts';
import { daysAfter, defineRule, inPlans, isAfterPeriod, isBefore, isOutside } from './rule.ts';
import { missing, NONE, one, yearsBefore } from './rule.ts';

/** Hits that need the group of identifiers; none when the child has no such group. */
function identified(child: CinChild, test: (of: ChildIdentifiers) => Hit | null | false) {
  return child.ChildIdentifiers === null ? NONE : one(test(child.ChildIdentifiers));
}

const upnText = (of: ChildIdentifiers) => of.UPN?.text ?? '';

/**
 * The check letter that belongs to the 12 characters after the first of a pupil number, or null
 * when they are not digits (a letter is allowed last, on a temporary number). Each is weighted by
 * its place, 2 to 13; the remainder by 23 picks the letter (Department for Education, unique pupil
 * numbers guide; I, O and S are not used).
 */
export function upnCheckLetter(upn: string): string | null {
  if (upn.length !== 13) return null;
  let sum = 0;
  for (let place = 1; place <= 12; place++) {
    const digit = upn.charCodeAt(place) - 48;
    const isDigit = digit >= 0 && digit <= 9;
    if (!isDigit && place < 12) return null;
    const value = isDigit ? digit : CHECK_LETTERS.indexOf(upn.charAt(place));
    if (value < 0) return null;
    sum += value * (place + 1);
  }
  return CHECK_LETTERS.charAt(sum % 23);
}

const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Whether every character from one place up to another is a digit. */
function areDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}

/** Whether the last of 13 characters is a digit, or a letter that pupil numbers may end in. */
function endsAsPupilNumber(upn: string): boolean {
  if (upn.length !== 13) return false;
  return areDigits(upn, 12, 13) || CHECK_LETTERS.includes(upn.charAt(12));
}

const isAccepted = (episode: CinEpisode) => saysNo(episode.ReferralNFA);

function firstLineHit(of: Maybe, first: number | undefined): Hit | null {
  if (of === null || first === undefined || first === of.line) return null;
  return { field: of.field, line: of.line, note: `It is first stated on line ${first}.` };
}

/** Rules about identifiers and numbers. */
const NUMBERS: readonly ChildRule[] = [
  defineRule({
    code: '8500',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'The child has no local identifier. It ties the child to earlier and later years.',
    fix: "Give LAchildID, the number that the council's own system holds for the child.",
    fields: ['LAchildID'],
    check: (child) => identified(child, (of) => of.LAchildID === null && missing(of, 'LAchildID')),
  }),
  defineRule({
    code: '8510',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'Another child in this file has the same local identifier. Both would become one person, ' +
      'with the episodes of two.',
    fix: 'If it is one child, put all episodes under one Child; if two, correct one LAchildID.',
    fields: ['LAchildID'],
    check: (child, context) =>
      identified(child, ({ LAchildID: id }) =>
        firstLineHit(id, id === null ? undefined : context.firstLineOf('LAchildID', id.text)),
      ),
  }),
  defineRule({
    code: '1570',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'The local identifier is longer than 20 characters, which the collection refuses.',
    fix: 'Shorten LAchildID to 20 characters or fewer, and keep it the same every year.',
    fields: ['LAchildID'],
    since: 2025,
    check: (child) =>
      identified(child, ({ LAchildID: id }) => id !== null && id.text.length > 20 && id),
  }),
  defineRule({
    code: '1580',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The local identifier has characters other than letters and digits, which the collection ' +
      'refuses.',
    fix: 'Remove spaces and signs from LAchildID.',
    fields: ['LAchildID'],
    since: 2025,
    check: (child) =>
      identified(
        child,
        ({ LAchildID: id }) => id !== null && !/^[A-Za-z0-9]*$/.test(id.text) && id,
      ),
  }),
  defineRule({
    code: '1510',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The first letter of the pupil number does not follow from its digits, so one of them is ' +
      'mistyped. A wrong number ties the child to another pupil.',
    fix: 'Compare UPN with what the school holds.',
    fields: ['UPN'],
    check: (child) =>
      identified(child, (of) => {
        const expected = upnCheckLetter(upnText(of));
        return expected !== null && expected !== upnText(of).charAt(0) && of.UPN;
      }),
  }),
  defineRule({
    code: '1520',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'Another child in this file has the same pupil number, and a pupil number belongs to one ' +
      'child.',
    fix: 'Find out whose UPN it is and correct the other.',
    fields: ['UPN'],
    check: (child, context) =>
      identified(child, ({ UPN: upn }) =>
        firstLineHit(upn, upn === null ? undefined : context.firstLineOf('UPN', upn.text)),
      ),
  }),
  defineRule({
    code: '1540',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'Characters 5 to 12 of the pupil number are not all digits, so it is no pupil number.',
    fix: 'Correct UPN, or leave it out and say why in UPNunknown.',
    fields: ['UPN'],
    check: (child) =>
      identified(child, (of) => of.UPN !== null && !areDigits(of.UPN.text, 4, 12) && of.UPN),
  }),
  defineRule({
    code: '1550',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The last character of the pupil number is neither a digit nor a letter that numbers end in.',
    fix:
      'Correct character 13 of UPN: a digit, or for a temporary number a letter except I, O and ' +
      'S.',
    fields: ['UPN'],
    check: (child) =>
      identified(child, (of) => of.UPN !== null && !endsAsPupilNumber(of.UPN.text) && of.UPN),
  }),
  defineRule({
    code: '1560Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'The former pupil number has not the form of one, so it will not find the child in older ' +
      'school files.',
    fix: 'Check FormerUPN: a letter, eleven digits, then a digit or letter.',
    fields: ['FormerUPN'],
    check: (child) =>
      identified(
        child,
        ({ FormerUPN: upn }) => upn !== null && !/^[A-Z]\d{11}[0-9A-Z]$/.test(upn.text) && upn,
      ),
  }),
  defineRule({
    code: '8770Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'A child of six or older with further action has no pupil number and no reason that ' +
      'fits. Without it, school results and attendance cannot be joined.',
    fix: 'Give UPN, or a reason other than UN1 in UPNunknown.',
    fields: ['UPN', 'UPNunknown'],
    check: (child, context) =>
      identified(child, (of) => {
        const born = of.PersonBirthDate?.day;
        if (context.period === null || born == null || of.UPN !== null) return null;
        if (born > context.period.sixYearsBefore || !child.CINdetails.some(isAccepted)) return null;
        const reason = of.UPNunknown;
        const isGood =
          reason !== null &&
          reason.text !== 'UN1' &&
          isCode(UPN_UNKNOWN_CODES, reason.text, context.censusYear);
        return isGood ? null : (reason ?? missing(of, 'UPN'));
      }),
  }),
  defineRule({
    code: '8772',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The reason for having no pupil number is "referral with no further action", but a ' +
      'referral of this child did lead to further action.',
    fix: 'Give UPN, or another reason in UPNunknown.',
    fields: ['UPNunknown', 'ReferralNFA'],
    check: (child) =>
      identified(
        child,
        (of) => of.UPNunknown?.text === 'UN7' && child.CINdetails.some(isAccepted) && of.UPNunknown,
      ),
  }),
  defineRule({
    code: '8590',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'The child has no episode, so the census says nothing about why it is in the file.',
    fix: 'Add CINdetails with the referral, or take the child out.',
    fields: ['LAchildID'],
    check: (child) =>
      one(child.CINdetails.length === 0 && { field: 'CINdetails', line: child.line }),
  }),
];

/** Rules about birth, sex and death. */
const LIFE: readonly ChildRule[] = [
  defineRule({
    code: '4180',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'Sex is missing or is not M, F or U. From the census of 2025 these letters replace the ' +
      'figures of GenderCurrent.',
    fix: 'Give Sex as M, F or U (U when it is not known, or the child is not born).',
    fields: ['Sex'],
    since: 2025,
    check: (child) =>
      identified(child, (of) =>
        of.Sex !== null && /^[MFU]$/.test(of.Sex.text)
          ? null
          : (of.Sex ?? of.GenderCurrent ?? missing(of, 'Sex')),
      ),
  }),
  defineRule({
    code: '8750',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'A child that is not born yet has a sex other than U.',
    fix: 'Set Sex to U until the birth, or give PersonBirthDate if the child is born.',
    fields: ['Sex', 'PersonBirthDate', 'ExpectedPersonBirthDate'],
    since: 2025,
    check: (child) =>
      identified(child, (of) => {
        const isUnborn = of.PersonBirthDate === null && of.ExpectedPersonBirthDate !== null;
        return isUnborn && of.Sex !== null && of.Sex.text !== 'U' && of.Sex;
      }),
  }),
  defineRule({
    code: '8520',
    table: 'ChildIdentifiers',
    severity: 'error',
    message:
      'The date of birth lies after the last day of the census, when the child was at most ' +
      'expected.',
    fix: 'Correct PersonBirthDate, or give ExpectedPersonBirthDate instead.',
    fields: ['PersonBirthDate', 'ReferenceDate'],
    check: (child, context) =>
      identified(child, ({ PersonBirthDate: born }) => isAfterPeriod(born, context) && born),
  }),
  defineRule({
    code: '8525Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'The child has neither or both of a date of birth and an expected one. Age decides most ' +
      'of what is counted.',
    fix: 'Give PersonBirthDate once the child is born, ExpectedPersonBirthDate before.',
    fields: ['PersonBirthDate', 'ExpectedPersonBirthDate'],
    check: (child) =>
      identified(child, (of) => {
        const { PersonBirthDate: born, ExpectedPersonBirthDate: expected } = of;
        if ((born === null) !== (expected === null)) return null;
        return expected ?? missing(of, 'PersonBirthDate');
      }),
  }),
  defineRule({
    code: '8530Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'The expected date of birth is more than 30 days before or 9 months after the end of the ' +
      'census, so the birth was missed or mistyped.',
    fix: 'Check ExpectedPersonBirthDate; give PersonBirthDate if the child is born.',
    fields: ['ExpectedPersonBirthDate', 'ReferenceDate'],
    check: (child, context) =>
      identified(child, ({ ExpectedPersonBirthDate: expected }) => {
        if (expected?.day == null || context.period === null) return null;
        const { end } = context.period;
        const isFar = expected.day < daysAfter(end, -30) || expected.day > daysAfter(end, 275);
        return isFar && expected;
      }),
  }),
  defineRule({
    code: '8535Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message: 'The child is recorded as having died before birth.',
    fix: 'Correct PersonDeathDate or PersonBirthDate.',
    fields: ['PersonDeathDate', 'PersonBirthDate'],
    check: (child) =>
      identified(
        child,
        (of) => isBefore(of.PersonDeathDate, of.PersonBirthDate) && of.PersonDeathDate,
      ),
  }),
  defineRule({
    code: '8545Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message: 'The date of death lies outside the year of the census.',
    fix: 'Check PersonDeathDate; a child who died in an earlier year leaves the census.',
    fields: ['PersonDeathDate', 'ReferenceDate'],
    check: (child, context) =>
      identified(child, (of) => isOutside(of.PersonDeathDate, context) && of.PersonDeathDate),
  }),
  defineRule({
    code: '8775Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message:
      'The person is over 25 and the case is open or was closed after the 25th birthday; ' +
      'services for children end there at the latest.',
    fix: 'Check PersonBirthDate, or close the case.',
    fields: ['PersonBirthDate', 'CINclosureDate'],
    check: (child, context) =>
      identified(child, ({ PersonBirthDate: born }) => {
        if (born?.day == null || context.period === null) return null;
        const day = born.day;
        if (day >= context.period.twentyFiveYearsBefore) return null;
        const isLate = child.CINdetails.some(({ CINclosureDate: closed }) =>
          closed?.day == null ? closed === null : yearsBefore(closed.day, 25) > day,
        );
        return isLate && born;
      }),
  }),
  defineRule({
    code: '4008',
    table: 'ChildIdentifiers',
    severity: 'error',
    message: 'An in need plan starts after the date of death.',
    fix: 'Correct CINPlanStartDate or PersonDeathDate.',
    fields: ['PersonDeathDate', 'CINPlanStartDate'],
    check: (child) =>
      inPlans(
        child,
        (plan) =>
          isBefore(child.ChildIdentifiers?.PersonDeathDate ?? null, plan.CINPlanStartDate) &&
          plan.CINPlanStartDate,
      ),
  }),
  defineRule({
    code: '4009Q',
    table: 'ChildIdentifiers',
    severity: 'warning',
    message: 'An in need plan ends after the date of death.',
    fix: 'End the plan on the date of death, or correct PersonDeathDate.',
    fields: ['PersonDeathDate', 'CINPlanEndDate'],
    check: (child) =>
      inPlans(
        child,
        (plan) =>
          isBefore(child.ChildIdentifiers?.PersonDeathDate ?? null, plan.CINPlanEndDate) &&
          plan.CINPlanEndDate,
      ),
  }),
];

/** Rules about who the child is. */
export const CHILD_IDENTIFIERS_RULES: readonly ChildRule[] = [...NUMBERS, ...LIFE];
