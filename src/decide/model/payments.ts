import type { AgencyKind } from '../../record/index.ts';
import type { Assumptions } from './assumptions.ts';
import type { BenefitLine } from './model-result.ts';
import type { CashStep, ModelInput, State, StatePrice } from './model-input.ts';
import { STATE_INDEX } from './states.ts';
import { COUNTED } from './walk.ts';

/** The kinds of benefit in the order of their places. */
export const BENEFIT_KINDS: readonly BenefitLine['kind'][] = [
  'cash',
  'capacity',
  'social-value',
  'transfer',
];

/** What one agency bears of one source (a state's day, an outcome's event). */
export interface Payment {
  readonly source: string;
  /** Place of the source's units: states first, then outcomes in the order of the input. */
  readonly unit: number;
  readonly agency: number;
  /** Prices that add up: place among the assumptions, share (0 to 1), place in BENEFIT_KINDS. */
  readonly parts: readonly {
    readonly place: number;
    readonly share: number;
    readonly kind: number;
  }[];
}

/** A group of states whose fewer children free cash only in whole steps. */
export interface StepPlan {
  readonly states: Uint8Array;
  readonly childrenAStep: number;
  readonly lagQuarters: number;
}

/** Who bears what, and how cash comes free. */
export interface Payments {
  readonly payments: readonly Payment[];
  readonly steps: readonly StepPlan[];
  /** By state: the place of its step, or -1 where fewer days are fewer pence at once. */
  readonly stepOf: Int8Array;
}

/** Works out which agency bears what of which source, in order of source and agency. */
export function planPayments(
  input: ModelInput,
  agencies: readonly AgencyKind[],
  assumptions: Assumptions,
): Payments {
  const found = new Map<string, Payment & { parts: Payment['parts'][number][] }>();
  const add = (source: string, unit: number, code: string, price: Omit<StatePrice, 'state'>) => {
    for (const [agency, share] of Object.entries(price.split)) {
      if (!(share > 0)) continue;
      const key = `${source} ${agency}`;
      const payment = found.get(key) ?? {
        source,
        unit,
        agency: agencies.indexOf(agency as AgencyKind),
        parts: [],
      };
      found.set(key, payment);
      const isTransfer = price.transferOf.includes(agency as AgencyKind);
      const kind = BENEFIT_KINDS.indexOf(isTransfer ? 'transfer' : price.kind);
      payment.parts.push({ place: assumptions.placeOf.get(code) ?? 0, share, kind });
    }
  };
  const byCode = <T extends { readonly code: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const price of byCode(input.prices)) {
    add(price.state, STATE_INDEX[price.state], `price:${price.code}`, price);
  }
  for (const [index, outcome] of input.outcomes.entries()) {
    for (const price of byCode(outcome.prices)) {
      const code = `outcome:${outcome.code}/price:${price.code}`;
      add(outcome.code, COUNTED + index, code, price);
    }
  }
  const payments = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, payment]) => payment);
  return { payments, ...planSteps(input.cashSteps) };
}

function planSteps(cashSteps: readonly CashStep[]) {
  const stepOf = new Int8Array(COUNTED).fill(-1);
  const steps = cashSteps.map((step, index): StepPlan => {
    const own = step.states.filter((state: State) => stepOf[STATE_INDEX[state]] === -1);
    for (const state of own) stepOf[STATE_INDEX[state]] = index;
    return {
      states: Uint8Array.from(own, (state) => STATE_INDEX[state]),
      childrenAStep: step.childrenAStep,
      lagQuarters: step.lagQuarters,
    };
  });
  return { steps, stepOf };
}
