import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../../test/shared-data.ts';
import { day } from '../../lib/index.ts';
import { cinCensusReader } from './cin-census.reader.ts';
import { peopleOf, problemsOf, readSample, sampleCensus, soundChild } from './cin-census.sample.ts';
import type { ReadItem } from './statement.ts';

const fake = sharedData('cin-census/fake_CIN_data.xml');
const sample2024 = sharedData('cin-census/CIN_Census_2024.xml');

async function readFile(path: string): Promise<ReadItem[]> {
  const input = { name: 'census.xml', chunks: createReadStream(path), today: day('2026-11-22') };
  const items: ReadItem[] = [];
  for await (const item of cinCensusReader.read(input)) items.push(item);
  return items;
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

test('the made-up census of 332 children is read whole', { skip: fake.skip }, async () => {
  const items = await readFile(fake.path);
  const people = peopleOf(items);
  const header = items.find((item) => item.type === 'file');
  // Counted in the file by searching its text for each element, not by this reader.
  assert.equal(people.length, 332);
  assert.deepEqual(header?.header, {
    part: 'cin-census',
    year: '2022-23',
    asOf: '2022-07-21',
    authorityCode: '975',
  });
  const events = people.flatMap((item) => item.person.events);
  assert.deepEqual(countBy(events.map(({ kind }) => kind)), {
    referral: 402 - 2,
    'initial-conference': 350 - 2,
    closure: 252 - 2,
  });
  const sexes = countBy(people.map((item) => item.person.sex ?? 'none'));
  assert.deepEqual(sexes, { male: 82, female: 74, unknown: 80 + 96 });
  const disabilities = people.flatMap((item) => item.person.disabilities ?? []);
  assert.equal(disabilities.length + 6 + 5, 117, 'but 6 times NONE and 5 stated twice');
  assert.equal(people.filter((item) => item.quarantine === true).length, 2);
});

test('the made-up census breaks the rules that its chance dates break', {
  skip: fake.skip,
}, async () => {
  const counts = countBy(problemsOf(await readFile(fake.path)).map(({ rule }) => rule));
  assert.equal(counts['8831'], 350, 'a conference in each of 350 referrals without further action');
  assert.equal(counts['100'], 1, 'a reference date in July');
  assert.equal(counts['8790'], 3);
  assert.equal(counts['8794'], 5);
  assert.equal(counts['8510'], undefined);
  const upnRules = ['1520', '1540', '1550'].filter((rule) => counts[rule] !== undefined);
  assert.deepEqual(upnRules, []);
});

test('the census of 2024 is read in spite of its stray text', {
  skip: sample2024.skip,
}, async () => {
  const items = await readFile(sample2024.path);
  const stray = problemsOf(items).find(({ rule }) => rule === 'structure/stray-text');
  assert.equal(stray?.row, 24);
  assert.ok(!stray?.message.includes('PersonBirthDate'));
  const people = peopleOf(items);
  assert.deepEqual(
    people.map((item) => item.person.row),
    [18, 73],
  );
  assert.deepEqual(
    people.map((item) => item.person.birthDay),
    ['2015-03-27', '2023-09-25'],
  );
  assert.deepEqual(
    people.map((item) => item.person.sex),
    ['male', 'male'],
  );
  assert.ok(people.every((item) => item.quarantine === undefined));
});

test('a problem names the line of its element', { skip: sample2024.skip }, async () => {
  const lines = readFileSync(sample2024.path, 'utf8').split('\n');
  const problems = problemsOf(await readFile(sample2024.path));
  const atElements = problems.filter(({ rule }) => /^(?:8715|8620|1103|2889|4013)$/.test(rule));
  assert.ok(atElements.length >= 6);
  for (const { row, field } of atElements) {
    assert.match(lines[(row ?? 0) - 1] ?? '', new RegExp(`<${field}>`));
  }
});

test('one file gives the same items however it is cut into pieces', async () => {
  const file = sampleCensus([soundChild(1), soundChild(2)]);
  const whole = await readSample(file);
  for (const bytes of [1, 7, 199, 200, 201, 1000]) {
    assert.deepEqual(await readSample(file, bytes), whole);
  }
});

const ACCENTED = '<?xml version="1.0" encoding="ENC"?>\n<!-- Prêt -->';

test('a census is read in each encoding that councils write', async () => {
  const file = sampleCensus([soundChild()]);
  const expected = peopleOf(await readSample(`${ACCENTED.replace('ENC', 'UTF-8')}${file}`));
  const withDeclaration = (name: string) => `${ACCENTED.replace('ENC', name)}${file}`;
  const utf16 = Buffer.from(`\uFEFF${withDeclaration('UTF-16')}`, 'utf16le');
  const encoded = [
    Buffer.from(`\uFEFF${withDeclaration('UTF-8')}`, 'utf8'),
    utf16,
    utf16.subarray(2),
    Buffer.from(utf16).swap16(),
    Buffer.from(utf16.subarray(2)).swap16(),
    Buffer.from(withDeclaration('windows-1252'), 'latin1'),
    Buffer.from(withDeclaration('ISO-8859-1'), 'latin1'),
    Buffer.from(withDeclaration('UTF-16'), 'utf8'),
  ];
  for (const bytes of encoded) {
    const items = await readSample(bytes);
    assert.deepEqual(peopleOf(items), expected);
    assert.ok(problemsOf(items).every(({ rule }) => !rule.startsWith('structure/')));
    assert.ok(cinCensusReader.recognise('x', bytes));
  }
});

test('an encoding that is not read, or is not the one stated, is told', async () => {
  const declared = (name: string) =>
    Buffer.from(`${ACCENTED.replace('ENC', name)}${sampleCensus([soundChild()])}`, 'latin1');
  for (const name of ['EBCDIC-CP-GB', 'shift_jis']) {
    assert.deepEqual(
      problemsOf(await readSample(declared(name))).map(({ rule }) => rule),
      ['structure/encoding'],
    );
  }
  const wrong = await readSample(declared('UTF-8'));
  assert.equal(problemsOf(wrong)[0]?.rule, 'structure/wrong-letters');
  assert.equal(peopleOf(wrong).length, 1);
});

test('a census in a namespace, with or without prefix, is read the same', async () => {
  const plain = sampleCensus([soundChild()]);
  const expected = peopleOf(await readSample(plain));
  const inDefault = plain.replace('<Message>', '<Message xmlns="urn:census">');
  const prefixed = plain
    .replaceAll(/<(\/?)([A-Z])/g, '<$1c:$2')
    .replace('<c:Message>', '<c:Message xmlns:c="urn:census">');
  assert.deepEqual(peopleOf(await readSample(inDefault)), expected);
  assert.deepEqual(peopleOf(await readSample(prefixed)), expected);
});

test('a census is told from other files by its first bytes', () => {
  const recognise = (text: string) => cinCensusReader.recognise('file', Buffer.from(text));
  assert.ok(recognise(sampleCensus([])));
  assert.ok(recognise('<Message><Children><Child><ChildIdentifiers><LAchildID>'));
  assert.ok(!recognise('<Message><Header><Collection>SC</Collection>'));
  assert.ok(!recognise('CHILD,SEX,DOB\n1,1,01/01/2010'));
  assert.ok(!recognise(''));
});

test('elements that do not belong are told and left out', async () => {
  const file = sampleCensus([soundChild()])
    .replace('<LAchildID>', '<Nickname><Short>Bo</Short></Nickname><LAchildID>')
    .replace('<Ethnicity>', '<Sex>M</Sex><Ethnicity>')
    .replace('<ReferralSource>2A</ReferralSource>', '$&$&')
    .replace('<Section47>', 'why not<Section47>')
    .replace('</Header>', '</Header><Header></Header>');
  const items = await readSample(file);
  const structural = problemsOf(items).filter(({ rule }) => rule.startsWith('structure/'));
  assert.deepEqual(
    structural.map(({ rule, field }) => [rule, field]),
    [
      ['structure/repeated-element', 'Header'],
      ['structure/unknown-element', 'ChildIdentifiers'],
      ['structure/misplaced-element', 'Sex'],
      ['structure/repeated-element', 'ReferralSource'],
      ['structure/stray-text', 'CINdetails'],
    ],
  );
  assert.ok(!JSON.stringify(structural).includes('Bo'));
  const [expected] = peopleOf(await readSample(sampleCensus([soundChild()])));
  const [found] = peopleOf(items);
  const bare = (item: typeof found) => JSON.stringify(item?.person).replaceAll(/"row":\d+/g, '');
  assert.equal(bare(found), bare(expected));
});
