import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, day } from '../../lib/index.ts';
import {
  dueAfter,
  isWorkingDay,
  namesAPerson,
  readEnquiry,
  readFrozenIds,
  statusOn,
} from './enquiry.ts';
import { ENQUIRY_RULES } from './enquiry-rules.ts';

const { holidays } = ENQUIRY_RULES;

test('ten working days after a Friday before Christmas pass over both holidays', () => {
  // By the calendar of 2026: Monday 21 to Thursday 24 December are four, Friday 25 and Monday 28
  // are holidays, Tuesday 29 to Thursday 31 are three, 1 January is none, 4 to 6 January are three.
  assert.equal(dueAfter(day('2026-12-18'), 10, holidays), day('2027-01-06'));
  assert.equal(dueAfter(day('2026-06-01'), 10, holidays), day('2026-06-15'));
});

test('a due day is a working day, and exactly that many lie between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 40 }), (at, days) => {
      const from = addDays(day('2025-03-01'), at);
      const due = dueAfter(from, days, holidays);
      assert.ok(isWorkingDay(due, holidays));
      let count = 0;
      for (let one = addDays(from, 1); one <= due; one = addDays(one, 1)) {
        if (isWorkingDay(one, holidays)) count += 1;
      }
      assert.equal(count, days);
    }),
  );
});

test('holidays fall on days that would be worked', () => {
  for (const one of holidays) assert.ok(isWorkingDay(one, []), one);
});

test('what stands for one person is refused, each with what to take out', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['The child 943 476 5919 was missed', /NHS number/],
    ['The child 9434765919 was missed', /NHS number/],
    ['What happened at ZZ1 1AA?', /postcode/],
    ['What happened at 12 Quarry Lane?', /house address/],
    ['They live in flat 3 there', /house address/],
    ['A boy born on 3 May', /when somebody was born/],
    ['DOB 2015', /when somebody was born/],
    ['Seen on 03/05/2015 at the hub', /date in numbers/],
    ['Call 01632 960123 about it', /telephone/],
    ['Write to a.person@example.org', /email/],
    ['Pupil A123456789012 is away', /pupil number/],
  ];
  for (const [text, why] of refused) assert.match(namesAPerson(text) ?? '', why, text);
});

test('questions about wards, sums, years and figures pass', () => {
  const allowed = [
    'Why did late help cost £1,234,567 in Quarry Vale in 2024 to 2025?',
    'How many of the 1,200 children in care live more than 20 miles away?',
    'What changed since April 2025, and what will be different by 31 March 2027?',
    'Is 2024-25 comparable with 2019-20?',
    'Are newborn babies seen by health visitors in time?',
  ];
  for (const text of allowed) assert.equal(namesAPerson(text), null, text);
});

test('an open enquiry is overdue the day after it was due, an ended one never', () => {
  const open = { endedOn: null, isDeclined: false, takenOn: null, dueOn: day('2026-06-15') };
  assert.equal(statusOn(open, day('2026-06-15')), 'received');
  assert.equal(statusOn({ ...open, takenOn: day('2026-06-02') }, day('2026-06-15')), 'in-hand');
  assert.equal(statusOn(open, day('2026-06-16')), 'overdue');
  const ended = { ...open, endedOn: day('2026-06-20') };
  assert.equal(statusOn(ended, day('2026-07-01')), 'answered');
  assert.equal(statusOn({ ...ended, isDeclined: true }, day('2026-07-01')), 'declined');
});

test('a form names its figure by the address of its page, and only one that is there', () => {
  const known = { wards: [{ id: 3 }], measures: ['late-help-cost'] };
  const form = { topic: 'cost', ward: '3', question: 'Why?' };
  const figure = 'https://headwater.example/figures/late-help-cost?by=ward';
  const read = readEnquiry({ ...form, figure }, known);
  assert.deepEqual(read, {
    ok: true,
    value: { topic: 'cost', wardId: 3, figure: 'late-help-cost?by=ward', question: 'Why?' },
  });
  const wrong = readEnquiry({ topic: 'x', ward: '9', figure: 'nothing', question: ' ' }, known);
  assert.ok(!wrong.ok);
  assert.deepEqual(
    wrong.errors.map((error) => error.field),
    ['topic', 'ward', 'figure', 'question'],
  );
});

test('numbers of frozen figures are read however they are separated', () => {
  assert.deepEqual(readFrozenIds('3, 5 and 5;7'), [3, 5, 7]);
  assert.deepEqual(readFrozenIds(''), []);
});
