import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  peopleOf,
  problemsOf,
  readSample,
  sampleCensus,
  soundChild,
} from '../cin-census.sample.ts';
import { censusOf, testRules } from './cases.ts';

testRules([
  {
    code: 'code/sex',
    field: 'GenderCurrent',
    header: censusOf(2024),
    breaks: (c) => {
      c.identifiers.Sex = null;
      c.identifiers.GenderCurrent = 'M';
    },
    keeps: (c) => {
      c.identifiers.Sex = null;
      c.identifiers.GenderCurrent = '9';
    },
  },
  {
    code: 'code/upn-unknown',
    field: 'UPNunknown',
    breaks: (c) => {
      c.identifiers.UPNunknown = 'UN8';
    },
  },
  {
    code: 'structure/element-of-another-year',
    field: 'GenderCurrent',
    breaks: (c) => {
      c.identifiers.GenderCurrent = '2';
    },
  },
  {
    code: 'structure/element-of-another-year',
    field: 'Sex',
    header: censusOf(2024),
    breaks: () => undefined,
    keeps: (c) => {
      c.identifiers.Sex = null;
      c.identifiers.GenderCurrent = '2';
    },
  },
  {
    code: 'structure/no-identifier',
    field: 'LAchildID',
    breaks: (c) => {
      c.identifiers.LAchildID = null;
      c.identifiers.UPN = null;
    },
    keeps: (c) => {
      c.identifiers.LAchildID = null;
    },
  },
  {
    code: 'structure/missing-element',
    field: 'AssessmentActualStartDate',
    breaks: (c) => {
      c.assessment.fields.AssessmentActualStartDate = null;
    },
  },
  {
    code: 'type/date',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.episode.fields.CINreferralDate = '2025-02-30';
    },
  },
  {
    code: 'type/date-form',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.episode.fields.CINreferralDate = '02/06/2025';
    },
  },
  {
    code: 'date/future',
    field: 'CPPreviewDate',
    breaks: (c) => {
      c.protection.list = ['2026-05-02'];
    },
    keeps: (c) => {
      c.enquiry.InitialCPCtarget = '2026-06-01';
    },
  },
  {
    code: 'date/birth-impossible',
    field: 'PersonBirthDate',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = '1926-04-30';
    },
    keeps: (c) => {
      c.identifiers.PersonBirthDate = '1926-05-01';
    },
  },
  {
    code: 'date/expected-birth-far',
    field: 'ExpectedPersonBirthDate',
    breaks: (c) => {
      c.identifiers.ExpectedPersonBirthDate = '2027-06-01';
    },
    keeps: (c) => {
      c.identifiers.ExpectedPersonBirthDate = '2027-01-01';
    },
  },
]);

test("a child without a group all children need breaks 'structure/missing-group'", async () => {
  const whole = sampleCensus([soundChild()]);
  const rulesOf = async (text: string) =>
    problemsOf(await readSample(text)).filter(({ rule }) => rule === 'structure/missing-group');
  assert.deepEqual(await rulesOf(whole), []);
  for (const group of ['ChildIdentifiers', 'ChildCharacteristics']) {
    const without = whole.replace(new RegExp(`<${group}>[\\s\\S]*</${group}>`), '');
    assert.deepEqual(
      (await rulesOf(without)).map(({ field }) => field),
      [group],
    );
  }
});

test('only what makes a record unusable keeps it out', async () => {
  const keptOut = async (change: (child: ReturnType<typeof soundChild>) => void) => {
    const child = soundChild();
    change(child);
    return peopleOf(await readSample(sampleCensus([child]))).map(
      (item) => item.quarantine === true,
    );
  };
  const unusable: Parameters<typeof keptOut>[0][] = [
    (c) => Object.assign(c.identifiers, { LAchildID: null, UPN: null }),
    (c) => Object.assign(c.identifiers, { PersonBirthDate: '2016-13-04' }),
    (c) => Object.assign(c.identifiers, { PersonBirthDate: '2026-05-02' }),
    (c) => Object.assign(c.episode.fields, { CINreferralDate: null }),
    (c) => Object.assign(c.episode.fields, { CINreferralDate: '2026-05-02' }),
    (c) => Object.assign(c.protection.fields, { CPPstartDate: 'June' }),
    (c) => Object.assign(c.plan, { CINPlanStartDate: '31/31/2025' }),
    (c) => Object.assign(c.enquiry, { S47ActualStartDate: '2025-6-1' }),
  ];
  const usable: Parameters<typeof keptOut>[0][] = [
    () => undefined,
    (c) => Object.assign(c.identifiers, { LAchildID: null }),
    (c) => Object.assign(c.identifiers, { PersonBirthDate: null, Sex: null, UPN: 'X' }),
    (c) => Object.assign(c.episode.fields, { ReferralSource: 'ZZ', CINclosureDate: '1999' }),
    (c) => Object.assign(c.protection.fields, { CPPstartDate: null }),
    (c) => Object.assign(c.protection.fields, { CPPendDate: '2020-01-01' }),
  ];
  for (const change of unusable) assert.deepEqual(await keptOut(change), [true], String(change));
  for (const change of usable) assert.deepEqual(await keptOut(change), [false], String(change));
});
