import type { AuthorityId, PersonId, PlaceId } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import { eventsThatCount, spellsThatCount } from './count-once.ts';
import { deriveLevels, type LevelSpell, wardOn } from './derive-levels.ts';
import { deriveThemes, type ThemeYear, withThemesOfYears } from './derive-themes.ts';
import { changeLevels, type JourneyRows, journeyRows, placeAndCount } from './journey.store.ts';
import {
  assessmentOf,
  isAssessment,
  themeFacts,
  type ThemeRules,
  themesOfAssessment,
} from './theme-facts.ts';
import { changeThemes, type PersonTheme } from './theme-year.store.ts';
import { deriveReferrals } from './referral.store.ts';

/** How codes of returns are understood; from `reference/`. */
export interface JourneyRules extends ThemeRules {
  placementGroupOf(placementCode: string): string;
}

/** People whose journeys are read and derived together; more would hold up the database. */
const AT_ONCE = 200;

/**
 * Derives again, for the people that an import touched, which statements count, in which ward
 * each took place, the one level a day, and the themes of each year. What is unchanged is not
 * written, so that loading the same facts twice changes nothing.
 */
export async function rebuildLevels(
  tx: Tx,
  authorityId: AuthorityId,
  people: readonly PersonId[],
  rules: JourneyRules,
): Promise<void> {
  for (let from = 0; from < people.length; from += AT_ONCE) {
    await rebuildSome(tx, authorityId, people.slice(from, from + AT_ONCE), rules);
  }
}

async function rebuildSome(
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
    themes: Map.groupBy(rows.themes, (row) => row.personId),
  };
  const spells: Placed[] = [];
  const events: Placed[] = [];
  const gone: PersonLevel[] = [];
  const added: PersonLevel[] = [];
  const themes = { gone: [] as PersonTheme[], added: [] as PersonTheme[] };
  for (const personId of people) {
    const own: JourneyRows = {
      spells: before.spells.get(personId) ?? [],
      events: before.events.get(personId) ?? [],
      homes: before.homes.get(personId) ?? [],
      levels: before.levels.get(personId) ?? [],
      themes: before.themes.get(personId) ?? [],
    };
    const derived = deriveOne(own, rules);
    spells.push(...derived.spells);
    events.push(...derived.events);
    const levels = derived.levels.map((level) => ({ ...level, personId }));
    gone.push(...without(own.levels, levels, levelPrint));
    added.push(...without(levels, own.levels, levelPrint));
    const years = derived.themes.map((year) => ({ ...year, personId }));
    themes.gone.push(...without(own.themes, years, themePrint));
    themes.added.push(...without(years, own.themes, themePrint));
  }
  await placeAndCount(tx, spells, events);
  await changeLevels(tx, authorityId, gone, added);
  await changeThemes(tx, authorityId, themes);
  await deriveReferrals(tx, authorityId, people);
}

type PersonLevel = LevelSpell & { readonly personId: PersonId };
type Placed = Parameters<typeof placeAndCount>[1][number];

/** The rows of one list that are not, word for word, in the other. */
function without<T>(rows: readonly T[], others: readonly T[], print: (row: T) => string): T[] {
  if (rows.length === 0) return [];
  const known = new Set(others.map(print));
  return rows.filter((row) => !known.has(print(row)));
}

function levelPrint(one: LevelSpell): string {
  return [
    one.level,
    one.placementGroup,
    one.themes,
    one.wardId,
    one.startDay,
    one.endDay,
    one.isStart,
  ].join(' ');
}

function themePrint({ year, wardId, level, themeSet, marks }: ThemeYear): string {
  return [year, wardId, level, themeSet, marks].join(';');
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
      isOpen: spell.is_open,
    })),
  );
  const eventCounts = eventsThatCount(
    own.events.map((event) => ({
      kind: event.kind,
      returnKind: event.return_kind,
      day: event.day,
    })),
  );
  const counted = own.events.filter((_, index) => eventCounts[index]);
  const assessments = counted.filter(isAssessment);
  const assessed = deriveLevels(
    {
      spells: own.spells.flatMap(({ kind, code, until_day: untilDay }, index) => {
        const startDay = spellCounts[index]?.levelFrom ?? null;
        const isUsed = startDay !== null && (kind === 'status' || kind === 'placement');
        return isUsed ? [{ kind, code, startDay, untilDay }] : [];
      }),
      assessments: assessments.map((event) => ({
        day: event.day,
        themes: themesOfAssessment(event, rules),
      })),
      homes,
    },
    rules.placementGroupOf,
  );
  const facts = themeFacts(counted, countedStatuses(own, spellCounts), rules);
  const levels = withThemesOfYears(assessed, facts);
  const stated = assessments.map((event) => assessmentOf(event, rules));
  return {
    levels,
    themes: deriveThemes({ levels: assessed, days: levels, assessments: stated, facts }, homes),
    spells: changes(
      own.spells,
      spellCounts.map((one) => one.isCounted),
      (spell) => wardOn(homes, spell.start_day),
    ),
    events: changes(own.events, eventCounts, (event) => wardOn(homes, event.day)),
  };
}

function countedStatuses(own: JourneyRows, counts: readonly { readonly isCounted: boolean }[]) {
  return own.spells
    .filter((spell, index) => spell.kind === 'status' && counts[index]?.isCounted)
    .map((spell) => ({
      code: spell.code,
      startDay: spell.start_day,
      untilDay: spell.until_day,
    }));
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
