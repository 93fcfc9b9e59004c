import { thoseWhoSeeFigures, thoseWhoSeePeople } from '../../govern/index.ts';
import { figureId, financialYear, formatDay, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import { EARLY_YEARS_CHECKS, EARLY_YEARS_SOURCE, nameOf } from '../../record/index.ts';
import { DIFFERENCE_WORDS } from '../needs/need-table.ts';
import { checkOf, leastInTime, pathwayFinding } from './early-years-checks.measure.ts';
import { publishedReadiness } from './early-years-readiness.measure.ts';
import {
  earlyFigure,
  earlyFinding,
  earlyHeadline,
  ESTIMATE,
  hotspotsOf,
  isMeasured,
} from './early-figures.ts';
import { CHECK_KINDS, type EarlyKind, HUB_KIND, READINESS_KIND } from './early-kinds.ts';
import { missedTwoFigure } from './missed-two.ts';
import { oneOf, readYear, yearOf } from './reach-asked.ts';
import { BREAKDOWN_WORDS, isByPlace } from './reach-parts.ts';
import { childrenWhoMissed } from './reach.store.ts';
import {
  EARLY_BREAKDOWNS,
  type EarlyYears,
  earlyYears,
  readEarlyYears,
} from './read-early-years.ts';

const HOME = { href: '/', text: 'Home' } as const;
const PAGE_SIZE = 50;

/** From before birth to ready for school: checks, family hubs, readiness, and where to look. */
export const earlyYearsPage: Page = definePage({
  url: '/early-years',
  title: 'Early years',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, query } = request;
    const years = await earlyYears(tx);
    const by = oneOf(EARLY_BREAKDOWNS, query.by || 'ward', 'by');
    const year = readYear(years, query.year || undefined);
    const template = 'understand/reach/early-years.njk';
    const breadcrumbs = [HOME, { href: '/reach', text: 'Whom we miss' }];
    if (years.length === 0) return { template, breadcrumbs, data: { pathway: null } };
    const early = await readEarlyYears(tx, by, year);
    const kind = query.check ? checkOf(query.check) : leastInTime(early);
    const choices = choicesOf(request, { years, by, year, kind });
    const pathway = pathwayFinding(early);
    const kinds = [kind, HUB_KIND, READINESS_KIND];
    return {
      template,
      title: pathway.headline,
      breadcrumbs,
      data: {
        ...choices,
        pathway,
        keyFigures: [
          missedTwoFigure(early),
          earlyFigure(early, HUB_KIND, early.whole, 'used-share'),
          earlyFigure(early, READINESS_KIND, early.whole, 'good-share'),
        ],
        listHref: thoseWhoSeePeople.allows(request.actor)
          ? `/early-years/missed?year=${yearOf(year)}`
          : null,
        check: earlyFinding(early, kind, earlyHeadline(early, kind)),
        hubs: earlyFinding(early, HUB_KIND, earlyHeadline(early, HUB_KIND)),
        readiness: earlyFinding(early, READINESS_KIND, earlyHeadline(early, READINESS_KIND)),
        published: await publishedReadiness(tx),
        hotspots: isByPlace(by)
          ? kinds
              .filter((one) => isMeasured(early, one))
              .map((one) => hotspotTable(early, one, request.url))
          : [],
        source: EARLY_YEARS_SOURCE,
      },
    };
  },
});

function hotspotTable(early: EarlyYears, kind: EarlyKind, url: string) {
  const standings = hotspotsOf(early, kind);
  const isBad = kind.measure === 'early-years-hubs' ? -1 : 1;
  const rows = early.shown
    .map((part, at) => ({ part, standing: standings.places[at] }))
    .sort(
      (a, b) =>
        isBad * ((b.standing?.estimate?.value ?? -isBad) - (a.standing?.estimate?.value ?? -isBad)),
    )
    .map(({ part, standing }) => ({
      cells: [
        { text: part.label, ...(part.href ? { href: part.href } : {}) },
        { figure: earlyFigure(early, kind, part, ESTIMATE) },
        {
          text: standing?.difference ? DIFFERENCE_WORDS[standing.difference] : 'Cannot be said',
        },
      ],
    }));
  return {
    caption: `${kind.label}: ${kind.hotspot.heading.toLowerCase()}, beside the rest`,
    captionHidden: false,
    columns: [
      { key: 'name', label: BREAKDOWN_WORDS[early.by][0] },
      { key: 'estimate', label: 'Estimate', numeric: true },
      { key: 'standing', label: 'Beside the rest' },
    ],
    rows,
    url,
    sort: null,
    page: { number: 1, size: Math.max(rows.length, 1), total: rows.length },
    noun: ['area', 'areas'],
  };
}

interface Chosen {
  readonly years: readonly number[];
  readonly by: string;
  readonly year: number;
  readonly kind: EarlyKind;
}

function choicesOf({ url }: PageRequest, { years, by, year, kind }: Chosen) {
  return {
    url,
    chosen: { by, check: kind.check ?? '', year: years.length === 0 ? '' : yearOf(year) },
    groups: EARLY_BREAKDOWNS.map((one) => ({ value: one, text: BREAKDOWN_WORDS[one][0] })),
    checks: CHECK_KINDS.map((one) => ({ value: one.check ?? '', text: one.label })),
    years: years.map((one) => {
      const value = financialYear(one);
      return { value, text: formatFinancialYear(value) };
    }),
  };
}

/** Children who missed two checks or more, for those who may see people. */
export const missedChecksPage: Page = definePage({
  url: '/early-years/missed',
  title: 'Children who missed checks',
  who: thoseWhoSeePeople,
  audit: 'reads-person',
  get: async (request) => {
    const { tx, query } = request;
    const year = readYear(await earlyYears(tx), query.year || undefined);
    const number = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1);
    const offset = (number - 1) * PAGE_SIZE;
    const rows = await childrenWhoMissed(tx, { year, limit: PAGE_SIZE, offset });
    await request.audit({
      action: 'figure.rows',
      subjectKind: 'people',
      subjectId: null,
      detail: { people: rows.map((row) => row.person_id) },
    });
    const total = rows[0]?.total ?? 0;
    return {
      template: 'understand/reach/missed.njk',
      breadcrumbs: [HOME, { href: `/early-years?year=${yearOf(year)}`, text: 'Early years' }],
      data: {
        figureId: figureId('early-years-missed', { year: yearOf(year) }),
        year: formatFinancialYear(yearOf(year)),
        table: {
          caption: 'Children who missed two checks or more',
          captionHidden: true,
          columns: [
            { key: 'child', label: 'Child' },
            { key: 'born', label: 'Born' },
            { key: 'ward', label: 'Ward' },
            { key: 'checks', label: 'Missed' },
          ],
          rows: rows.map((row) => ({
            cells: [
              {
                text: nameOf({ id: row.person_id, given: row.given, family: row.family }),
                href: `/people/${row.person_id}`,
              },
              { text: row.birth_day === null ? 'Not born yet' : formatDay(row.birth_day) },
              { text: row.ward ?? 'Not known' },
              { text: row.checks.map(checkLabel).join(', ') },
            ],
          })),
          url: request.url,
          sort: null,
          page: { number, size: PAGE_SIZE, total },
          noun: ['child', 'children'],
        },
      },
    };
  },
});

function checkLabel(check: string): string {
  return EARLY_YEARS_CHECKS.find((one) => one.check === check)?.label ?? check;
}
