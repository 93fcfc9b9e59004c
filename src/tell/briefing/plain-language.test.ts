import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkLanguage,
  readability,
  readabilityOf,
  sentencesOf,
  syllablesOf,
  wordsOf,
} from './plain-language.ts';
import { PLAIN_WORDS } from './plain-words.ts';

const [FORMULA] = PLAIN_WORDS.formulas;
assert.ok(FORMULA);

test('the grade of a sentence is that of the published worked example', () => {
  // Encyclopaedia article on the Flesch-Kincaid tests: 13 words and 24 syllables give 11.3.
  const example = { words: 13, sentences: 1, syllables: 24 };
  assert.equal(readabilityOf(example, FORMULA).grade.toFixed(1), '11.3');
});

test('the sentence of the worked example is counted as its authors count it', () => {
  const text = 'The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.';
  const found = readability([text], PLAIN_WORDS);
  assert.equal(found.words, 13);
  assert.equal(found.sentences, 1);
  assert.equal(found.syllables, 24);
  assert.equal(Math.round(found.age), 16);
});

test('short words in short sentences are read by anyone', () => {
  // By hand: 0.39 x 6 + 11.8 x 1 - 15.59 = -1.45.
  const found = readability(['The cat sat on the mat.'], PLAIN_WORDS);
  assert.equal(found.grade.toFixed(2), '-1.45');
});

test('syllables of words that briefings use are counted as they are spoken', () => {
  const spoken = { help: 1, children: 2, family: 3, families: 3, care: 1, services: 3, area: 3 };
  for (const [word, count] of Object.entries(spoken)) assert.equal(syllablesOf(word), count, word);
});

test('a word has at least one syllable, and no more than letters', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,20}$/), (word) => {
      const count = syllablesOf(word);
      assert.ok(count >= 1 && count <= Math.max(1, word.length));
    }),
  );
});

test('"saved" is refused, with what to say instead; names and cash savings are not', () => {
  const [note] = checkLanguage({ story: 'Early help saved the council a lot.' }, PLAIN_WORDS);
  assert.equal(note?.level, 'refuse');
  assert.equal(note?.field, 'story');
  assert.match(note?.sentence ?? '', /“saved”: use avoided cost/);
  const right = 'Save the Children helped. The cash saving was small. We are safe.';
  assert.deepEqual(checkLanguage({ story: right }, PLAIN_WORDS), []);
});

test('letters that hide a word are found as letters, and not within other words', () => {
  assert.equal(checkLanguage({ a: 'NFA was the end of it.' }, PLAIN_WORDS)[0]?.level, 'refuse');
  assert.deepEqual(checkLanguage({ a: 'Black and white, a lack of it.' }, PLAIN_WORDS), []);
});

test('a sentence that is too long is pointed at, and counts a number as one word', () => {
  const words = (count: number) => `${Array.from({ length: count }, () => 'one').join(' ')}.`;
  assert.deepEqual(checkLanguage({ a: words(25) }, PLAIN_WORDS), []);
  const [note] = checkLanguage({ a: `${words(24)} ${words(26)}` }, PLAIN_WORDS);
  assert.match(note?.sentence ?? '', /has 26 words; 25 are enough/);
  assert.equal(wordsOf('Help cost {{figure 12}} here.').length, 4);
});

test('a part that is hard to read says for which age it is', () => {
  const hard =
    'Multidisciplinary organisational interventions necessitate considerable collaborative ' +
    'accountability arrangements. ';
  const notes = checkLanguage({ unsure: hard.repeat(5) }, PLAIN_WORDS);
  assert.ok(notes.some((note) => /reads at an age of about \d+ years/.test(note.sentence)));
});

test('sentences end at full stops and lines, and not within a sum of money', () => {
  assert.deepEqual(sentencesOf('It cost £1.2 million. Why?\nAsk us'), [
    'It cost £1.2 million.',
    'Why?',
    'Ask us',
  ]);
});

test('every word that is not used names a list that it comes from', () => {
  const known = new Set(PLAIN_WORDS.sources.map((source) => source.code));
  for (const word of PLAIN_WORDS.words) assert.ok(known.has(word.source), word.code);
});
