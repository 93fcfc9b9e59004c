import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortTestFiles } from './test-files.ts';

const file = (path: string, text = '') => ({ path, text });
const files = [
  file('src/lib/a.test.ts', "import { a } from './a.ts';"),
  file('src/lib/a.ts', "import { b } from '../../test/database.ts';"),
  file('src/record/b.test.ts', "import { anAuthority } from '../../test/database.ts';"),
  file('src/record/c.test.ts', "import { c } from './c.sample.ts';"),
  file('src/record/c.sample.ts', "import { anAuthority } from '../../test/database.ts';"),
  file('test/browser/d.test.ts', "import { anAuthority } from '../database.ts';"),
  file('test/database.ts'),
];

test('tests that use the database, by themselves or through a sample, run on both engines', () => {
  assert.deepEqual(sortTestFiles(files, []), {
    apart: ['src/lib/a.test.ts'],
    stores: ['src/record/b.test.ts', 'src/record/c.test.ts'],
    browser: ['test/browser/d.test.ts'],
  });
});

test('a part of a path chooses the tests to run', () => {
  assert.deepEqual(sortTestFiles(files, ['browser', 'lib/']), {
    apart: ['src/lib/a.test.ts'],
    stores: [],
    browser: ['test/browser/d.test.ts'],
  });
});
