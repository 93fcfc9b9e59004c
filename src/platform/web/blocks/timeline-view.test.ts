import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../../../lib/index.ts';
import { type TimelineEntry, timelineItems } from './timeline-view.ts';

function entry(from: string, until?: string | null): TimelineEntry {
  const base = { day: day(from), title: from, source: 'Health' };
  return until === undefined ? base : { ...base, until: until === null ? null : day(until) };
}

function shape(entries: readonly TimelineEntry[]): string[] {
  return timelineItems(entries).map((item) => {
    if (item.kind === 'entry') return item.entry.title;
    return item.kind === 'year' ? `[${item.year}]` : `(${item.days} days)`;
  });
}

test('a timeline starts with the newest entry and heads each year', () => {
  assert.deepEqual(shape([entry('2024-12-20'), entry('2025-02-01'), entry('2025-01-15')]), [
    '[2025]',
    '2025-02-01',
    '2025-01-15',
    '[2024]',
    '2024-12-20',
  ]);
});

test('more than 90 days of silence are pointed at, between the entries they part', () => {
  assert.deepEqual(shape([entry('2025-01-01'), entry('2025-04-01'), entry('2025-07-04')]), [
    '[2025]',
    '2025-07-04',
    '(94 days)',
    '2025-04-01',
    '2025-01-01',
  ]);
});

test('a silence is counted from the end of the longest earlier spell', () => {
  const spells = [entry('2024-01-01', '2025-03-01'), entry('2024-06-01', '2024-07-01')];
  assert.ok(!shape([...spells, entry('2025-05-01')]).some((item) => item.startsWith('(')));
});

test('what still goes on leaves no silence after it', () => {
  assert.ok(
    !shape([entry('2023-01-01', null), entry('2025-01-01')]).some((i) => i.startsWith('(')),
  );
});

test('nothing recorded gives nothing to show', () => {
  assert.deepEqual(timelineItems([]), []);
});
