import type {
  ChildCharacteristics,
  ChildIdentifiers,
  CinAssessment,
  CinChild,
  CinEpisode,
  CinHeader,
  CinPlan,
  CinProtectionPlan,
  CinSection47,
} from './cin-census.ts';

/** What an element holds: text, a date, or further elements. */
export type NodeKind = 'text' | 'date' | 'group' | 'wrapper' | 'ignored';

/**
 * One element that the census knows. A `group` becomes a record of its own, a `wrapper` only holds
 * a list that belongs to the record around it, an `ignored` element is known but not kept.
 */
export interface CinNode {
  readonly name: string;
  readonly kind: NodeKind;
  /** Whether it may stand several times beside itself. */
  readonly isList: boolean;
  readonly children: ReadonlyMap<string, CinNode>;
  /** Makes an empty record with every property, so that all records of a kind have one shape. */
  readonly make: ((line: number) => object) | null;
}

type Options = { list?: boolean; make?: (line: number) => object };

function node(name: string, kind: NodeKind, children: CinNode[] = [], options: Options = {}) {
  return {
    name,
    kind,
    isList: options.list ?? false,
    children: new Map(children.map((child) => [child.name, child])),
    make: options.make ?? null,
  } satisfies CinNode;
}

const text = (name: string) => node(name, 'text');
const date = (name: string) => node(name, 'date');
const texts = (name: string) => node(name, 'text', [], { list: true });
const dates = (name: string) => node(name, 'date', [], { list: true });
const ignored = (name: string) => node(name, 'ignored');

const identifiers = (line: number): ChildIdentifiers => ({
  line,
  LAchildID: null,
  UPN: null,
  FormerUPN: null,
  UPNunknown: null,
  PersonBirthDate: null,
  ExpectedPersonBirthDate: null,
  GenderCurrent: null,
  Sex: null,
  PersonDeathDate: null,
});
const characteristics = (line: number): ChildCharacteristics => ({
  line,
  Ethnicity: null,
  Disability: [],
});
const assessment = (line: number): CinAssessment => ({
  line,
  AssessmentActualStartDate: null,
  AssessmentInternalReviewDate: null,
  AssessmentAuthorisationDate: null,
  AssessmentFactors: [],
});
const plan = (line: number): CinPlan => ({ line, CINPlanStartDate: null, CINPlanEndDate: null });
const section47 = (line: number): CinSection47 => ({
  line,
  S47ActualStartDate: null,
  InitialCPCtarget: null,
  DateOfInitialCPC: null,
  ICPCnotRequired: null,
});
const protectionPlan = (line: number): CinProtectionPlan => ({
  line,
  CPPstartDate: null,
  CPPendDate: null,
  InitialCategoryOfAbuse: null,
  LatestCategoryOfAbuse: null,
  NumberOfPreviousCPP: null,
  Reviews: null,
  CPPreviewDate: [],
});
const episode = (line: number): CinEpisode => ({
  line,
  CINreferralDate: null,
  ReferralSource: null,
  PrimaryNeedCode: null,
  CINclosureDate: null,
  ReasonForClosure: null,
  DateOfInitialCPC: null,
  ReferralNFA: null,
  Assessments: [],
  CINPlanDates: [],
  Section47: [],
  ChildProtectionPlans: [],
});
const child = (line: number): CinChild => ({
  line,
  ChildIdentifiers: null,
  ChildCharacteristics: null,
  CINdetails: [],
});
const header = (line: number): CinHeader => ({
  line,
  Collection: null,
  Year: null,
  ReferenceDate: null,
  LEA: null,
});

const ASSESSMENTS = node(
  'Assessments',
  'group',
  [
    date('AssessmentActualStartDate'),
    date('AssessmentInternalReviewDate'),
    date('AssessmentAuthorisationDate'),
    node('FactorsIdentifiedAtAssessment', 'wrapper', [texts('AssessmentFactors')]),
  ],
  { list: true, make: assessment },
);
const PLANS = node('CINPlanDates', 'group', [date('CINPlanStartDate'), date('CINPlanEndDate')], {
  list: true,
  make: plan,
});
const SECTION47 = node(
  'Section47',
  'group',
  [
    date('S47ActualStartDate'),
    date('InitialCPCtarget'),
    date('DateOfInitialCPC'),
    text('ICPCnotRequired'),
  ],
  { list: true, make: section47 },
);
const PROTECTION_PLANS = node(
  'ChildProtectionPlans',
  'group',
  [
    date('CPPstartDate'),
    date('CPPendDate'),
    text('InitialCategoryOfAbuse'),
    text('LatestCategoryOfAbuse'),
    text('NumberOfPreviousCPP'),
    node('Reviews', 'wrapper', [dates('CPPreviewDate')]),
  ],
  { list: true, make: protectionPlan },
);
const EPISODES = node(
  'CINdetails',
  'group',
  [
    date('CINreferralDate'),
    text('ReferralSource'),
    text('PrimaryNeedCode'),
    date('CINclosureDate'),
    text('ReasonForClosure'),
    date('DateOfInitialCPC'),
    ASSESSMENTS,
    PLANS,
    SECTION47,
    text('ReferralNFA'),
    PROTECTION_PLANS,
  ],
  { list: true, make: episode },
);
const IDENTIFIERS = node(
  'ChildIdentifiers',
  'group',
  [
    text('LAchildID'),
    text('UPN'),
    text('FormerUPN'),
    text('UPNunknown'),
    date('PersonBirthDate'),
    date('ExpectedPersonBirthDate'),
    text('GenderCurrent'),
    text('Sex'),
    date('PersonDeathDate'),
  ],
  { make: identifiers },
);
const CHARACTERISTICS = node(
  'ChildCharacteristics',
  'group',
  [text('Ethnicity'), node('Disabilities', 'wrapper', [texts('Disability')])],
  { make: characteristics },
);

/** The element that one child stands in. */
export const CHILD_NODE: CinNode = node(
  'Child',
  'group',
  [IDENTIFIERS, CHARACTERISTICS, EPISODES],
  { list: true, make: child },
);

/** The element that says which census it is. */
export const HEADER_NODE: CinNode = node(
  'Header',
  'group',
  [
    node('CollectionDetails', 'wrapper', [text('Collection'), text('Year'), date('ReferenceDate')]),
    node('Source', 'wrapper', [
      ignored('SourceLevel'),
      text('LEA'),
      ignored('SoftwareCode'),
      ignored('Release'),
      ignored('SerialNo'),
      ignored('DateTime'),
    ]),
    node('Content', 'wrapper', [node('CBDSLevels', 'wrapper', [ignored('CBDSLevel')])]),
  ],
  { make: header },
);

/**
 * The root of a children in need census, 2017 to 2026. Element names after the published schemas of
 * the collection; one tree serves all years, and rules say what belongs to which year.
 */
export const MESSAGE_NODE: CinNode = node('Message', 'wrapper', [
  HEADER_NODE,
  node('Children', 'wrapper', [CHILD_NODE]),
]);

/** Every element name of the census, to tell a misplaced element from an unknown one. */
export const ALL_NAMES: ReadonlySet<string> = new Set(namesUnder(MESSAGE_NODE));

function namesUnder(from: CinNode): string[] {
  return [from.name, ...[...from.children.values()].flatMap(namesUnder)];
}
