import { type FinancialYear, pence } from '../../lib/index.ts';
import { FlowNetwork } from './flow-network.ts';
import {
  carriedUntil,
  carryLimit,
  costOf,
  type FundingStream,
  givenFor,
  mayPay,
  ownUntil,
  type Payment,
  type SpendingNeed,
} from './streams.ts';

/** What is to be shared out: streams, needs, and what was committed already. */
export interface MoneyProblem {
  readonly streams: readonly FundingStream[];
  readonly needs: readonly SpendingNeed[];
  readonly committed: readonly Payment[];
  /** Nothing is proposed for years before this one. */
  readonly from: FinancialYear;
}

interface Pot {
  readonly stream: FundingStream;
  readonly year: FinancialYear;
  readonly left: number;
  readonly carryLeft: number;
}

interface Due {
  readonly need: SpendingNeed;
  readonly year: FinancialYear;
  readonly left: number;
}

/** The day on which a pot is gone for good; later than any other where it may wait for ever. */
const NEVER = '9999-12-31';

/**
 * Which money pays for what: as much as the rules allow, using first what lapses first. Pots are
 * taken in the order of their last day, and each pays what it can, moving earlier payments between
 * needs where that makes room but never taking money from an earlier pot. Of networks without
 * match this gives the most that can be paid and, of all ways to pay it, the one that leaves the
 * least to lapse early (a greedy choice over a polymatroid; a test compares it with every choice).
 *
 * Where money must be matched, a payment without its match is cut and the rest shared out again:
 * what comes out keeps every rule, but may pay less than the most. To the penny; the payments are
 * proposals beside what is committed.
 */
export function payNeeds(problem: MoneyProblem): readonly Payment[] {
  const caps = new Map<string, number>();
  for (let round = 0; round < 30; round += 1) {
    const payments = shareOut(problem, caps);
    const broken = withoutMatch(problem, payments);
    if (broken.size === 0) return payments;
    for (const [key, cap] of broken) caps.set(key, cap);
  }
  return cutToMatch(problem, shareOut(problem, caps));
}

function shareOut(problem: MoneyProblem, caps: ReadonlyMap<string, number>): readonly Payment[] {
  const pots = potsOf(problem);
  const dues = duesOf(problem);
  const network = new FlowNetwork();
  const sink = network.addNode();
  const dueNodes = dues.map(({ left }) => {
    const node = network.addNode();
    network.addEdge(node, sink, left);
    return node;
  });
  const edges: { readonly edge: number; readonly pot: Pot; readonly due: Due }[] = [];
  // A payment of one stream to one need in a year is capped over all years of the stream.
  const capNodes = new Map<string, number>();
  const potNodes = pots.map((pot) => {
    const node = network.addNode();
    const carry = network.addNode();
    network.addEdge(node, carry, pot.carryLeft);
    for (const [place, due] of dues.entries()) {
      const may = mayPay(pot.stream, pot.year, due.need, due.year);
      if (!may.ok) continue;
      const key = keyOf(pot.stream.code, due);
      const atMost = may.atMostPence - committedTo(problem, pot.stream.code, due);
      let capNode = capNodes.get(key);
      if (capNode === undefined) {
        capNode = network.addNode();
        capNodes.set(key, capNode);
        const cap = Math.min(atMost, caps.get(key) ?? Number.POSITIVE_INFINITY);
        network.addEdge(capNode, dueNodes[place] ?? sink, Math.max(0, cap));
      }
      const from = due.year === pot.year ? node : carry;
      edges.push({ edge: network.addEdge(from, capNode, pot.left), pot, due });
    }
    return node;
  });
  for (const [place, pot] of pots.entries()) network.push(potNodes[place] ?? 0, sink, pot.left);
  return edges.flatMap(({ edge, pot, due }): Payment[] => {
    const flow = network.flowOf(edge);
    if (flow <= 0) return [];
    const to = { need: due.need.code, spentYear: due.year, amountPence: pence(flow) };
    return [{ stream: pot.stream.code, grantedYear: pot.year, ...to }];
  });
}

function potsOf({ streams, committed }: MoneyProblem): Pot[] {
  const pots = streams.flatMap((stream) =>
    [...new Set(stream.amounts.map((one) => one.year))].map((year): Pot => {
      const own = committed.filter((one) => one.stream === stream.code && one.grantedYear === year);
      const given = givenFor(stream, year);
      const later = own.filter((one) => one.spentYear !== year);
      return {
        stream,
        year,
        left: Math.max(0, given - sumOf(own)),
        carryLeft: Math.max(0, carryLimit(stream, given) - sumOf(later)),
      };
    }),
  );
  return pots.toSorted((a, b) => compare(lastDayOf(a), lastDayOf(b)));
}

function lastDayOf({ stream, year, carryLeft }: Pot): string {
  if (carryLeft === 0) return ownUntil(stream, year);
  return carriedUntil(stream, year) ?? NEVER;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function duesOf({ needs, committed, from }: MoneyProblem): Due[] {
  return needs.flatMap((need) =>
    [...new Set(need.costs.map((one) => one.year))]
      .filter((year) => year >= from)
      .map((year): Due => {
        const own = committed.filter((one) => one.need === need.code && one.spentYear === year);
        return { need, year, left: Math.max(0, costOf(need, year) - sumOf(own)) };
      }),
  );
}

function sumOf(payments: readonly Payment[]): number {
  return payments.reduce((sum, one) => sum + one.amountPence, 0);
}

function keyOf(stream: string, due: { readonly need: { code: string }; year: string }): string {
  return `${stream}/${due.need.code}/${due.year}`;
}

function committedTo({ committed }: MoneyProblem, stream: string, due: Due): number {
  return sumOf(
    committed.filter(
      (one) => one.stream === stream && one.need === due.need.code && one.spentYear === due.year,
    ),
  );
}

/**
 * Where a stream pays more of something than its match allows: by stream, need and year, the most
 * that what others pay allows, in pence, less what is committed.
 */
function withoutMatch(
  problem: MoneyProblem,
  proposed: readonly Payment[],
): ReadonlyMap<string, number> {
  const broken = new Map<string, number>();
  for (const stream of problem.streams.filter(({ matchPercent }) => matchPercent > 0)) {
    for (const due of duesOf(problem)) {
      const here = (one: Payment) => one.need === due.need.code && one.spentYear === due.year;
      const all = [...problem.committed, ...proposed].filter(here);
      const own = sumOf(all.filter((one) => one.stream === stream.code));
      const others = sumOf(all) - own;
      const { matchPercent } = stream;
      const allowed = Math.floor((others * (100 - matchPercent)) / matchPercent);
      const fromHere = sumOf(proposed.filter((one) => here(one) && one.stream === stream.code));
      if (own > allowed && fromHere > 0) {
        broken.set(keyOf(stream.code, due), Math.max(0, allowed - (own - fromHere)));
      }
    }
  }
  return broken;
}

/** Cuts proposals until every one has its match; each step lowers at least one by a penny. */
function cutToMatch(problem: MoneyProblem, proposed: readonly Payment[]): readonly Payment[] {
  let payments = [...proposed];
  for (;;) {
    const broken = withoutMatch(problem, payments);
    if (broken.size === 0) return payments;
    for (const [key, cap] of broken) {
      let room = cap;
      payments = payments.flatMap((one): Payment[] => {
        if (`${one.stream}/${one.need}/${one.spentYear}` !== key) return [one];
        const amount = Math.min(one.amountPence, room);
        room -= amount;
        return amount > 0 ? [{ ...one, amountPence: pence(amount) }] : [];
      });
    }
  }
}
