import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Page as Tab } from 'playwright-core';
import { theHouse } from './house.ts';
import { WAYS } from './visitors.ts';

async function isNarrowEnough(tab: Tab): Promise<void> {
  const over = Number(
    await tab.evaluate('document.scrollingElement.scrollWidth - window.innerWidth'),
  );
  assert.ok(over <= 0, `${tab.url()} is ${over} pixels too wide`);
}

/** How many pages a PDF has: its page objects, also those in packed streams. */
function pagesOf(pdf: Uint8Array): number {
  const text = Buffer.from(pdf).toString('latin1');
  const counts = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)].map((match) =>
    Number(match[1]),
  );
  return Math.max(0, ...counts, (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length);
}

async function openOds(path: string): Promise<string> {
  const files = unzipSync(readFileSync(path));
  const content = files['content.xml'];
  assert.ok(content, 'an ODS holds its content');
  return strFromU8(content);
}

/** With JavaScript on a wide screen, without it on a narrow one. */
const SCREENS = WAYS.map(({ name, how }) => ({
  name: `${name}, ${how.javaScript ? 1280 : 320} pixels wide`,
  how: { ...how, width: how.javaScript ? 1280 : 320 },
}));

for (const { name, how } of SCREENS) {
  test(`a briefing is written, signed by another and read by a member, ${name}`, async () => {
    const house = await theHouse();
    const analyst = await house.signedIn('analyst', 'ground', how);
    await analyst.goto('/briefings/new');
    await isNarrowEnough(analyst);
    await analyst.getByLabel('About which ward?').selectOption({ label: 'Alder' });
    await analyst.getByLabel('Ward members').check();
    await analyst.getByRole('button', { name: 'Make the draft' }).click();
    await analyst
      .getByRole('heading', { level: 1, name: 'Children and families in Alder' })
      .waitFor();
    await isNarrowEnough(analyst);
    const address = new URL(analyst.url()).pathname;

    await analyst.getByRole('button', { name: 'Edit the words' }).click();
    await isNarrowEnough(analyst);
    const story = analyst.getByLabel('The story in a few sentences');
    const drafted = await story.inputValue();
    await story.fill(`Early help saved money. ${drafted}`);
    await analyst.getByRole('button', { name: 'Save as a new version' }).click();
    await analyst.getByText('“saved”: use avoided cost').waitFor();
    await analyst.getByLabel('The story in a few sentences').fill(`We met in Alder. ${drafted}`);
    await analyst.getByRole('button', { name: 'Save as a new version' }).click();
    await analyst.getByText('The language: nothing to mend.').waitFor();
    await analyst.context().close();

    const manager = await house.signedIn('manager', 'ground', how);
    await manager.goto(`${address}/sign`);
    await isNarrowEnough(manager);
    await manager.getByRole('button', { name: 'Sign this briefing' }).click();
    await manager.getByText('Unchanged since it was signed.').waitFor();
    await manager.context().close();

    const member = await house.signedIn('member', 'ground', how);
    await member.goto(address);
    await isNarrowEnough(member);
    const words = await member.locator('main').innerText();
    assert.match(words, /We met in Alder\./);
    assert.match(words, /too few to show/);
    const number = member.locator('.hw-briefing__story a.hw-number').first();
    await member.goto((await number.getAttribute('href')) ?? '');
    await member.getByText('Unchanged since it was frozen.').waitFor();
    await isNarrowEnough(member);
    await member.goto(address);
    const [download] = await Promise.all([
      member.waitForEvent('download'),
      member.getByRole('link', { name: 'All tables as ODS' }).click(),
    ]);
    const content = await openOds(await download.path());
    assert.match(content, /table:name="Cover"/);
    assert.match(content, /table:name="Table 2"/);
    await member.context().close();
  });

  test(`an enquiry that names no child is asked and answered, ${name}`, async () => {
    const house = await theHouse();
    const member = await house.signedIn('member', 'ground', how);
    await member.goto('/enquiries/new');
    await isNarrowEnough(member);
    await member.getByLabel('What things cost').check();
    await member.getByLabel('Your question').fill('What about the family at 12 Alder Lane?');
    await member.getByRole('button', { name: 'Send' }).click();
    await member.getByRole('link', { name: /Take out the house address/ }).waitFor();
    await member.getByLabel('Your question').fill('Why does late help cost so much in Alder?');
    await member.getByRole('button', { name: 'Send' }).click();
    await member.getByRole('heading', { name: /^Enquiry \d+$/ }).waitFor();
    await isNarrowEnough(member);
    const address = new URL(member.url()).pathname;

    const analyst = await house.signedIn('analyst', 'ground', how);
    await analyst.goto('/figures/late-help-cost?by=agency&year=2024-25');
    await analyst.getByRole('button', { name: 'Freeze this figure' }).click();
    const frozen = new URL(analyst.url()).pathname.replace('/frozen/', '');
    await analyst.goto(address);
    await analyst.getByRole('button', { name: 'Take it in hand' }).click();
    await analyst.getByLabel('Answer it', { exact: true }).check();
    await analyst.getByLabel('The answer, or the reason').fill('Most of it is placements.');
    await analyst.getByLabel('Frozen figures').fill(frozen);
    await analyst.getByRole('button', { name: 'Send to the member' }).click();
    await analyst.getByRole('heading', { name: 'The answer' }).waitFor();
    await analyst.context().close();

    await member.goto(address);
    await member.getByText('Most of it is placements.').waitFor();
    assert.equal(await member.locator(`a[href="/frozen/${frozen}"]`).count(), 1);
    await member.context().close();
  });
}

test('a signed briefing prints on at most two sides of A4, words, numbers and seal', async () => {
  const house = await theHouse();
  const tab = await house.signedIn('member', 'ground');
  await tab.goto(`/briefings/${house.ground.briefing}`);
  const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true, tagged: true });
  const pages = pagesOf(pdf);
  assert.ok(pages >= 1 && pages <= 2, `${pages} sides`);
  await tab.emulateMedia({ media: 'print' });
  for (const heading of ['Three figures', 'Questions you could ask', 'What we are not sure of']) {
    assert.ok(await tab.getByRole('heading', { name: heading }).isVisible(), heading);
  }
  assert.ok(await tab.getByText(/Seal: [0-9a-f]{64}/).isVisible());
  assert.equal(await tab.locator('.hw-downloads').isVisible(), false);
  await tab.context().close();
});

test('a member chooses a ward, and home shows what is told about it', async () => {
  const house = await theHouse();
  const tab = await house.signedIn('member', 'ground');
  await tab.goto('/');
  await tab.getByRole('link', { name: 'Choose your ward' }).click();
  await tab.getByLabel('My ward').selectOption({ label: 'Birch' });
  await tab.getByRole('button', { name: 'Remember my ward' }).click();
  assert.match(tab.url(), /ward=\d+/);
  await tab.goto('/');
  assert.equal(await tab.getByRole('link', { name: 'Choose your ward' }).count(), 0);
  await tab.context().close();
});
