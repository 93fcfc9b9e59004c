import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as Tab } from 'playwright-core';
import { loadMovers, loadYear, type Mover, wardOf } from '../../src/decide/model/moves.sample.ts';
import type { Finding } from '../../src/lib/index.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { theHouse } from './house.ts';
import { follow, isForEveryone, SCREENS, tabOf } from './screens.ts';

const YEAR = { kind: 'cin-census', startYear: 2024 } as const;
const CHILDREN = 80;

let counting: Promise<TestAuthority> | null = null;

/** An authority with a year of journeys: of eighty children in need every eighth goes into care. */
function counted(): Promise<TestAuthority> {
  counting ??= theHouse().then(async ({ database }) => {
    const here = await anAuthority(database);
    const movers = Array.from({ length: CHILDREN }, (_, index): Mover => {
      const goes = index % 8 === 0;
      const leaves = goes ? '2024-11-15' : null;
      return {
        id: `child-${index}`,
        born: `${2010 + (index % 12)}-05-04`,
        spells: [
          ['child-in-need', '2024-04-10', leaves],
          ...(goes
            ? ([
                ['looked-after', '2024-11-15', null],
                ['U4', '2024-11-15', null, 'placement'],
              ] as const)
            : []),
        ],
      };
    });
    await loadYear(database, here.authorityId, { ...YEAR, kind: 'places' }, [wardOf(4000)]);
    await loadMovers(database, here.authorityId, YEAR, movers);
    return here;
  });
  return counting;
}

async function press(tab: Tab, name: string): Promise<void> {
  await tab.getByRole('button', { name, exact: true }).first().click();
}

const MOST_OPENED = 400;

/** What a figure rests on, followed down from input to input, the nearest first. */
async function groundsOf(tab: Tab, id: string): Promise<{ rows: boolean; sources: boolean }> {
  const found = { rows: false, sources: false };
  const seen = new Set([id]);
  const open = [id];
  while (open.length > 0 && seen.size < MOST_OPENED && !(found.rows && found.sources)) {
    const [name = '', query = ''] = (open.shift() ?? '').split('?');
    const answer = await tab.request.get(`/figures/${name}.json?${query}`);
    assert.equal(answer.status(), 200, `${name}?${query}`);
    const finding = (await answer.json()) as Finding;
    for (const { how } of finding.rows.flatMap(({ figures }) => figures)) {
      found.rows ||= (how.rows?.count ?? 0) > 0;
      found.sources ||= (how.citations?.length ?? 0) > 0;
      const further = (how.inputs ?? []).filter((input) => !seen.has(input.id));
      for (const input of further) {
        seen.add(input.id);
        open.push(input.id);
      }
    }
  }
  return found;
}

/** Waits until all runs are done; a page never reloads by itself. */
async function allRuns(tab: Tab): Promise<void> {
  const freeze = tab.getByRole('button', { name: 'Freeze for committee' });
  for (let look = 0; look < 60 && (await freeze.count()) === 0; look += 1) {
    await tab.waitForTimeout(500);
    await tab.reload();
  }
  assert.equal(await freeze.count(), 1, 'all runs are done');
}

for (const { name, how } of SCREENS) {
  test(`a case is built from nothing and frozen, and a member reads it, ${name}`, async () => {
    const house = await theHouse();
    const here = await counted();
    const tab = await tabOf(house, here, 'commissioner', how);
    await tab.goto('/questions');
    await follow(tab, tab.locator('main a[href="/scenarios"]'));
    await isForEveryone(tab, how);
    await follow(tab, tab.getByRole('button', { name: 'Begin a scenario' }));
    await follow(tab, tab.locator('a[href="/scenarios/new?from=family-support"]'));
    await isForEveryone(tab, how);
    await tab.getByLabel('In a few words').fill('');
    await press(tab, 'Work it out');
    await tab.getByRole('link', { name: 'Say in a few words what you would do' }).waitFor();
    await isForEveryone(tab, how);
    await tab.getByLabel('In a few words').fill('Family support expanded by 400 places');
    await tab.getByLabel('Places: children who can begin in a year').fill('400');
    await press(tab, 'Work it out');

    const address = new URL(tab.url()).pathname;
    assert.match(address, /^\/scenarios\/\d+$/);
    assert.equal(await tab.locator('h1').innerText(), 'Family support expanded by 400 places');
    const sentence = await tab.locator('.hw-scenario__sentence').innerText();
    assert.match(sentence, /In \d+ of 100 runs it breaks even within 10 years\./);
    assert.ok((await tab.locator('svg.hw-chart-fan').count()) >= 1, 'the curve is drawn');
    assert.equal(await tab.locator('.hw-key-figure').count(), 4);
    await isForEveryone(tab, how);

    await allRuns(tab);
    const parts = ['gains', 'risk', 'years', 'assumptions', 'compare', 'history', 'file'];
    for (const part of parts) {
      await tab.goto(`${address}/${part}`);
      await isForEveryone(tab, how);
    }
    await tab.goto(`${address}/gains`);
    assert.ok((await tab.locator('svg.hw-chart-paired-bars').count()) >= 1);
    await tab.goto(`${address}/risk`);
    assert.match(await tab.locator('main').innerText(), /\d+ of 50 dots are above £0/);

    await tab.goto(address);
    const numbers = await tab.locator('.hw-key-figure a.hw-number').all();
    const curve = tab.locator('a.hw-number[data-figure^="scenario-payback"]').first();
    // The peak in cash rests on costs alone, which nobody has counted in a record.
    const ids = await Promise.all(
      [numbers[1], numbers[3], curve].map((one) => one?.getAttribute('data-figure')),
    );
    const told = await numbers[1]?.innerText();
    await follow(tab, tab.locator('.hw-key-figure a.hw-number').nth(1));
    await tab.getByRole('heading', { name: 'How it is worked out' }).waitFor();
    assert.ok((await tab.locator('main').innerText()).includes(told ?? '?'), 'the same number');
    for (const id of ids) {
      const grounds = await groundsOf(tab, id ?? '');
      assert.deepEqual(grounds, { rows: true, sources: true }, `${id} leads to both`);
    }

    await tab.goto(address);
    await press(tab, 'Share');
    await press(tab, 'Freeze for committee');
    assert.match(tab.url(), /\/frozen\/[0-9a-f]{64}$/);
    const paper = new URL(tab.url()).pathname;
    assert.match(await tab.locator('main').innerText(), /It never changes[\s\S]+npx headwater/);
    await isForEveryone(tab, how);
    await tab.context().close();

    const member = await tabOf(house, here, 'member', how);
    await member.goto('/scenarios');
    await isForEveryone(member, how);
    for (const page of [address, `${address}/gains`, `${address}/assumptions`, paper]) {
      await member.goto(page);
      assert.match(await member.locator('main').innerText(), /Family support expanded by 400/);
      assert.equal(await member.locator('main form[method="post"]').count(), 0, page);
      await isForEveryone(member, how);
    }
    const sent = await member.request.post(`${address}/act`, { form: { act: 'unshare' } });
    assert.equal(sent.status(), 403);
    await member.context().close();
  });
}
