import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { actorFor, systemActor } from '../../govern/index.ts';
import { asActor, generatedFile } from '../../platform/index.ts';
import { day } from '../../lib/index.ts';
import { loadHandMade } from '../hand-made.sample.ts';
import { loadFrameworkFile } from './add-framework.ts';
import { currentFigures } from './current-figures.ts';
import { frameworkIndicatorsMeasure } from './framework-indicators.measure.ts';
import { frameworkPage, frameworksPage, indicatorPage } from './frameworks.page.ts';
import { loadFrameworkBook } from './frameworks.store.ts';
import { newFrameworkPage, newIndicatorPage } from './local-framework.page.ts';
import { nameWordPage, wordsPage } from './words.page.ts';

withDatabase('an indicator that nothing measures is not measured, never nought', async (db) => {
  const { actors } = await anAuthority(db);
  const { html } = await askPage(db, indicatorPage, actors.member, {
    params: { code: 'parent-infant-relationship' },
  });
  assert.match(html, /No source measures this yet\. It is not zero\./);
});

withDatabase('each indicator shows the figure that it takes its value from', async (db) => {
  const { actors, authorityId } = await anAuthority(db);
  await loadHandMade(db, authorityId);
  await asActor(db, actors.analyst, async (tx) => {
    const book = await loadFrameworkBook(tx);
    const figures = await currentFigures(tx, actors.analyst, book.indicators);
    const cost = figures.get('late-help-cost');
    assert.ok(cost && (cost.value ?? 0) > 0);
    assert.match(cost.id, /^late-help-cost\?.*year=2024-25/);
    const row = { row: 'late-help-cost' };
    const finding = await frameworkIndicatorsMeasure.compute(tx, actors.analyst, row);
    const figure = finding.rows[0]?.figures[0];
    assert.equal(figure?.value, cost.value);
    assert.equal(figure?.how.inputs?.[0]?.id, cost.id);
  });
});

withDatabase('the frameworks page states how many indicators have a value', async (db) => {
  const { actors } = await anAuthority(db);
  const { html } = await askPage(db, frameworksPage, actors.provider);
  assert.match(html, /0 of \d+ indicators have a value here/);
  assert.match(html, /Historical: 3 October 2022 up to 1 April 2025/);
  const one = await askPage(db, frameworkPage, actors.provider, {
    params: { framework: 'local-outcomes' },
  });
  assert.match(one.html, /Some information is missing/);
});

withDatabase('an agency names its own word, and every other agency reads it', async (db) => {
  const { actors, agencies, authorityId } = await anAuthority(db);
  const health = actorFor({ id: '7', authorityId, agencyId: agencies.health, role: 'partner' });
  const subject = 'indicator:parent-infant-relationship';
  const form = { subject, word: 'Parent-infant bond', meaning: 'Up to two years of age' };
  const { answer, notes } = await askPage(db, nameWordPage, health, { form });
  assert.deepEqual(answer, { redirect: '/frameworks/words' });
  assert.equal(notes[0]?.action, 'agency-word.named');
  const { html } = await askPage(db, wordsPage, actors.member);
  assert.match(html, /health services: <strong>Parent-infant bond/);
  const wrong = await askPage(db, nameWordPage, health, { form: { subject: 'x', word: '' } });
  assert.match(wrong.html, /Select what it is that you name/);
});

withDatabase('a member cannot name words, and a family sees no framework', async (db) => {
  const { actors } = await anAuthority(db);
  await assert.rejects(askPage(db, nameWordPage, actors.member));
  await assert.rejects(askPage(db, frameworksPage, actors.family));
});

withDatabase('an authority types a framework and an indicator of its own', async (db) => {
  const { actors, authorityId } = await anAuthority(db);
  await loadHandMade(db, authorityId);
  const typed = { label: 'Our promise', outcomes: 'Be safe\nBe heard' };
  const { answer } = await askPage(db, newFrameworkPage, actors.commissioner, { form: typed });
  assert.deepEqual(answer, { redirect: '/frameworks/local-our-promise' });
  const again = await askPage(db, newFrameworkPage, actors.commissioner, { form: typed });
  assert.match(again.html, /a framework of that name already/);
  const form = {
    label: 'Cost of care',
    definition: 'Cost of care in a year',
    polarity: 'low',
    owner: 'council',
    figure: 'late-help-cost?by=status&row=looked-after&column=cost',
    outcomes: 'local-our-promise/be-safe',
  };
  const made = await askPage(db, newIndicatorPage, actors.commissioner, { form });
  assert.deepEqual(made.answer, { redirect: '/frameworks/indicators/local-cost-of-care' });
  const { html } = await askPage(db, frameworkPage, actors.member, {
    params: { framework: 'local-our-promise' },
  });
  assert.match(html, /Cost of care/);
  assert.match(html, /data-figure="framework-indicators\?row=local-cost-of-care"/);
});

withDatabase('frameworks of one authority are not seen by another', async (db) => {
  const [here, there] = [await anAuthority(db), await anAuthority(db)];
  const text = 'framework,outcome\nOurs alone,Be well\n';
  const actor = systemActor(here.authorityId);
  const loaded = await asActor(db, actor, (tx) =>
    loadFrameworkFile(tx, actor, {
      file: generatedFile('ours.csv', () => [text]),
      today: day('2026-11-22'),
    }),
  );
  assert.deepEqual([loaded.frameworks, loaded.problems.length], [1, 0]);
  const book = await asActor(db, there.actors.analyst, loadFrameworkBook);
  assert.ok(!book.frameworks.some(({ isLocal }) => isLocal));
});
