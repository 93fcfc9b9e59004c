import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  type Finding,
  type FindingRow,
  formatFinancialYear,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Tx } from '../../platform/index.ts';
import { peerFigure } from '../peers/peer-figures.ts';
import { loadIndicator } from '../peers/peer-indicator.measure.ts';
import { ownArea, ownIndicators } from '../peers/peers.store.ts';
import { needFigure } from './need-figures.ts';
import {
  NEED_INDICATORS,
  type NeedIndicator,
  needIndicator,
  unitWords,
} from './need-indicators.ts';
import { oneFinding, standingsFor } from './need.measure.ts';
import type { NeedPlace } from './need-table.ts';
import {
  authorityPlace,
  findNeedPlace,
  type NeedAsked,
  type Needs,
  readAsked,
  readNeeds,
  yearOf,
} from './read-needs.ts';

const NAME = 'need-profile';

/** Every indicator of one place, beside the authority and what is published of similar councils. */
export const needProfileMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Every indicator of need for one place',
  who: thoseWhoSeeFigures,
  parameters: {
    place: 'a place, by its number or code; the authority when left out',
    year: 'a financial year such as 2024-25; the newest loaded when left out',
    row: 'what is published of similar councils only, for one indicator by its code',
  },
  compute: async (tx, _actor, given) => {
    const only = needIndicator(given.row);
    if (only !== undefined) return oneFinding((await publishedFigures(tx))(only) ?? noPeers(only));
    const needs = await readNeeds(tx);
    const { year } = readAsked(needs, { year: given.year });
    const place = given.place ? findNeedPlace(needs, given.place) : authorityPlace(needs);
    return (await readProfile(tx, needs, { place, year })).finding;
  },
});

/** A profile, and in which indicators the place stands out. */
export interface NeedProfile {
  readonly finding: Finding;
  readonly higher: readonly NeedIndicator[];
  readonly lower: readonly NeedIndicator[];
}

/** The profile of one place in one year. */
export async function readProfile(
  tx: Tx,
  needs: Needs,
  { place, year }: { readonly place: NeedPlace; readonly year: number | null },
): Promise<NeedProfile> {
  const whole = authorityPlace(needs);
  const isWhole = whole.id === place.id;
  const publishedOf = await publishedFigures(tx);
  const standing = (difference: 'higher' | 'lower') =>
    NEED_INDICATORS.filter((indicator) => {
      const { places } = standingsFor(needs, { indicator, kind: place.kind, year });
      const own = places.find((one) => one.cell.place.id === place.id);
      return own?.difference === difference;
    });
  const [higher, lower] = [standing('higher'), standing('lower')];
  const rows = NEED_INDICATORS.map((indicator): FindingRow => {
    const own: NeedAsked = { indicator, kind: place.kind, year };
    const all: NeedAsked = { ...own, kind: 'authority' };
    return {
      label: `${indicator.label}, ${unitWords(indicator).toLowerCase()}`,
      figures: [
        needFigure(needs, own, place, 'rate'),
        ...(isWhole ? [] : [needFigure(needs, all, whole, 'rate')]),
        publishedOf(indicator) ?? noPeers(indicator),
      ],
      href: `/needs?indicator=${indicator.code}`,
    };
  });
  return { higher, lower, finding: finding(rows, { place, isWhole, year }, { higher, lower }) };
}

function finding(
  rows: readonly FindingRow[],
  {
    place,
    isWhole,
    year,
  }: { readonly place: NeedPlace; readonly isWhole: boolean; readonly year: number | null },
  { higher, lower }: Pick<NeedProfile, 'higher' | 'lower'>,
): Finding {
  const when = year === null ? 'no year yet' : formatFinancialYear(yearOf(year));
  const asked = { place: isWhole ? undefined : String(place.id) };
  return {
    id: figureId(NAME, { ...asked, year: year === null ? undefined : yearOf(year) }),
    headline: isWhole ? `Need in ${place.name}, ${when}` : profileHeadline(place, higher, lower),
    subtitle: `Indicators of need in ${place.name}, ${when}`,
    rowHeading: 'Indicator',
    columns: [place.name, ...(isWhole ? [] : ['Authority']), 'Similar councils, published'],
    rows,
    chart: 'none',
    notes: [
      'What is published of similar councils is the middle one of the statistical neighbours, ' +
        'in the newest year published; it counts most indicators on one day or over another ' +
        'year, so it is a guide, not a measure of the gap.',
    ],
  };
}

/** In which indicators a place stands out, in one sentence. */
export function profileHeadline(
  place: NeedPlace,
  higher: readonly NeedIndicator[],
  lower: readonly NeedIndicator[],
): string {
  const names = (all: readonly NeedIndicator[]) =>
    all
      .slice(0, 2)
      .map((one) => one.label.toLowerCase())
      .join(' and ');
  if (higher.length > 0) {
    const more = higher.length > 2 ? ' among others' : '';
    return `${place.name} stands clearly above the rest in ${names(higher)}${more}`;
  }
  if (lower.length > 0) return `${place.name} stands clearly below the rest in ${names(lower)}`;
  return `${place.name} does not clearly differ from the rest`;
}

/** The published median of statistical neighbours for an indicator, where there is one. */
async function publishedFigures(tx: Tx): Promise<(indicator: NeedIndicator) => Figure | null> {
  const all = await ownIndicators(tx, await ownArea(tx));
  const found = new Map<string, Figure>();
  for (const { code, published } of NEED_INDICATORS) {
    const match = published === null ? undefined : all.find((one) => published.test(one.label));
    if (match === undefined) continue;
    const { shown, newest } = await loadIndicator(tx, match.code);
    found.set(code, peerFigure(shown, newest, 'median'));
  }
  return (indicator) => found.get(indicator.code) ?? null;
}

function noPeers(indicator: NeedIndicator): Figure {
  const formula = 'No loaded file publishes a like indicator of this council and its neighbours.';
  const label = `${indicator.label}, similar councils`;
  const id = figureId(NAME, { row: indicator.code });
  return { id, label, value: null, unit: 'number', absent: 'not-available', how: { formula } };
}
