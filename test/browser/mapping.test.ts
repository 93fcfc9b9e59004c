import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { provisionCsv } from '../../src/record/returns/provision.columns.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { isForEveryone } from './screens.ts';

/** As a charity may come: on a phone, with or without JavaScript. */
const WAYS: readonly { readonly name: string; readonly how: Partial<Visit> }[] = [
  { name: 'at 320 px with JavaScript', how: { javaScript: true, width: 320 } },
  { name: 'at 320 px without JavaScript', how: { javaScript: false, width: 320 } },
];

/** The commissioner asks the charities, and takes the message; gives the link and the request. */
async function askCharities(house: House): Promise<{ readonly link: string; readonly at: string }> {
  const tab = await house.signedIn('commissioner', 'workshop');
  await tab.goto('/mapping/new');
  await tab.getByLabel('Which agency?').selectOption(String(house.workshop.agencies.charities));
  await tab.getByLabel('Who is to answer?').fill('Jo Ashby');
  await tab.getByLabel('Their email address').fill('jo@harbour.example');
  await tab.getByRole('button', { name: 'Make this request' }).click();
  await tab.getByText('The request is made').waitFor();
  const at = new URL(tab.url()).pathname;
  await tab.getByRole('button', { name: /^Take this message/ }).click();
  const message = await tab.getByLabel('Message', { exact: true }).inputValue();
  const link = /\/answer\/[\w-]{43}/.exec(message)?.[0] ?? '';
  assert.notEqual(link, '', 'the message holds a link');
  await tab.context().close();
  return { link, at };
}

async function typeService(tab: Tab, name: string, how: Partial<Visit>): Promise<void> {
  await tab.getByRole('button', { name: 'Add a service by form' }).click();
  await isForEveryone(tab, how);
  await tab.getByRole('button', { name: 'Send this service' }).click();
  await tab.locator('.govuk-error-summary').getByText('Enter the name of the service').waitFor();
  await tab.getByLabel('Name of the service').fill(name);
  await tab.getByLabel('Who provides it?').fill('Harbour Families');
  await tab.getByLabel('Parenting').check();
  await tab.getByLabel('Budget for the year').fill('12,500');
  await tab.getByRole('button', { name: 'Keep it as a draft' }).click();
  await tab.getByText('Your draft is kept').waitFor();
  await tab.getByRole('link', { name: /^Go on with the draft/ }).click();
  assert.equal(await tab.getByLabel('Budget for the year').inputValue(), '12,500');
  await tab.getByRole('button', { name: 'Send this service' }).click();
  await tab.getByText(`${name} is sent. Thank you.`).waitFor();
}

async function sendFile(tab: Tab, name: string, how: Partial<Visit>): Promise<void> {
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByRole('link', { name: 'Download a file with what we know' }).click(),
  ]);
  const known = readFileSync(await download.path(), 'utf8');
  assert.match(known, /service_name,provider/);
  assert.match(known, /Harbour Families/);
  const more = provisionCsv([{ name, provider: 'Harbour Families', budget: 'some' }]);
  const text = known + more.slice(more.indexOf('\r\n') + 2);
  const file = { name: 'answers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await tab.getByLabel('The file that you filled in').setInputFiles(file);
  await tab.getByRole('button', { name: 'Send this file' }).click();
  const told = tab.getByRole('region', { name: 'What to look at in your file' });
  assert.match(await told.innerText(), /budget_pounds[\s\S]+What to do:/);
  await isForEveryone(tab, how);
}

for (const [index, { name, how }] of WAYS.entries()) {
  test(`a charity answers by its safe link without an account, ${name}`, async () => {
    const house = await theHouse();
    const { link, at } = await askCharities(house);
    const typed = `Saturday kitchen ${index}`;
    const filed = `Sunday kitchen ${index}`;
    const tab = await house.visit(how);
    await tab.goto(link);
    await tab.getByText('You answer as Jo Ashby').waitFor();
    await isForEveryone(tab, how);
    await typeService(tab, typed, how);
    await sendFile(tab, filed, how);
    await tab.getByRole('button', { name: 'That is all we offer' }).click();
    await tab.getByText('Your answer is complete. Thank you.').waitFor();
    await tab.context().close();

    const board = await house.signedIn('commissioner', 'workshop', how);
    await board.goto('/mapping');
    await board.getByRole('heading', { name: /requests answered/ }).waitFor();
    await isForEveryone(board, how);
    await board.goto(at);
    await board.getByRole('link', { name: typed }).waitFor();
    await board.getByRole('link', { name: filed }).click();
    assert.match(await board.locator('main').innerText(), /Confirmed on .+ by Jo Ashby/);
    await board.goto('/provision');
    await board.getByRole('heading', { level: 1, name: /services?, £/ }).waitFor();
    await isForEveryone(board, how);
    await board.context().close();
  });
}
