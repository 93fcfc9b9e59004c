import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SampleChild } from './cin-census.sample.ts';
import { laterEpisode, onlyAssessed, peopleOf } from './cin-census.sample.ts';
import { readSample, sampleCensus, soundChild } from './cin-census.sample.ts';

async function statement(change: (child: SampleChild) => void = () => undefined) {
  const child = soundChild();
  change(child);
  const [item] = peopleOf(await readSample(sampleCensus([child])));
  assert.ok(item);
  return item.person;
}

const withoutRow = <T extends { row?: number }>({ row, ...rest }: T) => {
  assert.ok((row ?? 0) > 0);
  return rest;
};

test('a child becomes statuses and plans with their days', async () => {
  const { spells } = await statement();
  assert.deepEqual(spells.map(withoutRow), [
    { kind: 'status', code: 'child-in-need', startDay: '2025-06-02', endDay: null },
    { kind: 'status', code: 'section-47-enquiry', startDay: '2025-06-10', endDay: '2025-06-30' },
    {
      kind: 'status',
      code: 'protection-plan',
      startDay: '2025-06-30',
      endDay: '2025-12-15',
      detail: { initialCategory: 'EMO', latestCategory: 'EMO', previousPlans: '0' },
    },
    { kind: 'plan', code: 'cin-plan', startDay: '2025-12-15', endDay: null },
  ]);
});

test('a child becomes events, each on its day', async () => {
  const { events } = await statement();
  assert.deepEqual(events.map(withoutRow), [
    {
      kind: 'referral',
      code: '2A',
      day: '2025-06-02',
      outcome: 'accepted',
      agencyKind: 'schools',
      detail: { primaryNeed: 'N1' },
    },
    {
      kind: 'assessment',
      code: null,
      day: '2025-07-10',
      outcome: 'completed',
      factors: ['3B', '4B'],
      detail: { start: '2025-06-04', workingDays: '28', timely: 'yes' },
    },
    { kind: 'section-47', code: null, day: '2025-06-10', outcome: 'icpc-held' },
    { kind: 'initial-conference', code: null, day: '2025-06-30', outcome: 'protection-plan' },
    { kind: 'review-conference', code: null, day: '2025-09-22' },
  ]);
});

test('each child carries its identifiers, the strongest first, and who it is', async () => {
  const person = await statement((c) => {
    c.identifiers.FormerUPN = 'X98765432123B';
    c.disabilities = ['VIS', 'VIS', 'KEEN ON FOOTBALL', 'LD'];
  });
  assert.deepEqual(
    person.identifiers.map(({ kind }) => kind),
    ['la-child-id', 'upn', 'former-upn'],
  );
  assert.equal(person.identifiers[0]?.value, 'NB1001');
  assert.deepEqual(
    [person.birthDay, person.sex, person.ethnicity, person.disabilities],
    ['2016-05-04', 'female', 'WBRI', ['VIS', 'LD']],
  );
  assert.equal(person.row, 14);
});

test('an unborn child has the day it is expected', async () => {
  const person = await statement((c) => {
    Object.assign(c.identifiers, { PersonBirthDate: null, Sex: 'U' });
    c.identifiers.ExpectedPersonBirthDate = '2026-07-01';
  });
  assert.deepEqual(
    [person.birthDay, person.expectedBirthDay, person.sex],
    [null, '2026-07-01', 'unknown'],
  );
});

test('a referral with no further action is an event and no status', async () => {
  const person = await statement((c) => {
    onlyAssessed(c);
    c.episode.assessments = [];
    Object.assign(c.episode.fields, { ReferralNFA: '1', ReferralSource: '6' });
  });
  assert.deepEqual(person.spells, []);
  assert.deepEqual(
    person.events.map(({ kind, outcome, agencyKind }) => [kind, outcome, agencyKind]),
    [['referral', 'no-further-action', 'police']],
  );
});

test('an end before its start is left out, and the spell is open', async () => {
  const person = await statement((c) => {
    onlyAssessed(c);
    c.episode.plans = [{ CINPlanStartDate: '2025-12-15', CINPlanEndDate: '2025-12-01' }];
    c.episode.fields.CINclosureDate = '2025-05-01';
  });
  assert.deepEqual(
    person.spells.map(({ code, endDay }) => [code, endDay]),
    [
      ['child-in-need', null],
      ['cin-plan', null],
    ],
  );
  assert.ok(person.events.every(({ kind }) => kind !== 'closure'));
});

test('an enquiry without a conference ends on its target, or when the case is closed', async () => {
  const endOf = async (change: (child: SampleChild) => void) => {
    const { spells } = await statement(change);
    return spells.find(({ code }) => code === 'section-47-enquiry');
  };
  const notRequired = await endOf((c) =>
    Object.assign(c.enquiry, { DateOfInitialCPC: null, ICPCnotRequired: 'true' }),
  );
  assert.deepEqual([notRequired?.endDay, notRequired?.detail], ['2025-07-01', { end: 'assumed' }]);
  const noTarget = await endOf((c) =>
    Object.assign(c.enquiry, {
      DateOfInitialCPC: null,
      ICPCnotRequired: 'true',
      InitialCPCtarget: null,
    }),
  );
  assert.equal(noTarget?.endDay, '2025-07-01');
  const closed = await endOf((c) => {
    Object.assign(c.enquiry, { DateOfInitialCPC: null });
    c.episode.fields.CINclosureDate = '2025-06-20';
  });
  assert.equal(closed?.endDay, '2025-06-20');
  const open = await endOf((c) => Object.assign(c.enquiry, { DateOfInitialCPC: null }));
  assert.equal(open?.endDay, null);
});

test('an assessment that took more than 45 working days from referral is late', async () => {
  const timelyOn = async (day: string) => {
    const { events } = await statement((c) => {
      c.assessment.fields.AssessmentAuthorisationDate = day;
    });
    return events.find(({ kind }) => kind === 'assessment')?.detail?.timely;
  };
  assert.equal(await timelyOn('2025-08-04'), 'yes');
  assert.equal(await timelyOn('2025-08-05'), 'no');
});

test('a case of one day has no length: its referral and closure are told, no status', async () => {
  const person = await statement((c) => {
    onlyAssessed(c);
    c.episode.assessments = [];
    Object.assign(c.episode.fields, { CINclosureDate: '2025-06-02', ReasonForClosure: 'RC7' });
  });
  assert.deepEqual(person.spells, []);
  assert.deepEqual(
    person.events.map(({ kind, code }) => [kind, code]),
    [
      ['referral', '2A'],
      ['closure', 'RC7'],
    ],
  );
});

test('what lies in the future is left out', async () => {
  const person = await statement((c) => {
    onlyAssessed(c);
    c.episodes.push(laterEpisode('2026-05-02'));
    c.episode.plans = [{ CINPlanStartDate: '2026-06-01' }];
    c.assessment.fields = { AssessmentActualStartDate: '2027-01-01' };
  });
  assert.deepEqual(
    person.spells.map(({ code }) => code),
    ['child-in-need'],
  );
  assert.deepEqual(
    person.events.map(({ kind }) => kind),
    ['referral'],
  );
});

test('free text in the place of a code goes no further', async () => {
  const secret = 'Ring gran first';
  const person = await statement((c) => {
    c.ethnicity = secret;
    c.assessment.list = [secret];
    Object.assign(c.episode.fields, { ReferralSource: secret, PrimaryNeedCode: secret });
    Object.assign(c.protection.fields, {
      InitialCategoryOfAbuse: secret,
      NumberOfPreviousCPP: secret,
    });
  });
  assert.ok(!JSON.stringify(person).includes(secret));
});
