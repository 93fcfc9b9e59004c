import type { CalendarDay } from '../../lib/index.ts';
import type { CinAssessment, CinChild, CinEpisode, CinField } from './cin-census.ts';
import type { CinProtectionPlan, CinSection47, Maybe } from './cin-census.ts';
import { saysYes } from './cin-census.ts';
import type { CodeList } from './cin-census.codes.ts';
import {
  ABUSE_CODES,
  AGENCY_OF_REFERRAL_SOURCE,
  CLOSURE_CODES,
  DISABILITY_CODES,
  ETHNICITY_CODES,
  FACTOR_CODES,
  PRIMARY_NEED_CODES,
  REFERRAL_SOURCE_CODES,
} from './cin-census.codes.ts';
import { workingDaysAfter, workingDaysBetween } from './cin-census.working-days.ts';
import type { EventStatement, IdentifierStatement } from './statement.ts';
import type { PersonStatement, SpellStatement } from './statement.ts';

/**
 * Working days from referral in which an assessment is to be completed (Working Together, 2023).
 */
const ASSESSMENT_WORKING_DAYS = 45;
/** Working days from the start of an enquiry to its conference (Working Together, 2023). */
const CONFERENCE_WORKING_DAYS = 15;

/**
 * What a child of the census states, as identifiers, spells and events. Pure: the same child gives
 * the same statement. Days after `today` are left out; so is an end before its start (the spell is
 * then open), and a spell that ends on the day it starts, which has no length. Codes that no census
 * knows are left out, so that no free text passes. A child without identifier gives none: its
 * record must be kept out.
 */
export function statementOf(child: CinChild, today: CalendarDay): PersonStatement {
  const spells: SpellStatement[] = [];
  const events: EventStatement[] = [];
  for (const episode of child.CINdetails) {
    addEpisode(episode, today, spells, events);
  }
  const of = child.ChildIdentifiers;
  const birthDay = pastDay(of?.PersonBirthDate ?? null, today);
  const disabilities = child.ChildCharacteristics?.Disability ?? [];
  return {
    row: child.line,
    identifiers: identifiersOf(child),
    birthDay,
    expectedBirthDay: of?.ExpectedPersonBirthDate?.day ?? null,
    deathDay: endAfter(birthDay, pastDay(of?.PersonDeathDate ?? null, today)),
    sex: sexOf(of?.Sex ?? of?.GenderCurrent ?? null),
    ethnicity: knownCode(ETHNICITY_CODES, child.ChildCharacteristics?.Ethnicity ?? null),
    ...(disabilities.length > 0 && { disabilities: disabilitiesOf(disabilities) }),
    spells,
    events,
  };
}

function identifiersOf(child: CinChild): IdentifierStatement[] {
  const of = child.ChildIdentifiers;
  const identifiers: IdentifierStatement[] = [];
  if (of?.LAchildID) identifiers.push({ kind: 'la-child-id', value: detached(of.LAchildID.text) });
  if (of?.UPN) identifiers.push({ kind: 'upn', value: detached(of.UPN.text) });
  if (of?.FormerUPN) identifiers.push({ kind: 'former-upn', value: detached(of.FormerUPN.text) });
  return identifiers;
}

/**
 * The same text in memory of its own. A piece of a larger text keeps the whole of it in memory, so
 * what outlives the reading of a child is copied.
 */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}

function sexOf(field: Maybe): 'male' | 'female' | 'unknown' | null {
  if (field === null) return null;
  if (field.text === 'M' || field.text === '1') return 'male';
  if (field.text === 'F' || field.text === '2') return 'female';
  return 'unknown';
}

/** Disability codes that are known; none for `NONE`. */
function disabilitiesOf(fields: readonly CinField[]): string[] {
  const codes = fields.map((field) => field.text);
  return [...new Set(codes)].filter((code) => code !== 'NONE' && DISABILITY_CODES.has(code));
}

function knownCode(codes: CodeList, field: Maybe): string | null {
  return field !== null && codes.has(field.text) ? field.text : null;
}

function pastDay(field: Maybe, today: CalendarDay): CalendarDay | null {
  return field?.day != null && field.day <= today ? field.day : null;
}

function endAfter(start: CalendarDay | null, end: CalendarDay | null): CalendarDay | null {
  return start !== null && end !== null && end < start ? null : end;
}

function addEpisode(
  episode: CinEpisode,
  today: CalendarDay,
  spells: SpellStatement[],
  events: EventStatement[],
): void {
  const referral = pastDay(episode.CINreferralDate, today);
  const closure = endAfter(referral, pastDay(episode.CINclosureDate, today));
  const row = episode.line;
  if (referral !== null) {
    events.push(referralEvent(episode, referral));
    if (!saysYes(episode.ReferralNFA)) {
      addSpell(spells, {
        kind: 'status',
        code: 'child-in-need',
        startDay: referral,
        endDay: closure,
        row,
      });
    }
  }
  for (const assessment of episode.Assessments) {
    const event = assessmentEvent(assessment, referral, today);
    if (event !== null) events.push(event);
  }
  for (const enquiry of episode.Section47) {
    addEnquiry(enquiry, { closure, today, spells, events });
  }
  addConferences(episode, today, events);
  for (const plan of episode.ChildProtectionPlans) {
    addProtectionPlan(plan, today, spells, events);
  }
  for (const plan of episode.CINPlanDates) {
    const startDay = pastDay(plan.CINPlanStartDate, today);
    if (startDay === null) continue;
    const endDay = endAfter(startDay, pastDay(plan.CINPlanEndDate, today));
    addSpell(spells, { kind: 'plan', code: 'cin-plan', startDay, endDay, row: plan.line });
  }
  if (closure !== null) {
    const code = knownCode(CLOSURE_CODES, episode.ReasonForClosure);
    events.push({ kind: 'closure', code, day: closure, row });
  }
}

function addSpell(spells: SpellStatement[], spell: SpellStatement): void {
  if (spell.endDay !== spell.startDay) spells.push(spell);
}

function referralEvent(episode: CinEpisode, day: CalendarDay): EventStatement {
  const code = knownCode(REFERRAL_SOURCE_CODES, episode.ReferralSource);
  const need = knownCode(PRIMARY_NEED_CODES, episode.PrimaryNeedCode);
  return {
    kind: 'referral',
    code,
    day,
    outcome: saysYes(episode.ReferralNFA) ? 'no-further-action' : 'accepted',
    agencyKind: code === null ? null : (AGENCY_OF_REFERRAL_SOURCE[code] ?? null),
    ...(need !== null && { detail: { primaryNeed: need } }),
    row: episode.line,
  };
}

function assessmentEvent(
  assessment: CinAssessment,
  referral: CalendarDay | null,
  today: CalendarDay,
): EventStatement | null {
  const start = pastDay(assessment.AssessmentActualStartDate, today);
  const authorised = pastDay(assessment.AssessmentAuthorisationDate, today);
  const end = endAfter(start, authorised);
  const day = end ?? start;
  if (day === null) return null;
  const isTimed = referral !== null && end !== null && end >= referral;
  const taken = isTimed ? workingDaysBetween(referral, end) : null;
  return {
    kind: 'assessment',
    code: null,
    day,
    outcome: end === null ? 'open' : 'completed',
    factors: [...new Set(assessment.AssessmentFactors.map((field) => field.text))].filter((code) =>
      FACTOR_CODES.has(code),
    ),
    detail: {
      ...(start !== null && { start }),
      ...(taken !== null && {
        workingDays: String(taken),
        timely: taken <= ASSESSMENT_WORKING_DAYS ? 'yes' : 'no',
      }),
    },
    row: assessment.line,
  };
}

interface EnquiryPlace {
  readonly closure: CalendarDay | null;
  readonly today: CalendarDay;
  readonly spells: SpellStatement[];
  readonly events: EventStatement[];
}

function addEnquiry(enquiry: CinSection47, place: EnquiryPlace): void {
  const startDay = pastDay(enquiry.S47ActualStartDate, place.today);
  if (startDay === null) return;
  const held = endAfter(startDay, pastDay(enquiry.DateOfInitialCPC, place.today));
  const isNotRequired = saysYes(enquiry.ICPCnotRequired);
  const row = enquiry.line;
  const ended = isNotRequired ? 'icpc-not-required' : null;
  const outcome = held === null ? ended : 'icpc-held';
  place.events.push({ kind: 'section-47', code: null, day: startDay, outcome, row });
  const closure = endAfter(startDay, place.closure);
  const assumed = isNotRequired ? assumedEnd(enquiry, startDay, closure) : closure;
  const end = held ?? assumed;
  const endDay = end !== null && end <= place.today ? end : null;
  addSpell(place.spells, {
    kind: 'status',
    code: 'section-47-enquiry',
    startDay,
    endDay,
    row,
    ...(held === null && endDay !== null && { detail: { end: 'assumed' } }),
  });
}

/**
 * When an enquiry without a conference ended. The census does not say: the target day stands for
 * it, else 15 working days after the start, and the closure of the case if that came first.
 */
function assumedEnd(
  enquiry: CinSection47,
  start: CalendarDay,
  closure: CalendarDay | null,
): CalendarDay {
  const target = endAfter(start, enquiry.InitialCPCtarget?.day ?? null);
  const latest = target ?? workingDaysAfter(start, CONFERENCE_WORKING_DAYS);
  return closure !== null && closure < latest ? closure : latest;
}

/** Initial conferences of an episode, whichever level states them; each day once. */
function addConferences(episode: CinEpisode, today: CalendarDay, events: EventStatement[]): void {
  const planned = new Set(episode.ChildProtectionPlans.map((plan) => plan.CPPstartDate?.day));
  const days = new Set<CalendarDay>();
  const levels = [...episode.Section47, episode];
  for (const level of levels) {
    const day = pastDay(level.DateOfInitialCPC, today);
    if (day === null || days.has(day)) continue;
    days.add(day);
    const outcome = planned.has(day) ? 'protection-plan' : null;
    events.push({ kind: 'initial-conference', code: null, day, outcome, row: level.line });
  }
}

function addProtectionPlan(
  plan: CinProtectionPlan,
  today: CalendarDay,
  spells: SpellStatement[],
  events: EventStatement[],
): void {
  const startDay = pastDay(plan.CPPstartDate, today);
  if (startDay === null) return;
  const initial = knownCode(ABUSE_CODES, plan.InitialCategoryOfAbuse);
  const latest = knownCode(ABUSE_CODES, plan.LatestCategoryOfAbuse);
  const before = plan.NumberOfPreviousCPP?.text ?? '';
  addSpell(spells, {
    kind: 'status',
    code: 'protection-plan',
    startDay,
    endDay: endAfter(startDay, pastDay(plan.CPPendDate, today)),
    detail: {
      ...(initial !== null && { initialCategory: initial }),
      ...(latest !== null && { latestCategory: latest }),
      ...(/^\d{1,3}$/.test(before) && { previousPlans: before }),
    },
    row: plan.line,
  });
  for (const review of plan.CPPreviewDate) {
    const day = pastDay(review, today);
    if (day === null || day < startDay) continue;
    events.push({ kind: 'review-conference', code: null, day, row: review.line });
  }
}
