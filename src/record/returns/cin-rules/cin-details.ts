import { saysNo, saysYes } from '../cin-census.ts';
import type { CinChild, CinEpisode } from '../cin-census.ts';
import { isCode, PRIMARY_NEED_CODES, REFERRAL_SOURCE_CODES } from '../cin-census.codes.ts';
import { workingDaysBefore } from '../cin-census.working-days.ts';
import type { ChildRule, Stretch } from './rule.ts';
import { among, daysAfter, defineRule, inEpisodes, isAfterPeriod, isBefore } from './rule.ts';
import { missing, NONE, overlapping } from './rule.ts';

/** Episodes that led to further action and are not closed. */
function openEpisodes(child: CinChild): readonly CinEpisode[] {
  return child.CINdetails.filter(
    (episode) => episode.CINclosureDate === null && saysNo(episode.ReferralNFA),
  );
}

/** Rules about the referral and the episode it opens. */
export const CIN_DETAILS_RULES: readonly ChildRule[] = [
  defineRule({
    code: '8600',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The referral date is missing or after the last day of the census. An episode begins ' +
      'with its referral; without that day it has no place in time.',
    fix: 'Give CINreferralDate, on or before the reference date.',
    fields: ['CINreferralDate', 'ReferenceDate'],
    check: (child, context) =>
      inEpisodes(child, (episode) =>
        episode.CINreferralDate === null
          ? { field: 'CINreferralDate', line: episode.line, isUnusable: true }
          : isAfterPeriod(episode.CINreferralDate, context) && episode.CINreferralDate,
      ),
  }),
  defineRule({
    code: '8606',
    table: 'CINdetails',
    severity: 'error',
    message: 'The referral is more than 40 weeks before the birth, so one of the dates is wrong.',
    fix: 'Correct CINreferralDate, PersonBirthDate or ExpectedPersonBirthDate.',
    fields: ['CINreferralDate', 'PersonBirthDate', 'ExpectedPersonBirthDate'],
    check: (child) => {
      const of = child.ChildIdentifiers;
      const birth = of?.PersonBirthDate?.day ?? of?.ExpectedPersonBirthDate?.day;
      if (birth == null) return NONE;
      return inEpisodes(child, ({ CINreferralDate: referral }) => {
        if (referral?.day == null || referral.day >= birth) return null;
        return daysAfter(referral.day, 280) < birth && referral;
      });
    },
  }),
  defineRule({
    code: '8866',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The source of referral is missing or not a code of that year. It says which agency asks ' +
      'for help, and what happens to its requests.',
    fix: 'Give ReferralSource from the list; 5D (early help) exists from the census of 2023.',
    fields: ['ReferralSource', 'CINreferralDate'],
    check: (child, context) =>
      inEpisodes(child, (episode) => {
        const source = episode.ReferralSource;
        if (source === null) return missing(episode, 'ReferralSource');
        return !isCode(REFERRAL_SOURCE_CODES, source.text, context.censusYear) && source;
      }),
  }),
  defineRule({
    code: '8568',
    table: 'CINdetails',
    severity: 'error',
    message:
      'Whether the referral led to no further action is missing or unreadable. It was taken as ' +
      'further action, which may overstate children in need.',
    fix: 'Set ReferralNFA to true or false (or 1 or 0).',
    fields: ['ReferralNFA'],
    check: (child) =>
      inEpisodes(child, (episode) => {
        const flag = episode.ReferralNFA;
        if (flag === null) return missing(episode, 'ReferralNFA');
        return !saysYes(flag) && !saysNo(flag) && flag;
      }),
  }),
  defineRule({
    code: '8569Q',
    table: 'CINdetails',
    severity: 'warning',
    message:
      'A referral from before the census year is marked "no further action". Such a referral ' +
      'ends when it is decided, so it belongs to an earlier census.',
    fix: 'Set ReferralNFA to false if the case went on, or take the episode out.',
    fields: ['ReferralNFA', 'CINreferralDate'],
    check: (child, context) => {
      if (context.period === null) return NONE;
      const { start } = context.period;
      return inEpisodes(child, (episode) => {
        const referral = episode.CINreferralDate?.day;
        if (referral == null || referral >= start || !saysYes(episode.ReferralNFA)) return null;
        return referral < workingDaysBefore(start, 1) && episode.ReferralNFA;
      });
    },
  }),
  defineRule({
    code: '8610',
    table: 'CINdetails',
    severity: 'error',
    message: 'A referral with further action has no primary need.',
    fix: 'Give PrimaryNeedCode, N0 only if it is truly not known.',
    fields: ['ReferralNFA', 'PrimaryNeedCode'],
    check: (child) =>
      inEpisodes(
        child,
        (episode) =>
          saysNo(episode.ReferralNFA) &&
          episode.PrimaryNeedCode === null &&
          missing(episode, 'PrimaryNeedCode'),
      ),
  }),
  defineRule({
    code: '8650',
    table: 'CINdetails',
    severity: 'error',
    message: 'The primary need is not a code of the list (N0 to N9).',
    fix: 'Correct PrimaryNeedCode.',
    fields: ['PrimaryNeedCode'],
    check: (child, context) =>
      inEpisodes(
        child,
        ({ PrimaryNeedCode: need }) =>
          need !== null && !isCode(PRIMARY_NEED_CODES, need.text, context.censusYear) && need,
      ),
  }),
  defineRule({
    code: '8555Q',
    table: 'CINdetails',
    severity: 'warning',
    message: 'The referral is dated after the death of the child.',
    fix: 'Correct CINreferralDate or PersonDeathDate.',
    fields: ['PersonDeathDate', 'CINreferralDate'],
    check: (child) =>
      inEpisodes(
        child,
        ({ CINreferralDate: referral }) =>
          isBefore(child.ChildIdentifiers?.PersonDeathDate ?? null, referral) && referral,
      ),
  }),
  defineRule({
    code: '8815',
    table: 'CINdetails',
    severity: 'error',
    message: 'The child has more than one open episode, and would be counted twice.',
    fix: 'Give the earlier one its CINclosureDate and reason.',
    fields: ['ReferralNFA', 'CINclosureDate'],
    check: (child) =>
      child.CINdetails.length < 2
        ? NONE
        : among(openEpisodes(child).slice(1), (episode) => missing(episode, 'CINclosureDate')),
  }),
  defineRule({
    code: '8816',
    table: 'CINdetails',
    severity: 'error',
    message: 'An episode is open although a later referral follows it.',
    fix: 'Close the earlier episode, or correct CINreferralDate.',
    fields: ['CINreferralDate', 'ReferralNFA'],
    check: (child) => {
      if (child.CINdetails.length < 2) return NONE;
      const days = child.CINdetails.map((episode) => episode.CINreferralDate?.day ?? '');
      const latest = days.reduce((last, day) => (day > last ? day : last), '');
      return among(openEpisodes(child), ({ CINreferralDate: referral }) =>
        referral?.day != null && referral.day < latest ? referral : null,
      );
    },
  }),
  defineRule({
    code: '8820',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The referral falls inside another episode of the child. A new concern about an open ' +
      'case is not a new referral.',
    fix: 'Correct the dates, or join the two episodes.',
    fields: ['CINreferralDate', 'CINclosureDate'],
    check: (child) =>
      child.CINdetails.length < 2
        ? NONE
        : overlapping(
            child.CINdetails.filter((episode) => !saysYes(episode.ReferralNFA)).map((episode) => ({
              start: episode.CINreferralDate,
              end: episode.CINclosureDate,
            })),
          ),
  }),
  defineRule({
    code: '8831',
    table: 'CINdetails',
    severity: 'error',
    message:
      'The referral is marked "no further action", yet an assessment, enquiry or conference ' +
      'follows it.',
    fix: 'Set ReferralNFA to false, or take the activity out.',
    fields: [
      'AssessmentActualStartDate',
      'AssessmentAuthorisationDate',
      'S47ActualStartDate',
      'DateOfInitialCPC',
    ],
    check: (child) =>
      inEpisodes(child, (episode) => {
        if (!saysYes(episode.ReferralNFA)) return null;
        const [assessment] = episode.Assessments;
        const [enquiry] = episode.Section47;
        if (assessment) return { field: 'Assessments', line: assessment.line };
        if (enquiry) return { field: 'Section47', line: enquiry.line };
        return episode.DateOfInitialCPC;
      }),
  }),
  defineRule({
    code: '2991Q',
    table: 'CINdetails',
    severity: 'warning',
    message:
      'There is a section 47 enquiry but no assessment, although an enquiry is carried out as ' +
      'part of one.',
    fix: 'Add the assessment, or check that the enquiry belongs to this episode.',
    fields: ['Section47', 'Assessments'],
    check: (child) =>
      inEpisodes(child, ({ Section47: [enquiry], Assessments: assessments }) =>
        enquiry && assessments.length === 0 ? { field: 'Section47', line: enquiry.line } : null,
      ),
  }),
  defineRule({
    code: '8890',
    table: 'CINdetails',
    severity: 'error',
    message: 'A section 47 enquiry starts while another is still going on.',
    fix: 'Give the earlier enquiry its conference date, or correct S47ActualStartDate.',
    fields: ['S47ActualStartDate', 'DateOfInitialCPC'],
    check: (child) =>
      child.CINdetails.every((episode) => episode.Section47.length < 2)
        ? NONE
        : child.CINdetails.flatMap((episode) => overlapping(goingOn(episode))),
  }),
];

/**
 * Enquiries that lead to a conference, from their start to it; the others end on an unknown day.
 */
function goingOn(episode: CinEpisode): Stretch[] {
  return episode.Section47.filter((enquiry) => !saysYes(enquiry.ICPCnotRequired)).map(
    (enquiry) => ({ start: enquiry.S47ActualStartDate, end: enquiry.DateOfInitialCPC }),
  );
}
