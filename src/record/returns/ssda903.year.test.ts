import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../../lib/index.ts';
import type { Ssda903Part } from './ssda903.columns.ts';
import { findYear, yearEvidence } from './ssda903.year.ts';

const today = day('2026-11-22');

function yearOf(name: string, part: Ssda903Part, days: string[]): string | null {
  const evidence = yearEvidence(today);
  for (const one of days) evidence.add(day(one));
  const found = findYear({ name, part }, evidence, today);
  return found && `${found.year} to ${found.lastDay}`;
}

test('a full year in the name is believed, whatever the days say', () => {
  for (const name of ['2017-18 episodes.csv', 'SSDA903_201718_oc2.csv', 'header 31032018.csv']) {
    assert.equal(yearOf(name, 'oc2', []), '2017-18 to 2018-03-31', name);
  }
  assert.equal(yearOf('2017-20.csv', 'oc2', []), null, 'three years apart are not a year');
});

test('a single year in the name is its first or its second half, and the days choose', () => {
  assert.equal(
    yearOf('2018-episodes.csv', 'episodes', ['2015-06-01', '2017-09-01']),
    '2017-18 to 2018-03-31',
  );
  assert.equal(
    yearOf('2018-episodes.csv', 'episodes', ['2015-06-01', '2018-09-01']),
    '2018-19 to 2019-03-31',
  );
  assert.equal(yearOf('2018-episodes.csv', 'episodes', ['2012-06-01']), null);
});

test('one slip in a hundred and more days does not move the year', () => {
  const days = [...Array<string>(150).fill('2017-10-10'), '2019-10-10'];
  assert.equal(yearOf('episodes.csv', 'episodes', days), '2017-18 to 2017-10-10');
});

test('reviews over many years show no year, nor does a file without days', () => {
  assert.equal(yearOf('reviews.csv', 'reviews', ['2015-05-01', '2016-05-01', '2017-05-01']), null);
  assert.equal(yearOf('oc2.csv', 'oc2', []), null);
});

test('care leavers turn 17 to 21 in the year, and where two years would do it is not known', () => {
  const births = [1997, 1998, 1999, 2000, 2001].map((year) => `${year}-06-01`);
  assert.equal(yearOf('oc3.csv', 'oc3', births), '2018-19 to 2019-03-31');
  assert.equal(yearOf('oc3.csv', 'oc3', ['2000-06-01']), null);
});

test('a file that stops in the middle of the year knows no more than that', () => {
  assert.equal(yearOf('e.csv', 'episodes', ['2025-04-02', '2025-08-20']), '2025-26 to 2025-08-20');
  assert.equal(yearOf('e.csv', 'episodes', ['2025-04-02', '2026-03-20']), '2025-26 to 2026-03-31');
  assert.equal(yearOf('2026-27.csv', 'episodes', ['2026-04-02']), `2026-27 to ${today}`);
});
