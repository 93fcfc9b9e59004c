import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { headlineOf, loadIndicator, peerIndicatorMeasure } from './peer-indicator.measure.ts';
import { projectionFinding } from './peer-projection.measure.ts';
import { ownTrend, ownYears, quarterWords, trendWords } from './peer-trend.ts';
import { peerIndicatorsMeasure } from './peer-indicators.measure.ts';
import { neighbourCodes, ownArea, ownIndicators } from './peers.store.ts';

/** Where this area stands beside similar councils, on published indicators. */
export const peersPage: Page = definePage({
  url: '/peers',
  title: 'Beside similar councils',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, query, url }) => {
    const own = await ownArea(tx);
    const all = await ownIndicators(tx, own);
    const topics = [...new Set(all.flatMap((one) => one.topic ?? []))];
    const topic = topics.find((one) => one === query.topic);
    const finding = await peerIndicatorsMeasure.compute(tx, actor, { topic });
    return {
      template: 'understand/peers/peers.njk',
      title: finding.headline,
      breadcrumbs: [{ href: '/', text: 'Home' }],
      data: {
        finding,
        neighbours: (await neighbourCodes(tx)).length,
        url,
        chosen: { topic: topic ?? '' },
        topics: [
          { value: '', text: 'The most asked for' },
          ...topics.map((one) => ({ value: one, text: one })),
        ],
        all: all.map((one) => ({
          href: `/peers/${encodeURIComponent(one.code)}`,
          text: one.label,
          period: one.period,
        })),
      },
    };
  },
});

/** One indicator beside similar councils, over the years. */
export const peerPage: Page = definePage({
  url: '/peers/:indicator',
  title: 'An indicator beside similar councils',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async ({ tx, actor, params }) => {
    const indicator = params.indicator ?? '';
    const loaded = await loadIndicator(tx, indicator);
    const finding = await peerIndicatorMeasure.compute(tx, actor, { indicator });
    const { newest, periods, polarity } = loaded;
    const { trend } = ownTrend(ownYears(periods));
    const latest = finding.columns.indexOf(newest.period);
    return {
      template: 'understand/peers/peer.njk',
      title: headlineOf(loaded),
      breadcrumbs: [
        { href: '/', text: 'Home' },
        { href: '/peers', text: 'Beside similar councils' },
      ],
      data: {
        finding,
        projection: projectionFinding(loaded),
        words: [quarterWords(newest), trendWords(trend, polarity)].filter(Boolean),
        heading: headlineOf(loaded),
        keyFigures: finding.rows.slice(0, 3).flatMap((row) => row.figures[latest] ?? []),
      },
    };
  },
});
