import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

const code = parse(read('publiccode.yml')) as Readonly<Record<string, unknown>> & {
  readonly description: { readonly en: Readonly<Record<string, string>> };
  readonly legal: Readonly<Record<string, string>>;
};
const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, string>>;

/** What version 0.4 of the standard asks of every description of software. */
const NEEDED = [
  'publiccodeYmlVersion',
  'name',
  'url',
  'platforms',
  'developmentStatus',
  'softwareType',
  'description',
  'legal',
  'maintenance',
  'localisation',
];

describe('publiccode.yml', () => {
  test('holds every field that the standard needs', () => {
    for (const field of NEEDED) assert.ok(field in code, field);
    assert.equal(code.publiccodeYmlVersion, '0.4');
  });

  test('tells the version and the licence that package.json tells', () => {
    assert.equal(code.softwareVersion, manifest.version);
    assert.equal(code.legal.license, manifest.license);
    assert.match(read('LICENSE'), new RegExp(code.legal.mainCopyrightOwner ?? 'nobody'));
  });

  test('describes the software within the lengths that the standard allows', () => {
    const { shortDescription = '', longDescription = '' } = code.description.en;
    assert.ok(shortDescription.length <= 150, `short: ${shortDescription.length}`);
    assert.ok(longDescription.length >= 150, `long: ${longDescription.length}`);
    assert.ok(longDescription.length <= 10_000, `long: ${longDescription.length}`);
  });
});
