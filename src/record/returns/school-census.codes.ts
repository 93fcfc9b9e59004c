/** What a session's attendance code says about the pupil's absence. */
export type AttendanceOutcome = 'present' | 'authorised' | 'unauthorised' | 'not-required';

const listed = <T>(outcome: T, codes: string): readonly (readonly [string, T])[] =>
  codes.split(' ').map((code) => [code.toLowerCase(), outcome] as const);

/**
 * Attendance codes and how they count (Department for Education, Working together to improve school
 * attendance, August 2024; H and Y are of earlier years).
 */
export const attendanceCodes: ReadonlyMap<string, AttendanceOutcome> = new Map([
  ...listed('present' as const, '/ \\ L B J K P V W'),
  ...listed('authorised' as const, 'C C1 C2 E H I J1 M R S T'),
  ...listed('unauthorised' as const, 'G N O U'),
  ...listed('not-required' as const, 'D Q X Y Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z #'),
]);

/** How a school census category of exclusion is stated: permanent, or for a time. */
export const exclusionCategories: ReadonlyMap<
  string,
  { readonly code: string; readonly kind: 'exclusion' | 'suspension' }
> = new Map([
  ['perm', { code: 'PERM', kind: 'exclusion' }],
  ['fixd', { code: 'FIXD', kind: 'suspension' }],
  ['susp', { code: 'SUSP', kind: 'suspension' }],
  ['lnch', { code: 'LNCH', kind: 'suspension' }],
]);

/**
 * Reasons of exclusion (common basic data set of the Department for Education; OT, "other", is not
 * in use since 2020/21).
 */
export const exclusionReasons: ReadonlySet<string> = new Set(
  'PP PA VP VA OW BU RA LG DS SM DA DM TH DB MT PH OT'.split(' '),
);

/** Types of special educational need (common basic data set of the Department for Education). */
export const specialNeedTypes: ReadonlySet<string> = new Set(
  'SPLD MLD SLD PMLD SEMH BESD SLCN HI VI MSI PD ASD DS OTH NSA'.split(' '),
);

/** What a code of special needs provision stands for. */
export type Provision = 'none' | 'support' | 'plan' | 'retired';

/**
 * Provision for special needs. A, P (school action, school action plus) and S (statement) ended
 * with the reform of 2014 to 2018 and should not stand in a census of 2019 or later.
 */
export const provisionCodes: ReadonlyMap<string, Provision> = new Map([
  ['n', 'none'],
  ['k', 'support'],
  ['e', 'plan'],
  ['a', 'retired'],
  ['p', 'retired'],
  ['s', 'retired'],
]);

/** Sex as the census states it. */
export const sexCodes: ReadonlyMap<string, 'male' | 'female' | 'unknown'> = new Map([
  ...listed('male' as const, 'M 1 male'),
  ...listed('female' as const, 'F 2 female'),
  ...listed('unknown' as const, 'U 0 9 unknown indeterminate'),
]);
