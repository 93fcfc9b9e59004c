import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { financialYear, formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page, type PageRequest } from '../../platform/index.ts';
import {
  LEVEL_LABELS,
  LEVELS,
  SERVICE_LEVEL_LABELS,
  SERVICE_LEVELS,
  THEMES,
} from '../../record/index.ts';
import { declinedFinding, lostShare } from './reach-declined.measure.ts';
import { distanceFinding } from './reach-distance.measure.ts';
import {
  BASE_WORDS,
  BASES,
  type ReachAsked,
  reachYears,
  readReachAsked,
  yearOf,
} from './reach-asked.ts';
import { coverageFigure, ratioOf, reachFigure } from './reach-figures.ts';
import { BREAKDOWN_WORDS } from './reach-parts.ts';
import { BREAKDOWNS, reachStanding, STANDING_WORDS } from './reach-table.ts';
import { leastReached, reachFinding } from './reach.measure.ts';
import { type DistanceAsked, readDistanceAsked, readDistances } from './read-distance.ts';
import { type Reach, readReach } from './read-reach.ts';

/** Whom help reaches, whom it misses, where families are lost, and how far away help is. */
export const reachPage: Page = definePage({
  url: '/reach',
  title: 'Whom we miss',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx } = request;
    const query = filled(request.query);
    const years = await reachYears(tx);
    const asked = readReachAsked(years, query);
    const distance = readDistanceAsked({ ...query, by: asked.by });
    const breadcrumbs = [{ href: '/', text: 'Home' }];
    const choices = choicesOf(request, { years, asked, distance });
    if (years.length === 0) {
      const data = { ...choices, finding: null, distances: null };
      return { template: 'understand/reach/reach.njk', breadcrumbs, data };
    }
    const reach = await readReach(tx, asked);
    const finding = reachFinding(reach);
    const isEarlyHelp = asked.level === 'targeted-early-help';
    return {
      template: 'understand/reach/reach.njk',
      title: finding.headline,
      breadcrumbs,
      data: {
        ...choices,
        finding,
        standings: standingsTable(reach, request.url),
        keyFigures: [
          reachFigure(reach, reach.whole, 'reached'),
          coverageFigure(reach),
          ...(isEarlyHelp
            ? [lostShare(reach, reach.whole, 'asked'), lostShare(reach, reach.whole, 'ended')]
            : []),
        ],
        stages: isEarlyHelp
          ? [declinedFinding(reach, 'asked'), declinedFinding(reach, 'ended')]
          : [],
        distances: distanceFinding(await readDistances(tx, distance)),
      },
    };
  },
});

/** What an address chooses; an empty field is not a choice. */
function filled(query: PageRequest['query']): Record<string, string> {
  const own = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  return Object.fromEntries(own);
}

/** How each group is reached, in words, least reached first. */
function standingsTable(reach: Reach, url: string) {
  const heading = BREAKDOWN_WORDS[reach.asked.by][0];
  const rows = leastReached(reach).map((part) => ({
    cells: [
      { text: part.label, ...(part.href ? { href: part.href } : {}) },
      { text: STANDING_WORDS[reachStanding(ratioOf(reach, part))] },
      { figure: reachFigure(reach, part, 'ratio') },
      { figure: reachFigure(reach, part, 'reached') },
      { figure: reachFigure(reach, part, 'base') },
    ],
  }));
  return {
    caption: 'Each group beside what is expected, least reached first',
    captionHidden: false,
    columns: [
      { key: 'name', label: heading },
      { key: 'standing', label: 'Reached' },
      { key: 'ratio', label: 'Of expected', numeric: true },
      { key: 'reached', label: 'Children reached', numeric: true },
      { key: 'base', label: upperFirst(BASE_WORDS[reach.asked.base][1]), numeric: true },
    ],
    rows,
    url,
    sort: null,
    page: { number: 1, size: Math.max(rows.length, 1), total: rows.length },
    noun: ['group', 'groups'],
  };
}

interface Asked {
  readonly years: readonly number[];
  readonly asked: ReachAsked;
  readonly distance: DistanceAsked;
}

function choicesOf({ url }: PageRequest, { years, asked, distance }: Asked) {
  return {
    url,
    chosen: {
      by: asked.by,
      level: asked.level,
      expected: asked.base,
      year: years.length === 0 ? '' : yearOf(asked.year),
      theme: distance.theme ?? '',
      for: distance.level ?? '',
      km: String(distance.km),
    },
    fields: [
      select(
        'by',
        'Groups',
        BREAKDOWNS.map((one) => [one, BREAKDOWN_WORDS[one][0]]),
      ),
      select(
        'level',
        'Which help',
        LEVELS.map((one) => [one, LEVEL_LABELS[one]]),
      ),
      select(
        'expected',
        'Expected by',
        BASES.map((one) => [one, BASE_WORDS[one][0]]),
      ),
      select(
        'year',
        'Financial year',
        years.map((one) => {
          const year = financialYear(one);
          return [year, formatFinancialYear(year)];
        }),
      ),
      select('theme', 'Distance: services for', [
        ['', 'Any theme'],
        ...THEMES.map((one) => [one.theme, one.label] as const),
      ]),
      select('for', 'Distance: level of services', [
        ['', 'Any level'],
        ...SERVICE_LEVELS.map((one) => [one, SERVICE_LEVEL_LABELS[one]] as const),
      ]),
      { name: 'km', label: 'Far is more than (km)', kind: 'text' },
    ],
  };
}

function select(name: string, label: string, pairs: readonly (readonly [string, string])[]) {
  return { name, label, kind: 'select', options: pairs.map(([value, text]) => ({ value, text })) };
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
