import { only, roleOf } from '../../govern/index.ts';
import { type AgencyId, refuse } from '../../lib/index.ts';
import type { Actor, Who } from '../../platform/index.ts';
import type { Service } from './service.ts';

/** Those who keep the directory, and those who keep their own agency's entries in it. */
export const mayChangeServices: Who = only(
  'analyst',
  'commissioner',
  'manager',
  'partner',
  'provider',
);

/** Those who ask agencies to map what they have. */
export const mayAskAgencies: Who = only('analyst', 'commissioner');

/** The agency to which an actor's changes are kept; null for those who keep the whole directory. */
export function ownAgencyOf(actor: Actor): AgencyId | null {
  const role = roleOf(actor);
  if (role !== 'partner' && role !== 'provider') return null;
  return Number(actor.settings['headwater.agency']) as AgencyId;
}

/** Whether an actor may correct an entry; the database decides the same again. */
export function mayCorrect(actor: Actor, service: Service): boolean {
  if (!mayChangeServices.allows(actor)) return false;
  const own = ownAgencyOf(actor);
  return own === null || service.agencyId === own || service.statedByAgencyId === own;
}

/** Refuses whoever may not correct an entry. */
export function checkMayCorrect(actor: Actor, service: Service): void {
  if (mayCorrect(actor, service)) return;
  throw refuse(
    'service-of-another-agency',
    'forbidden',
    'This entry belongs to another agency. Ask the council to have it corrected.',
  );
}
