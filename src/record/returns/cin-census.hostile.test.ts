import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day } from '../../lib/index.ts';
import { cinCensusReader } from './cin-census.reader.ts';
import { peopleOf, problemsOf, readSample, sampleCensus, soundChild } from './cin-census.sample.ts';
import type { Problem } from './statement.ts';

const rulesOf = async (file: string) => problemsOf(await readSample(file)).map(({ rule }) => rule);

/** The census of one child whose identifier is what is given. */
const around = (value: string) => sampleCensus([soundChild()]).replace('NB1001', value);

async function* repeated(start: string, piece: string, times: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(start);
  const bytes = Buffer.from(piece);
  for (let at = 0; at < times; at++) yield bytes;
}

async function problemsOfStream(chunks: AsyncIterable<Uint8Array>): Promise<Problem[]> {
  const problems: Problem[] = [];
  const input = { name: 'census.xml', chunks, today: day('2026-05-01') };
  for await (const item of cinCensusReader.read(input)) problems.push(...problemsOf([item]));
  return problems;
}

test('a file that is not a census is answered by one clear problem', async () => {
  assert.deepEqual(await rulesOf(''), ['structure/empty-file']);
  assert.deepEqual(await rulesOf('Dear all, please find attached'), ['structure/not-xml']);
  assert.deepEqual(await rulesOf('PK\u0003\u0004 xlsx'), ['structure/not-xml']);
  assert.deepEqual(await rulesOf('<html><body>Sign in</body></html>'), ['structure/not-a-census']);
  assert.deepEqual(await rulesOf(sampleCensus([soundChild()], { Collection: 'SC' })), [
    'structure/wrong-collection',
  ]);
  assert.ok((await rulesOf(sampleCensus([]))).includes('structure/no-children'));
});

test('a broken file gives the children before the fault, and the line of the fault', async () => {
  const file = sampleCensus([soundChild(1), soundChild(2), soundChild(3)]);
  const second = file.indexOf('NB1002');
  const faults = [
    [`${file.slice(0, second)}<<${file.slice(second)}`, 'structure/malformed'],
    [`${file.slice(0, second)}A & B${file.slice(second)}`, 'structure/malformed'],
    [`${file.slice(0, second)}&gran;${file.slice(second)}`, 'structure/malformed'],
    [`${file.slice(0, second)}</Child>${file.slice(second)}`, 'structure/malformed'],
    [`${file.slice(0, second)}\u0000${file.slice(second)}`, 'structure/malformed'],
    [file.slice(0, second), 'structure/cut-short'],
  ] as const;
  const line = file.slice(0, second).split('\n').length;
  for (const [broken, rule] of faults) {
    const items = await readSample(broken);
    const last = problemsOf(items).at(-1);
    assert.deepEqual([last?.rule, last?.row], [rule, line]);
    assert.ok(!last?.message.includes('gran'));
    assert.deepEqual(
      peopleOf(items).map((item) => item.person.identifiers[0]?.value),
      ['NB1001'],
    );
  }
});

test('a file that declares entities is refused before any is used', async () => {
  const bomb = [
    '<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "ha">',
    ...Array.from({ length: 20 }, (_, at) => {
      const name = String.fromCharCode(98 + at);
      return `<!ENTITY ${name} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`;
    }),
    `]>${around('&u;')}`,
  ].join('\n');
  assert.deepEqual(await rulesOf(bomb), ['structure/doctype']);
  const outside = `<!DOCTYPE Message SYSTEM "file:///etc/hostname">${around('x')}`;
  assert.deepEqual(await rulesOf(outside), ['structure/doctype']);
});

test('endless text, tags, attributes and comments stop early, in little memory', async () => {
  const start = sampleCensus([]).replace(/<\/Children>[\s\S]*/, '<Child><ChildIdentifiers>');
  const megabyte = 'x'.repeat(1_000_000);
  const streams = [
    repeated(`${start}<LAchildID>`, megabyte, 50),
    repeated(`${start}<LAchildID a="`, megabyte, 50),
    repeated(`${start}<`, megabyte, 50),
    repeated(`${start}<!-- `, megabyte, 50),
    repeated(`${start}<![CDATA[`, megabyte, 50),
    repeated(`${start}<?x `, megabyte, 50),
    repeated('<!DOCTYPE ', megabyte, 50),
    repeated(`${start}<LAchildID `, 'a="1" b="2" ', 5),
  ];
  const before = process.memoryUsage().rss;
  const endings = await Promise.all(
    streams.map(async (stream) => (await problemsOfStream(stream)).at(-1)?.rule),
  );
  assert.deepEqual(endings.slice(0, 7), Array(7).fill('structure/endless-part'));
  assert.equal(endings[7], 'structure/cut-short');
  assert.ok(process.memoryUsage().rss - before < 200_000_000);
});

test('elements within elements without end stop early', async () => {
  const start = sampleCensus([]).replace(/<\/Children>[\s\S]*/, '');
  const problems = await problemsOfStream(repeated(start, '<a>'.repeat(10_000), 1_000));
  assert.equal(problems.at(-1)?.rule, 'structure/too-deep');
  assert.equal(problems.filter(({ rule }) => rule === 'structure/too-deep').length, 1);
});

test('one child without end is cut, kept out, and the children after it are read', async () => {
  const child = soundChild(1);
  const plan = { CINPlanStartDate: '2025-12-15', CINPlanEndDate: null };
  child.episode.plans = Array.from({ length: 20_000 }, () => plan);
  const items = await readSample(sampleCensus([child, soundChild(2)]));
  const people = peopleOf(items);
  assert.deepEqual(
    people.map((item) => item.quarantine === true),
    [true, false],
  );
  assert.ok((people[0]?.problems.length ?? 0) <= 201);
  assert.ok(people[0]?.problems.some(({ rule }) => rule === 'structure/child-too-large'));
});

test('a flood of faults is listed up to a limit, and the limit is told', async () => {
  const file = sampleCensus([soundChild()]).replace(
    '<Children>',
    `<Children>${'x<y/>'.repeat(5_000)}`,
  );
  const rules = await rulesOf(file);
  assert.ok(rules.includes('structure/too-many-problems'));
  assert.ok(rules.length < 150);
});

test('a value that is too long is left out', async () => {
  const items = await readSample(around('N'.repeat(501)));
  assert.ok(problemsOf(items).some(({ rule }) => rule === 'structure/value-too-long'));
  assert.deepEqual(
    peopleOf(items)[0]?.person.identifiers.map(({ kind }) => kind),
    ['upn'],
  );
});

test('the event loop turns while a large file is read from memory', async () => {
  const file = sampleCensus(Array.from({ length: 3_000 }, (_, at) => soundChild(at)));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await readSample(file, 100_000_000);
  clearInterval(timer);
  assert.ok(turns > 3, `${turns} turns`);
});

test('no file, however damaged, makes the reader throw or state what has no line', async () => {
  const file = Buffer.from(sampleCensus([soundChild(1), soundChild(2)]), 'utf8');
  const damage = fc.record({
    cutAt: fc.nat(file.length),
    flips: fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 12 }),
    swaps: fc.array(fc.tuple(fc.nat(file.length - 60), fc.nat(file.length - 60)), { maxLength: 3 }),
    pieceBytes: fc.integer({ min: 1, max: 4_000 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ cutAt, flips, swaps, pieceBytes }) => {
      const bytes = Buffer.from(file);
      for (const [at, value] of flips) bytes[at] = value;
      for (const [from, to] of swaps) bytes.copyWithin(to, from, from + 60);
      const items = await readSample(bytes.subarray(0, cutAt), pieceBytes);
      for (const problem of problemsOf(items)) {
        assert.ok(problem.message !== '' && problem.fix !== '');
        assert.ok(problem.row === null || problem.row >= 1);
      }
      for (const { person, quarantine } of peopleOf(items)) {
        assert.ok(person.identifiers.length > 0 || quarantine === true);
        for (const spell of person.spells) {
          assert.ok(spell.endDay === null || spell.endDay > spell.startDay);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('any text in any element is answered without a throw', async () => {
  const names = ['LAchildID', 'UPN', 'PersonBirthDate', 'CINreferralDate', 'Sex', 'CPPendDate'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.string({ unit: 'binary' }),
      async (name, text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', '');
        const file = sampleCensus([soundChild()]).replace(
          new RegExp(`<${name}>[^<]*<`),
          () => `<${name}>${escaped}<`,
        );
        const problems = problemsOf(await readSample(file));
        const secret = text.trim();
        if (secret.length < 12) return;
        assert.ok(!JSON.stringify(problems).includes(secret), 'a problem repeats a value');
      },
    ),
    { numRuns: 300 },
  );
});
