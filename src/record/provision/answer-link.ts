import { createHash, randomBytes } from 'node:crypto';

/** A token that nobody can guess: 256 bits of the system's randomness, as text for an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: SHA-256 in hexadecimal. A copy of it opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text can be one of our tokens; anything else is not looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** The address of the page that a token opens. */
export function answerAddress(token: string): string {
  return `/answer/${token}`;
}
