import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theHouse } from './house.ts';
import { addPerson, signIn, WAYS } from './visitors.ts';

for (const { name, how } of WAYS) {
  test(`in the demo one click signs in, and one more signs out, ${name}`, async () => {
    const house = await theHouse();
    const tab = await house.visit(how);
    await tab.goto('/cost');
    assert.equal(new URL(tab.url()).pathname, '/sign-in', 'whoever is not signed in comes here');
    await tab.getByRole('button', { name: 'Sign in as analyst' }).click();
    assert.equal(new URL(tab.url()).pathname, '/cost', 'and goes on to where they wanted');
    await tab.getByText('made-up data').first().waitFor();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(new URL(tab.url()).pathname, '/sign-in');
    await tab.goto('/cost');
    assert.equal(new URL(tab.url()).pathname, '/sign-in', 'who is out stays out');
    await tab.context().close();
  });

  test(`someone new chooses a password and then signs in with it, ${name}`, async () => {
    const house = await theHouse();
    const { email, oneTimePassword } = await addPerson(house, how);
    const tab = await house.visit(how);
    await signIn(tab, email, oneTimePassword);
    await tab.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await tab.getByLabel('New password').fill('short');
    await tab.getByLabel('The same password again').fill('short');
    await tab.getByRole('button', { name: 'Keep this password' }).click();
    await tab.getByText('There is a problem').waitFor();
    await tab.getByLabel('New password').fill('green otter lamp');
    await tab.getByLabel('The same password again').fill('green otter lamp');
    await tab.getByRole('button', { name: 'Keep this password' }).click();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await signIn(tab, email, 'green otter lamp');
    assert.equal(new URL(tab.url()).pathname, '/');
    await tab.context().close();
  });

  test(`after five wrong passwords not even the right one opens the account, ${name}`, async () => {
    const house = await theHouse();
    const { email, oneTimePassword } = await addPerson(house, how);
    const tab = await house.visit(how);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await signIn(tab, email, 'not the password');
      await tab.getByText('There is a problem').waitFor();
    }
    await signIn(tab, email, oneTimePassword);
    const problem = tab.locator('.govuk-error-summary');
    assert.match(await problem.innerText(), /locked for 15 minutes/);
    const password = tab.getByLabel('Password', { exact: true });
    assert.equal(await password.inputValue(), '', 'a password is never written back');
    assert.equal(await tab.getByLabel('Email address').inputValue(), email);
    await tab.context().close();
  });
}

test('a tab left open after signing out elsewhere can send nothing', async () => {
  const house = await theHouse();
  const tab = await house.signedIn('administrator', 'northbridge');
  await tab.goto('/accounts/new');
  const other = await tab.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Sign out' }).click();
  await tab.getByLabel('Full name').fill('Too Late');
  await tab.getByRole('button', { name: 'Add this person' }).click();
  assert.equal(new URL(tab.url()).pathname, '/sign-in');
  await tab.context().close();
});
