import assert from 'node:assert/strict';
import { anAuthority, withDatabase } from '../test/database.ts';
import { askPage } from '../test/pages.ts';
import { ROLES } from './govern/index.ts';
import { questionsPage } from './questions.page.ts';
import { PAGES } from './wings.ts';

withDatabase('nobody is led to a question that their role may not ask', async (database) => {
  const here = await anAuthority(database);
  for (const role of ROLES) {
    const { html } = await askPage(database, questionsPage, here.actors[role]);
    const main = html.slice(html.indexOf('<h1'), html.indexOf('</main>'));
    const links = [...main.matchAll(/href="([^"]+)"/g)].map((hit) => hit[1]);
    for (const link of links) {
      const page = PAGES.find(({ url }) => url === link);
      assert.ok(page?.who.allows(here.actors[role]), `${role} may not open ${link}`);
    }
    if (role === 'family') assert.match(main, /nothing to ask in this role/);
    else assert.ok(links.includes('/cost'), role);
  }
});
