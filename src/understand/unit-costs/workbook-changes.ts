import type { FinancialYear, Pence } from '../../lib/index.ts';
import type { UnitCost } from './unit-cost.ts';
import type { WorkbookEntry } from './unit-cost-workbook.ts';

/** What an edition of the workbook says now of a value that we typed from an earlier one. */
export interface WorkbookChange {
  /** Our code, and the workbook's. */
  readonly code: string;
  readonly workbookCode: string;
  readonly change: 'same' | 'new-value' | 'gone';
  readonly typed: { readonly pence: Pence; readonly year: FinancialYear };
  /** Null when the edition has no such code or kind of value. */
  readonly printed: { readonly pence: Pence; readonly year: FinancialYear } | null;
  /** The edition's words for the row, to see whether the code still means the same thing. */
  readonly detail: string | null;
}

/**
 * Holds the values typed from one source against an edition of its workbook, code by code, so that
 * a new edition shows what to type anew. Codes may move between editions: read the words too.
 * Values read in the workbook's comments are passed over.
 */
export function workbookChanges(
  costs: Iterable<UnitCost>,
  sourceTitle: RegExp,
  entries: readonly WorkbookEntry[],
): WorkbookChange[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  return [...costs].flatMap((cost): WorkbookChange[] => {
    const workbookCode = /^([A-Z&]+[\d.]+)/.exec(cost.source.locator)?.[1];
    const isComment = /, comment,/.test(cost.source.locator);
    if (!sourceTitle.test(cost.source.title) || !workbookCode || isComment) return [];
    const entry = byCode.get(workbookCode);
    const value = entry?.values.get(cost.kind);
    const typed = { pence: cost.pence, year: cost.priceYear };
    const base = { code: cost.code, workbookCode, typed, detail: entry?.detail ?? null };
    if (!value) return [{ ...base, change: 'gone', printed: null }];
    const printed = { pence: value.pence, year: value.year };
    const isSame = printed.pence === typed.pence && printed.year === typed.year;
    return [{ ...base, change: isSame ? 'same' : 'new-value', printed }];
  });
}
