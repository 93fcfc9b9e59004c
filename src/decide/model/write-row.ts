import { cashPart, freedShares } from './free-cash.ts';
import { QUARTER_DAYS } from './model-input.ts';
import { countedShares, type OverlapGroup, overlapGroups } from './overlap.ts';
import type { Payment, StepPlan } from './payments.ts';
import type { Followed } from './plan-followed.ts';
import type { Prepared } from './prepare.ts';
import { AGENCY_SUMS, type RowLayout, rowLayout } from './row-layout.ts';
import type { RunRoom } from './run-draw.ts';
import { programmeYear } from './served.ts';
import { COUNTED } from './walk.ts';

/** Room for turning what changed in one run into money. */
export interface MoneyRoom {
  readonly layout: RowLayout;
  readonly groups: readonly OverlapGroup[];
  readonly stepShares: readonly Float64Array[];
  /** Units that are fewer, by source (states, then outcomes) and year; of these, what is cash. */
  readonly units: Float64Array;
  readonly cashUnits: Float64Array;
  readonly values: Float64Array;
  readonly counted: Float64Array;
  /** Pence a unit of one payment, by place in BENEFIT_KINDS. */
  readonly rates: Float64Array;
}

/** Room for the money of an input. */
export function moneyRoom(prepared: Prepared): MoneyRoom {
  const sources = COUNTED + prepared.input.outcomes.length;
  return {
    layout: rowLayout(prepared),
    groups: overlapGroups(prepared.input),
    stepShares: prepared.payments.steps.map(() => new Float64Array(prepared.quarters)),
    units: new Float64Array(sources * prepared.years),
    cashUnits: new Float64Array(sources * prepared.years),
    values: new Float64Array(prepared.input.outcomes.length),
    counted: new Float64Array(prepared.input.outcomes.length),
    rates: new Float64Array(4),
  };
}

/** Where the row of a run is written, and what is summed over runs. */
export interface RowTarget {
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  /** Place of the row's first number. */
  at: number;
}

/** Turns what changed in one run into money by year, kind and agency, and writes its row. */
export function writeRow(
  prepared: Prepared,
  run: RunRoom,
  money: MoneyRoom,
  target: RowTarget,
): void {
  const { layout } = money;
  target.rows.fill(0, target.at, target.at + layout.length);
  countDays(prepared, run, money, target);
  countEvents(prepared, run, money);
  for (let i = 0; i < prepared.payments.payments.length; i += 1) {
    payOut(prepared, run, money, { target, index: i });
  }
  for (let i = 0; i < prepared.programmes.length; i += 1) {
    payCosts(prepared, run, money, { target, index: i });
  }
  target.rows.set(run.drawn.z, target.at + layout.assumptions);
}

/** Days that are fewer at each state, and of these the days whose cash comes free. */
function countDays(prepared: Prepared, run: RunRoom, money: MoneyRoom, target: RowTarget): void {
  const { payments, years } = prepared;
  const { stepShares, units, cashUnits, layout } = money;
  const { change } = run;
  for (let i = 0; i < payments.steps.length; i += 1) {
    freedShares(payments.steps[i] as StepPlan, change, stepShares[i] as Float64Array);
  }
  const from = { payments, shares: stepShares };
  for (let place = COUNTED * years; place < units.length; place += 1) {
    units[place] = 0;
    cashUnits[place] = 0;
  }
  for (let state = 0; state < COUNTED; state += 1) {
    for (let year = 0; year < years; year += 1) {
      let fewer = 0;
      let cash = 0;
      for (let quarter = 4 * year; quarter < 4 * year + 4; quarter += 1) {
        const own = 0 - (change[quarter * COUNTED + state] as number);
        fewer += own;
        cash += cashPart(own, state, quarter, from);
      }
      const place = state * years + year;
      units[place] = fewer * QUARTER_DAYS;
      cashUnits[place] = cash * QUARTER_DAYS;
      target.rows[target.at + layout.states + place] = 0 - fewer / 4;
    }
  }
}

/** Events that are fewer; of outcomes that overlap, only what counts of each programme. */
function countEvents(prepared: Prepared, run: RunRoom, money: MoneyRoom): void {
  const { programmes, years } = prepared;
  const { units, cashUnits, counted, groups } = money;
  for (let index = 0; index < programmes.length; index += 1) {
    const { outcomes } = programmes[index] as Followed;
    const avoided = run.avoided[index] as Float64Array;
    counted.fill(1);
    if (groups.length > 0) countOverlap(prepared, run, money, index);
    for (let i = 0; i < outcomes.length; i += 1) {
      const { outcome } = outcomes[i] as Followed['outcomes'][number];
      const share = counted[outcome] as number;
      for (let year = 0; year < years; year += 1) {
        const place = (COUNTED + outcome) * years + year;
        const fewer = share * (avoided[i * years + year] as number);
        units[place] = (units[place] as number) + fewer;
        cashUnits[place] = (cashUnits[place] as number) + fewer;
      }
    }
  }
}

function countOverlap(prepared: Prepared, run: RunRoom, money: MoneyRoom, index: number): void {
  const { years, discount, assumptions } = prepared;
  const { values, counted, groups } = money;
  const { outcomes } = prepared.programmes[index] as Followed;
  const avoided = run.avoided[index] as Float64Array;
  values.fill(0);
  for (let i = 0; i < outcomes.length; i += 1) {
    const { outcome } = outcomes[i] as Followed['outcomes'][number];
    let present = 0;
    for (let year = 0; year < years; year += 1) {
      present += (avoided[i * years + year] as number) * (discount[year] as number);
    }
    values[outcome] = present * penceOf(prepared, run, outcome);
  }
  for (const group of groups) {
    const place = assumptions.placeOf.get(`overlap:${group.name}`);
    const upTo = place === undefined ? null : (run.drawn.values[place] as number);
    countedShares(group, values, upTo, counted);
  }
}

/** What one event costs everybody, transfers apart. */
function penceOf({ payments }: Prepared, run: RunRoom, outcome: number): number {
  let pence = 0;
  for (const payment of payments.payments) {
    if (payment.unit !== COUNTED + outcome) continue;
    for (const { place, share, kind } of payment.parts) {
      if (kind < 3) pence += (run.drawn.values[place] as number) * share;
    }
  }
  return pence;
}

/** What one agency gains from one source, by kind and year. */
function payOut(
  prepared: Prepared,
  run: RunRoom,
  money: MoneyRoom,
  { target, index }: { readonly target: RowTarget; readonly index: number },
): void {
  const { years } = prepared;
  const { layout, units, cashUnits, rates } = money;
  const { rows, sums, at } = target;
  const { unit, agency, parts } = prepared.payments.payments[index] as Payment;
  rates.fill(0);
  for (let i = 0; i < parts.length; i += 1) {
    const { place, share, kind } = parts[i] as Payment['parts'][number];
    rates[kind] = (rates[kind] as number) + (run.drawn.values[place] as number) * share;
  }
  const own = at + layout.agency + agency * layout.agencySize;
  const net = own + AGENCY_SUMS;
  const line = layout.sums.payments + index * 4 * years;
  for (let year = 0; year < years; year += 1) {
    const fewer = units[unit * years + year] as number;
    const freed = cashUnits[unit * years + year] as number;
    const cash = (rates[0] as number) * freed;
    const capacity = (rates[1] as number) * fewer + (rates[0] as number) * (fewer - freed);
    const social = (rates[2] as number) * fewer;
    add(rows, at + layout.cash + year, cash);
    add(rows, at + layout.capacity + year, capacity);
    add(rows, at + layout.social + year, social);
    add(rows, own + 1, cash);
    add(rows, own + 2, capacity);
    add(rows, net + year, cash + capacity);
    add(sums, line + year, cash);
    add(sums, line + years + year, capacity);
    add(sums, line + 2 * years + year, social);
    add(sums, line + 3 * years + year, (rates[3] as number) * fewer);
  }
}

/** What a programme costs by year, and who pays. */
function payCosts(
  prepared: Prepared,
  run: RunRoom,
  { layout }: MoneyRoom,
  { target, index }: { readonly target: RowTarget; readonly index: number },
): void {
  const { programme, places } = prepared.programmes[index] as Followed;
  const begun = run.begun[index] as Float64Array;
  const { values } = run.drawn;
  const column = programme.cost.kind === 'cash' ? layout.costCash : layout.costCapacity;
  for (let year = 0; year < prepared.years; year += 1) {
    const own = programmeYear(programme, year);
    if (own === null) continue;
    const setUp = own === 0 ? (values[places.setUp] as number) : 0;
    const children = begun[year] as number;
    const cost =
      setUp + (values[places.fixed] as number) + children * (values[places.perPlace] as number);
    add(target.rows, target.at + column + year, cost);
    add(target.sums, layout.sums.begun + index * prepared.years + year, children);
    for (let agency = 0; agency < prepared.agencies.length; agency += 1) {
      const name = prepared.agencies[agency] as Prepared['agencies'][number];
      const paid = cost * (programme.cost.paidBy[name] ?? 0);
      const place = target.at + layout.agency + agency * layout.agencySize;
      add(target.rows, place, paid);
      add(target.rows, place + AGENCY_SUMS + year, -paid);
    }
  }
}

function add(to: Float64Array, place: number, amount: number): void {
  to[place] = (to[place] as number) + amount;
}
