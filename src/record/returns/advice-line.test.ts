import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../../lib/index.ts';
import { readAdviceCall } from '../advice/advice-call.ts';
import { adviceLineTemplate } from './advice-line.columns.ts';
import { adviceLineReader } from './advice-line.reader.ts';
import type { ReadItem } from './statement.ts';

const today = day('2026-11-01');

async function* bytesOf(content: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(content);
}

async function read(content: string): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  const input = { name: 'advice.csv', chunks: bytesOf(content), today };
  for await (const item of adviceLineReader.read(input)) items.push(item);
  return items;
}

const [HEADINGS = ''] = adviceLineTemplate().split('\r\n');

test('the template of the advice line reads back without a problem', async () => {
  const head = new TextEncoder().encode(adviceLineTemplate());
  assert.ok(adviceLineReader.recognise('any.csv', head));
  const items = await read(adviceLineTemplate());
  assert.deepEqual(items.slice(1), [
    {
      type: 'advice-call',
      call: {
        row: 2,
        callNumber: 'C-1001',
        line: 'Consultation line',
        day: '2024-09-12',
        agencyKind: 'schools',
        about: 'attendance',
        outcome: 'advice-only',
        minutes: 20,
      },
    },
  ]);
});

test('a call without a number, a day or an outcome is kept out, with its row', async () => {
  const items = await read(
    `${HEADINGS}\r\n` +
      ',Line,2024-09-12,police,neglect,referral,5\r\n' +
      'C-2,Line,2031-01-01,police,neglect,referral,5\r\n' +
      'C-3,Line,2024-09-12,police,neglect,perhaps,5\r\n' +
      'C-4,Line,2024-09-12,martians,weather,referral,5\r\n',
  );
  const calls = items.flatMap((item) => (item.type === 'advice-call' ? [item.call] : []));
  assert.deepEqual(
    calls.map((call) => [call.callNumber, call.agencyKind, call.about]),
    [['C-4', null, 'other']],
  );
  const errors = items.flatMap((item) =>
    item.type === 'problem' && item.problem.severity === 'error' ? [item.problem.row] : [],
  );
  assert.deepEqual(errors, [2, 3, 4]);
});

test('a typed call says what is missing, and holds nobody’s details', () => {
  const known = { today, agencyKinds: ['police', 'schools'] } as const;
  const empty = readAdviceCall({}, null, known);
  assert.ok(!empty.ok);
  assert.deepEqual(
    empty.errors.map((error) => error.field),
    ['line', 'day', 'agency', 'about', 'outcome'],
  );
  const form = {
    line: 'Consultation line',
    agency: 'police',
    about: 'neglect',
    outcome: 'advice-only',
    minutes: '15',
  };
  const read = readAdviceCall(form, day('2026-10-30'), known);
  assert.ok(read.ok && read.value.minutes === 15);
  assert.ok(!readAdviceCall({ ...form, minutes: '601' }, today, known).ok);
  assert.ok(!readAdviceCall(form, day('2026-11-02'), known).ok);
  assert.ok(!readAdviceCall({ ...form, agency: 'courts' }, today, known).ok);
});
