import {
  type FinancialYear,
  formatFinancialYear,
  type Pence,
  pence,
  roundHalfAway,
  sumPence,
} from '../../lib/index.ts';
import { type DeflatorSeries, latestKnownYear } from './deflators.ts';
import type { LocalUnitCostRule } from './late-help-file.ts';
import { costOfDays, type UnitCost, uplifted } from './unit-cost.ts';
import type { UnitCosts } from './unit-costs-file.ts';

/** The only measure used: total expenditure less income, so that no agency's money counts twice. */
export const LOCAL_MEASURE = 'net-current-expenditure';

/** Net spend of one line in one year; codes are those of the council spending file. */
export interface LineSpend {
  readonly publication: 'ro3' | 's251';
  readonly line: string;
  readonly measure: string;
  readonly pence: Pence;
}

/** An authority's year: what it spent and how many child-days of each level it gave. */
export interface LocalYear {
  readonly year: FinancialYear;
  readonly spend: readonly LineSpend[];
  /** By level and by level and placement group: `looked-after`, `looked-after/foster`. */
  readonly childDays: ReadonlyMap<string, number>;
}

/** A cost of a child-year of help here, beside the published one in the same year's money; where
 * prices of that year are not known yet, in the latest known, and a caveat says so. */
export interface LocalUnitCost {
  readonly code: string;
  readonly label: string;
  readonly year: FinancialYear;
  readonly perChildYearPence: Pence;
  readonly spendPence: Pence;
  readonly childDays: number;
  readonly lines: readonly string[];
  readonly published: UnitCost;
  readonly publishedPerChildYearPence: Pence;
  /** Local over published: 1.2 is a fifth dearer here. */
  readonly ratio: number;
  readonly caveats: readonly string[];
}

/** Why there is no local unit cost, in a sentence. */
export interface NoLocalUnitCost {
  readonly code: string;
  readonly label: string;
  readonly why: string;
}

const DAYS_IN_YEAR = 365;

/**
 * The local unit cost by a rule: net spend of its lines in a year over child-days of that year,
 * for 365 days. Only lines of the revenue outturn (RO3) count; section 251 defines them otherwise.
 * A line or days that are missing give a sentence instead of a number.
 */
export function localUnitCost(
  rule: LocalUnitCostRule,
  local: LocalYear,
  { costs }: UnitCosts,
  series: DeflatorSeries,
): LocalUnitCost | NoLocalUnitCost {
  const { code, label } = rule;
  const published = costs.get(rule.published);
  if (!published) throw new Error(`${code} names ${rule.published}, which is no unit cost`);
  const lines = rule.lines.map((line) => ({ line, spend: spendOf(local, line) }));
  const missing = lines.filter(({ spend }) => spend === null).map(({ line }) => line);
  if (missing.length > 0) {
    const why = `No spending is loaded for ${local.year} on: ${missing.join(', ')}.`;
    return { code, label, why };
  }
  const childDays = rule.days.reduce((sum, key) => sum + (local.childDays.get(key) ?? 0), 0);
  if (childDays <= 0) return { code, label, why: `No days of this help fall in ${local.year}.` };
  const spendPence = sumPence(lines.flatMap(({ spend }) => spend ?? []));
  const perChildYearPence = childYear((spendPence / childDays) * DAYS_IN_YEAR);
  const priceYear = latestKnownYear(local.year, series);
  const now = uplifted(published, priceYear, series);
  const publishedPerChildYearPence = childYear(costOfDays(now.pence, now.unit, DAYS_IN_YEAR));
  return {
    code,
    label,
    year: local.year,
    perChildYearPence,
    spendPence,
    childDays,
    lines: rule.lines,
    published: now,
    publishedPerChildYearPence,
    ratio: perChildYearPence / publishedPerChildYearPence,
    caveats: priceYear === local.year ? rule.caveats : [...rule.caveats, lateCaveat(priceYear)],
  };
}

/** Whether a local unit cost could be worked out. */
export function isLocalUnitCost(result: LocalUnitCost | NoLocalUnitCost): result is LocalUnitCost {
  return 'perChildYearPence' in result;
}

function spendOf(local: LocalYear, line: string): Pence | null {
  const found = local.spend.filter(
    (each) => each.publication === 'ro3' && each.line === line && each.measure === LOCAL_MEASURE,
  );
  return found.length === 0 ? null : sumPence(found.map((each) => each.pence));
}

function lateCaveat(priceYear: FinancialYear): string {
  const year = formatFinancialYear(priceYear);
  return `The published cost stands in prices of ${year}, the latest year whose prices are known.`;
}

function childYear(amount: number): Pence {
  return pence(roundHalfAway(amount));
}
