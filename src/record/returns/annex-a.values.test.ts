import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { sharedData } from '../../../test/shared-data.ts';
import {
  readAbuse,
  readEndReason,
  readEthnicity,
  readLegalStatus,
  readLooseDay,
  readNoAction,
  readPlacement,
  readSex,
  readSource,
  readYesNo,
} from './annex-a.values.ts';

const schema = sharedData('annex-a/Annex_A_schema.yml');

function published(): unknown {
  return parse(readFileSync(schema.path, 'utf8')).column_map;
}

test('the ways councils are known to write sex, yes and no are understood', {
  skip: schema.skip,
}, () => {
  type Category = { code: string | boolean; name?: string[] };
  const columns = published() as unknown as Record<
    string,
    Record<string, { category: Category[] }>
  >;
  const genders: Record<string, string> = { 'a) Male': 'male', 'b) Female': 'female' };
  for (const { code, name = [] } of columns.list_1?.Gender?.category ?? []) {
    const sex = genders[String(code)];
    if (sex) for (const text of name) assert.equal(readSex(String(text)), sex, String(text));
  }
  for (const { code, name = [] } of columns.list_3?.['Referral NFA?']?.category ?? []) {
    for (const text of name) {
      if (text === 'U') continue; // Unknown stands for no in the published list; we say nothing.
      assert.equal(readNoAction(String(text)), code === 'Yes', String(text));
    }
  }
});

test('most known spellings of ethnicity, source, legal status and placement are understood', {
  skip: schema.skip,
}, () => {
  type Category = { code: string; name?: string[] };
  const columns = published() as unknown as Record<
    string,
    Record<string, { category: Category[] }>
  >;
  const share = (list: string, field: string, reads: (cell: string) => string | null) => {
    const known = (columns[list]?.[field]?.category ?? [])
      .filter(({ code }) => code !== 'zzCodeError')
      .flatMap(({ name = [] }) => name.map(String));
    return known.filter((text) => reads(text) !== null).length / known.length;
  };
  assert.ok(share('list_1', 'Ethnicity', readEthnicity) > 0.65);
  assert.ok(share('list_1', 'Contact Source', readSource) > 0.65);
  assert.ok(share('list_8', "Child's Legal Status", readLegalStatus) > 0.8);
  assert.ok(share('list_8', 'Placement Type', readPlacement) > 0.8);
  assert.ok(share('list_8', 'Reason Ceased to be Looked After', readEndReason) > 0.7);
  assert.ok(share('list_7', 'Initial Category of Abuse', readAbuse) > 0.7);
});

test('a day is read however it is written, and never guessed', () => {
  for (const text of [
    '31/03/2025',
    '31.03.2025',
    '31-03-2025',
    '2025-03-31',
    '31 March 2025',
    '31-Mar-2025',
    '31/03/2025 14:20',
    '2025-03-31T00:00:00',
    '45747',
    '31st March 2025',
  ])
    assert.equal(readLooseDay(text), '2025-03-31', text);
  for (const text of ['', '31/03/25', '03/31/2025', '30 Foo 2025', 'n/a', '2025'])
    assert.equal(readLooseDay(text), null, text);
});

test('answers are read by their words or by the code they hold', () => {
  assert.deepEqual(['a) Yes', '1', 'N', 'b) No', 'maybe'].map(readYesNo), [
    true,
    true,
    false,
    false,
    null,
  ]);
  assert.deepEqual(['NFA', 'Further action', 'a) Yes'].map(readNoAction), [true, false, true]);
  assert.deepEqual(['a) Male', '2 - Female', 'Transgender Male', ''].map(readSex), [
    'male',
    'female',
    'unknown',
    null,
  ]);
  assert.deepEqual(
    ['WIRI - White Irish', 'White - British', 'a) White', 'Mixed - White and Asian'].map(
      readEthnicity,
    ),
    ['WIRI', 'WBRI', null, 'MWAS'],
  );
  assert.deepEqual(
    ['g) Police', '3B - Health services', 'n) 5A: LA services', '10', 'q'].map(readSource),
    ['6', '3B', '5A', '10', null],
  );
  assert.deepEqual(
    [
      'd) U4: Foster placement',
      'Foster placement',
      'k) P1: Placed with parents',
      'h) Children’s Homes',
      'Residential accommodation not subject to children’s homes regulations',
    ].map(readPlacement),
    ['U4', 'foster', 'P1', 'childrens-home', 'semi-independent'],
  );
  assert.deepEqual(
    ['C1: ICO', 'Full care orders', 'e) Accommodated under S20'].map(readLegalStatus),
    ['C1', 'C2', 'V2'],
  );
  assert.deepEqual(['a) Neglect', 'Physical / Emotional', 'EMO'].map(readAbuse), [
    'NEG',
    'MUL',
    'EMO',
  ]);
});
