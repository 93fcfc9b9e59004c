import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type JobView, jobProgress } from './job-view.ts';

const running: JobView = {
  id: '1',
  title: 'Checking',
  status: 'running',
  done: 1200,
  total: 5000,
  unit: 'rows',
  secondsLeft: 9,
};

test('running work says how much is done, of how much, and how long is left', () => {
  assert.deepEqual(jobProgress(running), {
    status: 'running',
    percent: 24,
    words: '1,200 of 5,000 rows (24%). About 9 seconds left.',
  });
});

test('work of unknown size never invents a percentage', () => {
  const unknown = jobProgress({ ...running, total: null, secondsLeft: null });
  assert.deepEqual(unknown, { status: 'running', percent: null, words: '1,200 rows so far.' });
});

test('work that ended says so, with how far it came', () => {
  assert.equal(jobProgress({ ...running, status: 'done' }).percent, 100);
  assert.match(jobProgress({ ...running, status: 'failed' }).words, /^Stopped: 1,200 of 5,000/);
  assert.match(jobProgress({ ...running, status: 'cancelled' }).words, /^Cancelled: /);
  assert.match(jobProgress({ ...running, status: 'waiting' }).words, /Waiting/);
});

test('work that was found to be larger than expected stays within 100%', () => {
  assert.equal(jobProgress({ ...running, done: 6000 }).percent, 100);
});
