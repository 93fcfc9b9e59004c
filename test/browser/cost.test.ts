import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Page as Tab } from 'playwright-core';
import { theHouse } from './house.ts';
import { WAYS } from './visitors.ts';

/** The names of the files in an ODS and its content, which is checked to be whole. */
async function openOds(path: string): Promise<string> {
  const files = unzipSync(readFileSync(path));
  const [mimetype, content] = [files.mimetype, files['content.xml']];
  assert.ok(mimetype && content, 'an ODS holds its type and its content');
  assert.equal(strFromU8(mimetype), 'application/vnd.oasis.opendocument.spreadsheet');
  return strFromU8(content);
}

async function follow(tab: Tab, link: ReturnType<Tab['locator']>): Promise<void> {
  const href = await link.getAttribute('href');
  assert.ok(href, 'a link leads somewhere');
  await tab.goto(href);
}

for (const { name, how } of WAYS) {
  test(`what late help costs is read, explained to its rows and sources, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'ground', how);
    await tab.goto('/cost?year=2024-25');
    assert.match(await tab.locator('h1').innerText(), /£|cost/i, 'the heading states the finding');
    await follow(tab, tab.locator('.hw-key-figure a.hw-number').first());
    await tab.getByRole('heading', { name: 'How it is worked out' }).waitFor();
    const reference = await deepest(tab, 'Sources');
    await follow(tab, reference);
    assert.match(await tab.locator('main').innerText(), /reference\/[a-z-]+\.yaml/);
    await tab.context().close();
  });

  test(`a figure leads to the rows of the file that it counts, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'ground', how);
    await tab.goto('/cost?year=2024-25');
    await follow(tab, tab.locator('.hw-key-figure a.hw-number').first());
    const rows = await deepest(tab, 'Counted in the record');
    await follow(tab, rows);
    const words = await tab.locator('main').innerText();
    assert.match(words, /hand-made-census\.xml/);
    assert.match(words, /\brow \d+|\bRow\b/);
    await tab.context().close();
  });

  test(`a figure is downloaded as ODS with what the page shows, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'northbridge', how);
    await tab.goto('/cost');
    const block = tab.locator('section.hw-figure').first();
    const headline = await block.locator('.hw-figure__headline').innerText();
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      block.getByRole('link', { name: /^ODS/ }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.ods$/);
    const content = await openOds(await download.path());
    const words = content.replace(/<[^>]+>/g, ' ').replaceAll('&apos;', '’');
    assert.ok(words.includes(headline.replaceAll("'", '’')), headline);
    await tab.context().close();
  });

  test(`the table of a figure says what its chart shows, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('member', 'northbridge', how);
    await tab.goto('/cost');
    const block = tab.locator('section.hw-figure').first();
    assert.ok((await block.locator('svg').count()) > 0, 'there is a chart');
    if (how.javaScript) await block.getByRole('tab', { name: /^Table/ }).click();
    const table = block.locator('table');
    await table.waitFor({ state: 'visible' });
    assert.ok((await table.locator('tbody tr').count()) > 1);
    await tab.context().close();
  });

  test(`a ward is chosen with the filter and taken away again, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('commissioner', 'northbridge', how);
    await tab.goto('/cost');
    const everywhere = await tab.locator('h1').innerText();
    await tab.getByLabel('Ward', { exact: true }).selectOption({ index: 1 });
    await tab.locator('form[action="/cost"] button').first().click();
    assert.match(tab.url(), /ward=\w+/);
    assert.notEqual(await tab.locator('h1').innerText(), everywhere);
    await tab.getByRole('link', { name: 'Clear filters' }).first().click();
    assert.equal(await tab.locator('h1').innerText(), everywhere);
    await tab.context().close();
  });
}

/**
 * Goes down from a figure to those it is worked out from until one has a section of this name, and
 * gives the first link in it.
 */
async function deepest(tab: Tab, heading: string): Promise<ReturnType<Tab['locator']>> {
  const seen = new Set<string>();
  const waiting = [tab.url()];
  for (const address of waiting) {
    if (seen.has(address) || seen.size > 20) continue;
    seen.add(address);
    await tab.goto(address);
    const section = tab.locator(`h2:text-is("${heading}") + * a`);
    if ((await section.count()) > 0) return section.first();
    for (const input of await tab.locator('.hw-tree a.hw-number').all()) {
      waiting.push(new URL((await input.getAttribute('href')) ?? '', tab.url()).href);
    }
  }
  return assert.fail(`"${heading}" is nowhere below ${waiting[0]}`);
}
