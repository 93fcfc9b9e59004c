import type { Page as Tab } from 'playwright-core';
import type { House, Visit } from './house.ts';

/** What an administrator handed to someone new. */
export interface NewPerson {
  readonly email: string;
  readonly oneTimePassword: string;
}

/** Both ways in which everything has to work. */
export const WAYS: readonly { readonly name: string; readonly how: Partial<Visit> }[] = [
  { name: 'with JavaScript', how: { javaScript: true } },
  { name: 'without JavaScript', how: { javaScript: false } },
];

let people = 0;

/** An administrator adds someone as analyst at the council, and reads the one-time password. */
export async function addPerson(house: House, how: Partial<Visit>): Promise<NewPerson> {
  people += 1;
  const email = `new-${people}@northbridge.example`;
  const tab = await house.signedIn('administrator', 'northbridge', how);
  await tab.goto('/accounts/new');
  await tab.getByLabel('Full name').fill(`New Person ${people}`);
  await tab.getByLabel('Email address').fill(email);
  await tab.getByLabel('Which agency do they work for?').selectOption({ index: 1 });
  await tab.getByLabel('What do they work as?').selectOption('analyst');
  await tab.getByRole('button', { name: 'Add this person' }).click();
  const oneTimePassword = (await tab.locator('.govuk-inset-text').innerText()).trim();
  await tab.context().close();
  return { email, oneTimePassword };
}

/** Fills in and sends the form of sign-in. */
export async function signIn(tab: Tab, email: string, password: string): Promise<void> {
  await tab.goto('/sign-in');
  await tab.getByLabel('Email address').fill(email);
  await tab.getByLabel('Password', { exact: true }).fill(password);
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
}
