import { only } from '../../govern/index.ts';
import type { Command, HomeCard, Measure, Page } from '../../platform/index.ts';
import { listServices } from '../../record/index.ts';
import {
  dearWithoutEvidenceMeasure,
  serviceDependenciesMeasure,
  unansweredServicesMeasure,
} from './dependencies.measure.ts';
import { familyHelpPage } from './family-help.page.ts';
import { fragmentationMeasure } from './fragmentation.measure.ts';
import { helpAtOnceMeasure } from './help-at-once.measure.ts';
import { lateCostSplitMeasure } from './late-cost-split.measure.ts';
import { dependenciesPage, fragmentationPage, provisionGapsPage } from './map-parts.page.ts';
import { markOverlapPage, overlapPairPage, overlapsPage } from './overlaps.page.ts';
import { provisionGapsMeasure, servicesByStageMeasure } from './provision-gaps.measure.ts';
import { serviceOverlapMeasure } from './service-overlap.measure.ts';
import { earlySpendMeasure, spendGapMeasure } from './spend-gap.measure.ts';
import { spendMapCommand } from './spend-map.command.ts';
import { spendMapMeasure } from './spend-map.measure.ts';
import { spendMapPage } from './spend-map.page.ts';
import { spendReconciledMeasure } from './spend-reconciled.measure.ts';

/** The pages of the map of spending. */
export const SPEND_MAP_PAGES: readonly Page[] = [
  spendMapPage,
  overlapsPage,
  overlapPairPage,
  markOverlapPage,
  provisionGapsPage,
  fragmentationPage,
  dependenciesPage,
  familyHelpPage,
];

/** What the map of spending measures. */
export const SPEND_MAP_MEASURES: readonly Measure[] = [
  spendMapMeasure,
  spendGapMeasure,
  earlySpendMeasure,
  lateCostSplitMeasure,
  serviceOverlapMeasure,
  helpAtOnceMeasure,
  fragmentationMeasure,
  provisionGapsMeasure,
  servicesByStageMeasure,
  serviceDependenciesMeasure,
  unansweredServicesMeasure,
  dearWithoutEvidenceMeasure,
  spendReconciledMeasure,
];

/** The commands of the map of spending. */
export const SPEND_MAP_COMMANDS: readonly Command[] = [spendMapCommand];

/** What early spending and late cost say to those who plan, once services are on record. */
export const spendMapCard: HomeCard = {
  who: only('commissioner', 'analyst'),
  load: async (tx, actor) => {
    if ((await listServices(tx)).length === 0) return { items: [] };
    const gap = await spendGapMeasure.compute(tx, actor, {});
    return { items: [{ kind: 'start', text: gap.headline, href: '/spend-map' }] };
  },
};
