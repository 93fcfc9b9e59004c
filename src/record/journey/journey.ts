/** What a spell is about. A status is a legal or practice standing; the others run beside it. */
export type SpellKind = 'status' | 'placement' | 'plan' | 'service' | 'legal-basis';

/**
 * The statuses. They are parallel: a child can be looked after and on a protection plan at once.
 */
export type StatusCode =
  | 'targeted-early-help'
  | 'child-in-need'
  | 'section-47-enquiry'
  | 'protection-plan'
  | 'looked-after'
  | 'care-leaver'
  | 'special-needs-plan'
  | 'youth-justice';

/**
 * The one derived level a day, for cost and charts. Precedence: looked after, child protection,
 * child in need, targeted early help; leaving care by a rule of its own; else universal.
 */
export type Level =
  | 'looked-after'
  | 'child-protection'
  | 'child-in-need'
  | 'targeted-early-help'
  | 'leaving-care';

/** The levels from the highest; each day counts once, at the first of these that holds. */
export const LEVELS: readonly Level[] = [
  'looked-after',
  'child-protection',
  'child-in-need',
  'targeted-early-help',
  'leaving-care',
];

/** The level that a status gives a day; the other statuses run beside and give none. */
export const LEVEL_OF_STATUS: Readonly<Partial<Record<StatusCode, Level>>> = {
  'looked-after': 'looked-after',
  'protection-plan': 'child-protection',
  'child-in-need': 'child-in-need',
  'section-47-enquiry': 'child-in-need',
  'targeted-early-help': 'targeted-early-help',
  'care-leaver': 'leaving-care',
};

/** Statuses and levels in plain words, for screens. */
export const STATUS_LABELS: Readonly<Record<StatusCode, string>> = {
  'targeted-early-help': 'Early help',
  'child-in-need': 'Child in need',
  'section-47-enquiry': 'Child protection enquiry',
  'protection-plan': 'Child protection plan',
  'looked-after': 'Looked after',
  'care-leaver': 'Care leaver',
  'special-needs-plan': 'Education, health and care plan',
  'youth-justice': 'Youth justice',
};

/** Levels in plain words, for screens. */
export const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  'looked-after': 'Looked after',
  'child-protection': 'Child protection',
  'child-in-need': 'Child in need',
  'targeted-early-help': 'Early help',
  'leaving-care': 'Leaving care',
};
