import {
  type AnnexList,
  CHILD,
  column,
  DISABILITY,
  day,
  list,
  WORKERS,
} from './annex-a.columns.ts';

// Lists and headings: Ofsted, inspections of local authority children's services, Annex A
// (child-level lists 1 to 11). The further spellings are ours, in the words councils use.
const CONTACTS = list(
  '1',
  'contacts',
  [
    ...CHILD,
    day('contact', 'must', 'Date of Contact'),
    column('source', 'should', 'Contact Source'),
  ],
  { keyDay: 'contact', mayBeUnborn: true },
);

const EARLY_HELP = list(
  '2',
  'early help assessments',
  [
    ...CHILD,
    day('start', 'must', 'Assessment start date'),
    day('end', 'should', 'Assessment completion date', 'Assessment end date'),
    column(
      'organisation',
      'should',
      'Organisation completing assessment',
      'Organisation',
      'Agency',
    ),
  ],
  { keyDay: 'start', spans: [['start', 'end']], mayBeUnborn: true },
);

const REFERRALS = list(
  '3',
  'referrals',
  [
    ...CHILD,
    day('referral', 'must', 'Date of referral'),
    column('source', 'should', 'Referral Source', 'Source of referral'),
    column('noAction', 'should', 'Referral NFA?', 'NFA'),
    column('count', 'may', 'Number of Referrals in Last 12 Months', 'Number of referrals'),
    ...WORKERS,
  ],
  { keyDay: 'referral', mayBeUnborn: true },
);

const ASSESSMENTS = list(
  '4',
  'assessments',
  [
    ...CHILD,
    DISABILITY,
    day('start', 'must', 'Continuous Assessment Start Date', 'Assessment start date'),
    column('seen', 'may', 'Child Seen During Continuous Assessment', 'Child Seen'),
    day(
      'authorised',
      'should',
      'Continuous Assessment Date of Authorisation',
      'Assessment authorisation date',
      'Assessment completion date',
    ),
    column(
      'support',
      'should',
      "Was the child assessed as requiring LA children's social care support?",
      'Requires social care support',
    ),
    ...WORKERS,
  ],
  { keyDay: 'start', spans: [['start', 'authorised']], mayBeUnborn: true },
);

const ENQUIRIES = list(
  '5',
  'section 47 enquiries',
  [
    ...CHILD,
    DISABILITY,
    day(
      'start',
      'must',
      'Strategy discussion initiating Section 47 Enquiry Start Date',
      'Section 47 start date',
      'Strategy discussion date',
    ),
    column(
      'notRequired',
      'should',
      'Was an Initial Child Protection Conference deemed unnecessary?',
      'Conference unnecessary',
      'Conference not required',
    ),
    day(
      'conference',
      'should',
      'Date of Initial Child Protection Conference',
      'Initial conference date',
    ),
    column(
      'plan',
      'should',
      'Did the Initial Child Protection Conference Result in a Child Protection Plan',
      'Conference result plan',
    ),
    column('count', 'may', 'Number of Section 47 Enquiries in the last 12 months'),
    column('conferences', 'may', 'Number of ICPCs in the last 12 months'),
    ...WORKERS,
  ],
  { keyDay: 'start', spans: [['start', 'conference']], mayBeUnborn: true },
);

const IN_NEED = list(
  '6',
  'children in need',
  [
    ...CHILD,
    DISABILITY,
    day('start', 'must', 'CIN Start Date'),
    column('need', 'should', 'Primary Need Code', 'Need code', 'Category of need'),
    day('seen', 'may', 'Date Child Was Last Seen'),
    day('end', 'should', 'CIN Closure Date', 'CIN end date', 'Closure date'),
    column('reason', 'should', 'Reason for Closure', 'Closure reason'),
    column('status', 'should', 'Case Status', 'Status'),
    ...WORKERS,
  ],
  { keyDay: 'start', spans: [['start', 'end']], mayBeUnborn: true },
);

const PROTECTION = list(
  '7',
  'child protection plans',
  [
    ...CHILD,
    DISABILITY,
    day('start', 'must', 'Child Protection Plan Start Date', 'Plan start date'),
    column('initial', 'should', 'Initial Category of Abuse', 'Initial category'),
    column('latest', 'should', 'Latest Category of Abuse', 'Latest category', 'Current category'),
    day('visit', 'may', 'Date of the Last Statutory Visit'),
    column('seenAlone', 'may', 'Was the Child Seen Alone?'),
    day('review', 'should', 'Date of latest review conference', 'Review conference date'),
    day('end', 'should', 'Child Protection Plan End Date', 'Plan end date'),
    column(
      'emergency',
      'may',
      'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six ' +
        'Months (Y/N)',
      'Emergency Protection Order',
    ),
    column('before', 'should', 'Number of Previous Child Protection Plans', 'Previous plans'),
    ...WORKERS,
  ],
  { keyDay: 'start', spans: [['start', 'end']], mayBeUnborn: true },
);

const LOOKED_AFTER = list(
  '8',
  'looked-after children',
  [
    ...CHILD,
    column(
      'unaccompanied',
      'should',
      'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)',
      'Unaccompanied Asylum Seeking Child',
      'UASC',
    ),
    DISABILITY,
    day('start', 'must', 'Date Started to be Looked After', 'Looked after start date'),
    column('need', 'should', "Child's Category of Need", 'Category of need', 'Need code'),
    column(
      'again',
      'may',
      'Is this a second or subsequent period of being a Looked After Child within the last 12 ' +
        'months (Y/N)',
      'Second or subsequent period looked after',
    ),
    day('legalStart', 'should', 'Start date of current legal status', 'Legal status start date'),
    column('legalStatus', 'should', "Child's Legal Status", 'Legal Status'),
    day('review', 'should', 'Date of Latest Statutory Review', 'Latest review date'),
    day('visit', 'may', 'Date of Last Social Work Visit'),
    column('permanence', 'may', 'What is the permanence plan for this child?', 'Permanence plan'),
    day('officer', 'may', 'Date of Last IRO Visit / Contact to the Child', 'Last IRO visit'),
    day('health', 'should', 'Date of Last Health Assessment', 'Health assessment date'),
    day('teeth', 'should', 'Date of Last Dental Check', 'Dental check date'),
    column('placements', 'may', 'Number of Placements in the Last 12 months'),
    day('end', 'should', 'Date Ceased to be Looked After', 'Looked after end date'),
    column('reason', 'should', 'Reason Ceased to be Looked After', 'Reason ceased'),
    day('placementStart', 'should', 'Start Date of Most Recent Placement', 'Placement start date'),
    column('placement', 'should', 'Placement Type', 'Type of placement'),
    column('provider', 'should', 'Placement Provider'),
    column('postcode', 'may', 'Placement postcode'),
    column('urn', 'may', 'URN of Placement', 'URN'),
    column('location', 'should', 'Placement Location'),
    column('authority', 'may', 'LA of Placement', 'Local authority of placement'),
    column(
      'missing',
      'may',
      "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
      'Number of missing episodes',
    ),
    column(
      'absent',
      'may',
      "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
      'Number of absent episodes',
    ),
    column(
      'offered',
      'may',
      'Was the child offered a Return Interview after their last missing episode (Y/N)?',
      'Return interview offered',
    ),
    column(
      'accepted',
      'may',
      'Did the child accept a Return Interview after their last missing episode (Y/N)?',
      'Return interview accepted',
    ),
    ...WORKERS,
  ],
  {
    keyDay: 'start',
    spans: [
      ['start', 'end'],
      ['start', 'placementStart'],
    ],
  },
);

const LEAVERS = list(
  '9',
  'care leavers',
  [
    ...CHILD,
    column(
      'unaccompanied',
      'may',
      'Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)',
      'Unaccompanied Asylum Seeking Child',
      'UASC',
    ),
    DISABILITY,
    ...WORKERS,
    column('advisor', 'may', 'Allocated Personal Advisor', 'Personal Advisor'),
    column('eligibility', 'must', 'Eligibility Category', 'Eligibility'),
    day('review', 'may', 'Latest Pathway Plan Review Date', 'Pathway plan review date'),
    column('inTouch', 'should', 'LA in Touch', 'In touch'),
    day('contact', 'may', 'Latest Date of Contact'),
    column('accommodation', 'should', 'Type of Accommodation', 'Accommodation type'),
    column('suitability', 'should', 'Suitability of Accommodation', 'Accommodation suitable'),
    column('activity', 'should', 'Activity Status', 'Activity'),
  ],
  { keyDay: 'birth' },
);

const ADOPTION = list(
  '10',
  'children with a decision for adoption',
  [
    ...CHILD,
    column('family', 'may', 'Family identifier'),
    DISABILITY,
    day('entered', 'should', 'Date the Child Entered Care'),
    day('decision', 'must', 'Date of Decision that Child Should be Placed for Adoption'),
    day('order', 'should', 'Date of Placement Order'),
    day('matched', 'should', 'Date of Matching Child and Prospective Adopters', 'Date of match'),
    day('placed', 'should', 'Date Placed for Adoption'),
    day('adopted', 'should', 'Date of Adoption Order'),
    day(
      'reversed',
      'should',
      'Date of Decision that Child Should No Longer be Placed for Adoption',
      'Date no longer placed for adoption',
    ),
    column('reason', 'may', 'Reason Why Child No Longer Placed for Adoption'),
    day(
      'fostered',
      'may',
      'Date the child was placed for fostering in FFA or concurrent planning placement',
      'Date placed for fostering',
    ),
  ],
  {
    keyDay: 'decision',
    spans: [
      ['decision', 'adopted'],
      ['decision', 'reversed'],
    ],
  },
);

const ADOPTERS = list(
  '11',
  'prospective adopters',
  [
    column('child', 'must', 'Individual adopter identifier', 'Adopter ID'),
    column('family', 'may', 'Family identifier'),
    column('sex', 'may', 'Gender'),
    column('ethnicity', 'may', 'Ethnicity', 'Ethnic origin'),
    column('disability', 'may', 'Disability'),
    column(
      'fostering',
      'may',
      'Is the (prospective) adopter fostering for adoption?',
      'Fostering for adoption',
    ),
    day('enquiry', 'must', 'Date enquiry received', 'Enquiry date'),
    day('stage1Start', 'may', 'Date Stage 1 started'),
    day('stage1End', 'may', 'Date Stage 1 ended'),
    day('stage2Start', 'may', 'Date Stage 2 started'),
    day('stage2End', 'may', 'Date Stage 2 ended'),
    day('applied', 'may', 'Date application submitted'),
    day('approved', 'may', 'Date application approved'),
    day('matched', 'may', 'Date adopter matched with child(ren)'),
    day('placed', 'may', 'Date child/children placed with adopter(s)'),
    column('count', 'may', 'No. of children placed'),
    day('adopted', 'may', 'Date of Adoption Order'),
    day('left', 'may', 'Date of leaving adoption process'),
    column('reason', 'may', 'Reason for leaving adoption process'),
  ],
  {
    keyDay: 'enquiry',
    spans: [
      ['enquiry', 'approved'],
      ['enquiry', 'left'],
    ],
  },
);

/** The lists of adults are checked and never loaded. */
export const ADULT_LISTS: ReadonlySet<string> = new Set(['11']);

/** The eleven lists of Annex A, each known by its headings. */
export const ANNEX_A_LISTS: readonly AnnexList[] = [
  CONTACTS,
  EARLY_HELP,
  REFERRALS,
  ASSESSMENTS,
  ENQUIRIES,
  IN_NEED,
  PROTECTION,
  LOOKED_AFTER,
  LEAVERS,
  ADOPTION,
  ADOPTERS,
];
