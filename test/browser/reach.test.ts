import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { loadEarlyYearsSample, loadReachSample } from '../../src/understand/reach/reach.sample.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { isForEveryone } from './screens.ts';

/** Wide with scripts, and as on a phone without them. */
const WAYS: readonly { readonly name: string; readonly how: Partial<Visit> }[] = [
  { name: 'with JavaScript', how: { javaScript: true } },
  { name: 'at 320 px without JavaScript', how: { javaScript: false, width: 320 } },
];

let loading: Promise<void> | null = null;

/** The small authority with early help, referrals and early years whose answers are known. */
async function withSample(): Promise<House> {
  const house = await theHouse();
  loading ??= (async () => {
    await loadReachSample(house.database, house.workshop.authorityId);
    await loadEarlyYearsSample(house.database, house.workshop.authorityId);
  })();
  await loading;
  return house;
}

async function heading(tab: Tab): Promise<string> {
  return tab.locator('h1').innerText();
}

test('without data both pages say what to load', async () => {
  const house = await theHouse();
  for (const { how } of WAYS) {
    const tab = await house.signedIn('analyst', 'empty', how);
    await tab.goto('/reach');
    assert.match(await heading(tab), /Nobody knows yet/);
    await isForEveryone(tab, how);
    await tab.goto('/early-years');
    assert.match(await heading(tab), /Nothing is known yet/);
    await isForEveryone(tab, how);
    await tab.context().close();
  }
});

for (const { name, how } of WAYS) {
  for (const role of ['analyst', 'member'] as const) {
    test(`${role}s see whom early help misses and where it comes from, ${name}`, async () => {
      const house = await withSample();
      const tab = await house.signedIn(role, 'workshop', how);
      await tab.goto('/reach');
      assert.equal(await heading(tab), 'Early help reaches Cedar least, 2024 to 2025');
      await isForEveryone(tab, how);
      const cedar = tab.getByRole('row', { name: /^Cedar/ }).first();
      assert.match(await cedar.innerText(), /Less than expected/);
      const [filters] = await tab.locator('details:has(.hw-filter__summary)').all();
      if ((await filters?.getAttribute('open')) === null) await filters?.locator('summary').click();
      await tab.getByLabel('Groups', { exact: true }).selectOption('sex');
      await tab.getByLabel('Expected by', { exact: true }).selectOption('referrals');
      await tab.getByRole('button', { name: 'Apply filters' }).first().click();
      assert.match(tab.url(), /by=sex/);
      assert.match(await tab.locator('main').innerText(), /Girls/);
      await tab.goto('/reach');
      const figure = cedar.locator('a.hw-number').first();
      await tab.goto((await figure.getAttribute('href')) ?? '');
      await tab.getByRole('heading', { name: 'How it is worked out' }).waitFor();
      await tab.context().close();
    });

    test(`${role}s see the early years, ${name}`, async () => {
      const house = await withSample();
      const tab = await house.signedIn(role, 'workshop', how);
      await tab.goto('/early-years');
      assert.match(await heading(tab), /is least often in time/);
      await isForEveryone(tab, how);
      const words = await tab.locator('main').innerText();
      assert.match(words, /Dogwood needs most attention/);
      assert.match(words, /Where to look first/);
      const isListed =
        (await tab.getByRole('link', { name: /^Which children missed/ }).count()) > 0;
      assert.equal(isListed, role !== 'member', 'members see counts only');
      await tab.context().close();
    });
  }
}

test('the list of those who missed checks is for those who may see people', async () => {
  const house = await withSample();
  const how = { javaScript: true, width: 320 };
  const tab = await house.signedIn('manager', 'workshop', how);
  await tab.goto('/early-years');
  await tab.getByRole('link', { name: /^Which children missed/ }).click();
  assert.match(await tab.locator('main').innerText(), /New birth visit, Six to eight weeks/);
  await isForEveryone(tab, how);
  await tab.context().close();
  const member = await house.signedIn('member', 'workshop', how);
  const answer = await member.goto('/early-years/missed');
  assert.notEqual(answer?.status(), 200);
  await member.context().close();
});

test('of Northbridge, Quarry Vale is never called reached as expected, or more', async () => {
  const house = await theHouse();
  const tab = await house.signedIn('member', 'northbridge', { javaScript: false });
  await tab.goto('/reach?by=ward');
  const row = tab.getByRole('row', { name: /^Quarry Vale/ }).first();
  assert.match(await row.innerText(), /Less than expected|Cannot tell/);
  await tab.context().close();
});
