import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { sampleCensus, soundChild } from '../../src/record/returns/cin-census.sample.ts';
import { theHouse } from './house.ts';
import { WAYS } from './visitors.ts';

/** A census of three children of whom one is sound, one has a wrong sex and one no birthday. */
function faultyCensus(firstNumber: number): string {
  const [sound, odd, unborn] = [0, 1, 2].map((more) => soundChild(firstNumber + more));
  assert.ok(sound && odd && unborn);
  odd.identifiers.Sex = 'X';
  unborn.identifiers.PersonBirthDate = '31/02/2015';
  return sampleCensus([sound, odd, unborn]);
}

async function upload(tab: Tab, name: string, text: string): Promise<void> {
  await tab.goto('/returns');
  const buffer = Buffer.from(text);
  const file = { name, mimeType: 'application/xml', buffer };
  await tab.getByLabel('Choose one or more files', { exact: true }).setInputFiles(file);
  await tab.getByRole('button', { name: 'Load', exact: true }).click();
}

/** Follows the work as someone would: by itself with JavaScript, by looking again without. */
async function untilDone(tab: Tab, isLive: boolean): Promise<void> {
  if (isLive) {
    const link = tab.getByRole('link', { name: /See what came of it|See the result/ });
    await link.first().click();
  }
  for (let look = 0; look < 60; look += 1) {
    if ((await tab.getByRole('link', { name: 'See the result' }).count()) > 0) return;
    const again = tab.getByRole('link', { name: 'Check again' });
    if ((await again.count()) > 0) await again.click();
    await tab.waitForTimeout(250);
    await tab.reload();
  }
  assert.fail('the work never ended');
}

for (const [index, { name, how }] of WAYS.entries()) {
  test(`a census with faults is loaded, and its problems are read and kept, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'empty', how);
    const file = `faulty-census-${index}.xml`;
    await upload(tab, file, faultyCensus(10 * index + 1));
    await tab.getByRole('heading', { name: 'Work in progress' }).waitFor();
    await untilDone(tab, how.javaScript === true);
    await tab.goto('/returns');
    await tab.getByRole('link', { name: file }).click();
    await tab.getByRole('heading', { name: 'What was wrong' }).waitFor();
    const problems = tab.getByRole('region', { name: 'Problems' });
    const words = await problems.innerText();
    assert.match(words, /PersonBirthDate/);
    assert.match(words, /What to do:/);
    assert.match(words, /Kept out|Error/);
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      tab.getByRole('link', { name: /^Download all problems/ }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    assert.match(csv, /^\uFEFF?Row,Field,Rule/m);
    assert.match(csv, /PersonBirthDate/);
    await tab.context().close();
  });

  test(`a file that is no return is answered in words, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'empty', how);
    await upload(tab, `letter-${index}.txt`, `Dear colleague ${index}`);
    const summary = tab.locator('.govuk-error-summary');
    assert.match(await summary.innerText(), /letter-\d\.txt: .+Check that it is the export/s);
    await tab.context().close();
  });

  test(`a form without a file says what to do, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('analyst', 'empty', how);
    await tab.goto('/returns');
    await tab.getByRole('button', { name: 'Load', exact: true }).click();
    const summary = tab.locator('.govuk-error-summary');
    assert.match(await summary.innerText(), /Choose one or more files that you want to load/);
    await tab.context().close();
  });
}
