import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { loadNeedsSample } from '../../src/understand/needs/needs.sample.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { applyFilters, follow, isForEveryone, openFilters, SCREENS, tabOf } from './screens.ts';

let loading: Promise<{ house: House; place: TestAuthority }> | null = null;

/** A council of four wards of which one stands out, loaded once. */
function fourWards() {
  loading ??= theHouse().then(async (house) => {
    const place = await anAuthority(house.database);
    await loadNeedsSample(house.database, place.authorityId);
    return { house, place };
  });
  return loading;
}

async function asMember(how: Visit): Promise<Tab> {
  const { house, place } = await fourWards();
  return tabOf(house, place, 'member', how);
}

async function choose(tab: Tab, what: string, kind: string): Promise<void> {
  await openFilters(tab);
  await tab.getByLabel('What is counted').selectOption({ label: what });
  await tab.getByLabel('Kind of place').selectOption({ label: kind });
  await applyFilters(tab);
}

for (const { name, how } of SCREENS) {
  test(`a member sees where need stands out, and why, ${name}`, async () => {
    const tab = await asMember(how);
    await tab.goto('/');
    assert.match(
      await tab.locator('main').innerText(),
      /Need stands out most in Alder: Children in need/,
    );
    await follow(tab, tab.locator('a[href="/questions"]'));
    await follow(tab, tab.locator('main a[href="/needs"]'));
    assert.match(
      await tab.locator('h1').innerText(),
      /^Need stands out most in Alder: children in need, 2024 to 2025$/,
    );
    const [, second] = await tab.locator('#needs-summary + ul > li').allInnerTexts();
    assert.match(second ?? '', /^Children in need: .+ Clearly higher: Alder\./, 'hotspots first');
    await isForEveryone(tab, how);

    await choose(tab, 'Children in need', 'Ward');
    assert.match(
      tab.url(),
      /indicator=child-in-need.*by=ward/,
      'what was chosen is in the address',
    );
    const map = tab.locator('section.hw-figure').first();
    assert.match(
      await map.locator('h2').innerText(),
      /^Children in need: Alder stands clearly above the rest$/,
    );
    const shown = how.width > 640 ? '.hw-chart--wide' : '.hw-chart--narrow';
    const drawing = map.locator(`${shown} svg`);
    assert.ok(await drawing.isVisible(), 'the map that fits is shown');
    assert.match((await drawing.textContent()) ?? '', /Clearly above the rest: Alder\./);
    const tabs = map.getByRole('tab', { name: /^Table/ });
    if ((await tabs.count()) > 0) await tabs.click();
    const row = map.locator('tbody tr').first();
    assert.match(await row.innerText(), /^Alder\b[\s\S]+600[\s\S]+60[\s\S]+1,000/);
    assert.match(
      await map.locator('tbody').innerText(),
      /Dogwood\s+\[c\]\s*: Fewer than 5, hidden to protect people\./,
    );
    assert.ok(await row.isVisible());
    await isForEveryone(tab, how);
    await tab.context().close();
  });

  test(`a number of need leads to how it was worked out, and to a file, ${name}`, async () => {
    const tab = await asMember(how);
    await tab.goto('/needs?indicator=child-in-need&by=ward');
    const map = tab.locator('section.hw-figure').first();
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      map.getByRole('link', { name: /^CSV/ }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    assert.match(text, /Alder[\s\S]+600/);
    assert.doesNotMatch(text, /Dogwood,[^\r\n]*\b[1-4]\b,/, 'what is hidden is hidden there too');

    const rate = map.locator('tbody tr').first().locator('a.hw-number').nth(1);
    const told = (await rate.textContent()) ?? '';
    await follow(tab, rate);
    await tab.getByRole('heading', { name: 'How it is worked out' }).waitFor();
    const words = await tab.locator('main').innerText();
    assert.ok(words.includes(told.trim()), 'the same number');
    assert.match(words, /1,000/, 'the children that it is divided by');
    await isForEveryone(tab, how);
    await tab.context().close();
  });

  test(`a member opens one ward, and sees other kinds of place, ${name}`, async () => {
    const tab = await asMember(how);
    await tab.goto('/needs');
    await choose(tab, 'Children in need', 'Locality');
    const words = await tab.locator('section.hw-figure').first().innerText();
    assert.match(words, /East/);
    assert.doesNotMatch(words, /Alder/);
    await tab.goto('/needs?indicator=child-in-need&by=ward');
    await follow(tab, tab.locator('section.hw-figure tbody a.govuk-link:text-is("Alder")'));
    assert.match(
      await tab.locator('h1').innerText(),
      /^Alder stands clearly above the rest in children in need/,
    );
    await tab.getByRole('heading', { name: 'Who lives in Alder' }).waitFor();
    await tab.getByRole('heading', { name: 'What is not measured' }).waitFor();
    await isForEveryone(tab, how);
    await tab.context().close();
  });
}
