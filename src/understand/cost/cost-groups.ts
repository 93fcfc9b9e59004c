import type { AgencyKind } from '../../record/index.ts';
import { LEVEL_LABELS, LEVEL_OF_STATUS, type Level } from '../../record/index.ts';
import type { Activity } from './late-help-cost.ts';

/** What a line is put under when cost is shown by status. */
export type StatusGroup =
  | 'looked-after'
  | 'child-protection'
  | 'child-in-need'
  | 'targeted-early-help'
  | 'leaving-care'
  | 'front-door'
  | 'school';

/** Groups from the latest help to the earliest, with their words. */
export const STATUS_GROUPS: readonly { readonly code: StatusGroup; readonly label: string }[] = [
  { code: 'looked-after', label: LEVEL_LABELS['looked-after'] },
  { code: 'child-protection', label: LEVEL_LABELS['child-protection'] },
  { code: 'child-in-need', label: LEVEL_LABELS['child-in-need'] },
  { code: 'front-door', label: 'Referrals, assessments and enquiries' },
  { code: 'school', label: 'Exclusions from school' },
  { code: 'targeted-early-help', label: LEVEL_LABELS['targeted-early-help'] },
  { code: 'leaving-care', label: LEVEL_LABELS['leaving-care'] },
];

/** The group of a line. */
export function statusGroupOf(activity: Activity): StatusGroup {
  if (activity.kind === 'days') return activity.level;
  if (activity.event === 'care-proceedings') return 'looked-after';
  return activity.event === 'exclusion' || activity.event === 'suspension'
    ? 'school'
    : 'front-door';
}

/** Late help is everything but targeted early help: it is what early help could spare. */
export function isLateHelp(activity: Activity): boolean {
  if (activity.kind === 'days') return activity.level !== 'targeted-early-help';
  return !activity.event.startsWith('early-help');
}

/** Kinds of agency in plain words, for costs. */
export const AGENCY_LABELS: Readonly<Record<AgencyKind, string>> = {
  council: 'Council',
  health: 'Health',
  police: 'Police',
  schools: 'Schools',
  'job-centre': 'Job centre and benefits',
  housing: 'Housing',
  charities: 'Charities',
  funders: 'Funders',
  courts: 'Courts and justice',
  public: 'Families and society',
};

/** Groups of placement in plain words; nothing else is counted under a looked-after child. */
export const PLACEMENT_LABELS: Readonly<Record<string, string>> = {
  foster: 'foster care',
  'kinship-foster': 'foster care with relatives or friends',
  'childrens-home': 'children\u2019s home',
  secure: 'secure home',
  'semi-independent': 'semi-independent living',
  'with-parents': 'placed with parents',
  adoption: 'placed for adoption',
  'residential-school': 'residential school',
  'other-residential': 'other residential care',
  temporary: 'temporary placement',
  other: 'other placement',
  unknown: 'placement not stated',
};

/** Events that are counted for their cost, in plain words. */
export const EVENT_LABELS: Readonly<Record<string, string>> = {
  contact: 'Contacts',
  referral: 'Referrals',
  assessment: 'Assessments',
  'section-47': 'Child protection enquiries',
  'care-proceedings': 'Care proceedings',
  exclusion: 'Permanent exclusions',
  suspension: 'Suspensions from school',
  'initial-conference': 'Initial child protection conferences',
  'health-check': 'Health checks in care',
  missing: 'Missing episodes',
  'attendance-term': 'Terms of school attendance',
};

/** What a line counts, in plain words: `Looked after, foster care`. */
export function activityLabel(activity: Activity): string {
  if (activity.kind === 'events') return EVENT_LABELS[activity.event] ?? activity.event;
  const level = LEVEL_LABELS[activity.level];
  if (activity.level !== 'looked-after') return level;
  return `${level}, ${PLACEMENT_LABELS[activity.placementGroup] ?? 'placement not stated'}`;
}

/** The statuses that put a day at a level. */
export function statusesOf(level: Level): string[] {
  return Object.entries(LEVEL_OF_STATUS)
    .filter(([, of]) => of === level)
    .map(([status]) => status);
}

/** What stands for a ward where no address says which it was. */
export const WARD_NOT_KNOWN = 'Ward not known';
