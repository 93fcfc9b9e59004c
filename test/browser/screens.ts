import assert from 'node:assert/strict';
import type { Page as Tab } from 'playwright-core';
import type { TestAuthority } from '../database.ts';
import { faultsOf } from './faults.ts';
import type { House, Visit } from './house.ts';

/** A desk, a phone, and a phone on which no script runs. */
export const SCREENS: readonly { readonly name: string; readonly how: Visit }[] = [
  { name: 'at a desk', how: { javaScript: true, width: 1280 } },
  { name: 'at 320 px', how: { javaScript: true, width: 320 } },
  { name: 'at 320 px without JavaScript', how: { javaScript: false, width: 320 } },
];

/** A page without faults; axe itself is a script, so that it looks only where scripts run. */
export async function isForEveryone(tab: Tab, { javaScript }: Partial<Visit>): Promise<void> {
  if (javaScript === true) assert.deepEqual(await faultsOf(tab), [], tab.url());
  const over = await tab.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(Number(over) <= 0, `${tab.url()} is ${String(over)} px too wide`);
}

/** Opens where a link leads. */
export async function follow(tab: Tab, link: ReturnType<Tab['locator']>): Promise<void> {
  const href = await link.first().getAttribute('href');
  assert.ok(href, 'a link leads somewhere');
  await tab.goto(href);
}

/** Opens the filters of a page, which are folded away on a phone where scripts run. */
export async function openFilters(tab: Tab): Promise<void> {
  const filters = tab.locator('details[data-closes-when-narrow]');
  if ((await filters.getAttribute('open')) === null) await filters.locator('summary').click();
}

/** Sends the form of the filters. */
export async function applyFilters(tab: Tab): Promise<void> {
  await tab.getByRole('button', { name: 'Apply filters' }).last().click();
}

/** A tab of someone of an authority of a test's own, so that what they do is nobody else's. */
export async function tabOf(
  house: House,
  { actors }: Pick<TestAuthority, 'actors'>,
  role: keyof TestAuthority['actors'],
  how: Visit,
): Promise<Tab> {
  const cookie = await house.web.cookieOf({
    accountId: Number(actors[role].id) as never,
    agencyId: Number(actors[role].settings['headwater.agency']) as never,
    role,
  });
  const [name = '', value = ''] = cookie.split('=');
  const tab = await house.visit(how);
  await tab.context().addCookies([{ name, value, url: house.base }]);
  return tab;
}
