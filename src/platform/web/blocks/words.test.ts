import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figure, Finding, Unit } from '../../../lib/index.ts';
import {
  absenceNotes,
  explainFinding,
  figureBrief,
  figureWords,
  numberWords,
  rangeWords,
  secondsWords,
  showingWords,
} from './words.ts';

function figure(value: number | null, unit: Unit, more: Partial<Figure> = {}): Figure {
  return { id: 'f', label: 'A figure', value, unit, how: { formula: 'Counted.' }, ...more };
}

test('a counted figure is exact and says its unit, one or many', () => {
  assert.equal(figureWords(figure(1, 'children')), '1 child');
  assert.equal(figureWords(figure(1234, 'families')), '1,234 families');
  assert.equal(figureWords(figure(31_421_732, 'pence')), '£314,217');
  assert.equal(figureWords(figure(24.04, 'percent')), '24%');
  assert.equal(figureWords(figure(312.4, 'per-10000')), '312.4 per 10,000');
  assert.equal(figureWords(figure(2.5, 'ratio')), '2.5 to 1');
});

test('a modelled figure is rounded to two significant figures and shows its range', () => {
  const modelled = figure(-31_421_732, 'pence', { low: -52_000_000, high: 123_456 });
  assert.equal(figureWords(modelled), '\u2212£310,000');
  assert.equal(rangeWords(modelled), 'between \u2212£520,000 and £1,200');
  assert.equal(rangeWords(figure(10, 'children')), '');
});

test('a table cell leaves the unit of a count to its heading', () => {
  assert.equal(figureBrief(figure(132, 'children')), '132');
  assert.equal(figureBrief(figure(61, 'percent')), '61%');
});

test('an absent value is marked and explained, never shown as zero', () => {
  const hidden = figure(null, 'children', { absent: 'suppressed' });
  const missing = figure(null, 'children', { absent: 'not-measured' });
  const late = figure(null, 'pence', { absent: 'not-available' });
  assert.equal(figureWords(hidden), 'too few to show');
  assert.equal(figureBrief(hidden), '[c]');
  assert.equal(figureWords(missing), 'not measured');
  assert.equal(figureBrief(missing), 'Not measured');
  assert.equal(figureBrief(late), '[x]');
  assert.deepEqual(absenceNotes([hidden, hidden, figure(3, 'days')]), [
    '[c]: Fewer than 5, hidden to protect people.',
  ]);
  assert.match(absenceNotes([missing]).join(), /not zero/);
});

test('a number that rounds to nothing has no minus sign', () => {
  assert.equal(numberWords(-0.01), '0');
  assert.equal(numberWords(-1.25), '\u22121.3');
});

test('time left is said in the largest fitting unit and never as zero', () => {
  assert.equal(secondsWords(0.2), '1 second');
  assert.equal(secondsWords(9), '9 seconds');
  assert.equal(secondsWords(130), '2 minutes');
  assert.equal(secondsWords(7200), '2 hours');
});

test('a finding gathers each formula once, with the columns it explains, and each source', () => {
  const source = { title: 'Rates', publisher: 'A council', locator: 'table 2', date: '2025' };
  const count = figure(10, 'children', { how: { formula: 'Counted.', citations: [source] } });
  const cost = figure(900, 'pence', { how: { formula: 'Children times unit cost.' } });
  const finding: Finding = {
    id: 'cost',
    headline: 'Cost',
    subtitle: 'Northbridge',
    rowHeading: 'Agency',
    columns: ['Children', 'Cost', 'Cost last year'],
    rows: [{ label: 'Health', figures: [count, cost, cost] }],
    chart: 'none',
    notes: ['Rounded.'],
  };
  const explained = explainFinding(finding);
  assert.deepEqual(explained.formulas, [
    { column: 'Children', formula: 'Counted.' },
    { column: 'Cost, Cost last year', formula: 'Children times unit cost.' },
  ]);
  assert.deepEqual(explained.citations, [source]);
  assert.deepEqual(explained.notes, ['Rounded.']);
});

test('a list says which part of it is shown, and only its size when all of it is', () => {
  const noun = ['request', 'requests'] as const;
  assert.equal(
    showingWords({ number: 6, size: 25, total: 1132 }, noun),
    'Showing 126 to 150 of 1,132 requests',
  );
  assert.equal(
    showingWords({ number: 6, size: 25, total: 132 }, noun),
    'Showing 126 to 132 of 132 requests',
  );
  assert.equal(showingWords({ number: 1, size: 25, total: 1 }, noun), '1 request');
});

test('dollars stay dollars, and the size of an effect keeps two decimals with its range', () => {
  assert.equal(figureBrief(figure(-13_925, 'us-dollars')), '\u2212US$13,925');
  const effect = figure(1.25, 'decimal', { low: 0.77, high: 2.05 });
  assert.equal(figureBrief(effect), '1.25');
  assert.equal(rangeWords(effect), 'between 0.77 and 2.05');
});
