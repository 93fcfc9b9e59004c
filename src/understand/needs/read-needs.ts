import { financialYear, type FinancialYear, refuse } from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import {
  cellKey as childKey,
  childrenCounts,
  EVERY_WARD,
  groupKey,
  hiddenCells,
  wardGroups,
  type YearCount,
} from '../../record/index.ts';
import { NEED_INDICATORS, type NeedIndicator, needIndicator } from './need-indicators.ts';
import {
  cellKey,
  countOf,
  hiddenNeeds,
  NEED_KINDS,
  type NeedCell,
  type NeedKind,
  type NeedPlace,
  type WardCounts,
} from './need-table.ts';
import { loadedKinds, needCounts, needPlaceRows, type NeedPlaceRow } from './needs.store.ts';

/** Everything that the needs assessment counts from: places, and counts of all years. */
export interface Needs {
  readonly places: readonly (NeedPlace & { readonly row: NeedPlaceRow })[];
  /** Years as those in which they start, oldest first. */
  readonly years: readonly number[];
  /** Whether a loaded file states the indicator: of this year or, without one, of any. */
  readonly isMeasured: (indicator: NeedIndicator, year?: number) => boolean;
  readonly cell: (indicator: NeedIndicator, year: number, place: NeedPlace) => NeedCell;
}

/** Reads the places and counts once; every figure of a page is worked out from them. */
export async function readNeeds(tx: Tx): Promise<Needs> {
  const rows = await needPlaceRows(tx);
  const places = placesOf(rows);
  const kinds = await loadedKinds(tx);
  const children = await childrenCounts(tx, null);
  const events = Map.groupBy(await needCounts(tx), (one) => one.year);
  const years = yearsOf(kinds);
  const wards = rows.filter((row) => row.kind === 'ward');
  const byYear = Map.groupBy(children, (one) => one.year);
  const tables = new Map<number, YearTable>();
  const tableOf = (year: number) => {
    const made =
      tables.get(year) ??
      yearTable(places, wards, {
        children: byYear.get(year) ?? [],
        events: new Map(
          [...Map.groupBy(events.get(year) ?? [], (one) => one.what)].map(([what, all]) => [
            what,
            new Map(all.map((one) => [one.ward_id, one.count])),
          ]),
        ),
      });
    tables.set(year, made);
    return made;
  };
  return {
    places,
    years,
    isMeasured: (indicator, year) =>
      kinds.some(
        (one) =>
          (indicator.returns as readonly string[]).includes(one.return_kind) &&
          (year === undefined || one.year === null || one.year === year),
      ),
    cell: (indicator, year, place) => tableOf(year)(indicator, place),
  };
}

/** Places with the wards that they are made of. */
function placesOf(rows: readonly NeedPlaceRow[]): Needs['places'] {
  const wards = rows.filter((row) => row.kind === 'ward');
  return rows.map((row) => {
    const own =
      row.kind === 'ward'
        ? [row]
        : row.kind === 'authority'
          ? wards
          : wards.filter((ward) => ward.within_id === row.id || ward.cluster_id === row.id);
    const { id, kind, name, population_0_to_17: children } = row;
    return { id, kind, name, wards: own.map((ward) => ward.id), children, row };
  });
}

/** Years that a return of children states: others are not whole. */
function yearsOf(kinds: readonly { return_kind: string; year: number | null }[]): number[] {
  const counted = new Set(NEED_INDICATORS.flatMap((one) => one.returns as readonly string[]));
  const years = kinds.flatMap(({ return_kind, year }) =>
    year !== null && counted.has(return_kind) ? [year] : [],
  );
  return [...new Set(years)].sort((a, b) => a - b);
}

type YearTable = (indicator: NeedIndicator, place: NeedPlace) => NeedCell;

function yearTable(
  places: readonly NeedPlace[],
  wards: readonly NeedPlaceRow[],
  counts: {
    readonly children: readonly YearCount[];
    readonly events: ReadonlyMap<string, WardCounts>;
  },
): YearTable {
  const groups = wardGroups(wards);
  const hiddenChildren = once(() => hiddenCells(counts.children, groups));
  const hiddenEvents = once(() => hiddenNeeds(places, counts.events, PARTS));
  const levels = new Map(
    [...Map.groupBy(counts.children, (one) => one.level)].map(([level, all]) => [
      level,
      new Map(all.map((one) => [one.ward, one.children])),
    ]),
  );
  const none: WardCounts = new Map();
  return (indicator, place) => {
    const { source } = indicator;
    const referrals = countOf(place, counts.events.get('referral') ?? none);
    const of = indicator.of === 'referrals' ? referrals : place.children;
    if ('level' in source) {
      const count = countOf(place, levels.get(source.level) ?? none);
      const key = levelKey(place, source.level);
      return { place, count, of, isHidden: hiddenChildren().has(key) };
    }
    const count = countOf(place, counts.events.get(source.what) ?? none);
    const isHidden =
      hiddenEvents().has(cellKey(source.what, place.id)) ||
      (indicator.of === 'referrals' && hiddenEvents().has(cellKey('referral', place.id)));
    return { place, count, of, isHidden };
  };
}

function once<T>(work: () => T): () => T {
  let known: { readonly answer: T } | null = null;
  return () => {
    known ??= { answer: work() };
    return known.answer;
  };
}

/** Counts that are a part of another: what is left of it must not tell them either. */
const PARTS = new Map([
  ['referral:again', 'referral'],
  ['referral:no-further-action', 'referral'],
]);

function levelKey(place: NeedPlace, level: string): string {
  if (place.kind === 'authority') return childKey(EVERY_WARD, level);
  return place.kind === 'ward' ? childKey(place.id, level) : groupKey(place.id, level);
}

/** What a figure of need is asked for. */
export interface NeedAsked {
  readonly indicator: NeedIndicator;
  readonly kind: NeedKind;
  /** The year in which the financial year starts; null where none is loaded. */
  readonly year: number | null;
}

/** Reads indicator, kind of place and year of an address; refuses what there is not. */
export function readAsked(needs: Needs, given: Parameters): NeedAsked {
  const indicator =
    given.indicator === undefined ? firstMeasured(needs) : needIndicator(given.indicator);
  if (indicator === undefined) {
    const codes = NEED_INDICATORS.map((one) => one.code).join(', ');
    throw refuse('no-such-choice', 'invalid', `indicator is one of ${codes}.`);
  }
  const kind = NEED_KINDS.find((one) => one === (given.by ?? 'ward'));
  if (kind === undefined) {
    throw refuse('no-such-choice', 'invalid', `by is one of ${NEED_KINDS.join(', ')}.`);
  }
  return { indicator, kind, year: readYear(needs, given.year) };
}

function readYear(needs: Needs, text: string | undefined): number | null {
  if (text === undefined) return needs.years.at(-1) ?? null;
  const year = needs.years.find((one) => financialYear(one) === text);
  if (year !== undefined) return year;
  const known = needs.years.map((one) => financialYear(one)).join(', ') || 'none yet';
  throw refuse('no-such-year', 'invalid', `year is one of those that are loaded: ${known}.`);
}

function firstMeasured(needs: Needs): NeedIndicator | undefined {
  return NEED_INDICATORS.find((one) => needs.isMeasured(one)) ?? NEED_INDICATORS[0];
}

/** A place of the authority by its number; refuses one that there is not. */
export function findNeedPlace(needs: Needs, id: string | undefined): Needs['places'][number] {
  const place = needs.places.find((one) => String(one.id) === id || one.row.code === id);
  if (place === undefined) {
    throw refuse('no-such-place', 'not-found', 'There is no such place here.');
  }
  return place;
}

/** The authority as a place: its own, or one made of all wards where no file states it. */
export function authorityPlace(needs: Needs): NeedPlace {
  const own = needs.places.find((one) => one.kind === 'authority');
  if (own !== undefined) return own;
  const wards = needs.places.filter((one) => one.kind === 'ward');
  const children = wards.reduce<number | null>(
    (sum, ward) => (sum === null || ward.children === null ? null : sum + ward.children),
    0,
  );
  const name = 'All wards';
  const base = { id: WHOLE, kind: 'authority', name } as const;
  return { ...base, wards: wards.map((one) => one.id), children: wards.length ? children : null };
}

/** The number of the authority where no place is loaded that stands for it. */
export const WHOLE = -1;

/** The financial year that starts in a year. */
export function yearOf(start: number): FinancialYear {
  return financialYear(start);
}
