import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatDay } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { lastWord } from '../../record/index.ts';
import {
  dearWithoutEvidenceMeasure,
  isUnanswered,
  readDependencies,
  serviceDependenciesMeasure,
  unansweredServicesMeasure,
} from './dependencies.measure.ts';
import { BREAK_WORDS, type CheckedNeed } from './dependencies.ts';
import { fragmentationMeasure } from './fragmentation.measure.ts';
import { provisionGapsMeasure, servicesByStageMeasure } from './provision-gaps.measure.ts';
import { readProvision } from './read-spend-map.ts';
import { asking, mapFrame } from './spend-map.page.ts';

const TRAIL = [
  { href: '/', text: 'Home' },
  { href: '/spend-map', text: 'Spending and late cost' },
];

/** Needs without early help nearby, and themes that only late help serves. */
export const provisionGapsPage: Page = definePage({
  url: '/spend-map/gaps',
  title: 'Gaps in provision',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const frame = await mapFrame(request, '/gaps');
    const measures = [provisionGapsMeasure, servicesByStageMeasure];
    const findings = await asking(request, measures, { year: frame.year || undefined });
    return {
      template: 'understand/spend-map/map-part.njk',
      title: findings[0]?.headline ?? '',
      breadcrumbs: TRAIL,
      data: {
        ...frame,
        findings,
        lead:
          'Where children have a theme and no service up to targeted early help is there for it. ' +
          'Where help begins only at child protection, it comes late.',
      },
    };
  },
});

/** How split provision is between providers, by theme and by area. */
export const fragmentationPage: Page = definePage({
  url: '/spend-map/fragmentation',
  title: 'How split provision is',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const frame = await mapFrame(request, '/fragmentation');
    const year = frame.year || undefined;
    const byTheme = await asking(request, [fragmentationMeasure], { year });
    const byArea = await asking(request, [fragmentationMeasure], { year, by: 'area' });
    return {
      template: 'understand/spend-map/map-part.njk',
      title: byTheme[0]?.headline ?? '',
      breadcrumbs: TRAIL,
      data: {
        ...frame,
        findings: [...byTheme, ...byArea],
        lead:
          'Many small services for one theme can be choice, or nobody’s plan. The table says ' +
          'how split the money is, and how many services one family has.',
      },
    };
  },
});

/** Which service needs which, what is broken in that, and which services nobody answers for. */
export const dependenciesPage: Page = definePage({
  url: '/spend-map/dependencies',
  title: 'What services need, and who answers for them',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const frame = await mapFrame(request, '/dependencies');
    const measures = [
      serviceDependenciesMeasure,
      unansweredServicesMeasure,
      dearWithoutEvidenceMeasure,
    ];
    const year = frame.year || undefined;
    const [needed, unanswered, dear] = await asking(request, measures, { year });
    const provision = await readProvision(request.tx, request.actor, year);
    const { needs, loops } = await readDependencies(request.tx, provision);
    return {
      template: 'understand/spend-map/dependencies.njk',
      title: needed?.headline ?? '',
      breadcrumbs: TRAIL,
      data: {
        ...frame,
        needed,
        unanswered,
        dear,
        needs: [...needs].sort((a, b) => b.breaks.length - a.breaks.length).map(needView),
        loops: loops.map((loop) => loop.map(({ id, name }) => ({ href: hrefOf(id), name }))),
        alone: provision.onOffer.filter(isUnanswered).map((service) => ({
          name: service.name,
          href: hrefOf(service.id),
          provider: service.providerName,
          agency: service.agencyName,
          last: lastWord(service),
        })),
      },
    };
  },
});

function hrefOf(id: number): string {
  return `/provision/services/${id}`;
}

function needView({ from, to, why, breaks }: CheckedNeed) {
  return {
    from: { name: from.name, href: hrefOf(from.id) },
    to: { name: to.name, href: hrefOf(to.id) },
    why,
    breaks: breaks.map((one) => BREAK_WORDS[one]),
    last: to.confirmedDay === null ? '' : formatDay(to.confirmedDay),
  };
}
