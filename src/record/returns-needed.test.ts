import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../lib/index.ts';
import { type LoadedFile, returnsNeeded, setUpTasks } from './returns-needed.ts';

const today = day('2026-06-01');

function file(more: Partial<LoadedFile>): LoadedFile {
  return {
    id: 1,
    name: 'census.xml',
    return_kind: 'cin-census',
    year: '2025-26',
    as_of_day: '2026-03-31',
    status: 'loaded',
    outcome: {},
    ...more,
  };
}

const whole = [file({}), file({ return_kind: 'ssda903' }), file({ return_kind: 'early-help' })];
const texts = (files: readonly LoadedFile[]) => returnsNeeded(files, today).map((one) => one.text);

test('a whole and fresh set of returns needs nobody', () => {
  assert.deepEqual(texts(whole), []);
  assert.deepEqual(texts([]), []);
});

test('rows that were kept out are named by file, the rest is counted', () => {
  const bad = [1, 2, 3, 4, 5].map((rows) => file({ id: rows, outcome: { quarantined: rows } }));
  const found = texts([...bad, ...whole]);
  assert.deepEqual(found, [
    '1 row of census.xml was kept out',
    '2 rows of census.xml were kept out',
    '3 rows of census.xml were kept out',
    '2 more files have rows that were kept out',
  ]);
});

test('a return that the newest year lacks is asked for', () => {
  const found = texts([file({}), file({ return_kind: 'ssda903', year: '2024-25' })]);
  assert.deepEqual(found, [
    'There is no looked-after children return for 2025 to 2026 yet',
    'There is no early help file for 2025 to 2026 yet',
  ]);
});

test('a file that states no year is of the year of its last day', () => {
  const [census, lookedAfter, earlyHelp] = whole as [LoadedFile, LoadedFile, LoadedFile];
  const undated = { ...earlyHelp, year: null, as_of_day: null };
  assert.deepEqual(texts([census, { ...lookedAfter, year: null }, undated]), []);
  const older = { ...lookedAfter, year: null, as_of_day: '2025-12-31' };
  assert.deepEqual(texts([census, older, undated]), []);
  const before = { ...lookedAfter, year: null, as_of_day: '2025-05-31' };
  assert.equal(texts([{ ...census, year: '2026-27' }, before, undated]).length, 1);
});

test('a return older than 13 months is old, a day less is not', () => {
  const of = (asOf: string) => whole.map((one) => ({ ...one, as_of_day: asOf }));
  assert.equal(texts(of('2025-05-01')).length, 0);
  assert.equal(texts(of('2025-04-30')).length, 3);
});

test('a file that stopped part-way is asked for again', () => {
  const [need] = returnsNeeded([file({ id: 9, status: 'stopped' }), ...whole], today);
  assert.equal(need?.href, '/returns/9');
});

test('an authority is set up when all five kinds of file are loaded', () => {
  assert.deepEqual(
    setUpTasks(whole).map((task) => task.isDone),
    [false, true, true, true, false],
  );
});
