import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JobId } from '../../lib/index.ts';
import {
  canCancel,
  canRetry,
  type Job,
  secondsLeft,
  toJobView,
  waitBeforeTrySeconds,
} from './job.ts';

const START = new Date('2026-01-05T10:00:00Z');

function aJob(changes: Partial<Job> = {}): Job {
  return {
    id: 7 as JobId,
    name: 'count',
    title: 'Counting',
    payload: {},
    status: 'running',
    lane: '1/count',
    doneCount: 0,
    totalCount: 100,
    unit: 'rows',
    message: '',
    checkpoint: null,
    result: null,
    errorReference: null,
    attempt: 1,
    attemptsAllowed: 3,
    attemptStartedAt: START,
    attemptStartedCount: 0,
    cancelRequested: false,
    runAfter: START,
    createdAt: START,
    startedAt: START,
    finishedAt: null,
    ...changes,
  };
}

const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

test('what is left is worked out from the rate of this try, not of what an earlier one did', () => {
  assert.equal(secondsLeft(aJob({ doneCount: 25 }), after(10)), 30);
  const resumed = aJob({ doneCount: 60, attemptStartedCount: 50 });
  assert.equal(secondsLeft(resumed, after(10)), 40);
});

test('nobody guesses what is left before anything is done or when the size is unknown', () => {
  assert.equal(secondsLeft(aJob({ doneCount: 0 }), after(60)), null);
  assert.equal(secondsLeft(aJob({ doneCount: 5 }), after(1)), null);
  assert.equal(secondsLeft(aJob({ doneCount: 5, totalCount: null }), after(60)), null);
  assert.equal(secondsLeft(aJob({ doneCount: 5, status: 'queued' }), after(60)), null);
});

test('what is left is never negative, however far the work is', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), fc.integer({ min: 2, max: 1e5 }), (done, total, took) => {
      const left = secondsLeft(aJob({ doneCount: done, totalCount: total }), after(took));
      assert.ok(left === null || left >= 0);
    }),
  );
});

test('each try waits longer than the one before, up to ten minutes', () => {
  assert.deepEqual([1, 2, 3, 9].map(waitBeforeTrySeconds), [5, 20, 80, 600]);
});

test('only what waits or runs can be cancelled, and only what stopped can run again', () => {
  const statuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
  const cancelled = statuses.filter((status) => canCancel(aJob({ status })));
  const retried = statuses.filter((status) => canRetry(aJob({ status })));
  assert.deepEqual(cancelled, ['queued', 'running']);
  assert.deepEqual(retried, ['failed', 'cancelled']);
});

test('a failure that is ours shows a reference and nothing else', () => {
  const job = aJob({ status: 'failed', message: 'secret', errorReference: 'BCD-FGH' });
  const view = toJobView(job, START);
  assert.match(view.failure ?? '', /BCD-FGH/);
  assert.doesNotMatch(view.failure ?? '', /secret/);
});

test('a rule that said no is shown in its own words', () => {
  const view = toJobView(aJob({ status: 'failed', message: 'The file is empty' }), START);
  assert.equal(view.failure, 'The file is empty');
});
