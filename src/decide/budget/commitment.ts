import {
  formatFinancialYear,
  formatPenceExactly,
  pence,
  refuse,
  sumPence,
} from '../../lib/index.ts';
import {
  carryLimit,
  costOf,
  type FundingStream,
  givenFor,
  mayPay,
  type Payment,
  type SpendingNeed,
} from './streams.ts';

/** What a commitment is checked against. */
export interface CheckedMoney {
  readonly streams: readonly FundingStream[];
  readonly needs: readonly SpendingNeed[];
  readonly committed: readonly Payment[];
}

/** How much of a year's money of a stream is neither committed nor beyond what may be carried. */
export interface Room {
  readonly left: number;
  readonly carry: number;
  readonly need: number;
  readonly share: number;
}

/** What is left for a payment, in pence: of the money, of what may be carried, and of the cost. */
export function roomFor(money: CheckedMoney, at: Omit<Payment, 'amountPence'>): Room {
  const { stream, need } = partsOf(money, at);
  const sum = (keep: (one: Payment) => boolean) =>
    sumPence(money.committed.filter(keep).map((one) => one.amountPence));
  const own = (one: Payment) => one.stream === at.stream && one.grantedYear === at.grantedYear;
  const here = (one: Payment) => one.need === at.need && one.spentYear === at.spentYear;
  const given = givenFor(stream, at.grantedYear);
  const may = mayPay(stream, at.grantedYear, need, at.spentYear);
  const isLater = (one: Payment) => own(one) && one.spentYear !== at.grantedYear;
  return {
    left: given - sum(own),
    carry: carryLimit(stream, given) - sum(isLater),
    need: costOf(need, at.spentYear) - sum(here),
    share: (may.ok ? may.atMostPence : 0) - sum((one) => here(one) && one.stream === at.stream),
  };
}

function partsOf(money: CheckedMoney, at: Omit<Payment, 'amountPence'>) {
  const stream = money.streams.find(({ code }) => code === at.stream);
  const need = money.needs.find(({ code }) => code === at.need);
  if (!stream) throw refuse('no-such-stream', 'not-found', 'There is no such funding stream here.');
  if (!need)
    throw refuse('no-such-need', 'not-found', 'There is nothing to be paid here so named.');
  return { stream, need };
}

/** Refuses a new commitment that a rule forbids, with the rule and what is left. */
export function checkCommitment(money: CheckedMoney, entry: Payment): void {
  const { stream, need } = partsOf(money, entry);
  const may = mayPay(stream, entry.grantedYear, need, entry.spentYear);
  if (!may.ok) {
    const sentence = `${stream.name} may not pay for ${need.name}. ${may.reason}`;
    throw refuse('money-may-not-pay', 'conflict', sentence);
  }
  const { left, carry, need: due, share } = roomFor(money, entry);
  const granted = formatFinancialYear(entry.grantedYear);
  const spent = formatFinancialYear(entry.spentYear);
  const words = (amount: number) => formatPenceExactly(pence(Math.max(0, amount)));
  const most = (amount: number, sentence: string): void => {
    if (entry.amountPence > amount) throw refuse('too-much-money', 'conflict', sentence);
  };
  most(left, `Only ${words(left)} of ${stream.name} for ${granted} is left.`);
  if (entry.grantedYear !== entry.spentYear) {
    most(carry, `Only ${words(carry)} of ${stream.name} may still be carried out of ${granted}.`);
  }
  most(due, `Only ${words(due)} of ${need.name} in ${spent} is not paid for yet.`);
  most(share, `${stream.name} may pay only ${words(share)} more of ${need.name} in ${spent}.`);
}

/** Refuses changed rules or costs that what is committed would break; `keep` says what to check. */
export function checkKept(money: CheckedMoney, keep: (one: Payment) => boolean): void {
  for (const one of money.committed.filter(keep)) {
    const others = money.committed.filter((other) => other !== one);
    const isThere =
      money.streams.some(({ code }) => code === one.stream) &&
      money.needs.some(({ code }) => code === one.need);
    if (isThere) checkCommitment({ ...money, committed: others }, one);
  }
}
