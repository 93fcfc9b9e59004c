/** What a spell is about. A status is a legal or practice standing; the others run beside it. */
export type SpellKind = 'status' | 'placement' | 'plan' | 'service' | 'legal-basis';

/** The statuses. They are parallel: a child can be looked after and on a protection plan at once. */
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
