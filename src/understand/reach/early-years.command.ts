import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { earlyYearsChecksMeasure } from './early-years-checks.measure.ts';
import { earlyYearsHubsMeasure } from './early-years-hubs.measure.ts';
import { earlyYearsReadinessMeasure } from './early-years-readiness.measure.ts';

/** `headwater early-years`: checks due and missed, family hubs, readiness for school. */
export const earlyYearsCommand: Command = defineCommand({
  name: 'early-years',
  summary: 'From before birth to ready for school: checks, family hubs and readiness',
  usage: '[--check new-birth] [--hubs] [--readiness] [--by ward] [--year 2024-25]',
  explanation:
    'Without more: every check of everyone. With --check: one check by group. With --hubs or ' +
    '--readiness: registration and use of family hubs, or the good level of development. Counts ' +
    'under 5, and what would give them away, are hidden.',
  options: {
    check: {
      value: 'CHECK',
      explanation: 'antenatal, new-birth, six-to-eight-weeks, twelve-months or two-years',
    },
    hubs: { explanation: 'family hubs: registered and used' },
    readiness: { explanation: 'good level of development' },
    by: {
      value: 'GROUPS',
      explanation: 'ward, locality, fifth, ethnicity or sex; ward by default',
    },
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
  },
  run: async (context) => {
    const { check, hubs, readiness, by, year } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) => {
      const { actor } = context;
      if (hubs !== undefined) return earlyYearsHubsMeasure.compute(tx, actor, { by, year });
      if (readiness !== undefined) {
        return earlyYearsReadinessMeasure.compute(tx, actor, { by, year });
      }
      return earlyYearsChecksMeasure.compute(tx, actor, { check, by, year });
    });
    return { finding, status: 0 };
  },
});
