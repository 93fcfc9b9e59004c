import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type CalendarDay, type PlaceId } from '../../lib/index.ts';
import { deriveLevels, type LevelInput, type LevelSpell } from './derive-levels.ts';
import { LEVEL_OF_STATUS, LEVELS, type StatusCode } from './journey.ts';

const FIRST = '2024-01-01' as CalendarDay;
const LENGTH = 60;
const at = (offset: number) => addDays(FIRST, offset);
const ward = (number: number) => number as PlaceId;
const groupOf = (code: string) => (code === 'U1' || code === 'U4' ? 'foster' : 'other');

const status = (code: string, from: number, to: number) => ({
  kind: 'status' as const,
  code,
  startDay: at(from),
  untilDay: at(to),
});
const nothing = { assessments: [], homes: [] };

test('a day counts once, at the highest of the statuses that hold', () => {
  const spells = [
    status('targeted-early-help', 0, 50),
    status('child-in-need', 10, 40),
    status('looked-after', 20, 30),
  ];
  const levels = deriveLevels({ ...nothing, spells }, groupOf);
  assert.deepEqual(
    levels.map((one) => [one.level, one.startDay, one.endDay, one.isStart]),
    [
      ['targeted-early-help', at(0), at(10), true],
      ['child-in-need', at(10), at(20), true],
      ['looked-after', at(20), at(30), true],
      ['child-in-need', at(30), at(40), true],
      ['targeted-early-help', at(40), at(50), true],
    ],
  );
});

test('days before the first assessment have its themes, within one unbroken stretch', () => {
  const levels = deriveLevels(
    {
      spells: [status('child-in-need', 0, 10), status('child-in-need', 20, 40)],
      assessments: [{ day: at(25), themes: ['neglect'] }],
      homes: [],
    },
    groupOf,
  );
  assert.deepEqual(
    levels.map((one) => [one.startDay, one.themes]),
    [
      [at(0), []],
      [at(20), ['neglect']],
    ],
  );
});

test('a move cuts a stretch at the day of the move, and starts nothing', () => {
  const levels = deriveLevels(
    {
      spells: [status('child-in-need', 0, 20)],
      assessments: [],
      homes: [
        { fromDay: at(8), wardId: ward(2) },
        { fromDay: at(-5), wardId: ward(1) },
      ],
    },
    groupOf,
  );
  assert.deepEqual(
    levels.map((one) => [one.startDay, one.endDay, one.wardId, one.isStart]),
    [
      [at(0), at(8), 1, true],
      [at(8), at(20), 2, false],
    ],
  );
});

test('a child looked after with no placement stated is in an unknown one', () => {
  const [level] = deriveLevels({ ...nothing, spells: [status('looked-after', 0, 5)] }, groupOf);
  assert.equal(level?.placementGroup, 'unknown');
});

const span = fc
  .tuple(fc.integer({ min: 0, max: LENGTH }), fc.integer({ min: 0, max: 25 }))
  .map(([from, days]) => ({ startDay: at(from), untilDay: at(from + days) }));
const spellArb = fc.oneof(
  fc
    .tuple(fc.constantFrom(...Object.keys(LEVEL_OF_STATUS), 'youth-justice'), span)
    .map(([code, days]) => ({ kind: 'status' as const, code, ...days })),
  fc
    .tuple(fc.constantFrom('U1', 'U4', 'K2'), span)
    .map(([code, days]) => ({ kind: 'placement' as const, code, ...days })),
);
const inputArb: fc.Arbitrary<LevelInput> = fc.record({
  spells: fc.array(spellArb, { maxLength: 7 }),
  assessments: fc.array(
    fc.record({
      day: fc.integer({ min: -5, max: LENGTH + 20 }).map(at),
      themes: fc.subarray(['alcohol', 'neglect', 'poverty']),
    }),
    { maxLength: 3 },
  ),
  homes: fc.uniqueArray(
    fc.record({
      fromDay: fc.integer({ min: -5, max: LENGTH + 20 }).map(at),
      wardId: fc.option(fc.constantFrom(ward(1), ward(2), ward(3))),
    }),
    { maxLength: 3, selector: (home) => home.fromDay },
  ),
});

type Day = Omit<LevelSpell, 'startDay' | 'endDay' | 'isStart'>;

/** What one day is, found slowly from the rule's own words. */
function levelOn(input: LevelInput, day: CalendarDay): Day | null {
  const active = input.spells.filter((one) => one.startDay <= day && day < one.untilDay);
  const held = active.flatMap((one) =>
    one.kind === 'status' ? (LEVEL_OF_STATUS[one.code as StatusCode] ?? []) : [],
  );
  const level = LEVELS.find((one) => held.includes(one));
  if (level === undefined) return null;
  const placements = active
    .filter((one) => one.kind === 'placement')
    .sort((a, b) => `${a.code}`.localeCompare(b.code));
  const newest = placements.filter((one) =>
    placements.every((other) => other.startDay <= one.startDay),
  )[0];
  const placementGroup = level !== 'looked-after' ? '' : newest ? groupOf(newest.code) : 'unknown';
  return { level, placementGroup, themes: themesOn(input, day), wardId: wardOf(input, day) };
}

function themesOn(input: LevelInput, day: CalendarDay): string[] {
  const days = input.assessments.map((one) => one.day).sort();
  const latest = days.findLast((one) => one <= day);
  const first = days[0];
  const of = latest ?? (first && isUnbroken(input, day, first) ? first : null);
  const themes = input.assessments.filter((one) => one.day === of).flatMap((one) => one.themes);
  return [...new Set(themes)].sort();
}

/** Whether every day from one up to, not including, the other has a level. */
function isUnbroken(input: LevelInput, from: CalendarDay, to: CalendarDay): boolean {
  for (let day = from; day < to; day = addDays(day, 1)) {
    const isHeld = input.spells.some(
      (one) =>
        one.kind === 'status' &&
        LEVEL_OF_STATUS[one.code as StatusCode] !== undefined &&
        one.startDay <= day &&
        day < one.untilDay,
    );
    if (!isHeld) return false;
  }
  return true;
}

function wardOf(input: LevelInput, day: CalendarDay): PlaceId | null {
  const homes = [...input.homes].sort((a, b) => a.fromDay.localeCompare(b.fromDay));
  return (homes.findLast((home) => home.fromDay <= day) ?? homes[0])?.wardId ?? null;
}

test('every day is what the rule says of it, found day by day', () => {
  fc.assert(
    fc.property(inputArb, (input) => {
      const levels = deriveLevels(input, groupOf);
      for (let offset = -6; offset < LENGTH + 30; offset += 1) {
        const day = at(offset);
        const of = levels.filter((one) => one.startDay <= day && day < one.endDay);
        assert.ok(of.length <= 1, 'one level a day');
        const expected = levelOn(input, day);
        const [found] = of;
        const { startDay: _, endDay: __, isStart, ...facts } = found ?? ({} as LevelSpell);
        assert.deepEqual(found ? facts : null, expected, `on day ${day}`);
        if (found?.startDay !== day) continue;
        const before = levelOn(input, at(offset - 1));
        assert.equal(isStart, before?.level !== found.level, `start on day ${day}`);
      }
    }),
    { numRuns: 400 },
  );
});

test('stretches come in order, and two that touch differ', () => {
  fc.assert(
    fc.property(inputArb, (input) => {
      const levels = deriveLevels(input, groupOf);
      levels.slice(1).forEach((next, index) => {
        const last = levels[index] as LevelSpell;
        assert.ok(last.endDay <= next.startDay);
        const { startDay: a, endDay: b, isStart: c, ...one } = last;
        const { startDay: d, endDay: e, isStart: f, ...other } = next;
        if (last.endDay === next.startDay) assert.notDeepEqual(one, other);
      });
    }),
    { numRuns: 400 },
  );
});

test('the order in which statements are given changes nothing', () => {
  fc.assert(
    fc.property(inputArb, (input) => {
      const turned = {
        spells: [...input.spells].reverse(),
        assessments: [...input.assessments].reverse(),
        homes: [...input.homes].reverse(),
      };
      assert.deepEqual(deriveLevels(turned, groupOf), deriveLevels(input, groupOf));
    }),
    { numRuns: 200 },
  );
});
