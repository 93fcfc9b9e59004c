import { refuse } from '../../lib/index.ts';

/** Why a record is restricted; kept as one of these words, never as free text. */
export const RESTRICTION_REASONS = [
  { value: 'own-staff', text: 'Somebody who works in the partnership, or their family' },
  { value: 'witness-protection', text: 'Witness protection' },
  { value: 'high-profile', text: 'Known to the public, so that others may look out of curiosity' },
  { value: 'court-order', text: 'A court ordered it' },
] as const;

/** Why a protection or restriction is lifted. */
export const LIFTING_REASONS = [
  { value: 'danger-over', text: 'The reason for it has passed' },
  { value: 'by-mistake', text: 'It was set by mistake' },
  { value: 'family-asked', text: 'The family asked for it, and it is safe' },
] as const;

/** How a person's addresses stand: how many are on record, and how many of them are protected. */
export interface AddressProtection {
  readonly addresses: number;
  readonly protectedAddresses: number;
}

/** Refuses to protect what is not there, or is protected already. */
export function checkProtect(state: AddressProtection): void {
  if (state.addresses === 0) {
    const sentence = 'No address is on record for this child, so there is none to protect.';
    throw refuse('no-address', 'conflict', sentence);
  }
  if (state.protectedAddresses === state.addresses) {
    throw refuse('address-protected', 'conflict', 'The address is protected already.');
  }
}

/** Refuses to lift a protection that does not stand. */
export function checkLift(state: AddressProtection): void {
  if (state.protectedAddresses === 0) {
    throw refuse('address-not-protected', 'conflict', 'The address is not protected.');
  }
}

/** Refuses to restrict twice, or to lift what does not stand. */
export function checkRestriction(isRestricted: boolean, asked: 'restrict' | 'lift'): void {
  if (asked === 'restrict' && isRestricted) {
    throw refuse('record-restricted', 'conflict', 'This record is restricted already.');
  }
  if (asked === 'lift' && !isRestricted) {
    throw refuse('record-not-restricted', 'conflict', 'This record is not restricted.');
  }
}
