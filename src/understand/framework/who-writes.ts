import { only } from '../../govern/index.ts';
import type { Who } from '../../platform/index.ts';

/** Roles that write what the authority means by better. */
export const thoseWhoWriteFrameworks: Who = only('commissioner', 'manager', 'analyst');

/** Roles that speak for their agency: they name its words, comment on the plan and sign it. */
export const thoseWhoSpeakForAnAgency: Who = only(
  'commissioner',
  'manager',
  'partner',
  'provider',
  'funder',
);
