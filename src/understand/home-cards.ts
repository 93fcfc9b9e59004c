import { only } from '../govern/index.ts';
import { financialYear, formatFinancialYear } from '../lib/index.ts';
import type { HomeCard, HomeItem } from '../platform/index.ts';
import { listSources } from '../record/index.ts';
import { AVOIDABLE_HOME_CARDS } from './avoidable/avoidable-cards.ts';
import { yearsKnown } from './cost/activity.store.ts';
import { newestYear } from './cost/cost-asked.ts';
import { lateHelpCostMeasure } from './cost/late-help-cost.measure.ts';
import { needsHomeCard } from './needs/needs.home-card.ts';
import { REACH_HOME_CARD } from './reach/reach-pages.ts';
import { ownReferralsCard } from './referrals/referrals.home-card.ts';
import { spendMapCard } from './spend-map/spend-map-pages.ts';

/** What this wing puts on home pages: what late help costs, and what has changed in it. */
export const UNDERSTAND_HOME_CARDS: readonly HomeCard[] = [
  {
    who: only('commissioner', 'analyst', 'member', 'finance'),
    load: async (tx, actor, since) => {
      const years = await yearsKnown(tx);
      if (years.length === 0) return { items: NOTHING_YET };
      const year = newestYear(years);
      const byAgency = await lateHelpCostMeasure.compute(tx, actor, { by: 'agency', year });
      const council = byAgency.rows.find((row) => row.label === 'Council');
      const [total, own] = [byAgency.total?.figures[0], council?.figures[0]];
      return {
        items: [...(await changed(tx, actor, { since, years })), ...STARTS],
        figures: [
          ...(total ? [{ ...total, label: `Late help, ${formatFinancialYear(year)}` }] : []),
          ...(own ? [{ ...own, label: 'Of that, the council' }] : []),
        ],
      };
    },
  },
  needsHomeCard,
  REACH_HOME_CARD,
  ownReferralsCard,
  spendMapCard,
  ...AVOIDABLE_HOME_CARDS,
];

type Load = Parameters<HomeCard['load']>;

/** The trend, where a file has come in since the last visit; nothing to someone new. */
async function changed(
  tx: Load[0],
  actor: Load[1],
  { since, years }: { readonly since: Date | null; readonly years: readonly number[] },
): Promise<HomeItem[]> {
  const files = (await listSources(tx)).filter(
    ({ finished_at }) => since !== null && finished_at !== null && finished_at > since,
  );
  const [newest] = years;
  if (files.length === 0 || newest === undefined) return [];
  const trend = await lateHelpCostMeasure.compute(tx, actor, { by: 'year' });
  const hint = `The trend up to ${formatFinancialYear(financialYear(newest))}; ${
    files.length === 1 ? 'one file was' : `${files.length} files were`
  } loaded since you were last here`;
  return [{ kind: 'changed', text: trend.headline, href: '/cost', hint }];
}

const STARTS: readonly HomeItem[] = [
  { kind: 'start', text: 'What late help costs whom', href: '/cost' },
  {
    kind: 'start',
    text: 'Referrals and what came of them, by who referred',
    href: '/referrals',
  },
  {
    kind: 'start',
    text: 'Themes that drive need and cost, and which come together',
    href: '/themes',
  },
  { kind: 'start', text: 'Typical journeys', href: '/journeys' },
  { kind: 'start', text: 'This area beside similar councils', href: '/peers' },
  { kind: 'start', text: 'Unit costs, published and here', href: '/unit-costs' },
];

const NOTHING_YET: readonly HomeItem[] = [
  {
    kind: 'start',
    text: 'See what late help costs',
    href: '/cost',
    hint: 'Nothing is loaded yet: it shows when a return is',
  },
];
