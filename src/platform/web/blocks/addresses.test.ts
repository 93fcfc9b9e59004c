import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  downloadAddress,
  elementId,
  pageAddress,
  pageSteps,
  readSort,
  sortAddress,
  valueIn,
  withChoice,
  withoutChoice,
} from './addresses.ts';

test('a download keeps the parameters of its figure behind the ending', () => {
  assert.equal(
    downloadAddress('late-help-cost?by=agency&year=2024-25', 'csv'),
    '/figures/late-help-cost.csv?by=agency&year=2024-25',
  );
  assert.equal(downloadAddress('children', 'ods'), '/figures/children.ods');
});

test('sorting by a column turns round at the second time and goes back to the first page', () => {
  const url = '/requests?need=housing&page=3';
  assert.equal(sortAddress(url, 'waiting', null), '/requests?need=housing&sort=waiting');
  const up = readSort('waiting', ['waiting']);
  assert.deepEqual(up, { key: 'waiting', direction: 'ascending' });
  assert.equal(sortAddress(url, 'waiting', up), '/requests?need=housing&sort=-waiting');
  assert.equal(readSort('-waiting', ['waiting'])?.direction, 'descending');
});

test('a table is never sorted by a column that it does not offer', () => {
  assert.equal(readSort('1;drop table', ['waiting']), null);
  assert.equal(readSort(undefined, ['waiting']), null);
});

test('taking away one choice leaves the others of the same name', () => {
  const url = '/requests?need=housing&need=health&page=2';
  assert.equal(withoutChoice(url, 'need', 'housing'), '/requests?need=health');
  assert.equal(withoutChoice(url, 'need'), '/requests');
});

test('a choice set and taken away again leaves the address as it was', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      assert.equal(withoutChoice(withChoice('/a?b=1', 'x', value), 'x'), '/a?b=1');
    }),
  );
});

test('a filter can keep the order that the address has', () => {
  assert.equal(valueIn('/requests?need=housing&sort=-waiting', 'sort'), '-waiting');
  assert.equal(valueIn('/requests', 'sort'), '');
});

test('the first page of results has no number in its address', () => {
  assert.equal(pageAddress('/requests?page=4', 1), '/requests');
  assert.equal(pageAddress('/requests', 2), '/requests?page=2');
});

test('page links offer the first, the last and those beside, each once and in order', () => {
  assert.deepEqual(pageSteps(5, 9), [1, 'gap', 4, 5, 6, 'gap', 9]);
  assert.deepEqual(pageSteps(1, 2), [1, 2]);
  assert.deepEqual(pageSteps(1, 0), []);
});

test('any figure id makes a valid name of an element', () => {
  fc.assert(fc.property(fc.string(), (id) => assert.match(elementId(id), /^[A-Za-z0-9-]+$/)));
});
