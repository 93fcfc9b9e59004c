import type { CalendarDay, PlaceId } from '../../lib/index.ts';
import { LEVEL_OF_STATUS, LEVELS, type Level, type StatusCode } from './journey.ts';

/** A counted spell as levels need it: its span is half-open. */
export interface LevelSource {
  readonly kind: 'status' | 'placement';
  readonly code: string;
  readonly startDay: CalendarDay;
  readonly untilDay: CalendarDay;
}

/** What one child's levels are derived from; each list in any order. */
export interface LevelInput {
  readonly spells: readonly LevelSource[];
  /** Assessments with the themes that they found. */
  readonly assessments: readonly {
    readonly day: CalendarDay;
    readonly themes: readonly string[];
  }[];
  /** Homes by the day that each began. */
  readonly homes: readonly { readonly fromDay: CalendarDay; readonly wardId: PlaceId | null }[];
}

/** One derived stretch: a day belongs to at most one of a child's. */
export interface LevelSpell {
  readonly level: Level;
  /** The group of placement while looked after; else empty. */
  readonly placementGroup: string;
  readonly themes: readonly string[];
  readonly wardId: PlaceId | null;
  readonly startDay: CalendarDay;
  readonly endDay: CalendarDay;
  /** Whether the child was at another level, or none, the day before. */
  readonly isStart: boolean;
}

/**
 * Derives one level a day from parallel statuses, by precedence (HOUSE, Journey). A stretch is cut
 * where placement group, themes or ward change. Themes are those of the latest assessment on or
 * before the day; before the first one, of the first within the same unbroken stretch of help.
 * Assessments of one day are put together; of placements at once, the one begun last counts.
 */
export function deriveLevels(
  input: LevelInput,
  placementGroupOf: (placementCode: string) => string,
): LevelSpell[] {
  const spells = input.spells.filter((spell) => spell.startDay < spell.untilDay);
  if (!spells.some((spell) => levelOf(spell) !== null)) return [];
  const assessments = oneADay(input.assessments);
  const homes = [...input.homes].sort((a, b) => inOrder(a.fromDay, b.fromDay));
  const cuts = cutDays(spells, assessments, homes);
  const found: LevelSpell[] = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const startDay = cuts[i] as CalendarDay;
    const endDay = cuts[i + 1] as CalendarDay;
    const active = spells.filter(
      (spell) => spell.startDay <= startDay && startDay < spell.untilDay,
    );
    const level = LEVELS.find((one) => active.some((spell) => levelOf(spell) === one));
    if (level === undefined) continue;
    append(found, {
      level,
      placementGroup: level === 'looked-after' ? groupOf(active, placementGroupOf) : '',
      themes: themesOn(startDay, assessments),
      wardId: wardOn(homes, startDay),
      startDay,
      endDay,
      isStart: true,
    });
  }
  return withFirstThemes(found, assessments);
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Assessments by day; those of one day are put together. */
function oneADay(assessments: LevelInput['assessments']): LevelInput['assessments'] {
  const days = new Map<CalendarDay, string[]>();
  for (const { day, themes } of assessments) {
    days.set(day, [...new Set([...(days.get(day) ?? []), ...themes])].sort());
  }
  return [...days].sort(([a], [b]) => inOrder(a, b)).map(([day, themes]) => ({ day, themes }));
}

function cutDays(
  spells: readonly LevelSource[],
  assessments: LevelInput['assessments'],
  homes: LevelInput['homes'],
): CalendarDay[] {
  const days = new Set<CalendarDay>();
  for (const spell of spells) {
    days.add(spell.startDay);
    days.add(spell.untilDay);
  }
  for (const assessment of assessments) days.add(assessment.day);
  for (const home of homes) days.add(home.fromDay);
  return [...days].sort();
}

function levelOf(spell: LevelSource): Level | null {
  if (spell.kind !== 'status') return null;
  return LEVEL_OF_STATUS[spell.code as StatusCode] ?? null;
}

function groupOf(active: readonly LevelSource[], of: (code: string) => string): string {
  const placements = active.filter((spell) => spell.kind === 'placement');
  const [latest] = placements.sort(
    (a, b) => inOrder(b.startDay, a.startDay) || inOrder(a.code, b.code),
  );
  return latest ? of(latest.code) : 'unknown';
}

function themesOn(on: CalendarDay, assessments: LevelInput['assessments']): readonly string[] {
  return assessments.findLast((assessment) => assessment.day <= on)?.themes ?? [];
}

/**
 * The ward of a day by homes in the order in which they began: the last one begun by then, or the
 * first home there is.
 */
export function wardOn(homes: LevelInput['homes'], on: CalendarDay): PlaceId | null {
  return (homes.findLast((home) => home.fromDay <= on) ?? homes[0])?.wardId ?? null;
}

/** Adds a stretch, or lengthens the last one when nothing but the day changed. */
function append(found: LevelSpell[], next: LevelSpell): void {
  const last = found.at(-1);
  const touches = last !== undefined && last.endDay === next.startDay;
  const isSame =
    touches &&
    last.level === next.level &&
    last.placementGroup === next.placementGroup &&
    last.wardId === next.wardId &&
    last.themes.join() === next.themes.join();
  if (isSame) found[found.length - 1] = { ...last, endDay: next.endDay };
  else found.push({ ...next, isStart: !(touches && last.level === next.level) });
}

/** Gives the days before the first assessment of an unbroken stretch that assessment's themes. */
function withFirstThemes(
  spells: readonly LevelSpell[],
  assessments: LevelInput['assessments'],
): LevelSpell[] {
  const first = assessments[0];
  if (!first) return [...spells];
  const isBefore = (spell: LevelSpell) => spell.startDay < first.day;
  const upTo = spells.findLastIndex(isBefore);
  let from = upTo;
  const reaches = upTo >= 0 && (spells[upTo]?.endDay ?? '') >= first.day;
  while (from > 0 && spells[from - 1]?.endDay === spells[from]?.startDay) from -= 1;
  const merged: LevelSpell[] = [];
  spells.forEach((spell, index) => {
    const takes = reaches && index >= from && index <= upTo;
    const wasStart = spell.isStart;
    append(merged, takes ? { ...spell, themes: first.themes } : spell);
    const last = merged.at(-1);
    if (last?.startDay === spell.startDay)
      merged[merged.length - 1] = { ...last, isStart: wasStart };
  });
  return merged;
}
