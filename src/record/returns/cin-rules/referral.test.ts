import { laterEpisode, onlyAssessed } from '../cin-census.sample.ts';
import type { SampleChild } from '../cin-census.sample.ts';
import { censusOf, testRules } from './cases.ts';

/** Closes the first episode; it holds no more than the assessment. */
function closed(child: SampleChild, on: string, reason: string | null = 'RC7'): void {
  onlyAssessed(child);
  child.episode.fields.CINclosureDate = on;
  child.episode.fields.ReasonForClosure = reason;
}

function then(child: SampleChild, referral: string) {
  const episode = laterEpisode(referral);
  child.episodes.push(episode);
  return episode;
}

testRules([
  {
    code: '8600',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.episode.fields.CINreferralDate = null;
    },
  },
  {
    code: '8600',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.episode.fields.CINreferralDate = '2026-04-01';
    },
  },
  {
    code: '8606',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.identifiers.PersonBirthDate = '2026-03-10';
    },
    keeps: (c) => {
      c.identifiers.PersonBirthDate = '2026-03-09';
    },
  },
  {
    code: '8866',
    field: 'ReferralSource',
    breaks: (c) => {
      c.episode.fields.ReferralSource = null;
    },
  },
  {
    code: '8866',
    field: 'ReferralSource',
    header: censusOf(2022),
    breaks: (c) => {
      c.episode.fields.ReferralSource = '5D';
    },
  },
  {
    code: '8866',
    field: 'ReferralSource',
    breaks: (c) => {
      c.episode.fields.ReferralSource = '5E';
    },
    keeps: (c) => {
      c.episode.fields.ReferralSource = '5D';
    },
  },
  {
    code: '8568',
    field: 'ReferralNFA',
    breaks: (c) => {
      c.episode.fields.ReferralNFA = 'no';
    },
    keeps: (c) => {
      c.episode.fields.ReferralNFA = '0';
    },
  },
  {
    code: '8568',
    field: 'ReferralNFA',
    breaks: (c) => {
      c.episode.fields.ReferralNFA = null;
    },
  },
  {
    code: '8569Q',
    field: 'ReferralNFA',
    breaks: (c) => {
      c.episode.fields.CINreferralDate = '2025-03-28';
      c.episode.fields.ReferralNFA = '1';
    },
    keeps: (c) => {
      c.episode.fields.CINreferralDate = '2025-03-31';
      c.episode.fields.ReferralNFA = '1';
    },
  },
  {
    code: '8610',
    field: 'PrimaryNeedCode',
    breaks: (c) => {
      c.episode.fields.PrimaryNeedCode = null;
    },
    keeps: (c) => {
      c.episode.fields.PrimaryNeedCode = null;
      c.episode.fields.ReferralNFA = '1';
    },
  },
  {
    code: '8650',
    field: 'PrimaryNeedCode',
    breaks: (c) => {
      c.episode.fields.PrimaryNeedCode = 'N10';
    },
  },
  {
    code: '8555Q',
    field: 'CINreferralDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2025-06-01';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2025-06-02';
    },
  },
  {
    code: '8815',
    field: 'CINclosureDate',
    breaks: (c) => {
      then(c, '2026-01-05');
    },
    keeps: (c) => {
      then(c, '2026-01-05').fields.ReferralNFA = 'true';
    },
  },
  {
    code: '8816',
    field: 'CINreferralDate',
    breaks: (c) => {
      then(c, '2026-01-05').fields.ReferralNFA = 'true';
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
      then(c, '2026-01-05');
    },
  },
  {
    code: '8820',
    field: 'CINreferralDate',
    breaks: (c) => {
      closed(c, '2025-12-01');
      then(c, '2025-11-30');
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
      then(c, '2025-12-01');
    },
  },
  {
    code: '8831',
    field: 'Assessments',
    breaks: (c) => {
      onlyAssessed(c);
      c.episode.fields.ReferralNFA = 'true';
    },
    keeps: (c) => {
      onlyAssessed(c);
      c.episode.assessments = [];
      c.episode.fields.ReferralNFA = 'true';
    },
  },
  {
    code: '8831',
    field: 'Section47',
    breaks: (c) => {
      c.episode.assessments = [];
      c.episode.fields.ReferralNFA = 'true';
    },
  },
  {
    code: '2991Q',
    field: 'Section47',
    breaks: (c) => {
      c.episode.assessments = [];
    },
  },
  {
    code: '8890',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.episode.enquiries.push({ ...c.enquiry, S47ActualStartDate: '2025-06-27' });
    },
    keeps: (c) => {
      c.episode.enquiries.push({ ...c.enquiry, S47ActualStartDate: '2025-06-30' });
    },
  },
  {
    code: '8620',
    field: 'CINclosureDate',
    breaks: (c) => {
      closed(c, '2026-04-01');
    },
    keeps: (c) => {
      closed(c, '2026-03-31');
    },
  },
  {
    code: '8630',
    field: 'CINclosureDate',
    breaks: (c) => {
      closed(c, '2025-06-01');
    },
    keeps: (c) => {
      closed(c, '2025-06-02');
    },
  },
  {
    code: '8640',
    field: 'ReasonForClosure',
    breaks: (c) => {
      closed(c, '2025-12-01', 'RC10');
    },
    keeps: (c) => {
      closed(c, '2025-12-01', 'RC9');
    },
  },
  {
    code: '8640',
    field: 'ReasonForClosure',
    header: censusOf(2022),
    breaks: (c) => {
      closed(c, '2025-12-01', 'RC9');
    },
    keeps: (c) => {
      closed(c, '2025-12-01', 'RC8');
    },
  },
  {
    code: '8805',
    field: 'ReasonForClosure',
    breaks: (c) => {
      closed(c, '2025-12-01', null);
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
    },
  },
  {
    code: '8810',
    field: 'ReasonForClosure',
    breaks: (c) => {
      c.episode.fields.ReasonForClosure = 'RC7';
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
    },
  },
  {
    code: '8585Q',
    field: 'ReasonForClosure',
    breaks: (c) => {
      closed(c, '2025-12-01', 'RC2');
    },
    keeps: (c) => {
      closed(c, '2025-12-01', 'RC2');
      c.identifiers.PersonDeathDate = '2025-12-01';
    },
  },
  {
    code: '8825Q',
    field: 'ReasonForClosure',
    breaks: (c) => {
      closed(c, '2025-12-01', 'RC8');
      c.episode.assessments = [];
    },
    keeps: (c) => {
      closed(c, '2025-12-01', 'RC8');
    },
  },
  {
    code: '2990',
    field: 'CINPlanDates',
    breaks: (c) => {
      closed(c, '2026-03-01', 'RC8');
      c.episode.plans = [c.plan];
    },
    keeps: (c) => {
      closed(c, '2026-03-01', 'RC8');
    },
  },
  {
    code: '2990',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      closed(c, '2026-03-01', 'RC9');
      c.episode.fields.DateOfInitialCPC = '2025-06-30';
    },
  },
  {
    code: '8867',
    field: 'AssessmentAuthorisationDate',
    breaks: (c) => {
      closed(c, '2025-12-01');
      c.assessment.fields.AssessmentAuthorisationDate = null;
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
    },
  },
  {
    code: '8868',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      closed(c, '2025-12-01');
      c.episode.enquiries = [c.enquiry];
      c.enquiry.DateOfInitialCPC = null;
    },
    keeps: (c) => {
      closed(c, '2025-12-01');
      c.episode.enquiries = [c.enquiry];
    },
  },
  {
    code: '8868',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      closed(c, '2025-12-01');
      c.episode.enquiries = [c.enquiry];
      c.enquiry.ICPCnotRequired = 'true';
    },
  },
  {
    code: '8565',
    field: 'AssessmentAuthorisationDate',
    breaks: (c) => {
      closed(c, '2025-07-09');
    },
    keeps: (c) => {
      closed(c, '2025-07-10');
    },
  },
]);
