import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
};

const AT_THE_TOP = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const BELOW = ['docs', 'docs/adr', 'docs/how-to', 'docs/returns'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
);
const DOCUMENTS = [...AT_THE_TOP, ...BELOW];
const DECISIONS = readdirSync(join(ROOT, 'docs/adr')).filter((name) => /^\d{4}-/.test(name));
const CODE_FOLDERS = ['src', 'migrations', 'reference', 'demo'];

/** Everything that may hold a word of the code, as one text. */
const code = CODE_FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|sql|yaml|njk)$/.test(name))
    .flatMap((name) => [`${folder}/${name}`, read(`${folder}/${name}`)]),
).join('\n');

describe('the README says what is there', () => {
  const wings = [...read('README.md').matchAll(/^\| `([a-z]+)` \| .* \| (today|later) \|$/gm)];
  const named = (when: string) => wings.filter((row) => row[2] === when).map((row) => row[1]);

  test('each wing that stands today is a folder of src, and each folder is named', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    assert.deepEqual(named('today').toSorted(), folders.toSorted());
    assert.equal(wings.length, 11);
  });

  test('the picture tells in words what it shows', () => {
    const picture = read('docs/picture.svg');
    assert.match(picture, /role="img"/);
    assert.match(picture, /<title id="([^"]+)">[^<]+<\/title>/);
    assert.match(picture, /<desc id="([^"]+)">[^<]+<\/desc>/);
  });
});

describe('the changelog', () => {
  test('has a part about the version of package.json', () => {
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${manifest.version}$`, 'm'));
  });
});

describe('each decision', () => {
  for (const name of DECISIONS) {
    test(`${name} has its four parts, weighs its options and fits on a page`, () => {
      const text = read(`docs/adr/${name}`);
      const parts = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      assert.deepEqual(parts, ['Context', 'Options', 'Decision', 'Consequences']);
      assert.ok((text.match(/^- /gm) ?? []).length >= 2);
      assert.ok(text.split('\n').length <= 50);
    });
  }

  test('stands in the index, once and in order', () => {
    const listed = [...read('docs/adr/README.md').matchAll(/^\| \[\d+\]\(([^)]+)\)/gm)];
    assert.deepEqual(
      listed.map((match) => match[1]),
      DECISIONS,
    );
  });
});

/** What an example of a how-to makes is not there. */
const IS_EXAMPLE = /localities|<|\*|\.\.\.|year/;

describe('what documents name exists', () => {
  for (const document of DOCUMENTS) {
    const text = read(document);

    test(`${document} names files and folders that are there`, () => {
      const paths = [
        ...text.matchAll(/`((?:src|docs|test|script|migrations|reference)\/[^`\s]+)`/g),
      ]
        .map((match) => match[1] ?? '')
        .filter((path) => !IS_EXAMPLE.test(path));
      for (const path of paths) assert.ok(existsSync(join(ROOT, path)), path);
    });

    test(`${document} names scripts that package.json has`, () => {
      for (const [, name = ''] of text.matchAll(/npm run ([a-z:]+[a-z])/g)) {
        assert.ok(name in manifest.scripts, name);
      }
    });

    test(`${document} names commands that the command line has`, () => {
      for (const [, command = ''] of text.matchAll(/^ {4}npx headwater (.+)$/gm)) {
        const words = command.split(' ');
        const isKnown = [words.slice(0, 2).join(' '), words[0]].some(
          (name) => name === 'help' || code.includes(`name: '${name}',`),
        );
        assert.ok(isKnown, command);
      }
    });
  }
});

/** `Agencies` and `agency's` as `agency`. */
function singular(words: string): string {
  return words
    .toLowerCase()
    .replace(/'s$/, '')
    .replace(/\bchildren$/, 'child')
    .replace(/ies$/, 'y')
    .replace(/statuses$/, 'status')
    .replace(/(?<![su])s$/, '');
}

describe('the glossary', () => {
  const rows = [...read('GLOSSARY.md').matchAll(/^\| ([^|]+) \| ([^|]+) \|([^|]*)\|$/gm)]
    .map(([, word = '', meaning = '', inCode = '']) => ({ word, meaning, inCode }))
    .filter(({ word }) => word !== 'word');

  test('gives each word one entry', () => {
    const words = rows.map(({ word }) => word);
    const twice = words.filter((word, index) => words.indexOf(word) !== index);
    assert.deepEqual(twice, []);
    assert.ok(words.length > 100, `${words.length} words`);
  });

  test('has an entry for each word that an entry leans on', () => {
    const known = new Set(rows.flatMap(({ word }) => word.toLowerCase().split(', ')));
    for (const { word, meaning } of rows) {
      for (const [, other = ''] of meaning.matchAll(/\*([^*]+)\*/g)) {
        assert.ok(known.has(singular(other)), `${word} leans on ${other}`);
      }
    }
  });

  test('names what is in the code', () => {
    for (const { word, inCode } of rows) {
      for (const [, name = ''] of inCode.matchAll(/`([^`]+)`/g)) {
        if (name.startsWith('headwater ') || name.startsWith('*')) continue;
        const parts = name.split('.');
        const isThere =
          code.includes(name) ||
          existsSync(join(ROOT, 'src', name)) ||
          existsSync(join(ROOT, name));
        assert.ok(isThere || parts.every((part) => code.includes(part)), `${word}: ${name}`);
      }
    }
  });
});
