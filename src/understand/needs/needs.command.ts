import { asActor, type Command, defineCommand } from '../../platform/index.ts';
import { needMeasure } from './need.measure.ts';
import { needProfileMeasure } from './need-profile.measure.ts';
import { needTrendMeasure } from './need-trend.measure.ts';

/** `headwater needs`: need by place, one place's profile, or an indicator over the years. */
export const needsCommand: Command = defineCommand({
  name: 'needs',
  summary: 'Need by place: rates with small numbers allowed for, profiles and trends',
  usage: '[--indicator looked-after] [--by ward] [--year 2024-25] [--place CODE] [--trend]',
  explanation:
    'Without a place: one indicator by ward, locality, school cluster or authority, from the ' +
    'highest estimate down. With a place: every indicator there beside the authority. With ' +
    '--trend: an indicator over the years and some years ahead. Counts under 5 are hidden.',
  options: {
    indicator: { value: 'WHAT', explanation: 'what is counted; the first that is measured' },
    by: {
      value: 'KIND',
      explanation: 'ward, locality, school-cluster or authority; ward by default',
    },
    year: { value: 'YEAR', explanation: 'a financial year such as 2024-25; the newest by default' },
    place: { value: 'CODE', explanation: 'one place, by its code or number' },
    trend: { explanation: 'over the years and some years ahead' },
  },
  run: async (context) => {
    const { indicator, by, year, place, trend } = context.options;
    const finding = await asActor(context.database, context.actor, (tx) => {
      if (trend !== undefined) {
        return needTrendMeasure.compute(tx, context.actor, { indicator, place });
      }
      if (place !== undefined)
        return needProfileMeasure.compute(tx, context.actor, { place, year });
      return needMeasure.compute(tx, context.actor, { indicator, by, year });
    });
    return { finding, status: 0 };
  },
});
