import { readFileSync } from 'node:fs';
import { type AuthorityId, type CalendarDay, dayFromNumber } from './lib/index.ts';
import { type Actor, asActor, type Database, type Tx } from './platform/index.ts';
import { insertActionSource, latestKnownDay } from './record/index.ts';
import {
  addPortfolio,
  createScenario,
  estimateVersion,
  freezeScenario,
  queueRun,
  shareScenario,
  solvePortfolio,
} from './decide/index.ts';
import { demoHasDone } from './demo.store.ts';

/** The action that notes that the demo's scenarios were written once. */
export const DEMO_SCENARIOS = 'Wrote the scenarios of the demo';

const FOLDER = new URL('../demo/scenarios/', import.meta.url);
const PORTFOLIO = new URL('../demo/portfolios/northbridge.yaml', import.meta.url);

/** The scenarios of Northbridge, and who may see each. */
const SCENARIOS = [
  { file: 'family-support-400.yaml', isShared: true },
  { file: 'edge-of-care.yaml', isShared: true },
  { file: 'parenting-groups.yaml', isShared: false },
] as const;

/** Shared, run and frozen for a committee: few runs, so that it is whole at once. */
const FROZEN = 'youth-diversion.yaml';
const FROZEN_RUNS = 500;

/**
 * Lets Northbridge's analyst write scenarios, once: each with its first estimate and all runs
 * queued, two of them shared, one frozen for a committee; and choose what to buy where. Comes after
 * all years are loaded, since a run rests on the journeys that are there.
 */
export async function demoScenarios(
  database: Database,
  authorityId: AuthorityId,
  { actor, analyst }: { readonly actor: Actor; readonly analyst: Actor },
): Promise<void> {
  const today = dayFromNumber(Math.floor(Date.now() / 86_400_000));
  const isDue = await asActor(database, actor, async (tx) => {
    if ((await latestKnownDay(tx)) === null || (await demoHasDone(tx, DEMO_SCENARIOS)))
      return false;
    await insertActionSource(tx, authorityId, DEMO_SCENARIOS);
    return true;
  });
  if (!isDue) return;
  for (const one of SCENARIOS) {
    await asActor(database, analyst, (tx) => write(tx, analyst, { ...one, today }));
  }
  await asActor(database, analyst, (tx) => writeFrozen(tx, analyst, today));
  const text = readFileSync(PORTFOLIO, 'utf8');
  const { id } = await asActor(database, analyst, (tx) => addPortfolio(tx, analyst, text));
  await solvePortfolio({
    portfolioId: id,
    actor: analyst,
    inTransaction: (work) => asActor(database, analyst, work),
    progress: () => {},
  });
}

async function write(
  tx: Tx,
  analyst: Actor,
  of: { readonly file: string; readonly isShared: boolean; readonly today: CalendarDay },
): Promise<void> {
  const text = readFileSync(new URL(of.file, FOLDER), 'utf8');
  const { id } = await createScenario(tx, analyst, {
    from: { kind: 'file', text },
    today: of.today,
  });
  if (of.isShared) await shareScenario(tx, analyst, { id, sharing: 'partnership' });
  await estimateVersion(tx, analyst, { id });
  await queueRun(tx, analyst, { id });
}

async function writeFrozen(tx: Tx, analyst: Actor, today: CalendarDay): Promise<void> {
  const file = readFileSync(new URL(FROZEN, FOLDER), 'utf8');
  const text = file.replace(/^draws: .*$/m, `draws: ${FROZEN_RUNS}`);
  const { id } = await createScenario(tx, analyst, { from: { kind: 'file', text }, today });
  await shareScenario(tx, analyst, { id, sharing: 'partnership' });
  const { resultId } = await estimateVersion(tx, analyst, { id });
  await freezeScenario(tx, analyst, { resultId });
}
