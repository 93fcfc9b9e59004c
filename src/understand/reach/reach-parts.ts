import type { Tx } from '../../platform/index.ts';
import { HUB_USE } from '../../record/index.ts';
import { readPlaces, type ReachPlace } from './reach-places.ts';
import { ETHNIC_GROUPS, ethnicGroupOf } from './reach-rules.ts';
import { type ReachCount, reachCounts } from './reach.store.ts';
import { type Breakdown, EVERYONE, NOT_RECORDED, type Part } from './reach-table.ts';

/** The groups of a breakdown in a year, everyone, and what is known of where people live. */
export interface ReachParts {
  readonly by: Breakdown;
  readonly year: number;
  /** All that are counted apart: the places of a locality too, where places are asked for. */
  readonly parts: readonly Part[];
  /** The parts that are shown: of places, those of the kind that is asked for. */
  readonly shown: readonly Part[];
  readonly whole: Part;
  /** Those of whom nobody recorded it; null where everyone's is. */
  readonly unknown: Part | null;
  readonly places: readonly ReachPlace[];
}

/** The heading of a breakdown's first column, and what is not recorded of a child. */
export const BREAKDOWN_WORDS: Readonly<Record<Breakdown, readonly [string, string]>> = {
  ward: ['Ward', 'Ward not known'],
  locality: ['Locality', 'Ward not known'],
  fifth: ['Deprivation fifth', 'Census area not known'],
  ethnicity: ['Ethnic group', 'Ethnicity not recorded'],
  disability: ['Disability', 'Disability not recorded'],
  'special-needs': ['Special needs', 'Special needs not recorded'],
  sex: ['Sex', 'Sex not recorded'],
  age: ['Age', 'Age not known'],
};

/** Reads the parts of one breakdown with their counts of a year. */
export async function readParts(tx: Tx, by: Breakdown, year: number): Promise<ReachParts> {
  const places = await readPlaces(tx);
  const isPlace = by === 'ward' || by === 'locality';
  const usedTimes = HUB_USE.usedTimes;
  const breakdown = isPlace ? 'ward' : by;
  const counted = await reachCounts(tx, { year, breakdown, usedTimes });
  const everyone = await reachCounts(tx, { year, breakdown: 'all', usedTimes });
  const whole: Part = { key: EVERYONE, label: 'Everyone', counts: factsOf(everyone) };
  const parts = isPlace ? placeParts(counted, places) : groupParts(by, counted);
  const unknown = parts.find((part) => part.key === NOT_RECORDED) ?? null;
  const isAsked = (part: Part) => (by === 'locality') === (part.madeOf !== undefined);
  return {
    by,
    year,
    parts,
    shown: parts.filter((part) => part !== unknown && (!isPlace || isAsked(part))),
    whole,
    unknown: unknown !== null && unknown.counts.size > 0 ? unknown : null,
    places,
  };
}

function factsOf(rows: readonly ReachCount[]): Map<string, number> {
  const facts = new Map<string, number>();
  for (const { fact, children } of rows) {
    facts.set(fact, (facts.get(fact) ?? 0) + children);
    const gathered = gatheredFact(fact);
    if (gathered) facts.set(gathered, (facts.get(gathered) ?? 0) + children);
  }
  return facts;
}

const OWN_ANSWERS: ReadonlySet<string> = new Set(['accepted', 'declined']);
const OWN_ENDS: ReadonlySet<string> = new Set(['needs-met', 'disengaged', 'declined']);

/** Answers and endings that are told together, so that small ones are not hidden one by one. */
function gatheredFact(fact: string): string | null {
  const [what, word = ''] = fact.split('/');
  if (what === 'asked' && word !== '' && !OWN_ANSWERS.has(word)) return 'asked-other';
  if (what === 'ended' && word !== '' && !OWN_ENDS.has(word)) return 'ended-other';
  return null;
}

function placeParts(counted: readonly ReachCount[], places: readonly ReachPlace[]): Part[] {
  const byWard = Map.groupBy(counted, (one) => one.part);
  const wards = places.filter((place) => place.kind === 'ward');
  const isWard = new Set(wards.map((ward) => String(ward.id)));
  const loose = counted.filter((one) => !isWard.has(one.part));
  const known = wards.map(
    (ward): Part => ({
      key: String(ward.id),
      label: ward.name,
      href: `/needs/places/${ward.id}`,
      counts: factsOf(byWard.get(String(ward.id)) ?? []),
    }),
  );
  const localities = places
    .filter((place) => place.kind === 'locality')
    .map(
      (place): Part => ({
        key: String(place.id),
        label: place.name,
        href: `/needs/places/${place.id}`,
        counts: factsOf(place.wards.flatMap((ward) => byWard.get(String(ward)) ?? [])),
        madeOf: place.wards.map(String),
      }),
    );
  const label = BREAKDOWN_WORDS.ward[1];
  return [...known, ...localities, { key: NOT_RECORDED, label, counts: factsOf(loose) }];
}

function groupParts(by: Exclude<Breakdown, 'ward' | 'locality'>, counted: readonly ReachCount[]) {
  const keyOf = by === 'ethnicity' ? ethnicGroupOf : (part: string) => part;
  const groups = Map.groupBy(counted, (one) => {
    const key = keyOf(one.part);
    return by === 'sex' && key === 'unknown' ? NOT_RECORDED : key;
  });
  return [...labelsOf(by), [NOT_RECORDED, BREAKDOWN_WORDS[by][1]] as const].map(
    ([key, label]): Part => ({ key, label, counts: factsOf(groups.get(key) ?? []) }),
  );
}

function labelsOf(by: Exclude<Breakdown, 'ward' | 'locality'>): (readonly [string, string])[] {
  if (by === 'ethnicity') return ETHNIC_GROUPS.map(({ group, label }) => [group, label]);
  return LABELS[by];
}

const LABELS: Readonly<
  Record<Exclude<Breakdown, 'ward' | 'locality' | 'ethnicity'>, (readonly [string, string])[]>
> = {
  fifth: [
    ['1', 'Most deprived fifth'],
    ['2', 'Second fifth'],
    ['3', 'Third fifth'],
    ['4', 'Fourth fifth'],
    ['5', 'Least deprived fifth'],
  ],
  disability: [
    ['yes', 'Disabled'],
    ['no', 'Not disabled'],
  ],
  'special-needs': [
    ['yes', 'Special needs recorded'],
    ['no', 'No special needs'],
  ],
  sex: [
    ['female', 'Girls'],
    ['male', 'Boys'],
  ],
  age: [
    ['0-4', 'Under 5'],
    ['5-10', '5 to 10'],
    ['11-15', '11 to 15'],
    ['16-17', '16 and over'],
  ],
};

/** Whether a breakdown is by where children live. */
export function isByPlace(by: Breakdown): by is 'ward' | 'locality' | 'fifth' {
  return by === 'ward' || by === 'locality' || by === 'fifth';
}
