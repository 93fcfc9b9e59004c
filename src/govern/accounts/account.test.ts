import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AgencyId } from '../../lib/index.ts';
import {
  ATTEMPTS_ALLOWED,
  afterWrongPassword,
  isEmail,
  isLocked,
  type LockState,
  readNewAccount,
  safeReturn,
  sessionStands,
} from './account.ts';
import { checkNewPassword, hashPassword, makeOneTimePassword, verifyPassword } from './password.ts';

const START = new Date('2026-01-05T10:00:00Z');
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

test('the fifth wrong password in a row locks an account for fifteen minutes', () => {
  let state: LockState = { failedAttempts: 0, lockedUntil: null };
  for (let attempt = 1; attempt < ATTEMPTS_ALLOWED; attempt += 1) {
    state = afterWrongPassword(state, START);
    assert.equal(isLocked(state, START), false);
  }
  state = afterWrongPassword(state, START);
  assert.equal(isLocked(state, after(14.9)), true);
  assert.equal(isLocked(state, after(15)), false);
});

test('after a lock has ended there are five attempts again', () => {
  const locked = { failedAttempts: 5, lockedUntil: after(15) };
  assert.deepEqual(afterWrongPassword(locked, after(16)), { failedAttempts: 1, lockedUntil: null });
});

test('trying while an account is locked does not make the lock longer', () => {
  const locked = { failedAttempts: 5, lockedUntil: after(15) };
  assert.deepEqual(afterWrongPassword(locked, after(10)), locked);
});

test('a session ends twelve hours after sign-in, and when the password is changed', () => {
  assert.equal(sessionStands(START, { passwordChangedAt: null }, after(12 * 60)), true);
  assert.equal(sessionStands(START, { passwordChangedAt: null }, after(12 * 60 + 1)), false);
  assert.equal(sessionStands(START, { passwordChangedAt: after(-1) }, after(1)), true);
  assert.equal(sessionStands(START, { passwordChangedAt: after(1) }, after(2)), false);
});

test('nobody is led to another site after sign-in', () => {
  assert.equal(safeReturn('/cost?by=agency'), '/cost?by=agency');
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '', undefined]) {
    assert.equal(safeReturn(to), '/');
  }
  fc.assert(
    fc.property(fc.string(), (to) => {
      const url = new URL(safeReturn(to), 'https://ours.example');
      assert.equal(url.host, 'ours.example');
    }),
  );
});

test('addresses of people are recognised, and what is none is not', () => {
  assert.ok(isEmail('jo.bloggs@northbridge.gov.example'));
  for (const text of ['', 'jo', 'jo@', '@x.org', 'jo@x', 'jo bloggs@x.org', 'jo@x.org.']) {
    assert.equal(isEmail(text), false, text);
  }
});

test('the form of a new account says for each field what to do', () => {
  const agency = 4 as AgencyId;
  const wrong = readNewAccount({ name: '', email: 'jo', agency: '5', role: 'king' }, [agency]);
  assert.deepEqual(wrong.ok ? [] : wrong.errors.map((error) => error.field), [
    'name',
    'email',
    'agency',
    'role',
  ]);
  const right = { name: 'Jo Bloggs', email: 'Jo@X.example', agency: '4', role: 'analyst' };
  assert.deepEqual(readNewAccount(right, [agency]), {
    ok: true,
    value: { name: 'Jo Bloggs', email: 'jo@x.example', agencyId: 4, role: 'analyst' },
  });
});

test('a hash fits its password and no other, and never looks the same twice', async () => {
  const hash = await hashPassword('three random words');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(hash, await hashPassword('three random words'));
  assert.equal(await verifyPassword('three random words', hash), true);
  assert.equal(await verifyPassword('three random word', hash), false);
  assert.equal(await verifyPassword('', null), false);
});

test('the same letters fit, however the keyboard composed them', async () => {
  const hash = await hashPassword('caf\u00e9 au lait noir');
  assert.equal(await verifyPassword('cafe\u0301 au lait noir', hash), true);
});

test('a chosen password is long, not easy to guess, and typed twice', () => {
  const check = (password: string, again = password) =>
    checkNewPassword({ password, again, email: 'bloggs@x.example' }).map((error) => error.field);
  assert.deepEqual(check('green otter lamp'), []);
  assert.deepEqual(check('short'), ['password']);
  assert.deepEqual(check('aaaaaaaaaaaaaaaa'), ['password']);
  assert.deepEqual(check('bloggs-bloggs-1'), ['password']);
  assert.deepEqual(check('green otter lamp', 'green otter'), ['again']);
});

test('a one-time password may be chosen by nobody else', () => {
  const made = new Set(Array.from({ length: 50 }, makeOneTimePassword));
  assert.equal(made.size, 50);
  for (const password of made) assert.match(password, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
});
