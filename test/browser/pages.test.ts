import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { mayOpen, registeredPages } from '../../script/write-access-matrix.ts';
import type { Role } from '../../src/govern/index.ts';
import type { Page } from '../../src/platform/index.ts';
import { addressOf } from '../access-ground.ts';
import { faultsOf } from './faults.ts';
import { type House, theHouse, type Where } from './house.ts';

const WIDE = 1280;
const NARROW = 320;

/** Roles that see most, so that pages are seen with all that may be on them. */
const LOOKERS: readonly Role[] = [
  'manager',
  'analyst',
  'administrator',
  'auditor',
  'provider',
  'member',
];

/** What machines read: the directory, and what programs ask. */
const FOR_MACHINES = /^\/(?:open-referral|api)(?:\/|$)/;
/** What people look at: neither files to save nor what machines read. */
const shown = registeredPages().filter(
  ({ get, url }) => get && !/\.(?:csv|json)$/.test(url) && !FOR_MACHINES.test(url),
);
/** Addresses of which the small authority may have nothing: then the page that says so is seen. */
const MAY_MISS = ['/peers/', '/answer/', '/spend-map/overlaps/'];
const withRecord = shown.filter(({ url }) => url.includes('/:'));
const withoutRecord = shown.filter(({ url }) => !url.includes('/:'));

function lookerAt(page: Page): Role {
  const role = LOOKERS.find((one) => mayOpen(page, one));
  assert.ok(role, `none of ${LOOKERS.join(', ')} may open ${page.url}`);
  return role;
}

const tabs = new Map<string, Promise<Tab>>();

/** A tab for each role and place, used again for one page after the other. */
function tabOf(house: House, role: Role, where: Where): Promise<Tab> {
  const key = `${role} ${where}`;
  const known = tabs.get(key) ?? house.signedIn(role, where);
  tabs.set(key, known);
  return known;
}

/** Looks at an address wide and narrow; a script that fails counts as a fault. */
async function checkAddress(house: House, address: string, as: [Role, Where]): Promise<void> {
  const tab = await tabOf(house, ...as);
  const broken: string[] = [];
  const hear = (error: Error) => broken.push(`a script failed: ${error.message}`);
  tab.on('pageerror', hear);
  await tab.setViewportSize({ width: WIDE, height: 900 });
  const reply = await tab.goto(address);
  const mayMiss = MAY_MISS.some((start) => address.startsWith(start));
  const isError = (reply?.status() ?? 500) >= 400 && !mayMiss;
  assert.equal(isError, false, `${address} answers ${reply?.status()}`);
  assert.deepEqual(await faultsOf(tab), [], `${address} at ${WIDE} px`);
  await tab.setViewportSize({ width: NARROW, height: 900 });
  assert.deepEqual(await faultsOf(tab), [], `${address} at ${NARROW} px`);
  tab.off('pageerror', hear);
  assert.deepEqual(broken, []);
}

for (const page of withoutRecord) {
  test(`${page.url} is for everyone, full`, async () => {
    const house = await theHouse();
    await checkAddress(house, addressOf(page, house.ground), [lookerAt(page), 'northbridge']);
  });

  test(`${page.url} is for everyone, empty`, async () => {
    const house = await theHouse();
    await checkAddress(house, addressOf(page, house.ground), [lookerAt(page), 'empty']);
  });
}

for (const page of withRecord) {
  test(`${page.url} is for everyone`, async () => {
    const house = await theHouse();
    await checkAddress(house, addressOf(page, house.ground), [lookerAt(page), 'ground']);
  });
}

test('a page that does not exist and a page of another role are for everyone', async () => {
  const house = await theHouse();
  for (const address of ['/no-such-page', '/accounts']) {
    const tab = await house.signedIn('analyst', 'northbridge');
    await tab.goto(address);
    assert.deepEqual(await faultsOf(tab), [], address);
    await tab.context().close();
  }
});

test('sign-in shows itself and its errors to everyone', async () => {
  const house = await theHouse();
  for (const width of [WIDE, NARROW]) {
    const tab = await house.visit({ width });
    await tab.goto('/sign-in');
    assert.deepEqual(await faultsOf(tab), []);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.getByText('There is a problem').waitFor();
    assert.deepEqual(await faultsOf(tab), []);
    await tab.context().close();
  }
});

test('by keyboard one first comes to the content, and always sees where one is', async () => {
  const house = await theHouse();
  for (const address of ['/', '/cost', '/returns', '/people']) {
    const tab = await house.signedIn('manager', 'northbridge');
    await tab.goto(address);
    await tab.keyboard.press('Tab');
    const first = tab.locator(':focus');
    assert.equal(await first.textContent(), 'Skip to main content');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/#main-content$/);
    for (let step = 0; step < 12; step += 1) {
      await tab.keyboard.press('Tab');
      assert.ok(await focusShows(tab), `${address}: the focus is not seen at step ${step}`);
    }
    await tab.context().close();
  }
});

/** Whether what has the focus is on screen and marked by an outline, a shadow or its background. */
async function focusShows(tab: Tab): Promise<boolean> {
  return (await tab.evaluate(`(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return true;
    const marks = (element) => {
      const style = getComputedStyle(element);
      const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return outline || style.boxShadow !== 'none';
    };
    const label = one.id ? document.querySelector('label[for="' + one.id + '"]') : null;
    const before = label ? getComputedStyle(label, '::before') : null;
    const isMarked = marks(one) || (before && before.boxShadow !== 'none');
    const box = one.getBoundingClientRect();
    return Boolean(isMarked) && box.width > 0 && box.height > 0;
  })()`)) as boolean;
}
