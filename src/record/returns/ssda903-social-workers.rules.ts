import type { Ssda903Rule } from './ssda903.rule.ts';

/** Rules on the file of social workers, which is checked and not loaded. */
export const SOCIAL_WORKER_RULES: readonly Ssda903Rule[] = [
  {
    code: 'SW02STG1',
    field: 'SW_ID',
    message: 'The worker’s number does not begin with SW or XX.',
    fix: 'Use the registration number, or XX and a number of your own.',
    breaks: (row) => !/^(SW|XX)/i.test(row.text('SW_ID') ?? 'SW'),
  },
];
