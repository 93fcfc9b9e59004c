import { readXlsx, TableFault } from '../../lib/index.ts';
import type { CommandProblem } from '../../platform/index.ts';
import type { DeflatorSeries } from './deflators.ts';
import { DEFLATORS, UNIT_COSTS } from './reference-books.ts';
import { readUnitCostWorkbook, type WorkbookEntry } from './unit-cost-workbook.ts';
import { type WorkbookChange, workbookChanges } from './workbook-changes.ts';
import { familyProblems } from './workbook-families.ts';

/** The source of our typed values that a workbook of this kind is a later edition of. */
export const WORKBOOK_TITLE = /^Unit Cost Database/;

/** What an edition of the Unit Cost Database holds, what is wrong in it and what it changes. */
export interface WorkbookCheck {
  readonly entries: readonly WorkbookEntry[];
  readonly problems: readonly CommandProblem[];
  readonly changes: readonly WorkbookChange[];
}

/**
 * Checks a workbook: rows that cannot be read, headlines that their parts do not come to, and what
 * it says now of each value that we typed from an earlier edition. A file that is no workbook comes
 * back as a problem; nothing throws for what a file holds.
 */
export async function checkWorkbook(name: string, bytes: Uint8Array): Promise<WorkbookCheck> {
  try {
    const { entries, problems } = readUnitCostWorkbook(await readXlsx(bytes));
    return {
      entries,
      problems: [
        ...problems.map((one) => ({
          file: name,
          row: one.row,
          field: placeOf(one.sheet, one.column),
          rule: 'workbook/cell',
          severity: one.row === null ? ('error' as const) : ('warning' as const),
          message: one.message,
          fix: one.fix,
        })),
        ...familiesOf(name, entries),
      ],
      changes: changesIn(entries),
    };
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    return { entries: [], problems: [unreadable(name, error)], changes: [] };
  }
}

/** What an edition says now of our typed values; nothing where it holds nothing. */
export function changesIn(entries: readonly WorkbookEntry[]): WorkbookChange[] {
  if (entries.length === 0) return [];
  return workbookChanges(UNIT_COSTS.costs.values(), WORKBOOK_TITLE, entries);
}

function placeOf(sheet: string, column: string | null): string | null {
  if (sheet === '') return null;
  return column === null ? sheet : `${sheet}, column ${column}`;
}

function unreadable(name: string, error: Error): CommandProblem {
  return {
    file: name,
    row: null,
    field: null,
    rule: 'workbook/unreadable',
    severity: 'error',
    message: error.message,
    fix: 'Save the workbook as .xlsx, without a password, and try again.',
  };
}

function familiesOf(name: string, entries: readonly WorkbookEntry[]): CommandProblem[] {
  const series = seriesFor(entries);
  if (series === null) {
    const message = 'No price index at hand has every price year of this workbook.';
    const fix = 'Add a newer series to reference/deflators.yaml; parts were not added up.';
    return [problem(name, { rule: 'workbook/no-index', row: null, message, fix })];
  }
  const rowOf = new Map(entries.map((entry) => [entry.code, entry]));
  return familyProblems(entries, series).map((one) => ({
    ...problem(name, {
      ...one,
      rule: `workbook/${one.reason}`,
      row: rowOf.get(one.code)?.row ?? null,
    }),
    field: rowOf.get(one.code)?.sheet ?? null,
  }));
}

function problem(
  file: string,
  of: {
    readonly rule: string;
    readonly row: number | null;
    readonly message: string;
    readonly fix: string;
  },
): CommandProblem {
  const { rule, row, message, fix } = of;
  return { file, row, field: null, rule, severity: 'warning', message, fix };
}

/** The newest publication that has every price year of these entries. */
function seriesFor(entries: readonly WorkbookEntry[]): DeflatorSeries | null {
  const years = new Set(entries.flatMap((entry) => [...entry.values.values()].map((v) => v.year)));
  const all = [DEFLATORS.standard, ...DEFLATORS.series.values()];
  return all.find((series) => [...years].every((year) => series.index.has(year))) ?? null;
}
