import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { answerPlan } from '../../src/decide/index.ts';
import { aLinkedPlan, someoneAt, writePlan } from '../../src/decide/plan/plan.sample.ts';
import { demoPlan } from '../../src/demo-plan.ts';
import { listAuthorities, systemActor } from '../../src/govern/index.ts';
import { day } from '../../src/lib/index.ts';
import { asActor, asSystem } from '../../src/platform/index.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { type House, theHouse } from './house.ts';
import { WAYS } from './visitors.ts';

type Role = keyof TestAuthority['actors'];

/** A tab of someone of an authority of this test's own, so that its plan is nobody else's. */
async function tabOf(
  house: House,
  authority: TestAuthority,
  role: Role,
  how: { readonly javaScript?: boolean },
): Promise<Tab> {
  const actor = authority.actors[role];
  const cookie = await house.web.cookieOf({
    accountId: Number(actor.id) as never,
    agencyId: Number(actor.settings['headwater.agency']) as never,
    role,
  });
  const [name = '', value = ''] = cookie.split('=');
  const tab = await house.visit({ ...how, width: 320 });
  await tab.context().addCookies([{ name, value, url: house.base }]);
  return tab;
}

async function fillDay(tab: Tab, name: string, words: string): Promise<void> {
  const [date = '', month = '', year = ''] = words.split(' ');
  await tab.locator(`[name="${name}-day"]`).fill(date);
  await tab.locator(`[name="${name}-month"]`).fill(month);
  await tab.locator(`[name="${name}-year"]`).fill(year);
}

async function save(tab: Tab): Promise<void> {
  await tab.getByRole('button', { name: 'Save' }).click();
  assert.equal(new URL(tab.url()).pathname, '/plan/edit', await tab.locator('main').innerText());
}

async function isNarrow(tab: Tab): Promise<void> {
  const wide = await tab.evaluate('document.documentElement.scrollWidth');
  assert.ok(Number(wide) <= 320, `${tab.url()} is ${wide} pixels wide`);
}

async function draft(tab: Tab): Promise<void> {
  await tab.goto('/plan');
  await tab.getByRole('link', { name: 'Begin the plan' }).click();
  await tab.getByRole('link', { name: /^Begin with the title/ }).click();
  await isNarrow(tab);
  await tab.getByLabel('What is the plan called?').fill('Our plan');
  await tab.getByLabel('What should the area be like').fill('Every child is safe at home.');
  await tab.getByLabel('By which year?').fill('2040');
  await fillDay(tab, 'from', '1 4 2026');
  await fillDay(tab, 'until', '31 3 2030');
  await fillDay(tab, 'review', '31 3 2027');
  await tab.getByLabel(/ Council \(council\)/).check();
  await tab.getByLabel(/charities/).check();
  await save(tab);
  await tab.getByRole('link', { name: 'Add a priority' }).click();
  await tab.getByLabel('The priority in a few words').fill('Safe at home');
  await tab.getByLabel('Why does it come first?').fill('It is found most often.');
  await tab.getByLabel(/Children and young people are safe/).check();
  await save(tab);
  await tab.getByRole('link', { name: 'Add a measure' }).click();
  await tab.getByLabel('What does it show?').selectOption({ index: 1 });
  await tab.getByLabel('Which indicator shows it?').selectOption('parenting-confidence');
  await tab.getByLabel('More').check();
  await tab.getByLabel('Target', { exact: true }).fill('80');
  await fillDay(tab, 'targetDay', '31 3 2030');
  await save(tab);
  await tab.getByRole('link', { name: 'Add an action' }).click();
  await tab.getByLabel('Which priority?').selectOption({ index: 1 });
  await tab.getByLabel('What will be done?').fill('A worker at each clinic');
  await save(tab);
}

async function changeAction(tab: Tab): Promise<void> {
  await tab.goto('/plan/edit');
  await tab.getByRole('link', { name: 'Change A worker at each clinic' }).click();
  await tab.getByLabel('Which agency owns it?').selectOption({ index: 1 });
  await tab.getByLabel('Who is named for it?').fill('Ash Field');
  await fillDay(tab, 'due', '31 12 2029');
  await tab.getByLabel('What will be done?').fill('Two workers at each clinic');
  await save(tab);
}

async function sign(tab: Tab): Promise<void> {
  await tab.goto('/plan/sign');
  await isNarrow(tab);
  await tab.getByLabel('We sign this version').check();
  await tab.getByRole('button', { name: 'Answer' }).click();
  assert.equal(new URL(tab.url()).pathname, '/plan', await tab.locator('main').innerText());
}

for (const { name, how } of WAYS) {
  test(`a plan is drafted, commented on, changed, signed and read, ${name}, narrow`, async () => {
    const house = await theHouse();
    const authority = await anAuthority(house.database);
    const editor = await tabOf(house, authority, 'commissioner', how);
    const charity = await tabOf(house, authority, 'provider', how);
    const member = await tabOf(house, authority, 'member', how);
    await draft(editor);
    const words = await editor.locator('main').innerText();
    assert.match(words, /No agency owns the action/, 'it cannot be put up for sign-off yet');
    assert.equal(await editor.getByRole('button', { name: 'Put it up' }).count(), 0);
    await editor.getByRole('button', { name: 'Share it for comment' }).click();
    await charity.goto('/plan/comments');
    await charity.getByLabel('Your comment').fill('One worker is not enough: make it two.');
    await charity.getByRole('button', { name: 'Comment' }).click();
    await isNarrow(charity);
    await changeAction(editor);
    await editor.getByRole('button', { name: 'Put it up for sign-off' }).click();
    await charity.goto('/');
    assert.match(await charity.locator('main').innerText(), /The plan waits for your agency/);
    await charity.goto('/plan/sign');
    assert.match(await charity.locator('main').innerText(), /"Two workers at each clinic"/);
    await sign(charity);
    assert.match(await charity.locator('h1').innerText(), /signed by 1 of 2 agencies/);
    await sign(editor);
    await member.goto('/plan');
    assert.match(await member.locator('h1').innerText(), /^Agreed by 2 of 2 agencies on \d/);
    await isNarrow(member);
    assert.equal(await member.getByRole('link', { name: 'Edit' }).count(), 0);
    await member.goto('/plan/changes?from=1&to=2');
    assert.match(await member.locator('main').innerText(), /the owner was empty and is/);
    for (const tab of [editor, charity, member]) await tab.context().close();
  });
}

for (const { name, how } of WAYS) {
  test(`a review is closed, and a named change shows what breaks, ${name}, narrow`, async () => {
    const house = await theHouse();
    const authority = await anAuthority(house.database);
    const { council, charities } = authority.agencies;
    const content = aLinkedPlan(council, charities);
    const made = await writePlan(house.database, authority, { upTo: 'for-sign-off', content });
    for (const [kind, forAgency] of [
      ['council', council],
      ['charities', charities],
    ] as const) {
      const actor = someoneAt(authority, kind, 'manager');
      const asked = { ...made, forAgency, answer: 'signed', reason: '' } as const;
      await asActor(house.database, actor, (tx) => answerPlan(tx, actor, asked));
    }
    const editor = await tabOf(house, authority, 'commissioner', how);
    await editor.goto('/plan/review');
    await isNarrow(editor);
    await editor.getByRole('button', { name: 'Close the review' }).click();
    assert.match(await editor.locator('main').innerText(), /Select what you decide/);
    await editor.getByLabel('Change it').check();
    await editor.getByLabel('Why? About: Safe at home').fill('Too few workers were found');
    await fillDay(editor, 'next', '31 3 2090');
    await editor.getByRole('button', { name: 'Close the review' }).click();
    assert.match(new URL(editor.url()).pathname, /^\/plan\/reviews\/\d+$/);
    assert.match(await editor.locator('main').innerText(), /Too few workers were found/);
    await isNarrow(editor);
    await editor.goto('/plan/what-if');
    await editor.getByLabel('What changes?').fill('The grant ends');
    await editor.getByLabel('A grant or budget ends').check();
    await editor.getByLabel('On what does it act?').selectOption('stream:Families grant');
    await fillDay(editor, 'on', '1 4 2027');
    await editor.getByRole('button', { name: 'See what breaks' }).click();
    assert.match(await editor.locator('h1').innerText(), /1 commission breaks.*£366,000/);
    await isNarrow(editor);
    await editor.goto('/plan/birth-to-25');
    await isNarrow(editor);
    await editor.context().close();
  });
}

test('all seven agencies signed the plan of Northbridge, and it says what is late', async () => {
  const house = await theHouse();
  const tab = await house.signedIn('member', 'northbridge');
  const known = await asSystem(house.database, 'operator', listAuthorities);
  const northbridge = known.find(({ isMadeUp }) => isMadeUp) ?? assert.fail();
  const system = systemActor(northbridge.id);
  const write = () =>
    asActor(house.database, system, (tx) => demoPlan(tx, system, { today: day('2026-11-22') }));
  await write();
  assert.equal(await write(), false, 'it is written once');
  await tab.goto('/plan');
  assert.match(await tab.locator('h1').innerText(), /^Agreed by 7 of 7 agencies on/);
  const words = await tab.locator('main').innerText();
  assert.match(words, /of 12 actions (is|are) late/);
  assert.match(words, /£1\.3 million of £1\.5 million pledged was delivered/);
  await tab.goto('/plan/review');
  await tab.getByRole('link', { name: 'Review of 20 April 2026' }).click();
  const review = await tab.locator('main').innerText();
  assert.match(review, /Change it\. Calls home help with missing school/);
  await tab.goto('/plan/what-if');
  const broken = await tab.locator('main').innerText();
  assert.match(broken, /The public health grant falls by a tenth/);
  await tab.getByRole('link', { name: 'The Children and Families Grant ends' }).click();
  assert.match(
    await tab.locator('h1').innerText(),
    /commissions? breaks?.*keeping all of it takes/,
  );
  await tab.goto('/plan/comments');
  assert.match(await tab.locator('main').innerText(), /two posts are vacant/);
  await tab.goto('/frameworks/words');
  assert.match(await tab.locator('main').innerText(), /Parent-infant relationship/);
  await tab.context().close();
});
