import { actorFor } from '../src/govern/index.ts';
import type { AgencyId, AuthorityId } from '../src/lib/index.ts';
import { type Actor, asActor, type Database, type Page, type Tx } from '../src/platform/index.ts';
import { PAGES } from '../src/wings.ts';
import { aSession } from '../test/pages.ts';
import type { Made } from './fill-work.ts';
import { median, percentile95, say, timeOf } from './measure.ts';

const LOOKS = 40;
const LONGEST = 3_000;

/** Pages that give out a file to fill in, or an empty form: nothing of them grows with the data. */
const NOT_LOOKED_AT = /-template\.csv$|\/templates$|\/new$|\/(set|cover|import|workbook)$/;

/** Of which records the pages of one record are looked at. */
export interface LookedAt extends Made {
  readonly authorityId: AuthorityId;
  readonly council: AgencyId;
  readonly health: AgencyId;
  readonly ward: number;
  readonly person: number;
}

/** One look: the page, and what its address holds. */
export interface Look {
  readonly page: Page;
  readonly label: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What one page took. */
export interface Looked {
  readonly label: string;
  readonly first: number;
  readonly times: readonly number[];
}

/** Every page without a record in its address, and one of each kind that has one. */
export function looksOf(at: LookedAt): readonly Look[] {
  const plain = PAGES.filter(
    ({ get, url }) => get && !url.includes(':') && !NOT_LOOKED_AT.test(url),
  );
  const of = (url: string, params: Record<string, string>, query = {}): Look[] => {
    const page = PAGES.find((one) => one.url === url);
    return page ? [{ page, label: url, params, query }] : [];
  };
  const year = { year: '2024-25' };
  const rows: Record<string, Record<string, string>> = {
    '/journeys/rows': { what: 'looked-after/foster', ...year },
    '/themes/rows': { theme: 'domestic-abuse', ...year },
  };
  return [
    ...plain.flatMap(({ url }) => of(url, {}, rows[url])),
    ...of('/places/:id', { id: String(at.ward) }),
    ...of('/needs/places/:id', { id: String(at.ward) }),
    ...of('/referrals/:agency', { agency: String(at.health) }, year),
    ...of('/themes/:theme', { theme: 'domestic-abuse' }, year),
    ...of('/peers/:indicator', { indicator: 'SENFinance' }),
    ...of('/frameworks/:framework', { framework: 'national-framework' }),
    ...of('/avoidable/:round', { round: String(at.round) }),
    ...of('/plan/versions/:version', { version: '1' }),
    ...of('/briefings/:id', { id: String(at.briefing) }),
    ...of('/people/:id', { id: String(at.person) }),
    ...of('/people/:id/cost', { id: String(at.person) }),
  ];
}

/**
 * Asks for each page as one who may open it and times its answer: after the first time 40 times,
 * fewer of a page that takes more than three seconds for it.
 */
export async function lookAt(
  database: Database,
  at: LookedAt,
  looks = looksOf(at),
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const look of looks) {
    const actor = readerOf(look.page, at);
    if (!actor) continue;
    const ask = () => asActor(database, actor, (tx) => answer(look, { tx, actor }));
    const first = await timeOf(ask);
    const times: number[] = [];
    const start = performance.now();
    while (times.length < LOOKS && (times.length < 3 || performance.now() - start < LONGEST)) {
      times.push(await timeOf(ask));
    }
    looked.push({ label: look.label, first, times });
  }
  return looked;
}

function readerOf(page: Page, { authorityId, council }: LookedAt): Actor | null {
  const roles = ['manager', 'analyst', 'commissioner', 'partner', 'member'] as const;
  const actors = roles.map((role) => actorFor({ id: '0', authorityId, agencyId: council, role }));
  return actors.find((actor) => page.who.allows(actor)) ?? null;
}

async function answer(look: Look, { tx, actor }: { tx: Tx; actor: Actor }): Promise<void> {
  await look.page.get?.({
    tx,
    actor,
    params: look.params,
    query: look.query,
    all: (name) => [look.query[name] ?? []].flat(),
    form: {},
    files: [],
    url: look.page.url,
    session: aSession(),
    audit: async () => {},
  });
}

/** Prints a table, the slowest first, and in how long 95 of 100 of all looks were answered. */
export function sayLooked(looked: readonly Looked[]): void {
  const bySlowness = [...looked].sort((a, b) => percentile95(b.times) - percentile95(a.times));
  say(`  ${'page'.padEnd(34)}      p95   median    first (ms, ${LOOKS} looks after the first)`);
  for (const { label, first, times } of bySlowness) {
    const numbers = [percentile95(times), median(times), first];
    say(`  ${label.padEnd(34)}${numbers.map((one) => one.toFixed(1).padStart(9)).join('')}`);
  }
  const all = looked.flatMap(({ times }) => times);
  say(`  all ${looked.length} pages: 95 of 100 within ${percentile95(all).toFixed(1)} ms`);
}
