import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { askPage } from '../test/pages.ts';
import { ROLES } from './govern/index.ts';
import { homePage } from './home.page.ts';

withDatabase('every role has a home page with somewhere to go', async (database) => {
  const here = await anAuthority(database);
  for (const role of ROLES) {
    const { html } = await askPage(database, homePage, here.actors[role]);
    assert.match(html, /<h1[ >]/, role);
    assert.match(html, /This is your first visit/, role);
  }
});

withDatabase('who looks after data is told how to set an authority up', async (database) => {
  const here = await anAuthority(database);
  for (const role of ['analyst', 'administrator'] as const) {
    const { html } = await askPage(database, homePage, here.actors[role]);
    assert.match(html, /0 of 5 done/);
    assert.match(html, /Load a children in need census/);
  }
  const { html } = await askPage(database, homePage, here.actors.practitioner);
  assert.doesNotMatch(html, /Set up in 5 tasks/);
});

withDatabase('a role whose work this version does not hold is told so', async (database) => {
  const here = await anAuthority(database);
  for (const role of ['provider', 'verifier', 'family'] as const) {
    const { html } = await askPage(database, homePage, here.actors[role]);
    assert.match(html, /This version (holds|has) no/, role);
  }
});
