import type { Column, TableSpec } from './columns.ts';
import {
  ACCOMMODATIONS,
  ACTIVITIES,
  ADOPTER_SEXES,
  ADOPTER_STATUSES,
  CHANGE_REASONS,
  type CodeList,
  CONTACTS,
  END_REASONS,
  ETHNICITIES,
  FLAGS,
  LEGAL_STATUSES,
  MISSING_KINDS,
  NEEDS,
  NO_ADOPTION_REASONS,
  NO_SCORE_REASONS,
  PERMANENCES,
  PLACEMENTS,
  PROVIDERS,
  REVIEW_PARTS,
  SEXES,
  START_REASONS,
  WORKER_REASONS,
} from './ssda903.codes.ts';

/** The files that make up the looked-after return. */
export type Ssda903Part =
  | 'header'
  | 'episodes'
  | 'reviews'
  | 'uasc'
  | 'oc2'
  | 'oc3'
  | 'ad1'
  | 'placed-for-adoption'
  | 'previous-permanence'
  | 'missing'
  | 'social-workers';

/** One column of the looked-after return, with what its cells may hold. */
export interface Ssda903Column extends Column {
  readonly type: 'text' | 'day' | 'code' | 'whole' | 'upn';
  /** The catalogue's code for a cell that is blank but may not be, or that cannot be read. */
  readonly rule: string;
  readonly isRequired: boolean;
  /** Without this cell the row says nothing that can be used, and is kept out. */
  readonly isVital: boolean;
  readonly codes?: CodeList;
  /** The least and the greatest whole number. */
  readonly range?: readonly [number, number];
}

/** One file of the looked-after return. */
export interface Ssda903Table extends TableSpec {
  readonly part: Ssda903Part;
  readonly columns: readonly Ssda903Column[];
  /** The catalogue's code where a child may stand in the file only once. */
  readonly onceRule?: string;
}

type Options = Partial<Pick<Ssda903Column, 'need' | 'isRequired' | 'isVital' | 'range' | 'codes'>>;

function column(
  name: string,
  type: Ssda903Column['type'],
  rule: string,
  options: Options = {},
): Ssda903Column {
  const isVital = options.isVital ?? false;
  const need = isVital ? 'must' : 'should';
  const column = { field: name, headings: [name], type, rule, need, isVital } as const;
  return { ...column, isRequired: isVital, ...options };
}

const vital: Options = { isVital: true };
const required: Options = { isRequired: true };

const child = () => column('CHILD', 'text', 'type/no-child', vital);
const birth = () => column('DOB', 'day', '102', required);
const day = (name: string, rule: string, options: Options = {}) =>
  column(name, 'day', rule, options);
const code = (name: string, codes: CodeList, rule: string, options: Options = {}) =>
  column(name, 'code', rule, { codes, ...options });

function table(part: Ssda903Part, columns: readonly Ssda903Column[], onceRule?: string) {
  const label = `${part.replaceAll('-', ' ')} file of the looked-after return`;
  const spec: Ssda903Table = { part, label, headings: 'exact', columns };
  return onceRule ? { ...spec, onceRule } : spec;
}

// Columns and which may be blank: the sector's open column schema for the SSDA903 years 2017 to
// 2026. Catalogue codes: the validation rules in force of the same return.
const HEADER = table(
  'header',
  [
    child(),
    code('SEX', SEXES, '101', { ...required, need: 'must' }),
    day('DOB', '102', { ...required, need: 'must' }),
    code('ETHNIC', ETHNICITIES, '103', required),
    column('UPN', 'upn', '168', required),
    code('MOTHER', FLAGS, '165'),
    day('MC_DOB', '171'),
  ],
  'INT32',
);

const EPISODES = table('episodes', [
  child(),
  day('DECOM', '141', vital),
  code('RNE', START_REASONS, '143', { ...required, need: 'must' }),
  code('LS', LEGAL_STATUSES, '144', { ...required, need: 'must' }),
  code('CIN', NEEDS, '145', required),
  code('PLACE', PLACEMENTS, '146', { ...required, need: 'must' }),
  code('PLACE_PROVIDER', PROVIDERS, '178'),
  day('DEC', '147', { need: 'must' }),
  code('REC', END_REASONS, '149', { need: 'must' }),
  code('REASON_PLACE_CHANGE', CHANGE_REASONS, '1009'),
  column('HOME_POST', 'text', '392c', { need: 'may' }),
  column('PL_POST', 'text', '392c', { need: 'may' }),
  column('URN', 'text', '1008', { need: 'may' }),
]);

const REVIEWS = table('reviews', [
  child(),
  birth(),
  day('REVIEW', '166', vital),
  code('REVIEW_CODE', REVIEW_PARTS, '167', required),
]);

const UASC = table(
  'uasc',
  [child(), code('SEX', SEXES, '101'), birth(), day('DUC', '104', { need: 'must' })],
  'INT36',
);

const flagged = (name: string) => code(name, FLAGS, '181');

const OC2 = table(
  'oc2',
  [
    child(),
    birth(),
    column('SDQ_SCORE', 'whole', '180', { range: [0, 40] }),
    code('SDQ_REASON', NO_SCORE_REASONS, '196'),
    flagged('CONVICTED'),
    flagged('HEALTH_CHECK'),
    flagged('IMMUNISATIONS'),
    flagged('TEETH_CHECK'),
    flagged('HEALTH_ASSESSMENT'),
    flagged('SUBSTANCE_MISUSE'),
    flagged('INTERVENTION_RECEIVED'),
    flagged('INTERVENTION_OFFERED'),
  ],
  'INT33',
);

const OC3 = table(
  'oc3',
  [
    child(),
    day('DOB', '102', vital),
    code('IN_TOUCH', CONTACTS, '131', { ...required, need: 'must' }),
    code('ACTIV', ACTIVITIES, '132', required),
    code('ACCOM', ACCOMMODATIONS, '133', required),
  ],
  'INT34',
);

const AD1 = table(
  'ad1',
  [
    child(),
    birth(),
    day('DATE_INT', '112', required),
    day('DATE_MATCH', '113', { ...required, need: 'must' }),
    code('FOSTER_CARE', FLAGS, '114', required),
    column('NB_ADOPTR', 'whole', '175', { ...required, range: [1, 2] }),
    code('SEX_ADOPTR', ADOPTER_SEXES, '176', required),
    code('LS_ADOPTR', ADOPTER_STATUSES, '177', required),
  ],
  'INT31',
);

const PLACED_FOR_ADOPTION = table('placed-for-adoption', [
  child(),
  birth(),
  day('DATE_PLACED', '115', vital),
  day('DATE_PLACED_CEASED', '116'),
  code('REASON_PLACED_CEASED', NO_ADOPTION_REASONS, '120'),
]);

const PREVIOUS_PERMANENCE = table(
  'previous-permanence',
  [
    child(),
    birth(),
    code('PREV_PERM', PERMANENCES, '631', { ...required, need: 'must' }),
    column('LA_PERM', 'text', '633'),
    day('DATE_PERM', '632'),
  ],
  'INT35',
);

const MISSING = table('missing', [
  child(),
  birth(),
  code('MISSING', MISSING_KINDS, '1006', { ...required, need: 'must' }),
  day('MIS_START', '1004', vital),
  day('MIS_END', '1005'),
]);

const SOCIAL_WORKERS = table('social-workers', [
  child(),
  birth(),
  column('SW_ID', 'text', 'SW01aSTG1', required),
  day('SW_DECOM', 'SW04STG1', vital),
  day('SW_DEC', 'SW05STG1'),
  code('SW_REASON', WORKER_REASONS, 'SW13STG1'),
]);

/** Every file of the looked-after return, 2017 to 2026, each known by its headings. */
export const SSDA903_TABLES: readonly Ssda903Table[] = [
  HEADER,
  EPISODES,
  REVIEWS,
  UASC,
  OC2,
  OC3,
  AD1,
  PLACED_FOR_ADOPTION,
  PREVIOUS_PERMANENCE,
  MISSING,
  SOCIAL_WORKERS,
];
