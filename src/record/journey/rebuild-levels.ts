import type { AuthorityId, CalendarDay, PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { eventsThatCount, spellsThatCount } from './count-once.ts';
import { deriveLevels, type LevelSpell } from './derive-levels.ts';
import { type JourneyRows, journeyRows, placeAndCount, replaceLevels } from './journey.store.ts';

/** How codes of returns are understood; from `reference/`. */
export interface JourneyRules {
  placementGroupOf(placementCode: string): string;
  themesOf(factors: readonly string[]): readonly string[];
}

type Levels = readonly (LevelSpell & { readonly personId: PersonId })[];

/**
 * Derives again, for the people that an import touched, which statements count, in which ward
 * each took place, and the one level a day. What is unchanged is not written, so that loading the
 * same facts twice changes nothing.
 */
export async function rebuildLevels(
  tx: Tx,
  authorityId: AuthorityId,
  people: readonly PersonId[],
  rules: JourneyRules,
): Promise<void> {
  const rows = await journeyRows(tx, people);
  const before = {
    spells: Map.groupBy(rows.spells, (row) => row.person_id),
    events: Map.groupBy(rows.events, (row) => row.person_id),
    homes: Map.groupBy(rows.homes, (row) => row.person_id),
    levels: Map.groupBy(rows.levels, (row) => row.personId),
  };
  const spells: Parameters<typeof placeAndCount>[1][number][] = [];
  const events: Parameters<typeof placeAndCount>[2][number][] = [];
  const touched: PersonId[] = [];
  const levels: Levels[number][] = [];
  for (const personId of people) {
    const own: JourneyRows = {
      spells: before.spells.get(personId) ?? [],
      events: before.events.get(personId) ?? [],
      homes: before.homes.get(personId) ?? [],
      levels: before.levels.get(personId) ?? [],
    };
    const derived = deriveOne(own, rules);
    spells.push(...derived.spells);
    events.push(...derived.events);
    if (fingerprint(derived.levels) !== fingerprint(own.levels)) {
      touched.push(personId);
      levels.push(...derived.levels.map((level) => ({ ...level, personId })));
    }
  }
  await placeAndCount(tx, spells, events);
  await replaceLevels(tx, authorityId, touched, levels);
}

function deriveOne(own: JourneyRows, rules: JourneyRules) {
  const homes = own.homes.map((home) => ({ fromDay: home.from_day, wardId: home.ward_id }));
  const spellCounts = spellsThatCount(
    own.spells.map((spell) => ({
      kind: spell.kind,
      code: spell.code,
      returnKind: spell.return_kind,
      startDay: spell.start_day,
      untilDay: spell.until_day,
    })),
  );
  const eventCounts = eventsThatCount(
    own.events.map((event) => ({
      kind: event.kind,
      returnKind: event.return_kind,
      day: event.day,
    })),
  );
  const levels = deriveLevels(
    {
      spells: own.spells.flatMap((spell, index) =>
        spellCounts[index] && (spell.kind === 'status' || spell.kind === 'placement')
          ? [
              {
                kind: spell.kind,
                code: spell.code,
                startDay: spell.start_day,
                untilDay: spell.until_day,
              },
            ]
          : [],
      ),
      assessments: own.events.filter(isAssessment).map((event) => ({
        day: event.day,
        themes: themesOf(event, rules),
      })),
      homes,
    },
    rules.placementGroupOf,
  );
  return {
    levels,
    spells: changes(own.spells, spellCounts, (spell) => wardOn(homes, spell.start_day)),
    events: changes(own.events, eventCounts, (event) => wardOn(homes, event.day)),
  };
}

function isAssessment(event: JourneyRows['events'][number]): boolean {
  return event.kind === 'assessment' || event.kind === 'early-help-assessment';
}

function themesOf(event: JourneyRows['events'][number], rules: JourneyRules): readonly string[] {
  if (event.themes !== null) return event.themes.split(';').filter(Boolean).sort();
  return rules.themesOf(event.factors);
}

type Home = { readonly fromDay: CalendarDay; readonly wardId: PlaceId | null };

function wardOn(homes: readonly Home[], day: CalendarDay): PlaceId | null {
  return (homes.findLast((home) => home.fromDay <= day) ?? homes[0])?.wardId ?? null;
}

function changes<T extends { id: number; is_counted: boolean; ward_id: PlaceId | null }>(
  rows: readonly T[],
  counts: readonly boolean[],
  wardOf: (row: T) => PlaceId | null,
): { id: number; wardId: PlaceId | null; isCounted: boolean }[] {
  return rows.flatMap((row, index) => {
    const isCounted = counts[index] ?? true;
    const wardId = wardOf(row);
    const isSame = row.is_counted === isCounted && row.ward_id === wardId;
    return isSame ? [] : [{ id: row.id, wardId, isCounted }];
  });
}

function fingerprint(levels: readonly LevelSpell[]): string {
  return levels
    .map((one) =>
      [one.level, one.placementGroup, one.themes, one.wardId, one.startDay, one.endDay, one.isStart]
        .map(String)
        .join(' '),
    )
    .join('\n');
}
