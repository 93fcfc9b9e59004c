import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPeople } from '../../src/understand/hand-made.sample.ts';
import { followedChildren } from '../../src/understand/cost/of-a-cut.sample.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { theHouse } from './house.ts';
import { applyFilters, follow, isForEveryone, openFilters, SCREENS, tabOf } from './screens.ts';

let following: Promise<TestAuthority> | null = null;

/** An authority whose families of 2023 to 2024 were followed for a year, loaded once. */
function followed(): Promise<TestAuthority> {
  following ??= theHouse().then(async ({ database }) => {
    const here = await anAuthority(database);
    await loadPeople(database, here.authorityId, 'followed.xml', followedChildren());
    return here;
  });
  return following;
}

for (const { name, how } of SCREENS) {
  test(`a member sees which themes drive cost, and which come together, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('member', 'northbridge', how);
    await tab.goto('/');
    await follow(tab, tab.locator('a[href="/questions"]'));
    await follow(tab, tab.locator('main a[href="/themes"]'));
    const heading = await tab.locator('h1').innerText();
    assert.match(heading, /is a theme in \d+% of the cost of late help, more than any other/);
    await isForEveryone(tab, how);
    const key = await tab.locator('.hw-key-figure__value').first().innerText();
    assert.ok(heading.includes(key), 'the number of the heading leads to its explanation');
    const together = tab.getByRole('heading', { name: /^What comes together most often: / });
    assert.equal(await together.count(), 2, 'three at once, and two at once');
    assert.match(await together.last().innerText(), /: .+ and .+$/);

    await openFilters(tab);
    await tab.getByLabel('Financial year').selectOption({ index: 0 });
    await applyFilters(tab);
    assert.match(tab.url(), /year=\d{4}-\d{2}/);
    const link = tab.locator('section.hw-figure tbody a.govuk-link:text-is("Domestic abuse")');
    await follow(tab, link);
    assert.match(await tab.locator('h1').innerText(), /^Domestic abuse/);
    await isForEveryone(tab, how);
    await tab.goto('/themes/domestic-abuse');
    const number = tab.locator('.hw-key-figure a.hw-number').first();
    const told = await number.innerText();
    await follow(tab, number);
    await tab.getByRole('heading', { name: 'How it is worked out' }).waitFor();
    assert.ok((await tab.locator('main').innerText()).includes(told), 'the same number');
    await tab.context().close();
  });

  test(`quoted claims are filtered by what was found later, and one is read, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('commissioner', 'northbridge', how);
    await tab.goto('/claims');
    const all = await tab.locator('.hw-table--list tbody tr').count();
    assert.ok(all >= 20, `${all} claims`);
    await openFilters(tab);
    await tab.getByLabel('Later evidence', { exact: true }).selectOption('against');
    await tab.getByLabel('In a business case', { exact: true }).selectOption('no');
    await applyFilters(tab);
    assert.match(tab.url(), /later=against.*use=no/);
    const rows = tab.locator('.hw-table--list tbody tr');
    const shown = await rows.count();
    assert.ok(shown > 0 && shown < all, `${shown} of ${all}`);
    await isForEveryone(tab, how);
    await follow(tab, rows.first().locator('th a'));
    const words = await tab.locator('main').innerText();
    assert.match(words, /The trap[\s\S]+What was found later[\s\S]+What the claim says/);
    assert.doesNotMatch(words, /Nothing that we know of/, 'this one has later evidence');
    await isForEveryone(tab, how);
    await tab.goto('/claims?later=against&use=yes');
    await tab.getByText('No claims match').waitFor();
    await tab.context().close();
  });

  test(`what a cut moves is asked for another number of children, ${name}`, async () => {
    const house = await theHouse();
    const here = await followed();
    const tab = await tabOf(house, here, 'member', how);
    await tab.goto('/cost/of-a-cut?year=2023-24');
    const heading = await tab.locator('h1').innerText();
    assert.match(heading, /£/, heading);
    const first = await tab.locator('.hw-key-figure').allInnerTexts();
    await isForEveryone(tab, how);
    await openFilters(tab);
    await tab.getByRole('radio', { name: /^Help comes later/ }).check();
    await tab.getByLabel('How many children').fill('50');
    await applyFilters(tab);
    assert.match(tab.url(), /compared=waiting.*children=50/);
    assert.notDeepEqual(await tab.locator('.hw-key-figure').allInnerTexts(), first);
    await isForEveryone(tab, how);
    await openFilters(tab);
    await tab.getByLabel('How many children').fill('many');
    await applyFilters(tab);
    const summary = await tab.locator('.govuk-error-summary').innerText();
    assert.match(summary, /a whole number from 1 to 100,000/);
    assert.equal(await tab.locator('.hw-key-figure').count(), 0, 'no number is made up');
    await isForEveryone(tab, how);
    await tab.context().close();
  });

  test(`finance sets a savings target, and only cash covers it, ${name}`, async () => {
    const house = await theHouse();
    const here = await anAuthority(house.database);
    const tab = await tabOf(house, here, 'finance', how);
    await tab.goto('/cost/targets');
    await tab.getByText('No partner has a target here yet').waitFor();
    await tab.getByRole('link', { name: 'Set a target' }).click();
    await tab.getByRole('button', { name: 'Set the target' }).click();
    const summary = await tab.locator('.govuk-error-summary').innerText();
    assert.match(summary, /Select a partner[\s\S]+such as 2026-27[\s\S]+an amount in pounds/);
    await isForEveryone(tab, how);
    await tab.getByLabel('Which partner must save it?').selectOption({ index: 1 });
    await tab.getByLabel('In which financial year?').fill('2026-27');
    await tab.getByLabel('How much, in cash?').fill('1,000,000');
    await tab.getByRole('button', { name: 'Set the target' }).click();
    assert.match(await tab.locator('h1').innerText(), /£1 million.*2026 to 2027.*0%|none|nothing/i);
    await isForEveryone(tab, how);

    for (const [what, kind, amount] of [
      ['Two homes closed', /^Cash/, '250000'],
      ['Fewer assessments', /^Staff time/, '400000'],
    ] as const) {
      await tab.getByRole('link', { name: 'say what covers one' }).click();
      await tab.getByLabel('What saves it?').fill(what);
      await tab.getByLabel('Whose budget?').selectOption({ index: 1 });
      await tab.getByLabel('In which financial year?').fill('2026-27');
      await tab.getByRole('radio', { name: kind }).check();
      await tab.getByRole('radio', { name: /^Agreed/ }).check();
      await tab.getByLabel('How much is likely?').fill(amount);
      await isForEveryone(tab, how);
      await tab.getByRole('button', { name: 'Add this line' }).click();
    }
    const covered =
      /^£250,000 of £1 million to be saved in 2026 to 2027 is covered in cash \(25%\)/;
    assert.match(await tab.locator('h1').innerText(), covered);
    assert.match(await tab.locator('main').innerText(), /Fewer assessments/, 'told beside it');
    await isForEveryone(tab, how);

    const member = await tabOf(house, here, 'member', how);
    await member.goto('/cost/targets');
    assert.match(await member.locator('h1').innerText(), covered);
    assert.equal(await member.getByRole('link', { name: 'Set a target' }).count(), 0);
    assert.equal(await member.getByRole('button', { name: /^Withdraw/ }).count(), 0);
    await member.context().close();

    await tab.getByLabel('Why? Two homes closed').fill('They stay open');
    await tab.getByRole('button', { name: 'Withdraw Two homes closed' }).click();
    assert.doesNotMatch(await tab.locator('h1').innerText(), /£250,000/);
    await tab.context().close();
  });

  test(`spending stands beside results, and one area is looked at, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.signedIn('member', 'northbridge', how);
    await tab.goto('/peers');
    await tab.getByRole('link', { name: /^Spending beside results/ }).click();
    assert.match(await tab.locator('h1').innerText(), /Northbridge spends .+ neighbours/);
    await isForEveryone(tab, how);
    await openFilters(tab);
    await tab.getByRole('radio', { name: 'Fostering and adoption' }).check();
    await applyFilters(tab);
    assert.match(tab.url(), /area=fostering-and-adoption/);
    assert.match(await tab.locator('h1').innerText(), /^Fostering and adoption/);
    await isForEveryone(tab, how);
    const number = tab.locator('section.hw-figure tbody a.hw-number').first();
    const told = await number.innerText();
    await follow(tab, number);
    assert.ok((await tab.locator('main').innerText()).includes(told), 'the same number');
    await tab.context().close();
  });
}
