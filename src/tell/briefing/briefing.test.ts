import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figure, Finding } from '../../lib/index.ts';
import { brokenTokens, narrowed, piecesOf, type Shown, statusOf } from './briefing.ts';

function figure(id: string, value: number | null): Figure {
  const absent = value === null ? { absent: 'suppressed' as const } : {};
  return { id, label: id, value, unit: 'children', ...absent, how: { formula: 'Counted.' } };
}

function finding(rows: readonly Figure[], total?: Figure): Finding {
  return {
    id: 'helped',
    headline: 'Fewer children had help',
    subtitle: 'Children',
    rowHeading: 'Level',
    columns: ['Children'],
    rows: rows.map((one) => ({ label: one.label, figures: [one] })),
    ...(total ? { total: { label: 'All', figures: [total] } } : {}),
    chart: 'bars',
  };
}

function shownAs(token: string, whole: Finding, label = 'Children in care'): [string, Shown] {
  const source = { token, address: whole.id, label, place: 'sentence' as const };
  return [token, { source, finding: whole, whole, href: '/frozen/1' }];
}

const texts = (text: string, ...shown: [string, Shown][]) =>
  piecesOf(text, new Map(shown)).map((piece) =>
    piece.kind === 'text' ? piece.text : `<${piece.kind}>`,
  );

test('a token becomes a number that leads to its explanation, and the words stay', () => {
  const shown = shownAs('figure 1', finding([figure('care', 12)]));
  assert.deepEqual(texts('Now {{figure 1}} are in care. Why?', shown), [
    'Now ',
    '<figure>',
    ' are in care. ',
    'Why?',
  ]);
});

test('a sentence with a number too small to show is written anew, its neighbours are not', () => {
  const small = shownAs('figure 1', finding([figure('care', null)]));
  assert.equal(
    texts('We help. Only {{figure 1}} are in care. Good.', small).join(''),
    'We help. Children in care: too few to show. Good.',
  );
});

test('a headline stands as a finding', () => {
  const shown = shownAs('finding 2', finding([figure('care', 12)]));
  assert.deepEqual(texts('{{finding 2}}.', shown), ['<finding>', '.']);
});

test('a number that nothing computes any more leaves no braces behind', () => {
  assert.equal(texts('It cost {{figure 9}}.').join(''), 'It cost no data.');
});

test('braces that stand for no figure are found', () => {
  assert.deepEqual(brokenTokens('{{figure 1}} and {{figure 7}}', ['figure 1']), ['{{figure 7}}']);
  assert.deepEqual(brokenTokens('{{figur 1}', ['figure 1']), ['{{figur 1}']);
  assert.deepEqual(brokenTokens('no tokens', []), []);
});

test('the token of a total shows the total, not the first row of its table', () => {
  const whole = finding(
    [figure('helped?row=a', 5), figure('helped?row=b', 6)],
    figure('helped', 9),
  );
  const source = { token: 'figure 1', address: 'helped', label: 'All' };
  assert.equal(narrowed(whole, source)?.rows[0]?.figures[0]?.value, 9);
  assert.equal(narrowed(whole, { ...source, address: 'helped?row=c' }), null);
  assert.equal(narrowed(whole, { ...source, token: 'finding 1' }), whole);
});

test('a briefing with a newer draft is still the signed one', () => {
  assert.equal(statusOf({ newest: 1, signed: null, isWithdrawn: false }), 'draft');
  assert.equal(statusOf({ newest: 2, signed: 2, isWithdrawn: false }), 'signed');
  assert.equal(statusOf({ newest: 3, signed: 2, isWithdrawn: false }), 'signed-redrafted');
  assert.equal(statusOf({ newest: 3, signed: 2, isWithdrawn: true }), 'withdrawn');
});
