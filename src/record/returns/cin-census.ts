import type { CalendarDay } from '../../lib/index.ts';

/**
 * One element of the census that holds a value. `field` is the element's name in the guide, `line`
 * where its start tag ends in the XML, `text` its trimmed content, `day` the day it states (null
 * when the element is not a date or the date cannot be read).
 */
export interface CinField {
  readonly field: string;
  readonly line: number;
  readonly text: string;
  readonly day: CalendarDay | null;
}

/** A single element that may be absent; an empty element counts as absent. */
export type Maybe = CinField | null;

/**
 * Who the child is. Properties carry the guide's element names, so that rules read like the guide.
 */
export interface ChildIdentifiers {
  readonly line: number;
  readonly LAchildID: Maybe;
  readonly UPN: Maybe;
  readonly FormerUPN: Maybe;
  readonly UPNunknown: Maybe;
  readonly PersonBirthDate: Maybe;
  readonly ExpectedPersonBirthDate: Maybe;
  /** Up to the census of 2024. */
  readonly GenderCurrent: Maybe;
  /** From the census of 2025. */
  readonly Sex: Maybe;
  readonly PersonDeathDate: Maybe;
}

/** Ethnicity and disabilities. Repeated elements are lists; an empty one is kept with text ''. */
export interface ChildCharacteristics {
  readonly line: number;
  readonly Ethnicity: Maybe;
  readonly Disability: readonly CinField[];
}

/** One assessment of an episode, with the factors found at it. */
export interface CinAssessment {
  readonly line: number;
  readonly AssessmentActualStartDate: Maybe;
  readonly AssessmentInternalReviewDate: Maybe;
  readonly AssessmentAuthorisationDate: Maybe;
  readonly AssessmentFactors: readonly CinField[];
}

/** One child in need plan. */
export interface CinPlan {
  readonly line: number;
  readonly CINPlanStartDate: Maybe;
  readonly CINPlanEndDate: Maybe;
}

/** One section 47 enquiry. */
export interface CinSection47 {
  readonly line: number;
  readonly S47ActualStartDate: Maybe;
  readonly InitialCPCtarget: Maybe;
  readonly DateOfInitialCPC: Maybe;
  readonly ICPCnotRequired: Maybe;
}

/** One child protection plan with its reviews. */
export interface CinProtectionPlan {
  readonly line: number;
  readonly CPPstartDate: Maybe;
  readonly CPPendDate: Maybe;
  readonly InitialCategoryOfAbuse: Maybe;
  readonly LatestCategoryOfAbuse: Maybe;
  readonly NumberOfPreviousCPP: Maybe;
  /** Line of the group that holds the reviews; null when there is none. */
  readonly Reviews: number | null;
  readonly CPPreviewDate: readonly CinField[];
}

/** One episode: a referral and all that followed from it until the case was closed. */
export interface CinEpisode {
  readonly line: number;
  readonly CINreferralDate: Maybe;
  readonly ReferralSource: Maybe;
  readonly PrimaryNeedCode: Maybe;
  readonly CINclosureDate: Maybe;
  readonly ReasonForClosure: Maybe;
  readonly DateOfInitialCPC: Maybe;
  readonly ReferralNFA: Maybe;
  readonly Assessments: readonly CinAssessment[];
  readonly CINPlanDates: readonly CinPlan[];
  readonly Section47: readonly CinSection47[];
  readonly ChildProtectionPlans: readonly CinProtectionPlan[];
}

/** One `<Child>` as the file states it, before any rule was applied. */
export interface CinChild {
  readonly line: number;
  readonly ChildIdentifiers: ChildIdentifiers | null;
  readonly ChildCharacteristics: ChildCharacteristics | null;
  readonly CINdetails: readonly CinEpisode[];
}

/** What the header states, once it has been read or found to be missing. */
export interface CinHeader {
  readonly line: number;
  readonly Collection: Maybe;
  readonly Year: Maybe;
  readonly ReferenceDate: Maybe;
  readonly LEA: Maybe;
}

/** Whether a yes/no element says yes (`1` or `true`, in any case). Absent or unreadable is no. */
export function saysYes(field: Maybe): boolean {
  return field !== null && (field.text === '1' || field.text.toLowerCase() === 'true');
}

/**
 * Whether a yes/no element says no (`0` or `false`, in any case). Absent or unreadable is not no.
 */
export function saysNo(field: Maybe): boolean {
  return field !== null && (field.text === '0' || field.text.toLowerCase() === 'false');
}
