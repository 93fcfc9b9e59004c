import { testRules } from './cases.ts';

testRules([
  {
    code: '8720',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.protection.fields.CPPstartDate = null;
    },
  },
  {
    code: '8720',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.protection.fields.CPPstartDate = '2026-04-01';
    },
  },
  {
    code: '1105',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.protection.fields.CPPstartDate = '2025-06-01';
    },
  },
  {
    code: '2883',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.enquiry.DateOfInitialCPC = null;
    },
  },
  {
    code: '2885',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.protection.fields.CPPstartDate = '2025-07-01';
    },
    keeps: (c) => {
      c.protection.fields.CPPstartDate = '2025-07-01';
      c.episode.fields.DateOfInitialCPC = '2025-07-01';
    },
  },
  {
    code: '8915',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2025-06-29';
    },
    keeps: (c) => {
      c.identifiers.PersonDeathDate = '2025-06-30';
    },
  },
  {
    code: '8832',
    field: 'ChildProtectionPlans',
    breaks: (c) => {
      c.episode.fields.ReferralNFA = 'true';
    },
  },
  {
    code: '8925',
    field: 'CPPendDate',
    breaks: (c) => {
      c.protection.fields.CPPendDate = '2025-06-29';
    },
  },
  {
    code: '8840',
    field: 'CPPendDate',
    breaks: (c) => {
      c.protection.fields.CPPendDate = '2025-06-30';
    },
    keeps: (c) => {
      c.protection.fields.CPPendDate = '2025-07-01';
    },
  },
  {
    code: '8930',
    field: 'CPPendDate',
    breaks: (c) => {
      c.protection.fields.CPPendDate = '2026-04-01';
    },
  },
  {
    code: '8920',
    field: 'CPPendDate',
    breaks: (c) => {
      c.identifiers.PersonDeathDate = '2025-12-14';
    },
  },
  {
    code: '8935',
    field: 'CPPendDate',
    breaks: (c) => {
      c.protection.fields.CPPendDate = null;
      c.episode.protections.push(c.protection);
    },
    keeps: (c) => {
      c.protection.fields.CPPendDate = null;
    },
  },
  {
    code: '8940',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.episode.protections.push({ fields: { CPPstartDate: '2025-12-14' }, list: [] });
    },
    keeps: (c) => {
      c.episode.protections.push({ fields: { CPPstartDate: '2025-12-15' }, list: [] });
    },
  },
  {
    code: '8730',
    field: 'NumberOfPreviousCPP',
    breaks: (c) => {
      c.protection.fields.NumberOfPreviousCPP = null;
    },
  },
  {
    code: '8730',
    field: 'NumberOfPreviousCPP',
    breaks: (c) => {
      c.protection.fields.NumberOfPreviousCPP = 'one';
    },
  },
  {
    code: '8841',
    field: 'CPPreviewDate',
    breaks: (c) => {
      c.protection.list = ['2025-06-30'];
    },
    keeps: (c) => {
      c.protection.list = ['2025-07-01'];
    },
  },
  {
    code: '8905',
    field: 'InitialCategoryOfAbuse',
    breaks: (c) => {
      c.protection.fields.InitialCategoryOfAbuse = 'NEGL';
    },
  },
  {
    code: '8910',
    field: 'LatestCategoryOfAbuse',
    breaks: (c) => {
      c.protection.fields.LatestCategoryOfAbuse = null;
    },
  },
  {
    code: '4003',
    field: 'CPPreviewDate',
    breaks: (c) => {
      c.protection.list = ['2025-12-16'];
    },
    keeps: (c) => {
      c.protection.list = ['2025-12-15'];
    },
  },
  {
    code: '8842Q',
    field: 'CPPreviewDate',
    breaks: (c) => {
      c.protection.list = ['2025-09-22', ''];
    },
  },
  {
    code: '4000',
    field: 'CINPlanDates',
    breaks: (c) => {
      c.episode.fields.ReferralNFA = '1';
    },
  },
  {
    code: '4004',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.episode.plans.push({ CINPlanStartDate: '2026-01-05' });
    },
  },
  {
    code: '4010',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.plan.CINPlanStartDate = null;
    },
  },
  {
    code: '4010',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.plan.CINPlanStartDate = '2026-04-01';
    },
  },
  {
    code: '4011',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.plan.CINPlanEndDate = '2025-12-14';
    },
  },
  {
    code: '4012Q',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.plan.CINPlanEndDate = '2025-12-15';
    },
  },
  {
    code: '4013',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.plan.CINPlanEndDate = '2026-04-01';
    },
  },
  {
    code: '4014',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.plan.CINPlanEndDate = '2026-02-02';
      c.episode.plans.push({ CINPlanStartDate: '2026-02-01' });
    },
    keeps: (c) => {
      c.plan.CINPlanEndDate = '2026-02-02';
      c.episode.plans.push({ CINPlanStartDate: '2026-02-02' });
    },
  },
  {
    code: '4015',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.plan.CINPlanStartDate = '2025-06-01';
    },
  },
  {
    code: '4001',
    field: 'CINPlanEndDate',
    breaks: (c) => {
      c.protection.fields.CPPendDate = null;
    },
    keeps: (c) => {
      c.protection.fields.CPPendDate = null;
      c.plan.CINPlanEndDate = '2026-01-05';
    },
  },
  {
    code: '4016',
    field: 'CINPlanStartDate',
    breaks: (c) => {
      c.plan.CINPlanStartDate = '2025-12-14';
    },
  },
  {
    code: '4017',
    field: 'CPPstartDate',
    breaks: (c) => {
      c.plan.CINPlanStartDate = '2025-06-20';
      c.plan.CINPlanEndDate = '2025-07-01';
    },
    keeps: (c) => {
      c.plan.CINPlanStartDate = '2025-06-20';
      c.plan.CINPlanEndDate = '2025-06-30';
    },
  },
]);
