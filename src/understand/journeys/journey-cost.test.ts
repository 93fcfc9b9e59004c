import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { type CalendarDay, day, type Figure } from '../../lib/index.ts';
import { asActor } from '../../platform/index.ts';
import type { PersonEvent, PersonLevel } from '../../record/index.ts';
import { systemActor } from '../../govern/index.ts';
import { HAND_MADE_FILE, loadHandMade, personIdOf } from '../hand-made.sample.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { journeyFinding } from './journey-cost.ts';
import { journeyCostMeasure } from './journey-cost.measure.ts';
import { journeySteps } from './journey-steps.ts';

const prices = pricesOf();
const dayOf = (key: string) => prices.days.get(key)?.pence ?? assert.fail();
const referral = prices.events.get('referral')?.pence ?? assert.fail();
const assessment = prices.events.get('assessment')?.pence ?? assert.fail();

function level(code: PersonLevel['level'], start: string, end: string): PersonLevel {
  const days = { start_day: day(start), end_day: day(end) };
  return { level: code, placement_group: '', themes: [], ward: null, ...days };
}

function event(kind: string, on: CalendarDay, isCounted = true): PersonEvent {
  const source = { source_id: 1, source_name: 'a.csv', source_row: 7 };
  const what = { kind, code: null, day: on, outcome: null, factors: [], agency: null };
  return { ...what, is_counted: isCounted, ...source };
}

test('a stretch is cut at the end of a financial year, so that years add up', () => {
  const levels = [level('child-in-need', '2024-03-22', '2024-04-11')];
  const steps = journeySteps({ spells: [], events: [], levels }, prices);
  assert.deepEqual(
    steps.map((step) => [step.year, step.activity.quantity]),
    [
      ['2023-24', 10],
      ['2024-25', 10],
    ],
  );
});

test('a change of theme or ward is no step of its own', () => {
  const levels = [
    level('child-in-need', '2024-05-01', '2024-05-11'),
    { ...level('child-in-need', '2024-05-11', '2024-05-21'), themes: ['parenting'] },
  ];
  const steps = journeySteps({ spells: [], events: [], levels }, prices);
  assert.deepEqual(
    steps.map((step) => step.activity.quantity),
    [20],
  );
});

test('an event stated twice counts once, and one that a day already holds is no step', () => {
  const on = day('2024-05-01');
  const events = [event('referral', on), event('referral', on, false), event('closure', on)];
  assert.equal(journeySteps({ spells: [], events, levels: [] }, prices).length, 1);
});

test('a step that no source prices is not measured, and the rest is still added', () => {
  const levels = [
    level('child-in-need', '2024-05-01', '2024-05-11'),
    level('leaving-care', '2024-05-11', '2024-05-21'),
  ];
  const steps = journeySteps({ spells: [], events: [], levels }, prices);
  const finding = journeyFinding({ person: 1, by: 'step' }, steps);
  const costs = finding.rows.map((row) => row.figures[2]);
  assert.deepEqual(
    costs.map((one) => one?.absent),
    [undefined, 'not-measured'],
  );
  assert.equal(finding.rows[1]?.figures[3]?.value, Math.round(10 * dayOf('child-in-need')));
  assert.ok(finding.notes?.some((note) => /^Leaving care: not measured/.test(note)));
});

withDatabase(
  'a journey costs its steps, by agency, level and year alike, to the penny',
  async (database) => {
    const { authorityId, actors } = await anAuthority(database);
    await loadHandMade(database, authorityId);
    const { practitioner, analyst, manager } = actors;
    const idOf = (name: string) =>
      asActor(database, systemActor(authorityId), (tx) => personIdOf(tx, name));
    const ben = String(await idOf('Ben'));
    const compute = (given: Record<string, string>) =>
      asActor(database, practitioner, (tx) => journeyCostMeasure.compute(tx, practitioner, given));
    const expected =
      referral +
      assessment +
      Math.round(30 * dayOf('child-in-need')) +
      Math.round(60 * dayOf('child-protection'));
    for (const by of ['agency', 'status', 'year']) {
      const finding = await compute({ person: ben, by });
      assert.equal(finding.total?.figures[0]?.value, expected);
      const sum = finding.rows.reduce((total, row) => total + (row.figures[0]?.value ?? 0), 0);
      assert.equal(sum, expected, by);
    }
    const steps = await compute({ person: ben });
    assert.deepEqual(
      steps.rows.map((row) => row.label),
      [
        '1 May 2024 to 30 May 2024: Child in need',
        '1 May 2024: Referrals',
        '20 May 2024: Assessments',
        '31 May 2024 to 29 July 2024: Child protection',
      ],
    );
    assert.equal(steps.rows.at(-1)?.figures[3]?.value, expected);
    const stated = steps.rows.at(-1)?.figures[0]?.how.citations;
    assert.deepEqual(
      stated?.map((one) => [one.title, one.locator]),
      [[HAND_MADE_FILE, 'row 3']],
    );
    const open = async (figure: Figure | undefined) => {
      const query = Object.fromEntries(new URLSearchParams(figure?.id.split('?')[1]));
      const opened = await compute(query);
      assert.equal(opened.rows[0]?.figures[0]?.value, figure?.value);
    };
    await open(steps.rows[0]?.figures[0]);
    await open(steps.rows[0]?.figures[2]);
    await open(steps.rows[1]?.figures[3]);

    const ada = String(await idOf('Ada'));
    const asked = { person: ada, by: 'status' };
    await assert.rejects(
      asActor(database, analyst, (tx) => journeyCostMeasure.compute(tx, analyst, asked)),
      /There is nobody here by this number/,
    );
    const seen = await asActor(database, manager, (tx) =>
      journeyCostMeasure.compute(tx, manager, asked),
    );
    assert.equal(seen.total?.figures[0]?.value, Math.round(100 * dayOf('looked-after/foster')));
  },
);
