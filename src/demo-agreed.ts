import { authorityOf, listAgencies, listAuthorities } from './govern/index.ts';
import { type AuthorityId, dayFromNumber, financialYear, pence } from './lib/index.ts';
import { type Actor, asActor, type Database, type Measure, type Tx } from './platform/index.ts';
import { insertActionSource, latestKnownDay } from './record/index.ts';
import { saveCover, saveTarget } from './understand/index.ts';
import { demoHasDone } from './demo.store.ts';
import { demoAvoidableReview } from './demo-avoidable.ts';
import { demoBriefing, type DemoPeople } from './demo-briefing.ts';
import { demoClasses } from './demo-decide.ts';
import { demoMoney } from './demo-money.ts';
import { demoPlan } from './demo-plan.ts';
import { demoMapping } from './demo-provision.ts';

/** The action that notes that the demo's savings targets were set once. */
const DEMO_TARGETS = 'Set the savings targets of the demo';

/** For whom it is done, who does it, and which figures a briefing may hold. */
export interface Agreeing {
  readonly authorityId: AuthorityId;
  readonly actor: Actor;
  /** Who writes, signs and asks; null where somebody is missing. */
  readonly people: DemoPeople | null;
  readonly measures: readonly Measure[];
}

/**
 * Lets Northbridge's partners do, once, what people do and no file can say: set savings targets,
 * review entries to care, agree a plan, write briefings and ask. Each is done by the ordinary
 * actions, in a transaction of its own, after the newest year and what it is compared with.
 */
export async function agreeNorthbridge(
  database: Database,
  { authorityId, actor, people, measures }: Agreeing,
): Promise<void> {
  const today = dayFromNumber(Math.floor(Date.now() / 86_400_000));
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asActor(database, actor, work);
  await run((tx) => setTargets(tx, actor));
  await run(async (tx) => {
    const own = (await listAuthorities(tx)).find(({ id }) => id === authorityId);
    if (own) await demoMapping(tx, actor, { code: own.code, name: own.name, today });
  });
  await run((tx) => demoAvoidableReview(tx, actor));
  await run((tx) => demoPlan(tx, actor, { today }));
  if (!people) return;
  await run((tx) => demoMoney(tx, people.manager, { today }));
  await run((tx) => demoClasses(tx, people.manager));
  await run((tx) => demoBriefing(tx, actor, { people, measures, today }));
}

/** Targets of two partners in the year to come, and lines of every kind that cover them. */
async function setTargets(tx: Tx, actor: Actor): Promise<void> {
  const known = await latestKnownDay(tx);
  if (known === null || (await demoHasDone(tx, DEMO_TARGETS))) return;
  await insertActionSource(tx, authorityOf(actor), DEMO_TARGETS);
  const agencies = new Map((await listAgencies(tx)).map(({ kind, id }) => [kind, id]));
  const [council, health] = [agencies.get('council'), agencies.get('health')];
  if (council === undefined || health === undefined) return;
  const keeper = { authorityId: authorityOf(actor), actorId: actor.id };
  const year = financialYear(Number(known.slice(0, 4)));
  const pounds = (amount: number) => pence(amount * 100);
  const note = 'Budget agreed by full council in February';
  await saveTarget(tx, keeper, { agencyId: council, year, amount: pounds(2_400_000), note });
  const plan = 'Financial recovery plan of the health partners';
  await saveTarget(tx, keeper, { agencyId: health, year, amount: pounds(600_000), note: plan });
  const line = (
    what: string,
    of: Omit<Parameters<typeof saveCover>[2], 'what' | 'year' | 'figure'>,
  ) => saveCover(tx, keeper, { ...of, what, year, figure: '' });
  await line('One children\u2019s home closed as fewer children need it', {
    agencyId: council,
    kind: 'cash',
    status: 'agreed',
    low: pounds(520_000),
    likely: pounds(640_000),
    high: pounds(700_000),
  });
  await line('Agency social workers replaced by permanent ones', {
    agencyId: council,
    kind: 'cash',
    status: 'planned',
    low: pounds(150_000),
    likely: pounds(380_000),
    high: pounds(600_000),
  });
  await line('Assessments that no longer lead to nothing', {
    agencyId: council,
    kind: 'capacity',
    status: 'agreed',
    low: pounds(90_000),
    likely: pounds(160_000),
    high: pounds(240_000),
  });
  await line('Children who do not come into care', {
    agencyId: council,
    kind: 'avoided',
    status: 'planned',
    low: pounds(400_000),
    likely: pounds(1_500_000),
    high: pounds(3_100_000),
  });
}
