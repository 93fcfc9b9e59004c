import { censusOf, testRules } from './cases.ts';

testRules([
  {
    code: '1103',
    field: 'AssessmentActualStartDate',
    breaks: (c) => {
      c.assessment.fields.AssessmentActualStartDate = '2025-06-01';
    },
    keeps: (c) => {
      c.assessment.fields.AssessmentActualStartDate = '2025-06-02';
    },
  },
  {
    code: '8608',
    field: 'AssessmentAuthorisationDate',
    breaks: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = '2025-06-03';
    },
    keeps: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = '2025-06-04';
    },
  },
  {
    code: '8670Q',
    field: 'AssessmentActualStartDate',
    breaks: (c) => {
      c.assessment.fields = { AssessmentActualStartDate: '2026-01-26' };
    },
    keeps: (c) => {
      c.assessment.fields = { AssessmentActualStartDate: '2026-01-27' };
    },
  },
  {
    code: '8696',
    field: 'AssessmentAuthorisationDate',
    breaks: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = '2026-04-01';
    },
  },
  {
    code: '8736',
    field: 'AssessmentActualStartDate',
    breaks: (c) => {
      c.assessment.fields = { AssessmentActualStartDate: '2025-03-31' };
    },
    keeps: (c) => {
      c.assessment.fields.AssessmentActualStartDate = '2025-03-31';
    },
  },
  {
    code: '8863Q',
    field: 'AssessmentActualStartDate',
    breaks: (c) => {
      c.episode.assessments.push({ fields: { AssessmentActualStartDate: '2025-07-09' }, list: [] });
    },
    keeps: (c) => {
      c.episode.assessments.push({ fields: { AssessmentActualStartDate: '2025-07-10' }, list: [] });
    },
  },
  {
    code: '8896',
    field: 'AssessmentAuthorisationDate',
    breaks: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = null;
      c.episode.assessments.push({ fields: { AssessmentActualStartDate: '2026-02-02' }, list: [] });
    },
    keeps: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = null;
    },
  },
  {
    code: '8614',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = null;
    },
    keeps: (c) => {
      c.assessment.fields.AssessmentAuthorisationDate = null;
      c.assessment.list = [];
    },
  },
  {
    code: '8897Q',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = [];
    },
  },
  {
    code: '8898',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = ['3B', '3B'];
    },
  },
  {
    code: '8869',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = ['21', '3B'];
    },
    keeps: (c) => {
      c.assessment.list = ['21'];
    },
  },
  {
    code: '8873Q',
    field: 'ReasonForClosure',
    breaks: (c) => {
      c.assessment.list = ['21'];
      c.episode.fields.ReasonForClosure = 'RC7';
    },
    keeps: (c) => {
      c.assessment.list = ['21'];
      c.episode.fields.ReasonForClosure = 'RC8';
    },
  },
  {
    code: '8945Q',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = ['18A'];
    },
    keeps: (c) => {
      c.assessment.list = ['18B'];
    },
  },
  {
    code: '8950Q',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = ['19A'];
    },
    keeps: (c) => {
      c.assessment.list = ['19C'];
    },
  },
  {
    code: 'code/assessment-factor',
    field: 'AssessmentFactors',
    breaks: (c) => {
      c.assessment.list = ['3B', 'RB'];
    },
  },
  {
    code: 'code/assessment-factor',
    field: 'AssessmentFactors',
    header: censusOf(2021),
    breaks: (c) => {
      c.assessment.list = ['24A'];
    },
  },
  {
    code: '1104',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = '2025-05-30';
    },
  },
  {
    code: '1104',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.episode.fields.DateOfInitialCPC = '2025-05-30';
    },
  },
  {
    code: '2884',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.episode.fields.DateOfInitialCPC = '2025-06-30';
    },
    keeps: (c) => {
      c.episode.fields.DateOfInitialCPC = '2025-07-01';
    },
  },
  {
    code: '2889',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.enquiry.S47ActualStartDate = '2025-06-01';
    },
  },
  {
    code: '8615',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.enquiry.S47ActualStartDate = null;
    },
  },
  {
    code: '8615',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.enquiry.S47ActualStartDate = '2025-07-01';
    },
  },
  {
    code: '8675Q',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.enquiry.S47ActualStartDate = '2026-03-09';
    },
    keeps: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.enquiry.S47ActualStartDate = '2026-03-10';
    },
  },
  {
    code: '8715',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = '2025-03-31';
    },
  },
  {
    code: '8740',
    field: 'S47ActualStartDate',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.enquiry.S47ActualStartDate = '2025-03-31';
    },
    keeps: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.enquiry.ICPCnotRequired = '1';
      c.enquiry.S47ActualStartDate = '2025-03-31';
    },
  },
  {
    code: '8839',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.episode.enquiries.push({ ...c.enquiry });
    },
    keeps: (c) => {
      c.enquiry.DateOfInitialCPC = null;
      c.episode.enquiries.push({ ...c.enquiry, ICPCnotRequired: 'true' });
    },
  },
  {
    code: '8870Q',
    field: 'InitialCPCtarget',
    breaks: (c) => {
      c.enquiry.InitialCPCtarget = '2025-06-28';
    },
  },
  {
    code: '8875',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = '2025-06-29';
    },
  },
  {
    code: '8875',
    field: 'DateOfInitialCPC',
    breaks: (c) => {
      c.episode.fields.DateOfInitialCPC = '2025-06-29';
    },
  },
  {
    code: 'type/yes-no',
    field: 'ICPCnotRequired',
    breaks: (c) => {
      c.enquiry.ICPCnotRequired = 'N';
    },
    keeps: (c) => {
      c.enquiry.ICPCnotRequired = 'FALSE';
    },
  },
]);
