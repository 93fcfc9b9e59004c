import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { addMembers } from '../../src/govern/index.ts';
import { asSystem } from '../../src/platform/index.ts';
import { loadPeople } from '../../src/understand/hand-made.sample.ts';
import { manyReferred } from '../../src/understand/referrals/referrals.sample.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { applyFilters, follow, isForEveryone, openFilters, SCREENS, tabOf } from './screens.ts';

const YEAR = 'year=2024-25';

let loading: Promise<{ house: House; place: TestAuthority }> | null = null;

/** Police: 60 of 100 referrals led to no help. Health: 20 of 100. Schools: 20 of 100. */
function referred() {
  loading ??= theHouse().then(async (house) => {
    const place = await anAuthority(house.database);
    await loadPeople(house.database, place.authorityId, 'referrals.xml', [
      ...manyReferred('police', 'at-referral', 40),
      ...manyReferred('police', 'after-assessment', 20),
      ...manyReferred('police', 'help', 40),
      ...manyReferred('health', 'at-referral', 20),
      ...manyReferred('health', 'help', 80),
      ...manyReferred('schools', 'at-referral', 20),
      ...manyReferred('schools', 'help', 80),
    ]);
    return { house, place };
  });
  return loading;
}

/** Someone of the schools, who sees what came of the schools' own referrals. */
async function asSchools(how: Visit): Promise<Tab> {
  const { house, place } = await referred();
  const { authorityId, agencies, code } = place;
  const email = `partner-${how.width}-${how.javaScript}@${code.toLowerCase()}.example`;
  const works = { role: 'partner', agencyId: agencies.schools } as const;
  const [accountId] = await asSystem(house.database, 'operator', (tx) =>
    addMembers(tx, authorityId, [{ email, name: 'Test partner', ...works }]),
  );
  assert.ok(accountId);
  const [name = '', value = ''] = (await house.web.cookieOf({ accountId, ...works })).split('=');
  const tab = await house.visit(how);
  await tab.context().addCookies([{ name, value, url: house.base }]);
  return tab;
}

async function as(role: 'commissioner' | 'triage-officer', how: Visit): Promise<Tab> {
  const { house, place } = await referred();
  return tabOf(house, place, role, how);
}

const pagesOf = (pdf: Uint8Array): number =>
  (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b(?!s)/g) ?? []
  ).length;

for (const { name, how } of SCREENS) {
  test(`a commissioner looks at referrers, and makes one agency's page, ${name}`, async () => {
    const tab = await as('commissioner', how);
    await tab.goto('/referrals');
    await openFilters(tab);
    await tab.getByLabel('Who referred, as the census lists them').check();
    await applyFilters(tab);
    assert.match(tab.url(), /by=source/);
    await isForEveryone(tab, how);
    await tab.goto(`/referrals?${YEAR}`);
    assert.match(
      await tab.locator('h1').innerText(),
      /^33% of referrals in 2024 to 2025 led to no/,
    );
    await isForEveryone(tab, how);
    await follow(tab, tab.locator('section.hw-figure tbody a.govuk-link', { hasText: 'police' }));

    assert.match(
      await tab.locator('h1').innerText(),
      /^Of 100 referrals from .*police in 2024 to 2025, 60% led to no help/,
    );
    const words = await tab.locator('main').innerText();
    assert.match(words, /It names no child, no family and no worker/);
    assert.match(words, /What helps[\s\S]+Talk it through first/);
    await isForEveryone(tab, how);
    await tab.getByLabel('a share of your own choice').check();
    await tab.getByLabel('Your share, in percent').fill('40');
    await tab.getByLabel('Hours that a referral takes here').fill('2');
    await tab.getByRole('button', { name: 'Show what it would free' }).click();
    const freed = tab.locator('section.hw-figure').last();
    assert.match(await freed.innerText(), /40%[\s\S]+20/, '20 of 60 fewer at a share of 40%');
    await isForEveryone(tab, how);
    await tab.context().close();
  });

  test(`a partner sees its own agency and the total, and no other, ${name}`, async () => {
    const { place } = await referred();
    const tab = await asSchools(how);
    await tab.goto('/');
    await tab.getByRole('link', { name: /^What came of your agency’s referrals/ }).click();
    assert.match(
      await tab.locator('h1').innerText(),
      /^Of 100 referrals from .*schools in 2024 to 2025, 20% led to no help/,
    );
    assert.match(await tab.locator('main').innerText(), /what came of your agency’s referrals/);
    await isForEveryone(tab, how);
    await tab.goto(`/referrals?${YEAR}`);
    const words = await tab.locator('main').innerText();
    assert.match(words, /300 referrals/, 'the total');
    assert.doesNotMatch(words, /police|health/i);
    await isForEveryone(tab, how);
    const { police } = place.agencies;
    for (const address of [
      `/referrals/${police}?${YEAR}`,
      `/figures/referrals-of-agency?agency=${police}&${YEAR}`,
      `/figures/referrals-by-referrer?by=agency&column=share&row=${police}&${YEAR}`,
    ]) {
      const reply = await tab.goto(address);
      assert.ok((reply?.status() ?? 0) >= 400, `${address} is closed to a partner`);
      assert.doesNotMatch(await tab.locator('main').innerText(), /60%|\b60\b/, address);
    }
    await tab.context().close();
  });

  test(`a call to an advice line is recorded without anyone's details, ${name}`, async () => {
    const tab = await as('triage-officer', how);
    const before = await callsToldOn(tab);
    await tab.goto('/referrals/advice/new');
    await tab.getByRole('button', { name: 'Record the call' }).click();
    const problems = tab.locator('.govuk-error-summary');
    await problems.waitFor();
    assert.match(await problems.innerText(), /There is a problem/);
    await isForEveryone(tab, how);
    for (let call = 0; call < 5; call += 1) await recordCall(tab);
    assert.equal(new URL(tab.url()).pathname, '/referrals/advice');
    assert.equal(await callsToldOn(tab), before + 5);
    await isForEveryone(tab, how);
    await tab.context().close();
  });
}

async function recordCall(tab: Tab): Promise<void> {
  await tab.goto('/referrals/advice/new');
  await tab.getByLabel('Which advice line?').fill('Consultation line');
  for (const [part, value] of [
    ['day', '14'],
    ['month', '6'],
    ['year', '2024'],
  ] as const) {
    await tab.locator(`[name="day-${part}"]`).fill(value);
  }
  await tab
    .getByRole('group', { name: 'Which agency called?' })
    .getByLabel(/schools/i)
    .check();
  await tab
    .getByRole('group', { name: /^What was it about/ })
    .getByRole('radio')
    .first()
    .check();
  await tab.getByRole('group', { name: 'What came of it?' }).getByRole('radio').first().check();
  await tab.getByLabel('How many minutes did it take?').fill('15');
  await tab.getByRole('button', { name: 'Record the call' }).click();
}

/** How many calls of the year the page tells of. */
async function callsToldOn(tab: Tab): Promise<number> {
  await tab.goto(`/referrals/advice?${YEAR}`);
  return Number(/(\d+) calls/.exec(await tab.locator('h1').innerText())?.[1] ?? 0);
}

test('the page of one agency prints on at most two sides of A4, with what came of it', async () => {
  const { place } = await referred();
  const tab = await as('commissioner', { javaScript: true, width: 1280 });
  await tab.goto(`/referrals/${place.agencies.police}?${YEAR}`);
  const sides = pagesOf(await tab.pdf({ format: 'A4', preferCSSPageSize: true }));
  assert.ok(sides >= 1 && sides <= 2, `${sides} sides`);
  await tab.emulateMedia({ media: 'print' });
  for (const heading of ['What helps', 'What you hear back']) {
    assert.ok(await tab.getByRole('heading', { name: heading }).isVisible(), heading);
  }
  assert.ok(await tab.locator('table').first().isVisible(), 'the table is printed with the chart');
  assert.equal(await tab.getByRole('button', { name: 'Show what it' }).isVisible(), false);
  await tab.context().close();
});
