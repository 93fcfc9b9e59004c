import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarDay, PersonId } from '../../lib/index.ts';
import type { IdentifierKind } from '../returns/statement.ts';
import { type KnownIdentifier, matchPeople, tidyIdentifier } from './match-people.ts';

const day = (text: string) => text as CalendarDay;
const BORN = day('2015-02-03');

function stated(identifiers: Partial<Record<IdentifierKind, string>>, birthDay = BORN) {
  return {
    birthDay,
    identifiers: Object.entries(identifiers).map(([kind, value]) => ({
      kind: kind as IdentifierKind,
      value,
    })),
  };
}

function known(
  personId: number,
  kind: IdentifierKind,
  value: string,
  facts: Partial<KnownIdentifier> = {},
): KnownIdentifier {
  const id = personId as PersonId;
  return { kind, value, birthDay: BORN, laChildId: null, ...facts, personId: id };
}

const who = (matches: ReturnType<typeof matchPeople>) =>
  matches.map((match) => match.personId ?? `new ${match.newIndex}`);

test('rows with one council id are one child, on record and within a file', () => {
  const rows = [stated({ 'la-child-id': '1' }), stated({ 'la-child-id': '2' })];
  const again = [...rows, ...rows];
  assert.deepEqual(who(matchPeople(again, [])), ['new 0', 'new 1', 'new 0', 'new 1']);
  assert.deepEqual(who(matchPeople(rows, [known(7, 'la-child-id', '2')])), ['new 0', 7]);
});

test("the council's own id decides, whatever birth day a row states", () => {
  const [match] = matchPeople(
    [stated({ 'la-child-id': '1' }, day('2014-12-31'))],
    [known(7, 'la-child-id', '1', { laChildId: '1' })],
  );
  assert.deepEqual(match, { personId: 7, newIndex: null, doubt: null });
});

test('twins to whom a file gives one UPN stay two, by their council ids', () => {
  const twins = [
    stated({ 'la-child-id': '1', upn: 'A1' }),
    stated({ 'la-child-id': '2', upn: 'A1' }),
  ];
  const matches = matchPeople(twins, []);
  assert.deepEqual(who(matches), ['new 0', 'new 1']);
  assert.deepEqual(
    matches.map((match) => match.doubt),
    [null, 'birth-day-differs'],
  );
});

test('a twin is kept apart also from a child whose council id the same file tells later', () => {
  const rows = [
    stated({ upn: 'A1' }),
    stated({ 'la-child-id': '1', upn: 'A1' }),
    stated({ 'la-child-id': '2', upn: 'A1' }),
  ];
  assert.deepEqual(who(matchPeople(rows, [])), ['new 0', 'new 0', 'new 1']);
  const onRecord = [known(7, 'upn', 'A1')];
  assert.deepEqual(who(matchPeople(rows, onRecord)), [7, 7, 'new 0']);
});

test('an identifier whose owner was born on another day matches nobody, and it is said', () => {
  const [match] = matchPeople([stated({ upn: 'A1' }, day('2011-01-01'))], [known(7, 'upn', 'A1')]);
  assert.deepEqual(match, { personId: null, newIndex: 0, doubt: 'birth-day-differs' });
});

test('a birth day that nobody states contradicts none', () => {
  const row = { ...stated({ upn: 'A1' }), birthDay: null };
  assert.deepEqual(who(matchPeople([row], [known(7, 'upn', 'A1')])), [7]);
  const unborn = known(7, 'upn', 'A1', { birthDay: null });
  assert.deepEqual(who(matchPeople([stated({ upn: 'A1' })], [unborn])), [7]);
});

test('identifiers of two people go to the one with the council id, and it is said', () => {
  const [match] = matchPeople(
    [stated({ upn: 'A1', 'la-child-id': '1' })],
    [known(8, 'upn', 'A1'), known(7, 'la-child-id', '1', { laChildId: '1' })],
  );
  assert.deepEqual(match, { personId: 7, newIndex: null, doubt: 'two-records' });
});

test('a former UPN finds its child, and a present one goes before it', () => {
  const row = stated({ 'former-upn': 'A1' });
  assert.deepEqual(who(matchPeople([row], [known(7, 'upn', 'A1')])), [7]);
  assert.deepEqual(who(matchPeople([stated({ upn: 'A1' })], [known(7, 'former-upn', 'A1')])), [7]);
  const both = [known(7, 'former-upn', 'A1'), known(8, 'upn', 'A1')];
  assert.deepEqual(who(matchPeople([stated({ upn: 'A1' })], both)), [8]);
  assert.deepEqual(who(matchPeople([stated({ upn: 'A1' })], [...both].reverse())), [8]);
});

test('an NHS number and a UPN are the same however they are spaced', () => {
  assert.equal(tidyIdentifier({ kind: 'nhs-number', value: '943 476 5919' }).value, '9434765919');
  assert.equal(tidyIdentifier({ kind: 'upn', value: ' a123 ' }).value, 'A123');
  assert.equal(tidyIdentifier({ kind: 'la-child-id', value: ' b 7 ' }).value, 'b 7');
});
