import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { asActor } from '../../platform/index.ts';
import { publishedResultsMeasure } from './published-results.measure.ts';
import { publishedResultsPage } from './published-results.page.ts';

withDatabase(
  'the page says first how many published results come out the same',
  async (database) => {
    const { actors } = await anAuthority(database);
    const { html } = await askPage(database, publishedResultsPage, actors.member);
    assert.match(html, /Headwater comes to 76 of 77 published results/);
    assert.match(html, /£1,318,082\.74/);
    assert.match(html, /£1,364,215\.63/);
    assert.match(html, /0\.0274108/);
    assert.match(html, /Not the same/);
  },
);

withDatabase('each number leads to a figure that is that number again', async (database) => {
  const { actors } = await anAuthority(database);
  const ask = (given: Record<string, string>) =>
    asActor(database, actors.analyst, (tx) =>
      publishedResultsMeasure.compute(tx, actors.analyst, given),
    );
  const whole = await ask({});
  for (const group of ['discount', 'family', 'care', 'textbook', 'social', 'additionality']) {
    const finding = await ask({ group });
    for (const figure of finding.rows.flatMap((row) => row.figures)) {
      const [, query = ''] = figure.id.split('?');
      const again = await ask(Object.fromEntries(new URLSearchParams(query)));
      assert.deepEqual(again.rows[0]?.figures[0], figure);
      assert.ok((figure.how.citations ?? []).length > 0);
    }
  }
  const counted = whole.rows.map((row) => row.figures[0]?.value ?? 0);
  assert.equal(
    counted.reduce((sum, value) => sum + value, 0),
    whole.total?.figures[0]?.value,
  );
  const same = await ask({ group: 'all', column: 'same' });
  assert.equal(same.rows[0]?.figures[0]?.value, whole.total?.figures[1]?.value);
});

withDatabase('a result that is not there is refused with the way to all of them', async (db) => {
  const { actors } = await anAuthority(db);
  const ask = (given: Record<string, string>) =>
    asActor(db, actors.analyst, (tx) => publishedResultsMeasure.compute(tx, actors.analyst, given));
  await assert.rejects(ask({ result: 'none' }), /All: \/model\/proofs/);
  await assert.rejects(ask({ group: 'none' }), /group is one of discount/);
});

withDatabase('a family does not see the published results', async (database) => {
  const { actors } = await anAuthority(database);
  await assert.rejects(askPage(database, publishedResultsPage, actors.family));
});
