import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import {
  type AuthorityId,
  type CalendarDay,
  day,
  type Figure,
  type Finding,
} from '../../lib/index.ts';
import {
  type Actor,
  asActor,
  type Database,
  type Measure,
  type Parameters,
} from '../../platform/index.ts';
import type { EventStatement, PersonStatement, ReadItem } from '../../record/index.ts';
import { lateHelpCostMeasure } from '../cost/late-help-cost.measure.ts';
import { lateHelpPriceMeasure } from '../cost/late-help-price.measure.ts';
import { loadHandMade, loadItems } from '../hand-made.sample.ts';
import { themeChildrenMeasure } from './theme-children.measure.ts';
import { themeCombinationsMeasure } from './theme-combinations.measure.ts';
import { shownSets } from './theme-cost.ts';
import { themeCostMeasure, themeDaysMeasure } from './theme-cost.measure.ts';
import { themeRowsPage } from './theme-rows.page.ts';
import { countThemes, setWords } from './themes.ts';
import { themesMeasure } from './themes.measure.ts';
import { themePage, themesPage } from './themes.page.ts';

type Events = readonly Omit<EventStatement, 'code'>[];

const child = (id: string, row: number, events: Events): ReadItem => ({
  type: 'person',
  problems: [],
  person: {
    row,
    identifiers: [{ kind: 'la-child-id', value: id }],
    birthDay: day('2012-01-01'),
    address: { postcode: 'ZZ1 1AA', fromDay: day('2020-01-01') },
    spells: [],
    events: events.map((event) => ({ ...event, code: null })),
  } satisfies PersonStatement,
});

const on = '2025-01-16' as CalendarDay;
const term = (missed: number): Events => [
  {
    kind: 'attendance-term',
    day: on,
    detail: { sessionsPossible: '100', sessionsMissed: String(missed) },
  },
];
const incident = (themes: string): Events => [
  { kind: 'police-incident', day: '2024-06-20' as CalendarDay, detail: { themes } },
];

/** The small partnership, with ten pupils of whom five miss school, and the police who know six. */
async function withThemes(database: Database) {
  const authority = await anAuthority(database);
  const { authorityId } = authority;
  await loadHandMade(database, authorityId);
  const pupils = Array.from({ length: 10 }, (_, index) =>
    child(`P${index}`, index + 2, term(index < 5 ? 20 : 9)),
  );
  await loadSchool(database, authorityId, pupils);
  const known = ['Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Ben'].map((id, index) =>
    child(id, index + 2, incident('crime')),
  );
  await loadItems(database, authorityId, { kind: 'police', name: 'police.csv' }, known);
  return authority;
}

function loadSchool(database: Database, authorityId: AuthorityId, items: readonly ReadItem[]) {
  const file = { kind: 'school-census', name: '2025_spring_pupilonroll.csv' } as const;
  return loadItems(database, authorityId, file, items);
}

const ask = (database: Database, actor: Actor, measure: Measure, given: Parameters) =>
  asActor(database, actor, (tx) => measure.compute(tx, actor, given));

const values = (finding: Finding) =>
  Object.fromEntries(
    finding.rows.map((row) => [row.label, row.figures[0]?.value ?? row.figures[0]?.absent]),
  );

const YEAR = '2024-25';

withDatabase('a theme without a loaded source is not measured, never 0', async (database) => {
  const { actors } = await withThemes(database);
  const finding = await ask(database, actors.analyst, themeChildrenMeasure, { year: YEAR });
  const found = values(finding);
  assert.equal(found.Parenting, 'not-measured');
  assert.equal(found.Unemployment, 'not-measured');
  assert.equal(found['Mental health'], 0);
  const [row] = finding.rows.filter((one) => one.label === 'Parenting');
  assert.match(row?.figures[0]?.how.formula ?? '', /Early help file/);
});

withDatabase('children missing school are counted without any help', async (database) => {
  const { actors } = await withThemes(database);
  const found = await ask(database, actors.analyst, themeChildrenMeasure, { year: YEAR });
  assert.equal(values(found)['Missing school or not ready for it'], 5);
  const levels = await ask(database, actors.analyst, themeChildrenMeasure, {
    by: 'level',
    theme: 'missing-school',
    year: YEAR,
  });
  assert.equal(values(levels)['No help at any level'], 5);
  assert.equal(values(levels)['Help at any level'], 0);
});

withDatabase('in a year before the first police file crime is not measured', async (database) => {
  const { actors } = await withThemes(database);
  const found = await ask(database, actors.analyst, themeChildrenMeasure, { year: '2023-24' });
  assert.equal(values(found)['Police and criminal justice'], 'not-measured');
});

withDatabase('what police state of a year holds on every day of help in it', async (database) => {
  const { actors } = await withThemes(database);
  // Cy, Di, Ed, Flo and Gus were in need for 10 days each; Ben for 30, then 60 on a plan.
  const days = await ask(database, actors.analyst, themeDaysMeasure, {
    row: 'other',
    what: 'child-in-need',
    year: YEAR,
  });
  assert.equal(days.rows[0]?.figures[0]?.value, 80);
});

withDatabase('the cost of combinations is a partition of the whole', async (database) => {
  const { actors } = await withThemes(database);
  const finding = await ask(database, actors.analyst, themeCostMeasure, { year: YEAR });
  const sum = finding.rows.reduce((all, row) => all + (row.figures[0]?.value ?? 0), 0);
  assert.ok(sum > 0);
  assert.equal(sum, finding.total?.figures[0]?.value);
  const low = finding.rows.reduce((all, row) => all + (row.figures[0]?.low ?? 0), 0);
  assert.equal(low, finding.total?.figures[0]?.low);
});

const MEASURES = [
  themesMeasure,
  themeChildrenMeasure,
  themeCombinationsMeasure,
  themeCostMeasure,
  themeDaysMeasure,
  lateHelpCostMeasure,
  lateHelpPriceMeasure,
];

withDatabase(
  'each figure is the same under its own address, down to its inputs',
  async (database) => {
    const { actors } = await withThemes(database);
    const seen = new Set<string>();
    const check = async (figure: Figure): Promise<void> => {
      if (seen.has(figure.id)) return;
      seen.add(figure.id);
      const [name = '', query = ''] = figure.id.split('?');
      const measure = MEASURES.find((one) => one.name === name);
      // Prices and activity of the cost room have tests of their own.
      if (!measure) return;
      const given = Object.fromEntries(new URLSearchParams(query));
      const again = await ask(database, actors.analyst, measure, given);
      const own = [...again.rows, ...(again.total ? [again.total] : [])]
        .flatMap((row) => row.figures)
        .find((one) => one.id === figure.id);
      assert.ok(own, `${figure.id} is found under its own address`);
      assert.equal(own.value, figure.value, figure.id);
      assert.equal(own.absent, figure.absent, figure.id);
      for (const input of own.how.inputs ?? []) await check(input);
    };
    const questions: [Measure, Parameters][] = [
      [themesMeasure, {}],
      [themeChildrenMeasure, { by: 'share' }],
      [themeChildrenMeasure, { by: 'year' }],
      [themeChildrenMeasure, { by: 'seen' }],
      ...(['ward', 'level', 'source', 'found', 'strength'] as const).map(
        (by): [Measure, Parameters] => [themeChildrenMeasure, { by, theme: 'crime' }],
      ),
      ...(['number', 'pair', 'triple', 'set'] as const).map((by): [Measure, Parameters] => [
        themeCombinationsMeasure,
        { by },
      ]),
      [themeCostMeasure, {}],
      [themesMeasure, { share: 'crime' }],
    ];
    for (const [measure, given] of questions) {
      const finding = await ask(database, actors.analyst, measure, { ...given, year: YEAR });
      for (const row of [...finding.rows, ...(finding.total ? [finding.total] : [])]) {
        for (const figure of row.figures) await check(figure);
      }
    }
    assert.ok(seen.size > 40, `${seen.size} figures`);
  },
);

withDatabase('the pages say what is known, what is not, and who is behind it', async (database) => {
  const { actors } = await withThemes(database);
  const all = await askPage(database, themesPage, actors.member, { query: { year: YEAR } });
  assert.match(all.html, /None: not measured/);
  assert.doesNotMatch(all.html, /themes\/rows/);
  const params = { theme: 'crime' };
  const one = await askPage(database, themePage, actors.analyst, { params, query: { year: YEAR } });
  assert.match(one.html, /Youth justice file/);
  const missing = await askPage(database, themePage, actors.analyst, {
    params: { theme: 'parenting' },
    query: { year: YEAR },
  });
  assert.match(missing.html, /returns\/templates#early-help/);
  const rows = await askPage(database, themeRowsPage, actors.manager, {
    query: { theme: 'crime', year: YEAR },
  });
  assert.match(rows.html, /6 children/);
  assert.match(rows.html, /police\.csv/);
  assert.equal(rows.notes.length, 1);
});

withDatabase('without any file the page says what to load', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, themesPage, actors.analyst);
  assert.match(html, /No theme is measured yet/);
});

withDatabase('a theme that does not exist is refused', async (database) => {
  const { actors } = await anAuthority(database);
  await assert.rejects(
    askPage(database, themePage, actors.analyst, { params: { theme: 'weather' } }),
    /theme is one of/,
  );
});

withDatabase('the cost of a theme of one child is hidden', async (database) => {
  const { actors } = await withThemes(database);
  const finding = await ask(database, actors.analyst, themesMeasure, { year: YEAR });
  const [row] = finding.rows.filter((one) => one.label === 'Domestic abuse');
  assert.deepEqual(
    row?.figures.map((figure) => figure.absent),
    ['suppressed', 'suppressed', 'suppressed', 'suppressed'],
  );
});

test('counts of numbers, pairs and exact sets are those of a hand count', () => {
  const counted = countThemes([
    { set: [], children: 100 },
    { set: ['crime'], children: 30 },
    { set: ['crime', 'parenting'], children: 20 },
    { set: ['crime', 'mental-health', 'parenting'], children: 10 },
  ]);
  const of = (key: string) => counted.counts.get(key);
  assert.deepEqual([of('number/any'), of('number/1'), of('number/3+')], [160, 30, 10]);
  assert.deepEqual([of('with/crime'), of('with/crime+parenting')], [60, 30]);
  assert.equal(of('exactly/crime+parenting'), 20);
  assert.equal(counted.hidden.size, 0);
});

test('a set of few children is shown with others only, and never alone in the rest', () => {
  const set = (name: string, cost: number, children: number) => ({ set: name, cost, children });
  const many = [set('a', 9, 20), set('b', 8, 20), set('a b', 7, 3)];
  assert.deepEqual(shownSets(many), ['a']);
  assert.deepEqual(shownSets([set('a', 9, 20), set('b', 8, 20)]), ['a', 'b']);
});

test('themes are said in plain words', () => {
  assert.equal(setWords(['domestic-abuse', 'mental-health']), 'Domestic abuse and mental health');
  assert.equal(setWords([]), 'No theme recorded');
});
