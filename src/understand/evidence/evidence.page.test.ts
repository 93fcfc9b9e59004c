import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { lacksOf } from '../../../test/explained/explanation.ts';
import { numbersOf } from '../../../test/explained/numbers.ts';
import { askPage } from '../../../test/pages.ts';
import type { Figure, Finding } from '../../lib/index.ts';
import { type Actor, asActor, type Database, type Parameters } from '../../platform/index.ts';
import { UNDERSTAND_MEASURES } from '../understand-pages.ts';
import { loadHandMade } from '../hand-made.sample.ts';
import { evidenceFitPage, evidencePage } from './evidence.page.ts';
import { EVIDENCE } from './evidence-file.ts';
import {
  localEvaluationsPage,
  newEvaluationPage,
  withdrawEvaluationPage,
} from './local-evaluation.page.ts';
import { programmePage } from './programme.page.ts';
import { scalesPage } from './scales.page.ts';

function ask(
  database: Database,
  actor: Actor,
  name: string,
  parameters: Parameters = {},
): Promise<Finding> {
  const measure = UNDERSTAND_MEASURES.find((one) => one.name === name) ?? assert.fail(name);
  return asActor(database, actor, (tx) => measure.compute(tx, actor, parameters));
}

/** Asks for a figure again at its own address, and for all that went into it. */
async function sameAgain(database: Database, actor: Actor, figure: Figure): Promise<void> {
  const [name = '', query = ''] = figure.id.split('?');
  const parameters = Object.fromEntries(new URLSearchParams(query));
  const { rows } = await ask(database, actor, name, parameters);
  const again = rows[0]?.figures[0] ?? assert.fail(figure.id);
  assert.equal(rows.length, 1, figure.id);
  assert.deepEqual([again.id, again.value], [figure.id, figure.value]);
  for (const input of figure.how.inputs ?? []) await sameAgain(database, actor, input);
}

const figuresOf = (finding: Finding) => finding.rows.flatMap((row) => row.figures);

withDatabase(
  'the library says what bears on a need and what was tried against others',
  async (db) => {
    const { actors } = await anAuthority(db);
    const { html } = await askPage(db, evidencePage, actors.member, {
      query: { theme: 'domestic-abuse' },
    });
    assert.match(html, /\d+ programmes bear on domestic abuse; \d+ have been tried against a comp/);
    assert.match(html, /Child-Parent Psychotherapy/);
    assert.doesNotMatch(html, /The literacy hour/);
    assert.doesNotMatch(html, /Record an evaluation<\/a>/);
    const exploitation = await askPage(db, evidencePage, actors.member, {
      query: { theme: 'exploitation', rating: '5' },
    });
    assert.match(exploitation.html, /No programme of the library bears on exploitation/);
    assert.match(exploitation.html, /That nothing is in the library does not mean/);
  },
);

withDatabase(
  'programmes without a published band fall out of a search by cost, and it says so',
  async (db) => {
    const { actors } = await anAuthority(db);
    const { html } = await askPage(db, evidencePage, actors.analyst, { query: { cost: '1' } });
    assert.match(html, /PATHS/);
    assert.doesNotMatch(html, />Triple P Standard/);
    assert.match(html, /more programmes fit, but nobody published a cost band for them/);
  },
);

withDatabase(
  'every programme has its page, with ratings apart or none at all',
  async (database) => {
    const { actors } = await anAuthority(database);
    for (const { code, name, ratings, outcomes, costs } of EVIDENCE.programmes) {
      const params = { programme: code };
      const { html } = await askPage(database, programmePage, actors.commissioner, { params });
      assert.ok(html.includes(name.replaceAll("'", '&#39;')), code);
      if (ratings.length === 0) assert.match(html, /Not rated that we could verify/, code);
      if (outcomes.some((one) => !one.size)) assert.match(html, /Size not verified/, code);
      if (costs.some((one) => one.currency === 'USD')) assert.match(html, /US\$/, code);
      assert.doesNotMatch(html, /undefined|NaN|\[object/, code);
    }
    const wrong = askPage(database, programmePage, actors.analyst, { params: { programme: 'x' } });
    await assert.rejects(wrong, /no programme "x"/);
  },
);

withDatabase('every figure of the library is the same at its own address', async (database) => {
  const { actors } = await anAuthority(database);
  const { analyst } = actors;
  const findings = [
    await ask(database, analyst, 'evidence-caution'),
    await ask(database, analyst, 'evidence-scale', { scheme: 'eif' }),
    await ask(database, analyst, 'programmes-found', { theme: 'parenting', age: '4' }),
    await ask(database, analyst, 'programme-editions', { programme: 'functional-family-therapy' }),
    await ask(database, analyst, 'programme-cost', { programme: 'incredible-years-preschool' }),
    await ask(database, analyst, 'programme-cost', { programme: 'safecare' }),
    await ask(database, analyst, 'programme-effect', { programme: 'multisystemic-therapy' }),
    await ask(database, analyst, 'evidence-fit', { row: 'crime' }),
  ];
  for (const finding of findings) {
    const figures = figuresOf(finding);
    assert.ok(figures.length > 0, finding.id);
    for (const figure of figures) await sameAgain(database, analyst, figure);
  }
});

withDatabase(
  'dollars are never pounds; pounds of old are moved to today by the deflator',
  async (db) => {
    const { actors } = await anAuthority(db);
    const us = await ask(db, actors.analyst, 'programme-cost', { programme: 'safecare' });
    assert.deepEqual(
      figuresOf(us).map((one) => [one.value, one.unit]),
      [
        [2275, 'us-dollars'],
        [null, 'pence'],
      ],
    );
    const wales = await ask(db, actors.analyst, 'programme-cost', {
      programme: 'incredible-years-preschool',
      row: 'child-of-eight',
    });
    const [stated, now] = figuresOf(wales);
    assert.equal(stated?.value, 193_400);
    // 100 over 58.266, the deflator of 2003 to 2004: reference/deflators.yaml.
    assert.equal(now?.value, Math.round((193_400 * 100) / 58.266));
  },
);

withDatabase('the needs of the record stand beside what answers them', async (database) => {
  const here = await anAuthority(database);
  const { analyst, member } = here.actors;
  const empty = await askPage(database, evidenceFitPage, member);
  assert.match(empty.html, /No need is measured here yet/);
  await loadHandMade(database, here.authorityId);
  const { html } = await askPage(database, evidenceFitPage, analyst);
  assert.doesNotMatch(html, /No need is measured here yet/);
  assert.match(html, /For exploitation, no study against others in the library found anything/);
  assert.match(html, /Tried against others: studies differ/);
  const finding = await ask(database, analyst, 'evidence-fit', { row: 'domestic-abuse' });
  const [children, found, compared] = figuresOf(finding);
  assert.equal(children?.absent, 'suppressed', 'one child only');
  assert.ok((found?.value ?? 0) > (compared?.value ?? 0));
});

withDatabase('the scales show each level with its confidence and the reason', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, scalesPage, actors.member);
  for (const words of ['NL2', 'From memory, not read', 'our judgement', 'Random']) {
    assert.ok(html.toLowerCase().includes(words.toLowerCase()), words);
  }
});

withDatabase(
  'every number on the pages of the library leads to where it comes from',
  async (db) => {
    const { actors } = await anAuthority(db);
    const { analyst } = actors;
    await askPage(db, newEvaluationPage, analyst, { form: SOUND });
    const asked = [
      ...[evidencePage, evidenceFitPage, scalesPage, localEvaluationsPage].map((page) => ({
        page,
      })),
      ...EVIDENCE.programmes.map(({ code }) => ({
        page: programmePage,
        params: { programme: code },
      })),
    ];
    const addresses = new Set<string>();
    for (const { page, ...question } of asked) {
      const { html } = await askPage(db, page, analyst, question);
      const { bare, figures } = numbersOf(html);
      assert.deepEqual(bare, [], page.url);
      for (const address of figures) addresses.add(address.replace('/figures/', ''));
    }
    assert.ok(addresses.size > 100);
    for (const address of addresses) {
      const [name = '', query = ''] = address.split('?');
      const finding = await ask(db, analyst, name, Object.fromEntries(new URLSearchParams(query)));
      assert.deepEqual(lacksOf(finding), [], address);
    }
  },
);

const SOUND = {
  programme: 'triple-p-group',
  name: 'Triple P groups at three hubs',
  design: 'before-after',
  outcome: 'Behaviour of the child',
  direction: 'better',
  started: '60',
  measured: '48',
  effectKind: 'effect-size',
  effect: '-0.4',
  standardError: '0.15',
  months: '6',
  madeBy: 'The performance team',
  'endedOn-day': '31',
  'endedOn-month': '3',
  'endedOn-year': '2025',
};

withDatabase(
  'a local evaluation stands beside the published ones and can be withdrawn',
  async (db) => {
    const here = await anAuthority(db);
    const { commissioner, member } = here.actors;
    const before = await askPage(db, localEvaluationsPage, member);
    assert.match(before.html, /Nothing is recorded here yet/);
    const reply = await askPage(db, newEvaluationPage, commissioner, { form: SOUND });
    assert.deepEqual(reply.answer, { redirect: '/evidence/triple-p-group#local' });
    assert.equal(reply.notes[0]?.action, 'local-evaluation.recorded');
    const params = { programme: 'triple-p-group' };
    const { html } = await askPage(db, programmePage, member, { params });
    assert.match(html, /Triple P groups at three hubs/);
    assert.match(html, /families often come when things are worst/);
    for (const figure of figuresOf(await ask(db, member, 'local-evaluations'))) {
      await sameAgain(db, member, figure);
    }
    const kept = await askPage(db, localEvaluationsPage, commissioner);
    const id = /name="id" value="(\d+)"/.exec(kept.html)?.[1] ?? '';
    await askPage(db, withdrawEvaluationPage, commissioner, { form: { id, why: 'Counted twice' } });
    const after = await askPage(db, localEvaluationsPage, member);
    assert.match(after.html, /Nothing is recorded here yet/);
    const again = askPage(db, withdrawEvaluationPage, commissioner, { form: { id } });
    await assert.rejects(again, /no such evaluation/);
  },
);

withDatabase('what is typed wrong is told at its field, and nothing is kept', async (database) => {
  const { actors } = await anAuthority(database);
  const form = { started: '10', measured: '12', effect: '0.5', 'endedOn-year': '2999' };
  const { html } = await askPage(database, newEvaluationPage, actors.analyst, { form });
  for (const words of [
    'Select how it was tried',
    'Select which way the outcome went',
    'Enter what was tried, and where',
    'Enter at most as many as began',
    'Select what kind of size it is',
    'Enter the day on which it ended',
  ]) {
    assert.ok(html.includes(words), words);
  }
  const list = await askPage(database, localEvaluationsPage, actors.analyst);
  assert.match(list.html, /Nothing is recorded here yet/);
});

withDatabase('nobody sees or withdraws what another authority found', async (database) => {
  const [here, there] = [await anAuthority(database), await anAuthority(database)];
  await askPage(database, newEvaluationPage, here.actors.analyst, { form: SOUND });
  const { html } = await askPage(database, localEvaluationsPage, there.actors.analyst);
  assert.match(html, /Nothing is recorded here yet/);
  const mine = await askPage(database, localEvaluationsPage, here.actors.analyst);
  const id = /name="id" value="(\d+)"/.exec(mine.html)?.[1] ?? '';
  const theirs = askPage(database, withdrawEvaluationPage, there.actors.analyst, { form: { id } });
  await assert.rejects(theirs, /no such evaluation/);
});

withDatabase(
  'only those who analyse, commission or manage record evaluations',
  async (database) => {
    const { actors } = await anAuthority(database);
    for (const actor of [actors.member, actors.partner, actors.family]) {
      await assert.rejects(askPage(database, newEvaluationPage, actor), /not for this role/);
    }
    await assert.rejects(askPage(database, evidencePage, actors.family), /not for this role/);
  },
);
