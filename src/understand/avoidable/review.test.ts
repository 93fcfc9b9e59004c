import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, parseReference } from '../../lib/index.ts';
import { drawSample, ageMixGap, hashOfFrame, readRound } from './draw-sample.ts';
import {
  agreedSide,
  assignReaders,
  checkAnswers,
  checkMayAdjudicate,
  isReadTwice,
  mayReadAnswers,
  NO_ANSWERS,
  readAnswers,
  type ReviewStatus,
} from './review.ts';
import { ageBandOf, formOf, formOn, REVIEW_BOOK, reviewBookField } from './review-form.ts';
import { whole } from './reviews.sample.ts';

const form = formOf('2026-1');
const statuses = fc.constantFrom<ReviewStatus>('assigned', 'draft', 'submitted', 'stepped-aside');

test('whatever the state of a case, nobody reads another before both have sent', () => {
  fc.assert(
    fc.property(fc.array(statuses, { maxLength: 4 }), (all) => {
      const readings = all.map((status, index) => ({ reviewerId: index + 1, status }));
      const sent = all.filter((status) => status === 'submitted').length;
      for (const reader of [1, 2, 99]) {
        for (const { reviewerId } of readings) {
          const may = mayReadAnswers(reader, reviewerId, readings);
          assert.equal(may, reader === reviewerId || sent === 2);
        }
      }
    }),
  );
});

test('two judgements agree when they are on one side, however sure each is', () => {
  assert.equal(agreedSide(['definitely', 'probably'], form), 'avoidable');
  assert.equal(agreedSide(['probably-not', 'definitely-not'], form), 'not-avoidable');
  assert.equal(agreedSide(['probably', 'probably-not'], form), null);
  assert.equal(agreedSide(['probably'], form), null);
  assert.equal(agreedSide(['nonsense', 'nonsense'], form), null);
});

test('whoever was ever asked to review a case does not decide it', () => {
  const readings = [
    { reviewerId: 1, status: 'submitted' },
    { reviewerId: 2, status: 'submitted' },
    { reviewerId: 3, status: 'stepped-aside' },
  ] as const;
  assert.ok(isReadTwice(readings));
  for (const id of [1, 2, 3]) {
    assert.throws(() => checkMayAdjudicate(readings, id, false), {
      code: 'adjudicator-was-reviewer',
    });
  }
  checkMayAdjudicate(readings, 4, false);
  assert.throws(() => checkMayAdjudicate(readings, 4, true), { code: 'case-decided' });
  assert.throws(() => checkMayAdjudicate(readings.slice(1), 4, false), {
    code: 'case-not-read-twice',
  });
});

test('cases are shared out evenly, two readers each, restricted ones to managers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer(),
      (cases, people, seed) => {
        const open = Array.from({ length: cases }, (_, index) => ({
          caseNumber: index + 1,
          isRestricted: index % 7 === 0,
          readings: [],
        }));
        const reviewers = Array.from({ length: people }, (_, index) => ({
          id: index + 1,
          seesRestricted: index < 2,
        }));
        const { assignments, missing } = assignReaders(open, reviewers, seed);
        assert.deepEqual([assignments.length, missing], [2 * cases, 0]);
        const keys = assignments.map((one) => `${one.caseNumber} ${one.reviewerId}`);
        assert.equal(new Set(keys).size, keys.length, 'nobody has a case twice');
        for (const { caseNumber, reviewerId } of assignments) {
          if (open[caseNumber - 1]?.isRestricted) assert.ok(reviewerId <= 2);
        }
        const restricted = open.filter((one) => one.isRestricted).length;
        const load = (id: number) => assignments.filter((one) => one.reviewerId === id).length;
        const even = Math.ceil((2 * cases) / people) + 1;
        for (const { id } of reviewers) assert.ok(load(id) <= Math.max(restricted, even));
      },
    ),
  );
});

test('a whole review is taken, and what is missing is said field by field', () => {
  assert.ok(checkAnswers(whole('probably'), form).ok);
  assert.ok(
    checkAnswers(whole('definitely-not'), form).ok,
    'no help is asked for where none would',
  );
  const nothing = checkAnswers(NO_ANSWERS, form);
  const fields = nothing.ok ? [] : nothing.errors.map(({ field }) => field);
  assert.deepEqual(fields, ['judgement', 'themes', 'offered', 'confidence', 'reason']);
  const half = checkAnswers(whole('probably', { help: [], moment: '', extent: '' }), form);
  const missing = half.ok ? [] : half.errors.map(({ field }) => field);
  assert.deepEqual(missing, ['extent', 'help', 'moment']);
});

test('what is typed is read, a moment of the form or an event of the journey', () => {
  const typed = {
    judgement: 'probably',
    moment: '2024-05-01/first-contact',
    themes: 'parenting;nonsense',
    help: 'relatives;respite',
    reason: 'Words',
  };
  const read = readAnswers(typed, form, ['parenting', 'crime']);
  assert.deepEqual(
    [read.judgement, read.moment, read.momentDay, read.themes, read.help, read.reason],
    ['probably', 'first-contact', '2024-05-01', ['parenting'], ['relatives', 'respite'], 'Words'],
  );
  assert.deepEqual(
    readAnswers({ judgement: 'maybe', moment: 'never', extent: '' }, form, []),
    NO_ANSWERS,
  );
});

test('no words of the form speak of an age, so that it asks the same of every child', () => {
  const options = [
    form.judgements,
    form.extents,
    form.confidences,
    form.moments,
    form.help,
    form.offered,
  ].flat();
  const words = options.map(({ label }) => label).join(' ');
  assert.doesNotMatch(words, /\b(?:bab(?:y|ies)|infant|toddler|teen|adolescent|young|age|old)/i);
  assert.ok(options.length > 20);
});

test('the form is that of the day on which a round is started', () => {
  assert.equal(formOn(day('2026-11-20')).code, '2026-1');
  const [first] = REVIEW_BOOK.versions;
  assert.ok(first);
  const book = {
    ...REVIEW_BOOK,
    versions: [first, { ...first, code: '2028-1', from: day('2028-01-01') }],
  };
  assert.equal(formOn(day('2027-12-31'), book).code, '2026-1');
  assert.equal(formOn(day('2028-01-01'), book).code, '2028-1');
  assert.throws(() => formOf('1999-1'), /holds no version/);
});

test('a book whose ages fall, or whose event has two moments, is not read', () => {
  const text = readFileSync(
    new URL('../../../reference/avoidable-review.yaml', import.meta.url),
    'utf8',
  );
  const faults = (changed: string) =>
    parseReference('a.yaml', changed, reviewBookField).problems.map(({ field }) => field);
  assert.deepEqual(faults(text), []);
  assert.deepEqual(faults(text.replace('from: 10', 'from: 4')), ['from']);
  assert.equal(faults(text.replace('[closure]', '[closure, referral]')).length, 1);
});

test('age at entry is that of the day, and a birth to come counts as under 1', () => {
  assert.equal(ageBandOf(day('2024-05-02'), day('2025-05-01')), 'under-1');
  assert.equal(ageBandOf(day('2024-05-01'), day('2025-05-01')), '1-to-4');
  assert.equal(ageBandOf(day('2008-01-01'), day('2025-05-01')), '16-and-over');
  assert.equal(ageBandOf(day('2025-06-01'), day('2025-05-01')), 'under-1');
  assert.equal(ageBandOf(null, day('2025-05-01')), 'not-known');
});

const entries = Array.from({ length: 90 }, (_, index) => ({
  personId: 100 + index,
  entryDay: day('2025-01-01'),
  birthDay: day(`${2024 - (index % 17)}-06-01`),
}));

test('a sample has the ages of the frame, whatever the order of the entries', () => {
  const drawn = drawSample(entries, 30, 5);
  assert.ok(ageMixGap(drawn.strata) < 2, `${ageMixGap(drawn.strata)}`);
  const numbers = drawn.entries.flatMap(({ caseNumber }) => caseNumber ?? []);
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: 90 }), (shuffled) => {
      assert.deepEqual(drawSample(shuffled, 30, 5), drawn);
    }),
    { numRuns: 20 },
  );
  assert.notDeepEqual(drawSample(entries, 30, 6).entries, drawn.entries);
  assert.equal(hashOfFrame(entries), drawn.hash);
  assert.notEqual(hashOfFrame(entries.slice(1)), drawn.hash);
});

test('what a round is asked for is read, or every fault is told', () => {
  const boxes = {
    'from-day': '1',
    'from-month': '4',
    'from-year': '2024',
    to: '2025-04-01',
    size: '60',
  };
  const read = readRound(boxes);
  assert.ok(read.ok);
  assert.deepEqual(
    [read.value.fromDay, read.value.seed, read.value.name],
    ['2024-04-01', 1, 'Entries from 1 April 2024 to 1 April 2025'],
  );
  const wrong = readRound({ from: '2025-04-01', to: '2024-04-01', size: 'many', level: 'high' });
  assert.deepEqual(wrong.ok ? [] : wrong.errors.map(({ field }) => field), ['to', 'level', 'size']);
});
