import { coded, type EarlyHelpCode } from './early-help.codes.ts';

/**
 * What the youth justice service works under, and what kind of answer it is: help instead of a
 * formal answer (`diversion`), a caution, an order of a court, or custody.
 */
export const youthJusticeOutcomes: readonly EarlyHelpCode<
  'diversion' | 'caution' | 'order' | 'custody'
>[] = [
  coded(
    'diversion',
    'Diversion: help instead of a formal answer',
    'diversion',
    'triage outcome-22',
  ),
  coded(
    'turnaround',
    'Turnaround or another voluntary programme',
    'diversion',
    'prevention voluntary',
  ),
  coded('community-resolution', 'Community resolution', 'diversion', 'cr'),
  coded('youth-caution', 'Youth caution', 'caution', 'caution yc'),
  coded('conditional-caution', 'Youth conditional caution', 'caution', 'ycc'),
  coded('referral-order', 'Referral order', 'order', 'ro'),
  coded('reparation-order', 'Reparation order', 'order'),
  coded('rehabilitation-order', 'Youth rehabilitation order', 'order', 'yro'),
  coded('detention-and-training', 'Detention and training order', 'custody', 'dto custody'),
  coded('remand', 'Remand', 'custody', 'remanded youth-detention-accommodation'),
];

/** How the work ended. */
export const youthJusticeClosures: readonly EarlyHelpCode<string>[] = [
  coded('completed', 'Completed', 'completed', 'complete successful'),
  coded('not-completed', 'Not completed', 'not-completed', 'breached withdrawn disengaged'),
  coded('moved-away', 'Moved out of the area', 'moved-away', 'moved transferred'),
  coded('age-limit', 'Passed to adult probation', 'age-limit', 'probation transition'),
];

/** Yes or no, as files write it. */
export const yesNoCodes: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'y', 'true', '1'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0'].map((word) => [word, false] as const),
]);
