import type { AgencyKind } from '../../record/index.ts';
import { type Assumptions, assumptionsOf } from './assumptions.ts';
import { discountFactors } from './discount.ts';
import { inputFaults } from './input-faults.ts';
import type { ModelInput, ProgrammeInput, State } from './model-input.ts';
import { type MovesPlan, planMoves, reachable } from './moves.ts';
import { type Payments, planPayments } from './payments.ts';
import { type Followed, planFollowed } from './plan-followed.ts';
import { entrantsOf } from './served.ts';
import { ageBandAt } from './states.ts';

/** All of an input that is the same in every run, worked out once. */
export interface Prepared {
  readonly input: ModelInput;
  readonly years: number;
  readonly quarters: number;
  readonly assumptions: Assumptions;
  readonly moves: MovesPlan;
  /** Programmes in order of code, so that the order of the input plays no role. */
  readonly programmes: readonly Followed[];
  readonly agencies: readonly AgencyKind[];
  readonly payments: Payments;
  readonly discount: Float64Array;
}

/** How finely the ages of those who begin are told apart. */
export interface PrepareOptions {
  /**
   * Follows every age in quarters. If not said, two ages stand for each age band, which is ten
   * times faster and comes within one per cent (a test holds it).
   */
  readonly everyAge?: boolean;
}

/** Works out what is the same in every run of an input. Throws a RangeError for what cannot run. */
export function prepare(input: ModelInput, options: PrepareOptions = {}): Prepared {
  const [fault] = inputFaults(input);
  if (fault !== undefined) throw new RangeError(fault);
  const programmes = [...input.programmes].sort((a, b) => (a.code < b.code ? -1 : 1));
  const assumptions = assumptionsOf(input);
  const moves = planMoves(input.rates.cells, statesOf(input), firstBand(programmes));
  const agencies = agenciesOf(input);
  return {
    input,
    years: input.years,
    quarters: input.years * 4,
    assumptions,
    moves,
    programmes: programmes.map((programme) =>
      planFollowed({ input, programme, moves, assumptions, everyAge: options.everyAge === true }),
    ),
    agencies,
    payments: planPayments(input, agencies, assumptions),
    discount: discountFactors(input.discount, input.years),
  };
}

/** States that those served can come to be at; where nobody stands, nobody is served. */
function statesOf({ programmes, rates }: ModelInput): State[] {
  const from = programmes.flatMap(({ who, uncovers }) => {
    const served = entrantsOf(rates, who).map(({ state }) => state);
    return served.length > 0 && uncovers ? [...served, uncovers.to] : served;
  });
  return reachable(rates.cells, [...new Set(from)]);
}

function firstBand(programmes: readonly ProgrammeInput[]): number {
  return Math.min(...programmes.map(({ who }) => ageBandAt(who.ages.from * 4) ?? 5));
}

function agenciesOf({ prices, outcomes, programmes }: ModelInput): AgencyKind[] {
  const shares = [
    ...prices.map(({ split }) => split),
    ...outcomes.flatMap((outcome) => outcome.prices.map(({ split }) => split)),
    ...programmes.map(({ cost }) => cost.paidBy),
  ];
  const named = shares.flatMap((split) =>
    Object.entries(split).flatMap(([agency, share]) => (share > 0 ? [agency] : [])),
  );
  return [...new Set(named)].sort() as AgencyKind[];
}
