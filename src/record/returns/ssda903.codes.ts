/**
 * One code of the looked-after return: what it means and, where it was not always in the list, the
 * first and last collection year (the year in which 31 March falls).
 */
export interface ReturnCode {
  readonly label: string;
  readonly from?: number;
  readonly until?: number;
}

/** A list of codes by code. */
export type CodeList = Readonly<Record<string, ReturnCode>>;

/** Kinds of placement that cost and need tell apart. */
export type PlacementGroup =
  | 'foster'
  | 'kinship-foster'
  | 'childrens-home'
  | 'secure'
  | 'semi-independent'
  | 'with-parents'
  | 'adoption'
  | 'residential-school'
  | 'other-residential'
  | 'temporary'
  | 'other';

/** What a legal status rests on, in groups. */
export type LegalGroup = 's20' | 's31' | 'adoption' | 'protection' | 'youth-justice';

const list = (labels: Readonly<Record<string, string>>): CodeList =>
  Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, { label }]));

// The codes and their years: looked-after return code sets for 2017 to 2026 as the sector's open
// column schema states them (SSDA903 schemas 2017, 2019, 2022, 2024, 2025, 2026); the meanings from
// the Department for Education's guides to the return. Labels are ours and short.

/** Placement types (PLACE), with the group of each. */
export const PLACEMENTS: Readonly<Record<string, ReturnCode & { group: PlacementGroup }>> = {
  A3: { group: 'adoption', label: 'Placed for adoption by consent with the current foster carer' },
  A4: { group: 'adoption', label: 'Placed for adoption by consent with others' },
  A5: { group: 'adoption', label: 'Placed for adoption by order with the current foster carer' },
  A6: { group: 'adoption', label: 'Placed for adoption by order with others' },
  H5: {
    group: 'semi-independent',
    label: 'Semi-independent living, not a registered children’s home',
    until: 2024,
  },
  K1: { group: 'secure', label: 'Secure children’s home' },
  K2: { group: 'childrens-home', label: 'Children’s home' },
  K3: { group: 'semi-independent', label: 'Registered supported accommodation', from: 2025 },
  P1: { group: 'with-parents', label: 'Placed with parents or those with parental responsibility' },
  P2: { group: 'semi-independent', label: 'Independent living', until: 2024 },
  P3: { group: 'other-residential', label: 'Residential employment' },
  R1: { group: 'other-residential', label: 'Residential care home' },
  R2: { group: 'other-residential', label: 'NHS or other medical or nursing establishment' },
  R3: { group: 'other-residential', label: 'Family centre or mother and baby unit' },
  R5: { group: 'secure', label: 'Young offender institution or secure training centre' },
  S1: { group: 'residential-school', label: 'Residential school' },
  T0: { group: 'temporary', label: 'Temporary move of any kind' },
  T1: { group: 'temporary', label: 'Temporary stay in hospital' },
  T2: { group: 'temporary', label: 'Temporary absence on holiday' },
  T3: { group: 'temporary', label: 'Temporary placement while the foster carer is away' },
  T4: { group: 'temporary', label: 'Temporary placement of seven days or less, other reason' },
  U1: { group: 'kinship-foster', label: 'Fostered by a relative or friend, long term' },
  U2: {
    group: 'kinship-foster',
    label: 'Fostered by a relative or friend, fostering for adoption',
  },
  U3: { group: 'kinship-foster', label: 'Fostered by a relative or friend, other' },
  U4: { group: 'foster', label: 'Fostered by another carer, long term' },
  U5: { group: 'foster', label: 'Fostered by another carer, fostering for adoption' },
  U6: { group: 'foster', label: 'Fostered by another carer, other' },
  Z1: { group: 'other', label: 'Other placement' },
  Z11: { group: 'other', label: 'Other placement (first kind of the 2026 list)', from: 2026 },
  Z12: { group: 'other', label: 'Other placement (second kind of the 2026 list)', from: 2026 },
  Z13: { group: 'other', label: 'Other placement (third kind of the 2026 list)', from: 2026 },
  Z14: { group: 'other', label: 'Other placement (fourth kind of the 2026 list)', from: 2026 },
};

/** Legal statuses (LS), with what each rests on. V3 and V4 are agreed series of short breaks. */
export const LEGAL_STATUSES: Readonly<Record<string, ReturnCode & { group: LegalGroup }>> = {
  C1: { group: 's31', label: 'Interim care order' },
  C2: { group: 's31', label: 'Full care order' },
  D1: { group: 'adoption', label: 'Freed for adoption' },
  E1: { group: 'adoption', label: 'Placement order' },
  V2: { group: 's20', label: 'Accommodated under section 20' },
  V3: { group: 's20', label: 'Short breaks under section 20, each stay recorded' },
  V4: { group: 's20', label: 'Short breaks under section 20, the agreement recorded' },
  L1: { group: 'protection', label: 'Police protection' },
  L2: { group: 'protection', label: 'Emergency protection order' },
  L3: { group: 'protection', label: 'Child assessment order' },
  J1: { group: 'youth-justice', label: 'Remanded to care or youth detention' },
  J2: { group: 'youth-justice', label: 'Detained under the Police and Criminal Evidence Act' },
  J3: { group: 'youth-justice', label: 'Youth rehabilitation order with residence or fostering' },
};

/** Reasons why an episode ceased (REC). X1 alone means that the child stays looked after. */
export const END_REASONS: CodeList = {
  X1: { label: 'A new episode begins the same day' },
  E11: { label: 'Adopted, unopposed' },
  E12: { label: 'Adopted, consent dispensed with' },
  E2: { label: 'Died' },
  E3: { label: 'Taken over by another authority' },
  E4A: { label: 'Returned home as planned' },
  E4B: { label: 'Returned home, not as planned' },
  E13: { label: 'Left to live with someone without parental responsibility' },
  E41: { label: 'Child arrangements (residence) order' },
  E43: { label: 'Special guardianship order to former foster carers', until: 2018 },
  E44: { label: 'Special guardianship order to others', until: 2018 },
  E45: { label: 'Special guardianship order to foster carers who are kin', from: 2019 },
  E46: { label: 'Special guardianship order to foster carers who are not kin', from: 2019 },
  E47: { label: 'Special guardianship order to kin who did not foster', from: 2019 },
  E48: { label: 'Special guardianship order to others', from: 2019 },
  E5: { label: 'Moved to independent living with formal support' },
  E6: { label: 'Moved to independent living without formal support' },
  E7: { label: 'Moved to residential care of adult services' },
  E8: { label: 'Ceased for another reason' },
  E9: { label: 'Sentenced to custody' },
  E14: { label: 'Remand ended' },
  E15: { label: 'Found to be 18 or over' },
  E16: { label: 'Moved abroad' },
  E17: { label: '18 or over and stayed with the carers' },
};

/** Reasons for a new episode (RNE). */
export const START_REASONS = list({
  S: 'Started to be looked after',
  L: 'Legal status changed',
  P: 'Placement and carer changed',
  T: 'Placement changed, same carer',
  B: 'Legal status, placement and carer changed',
  U: 'Legal status and placement changed, same carer',
});

/** Categories of need (CIN). */
export const NEEDS = list({
  N1: 'Abuse or neglect',
  N2: 'Child’s disability',
  N3: 'Parent’s illness or disability',
  N4: 'Family in acute stress',
  N5: 'Family dysfunction',
  N6: 'Socially unacceptable behaviour',
  N7: 'Low income',
  N8: 'Absent parenting',
});

/** Who provides a placement (PLACE_PROVIDER). */
export const PROVIDERS = list({
  PR0: 'Parents or those with parental responsibility',
  PR1: 'Own provision',
  PR2: 'Another authority',
  PR3: 'Other public body',
  PR4: 'Private',
  PR5: 'Voluntary sector',
});

/** Why a placement changed (REASON_PLACE_CHANGE). */
export const CHANGE_REASONS: CodeList = {
  ...list({
    CARPL: 'Care plan',
    CLOSE: 'Provision closed or carer resigned',
    ALLEG: 'Allegation',
    STAND: 'Standards of care',
    APPRR: 'Approval removed',
    CREQB: 'Carer asked, because of behaviour',
    CREQO: 'Carer asked, for another reason',
    CHILD: 'Child asked',
    LAREQ: 'Authority asked',
    PLACE: 'Only the status of the placement changed',
    OTHER: 'Other',
  }),
  CUSTOD: { label: 'Custody', from: 2019 },
};

/** Ethnicity as the census lists state it (ETHNIC). */
export const ETHNICITIES = list({
  WBRI: 'White British',
  WIRI: 'White Irish',
  WOTH: 'Other White background',
  WIRT: 'Traveller of Irish heritage',
  WROM: 'Gypsy or Roma',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Other mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Other Asian background',
  BCRB: 'Caribbean',
  BAFR: 'African',
  BOTH: 'Other Black background',
  CHNE: 'Chinese',
  OOTH: 'Other ethnic group',
  REFU: 'Refused',
  NOBT: 'Not yet obtained',
});

/** Sex: digits until 2024, letters from 2025. */
export const SEXES: Readonly<
  Record<string, ReturnCode & { readonly sex: 'male' | 'female' | 'unknown' }>
> = {
  1: { label: 'Male', sex: 'male', until: 2024 },
  2: { label: 'Female', sex: 'female', until: 2024 },
  M: { label: 'Male', sex: 'male', from: 2025 },
  F: { label: 'Female', sex: 'female', from: 2025 },
  U: { label: 'Unknown', sex: 'unknown', from: 2025 },
};

/** No or yes. */
export const FLAGS = list({ 0: 'No', 1: 'Yes' });

/** How the child took part in a review (REVIEW_CODE). */
export const REVIEW_PARTS = list({
  PN0: 'Under 4',
  PN1: 'Came and spoke',
  PN2: 'Came, an advocate spoke',
  PN3: 'Came and showed views without words',
  PN4: 'Came, views not conveyed',
  PN5: 'Did not come, an advocate spoke',
  PN6: 'Did not come, views sent another way',
  PN7: 'Did not come, views not conveyed',
});

/** Missing, or away from placement without authorisation (MISSING). */
export const MISSING_KINDS = list({ M: 'Missing', A: 'Away without authorisation' });

/** Why there is no score for strengths and difficulties (SDQ_REASON). */
export const NO_SCORE_REASONS = list({
  SDQ1: 'Under 4 or over 17',
  SDQ2: 'Carer refused',
  SDQ3: 'Not possible because of disability',
  SDQ4: 'Other',
  SDQ5: 'Child refused',
});

/** Whether the authority is in touch with a care leaver (IN_TOUCH). */
export const CONTACTS = list({
  YES: 'In touch',
  NO: 'Not in touch',
  DIED: 'Died after leaving care',
  REFU: 'Refuses contact',
  NREQ: 'No longer needs services',
  RHOM: 'Returned home for six months or more',
});

/** What a care leaver does (ACTIV); 0 where the authority is not in touch. */
export const ACTIVITIES: CodeList = {
  ...list({
    F1: 'Higher education, full time',
    P1: 'Higher education, part time',
    F2: 'Other education, full time',
    P2: 'Other education, part time',
    G4: 'Not in education or work: illness or disability',
    G5: 'Not in education or work: other',
    G6: 'Not in education or work: pregnancy or parenting',
    0: 'Not known, not in touch',
  }),
  F3: { label: 'Training or work, full time', until: 2021 },
  P3: { label: 'Training or work, part time', until: 2021 },
  F4: { label: 'Apprenticeship, full time', from: 2022 },
  P4: { label: 'Apprenticeship, part time', from: 2022 },
  F5: { label: 'Training or work other than apprenticeship, full time', from: 2022 },
  P5: { label: 'Training or work other than apprenticeship, part time', from: 2022 },
};

/** Where a care leaver lives (ACCOM): a kind, then 1 suitable or 2 not; 0 where not in touch. */
export const ACCOMMODATIONS: CodeList = {
  0: { label: 'Not known, not in touch' },
  ...Object.fromEntries(
    Object.entries({
      B: 'With parents or relatives',
      C: 'Community home or other residential care',
      D: 'Semi-independent accommodation',
      E: 'Supported lodgings',
      G: 'Gone abroad',
      H: 'Deported',
      K: 'Ordinary lodgings',
      R: 'Residence not known',
      S: 'No fixed abode',
      T: 'Foyer',
      U: 'Independent living',
      V: 'Emergency accommodation',
      W: 'Bed and breakfast',
      X: 'In custody',
      Y: 'Other',
      Z: 'With former foster carers',
    }).flatMap(([kind, label]) => [
      [`${kind}1`, { label: `${label}, suitable` }],
      [`${kind}2`, { label: `${label}, not suitable` }],
    ]),
  ),
};

/** An earlier permanence order (PREV_PERM). */
export const PERMANENCES = list({
  P1: 'Adoption',
  P2: 'Special guardianship order',
  P3: 'Residence or child arrangements order',
  P4: 'Not known which',
  Z1: 'None',
});

/** Why a child is no longer to be placed for adoption (REASON_PLACED_CEASED). */
export const NO_ADOPTION_REASONS = list({
  RD1: 'The child’s needs changed',
  RD2: 'The court made no placement order',
  RD3: 'No adopters were found',
  RD4: 'Other',
});

/** Sexes of the adopters (SEX_ADOPTR). */
export const ADOPTER_SEXES = list({
  M1: 'One man',
  F1: 'One woman',
  MM: 'Two men',
  FF: 'Two women',
  MF: 'A man and a woman',
});

/** Legal status of the adopters (LS_ADOPTR). */
export const ADOPTER_STATUSES = list({
  L0: 'Single',
  L11: 'Married, different sex',
  L12: 'Married, same sex',
  L2: 'Civil partners',
  L3: 'Couple of different sex, neither married nor civil partners',
  L4: 'Couple of the same sex, neither married nor civil partners',
});

/** Why a social worker changed (SW_REASON), from 2024; checked only, so without meanings. */
export const WORKER_REASONS: CodeList = Object.fromEntries(
  'MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED OTHERS'
    .split(' ')
    .map((code) => [code, { label: code }]),
);

const GROUPS: ReadonlySet<string> = new Set(Object.values(PLACEMENTS).map(({ group }) => group));

/**
 * The group of a placement, by its type or, where a source only tells groups apart (Annex A), by
 * the name of the group itself; `unknown` for anything else.
 */
export function placementGroupOf(code: string): PlacementGroup | 'unknown' {
  if (Object.hasOwn(PLACEMENTS, code)) return PLACEMENTS[code]?.group ?? 'unknown';
  return GROUPS.has(code) ? (code as PlacementGroup) : 'unknown';
}
