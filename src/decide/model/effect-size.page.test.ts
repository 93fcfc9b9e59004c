import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../../../test/database.ts';
import { askPage } from '../../../test/pages.ts';
import { effectSizePage } from './effect-size.page.ts';

withDatabase('a study becomes an effect, and with a chance what it comes to', async (database) => {
  const { actors } = await anAuthority(database);
  const query = { studies: '100:10/100:20', chance: '20' };
  const { html } = await askPage(database, effectSizePage, actors.commissioner, { query });
  assert.match(html, /This study finds/);
  assert.match(html, /\u22120\.49/);
  assert.match(html, /Relative risk/);
});

withDatabase('before anything is typed the page shows an example', async (database) => {
  const { actors } = await anAuthority(database);
  const { html } = await askPage(database, effectSizePage, actors.analyst);
  assert.match(html, /For example/);
  assert.doesNotMatch(html, /There is a problem/);
});

withDatabase('what is no study is told at its field, and stays as typed', async (database) => {
  const { actors } = await anAuthority(database);
  const query = { studies: 'ten of twenty' };
  const { html } = await askPage(database, effectSizePage, actors.analyst, { query });
  assert.match(html, /There is a problem/);
  assert.match(html, /href="#studies"/);
  assert.match(html, /ten of twenty/);
  const chance = { studies: '100:10/100:20', chance: '200' };
  const wrong = await askPage(database, effectSizePage, actors.analyst, { query: chance });
  assert.match(wrong.html, /href="#chance"/);
});

withDatabase('a family does not see the page of effects', async (database) => {
  const { actors } = await anAuthority(database);
  await assert.rejects(askPage(database, effectSizePage, actors.family));
});
