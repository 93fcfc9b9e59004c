import { type DemoPart, type MadeFile, type MadeFiles, makeFiles } from '../demo/made-files.ts';
import { NORTHBRIDGE, northbridge } from '../demo/northbridge.ts';
import {
  accountIdOf,
  actorFor,
  addAuthority,
  addMembers,
  type AgencyKind,
  listAgencies,
  listAuthorities,
  ROLE_WORDS,
  ROLES,
  type Role,
  systemActor,
} from './govern/index.ts';
import { type AuthorityId, dayFromNumber } from './lib/index.ts';
import {
  asActor,
  asSystem,
  type Database,
  defineJob,
  enqueueJob,
  generatedFile,
  type JobKind,
  type Measure,
  type Tx,
} from './platform/index.ts';
import { DEMO_QUEUED, demoHasDone } from './demo.store.ts';
import { agreeNorthbridge } from './demo-agreed.ts';
import type { DemoPeople } from './demo-briefing.ts';
import { protectDemoAddresses, relateDemoRecords } from './demo-records.ts';
import { demoScenarios } from './demo-scenarios.ts';
import { importFile, insertActionSource, READERS } from './record/index.ts';

const CODE = 'NBR';

interface DemoParts {
  readonly database: Database;
  readonly children: number;
  say(line: string): void;
}

/** Where each role works in the demo; the others are at the council. */
const AGENCY_OF_ROLE: Readonly<Partial<Record<Role, AgencyKind>>> = {
  partner: 'schools',
  provider: 'charities',
  funder: 'funders',
  family: 'public',
};

/**
 * Makes Northbridge and loads its newest year, unless it is there: enough for the first useful
 * page. Files go in through the ordinary importers. `made` may have begun before the database.
 */
export async function loadNewestYear(parts: DemoParts, made?: Promise<MadeFiles>): Promise<void> {
  const { database, children, say } = parts;
  const known = await asSystem(database, 'operator', listAuthorities);
  const before = known.find((one) => one.code === CODE);
  // The older years are queued once the newest is loaded: then there is nothing to make again.
  if (before && (await hasQueuedOlderYears(database, before.id))) return;
  const authorityId = before?.id ?? (await makeNorthbridge(parts));
  const { files } = await (made ?? makeFiles({ children, part: 'first' }));
  await loadFiles({ database, authorityId, say }, files);
}

function hasQueuedOlderYears(database: Database, authorityId: AuthorityId): Promise<boolean> {
  return asActor(database, systemActor(authorityId), (tx) => demoHasDone(tx, DEMO_QUEUED));
}

async function makeNorthbridge({ database, children, say }: DemoParts): Promise<AuthorityId> {
  say(`Making the demo authority Northbridge: ${children.toLocaleString('en-GB')} children`);
  return asSystem(database, 'operator', async (tx) => {
    const { name, number, code } = NORTHBRIDGE;
    const asked = { code: CODE, name, laNumber: number, onsCode: code, isMadeUp: true };
    const id = await addAuthority(tx, asked);
    const agencies = new Map((await listAgencies(tx, id)).map((one) => [one.kind, one.id]));
    const members = ROLES.flatMap((role) => {
      const agencyId = agencies.get(AGENCY_OF_ROLE[role] ?? 'council');
      const email = `${role}@northbridge.example`;
      return agencyId
        ? [{ email, name: `Demo ${ROLE_WORDS[role].toLowerCase()}`, role, agencyId }]
        : [];
    });
    await addMembers(tx, id, members);
    return id;
  });
}

/** Queues the rest of Northbridge as visible jobs, unless they were queued before. */
export async function queueOlderYears({ database, children }: DemoParts): Promise<void> {
  const known = await asSystem(database, 'operator', listAuthorities);
  const authority = known.find((one) => one.code === CODE);
  if (!authority) return;
  const actor = systemActor(authority.id);
  const years = [...northbridge({ children }).years].reverse();
  await asActor(database, actor, async (tx) => {
    if (await demoHasDone(tx, DEMO_QUEUED)) return;
    await insertActionSource(tx, authority.id, DEMO_QUEUED);
    // What people do together needs the newest year, and is soon wanted: it comes before others.
    for (const year of ['no year', ...years.slice(0, 1), AGREED, ...years.slice(1), DECIDED]) {
      await enqueueJob(tx, {
        name: 'load-demo',
        title: titleOf(year),
        payload: { year, children },
        actor,
        lane: 'import',
        unit: 'KB',
      });
    }
  });
}

/** The part that no file says: what people do together. */
const AGREED = 'agreed';

/** What is worked out from all years: scenarios. */
const DECIDED = 'decided';

function titleOf(part: string): string {
  if (part === DECIDED) return 'Northbridge\u2019s analyst compares ways of helping earlier';
  if (part === 'no year') return 'Loading what Northbridge is compared with';
  return part === AGREED ? 'Northbridge\u2019s partners agree' : `Loading Northbridge, ${part}`;
}

/** The job that loads one year of Northbridge; files that are loaded already change nothing. */
export function loadDemoJob(database: Database, measures: readonly Measure[]): JobKind {
  return defineJob({
    name: 'load-demo',
    run: async (job) => {
      const { year, children } = job.payload as { year: string; children: number };
      const authorityId = Number(job.actor.settings['headwater.scope']) as AuthorityId;
      if (year === AGREED) {
        await letPartnersAgree(database, authorityId, measures);
        return { href: '/plan' };
      }
      if (year === DECIDED) {
        await letAnalystDecide(database, authorityId);
        return { href: '/scenarios' };
      }
      const part = year as DemoPart;
      await loadPart(
        database,
        { authorityId, children, part },
        {
          say: () => {},
          progress: (done, total) => job.progress(done, total),
          isStopped: () => job.shouldStop,
        },
      );
      // What was stopped half-way is not done: it goes on when the server is there again.
      job.stopIfAsked();
      return { href: '/returns' };
    },
  });
}

/** What Northbridge's people do together, once: reviews, plan, briefings and the like. */
export async function letPartnersAgree(
  database: Database,
  authorityId: AuthorityId,
  measures: readonly Measure[],
): Promise<void> {
  const actor = systemActor(authorityId);
  const people = await asActor(database, actor, (tx) => peopleOf(tx, authorityId));
  await agreeNorthbridge(database, { authorityId, actor, people, measures });
}

/** What Northbridge's analyst works out, once, from the journeys that are there: scenarios. */
export async function letAnalystDecide(
  database: Database,
  authorityId: AuthorityId,
): Promise<void> {
  const actor = systemActor(authorityId);
  const people = await asActor(database, actor, (tx) => peopleOf(tx, authorityId));
  if (people) await demoScenarios(database, authorityId, { actor, analyst: people.analyst });
}

/** Who writes, signs and asks; null where Northbridge has nobody in one of the roles. */
async function peopleOf(tx: Tx, authorityId: AuthorityId): Promise<DemoPeople | null> {
  const council = (await listAgencies(tx)).find(({ kind }) => kind === 'council');
  const as = async (role: Role) => {
    const id = await accountIdOf(tx, `${role}@northbridge.example`);
    if (id === null || !council) return null;
    return actorFor({ id: String(id), authorityId, agencyId: council.id, role });
  };
  const [analyst, manager] = [await as('analyst'), await as('manager')];
  const member = await as('member');
  return analyst && manager && member ? { analyst, manager, member } : null;
}

/** Which part of Northbridge is loaded, and into which authority. */
interface PartAsked {
  readonly authorityId: AuthorityId;
  readonly children: number;
  readonly part: DemoPart;
}

/** Loads one part of Northbridge: its files, and what of it no file can say. */
export async function loadPart(
  database: Database,
  { authorityId, children, part }: PartAsked,
  telling: Omit<Loading, 'database' | 'authorityId'>,
): Promise<void> {
  const { files, special } = await makeFiles({ children, part });
  await loadFiles({ database, authorityId, ...telling }, files);
  if (telling.isStopped?.()) return;
  const actor = systemActor(authorityId);
  await asActor(database, actor, (tx) => protectDemoAddresses(tx, actor, special));
  if (part !== 'no year') return;
  const set = northbridge({ children });
  await asActor(database, actor, (tx) => relateDemoRecords(tx, actor, set));
}

interface Loading {
  readonly database: Database;
  readonly authorityId: AuthorityId;
  say(line: string): void;
  progress?(doneKilobytes: number, totalKilobytes: number): void;
  isStopped?(): boolean;
}

async function loadFiles(loading: Loading, files: readonly MadeFile[]): Promise<void> {
  const { database, authorityId, say } = loading;
  const opened = files.map((file) => generatedFile(file.name, () => [file.text]));
  const total = opened.reduce((sum, file) => sum + file.byteCount, 0);
  let before = 0;
  for (const file of opened) {
    if (loading.isStopped?.()) return;
    const outcome = await importFile(
      {
        database,
        actor: systemActor(authorityId),
        today: dayFromNumber(Math.floor(Date.now() / 86_400_000)),
        readers: READERS,
        progress: async (bytes) => {
          loading.progress?.(Math.round((before + bytes) / 1024), Math.round(total / 1024));
          await new Promise((resolve) => setImmediate(resolve));
          return loading.isStopped?.() ?? false;
        },
      },
      file,
    );
    before += file.byteCount;
    const percent = Math.round((100 * before) / Math.max(1, total));
    if (outcome.status !== 'already-loaded') say(`  ${percent}%  ${file.name}`);
  }
}
