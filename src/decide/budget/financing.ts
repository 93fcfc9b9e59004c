import {
  financialYear,
  type FinancialYear,
  type Pence,
  pence,
  roundHalfAway,
  sumPence,
} from '../../lib/index.ts';

/** Three ways to find money for the same outcomes. */
export const WAYS = ['reserves', 'loan', 'investor'] as const;

/** One of them. */
export type Way = (typeof WAYS)[number];

/** How well outcomes turn out: the lowest of 20 runs, the middle one, the highest of 20. */
export const CASES = ['low', 'middle', 'high'] as const;

/** One of them. */
export type Case = (typeof CASES)[number];

/** What a programme costs and gains in cash in one year, in pence. */
export interface CashYear {
  readonly year: FinancialYear;
  readonly costPence: Pence;
  readonly gainPence: Pence;
}

/** What is agreed before signature. Rates and shares are per cent. */
export interface Terms {
  /** Interest that reserves would have earned. */
  readonly reserveRate: number;
  readonly loanRate: number;
  readonly loanKind: 'annuity' | 'maturity';
  /** Whole years over which each part that is borrowed is paid back. */
  readonly loanYears: number;
  /** Return a year that an investor is paid, as far as outcomes come about. */
  readonly returnRate: number;
  /** Share of the cash gained that goes to the investor until it has its money and return. */
  readonly outcomeShare: number;
  /** Most that the investor is paid in all, as a share of what it put in. */
  readonly cap: number;
  readonly setUpPence: Pence;
  readonly feePence: Pence;
  /** Whole years after which an investor may leave if outcomes fall short; 0 for never. */
  readonly exitYear: number;
}

/** One payment of a loan at the end of a year. */
export interface Repayment {
  readonly interestPence: Pence;
  readonly principalPence: Pence;
}

/**
 * Payments of a loan over so many years at a yearly rate (per cent), at the end of each year.
 * Annuity: the same payment each year, rounded to the penny; the last clears the rest. Maturity:
 * interest each year, all of the principal at the end. Principal sums to the loan to the penny.
 * Throws a RangeError for less than one year or a rate below 0.
 */
export function loanSchedule(
  loan: Pence,
  terms: Pick<Terms, 'loanRate' | 'loanKind' | 'loanYears'>,
): readonly Repayment[] {
  const { loanRate, loanKind, loanYears } = terms;
  if (!Number.isInteger(loanYears) || loanYears < 1 || loanRate < 0) {
    throw new RangeError('a loan runs one year or more at a rate of 0 or more');
  }
  const rate = loanRate / 100;
  // Written so that a rate near nothing does not lose its digits.
  const level =
    rate < 1e-12 ? loan / loanYears : (loan * rate) / -Math.expm1(-loanYears * Math.log1p(rate));
  const payment = roundHalfAway(level);
  const schedule: Repayment[] = [];
  let balance: number = loan;
  for (let year = 1; year <= loanYears; year += 1) {
    const interest = roundHalfAway(balance * rate);
    const principal = principalOf({
      isLast: year === loanYears,
      balance,
      wanted: loanKind === 'maturity' ? 0 : payment - interest,
    });
    balance -= principal;
    schedule.push({ interestPence: pence(interest), principalPence: pence(principal) });
  }
  return schedule;
}

function principalOf(of: { isLast: boolean; balance: number; wanted: number }): number {
  return of.isLast ? of.balance : Math.min(of.balance, Math.max(0, of.wanted));
}

/** Who pays and gets what in one year; above 0 is money that comes in. In pence. */
export interface FlowYear {
  readonly year: FinancialYear;
  readonly partnershipPence: Pence;
  /** Lender or investor; nobody for reserves. */
  readonly otherPence: Pence;
}

/** The same outcomes, paid for in one way, in one case. All in pence, not discounted. */
export interface Financed {
  readonly way: Way;
  readonly years: readonly FlowYear[];
  /** What finding the money costs beyond the programme: interest, return, fees. */
  readonly financeCostPence: Pence;
  /** All that comes in to the partnership less all that goes out, interest forgone included. */
  readonly partnershipNetPence: Pence;
  /** What the lender or investor has in the end beyond what it put in; below 0 a loss. */
  readonly otherNetPence: Pence;
  /** Whether the investor left early. */
  readonly left: boolean;
}

/**
 * Pays for a programme in one way. Costs are met at the start of a year, gains, interest, payments
 * and fees come at its end. Years after those of the programme hold what is still to be paid back;
 * gains after them are not counted.
 *
 * Reserves lose interest on what is used and not yet gained back. A loan is drawn as costs arise;
 * the partnership repays it whatever happens. An investor pays the costs and is paid a share of
 * cash gained until it has its money and its return, never above the cap: what outcomes do not
 * pay is its loss. If it may leave and by then has been paid less than in the middle case, it pays
 * no more and is owed nothing, and the partnership bears the costs that follow.
 */
export function financed(
  way: Way,
  flows: Readonly<Record<Case, readonly CashYear[]>>,
  at: { readonly case: Case; readonly terms: Terms },
): Financed {
  const years = flows[at.case];
  if (way === 'reserves') return fromReserves(years, at.terms);
  if (way === 'loan') return fromLoan(years, at.terms);
  const expected = waterfall(flows.middle, at.terms, null);
  return fromInvestor(years, at.terms, expected.paid);
}

function fromReserves(years: readonly CashYear[], terms: Terms): Financed {
  let used = 0;
  let forgone = 0;
  const flows = years.map(({ year, costPence, gainPence }): FlowYear => {
    used += costPence;
    const interest = roundHalfAway((used * terms.reserveRate) / 100);
    used = Math.max(0, used - gainPence);
    forgone += interest;
    const net = pence(gainPence - costPence - interest);
    return { year, partnershipPence: net, otherPence: pence(0) };
  });
  return totals('reserves', flows, forgone);
}

function fromLoan(years: readonly CashYear[], terms: Terms): Financed {
  const first = Number(years[0]?.year.slice(0, 4) ?? 0);
  const span = years.length === 0 ? 0 : years.length + terms.loanYears - 1;
  const repaid = Array.from({ length: span }, () => 0);
  let interest = 0;
  for (const [start, { costPence }] of years.entries()) {
    for (const [after, one] of loanSchedule(costPence, terms).entries()) {
      const sum = one.interestPence + one.principalPence;
      repaid[start + after] = (repaid[start + after] ?? 0) + sum;
      interest += one.interestPence;
    }
  }
  const flows = repaid.map((sum, index): FlowYear => {
    const drawn = years[index]?.costPence ?? 0;
    const gain = years[index]?.gainPence ?? 0;
    return {
      year: financialYear(first + index),
      // What is drawn pays the cost of the year, so both cancel out.
      partnershipPence: pence(gain - sum),
      otherPence: pence(sum - drawn),
    };
  });
  return totals('loan', flows, interest);
}

interface Waterfall {
  readonly drawn: readonly number[];
  readonly paid: readonly number[];
  readonly left: boolean;
}

/** What an investor puts in and is paid by year; `expected` is what it was to be paid by then. */
function waterfall(
  years: readonly CashYear[],
  terms: Terms,
  expected: readonly number[] | null,
): Waterfall {
  const drawn: number[] = [];
  const paid: number[] = [];
  let [owed, left] = [0, false];
  for (const [index, { costPence, gainPence }] of years.entries()) {
    const draw = left ? 0 : costPence;
    drawn.push(draw);
    owed = roundHalfAway((owed + draw) * (1 + terms.returnRate / 100));
    const most = Math.floor((sumOf(drawn) * terms.cap) / 100) - sumOf(paid);
    const share = Math.floor((Math.max(0, gainPence) * terms.outcomeShare) / 100);
    const payment = left ? 0 : Math.max(0, Math.min(owed, most, share));
    paid.push(payment);
    owed -= payment;
    const isExit = expected !== null && terms.exitYear === index + 1;
    if (isExit && sumOf(paid) < sumOf(expected.slice(0, index + 1))) left = true;
  }
  return { drawn, paid, left };
}

function fromInvestor(
  years: readonly CashYear[],
  terms: Terms,
  expected: readonly number[],
): Financed {
  const { drawn, paid, left } = waterfall(years, terms, expected);
  let fees = 0;
  const flows = years.map(({ year, costPence, gainPence }, index): FlowYear => {
    const fee = terms.feePence + (index === 0 ? terms.setUpPence : 0);
    fees += fee;
    const ownCost = costPence - (drawn[index] ?? 0);
    const payment = paid[index] ?? 0;
    return {
      year,
      partnershipPence: pence(gainPence - payment - fee - ownCost),
      otherPence: pence(payment - (drawn[index] ?? 0)),
    };
  });
  const cost = sumOf(paid) - sumOf(drawn) + fees;
  return { ...totals('investor', flows, cost), left };
}

function totals(way: Way, years: readonly FlowYear[], financeCost: number): Financed {
  return {
    way,
    years,
    financeCostPence: pence(financeCost),
    partnershipNetPence: sumPence(years.map((one) => one.partnershipPence)),
    otherNetPence: sumPence(years.map((one) => one.otherPence)),
    left: false,
  };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, one) => sum + one, 0);
}

/**
 * What it costs to hand the risk on, in pence: what an investor costs more than a loan if outcomes
 * come about as in the middle run. In return the investor bears its loss in the low case.
 */
export function riskPrice(flows: Readonly<Record<Case, readonly CashYear[]>>, terms: Terms): Pence {
  const cost = (way: Way) => financed(way, flows, { case: 'middle', terms }).financeCostPence;
  return pence(cost('investor') - cost('loan'));
}
