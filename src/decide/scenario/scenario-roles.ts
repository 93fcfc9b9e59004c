import { only } from '../../govern/index.ts';
import type { Who } from '../../platform/index.ts';

/** Who writes, runs, shares and freezes scenarios. */
export const thoseWhoWriteScenarios: Who = only('analyst', 'commissioner', 'manager', 'finance');

/** Who may open a scenario: who writes them, and, of those shared, who decides and watches. */
export const thoseWhoReadScenarios: Who = only(
  'analyst',
  'commissioner',
  'manager',
  'finance',
  'member',
  'oversight',
  'funder',
  'partner',
);

/** Who may open what somebody else has locked: they answer for the decision. */
export const thoseWhoUnlockScenarios: Who = only('commissioner', 'manager');
