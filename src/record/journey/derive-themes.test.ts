import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type CalendarDay, day } from '../../lib/index.ts';
import type { LevelSpell } from './derive-levels.ts';
import {
  deriveThemes,
  type ThemeAssessment,
  type ThemeFact,
  withThemesOfYears,
  yearOfDay,
} from './derive-themes.ts';
import { JOURNEY_RULES } from './journey-rules.ts';
import { assessmentOf, type ThemeEvent, themeFacts } from './theme-facts.ts';

const inNeed = (start: string, end: string, themes: readonly string[] = []): LevelSpell => ({
  level: 'child-in-need',
  placementGroup: '',
  themes,
  wardId: null,
  startDay: day(start),
  endDay: day(end),
  isStart: true,
});

const assessed = (on: string, themes: readonly string[]): ThemeAssessment => ({
  day: day(on),
  source: 'cin-census',
  themes,
  found: [],
  strengths: [],
  isSeen: true,
});

const event = (facts: Partial<ThemeEvent>): ThemeEvent => ({
  kind: 'attendance-term',
  code: null,
  day: day('2025-01-16'),
  outcome: null,
  return_kind: 'school-census',
  factors: [],
  themes: null,
  needs: null,
  strengths: null,
  sessions_possible: null,
  sessions_missed: null,
  ...facts,
});

const sets = (rows: ReturnType<typeof deriveThemes>) =>
  rows.map(({ year, themeSet }) => [year, themeSet]);

test('what an assessment found holds in later years of the help, until the next one', () => {
  const levels = [inNeed('2022-06-01', '2025-06-01', ['domestic-abuse'])];
  const assessments = [
    assessed('2022-06-10', ['domestic-abuse']),
    assessed('2024-05-01', ['mental-health']),
  ];
  assert.deepEqual(sets(deriveThemes({ levels, days: levels, assessments, facts: [] }, [])), [
    [2022, 'domestic-abuse'],
    [2023, 'domestic-abuse'],
    [2024, 'domestic-abuse mental-health'],
    [2025, 'mental-health'],
  ]);
});

test('a set of themes knows the children who have any day of late help with it', () => {
  const levels = [inNeed('2024-06-01', '2024-07-01', ['crime', 'domestic-abuse'])];
  const assessments = [assessed('2024-06-01', ['crime', 'domestic-abuse'])];
  const marksAt = (level: LevelSpell['level']) => {
    const days = levels.map((one) => ({ ...one, level }));
    const [row] = deriveThemes({ levels: days, days, assessments, facts: [] }, []);
    return row?.marks.filter((mark) => mark.startsWith('days/'));
  };
  assert.deepEqual(marksAt('child-in-need'), ['days/crime domestic-abuse']);
  assert.deepEqual(marksAt('targeted-early-help'), []);
});

test('without help an assessment holds in the year of its day only', () => {
  const assessments = [assessed('2024-03-31', ['mental-health'])];
  assert.deepEqual(sets(deriveThemes({ levels: [], days: [], assessments, facts: [] }, [])), [
    [2023, 'mental-health'],
  ]);
});

test('a child of whom a source found no theme is seen, without a theme', () => {
  const assessments = [assessed('2024-05-01', [])];
  const [row] = deriveThemes({ levels: [], days: [], assessments, facts: [] }, []);
  assert.equal(row?.themeSet, '');
  assert.deepEqual(row?.marks, ['seen/cin-census']);
});

test('a child missing school without any help has the theme and no level', () => {
  const facts = themeFacts(
    [
      event({ code: 'possible', sessions_possible: '136' }),
      event({ code: 'missed', sessions_missed: '14' }),
    ],
    [],
    JOURNEY_RULES,
  );
  const [row] = deriveThemes({ levels: [], days: [], assessments: [], facts }, []);
  assert.equal(row?.themeSet, 'missing-school');
  assert.equal(row?.level, '');
});

test('a tenth of the sessions possible is persistent absence, half is severe', () => {
  const whats = (missed: number) =>
    themeFacts(
      [
        event({ sessions_possible: '100' }),
        event({ code: 'missed', sessions_missed: String(missed) }),
      ],
      [],
      JOURNEY_RULES,
    ).flatMap((fact) => fact.what ?? []);
  assert.deepEqual(whats(9), []);
  assert.deepEqual(whats(10), ['persistent']);
  assert.deepEqual(whats(50), ['persistent', 'severe']);
});

test('sessions missed without sessions possible measure nothing', () => {
  const facts = themeFacts([event({ sessions_missed: '90' })], [], JOURNEY_RULES);
  assert.deepEqual(facts, []);
});

test('a child without a good level of development is not ready for school', () => {
  const profile = (outcome: string) =>
    themeFacts([event({ kind: 'early-years-profile', outcome })], [], JOURNEY_RULES);
  assert.deepEqual(
    profile('not-good-level').map((fact) => [fact.source, fact.theme, fact.what]),
    [['early-years', 'missing-school', 'not-ready']],
  );
  assert.deepEqual(profile('good-level'), [{ year: 2024, source: 'early-years' }]);
});

test('youth justice holds in each year that it touches', () => {
  const spell = { code: 'youth-justice', startDay: day('2024-02-01'), untilDay: day('2025-04-01') };
  const years = themeFacts([], [spell], JOURNEY_RULES).map((fact) => fact.year);
  assert.deepEqual(years, [2023, 2024]);
});

test('an early help assessment names its needs and strengths beside its themes', () => {
  const stated = assessmentOf(
    event({
      kind: 'early-help-assessment',
      return_kind: 'early-help',
      themes: 'missing-school;parenting',
      needs: 'parenting;attendance;health',
      strengths: 'social-connections',
    }),
    JOURNEY_RULES,
  );
  assert.deepEqual(stated.found, [
    { theme: 'parenting', what: 'parenting' },
    { theme: 'missing-school', what: 'attendance' },
  ]);
  const [row] = deriveThemes({ levels: [], days: [], assessments: [stated], facts: [] }, []);
  assert.ok(row?.marks.includes('strength/social-connections'));
  assert.ok(row?.marks.includes('beside/parenting/social-connections'));
});

const dayArb = fc
  .integer({ min: 0, max: 1500 })
  .map((n) => addDays('2021-01-01' as CalendarDay, n));
const factArb: fc.Arbitrary<ThemeFact> = fc.record({
  year: fc.integer({ min: 2019, max: 2026 }),
  source: fc.constant('police'),
  theme: fc.constantFrom('crime', 'exploitation'),
});

test('themes of a year are on every one of its days, and no day is lost or doubled', () => {
  const levelsArb = fc.array(fc.tuple(dayArb, fc.integer({ min: 1, max: 600 })), { maxLength: 4 });
  fc.assert(
    fc.property(levelsArb, fc.array(factArb, { maxLength: 5 }), (spans, facts) => {
      const levels: LevelSpell[] = [];
      let from = '2020-01-01' as CalendarDay;
      for (const [, length] of spans) {
        levels.push(inNeed(from, addDays(from, length), ['mental-health']));
        from = addDays(from, length + 10);
      }
      const found = withThemesOfYears(levels, facts);
      const days = (rows: readonly LevelSpell[]) => {
        const all: string[] = [];
        for (const row of rows) {
          for (let on = row.startDay; on < row.endDay; on = addDays(on, 1)) all.push(on);
        }
        return all;
      };
      assert.deepEqual(days(found), days(levels));
      assert.equal(found.filter((row) => row.isStart).length, levels.length);
      for (const row of found) {
        for (const on of [row.startDay, addDays(row.endDay, -1)]) {
          const own = facts.filter((fact) => fact.year === yearOfDay(on));
          const wanted = new Set(['mental-health', ...own.map((fact) => fact.theme)]);
          assert.deepEqual(row.themes, [...wanted].sort());
        }
      }
    }),
  );
});
