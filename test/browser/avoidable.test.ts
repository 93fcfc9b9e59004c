import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import type { Role } from '../../src/govern/index.ts';
import {
  loadCareChildren,
  reviewAll,
  whole,
} from '../../src/understand/avoidable/reviews.sample.ts';
import { type House, theHouse, type Visit } from './house.ts';
import { WAYS } from './visitors.ts';

const CASES = 14;
const REASONS = { practitioner: 'An aunt offered a home.', analyst: 'Nobody could have known.' };

let children: Promise<House> | null = null;

/** The house, with children who came into care in the workshop, loaded once. */
function withChildren(): Promise<House> {
  children ??= theHouse().then(async (house) => {
    await loadCareChildren(house.database, house.workshop.authorityId, 40);
    return house;
  });
  return children;
}

async function as(role: Role, how: Partial<Visit>): Promise<Tab> {
  const house = await withChildren();
  return house.signedIn(role, 'workshop', how);
}

/** A manager plans a round, sees how precise it will be, draws it and chooses two reviewers. */
async function setUp(how: Partial<Visit>, name: string): Promise<string> {
  const tab = await as('manager', how);
  await tab.goto('/avoidable/new');
  for (const [field, year] of [
    ['from', '2024'],
    ['to', '2025'],
  ] as const) {
    await tab.locator(`#${field}`).fill('1');
    await tab.locator(`#${field}-month`).fill('4');
    await tab.locator(`#${field}-year`).fill(year);
  }
  await tab.getByLabel('How many cases to review').fill(String(CASES));
  await tab.getByLabel('Seed').fill('7');
  await tab.getByLabel('Name of the round').fill(name);
  await tab.getByRole('button', { name: 'Work out the sample' }).click();
  const plan = await tab.locator('main').innerText();
  assert.match(plan, /With 14 of 40 cases the estimate will be within about \d+ percentage points/);
  await tab.getByRole('button', { name: 'Draw the sample and start' }).click();
  await tab.getByLabel('Test practitioner').check();
  await tab.getByLabel('Test analyst').check();
  await tab.getByRole('button', { name: 'Share the cases out' }).click();
  await tab.getByText('Every case has two reviewers.').waitFor();
  assert.match(await tab.locator('h1').innerText(), /Too early to say: 0 of 14 cases/);
  const address = new URL(tab.url()).pathname;
  await tab.context().close();
  return address;
}

/** Somebody reviews the first case: first without what is needed, then as a whole. */
async function review(tab: Tab, round: string, judgement: string, reason: string): Promise<void> {
  await tab.goto(`${round}/cases/1`);
  await tab.getByLabel('Why do you think so?').fill(reason);
  await tab.getByRole('button', { name: 'Send your review' }).click();
  const summary = await tab.locator('.govuk-error-summary').innerText();
  assert.match(summary, /Select whether care could have been avoided/);
  assert.equal(await tab.getByLabel('Why do you think so?').inputValue(), reason, 'nothing lost');
  await tab.getByLabel(judgement, { exact: true }).check();
  if (judgement.startsWith('Yes')) {
    await tab.getByLabel('Care would have come later').check();
    await tab.getByLabel('Relatives and friends who step in, with support').check();
    const moment = tab.getByLabel('When was that help needed?');
    await moment.selectOption({ label: 'At an assessment or enquiry' });
    assert.match(await moment.innerText(), /2024: Referral from Police/, 'the journey is offered');
  }
  await tab.getByLabel('Parenting', { exact: true }).check();
  await tab.getByLabel('Taken up, but too late').check();
  await tab.getByLabel('High: the record tells enough').check();
  await tab.getByRole('button', { name: 'Send your review' }).click();
}

async function fits(tab: Tab): Promise<void> {
  const beyond = await tab.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(beyond, 0, `${tab.url()} fits its screen`);
}

for (const { name, how } of [...WAYS, { name: 'at 320 pixels', how: { width: 320 } }]) {
  test(`two people review blind, a third decides, and the estimate shows, ${name}`, async () => {
    const house = await withChildren();
    const round = await setUp(how, `A round ${name}`);
    const [first, second] = [await as('practitioner', how), await as('analyst', how)];
    await review(first, round, 'Yes, probably', REASONS.practitioner);
    await first.getByText('The other reviewer has not sent theirs yet.').waitFor();
    await second.goto(`${round}/cases/1`);
    await fits(second);
    assert.ok(!(await second.locator('body').innerText()).includes(REASONS.practitioner), 'blind');
    await review(second, round, 'No, definitely not', REASONS.analyst);
    await second.getByText('somebody else will decide').waitFor();
    await first.goto(`${round}/cases/1`);
    const both = await first.locator('main').innerText();
    assert.ok(both.includes(REASONS.practitioner) && both.includes(REASONS.analyst), 'now open');
    await fits(first);

    const manager = await as('manager', how);
    await manager.goto(round);
    await manager.getByRole('link', { name: 'Case 1', exact: true }).click();
    await fits(manager);
    await manager.getByLabel('Yes, it could have been avoided').check();
    await manager.getByLabel('Why do you decide so?').fill('The aunt was there.');
    await manager.getByRole('button', { name: 'Decide' }).click();
    await manager.getByText('Case 1 is decided.').waitFor();

    // The other cases, as the same two people would.
    const { practitioner, analyst } = house.workshop.actors;
    await reviewAll(house.database, Number(round.split('/').at(-1)), {
      reviewers: [practitioner, analyst],
      answer: (number) => (number === 1 ? null : whole(number <= 7 ? 'probably' : 'probably-not')),
    });
    await manager.goto(round);
    await manager.getByRole('button', { name: 'Finish this round' }).click();
    assert.match(
      await manager.locator('h1').innerText(),
      /^About \d+% of entries to care could have been avoided \(between \d+% and \d+%\)$/,
    );
    await fits(manager);

    const member = await as('member', how);
    await member.goto('/avoidable');
    await member.getByRole('link', { name: /^By age, theme, help and agency/ }).click();
    const told = await member.locator('main').innerText();
    assert.match(told, /Reviewers came to the same side in 93% of cases/);
    assert.doesNotMatch(told, /Kit\d|aunt|Case \d/);
    await fits(member);
    for (const tab of [first, second, manager, member]) await tab.context().close();
  });
}

test('whoever knows the family steps aside, and somebody else is asked', async () => {
  const round = await setUp({}, 'A round with a conflict');
  const tab = await as('analyst', {});
  await tab.goto(`${round}/cases/2`);
  await tab.getByText('I should not review this case').click();
  await tab.getByLabel('I worked with this family').check();
  await tab.getByRole('button', { name: 'Step aside' }).click();
  await tab.getByText('Somebody else will be asked.').waitFor();
  await tab.goto(`${round}/cases/2`);
  await tab.getByText('You are not asked to review this case.').waitFor();
  await tab.goto(`${round}/assign`);
  await tab.getByLabel('Test triage-officer').check();
  await tab.getByRole('button', { name: 'Share the cases out' }).click();
  await tab.getByText('Every case has two reviewers.').waitFor();
  await tab.context().close();
});
