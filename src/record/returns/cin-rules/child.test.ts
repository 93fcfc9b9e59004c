import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  problemsOf,
  readSample,
  sampleCensus,
  sampleUpn,
  soundChild,
} from '../cin-census.sample.ts';
import { testRules } from './cases.ts';
import { upnCheckLetter } from './child-identifiers.ts';

test('a sound child breaks no rule about a child', async () => {
  const problems = problemsOf(await readSample(sampleCensus([soundChild()])));
  assert.deepEqual(
    problems.map(({ rule }) => rule),
    ['2887Q'],
  );
});

test('the check letter of a pupil number follows from its digits', () => {
  assert.equal(upnCheckLetter('A950000178301'), 'A');
  assert.equal(upnCheckLetter('H243278544154'), 'H');
  assert.notEqual(upnCheckLetter('R247962919251'), 'R');
  assert.equal(upnCheckLetter('A12345'), null);
  assert.equal(upnCheckLetter(`A${'0'.repeat(11)}B`), 'P');
});

testRules([
  {
    code: '8500',
    field: 'LAchildID',
    breaks: (c) => {
      c.identifiers.LAchildID = '';
    },
  },
  {
    code: '1570',
    field: 'LAchildID',
    breaks: (c) => {
      c.identifiers.LAchildID = 'N'.repeat(21);
    },
    keeps: (c) => {
      c.identifiers.LAchildID = 'N'.repeat(20);
    },
  },
  {
    code: '1580',
    field: 'LAchildID',
    breaks: (c) => {
      c.identifiers.LAchildID = 'NB 10';
    },
  },
  {
    code: '1510',
    field: 'UPN',
    breaks: (c) => {
      c.identifiers.UPN = `I${sampleUpn('941120012345').slice(1)}`;
    },
    keeps: (c) => {
      c.identifiers.UPN = sampleUpn('941120012345');
    },
  },
  {
    code: '1540',
    field: 'UPN',
    breaks: (c) => {
      c.identifiers.UPN = 'A9411X0012345';
    },
  },
  {
    code: '1550',
    field: 'UPN',
    breaks: (c) => {
      c.identifiers.UPN = 'A94112001234S';
    },
    keeps: (c) => {
      c.identifiers.UPN = sampleUpn('94112001234B');
    },
  },
  {
    code: '1560Q',
    field: 'FormerUPN',
    breaks: (c) => {
      c.identifiers.FormerUPN = '1234';
    },
    keeps: (c) => {
      c.identifiers.FormerUPN = 'X98765432123B';
    },
  },
  {
    code: '8770Q',
    field: 'UPN',
    breaks: (c) => {
      c.identifiers.UPN = null;
    },
    keeps: (c) => {
      c.identifiers.UPN = null;
      c.identifiers.UPNunknown = 'UN5';
    },
  },
  {
    code: '8770Q',
    field: 'UPNunknown',
    breaks: (c) => {
      c.identifiers.UPN = null;
      c.identifiers.UPNunknown = 'UN1';
    },
    keeps: (c) => {
      c.identifiers.UPN = null;
      c.identifiers.PersonBirthDate = '2020-04-01';
    },
  },
  {
    code: '8772',
    field: 'UPNunknown',
    breaks: (c) => {
      c.identifiers.UPNunknown = 'UN7';
    },
    keeps: (c) => {
      c.identifiers.UPNunknown = 'UN7';
      c.episode.fields.ReferralNFA = 'true';
    },
  },
  {
    code: '8590',
    field: 'CINdetails',
    breaks: (c) => {
      c.episodes = [];
    },
  },
  {
    code: '4180',
    field: 'Sex',
    breaks: (c) => {
      c.identifiers.Sex = '2';
    },
  },
  {
    code: '4180',
    field: 'Sex',
    breaks: (c) => {
      c.identifiers.Sex = null;
    },
  },
  {
    code: '8750',
    field: 'Sex',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = null;
      c.identifiers.ExpectedPersonBirthDate = '2026-06-01';
    },
    keeps: (c) => {
      c.identifiers.PersonBirthDate = null;
      c.identifiers.ExpectedPersonBirthDate = '2026-06-01';
      c.identifiers.Sex = 'U';
    },
  },
  {
    code: '8520',
    field: 'PersonBirthDate',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = '2026-04-01';
    },
    keeps: (c) => {
      c.identifiers.PersonBirthDate = '2026-03-31';
    },
  },
  {
    code: '8525Q',
    field: 'PersonBirthDate',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = null;
    },
  },
  {
    code: '8525Q',
    field: 'ExpectedPersonBirthDate',
    breaks: (c) => {
      c.identifiers.ExpectedPersonBirthDate = '2026-06-01';
    },
  },
  {
    code: '8530Q',
    field: 'ExpectedPersonBirthDate',
    breaks: (c) => {
      c.identifiers.ExpectedPersonBirthDate = '2026-02-20';
    },
    keeps: (c) => {
      c.identifiers.ExpectedPersonBirthDate = '2026-03-05';
    },
  },
  {
    code: '8535Q',
    field: 'PersonDeathDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2016-05-03';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2016-05-04';
    },
  },
  {
    code: '8545Q',
    field: 'PersonDeathDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2025-03-31';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2025-04-01';
    },
  },
  {
    code: '8775Q',
    field: 'PersonBirthDate',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = '2001-03-30';
    },
    keeps: (c) => {
      c.identifiers.PersonBirthDate = '2001-03-31';
    },
  },
  {
    code: '4008',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2025-12-14';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2025-12-15';
    },
  },
  {
    code: '4009Q',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2026-01-10';
      c.plan.CINPlanEndDate = '2026-01-11';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2026-01-10';
      c.plan.CINPlanEndDate = '2026-01-10';
    },
  },
  {
    code: '4220',
    field: 'Ethnicity',
    breaks: (c) => {
      c.ethnicity = 'WHITE';
    },
  },
  {
    code: '4220',
    field: 'Ethnicity',
    breaks: (c) => {
      c.ethnicity = null;
    },
  },
  {
    code: '8540',
    field: 'Disability',
    breaks: (c) => {
      c.disabilities = [];
    },
    keeps: (c) => {
      c.disabilities = [];
      c.episode.fields.ReferralNFA = 'true';
    },
  },
  {
    code: '8540',
    field: 'Disability',
    breaks: (c) => {
      c.disabilities = ['DEAF'];
    },
  },
  {
    code: '8790',
    field: 'Disability',
    breaks: (c) => {
      c.disabilities = ['MOB', 'NONE'];
    },
    keeps: (c) => {
      c.disabilities = ['MOB', 'VIS'];
    },
  },
  {
    code: '8794',
    field: 'Disability',
    breaks: (c) => {
      c.disabilities = ['MOB', 'MOB'];
    },
    keeps: (c) => {
      c.disabilities = ['MOB', 'VIS'];
    },
  },
]);

test('two children with one identifier or pupil number are told, with the first line', async () => {
  const [first, second] = [soundChild(1), soundChild(2)];
  const clean = problemsOf(await readSample(sampleCensus([first, second])));
  assert.deepEqual(
    clean.filter(({ rule }) => rule === '8510' || rule === '1520'),
    [],
  );
  second.identifiers.LAchildID = 'NB1001';
  second.identifiers.UPN = first.identifiers.UPN ?? null;
  const problems = problemsOf(await readSample(sampleCensus([first, second])));
  const found = problems.filter(({ rule }) => rule === '8510' || rule === '1520');
  assert.deepEqual(
    found.map(({ rule }) => rule),
    ['8510', '1520'],
  );
  assert.match(found[0]?.message ?? '', /first stated on line 16\./);
});

test('rules about the whole file count all children', async () => {
  const codes = ['MOB', 'VIS', 'HEAR', 'LD', 'PC', 'INC', 'COMM', 'BEH'];
  const children = codes.map((code, at) => ({ ...soundChild(at), disabilities: [code] }));
  const rulesOfFile = async () =>
    problemsOf(await readSample(sampleCensus(children)))
      .map(({ rule }) => rule)
      .filter((rule) => /^28\d\dQ$/.test(rule));
  assert.deepEqual(await rulesOfFile(), ['2888Q']);
  children[0] = { ...soundChild(0), disabilities: ['MOB', 'VIS'] };
  assert.deepEqual(await rulesOfFile(), []);
  children.pop();
  const unknown = soundChild(9);
  unknown.identifiers.Sex = 'U';
  unknown.disabilities = ['MOB'];
  children.push(unknown);
  assert.deepEqual(await rulesOfFile(), ['2886Q', '2887Q']);
});
