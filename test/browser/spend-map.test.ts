import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theHouse } from './house.ts';
import { isForEveryone } from './screens.ts';

for (const javaScript of [false, true]) {
  const how = { javaScript, width: 320 };
  const words = javaScript ? 'with' : 'without';
  test(`a commissioner reads the map of spending at 320 px ${words} JavaScript`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('commissioner', 'northbridge', how);
    await tab.goto('/spend-map');
    const finding = /drives \d+% of late cost with a theme but/;
    await tab.getByRole('heading', { level: 1, name: finding }).waitFor();
    const map = tab.getByRole('region', { name: /^Themes by column/ });
    assert.match(await map.innerText(), /points? under/);
    await isForEveryone(tab, how);
    if (javaScript) await tab.getByRole('heading', { name: 'Filters' }).click();
    await tab.getByLabel('Area', { exact: true }).check();
    await tab.getByRole('button', { name: 'Apply filters' }).first().click();
    assert.match(await map.innerText(), /Quarry Vale/);
    await isForEveryone(tab, how);
    for (const part of ['Overlaps', 'Gaps', 'Split', 'Needs and answers']) {
      await tab.getByRole('link', { name: part, exact: true }).click();
      await tab.getByRole('heading', { level: 1 }).waitFor();
      await isForEveryone(tab, how);
    }
    await tab.context().close();
  });
}

test('two services that look alike are marked as looked at, without JavaScript', async () => {
  const house = await theHouse();
  const how = { javaScript: false, width: 320 };
  const tab = await house.signedIn('commissioner', 'northbridge', how);
  await tab.goto('/spend-map/overlaps');
  const name = 'Stepping Stones parenting programme and Strong Start parenting programme';
  await tab.getByRole('link', { name }).click();
  await tab.getByText('Nobody has looked at this pair yet').waitFor();
  await isForEveryone(tab, how);
  await tab.getByRole('button', { name: 'Mark as looked at' }).click();
  await tab.locator('.govuk-error-summary').getByText('Enter what you found').waitFor();
  await tab.getByLabel('What did you find?').fill('One of the two is enough; both will be asked');
  await tab.getByRole('button', { name: 'Mark as looked at' }).click();
  await tab.getByText('This pair was looked at').waitFor();
  assert.match(await tab.locator('main').innerText(), /One of the two is enough/);
  await tab.goto('/spend-map/overlaps');
  const row = tab.getByRole('row').filter({ has: tab.getByRole('link', { name }) });
  assert.match(await row.innerText(), /Looked at/);
  await tab.context().close();
});
