import { type Agency, listAgencies } from '../../govern/index.ts';
import { type CalendarDay, refuse } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { ActionWord, Delivery, PlanAnswer, PlanVersion } from './plan.ts';
import { listActionWords, listAnswers, listDeliveries, listVersions } from './plan.store.ts';

/** One version of the plan with all that was said and given, and the agencies by number. */
export interface PlanState {
  readonly plan: PlanVersion;
  /** The newest version, which may be a draft after the one that is shown. */
  readonly newest: PlanVersion;
  readonly answers: readonly PlanAnswer[];
  readonly words: readonly ActionWord[];
  readonly deliveries: readonly Delivery[];
  readonly agencies: ReadonlyMap<number, Agency>;
}

/**
 * The plan in force: the agreed version, else the newest; or the version asked for. Null where
 * there is no plan; refuses a version that is not there.
 */
export async function loadPlan(tx: Tx, version: number | null = null): Promise<PlanState | null> {
  const versions = await listVersions(tx);
  const [newest] = versions;
  if (!newest) return null;
  const plan =
    version === null
      ? (versions.find(({ status }) => status === 'agreed') ?? newest)
      : versions.find((one) => one.version === version);
  if (!plan) throw refuse('no-such-version', 'not-found', 'There is no such version of the plan.');
  return {
    plan,
    newest,
    answers: await listAnswers(tx, plan.version),
    words: await listActionWords(tx),
    deliveries: await listDeliveries(tx),
    agencies: new Map((await listAgencies(tx)).map((one) => [Number(one.id), one])),
  };
}

/** The name of an agency of the plan. */
export function agencyName({ agencies }: Pick<PlanState, 'agencies'>, id: number): string {
  return agencies.get(id)?.name ?? 'An agency that is no more';
}

/** Reads the number of a version in an address; refuses what is none. */
export function readVersion(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw refuse('no-such-version', 'not-found', 'There is no such version of the plan.');
}

/** The day of a moment, in England's calendar. */
export function dayOf(moment: Date): CalendarDay {
  return DAYS.format(moment) as CalendarDay;
}

// Written as Sweden writes it, which is how days are written here.
const DAYS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });
