import { only } from '../../govern/index.ts';
import type { Command, HomeCard, Measure, Page } from '../../platform/index.ts';
import { earlyYearsChecksMeasure } from './early-years-checks.measure.ts';
import { earlyYearsHubsMeasure } from './early-years-hubs.measure.ts';
import { earlyYearsMissedMeasure } from './early-years-missed.measure.ts';
import { earlyYearsReadinessMeasure } from './early-years-readiness.measure.ts';
import { earlyYearsCommand } from './early-years.command.ts';
import { earlyYearsPage, missedChecksPage } from './early-years.page.ts';
import { reachDeclinedMeasure } from './reach-declined.measure.ts';
import { reachDistanceMeasure } from './reach-distance.measure.ts';
import { reachCommand } from './reach.command.ts';
import { reachMeasure } from './reach.measure.ts';
import { reachPage } from './reach.page.ts';

/** The pages of this room. */
export const REACH_PAGES: readonly Page[] = [reachPage, earlyYearsPage, missedChecksPage];

/** What this room measures. */
export const REACH_MEASURES: readonly Measure[] = [
  reachMeasure,
  reachDeclinedMeasure,
  reachDistanceMeasure,
  earlyYearsChecksMeasure,
  earlyYearsHubsMeasure,
  earlyYearsMissedMeasure,
  earlyYearsReadinessMeasure,
];

/** The commands of this room. */
export const REACH_COMMANDS: readonly Command[] = [reachCommand, earlyYearsCommand];

/** Where those begin who decide where help goes. */
export const REACH_HOME_CARD: HomeCard = {
  who: only('commissioner', 'analyst', 'member'),
  load: async () => ({
    items: [
      { kind: 'start', text: 'Whom we miss: reached and expected', href: '/reach' },
      { kind: 'start', text: 'Early years, from before birth to school', href: '/early-years' },
    ],
  }),
};
