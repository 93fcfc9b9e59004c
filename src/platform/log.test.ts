import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeError, type LogFields, makeLog, newReference } from './log.ts';

function logged(write: (log: ReturnType<typeof makeLog>) => void) {
  const lines: string[] = [];
  write(
    makeLog(
      'info',
      (line) => lines.push(line),
      () => new Date(0),
    ),
  );
  return lines.map((line) => JSON.parse(line));
}

test('a line says when, how serious and what', () => {
  const lines = logged((log) => log.info('job.done', { job: 4, milliseconds: 12 }));
  assert.deepEqual(lines, [
    { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'job.done', job: 4, milliseconds: 12 },
  ]);
});

test('a field that is not on the list never reaches the log', () => {
  const careless = { job: 4, email: 'someone@example.org' } as LogFields;
  const [line] = logged((log) => log.error('job.failed', careless));
  assert.equal(JSON.stringify(line).includes('someone'), false);
});

test('lines below the level are dropped', () => {
  const lines = logged((log) => {
    log.debug('job.polled');
    log.warn('job.lost');
  });
  assert.deepEqual(
    lines.map((line) => line.event),
    ['job.lost'],
  );
});

test('the words of an error are not logged, since they may quote a record', () => {
  const error = Object.assign(new Error('Key (email)=(someone@example.org)\n at home'), {
    code: '23505',
  });
  const fields = describeError(error);
  assert.equal(fields.code, '23505');
  assert.equal(fields.name, 'Error');
  assert.ok(fields.frames.some((frame) => frame.includes('log.test.ts')));
  assert.doesNotMatch(JSON.stringify(fields), /someone|home/);
});

test('a reference has letters and digits that cannot be mistaken for one another', () => {
  for (let i = 0; i < 100; i += 1) {
    assert.match(newReference(), /^[BCDFGHJKLMNPQRSTVWXZ2-9]{3}-[BCDFGHJKLMNPQRSTVWXZ2-9]{3}$/);
  }
});
