import { after } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page as Tab } from 'playwright-core';
import {
  letAnalystDecide,
  letPartnersAgree,
  loadNewestYear,
  loadPart,
} from '../../src/demo-authority.ts';
import { listAuthorities, listDemoRoles, type Role } from '../../src/govern/index.ts';
import { type AccountId, type AgencyId, financialYear } from '../../src/lib/index.ts';
import {
  asSystem,
  type Database,
  migrate,
  openEmbedded,
  silentLog,
  startWorker,
} from '../../src/platform/index.ts';
import { jobKinds, MEASURES } from '../../src/wings.ts';
import { aGround, type Ground } from '../access-ground.ts';
import { anAuthority, type TestAuthority } from '../database.ts';
import { type TestWeb, testWeb, type Visitor } from '../web.ts';

/** Children of Northbridge in browser tests: enough for every page to have something to show. */
const CHILDREN = 2000;
const CHROMIUM = '/usr/bin/chromium';

/** Where someone works in browser tests. */
export type Where = 'northbridge' | 'ground' | 'empty' | 'workshop';

/** The running app with Northbridge, a small authority and an empty one, and one browser. */
export interface House {
  readonly base: string;
  readonly database: Database;
  readonly web: TestWeb;
  /** A small authority of which every address is known. */
  readonly ground: Ground;
  /** An authority into which nothing was loaded. */
  readonly empty: TestAuthority;
  /** An authority in which tests load and write what they need. */
  readonly workshop: TestAuthority;
  /** A tab of somebody new, who is not signed in. */
  visit(how?: Partial<Visit>): Promise<Tab>;
  /** A tab of someone who is signed in in a role. */
  signedIn(role: Role, where: Where, how?: Partial<Visit>): Promise<Tab>;
  /** What the browser of someone in a role would send, to ask for pages without a browser. */
  cookieOf(role: Role, where: Where): Promise<string>;
}

/** How somebody looks at a page. */
export interface Visit {
  readonly javaScript: boolean;
  readonly width: number;
}

let house: Promise<House> | null = null;
const closers: (() => Promise<unknown>)[] = [];

after(async () => {
  await house;
  for (const close of closers.reverse()) await close();
});

/** The house of this process, opened when first asked for. */
export function theHouse(): Promise<House> {
  house ??= openHouse();
  return house;
}

async function openHouse(): Promise<House> {
  const database = await openEmbedded(null);
  closers.push(() => database.close());
  await migrate(database);
  await loadNewestYear({ database, children: CHILDREN, say: () => {} });
  await agreeInNorthbridge(database);
  const ground = await aGround(database);
  const empty = await anAuthority(database);
  const workshop = await anAuthority(database);
  const web = await testWeb(database);
  closers.push(() => web.close());
  const worker = startWorker({ database, kinds: jobKinds(database), log: silentLog });
  closers.push(() => worker.stop());
  const base = await web.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  const cookieOf = async (role: Role, where: Where): Promise<string> =>
    web.cookieOf(await visitorIn(role, where, { database, ground, empty, workshop }));
  const visit = async (how: Partial<Visit> = {}): Promise<Tab> =>
    (await openContext(browser, base, how)).newPage();
  return {
    base,
    database,
    web,
    ground,
    empty,
    workshop,
    visit,
    cookieOf,
    signedIn: async (role, where, how = {}) => {
      const [name = '', value = ''] = (await cookieOf(role, where)).split('=');
      const context = await openContext(browser, base, how);
      await context.addCookies([{ name, value, url: base }]);
      return context.newPage();
    },
  };
}

/** What Northbridge is compared with, and what its people do together: plan, reviews, briefings. */
async function agreeInNorthbridge(database: Database): Promise<void> {
  const known = await asSystem(database, 'operator', listAuthorities);
  const northbridge = known.find(({ code }) => code === 'NBR');
  if (!northbridge) return;
  for (const part of ['no year', financialYear(2025)] as const) {
    const asked = { authorityId: northbridge.id, children: CHILDREN, part };
    await loadPart(database, asked, { say: () => {} });
  }
  await letPartnersAgree(database, northbridge.id, MEASURES);
  await letAnalystDecide(database, northbridge.id);
}

async function openBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...asRoot, '--disable-dev-shm-usage', '--disable-gpu', '--force-prefers-reduced-motion'],
  });
  closers.push(() => browser.close());
  return browser;
}

async function openContext(
  browser: Browser,
  base: string,
  { javaScript = true, width = 1280 }: Partial<Visit>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: base,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  return context;
}

async function visitorIn(
  role: Role,
  where: Where,
  { database, ground, empty, workshop }: Pick<House, 'database' | 'ground' | 'empty' | 'workshop'>,
): Promise<Visitor> {
  if (where === 'northbridge') {
    const known = await asSystem(database, 'sign-in', listDemoRoles);
    const found = known.find((one) => one.role === role);
    if (!found) throw new Error(`nobody in Northbridge is ${role}`);
    return { accountId: found.id, agencyId: found.agencyId, role };
  }
  const of = { empty, workshop, ground: ground.authority } as const;
  const actor = of[where].actors[role];
  return {
    accountId: Number(actor.id) as AccountId,
    agencyId: Number(actor.settings['headwater.agency']) as AgencyId,
    role,
  };
}
