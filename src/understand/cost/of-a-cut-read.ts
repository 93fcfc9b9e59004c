import {
  type FinancialYear,
  financialYear,
  financialYearOf,
  type Interval,
  isSmall,
  refuse,
  yearEnd,
  yearStart,
} from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import { type AgencyKind, latestKnownDay, type Level } from '../../record/index.ts';
import { pricesOf } from '../unit-costs/reference-books.ts';
import { priceOfDay } from '../unit-costs/price-list.ts';
import { childrenOfYear } from './activity.store.ts';
import { readChoice, readYear } from './cost-asked.ts';
import { activitiesOf } from './cost-rows.ts';
import { agenciesOf, partOfAgency, type PricedLine, priceActivity } from './late-help-cost.ts';
import {
  COMPARISON_WORDS,
  COMPARISONS,
  type Comparison,
  type DayPrice,
  type Followed,
  followedOf,
  LATER_LEVELS,
  type LaterLevel,
  type Moved,
  movedTo,
} from './of-a-cut.ts';
import { helpFollowUp } from './of-a-cut.store.ts';

/** A cut or delay as it is asked for. */
export interface CutAsked {
  readonly compared: Comparison;
  /** How many children's early help is cut or delayed. */
  readonly children: number;
  /** The last year in which children asked for help or their help ended. */
  readonly year: FinancialYear;
  /** How many years up to it are taken together. */
  readonly years: number;
}

/** What was seen, and what it comes to. */
export interface Cut {
  readonly asked: CutAsked;
  readonly helped: Followed;
  readonly other: Followed;
  /** Null where too few were seen. */
  readonly moved: ReadonlyMap<LaterLevel, Moved | null>;
  readonly prices: ReadonlyMap<LaterLevel, DayPrice>;
  /** Lines of the year by level, of which the mean price of a day and the agencies' parts come. */
  readonly lines: ReadonlyMap<LaterLevel, readonly PricedLine[]>;
  /** Early help of the year and the children who had it; null where there is none. */
  readonly help: { readonly line: PricedLine; readonly children: number } | null;
}

/** Children that a question is about unless it says how many. */
export const CHILDREN_UNLESS_TOLD = 100;
const MOST_CHILDREN = 100_000;
/** Years taken together unless it is said how many: one year of a small council says little. */
export const YEARS_UNLESS_TOLD = 3;
const MOST_YEARS = 5;

/** Reads what is asked; refuses what makes no sense. The newest year followed whole is meant. */
export async function readCutAsked(tx: Tx, given: Parameters): Promise<CutAsked> {
  const compared = readChoice(given.compared ?? 'not-helped', COMPARISONS, 'compared');
  const children = Number(given.children ?? CHILDREN_UNLESS_TOLD);
  if (!Number.isInteger(children) || children < 1 || children > MOST_CHILDREN) {
    const sentence = 'The number of children is a whole number from 1 to 100,000.';
    throw refuse('no-such-number', 'invalid', sentence);
  }
  const year = given.year === undefined ? await newestFollowed(tx) : await readYear(tx, given.year);
  const years = Number(given.years ?? YEARS_UNLESS_TOLD);
  if (!Number.isInteger(years) || years < 1 || years > MOST_YEARS) {
    throw refuse('no-such-number', 'invalid', 'The number of years is a whole number from 1 to 5.');
  }
  return { compared, children, year, years };
}

/** The newest year after which another whole year is known. */
async function newestFollowed(tx: Tx): Promise<FinancialYear> {
  const known = await latestKnownDay(tx);
  if (known === null) return readYear(tx, undefined);
  const current = Number(financialYearOf(known).slice(0, 4));
  const isWhole = known.slice(5) >= '03-31' && known.slice(5) < '04-01';
  return financialYear(current - (isWhole ? 1 : 2));
}

/** Counts what was seen in the year, and prices what a change would move. */
export async function loadCut(tx: Tx, asked: CutAsked): Promise<Cut> {
  const span = { from: yearStart(asked.year), to: yearEnd(asked.year) };
  const first = financialYear(Number(asked.year.slice(0, 4)) - asked.years + 1);
  const rows = await helpFollowUp(tx, yearStart(first), span.to);
  const helped = followedOf(rows, COMPARISON_WORDS[asked.compared].helped);
  const other = followedOf(rows, asked.compared);
  const all = await linesOfYear(tx, span);
  const lines = new Map(LATER_LEVELS.map((level) => [level, ofLevel(all, level)]));
  const prices = new Map(
    LATER_LEVELS.flatMap((level) => {
      const price = meanPrice(level, lines.get(level) ?? []);
      return price === null ? [] : [[level, price] as const];
    }),
  );
  const moved = new Map(
    LATER_LEVELS.map((level) => [
      level,
      movedTo(level, asked.children, { helped, other }, prices.get(level) ?? null),
    ]),
  );
  return { asked, helped, other, moved, prices, lines, help: await helpOf(tx, asked.year, all) };
}

async function helpOf(
  tx: Tx,
  year: FinancialYear,
  lines: readonly PricedLine[],
): Promise<Cut['help']> {
  const [line] = ofLevel(lines, 'targeted-early-help');
  const counts = await childrenOfYear(tx, Number(year.slice(0, 4)));
  const every = counts.find((one) => one.ward_id === -1 && one.level === 'targeted-early-help');
  if (!line || !every || isSmall(every.children)) return null;
  return { line, children: every.children };
}

function ofLevel(lines: readonly PricedLine[], level: Level): PricedLine[] {
  return lines.filter(({ activity }) => activity.kind === 'days' && activity.level === level);
}

async function linesOfYear(
  tx: Tx,
  span: { readonly from: string; readonly to: string },
): Promise<readonly PricedLine[]> {
  const asked = { by: 'activity', theme: null, ward: null, ...span } as const;
  return priceActivity(await activitiesOf(tx, asked), pricesOf()).lines;
}

/** What a day at a level costs on average, over the placements of the year; else as published. */
function meanPrice(level: LaterLevel, lines: readonly PricedLine[]): DayPrice | null {
  const days = lines.reduce((sum, line) => sum + line.activity.quantity, 0);
  if (days === 0) {
    const published = priceOfDay(pricesOf(), level);
    return published && { pence: published.pence, low: published.low, high: published.high };
  }
  const mean = (pick: (line: PricedLine) => number) =>
    lines.reduce((sum, line) => sum + pick(line), 0) / days;
  return {
    pence: mean((line) => line.pence),
    low: mean((line) => line.low),
    high: mean((line) => line.high),
  };
}

/** What each kind of agency would bear of what moves, levels added end to end. */
export function movedByAgency({ moved, lines }: Cut): ReadonlyMap<AgencyKind, Interval> {
  const parts = new Map<AgencyKind, Interval>();
  for (const level of LATER_LEVELS) {
    const cost = moved.get(level)?.cost;
    const own = lines.get(level) ?? [];
    const whole = own.reduce((sum, line) => sum + line.pence, 0);
    if (!cost || whole === 0) continue;
    for (const kind of agenciesOf(own)) {
      const share = own.reduce((sum, line) => sum + partOfAgency(line, kind).pence, 0) / whole;
      const before = parts.get(kind) ?? { value: 0, low: 0, high: 0 };
      parts.set(kind, {
        value: before.value + cost.value * share,
        low: before.low + cost.low * share,
        high: before.high + cost.high * share,
      });
    }
  }
  return parts;
}
