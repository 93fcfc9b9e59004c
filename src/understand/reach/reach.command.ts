import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { reachDeclinedMeasure } from './reach-declined.measure.ts';
import { reachDistanceMeasure } from './reach-distance.measure.ts';
import { reachMeasure } from './reach.measure.ts';

/** `headwater reach`: whom help reaches, where families are lost, how far away help is. */
export const reachCommand: Command = defineCommand({
  name: 'reach',
  summary: 'Whom help reaches and whom it misses; offers and answers; distance to help',
  usage:
    '[--by ethnicity] [--level targeted-early-help] [--expected population] [--year 2024-25] ' +
    '[--stage asked] [--distance --km 1.5 --theme parenting --for targeted-early-help]',
  explanation:
    'Without more: reached against expected by group, with a 95% interval. With --stage: what ' +
    'was answered to requests, or how help ended. With --distance: how far children live from ' +
    'the nearest place of help. Counts under 5, and what would give them away, are hidden.',
  options: {
    by: {
      value: 'GROUPS',
      explanation:
        'ward, locality, fifth, ethnicity, disability, special-needs, sex or age; ward by default',
    },
    level: { value: 'LEVEL', explanation: 'which help; targeted-early-help by default' },
    expected: {
      value: 'BASE',
      explanation: 'by the share of: referrals (by default), population, themes or deprived',
    },
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
    stage: { value: 'STAGE', explanation: 'asked or ended' },
    distance: { explanation: 'how far away help is' },
    km: { value: 'KM', explanation: 'from how many kilometres on help is far' },
    theme: { value: 'THEME', explanation: 'distance to services for one theme only' },
    for: { value: 'LEVEL', explanation: 'distance to services of one level of help only' },
  },
  run: async (context) => {
    const { by, level, expected, year, stage, distance, km, theme } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) => {
      const { actor } = context;
      if (distance !== undefined) {
        const own = { by, km, theme, for: context.options.for };
        return reachDistanceMeasure.compute(tx, actor, own);
      }
      if (stage !== undefined) {
        return reachDeclinedMeasure.compute(tx, actor, { by, stage, year });
      }
      return reachMeasure.compute(tx, actor, { by, level, expected, year });
    });
    return { finding, status: 0 };
  },
});
