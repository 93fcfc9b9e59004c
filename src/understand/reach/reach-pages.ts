import { only } from '../../govern/index.ts';
import type { Command, HomeCard, Measure, Page } from '../../platform/index.ts';
import { reachDeclinedMeasure } from './reach-declined.measure.ts';
import { reachDistanceMeasure } from './reach-distance.measure.ts';
import { reachCommand } from './reach.command.ts';
import { reachMeasure } from './reach.measure.ts';
import { reachPage } from './reach.page.ts';

/** The pages of this room. */
export const REACH_PAGES: readonly Page[] = [reachPage];

/** What this room measures. */
export const REACH_MEASURES: readonly Measure[] = [
  reachMeasure,
  reachDeclinedMeasure,
  reachDistanceMeasure,
];

/** The commands of this room. */
export const REACH_COMMANDS: readonly Command[] = [reachCommand];

/** Where those begin who decide where help goes. */
export const REACH_HOME_CARD: HomeCard = {
  who: only('commissioner', 'analyst', 'member'),
  load: async () => ({
    items: [{ kind: 'start', text: 'Whom we miss: reached and expected', href: '/reach' }],
  }),
};
