import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseReference } from '../../lib/index.ts';
import { day } from '../../lib/index.ts';
import { readWord, sharedWords } from './agency-word.ts';
import { frameworksField } from './framework-file.ts';
import { findOutcome, gradeOf, indicatorsOf, isInForce, readingsOf } from './framework.ts';
import { localCode, readFramework, readFrameworkRows, readIndicator } from './local-framework.ts';
import { PUBLISHED_FRAMEWORKS as book } from './published-frameworks.ts';

const outcomes = (code: string, kind: string) =>
  book.frameworks
    .find((one) => one.code === code)
    ?.outcomes.filter((one) => one.kind === kind)
    .map((one) => one.code).length;

test('the national framework has four outcomes and three enablers', () => {
  assert.equal(outcomes('national-framework', 'outcome'), 4);
  assert.equal(outcomes('national-framework', 'enabler'), 3);
});

test('ten outcomes of Supporting Families and five of Every Child Matters are historical', () => {
  assert.equal(outcomes('supporting-families', 'outcome'), 10);
  assert.equal(outcomes('every-child-matters', 'outcome'), 5);
  const inForce = book.frameworks.filter((one) => isInForce(one, day('2026-11-22')));
  assert.deepEqual(
    inForce.map(({ code }) => code),
    ['national-framework', 'local-outcomes'],
  );
});

test('a framework is in force from its first day up to the day on which it ends', () => {
  const found = book.frameworks.find(({ code }) => code === 'supporting-families');
  assert.ok(found);
  assert.deepEqual(
    ['2022-10-02', '2022-10-03', '2025-03-31', '2025-04-01'].map((on) => isInForce(found, day(on))),
    [false, true, true, false],
  );
});

test('what was not seen in the source of the local outcomes framework is said', () => {
  const found = book.frameworks.find(({ code }) => code === 'local-outcomes');
  assert.match(found?.unverified ?? '', /other ten/);
});

test('each historical outcome that is mapped is read in another framework both ways', () => {
  for (const { from, to } of book.mappings) {
    assert.ok(
      readingsOf(book, from).some(({ other }) => other.ref === to),
      from,
    );
    assert.ok(
      readingsOf(book, to).some(({ other }) => other.ref === from),
      to,
    );
  }
});

test('an outcome that no framework has is a fault of the file, with what to do', () => {
  const text = `about: x
gradeRule: { A: a, B: b, C: c, D: d }
frameworks: []
mappings: [{ from: a/b, to: c/d, day: 2026-01-01, reading: r }]
indicators: []
`;
  const { problems } = parseReference('a.yaml', text, frameworksField);
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['No framework has a/b.', 'No framework has c/d.'],
  );
});

test('the grade of an indicator follows from its source and is nowhere typed', () => {
  assert.equal(gradeOf({ kind: 'published', indicator: 'LAC' }), 'A');
  assert.equal(gradeOf({ kind: 'measure', figure: 'x', basis: 'counted' }), 'B');
  assert.equal(gradeOf({ kind: 'measure', figure: 'x', basis: 'modelled' }), 'C');
  assert.equal(gradeOf({ kind: 'none', reason: 'r' }), 'D');
});

test('every outcome of the national framework is served by an indicator', () => {
  for (const code of ['stay-together', 'family-network', 'safe', 'loving-homes']) {
    const ref = `national-framework/${code}`;
    assert.ok(findOutcome(book, ref), ref);
    assert.ok(indicatorsOf(book, ref).length > 0, ref);
  }
});

test('agencies name themes, indicators and outcomes in force, and nothing else', () => {
  const shared = sharedWords(book, [{ theme: 'crime', label: 'Crime' }], day('2026-11-22'));
  assert.ok(shared.some(({ key }) => key === 'theme:crime'));
  assert.ok(shared.some(({ key }) => key === 'outcome:national-framework/safe'));
  assert.ok(!shared.some(({ key }) => key === 'outcome:every-child-matters/safe'));
  const read = readWord({ subject: 'outcome:every-child-matters/safe', word: 'Safety' }, shared);
  assert.deepEqual(read.ok ? [] : read.errors.map(({ field }) => field), ['subject']);
});

test('a framework of our own is read one outcome a line, and two alike are told', () => {
  const of = { publisher: 'The board', today: day('2026-11-22') };
  const read = readFramework({ label: 'Our promise', outcomes: 'Be heard\n\n Be safe ' }, of);
  assert.ok(read.ok);
  assert.equal(read.value.code, 'local-our-promise');
  assert.deepEqual(
    read.value.outcomes.map(({ code, label }) => [code, label]),
    [
      ['be-heard', 'Be heard'],
      ['be-safe', 'Be safe'],
    ],
  );
  const twice = readFramework({ label: 'Our promise', outcomes: 'Be safe\nBe safe!' }, of);
  assert.deepEqual(twice.ok ? [] : twice.errors.map(({ field }) => field), ['outcomes']);
});

test('an indicator without a figure is not measured, and a wrong address is told', () => {
  const form = { label: 'L', definition: 'D', polarity: 'low', owner: 'health' };
  const none = readIndicator(form, []);
  assert.ok(none.ok && none.value.source.kind === 'none');
  const wrong = readIndicator({ ...form, figure: 'a b c' }, []);
  assert.deepEqual(wrong.ok ? [] : wrong.errors.map(({ field }) => field), ['figure']);
  const whole = readIndicator({ ...form, figure: 'https://x/figures/late-help-cost?by=ward' }, []);
  assert.ok(whole.ok && whole.value.source.kind === 'measure');
  assert.equal(whole.value.source.figure, 'late-help-cost?by=ward');
});

test('a file of frameworks gives outcomes once each, and tells rows that it cannot use', () => {
  const cells = (row: number, ...all: string[]) => ({ row, cells: all });
  const read = readFrameworkRows(
    [
      cells(1, 'Framework', 'Outcome', 'Indicator', 'Definition', 'Figure', 'Polarity'),
      cells(2, 'Our promise', 'Be safe', 'Safe at home', 'Children who say so', '', 'high'),
      cells(3, 'Our promise', 'Be safe', '', '', '', ''),
      cells(4, 'Our promise', '', '', '', '', ''),
      cells(5, 'Our promise', 'Be heard', 'Heard', '', '', 'high'),
    ],
    { file: 'a.csv', publisher: 'The board', today: day('2026-11-22') },
  );
  assert.deepEqual(
    read.frameworks.map(({ outcomes: all }) => all.map(({ code }) => code)),
    [['be-safe', 'be-heard']],
  );
  assert.deepEqual(
    read.indicators.map(({ code }) => code),
    [localCode('Safe at home')],
  );
  assert.deepEqual(
    read.problems.map(({ row, field }) => [row, field]),
    [
      [4, 'outcome'],
      [5, 'definition'],
    ],
  );
});
