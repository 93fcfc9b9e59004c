import type { Command, Measure, Page } from '../../platform/index.ts';
import { childrenLivingMeasure } from './need-living.measure.ts';
import { needProfileMeasure } from './need-profile.measure.ts';
import { needTrendMeasure } from './need-trend.measure.ts';
import { needMeasure } from './need.measure.ts';
import { needsCommand } from './needs.command.ts';
import { needsPage, needsPlacePage } from './needs.page.ts';

/** The pages of this room. */
export const NEEDS_PAGES: readonly Page[] = [needsPage, needsPlacePage];

/** What this room measures. */
export const NEEDS_MEASURES: readonly Measure[] = [
  needMeasure,
  needTrendMeasure,
  needProfileMeasure,
  childrenLivingMeasure,
];

/** The commands of this room. */
export const NEEDS_COMMANDS: readonly Command[] = [needsCommand];
