import type { Column, TableSpec } from './columns.ts';

/** What is read of the school census tables; several fields serve several tables. */
export type CensusField =
  | 'pupil'
  | 'tableId'
  | 'school'
  | 'birthDay'
  | 'surname'
  | 'forename'
  | 'preferredSurname'
  | 'formerSurname'
  | 'upn'
  | 'formerUpn'
  | 'sex'
  | 'ethnicity'
  | 'entryDay'
  | 'leavingDay'
  | 'sessionsPossible'
  | 'provision'
  | 'postcode'
  | 'uprn'
  | 'needRank'
  | 'needType'
  | 'startDay'
  | 'sessions'
  | 'reason1'
  | 'reason2'
  | 'reason3'
  | 'category'
  | 'attendanceReason';

/** The tables that are read; the names are those of the files of a collection. */
export type CensusPart =
  | 'pupilonroll'
  | 'pupilnolongeronroll'
  | 'addressesonroll'
  | 'addressesoffroll'
  | 'senneeds'
  | 'termlyexclusionsonroll'
  | 'termlyexclusionsoffroll'
  | 'termlysessiondetailsonroll'
  | 'termlysessiondetailsoffroll';

/** A school census table and whether its pupils are on roll. */
export interface CensusTable extends TableSpec<CensusField> {
  readonly part: CensusPart;
  readonly roll: 'on-roll' | 'off-roll';
}

type Need = Column['need'];

const column = (field: CensusField, need: Need, ...headings: string[]): Column<CensusField> => ({
  field,
  need,
  headings,
});

const PUPIL_COLUMNS: readonly Column<CensusField>[] = [
  column('school', 'may', 'NativeId'),
  column('birthDay', 'must', 'dob'),
  column('surname', 'must', 'surname'),
  column('forename', 'must', 'forename'),
  column('preferredSurname', 'may', 'preferredsurname'),
  column('formerSurname', 'may', 'formersurname'),
  column('upn', 'must', 'upn'),
  column('formerUpn', 'may', 'formerupn'),
  column('sex', 'should', 'sex', 'gender'),
  column('ethnicity', 'should', 'ethnicity'),
  column('sessionsPossible', 'may', 'termlysessionspossible'),
  column('postcode', 'may', 'postcode'),
  column('uprn', 'may', 'uniquepropertyreferencenumber', 'uprn'),
];

const PUPIL_ID = {
  'on-roll': 'pupilonrolltableid',
  'off-roll': 'pupilnolongeronrolltableid',
} as const;

interface LinkedFacts {
  readonly part: CensusPart;
  readonly label: string;
  readonly roll: CensusTable['roll'];
  readonly columns: readonly Column<CensusField>[];
}

function linkedTable({ part, label, roll, columns }: LinkedFacts): CensusTable {
  return {
    part,
    label,
    roll,
    headings: 'exact',
    columns: [
      column('pupil', 'must', PUPIL_ID[roll]),
      column('tableId', 'must', `${part}tableid`),
      column('school', 'may', 'NativeId'),
      ...columns,
    ],
  };
}

const EXCLUSION_COLUMNS: readonly Column<CensusField>[] = [
  column('startDay', 'must', 'startdate'),
  column('category', 'must', 'category'),
  column('sessions', 'should', 'sessions'),
  column('reason1', 'should', 'reason1', 'reason'),
  column('reason2', 'may', 'reason2'),
  column('reason3', 'may', 'reason3'),
  column('provision', 'may', 'senprovision'),
];

const SESSION_COLUMNS: readonly Column<CensusField>[] = [
  column('sessions', 'must', 'sessions', 'absencesessions'),
  column('attendanceReason', 'must', 'attendancereason'),
];

const ADDRESS_COLUMNS: readonly Column<CensusField>[] = [
  column('postcode', 'must', 'postcode'),
  column('uprn', 'may', 'uniquepropertyreferencenumber', 'uprn'),
];

/** The school census tables that are read, in the order in which they are best loaded. */
export const censusTables: readonly CensusTable[] = [
  {
    part: 'pupilonroll',
    label: 'table of pupils on roll',
    roll: 'on-roll',
    headings: 'exact',
    columns: [
      column('pupil', 'must', PUPIL_ID['on-roll']),
      ...PUPIL_COLUMNS,
      column('entryDay', 'should', 'entrydate'),
      column('provision', 'should', 'senprovision'),
    ],
  },
  {
    part: 'pupilnolongeronroll',
    label: 'table of pupils no longer on roll',
    roll: 'off-roll',
    headings: 'exact',
    columns: [
      column('pupil', 'must', PUPIL_ID['off-roll']),
      ...PUPIL_COLUMNS,
      column('entryDay', 'should', 'entrydate'),
      column('leavingDay', 'should', 'leavingdate'),
      column('provision', 'may', 'senprovision'),
    ],
  },
  linkedTable({
    part: 'addressesonroll',
    label: 'table of addresses of pupils on roll',
    roll: 'on-roll',
    columns: ADDRESS_COLUMNS,
  }),
  linkedTable({
    part: 'addressesoffroll',
    label: 'table of addresses of pupils no longer on roll',
    roll: 'off-roll',
    columns: ADDRESS_COLUMNS,
  }),
  linkedTable({
    part: 'senneeds',
    label: 'table of special needs',
    roll: 'on-roll',
    columns: [column('needType', 'must', 'sentype'), column('needRank', 'should', 'sentyperank')],
  }),
  linkedTable({
    part: 'termlyexclusionsonroll',
    label: 'table of exclusions of pupils on roll',
    roll: 'on-roll',
    columns: EXCLUSION_COLUMNS,
  }),
  linkedTable({
    part: 'termlyexclusionsoffroll',
    label: 'table of exclusions of pupils no longer on roll',
    roll: 'off-roll',
    columns: EXCLUSION_COLUMNS,
  }),
  linkedTable({
    part: 'termlysessiondetailsonroll',
    label: 'table of attendance of pupils on roll',
    roll: 'on-roll',
    columns: SESSION_COLUMNS,
  }),
  linkedTable({
    part: 'termlysessiondetailsoffroll',
    label: 'table of attendance of pupils no longer on roll',
    roll: 'off-roll',
    columns: SESSION_COLUMNS,
  }),
];

/** Columns of the official tables that are known and deliberately not read. */
export const unreadCensusColumns: ReadonlySet<string> = new Set(
  (
    'middlenames uniquelearnernumber sourceid schoolcensustableid parttime ' +
    'moveonrollflag boarder language hoursatsetting schoollunchtaken topupfunding ' +
    'unitcontacttime senunitindicator resourcedprovisionindicator moveoffrollflag ' +
    'fundedhours missingaddress duplicatenotfunded extendedhours eligibilitycode ' +
    'thirtyhourcode dafindicator yssa servicechild classtype enrolstatus plaa ' +
    'ncyearactual eyppr eyppbf youngcarer saon paon street locality town ' +
    'administrativearea posttown addressline1 addressline2 addressline3 addressline4 ' +
    'addressline5'
  ).split(' '),
);

/** Whether a heading is one that the official tables have and that is not read. */
export function isUnreadCensusColumn(heading: string): boolean {
  const plain = heading.toLowerCase();
  return unreadCensusColumns.has(plain) || plain.endsWith('orderseqcolumn');
}
