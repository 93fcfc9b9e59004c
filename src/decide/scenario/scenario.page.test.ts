import assert from 'node:assert/strict';
import { anAuthority, type TestAuthority, withDatabase } from '../../../test/database.ts';
import { aSession, askPage } from '../../../test/pages.ts';
import { day } from '../../lib/index.ts';
import { type Actor, asActor, type Database } from '../../platform/index.ts';
import { createScenario } from './create-scenario.ts';
import { scenarioActPage } from './scenario-act.page.ts';
import { scenarioAssumptionsPage } from './scenario-assumptions.page.ts';
import { scenarioComparePage } from './scenario-compare.page.ts';
import { scenarioFilePage } from './scenario-file.page.ts';
import { scenarioFrozenPage } from './scenario-frozen.page.ts';
import { scenarioHistoryPage } from './scenario-history.page.ts';
import { scenarioNewPage } from './scenario-new.page.ts';
import {
  scenarioGainsPage,
  scenarioPage,
  scenarioRiskPage,
  scenarioYearsPage,
} from './scenario.page.ts';
import { aFrozenScenario, FEW_RUNS } from './scenario.sample.ts';
import { scenariosPage } from './scenarios.page.ts';

function frozen(database: Database, here: TestAuthority) {
  return asActor(database, here.actors.analyst, (tx) => aFrozenScenario(tx, here));
}

function idIn(redirect: unknown): string {
  const found = /^\/scenarios\/(\d+)$/.exec((redirect as { redirect: string }).redirect);
  return found?.[1] ?? assert.fail('not sent to a scenario');
}

async function begun(database: Database, actor: Actor, text = FEW_RUNS): Promise<string> {
  const from = { kind: 'file', text } as const;
  const today = day('2026-11-22');
  const made = await asActor(database, actor, (tx) => createScenario(tx, actor, { from, today }));
  return String(made.id);
}

withDatabase('without scenarios the list leads to templates, readers wait', async (database) => {
  const { actors } = await anAuthority(database);
  const writer = await askPage(database, scenariosPage, actors.commissioner);
  assert.match(writer.html, /There is no scenario yet/);
  assert.match(writer.html, /href="\/scenarios\/new\?from=as-now"/);
  const reader = await askPage(database, scenariosPage, actors.member);
  assert.match(reader.html, /No scenario is shared with you yet/);
  await assert.rejects(askPage(database, scenariosPage, actors.family));
});

withDatabase(
  'three answers give a scenario, a first estimate and all runs queued',
  async (database) => {
    const { actors } = await anAuthority(database);
    const { commissioner } = actors;
    const form = {
      from: 'as-now',
      name: 'Family support expanded by 400 places',
      change: 'care',
      'less.low': '3',
      'less.likely': '20',
      'less.high': '34',
      states: ';targeted-early-help;child-in-need',
      'ages.from': '0',
      'ages.to': '15',
      places: '400',
      perPlace: '2,300',
      fixed: '110000',
    };
    const wrong = { ...form, places: '' };
    const told = await askPage(database, scenarioNewPage, commissioner, { form: wrong });
    assert.match(told.html, /href="#places">Enter how many children/);
    assert.match(told.html, /value="2,300"/);
    const { answer, notes } = await askPage(database, scenarioNewPage, commissioner, { form });
    assert.deepEqual(
      notes.map(({ action }) => action),
      ['scenario.created', 'scenario.saved', 'scenario.saved', 'scenario.run', 'scenario.queued'],
    );
    const params = { id: idIn(answer) };
    const { html } = await askPage(database, scenarioPage, commissioner, { params });
    assert.match(html, /<h1[^>]*>Family support expanded by 400 places<\/h1>/);
    assert.match(html, /Early estimate/);
    assert.match(html, /Working out scenario/);
    assert.match(html, /In \d+ of 100 runs it breaks even within 10 years\./);
    const history = await askPage(database, scenarioHistoryPage, commissioner, { params });
    assert.match(history.html, /Version 3, the newest/);
    assert.match(history.html, /No year of journeys is loaded yet/);
  },
);

withDatabase('a member reads every page of a shared one, and finds no button', async (database) => {
  const here = await anAuthority(database);
  const { scenario } = await frozen(database, here);
  const params = { id: String(scenario) };
  const pages = [
    scenarioPage,
    scenarioGainsPage,
    scenarioRiskPage,
    scenarioYearsPage,
    scenarioAssumptionsPage,
    scenarioComparePage,
    scenarioHistoryPage,
    scenarioFilePage,
  ];
  for (const page of pages) {
    const { html } = await askPage(database, page, here.actors.member, { params });
    assert.doesNotMatch(html, /method="post"/, page.url);
    assert.match(html, /Family support expanded by 400 places/);
  }
  await assert.rejects(
    askPage(database, scenarioAssumptionsPage, here.actors.member, {
      params,
      form: { version: '1', years: '12', act: 'work' },
    }),
    { code: 'scenario-not-for-role' },
  );
  const foreign = await anAuthority(database);
  await assert.rejects(askPage(database, scenarioPage, foreign.actors.member, { params }), {
    code: 'no-such-scenario',
  });
});

withDatabase('what is not shared does not exist for a member', async (database) => {
  const { actors } = await anAuthority(database);
  const id = await begun(database, actors.analyst);
  await assert.rejects(askPage(database, scenarioPage, actors.member, { params: { id } }), {
    code: 'no-such-scenario',
  });
  await askPage(database, scenarioActPage, actors.analyst, {
    params: { id },
    form: { act: 'share' },
  });
  const { html } = await askPage(database, scenarioPage, actors.member, { params: { id } });
  assert.match(html, /Not worked out yet/);
});

withDatabase('a changed assumption makes a version that says what it changed', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const id = await begun(database, analyst);
  const params = { id };
  const shown = await askPage(database, scenarioAssumptionsPage, analyst, { params });
  assert.match(shown.html, /name="programmes\.0\.cost\.perPlace\.likely"[^>]*value="2300"/);
  assert.match(shown.html, /Use the library value/);
  const change = { version: '1', act: 'work', 'programmes.0.placesAYear': '300', note: 'Fewer' };
  const saved = await askPage(database, scenarioAssumptionsPage, analyst, {
    params,
    form: change,
  });
  assert.equal(idIn(saved.answer), id);
  const history = await askPage(database, scenarioHistoryPage, analyst, { params });
  assert.match(history.html, /places a year: from 400 to <strong>300/);
  assert.match(history.html, /“Fewer”/);
  const library = { version: '2', act: 'library:programmes.0.reachPercent' };
  await askPage(database, scenarioAssumptionsPage, analyst, { params, form: library });
  const after = await askPage(database, scenarioAssumptionsPage, analyst, { params });
  assert.match(after.html, /name="programmes\.0\.reachPercent\.low"[^>]*value="50"/);
  const back = { version: '1', newest: '3' };
  await askPage(database, scenarioHistoryPage, analyst, { params, form: back });
  const restored = await askPage(database, scenarioFilePage, analyst, { params });
  assert.match(restored.html, /placesAYear: 400/);
});

withDatabase(
  'a range out of order leads to its box, and what was typed stays',
  async (database) => {
    const { actors } = await anAuthority(database);
    const id = await begun(database, actors.analyst);
    const form = {
      version: '1',
      act: 'work',
      'programmes.0.reachPercent.low': '90',
      'programmes.0.reachPercent.likely': '75',
      'programmes.0.reachPercent.high': '85',
    };
    const params = { id };
    const { html, answer } = await askPage(database, scenarioAssumptionsPage, actors.analyst, {
      params,
      form,
    });
    assert.equal('status' in answer && answer.status, 400);
    assert.match(
      html,
      /href="#programmes\.0\.reachPercent\.low">[^<]*\[90, 75, 85\] is not in order/,
    );
    assert.match(html, /name="programmes\.0\.reachPercent\.low"[^>]*value="90"/);
    assert.match(html, /<details class="hw-levers" id="programme-0-who" open>/);
  },
);

withDatabase('whoever comes second keeps what they typed as a copy', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst, commissioner } = actors;
  const params = { id: await begun(database, analyst) };
  const save = (years: string) => ({ version: '1', act: 'work', years });
  await askPage(database, scenarioAssumptionsPage, analyst, { params, form: save('12') });
  const late = await askPage(database, scenarioAssumptionsPage, commissioner, {
    params,
    form: save('15'),
  });
  assert.equal('status' in late.answer && late.answer.status, 409);
  assert.match(late.html, /saved a newer version since you opened this one/);
  assert.match(late.html, /name="years"[^>]*value="15"/);
  const copy = { ...save('15'), act: 'copy' };
  const kept = await askPage(database, scenarioAssumptionsPage, commissioner, {
    params,
    form: copy,
  });
  const file = await askPage(database, scenarioFilePage, commissioner, {
    params: { id: idIn(kept.answer) },
  });
  assert.match(file.html, /years: 15/);
});

withDatabase(
  'a locked scenario says who holds it, and shows no form to others',
  async (database) => {
    const { actors } = await anAuthority(database);
    const params = { id: await begun(database, actors.analyst) };
    await askPage(database, scenarioActPage, actors.analyst, { params, form: { act: 'lock' } });
    const { html } = await askPage(database, scenarioAssumptionsPage, actors.finance, { params });
    assert.match(html, /Locked by Test analyst/);
    assert.doesNotMatch(html, /Work it out/);
  },
);

withDatabase('each fault of a pasted file is told with its line', async (database) => {
  const { actors } = await anAuthority(database);
  const text = FEW_RUNS.replace('years: 10', 'years: 99');
  const form = { from: 'file', text };
  const { html } = await askPage(database, scenarioNewPage, actors.analyst, { form });
  assert.match(
    html,
    /href="#text">Line \d+, years: 99 is out of bounds\. Write a number from 1 to 40/,
  );
  const sound = { from: 'file', text: FEW_RUNS };
  const { answer } = await askPage(database, scenarioNewPage, actors.analyst, { form: sound });
  assert.ok(idIn(answer));
});

withDatabase(
  'a frozen paper shows its hash, how to run it again, and its tables',
  async (database) => {
    const here = await anAuthority(database);
    const { scenario, paper } = await frozen(database, here);
    const params = { id: String(scenario), hash: paper };
    const { html } = await askPage(database, scenarioFrozenPage, here.actors.member, { params });
    assert.ok(html.includes(paper));
    assert.match(html, /npx headwater/);
    assert.match(html, /It never changes/);
    const query = { as: 'ods' };
    const ods = await askPage(database, scenarioFrozenPage, here.actors.member, { params, query });
    assert.ok('file' in ods.answer && ods.answer.file instanceof Uint8Array);
    await assert.rejects(
      askPage(database, scenarioFrozenPage, here.actors.member, {
        params: { ...params, hash: '0'.repeat(64) },
      }),
      { code: 'no-such-paper' },
    );
  },
);

withDatabase('two scenarios stand side by side, what differs first', async (database) => {
  const here = await anAuthority(database);
  const { analyst } = here.actors;
  const first = await frozen(database, here);
  const text = FEW_RUNS.replace('placesAYear: 400', 'placesAYear: 200').replace(
    'name: Family support expanded by 400 places',
    'name: Half of it',
  );
  const other = await begun(database, analyst, text);
  await askPage(database, scenarioActPage, analyst, {
    params: { id: other },
    form: { act: 'work' },
  });
  const params = { id: String(first.scenario) };
  const query = { with: other };
  const { html } = await askPage(database, scenarioComparePage, analyst, { params, query });
  assert.match(html, /Half of it comes to £[\d.,]+( million)? (more|less) than/);
  assert.match(html, /Half of it is worth more than Family support .* in \d+ of 100 runs/);
  assert.match(html, /href="\/figures\/scenario-difference\?[^"]*row=peak/);
  assert.ok(html.indexOf('What is different') < html.indexOf('Results side by side'));
  assert.match(html, /places a year<\/th><td[^>]*>400<\/td><td[^>]*>200<\/td>/);
});

withDatabase(
  'without journeys a change is kept, and why it is not run is told',
  async (database) => {
    const { actors } = await anAuthority(database);
    const { analyst } = actors;
    const params = { id: await begun(database, analyst) };
    const form = { version: '1', act: 'work', rates: 'record' };
    const { html } = await askPage(database, scenarioAssumptionsPage, analyst, { params, form });
    assert.match(html, /href="#rates">Load a whole year of a children in need census/);
    assert.match(html, /name="version" value="2"/);
    const again = { version: '2', act: 'work', rates: 'published' };
    const { answer } = await askPage(database, scenarioAssumptionsPage, analyst, {
      params,
      form: again,
    });
    assert.equal(idIn(answer), params.id);
  },
);

withDatabase('a scenario shows its own run, whichever others wait', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const text = FEW_RUNS.replace('draws: 200', 'draws: 5000');
  const ids = [await begun(database, analyst, text), await begun(database, analyst, text)];
  for (const id of ids) {
    const form = { act: 'work' };
    await askPage(database, scenarioActPage, analyst, { params: { id }, form });
  }
  for (const id of ids) {
    const { html } = await askPage(database, scenarioPage, analyst, { params: { id } });
    assert.match(html, new RegExp(`Working out scenario ${id}, version 1`));
  }
});

withDatabase(
  'what was typed when time ran out is in its boxes again, not saved',
  async (database) => {
    const { actors } = await anAuthority(database);
    const { analyst } = actors;
    const id = await begun(database, analyst);
    const session = aSession();
    const path = scenarioAssumptionsPage.url;
    const form = { _by: analyst.id, version: '1', years: '14', act: 'work' };
    session.set('typed', { path, form });
    const asked = { params: { id }, session };
    const { html } = await askPage(database, scenarioAssumptionsPage, analyst, asked);
    assert.match(html, /What you typed is here, and not saved yet/);
    assert.match(html, /name="years"[^>]*value="14"/);
    const text = { _by: analyst.id, version: '1', text: 'half a file' };
    const own = aSession();
    own.set('typed', { path: scenarioFilePage.url, form: text });
    const file = await askPage(database, scenarioFilePage, analyst, {
      params: { id },
      session: own,
    });
    assert.match(file.html, /What you typed is here[\s\S]*half a file<\/textarea>/);
    const other = await askPage(database, scenarioAssumptionsPage, actors.commissioner, asked);
    assert.doesNotMatch(other.html, /What you typed is here/);
    const sent = { ...asked, form };
    await askPage(database, scenarioAssumptionsPage, analyst, sent);
    assert.equal(session.get('typed'), undefined);
  },
);
