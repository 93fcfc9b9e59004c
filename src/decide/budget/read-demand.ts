import type { Figure, FinancialYear } from '../../lib/index.ts';
import type { Actor, Tx } from '../../platform/index.ts';
import type { AgencyKind } from '../../record/index.ts';
import { lateHelpCostMeasure, rememberedCount } from '../../understand/index.ts';
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

/** Runs of the projection: enough for ends of ranges, few enough for whoever asks first to wait. */
const DRAWS = 100;
const SEED = 1;
/** Years that are projected once for all questions. */
const YEARS = 25;
/** Changes when late need is projected in another way, so that nothing remembered is taken. */
const PROJECTED_AS = 2;

interface Projected extends Pick<LateDemand, 'basis' | 'isLocal'> {
  /** The financial year that the first projected year is, by the year in which it starts. */
  readonly firstYear: number | null;
  readonly states: readonly Omit<LateState, 'dayPence'>[];
}

const READ = new WeakMap<Tx, Promise<Projected>>();

/**
 * Late need if nothing is done, from the year `from` on; projected once for each state of the
 * record. Where no rates can be taken from it, need moves as in national totals from `from` on.
 */
export async function readLateNeed(tx: Tx, from: FinancialYear): Promise<LateDemand> {
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
  return { ...projected, states: own };
}

function project(tx: Tx): Promise<Projected> {
  return rememberedCount(tx, `late-need-as-now ${PROJECTED_AS}`, async () => {
    const own = await readRates(tx);
    const isLocal = areRates(own);
    const rates: Rates = isLocal ? own : publishedRates();
    const { states } = projectAsNow(rates, YEARS, DRAWS, SEED);
    return {
      basis:
        `${rates.basis} Projected in ${DRAWS} runs, seed ${SEED}; the ends of the range are ` +
        'those of 5 and 95 in 100 runs.',
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

/** What each kind of agency bears of late help in the newest year that is known. */
export interface Borne {
  readonly perCouncilPound: ReadonlyMap<AgencyKind, number>;
  /** The costs of late help that it is worked out of, by agency. */
  readonly figures: ReadonlyMap<AgencyKind, Figure>;
}

/** What agencies bear beside the council, by what late help costs here; else the council alone. */
export async function readBorne(tx: Tx, actor: Actor): Promise<Borne> {
  const { rows } = await lateHelpCostMeasure.compute(tx, actor, { by: 'agency' });
  const figures = new Map<AgencyKind, Figure>();
  for (const { figures: own } of rows) {
    const [cost] = own;
    const kind = new URLSearchParams(cost?.id.split('?')[1] ?? '').get('row');
    if (cost?.value && kind) figures.set(kind as AgencyKind, cost);
  }
  const council = figures.get('council')?.value ?? 0;
  if (council <= 0) return { perCouncilPound: new Map([['council', 1]]), figures: new Map() };
  const shares = [...figures].map(([kind, { value }]) => [kind, (value ?? 0) / council] as const);
  return { perCouncilPound: new Map(shares), figures };
}
