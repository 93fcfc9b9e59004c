import type { FinancialYear } from '../../lib/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { rememberedCount } from '../../understand/index.ts';
import { statePrices } from '../model/model-reference.ts';
import type { Rates, State, StatePrice } from '../model/model-input.ts';
import { projectAsNow } from '../model/project-as-now.ts';
import { publishedRates } from '../model/published-rates.ts';
import { areRates, readRates } from '../model/rates.ts';
import { LOOKED_AFTER_STATES } from '../model/state-of-level.ts';
import type { LateDemand, LateState } from './late-demand.ts';

/** The states whose money the late budget is. */
export const LATE_STATES: readonly State[] = [
  'child-in-need',
  'child-protection',
  ...LOOKED_AFTER_STATES,
];

/** Late need, and for each kind of agency what it bears for each pound that the council bears. */
export interface LateNeed extends LateDemand {
  readonly perCouncilPound: ReadonlyMap<AgencyKind, number>;
}

/** Runs of the projection; more would move the ends of ranges by less than they are rounded. */
const DRAWS = 200;
const SEED = 1;
/** Years that are projected once for all questions. */
const YEARS = 30;
/** Changes when late need is projected in another way, so that nothing remembered is taken. */
const PROJECTED_AS = 1;

interface Projected extends Pick<LateNeed, 'basis' | 'isLocal'> {
  /** The financial year that the first projected year is, by the year in which it starts. */
  readonly firstYear: number | null;
  readonly states: readonly Omit<LateState, 'dayPence'>[];
}

const READ = new WeakMap<Tx, Promise<Projected>>();

/**
 * Late need if nothing is done, from the year `from` on; projected once for each state of the
 * record. Where no rates can be taken from it, need moves as in national totals from `from` on.
 */
export async function readLateNeed(tx: Tx, from: FinancialYear): Promise<LateNeed> {
  const reading = READ.get(tx) ?? project(tx);
  READ.set(tx, reading);
  const { firstYear, states, ...projected } = await reading;
  const prices = statePrices().filter(({ kind }) => kind !== 'social-value');
  const skipped = firstYear === null ? 0 : Math.max(0, Number(from.slice(0, 4)) - firstYear);
  const own = states.map((one) => ({
    ...one,
    byYear: one.byYear.slice(Math.min(skipped, YEARS - 1)),
    dayPence: dayOf(one.state, prices),
  }));
  return { ...projected, states: own, perCouncilPound: bornePerPound(own, prices) };
}

function project(tx: Tx): Promise<Projected> {
  return rememberedCount(tx, `late-need-as-now ${PROJECTED_AS}`, async () => {
    const own = await readRates(tx);
    const isLocal = areRates(own);
    const rates: Rates = isLocal ? own : publishedRates();
    const { states } = projectAsNow(rates, YEARS, DRAWS, SEED);
    return {
      basis:
        `${rates.basis} Projected in ${DRAWS} runs, seed ${SEED}; the ends of the range are those ` +
        'of 5 and 95 in 100 runs.',
      isLocal,
      firstYear: isLocal ? own.span.toYear + 1 : null,
      states: states
        .filter(({ state }) => LATE_STATES.includes(state))
        .map(({ state, atStart, byYear }) => ({
          state,
          now: atStart,
          byYear: byYear.map(({ p5, p50, p95 }) => ({ low: p5, likely: p50, high: p95 })),
        })),
    };
  });
}

function dayOf(state: State, prices: readonly StatePrice[]): number {
  return prices
    .filter((one) => one.state === state)
    .reduce((sum, { pence }) => sum + pence.likely, 0);
}

/** By the published splits of what a day costs, over the children of today. */
function bornePerPound(
  states: readonly LateState[],
  prices: readonly StatePrice[],
): ReadonlyMap<AgencyKind, number> {
  const borne = new Map<AgencyKind, number>();
  for (const { state, now } of states) {
    for (const price of prices.filter((one) => one.state === state)) {
      for (const [kind, share = 0] of Object.entries(price.split)) {
        const agency = kind as AgencyKind;
        borne.set(agency, (borne.get(agency) ?? 0) + now * price.pence.likely * share);
      }
    }
  }
  const council = borne.get('council') ?? 0;
  if (council <= 0) return new Map();
  return new Map([...borne].map(([kind, amount]) => [kind, amount / council]));
}
