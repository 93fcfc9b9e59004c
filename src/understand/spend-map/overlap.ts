import { createHash } from 'node:crypto';
import { isOnOffer, SERVICE_LEVEL_LABELS, type Service } from '../../record/index.ts';
import { themeOf } from '../themes/themes.ts';
import { areasOf } from './spend-map.ts';

/** A reason why two services look alike, with how alike they are in it, from 0 to 100. */
export interface Reason {
  readonly what: 'aims' | 'level' | 'ages' | 'areas';
  readonly percent: number;
  readonly words: string;
}

/** Two services that look alike; the one with the smaller number comes first. */
export interface Pair {
  readonly key: string;
  readonly first: Service;
  readonly second: Service;
  /** The mean of the reasons, from 0 to 100. */
  readonly percent: number;
  readonly reasons: readonly Reason[];
}

/** Ages up to here are compared, in years: help for families ends with 25. */
const OLDEST = 25;

/** What a comparison of areas needs: every ward, as a service for all of them is for each. */
export interface Wards {
  readonly all: readonly string[];
  nameOf(id: string): string;
}

/**
 * How alike two services are, or null where they share no aim, no age or no area. Each part is what
 * both have of what either has; the level is the same or is not. The rule is ours.
 */
export function compare(first: Service, second: Service, wards: Wards): Pair | null {
  const aims = shared(first.themes, second.themes);
  const ages = shared(agesOf(first), agesOf(second));
  const areas = shared(wardsOf(first, wards), wardsOf(second, wards));
  if (aims.both.length === 0 || ages.both.length === 0 || areas.both.length === 0) return null;
  const isSameLevel = first.level !== null && first.level === second.level;
  const reasons: Reason[] = [
    { what: 'aims', percent: aims.percent, words: `both for ${aimWords(aims.both)}` },
    {
      what: 'level',
      percent: isSameLevel ? 100 : 0,
      words: isSameLevel ? levelWords(first) : 'at different levels',
    },
    { what: 'ages', percent: ages.percent, words: ageWords(ages.both) },
    { what: 'areas', percent: areas.percent, words: areaWords(areas.both, wards) },
  ];
  const [one, other] = first.id < second.id ? [first, second] : [second, first];
  return {
    key: `${one.id}-${other.id}`,
    first: one,
    second: other,
    percent: Math.round(reasons.reduce((sum, { percent }) => sum + percent, 0) / reasons.length),
    reasons,
  };
}

/** Pairs of services on offer of two providers that are at least so alike, the most alike first. */
export function pairsOf(
  services: readonly Service[],
  wards: Wards,
  atLeastPercent: number,
): Pair[] {
  const open = services.filter(isOnOffer);
  const pairs = open.flatMap((first, at) =>
    open.slice(at + 1).flatMap((second) => {
      if (first.providerName.toLowerCase() === second.providerName.toLowerCase()) return [];
      const pair = compare(first, second, wards);
      return pair !== null && pair.percent >= atLeastPercent ? [pair] : [];
    }),
  );
  return pairs.sort((a, b) => b.percent - a.percent || (a.key < b.key ? -1 : 1));
}

/** What of a service decides whether it is like another, as a hash: with it a mark fades. */
export function fingerprintOf(service: Service): string {
  const { name, providerName, themes, level, fromAge, toAge, status } = service;
  const said = { name, providerName, themes, level, fromAge, toAge, status };
  const text = JSON.stringify({ ...said, areas: areasOf(service) });
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function shared<T>(a: readonly T[], b: readonly T[]) {
  const both = a.filter((one) => b.includes(one));
  const either = new Set([...a, ...b]).size;
  return { both, percent: either === 0 ? 0 : Math.round((100 * both.length) / either) };
}

function agesOf({ fromAge, toAge }: Service): number[] {
  const first = Math.min(fromAge ?? 0, OLDEST);
  const last = Math.min(toAge ?? OLDEST, OLDEST);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function wardsOf(service: Service, wards: Wards): readonly string[] {
  const own = areasOf(service);
  return own[0] === 'whole' ? (wards.all.length === 0 ? ['whole'] : wards.all) : own;
}

function aimWords(aims: readonly string[]): string {
  return aims.map((aim) => (themeOf(aim)?.label ?? aim).toLowerCase()).join(' and ');
}

function levelWords({ level }: Service): string {
  const label = level === null ? 'one level' : (SERVICE_LEVEL_LABELS[level].split(':')[0] ?? '');
  return `both ${label.toLowerCase()}`;
}

function ageWords(ages: readonly number[]): string {
  const [first, last] = [ages[0] ?? 0, ages.at(-1) ?? 0];
  if (first === last) return `both take age ${first}`;
  return last === OLDEST && first === 0
    ? 'both take any age'
    : `both take ages ${first} to ${last}`;
}

const NAMED = 3;

function areaWords(areas: readonly string[], wards: Wards): string {
  if (areas.length >= wards.all.length) return 'both for the whole authority';
  const names = areas.slice(0, NAMED).map((id) => wards.nameOf(id));
  const more = areas.length - names.length;
  return `both in ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
