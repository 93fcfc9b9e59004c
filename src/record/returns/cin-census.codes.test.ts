import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { sharedData } from '../../../test/shared-data.ts';
import * as codes from './cin-census.codes.ts';

const lists: readonly (readonly [string, codes.CodeList])[] = [
  ['ethnicitytype', codes.ETHNICITY_CODES],
  ['disabilitytype', codes.DISABILITY_CODES],
  ['unknownupntype', codes.UPN_UNKNOWN_CODES],
  ['referralsourcetype', codes.REFERRAL_SOURCE_CODES],
  ['primaryneedcodetype', codes.PRIMARY_NEED_CODES],
  ['reasonforclosuretype', codes.CLOSURE_CODES],
  ['categoryofabusetype', codes.ABUSE_CODES],
  ['assessmentfactorstype', codes.FACTOR_CODES],
];

for (const [year, sexType] of [
  [2022, 'gendertype'],
  [2024, 'gendertype'],
  [2025, 'sextype'],
  [2026, 'sextype'],
] as const) {
  const schema = sharedData(`cin-census/xsd/CIN_schema_${year}.xsd`);
  test(`the codes of ${year} are those of the published schema`, { skip: schema.skip }, () => {
    const text = readFileSync(schema.path, 'utf8');
    for (const [type, list] of [...lists, [sexType, codes.SEX_CODES] as const]) {
      const start = text.indexOf(`<xs:simpleType name="${type}"`);
      const block = text.slice(start, text.indexOf('</xs:simpleType>', start));
      const published = [...block.matchAll(/enumeration value="([^"]+)"/g)].map((of) => of[1]);
      const ours = [...list.keys()].filter((code) => codes.isCode(list, code, year));
      assert.ok(published.length > 1, type);
      assert.deepEqual(ours.toSorted(), published.toSorted(), type);
    }
  });
}

test('every source of referral says which kind of agency it is, but the unknown one', () => {
  const sources = [...codes.REFERRAL_SOURCE_CODES.keys()];
  assert.deepEqual(Object.keys(codes.AGENCY_OF_REFERRAL_SOURCE).toSorted(), sources.toSorted());
  const unknown = sources.filter((code) => codes.AGENCY_OF_REFERRAL_SOURCE[code] === null);
  assert.deepEqual(unknown, ['10']);
});

test('the eight themes of the reference list the factors that the code knows', () => {
  const path = new URL('../../../reference/themes.yaml', import.meta.url);
  const { themes } = parse(readFileSync(path, 'utf8')) as {
    themes: { theme: string; label: string; factors: string[] }[];
  };
  assert.equal(themes.length, 8);
  const listed = themes.flatMap(({ theme, factors }) => factors.map((code) => [code, theme]));
  assert.deepEqual(Object.fromEntries(listed), codes.THEME_OF_FACTOR);
  assert.ok(listed.every(([code]) => code !== undefined && codes.FACTOR_CODES.has(code)));
  const unmeasured = themes.filter(({ factors }) => factors.length === 0);
  assert.deepEqual(
    unmeasured.map(({ theme }) => theme),
    ['parenting', 'unemployment', 'crime', 'missing-school'],
  );
});
