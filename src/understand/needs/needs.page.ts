import { thoseWhoSeeFigures } from '../../govern/index.ts';
import { formatFinancialYear } from '../../lib/index.ts';
import { definePage, type Page } from '../../platform/index.ts';
import { estimateFigure, needFigure } from './need-figures.ts';
import { NEED_INDICATORS } from './need-indicators.ts';
import { livingFigure, livingFinding } from './need-living.measure.ts';
import { readProfile } from './need-profile.measure.ts';
import { DIFFERENCE_WORDS, NEED_KINDS, ranked } from './need-table.ts';
import { trendFinding } from './need-trend.measure.ts';
import { KIND_WORDS } from './need-words.ts';
import { needFinding, standingsFor } from './need.measure.ts';
import { needsMap } from './needs-map.ts';
import {
  assessmentTitle,
  hotspotsOf,
  mismatches,
  notMeasured,
  summaryOf,
} from './needs-summary.ts';
import { looseAreas } from './needs.store.ts';
import {
  authorityPlace,
  findNeedPlace,
  type NeedAsked,
  type Needs,
  readAsked,
  readNeeds,
  yearOf,
} from './read-needs.ts';

const HOME = { href: '/', text: 'Home' } as const;

/** The strategic needs assessment, written from what is loaded. */
export const needsPage: Page = definePage({
  url: '/needs',
  title: 'Needs assessment',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, query } = request;
    const needs = await readNeeds(tx);
    const asked = strongestUnlessAsked(needs, query);
    const { indicator, year } = asked;
    const finding = needFinding(needs, asked);
    const standings = standingsFor(needs, asked);
    const title = assessmentTitle(needs, year);
    return {
      template: 'understand/needs/needs.njk',
      title,
      breadcrumbs: [HOME],
      data: {
        title,
        hasPlaces: needs.places.length > 0,
        finding,
        map: asked.kind === 'ward' ? await needsMap(tx, finding, standings) : null,
        standingOut: standingOutTable(needs, asked, request.url),
        summary: summaryOf(needs, year),
        keyFigures: keyFigures(needs, asked),
        trend: trendFinding(needs, { indicator, place: authorityPlace(needs) }),
        living: livingFinding(needs, asked.kind),
        profile: (await readProfile(tx, needs, { place: authorityPlace(needs), year })).finding,
        notMeasured: notMeasured(needs, year),
        mismatches: mismatches(needs, await looseAreas(tx)),
        url: request.url,
        ...filterOf(needs, asked),
      },
    };
  },
});

/** What is asked for; without an indicator, the one in which a ward stands out most. */
function strongestUnlessAsked(needs: Needs, query: Parameters<typeof chosenOf>[0]): NeedAsked {
  const asked = readAsked(needs, chosenOf(query));
  if (query.indicator) return asked;
  const [strongest] = hotspotsOf(needs, asked.year);
  return strongest ? { ...asked, indicator: strongest.indicator } : asked;
}

/** What an address chooses; an empty field is not a choice. */
function chosenOf(query: Readonly<Record<string, string | undefined>>) {
  const { indicator, by, year } = query;
  return {
    ...(indicator ? { indicator } : {}),
    ...(by ? { by } : {}),
    ...(year ? { year } : {}),
  };
}

function filterOf(needs: Needs, { indicator, kind, year }: NeedAsked) {
  const loaded = new Set(needs.places.map((place) => place.kind));
  return {
    chosen: {
      indicator: indicator.code,
      by: kind,
      year: year === null ? '' : yearOf(year),
    },
    indicators: NEED_INDICATORS.map((one) => ({
      value: one.code,
      text: needs.isMeasured(one) ? one.label : `${one.label} (not measured)`,
    })),
    kinds: NEED_KINDS.filter((one) => loaded.has(one) || one === kind).map((one) => ({
      value: one,
      text: KIND_WORDS[one][1],
    })),
    years: needs.years.toReversed().map((one) => ({
      value: yearOf(one),
      text: formatFinancialYear(yearOf(one)),
    })),
  };
}

function keyFigures(needs: Needs, { indicator, year }: NeedAsked) {
  const whole = authorityPlace(needs);
  const asked = { indicator, kind: 'authority', year } as const;
  return [
    livingFigure(needs, whole, 'all'),
    livingFigure(needs, whole, 'deprived'),
    needFigure(needs, asked, whole, 'rate'),
  ];
}

/** Places that stand out, from the highest estimate down: the table of the map has all of them. */
function standingOutTable(needs: Needs, asked: NeedAsked, url: string) {
  const standings = standingsFor(needs, asked);
  const rows = ranked(standings.places).flatMap(({ cell, difference }) =>
    difference !== 'higher' && difference !== 'lower'
      ? []
      : [
          {
            cells: [
              { text: cell.place.name, ...placeLink(cell.place.id) },
              { text: DIFFERENCE_WORDS[difference] },
              { figure: estimateFigure(needs, asked, { place: cell.place, standings }) },
              { figure: needFigure(needs, asked, cell.place, 'rate') },
            ],
          },
        ],
  );
  const [, heading, plural] = KIND_WORDS[asked.kind];
  return {
    caption: `${upperFirst(plural)} that clearly differ from the rest, highest first`,
    captionHidden: false,
    columns: [
      { key: 'name', label: heading },
      { key: 'standing', label: 'Beside the rest' },
      { key: 'estimate', label: 'Estimate', numeric: true },
      { key: 'rate', label: 'As counted', numeric: true },
    ],
    rows,
    url,
    sort: null,
    page: { number: 1, size: Math.max(rows.length, 1), total: rows.length },
    noun: [KIND_WORDS[asked.kind][0], plural],
  };
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function placeLink(id: number): { href?: string } {
  return id > 0 ? { href: `/needs/places/${id}` } : {};
}

/** One place: every indicator beside the authority and similar councils, and its trend. */
export const needsPlacePage: Page = definePage({
  url: '/needs/places/:id',
  title: 'Need in one place',
  who: thoseWhoSeeFigures,
  audit: 'none',
  get: async (request) => {
    const { tx, params, query } = request;
    const needs = await readNeeds(tx);
    const place = findNeedPlace(needs, params.id);
    const asked = readAsked(needs, { ...chosenOf(query), by: place.kind });
    const { indicator, year } = asked;
    const profile = await readProfile(tx, needs, { place, year });
    const inside = needs.places.filter(
      (one) => one.kind === 'ward' && one.id !== place.id && place.wards.includes(one.id),
    );
    return {
      template: 'understand/needs/needs-place.njk',
      title: profile.finding.headline,
      breadcrumbs: [HOME, { href: '/needs', text: 'Needs assessment' }],
      data: {
        place: {
          id: place.id,
          name: place.name,
          kind: KIND_WORDS[place.kind][1],
          hasAreas: place.row.areas > 0 || place.kind !== 'ward',
        },
        profile: profile.finding,
        trend: trendFinding(needs, { indicator, place }),
        keyFigures: [
          livingFigure(needs, place, 'all'),
          livingFigure(needs, place, 'deprived'),
          needFigure(needs, asked, place, 'rate'),
        ],
        living: livingRow(needs, place),
        inside: inside.map((one) => ({ href: `/needs/places/${one.id}`, text: one.name })),
        notMeasured: notMeasured(needs, year),
        url: request.url,
        ...filterOf(needs, asked),
      },
    };
  },
});

/** Who lives in one place, beside the authority. */
function livingRow(needs: Needs, place: ReturnType<typeof findNeedPlace>) {
  const finding = livingFinding(needs, place.kind);
  return {
    ...finding,
    headline: `Who lives in ${place.name}`,
    rows: finding.rows.filter((row) => row.href === `/needs/places/${place.id}`),
    chart: 'none' as const,
  };
}
