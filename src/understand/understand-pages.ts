import type { Command, Measure, Page } from '../platform/index.ts';
import {
  AVOIDABLE_COMMANDS,
  AVOIDABLE_MEASURES,
  AVOIDABLE_PAGES,
} from './avoidable/avoidable-pages.ts';
import { claimsCommand } from './claims/claims.command.ts';
import { claimPage, claimsPage } from './claims/claims.page.ts';
import { claimsCountedMeasure, quotedClaimMeasure } from './claims/quoted-claims.measure.ts';
import { workedExampleMeasure } from './claims/worked-example.measure.ts';
import { costCommand } from './cost/cost.command.ts';
import { costPage } from './cost/cost.page.ts';
import { countedRowsPage } from './cost/counted-rows.page.ts';
import { lateHelpActivityMeasure } from './cost/late-help-activity.measure.ts';
import { lateHelpCostMeasure } from './cost/late-help-cost.measure.ts';
import { lateHelpPriceMeasure } from './cost/late-help-price.measure.ts';
import { costOfACutCommand } from './cost/of-a-cut.command.ts';
import { costOfACutMeasure } from './cost/of-a-cut.measure.ts';
import { costOfACutPage } from './cost/of-a-cut.page.ts';
import { savingsCommand } from './cost/savings.command.ts';
import { savingsTargetsMeasure } from './cost/savings-targets.measure.ts';
import { SAVINGS_PAGES } from './cost/savings-targets.page.ts';
import { EVIDENCE_COMMANDS, EVIDENCE_MEASURES, EVIDENCE_PAGES } from './evidence/evidence-pages.ts';
import { adviceAndReferralsMeasure } from './referrals/advice-and-referrals.measure.ts';
import { adviceCallsMeasure } from './referrals/advice-calls.measure.ts';
import { advicePage, newAdviceCallPage } from './referrals/advice.page.ts';
import { noFurtherActionCostMeasure } from './referrals/no-further-action-cost.measure.ts';
import { costReferralsCommand, referralsCommand } from './referrals/referrals.command.ts';
import { referralHoursMeasure } from './referrals/referral-hours.measure.ts';
import { referralsByReferrerMeasure } from './referrals/referrals-by-referrer.measure.ts';
import { referralsFreedMeasure } from './referrals/referrals-freed.measure.ts';
import { referralsOfAgencyMeasure } from './referrals/referrals-of-agency.measure.ts';
import { referralsOfAgencyPage } from './referrals/referrals-of-agency.page.ts';
import { oldReferralsPage, referralsPage } from './referrals/referrals.page.ts';
import { frameworkIndicatorsMeasure } from './framework/framework-indicators.measure.ts';
import { frameworksCommand, loadFrameworksCommand } from './framework/frameworks.command.ts';
import { frameworkPage, frameworksPage, indicatorPage } from './framework/frameworks.page.ts';
import { newFrameworkPage, newIndicatorPage } from './framework/local-framework.page.ts';
import { nameWordPage, wordsPage } from './framework/words.page.ts';
import { journeyCostMeasure } from './journeys/journey-cost.measure.ts';
import { journeyCostPage } from './journeys/journey-cost.page.ts';
import { typicalJourneyMeasure } from './journeys/typical-journey.measure.ts';
import { typicalJourneyPage } from './journeys/typical-journey.page.ts';
import { NEEDS_COMMANDS, NEEDS_MEASURES, NEEDS_PAGES } from './needs/needs-pages.ts';
import { peerIndicatorMeasure } from './peers/peer-indicator.measure.ts';
import { peerIndicatorsMeasure } from './peers/peer-indicators.measure.ts';
import { peerProjectionMeasure } from './peers/peer-projection.measure.ts';
import { spendAndResultsMeasure } from './peers/spend-and-results.measure.ts';
import { spendingPage } from './peers/spending.page.ts';
import { peerPage, peersPage } from './peers/peers.page.ts';
import {
  SPEND_MAP_COMMANDS,
  SPEND_MAP_MEASURES,
  SPEND_MAP_PAGES,
} from './spend-map/spend-map-pages.ts';
import { REACH_COMMANDS, REACH_MEASURES, REACH_PAGES } from './reach/reach-pages.ts';
import { themeChildrenMeasure } from './themes/theme-children.measure.ts';
import { themeCombinationsMeasure } from './themes/theme-combinations.measure.ts';
import { themeCostMeasure, themeDaysMeasure } from './themes/theme-cost.measure.ts';
import { themeRowsPage } from './themes/theme-rows.page.ts';
import { themesCommand } from './themes/themes.command.ts';
import { themesMeasure } from './themes/themes.measure.ts';
import { themePage, themesPage } from './themes/themes.page.ts';
import { localUnitCostMeasure } from './unit-costs/local-unit-cost.measure.ts';
import { unitCostMeasure } from './unit-costs/unit-cost.measure.ts';
import { checkWorkbookCommand, unitCostsCommand } from './unit-costs/unit-costs.command.ts';
import { unitCostPage, unitCostsPage } from './unit-costs/unit-costs.page.ts';
import { workbookCostMeasure } from './unit-costs/workbook-cost.measure.ts';
import { workbookPage } from './unit-costs/workbook.page.ts';

/** The pages of this wing. */
export const UNDERSTAND_PAGES: readonly Page[] = [
  ...NEEDS_PAGES,
  ...AVOIDABLE_PAGES,
  ...REACH_PAGES,
  ...SPEND_MAP_PAGES,
  ...EVIDENCE_PAGES,
  frameworksPage,
  frameworkPage,
  indicatorPage,
  wordsPage,
  nameWordPage,
  newFrameworkPage,
  newIndicatorPage,
  costPage,
  costOfACutPage,
  ...SAVINGS_PAGES,
  referralsPage,
  oldReferralsPage,
  referralsOfAgencyPage,
  advicePage,
  newAdviceCallPage,
  claimsPage,
  claimPage,
  countedRowsPage,
  journeyCostPage,
  typicalJourneyPage,
  themesPage,
  themeRowsPage,
  themePage,
  unitCostsPage,
  workbookPage,
  unitCostPage,
  peersPage,
  spendingPage,
  peerPage,
];

/** What this wing measures: each can be explained, downloaded and asked on the command line. */
export const UNDERSTAND_MEASURES: readonly Measure[] = [
  ...NEEDS_MEASURES,
  ...AVOIDABLE_MEASURES,
  ...REACH_MEASURES,
  ...SPEND_MAP_MEASURES,
  ...EVIDENCE_MEASURES,
  frameworkIndicatorsMeasure,
  lateHelpCostMeasure,
  lateHelpActivityMeasure,
  lateHelpPriceMeasure,
  costOfACutMeasure,
  savingsTargetsMeasure,
  referralsByReferrerMeasure,
  referralsOfAgencyMeasure,
  referralsFreedMeasure,
  referralHoursMeasure,
  adviceCallsMeasure,
  adviceAndReferralsMeasure,
  claimsCountedMeasure,
  quotedClaimMeasure,
  workedExampleMeasure,
  noFurtherActionCostMeasure,
  journeyCostMeasure,
  typicalJourneyMeasure,
  themesMeasure,
  themeChildrenMeasure,
  themeCombinationsMeasure,
  themeCostMeasure,
  themeDaysMeasure,
  unitCostMeasure,
  localUnitCostMeasure,
  workbookCostMeasure,
  peerIndicatorsMeasure,
  peerIndicatorMeasure,
  peerProjectionMeasure,
  spendAndResultsMeasure,
];

/** The commands of this wing. */
export const UNDERSTAND_COMMANDS: readonly Command[] = [
  ...NEEDS_COMMANDS,
  ...AVOIDABLE_COMMANDS,
  ...REACH_COMMANDS,
  ...SPEND_MAP_COMMANDS,
  ...EVIDENCE_COMMANDS,
  frameworksCommand,
  loadFrameworksCommand,
  costCommand,
  costOfACutCommand,
  savingsCommand,
  referralsCommand,
  costReferralsCommand,
  claimsCommand,
  themesCommand,
  unitCostsCommand,
  checkWorkbookCommand,
];
