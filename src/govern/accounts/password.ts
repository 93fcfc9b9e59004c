import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { FieldError } from '../../platform/index.ts';

/**
 * Cost of one hash. OWASP, Password Storage Cheat Sheet (read November 2026): Argon2id with at
 * least 19 MiB of memory, 2 passes and 1 lane. A stored hash names its own cost, so these can rise
 * without anybody choosing a new password.
 */
const COST = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** The shortest password that someone may choose. */
export const SHORTEST_PASSWORD = 12;

/** The longest that is read: longer ones would only cost time. */
export const LONGEST_PASSWORD = 256;

const derive = promisify(argon2);

interface Stored {
  readonly cost: { readonly memoryKib: number; readonly passes: number; readonly lanes: number };
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** Hashes a password with a new salt, as `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, COST);
  const cost = `m=${COST.memoryKib},t=${COST.passes},p=${COST.lanes}`;
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Whether a password fits a stored hash. Without a hash it is false after the same work, so that
 * the time taken does not tell whether an account exists.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? null : parse(hash);
  const { cost, salt, tag } = stored ?? NOBODY;
  const found = await tagOf(password.slice(0, LONGEST_PASSWORD), salt, cost);
  return timingSafeEqual(found, tag) && stored !== null;
}

const NOBODY: Stored = {
  cost: COST,
  salt: Buffer.alloc(SALT_BYTES),
  tag: Buffer.alloc(TAG_BYTES),
};

function tagOf(password: string, salt: Buffer, cost: Stored['cost']): Promise<Buffer> {
  return derive('argon2id', {
    // The same letters typed on another keyboard may come as other code points.
    message: Buffer.from(password.normalize('NFKC')),
    nonce: salt,
    memory: cost.memoryKib,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength: TAG_BYTES,
  }) as Promise<Buffer>;
}

function parse(hash: string): Stored {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!match) throw new Error('a stored password is not in the form that we write');
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';

/** A password for the first sign-in only, easy to read out: `k7mw-x3pd-9rtc-hb4n` (76 bits). */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/**
 * What is wrong with a chosen password, for the fields `password` and `again`: length counts,
 * mixtures of characters do not (National Cyber Security Centre, password guidance).
 */
export function checkNewPassword(asked: {
  readonly password: string;
  readonly again: string;
  readonly email: string;
}): readonly FieldError[] {
  const { password, again, email } = asked;
  const wrong = (sentence: string) => [{ field: 'password', sentence }];
  if (password.length < SHORTEST_PASSWORD) {
    return wrong(`Choose a password of at least ${SHORTEST_PASSWORD} characters`);
  }
  if (password.length > LONGEST_PASSWORD) {
    return wrong(`Choose a password of at most ${LONGEST_PASSWORD} characters`);
  }
  const plain = password.toLowerCase();
  const own = email.split('@')[0] ?? '';
  if (new Set(plain).size < 5 || (own.length > 3 && plain.includes(own))) {
    return wrong('Choose a password that is harder to guess, such as three random words');
  }
  return password === again
    ? []
    : [{ field: 'again', sentence: 'Enter the same password in both fields' }];
}
