/** The three values that a row of the Unit Cost Database may hold. */
export type ValueKind = 'fiscal' | 'economic' | 'social';

/** Where one value stands: its amount, its price year and, where printed, the uplifted amount. */
export interface ValueColumns {
  readonly amount: number;
  readonly year: number | null;
  readonly updated: number | null;
}

/** Where each field stands in one sheet; columns count from 0. */
export interface WorkbookColumns {
  readonly code: number;
  readonly detail: number;
  readonly unit: number;
  readonly agency1: number;
  readonly agency2: number | null;
  readonly category: number | null;
  readonly subject: number | null;
  readonly grade: number | null;
  readonly source: number | null;
  readonly values: ReadonlyMap<ValueKind, ValueColumns>;
}

/** The columns of a sheet, or the headings that could not be found. */
export type FoundColumns =
  | { readonly columns: WorkbookColumns }
  | { readonly missing: readonly string[] };

/** Whether a row is the first heading row: it names a code and what the cost or saving is. */
export function isHeadingRow(cells: readonly string[]): boolean {
  const headings = cells.map(plain);
  return (
    headings.some((each) => IS.code.test(each)) && headings.some((each) => IS.detail.test(each))
  );
}

/** Whether the row under a heading row is its second line: levels of agency, values and years. */
export function isSubheadingRow(cells: readonly string[]): boolean {
  return cells.map(plain).some((each) => /^level 1$|^year$|^estimated/.test(each));
}

/**
 * Finds the columns by the names of their headings, whether they stand in one row (editions since
 * 2.0) or in two (a group over its parts, as in v1.4), never by their place.
 */
export function findColumns(top: readonly string[], below: readonly string[] | null): FoundColumns {
  const headings = joinedHeadings(top, below);
  const find = (test: RegExp) => headings.findIndex((each) => test.test(each));
  const agencies = headings.flatMap((each, index) => (IS.agency.test(each) ? [index] : []));
  const values = valueColumns(headings);
  const missing = [
    ...(find(IS.code) < 0 ? ['Cost code'] : []),
    ...(find(IS.detail) < 0 ? ['Cost / saving detail'] : []),
    ...(find(IS.unit) < 0 ? ['Unit'] : []),
    ...(agencies.length === 0 ? ['Agency bearing the cost'] : []),
    ...(values.get('fiscal')?.year == null ? ['Fiscal value and its year'] : []),
  ];
  if (missing.length > 0) return { missing };
  const optional = (test: RegExp) => (find(test) < 0 ? null : find(test));
  return {
    columns: {
      code: find(IS.code),
      detail: find(IS.detail),
      unit: find(IS.unit),
      agency1: agencies[0] ?? -1,
      agency2: agencies[1] ?? null,
      category: optional(IS.category),
      subject: optional(IS.subject),
      grade: optional(IS.grade),
      source: optional(IS.source),
      values,
    },
  };
}

const IS = {
  code: /^(cost )?(code|reference|ref)( |$)/,
  detail: /(cost ?\/ ?saving|cost|saving) detail|^cost description|^description/,
  unit: /^unit( |$)(?!cost)/,
  agency: /agency/,
  category: /^(outcome category|category|theme)( |$)/,
  subject: /^(outcome detail|sub-?theme|topic)( |$)/,
  grade: /rag|confidence|quality/,
  source: /^(original )?source/,
};

const KINDS: readonly ValueKind[] = ['fiscal', 'economic', 'social'];

function valueColumns(headings: readonly string[]): Map<ValueKind, ValueColumns> {
  const found = new Map<ValueKind, ValueColumns>();
  let kind: ValueKind | null = null;
  for (const [index, heading] of headings.entries()) {
    const named = KINDS.find((each) => heading.startsWith(each));
    if (named) kind = named;
    if (kind === null || (!named && !/year|updated|uprated|inflated/.test(heading))) {
      if (!named) kind = null;
      continue;
    }
    const so = found.get(kind);
    if (/updated|uprated|inflated/.test(heading)) {
      if (so) found.set(kind, { ...so, updated: so.updated ?? index });
    } else if (/year/.test(heading)) {
      if (so) found.set(kind, { ...so, year: so.year ?? index });
    } else if (!so) {
      found.set(kind, { amount: index, year: null, updated: null });
    }
  }
  return found;
}

/** One heading a column: a group's name is carried over the blank cells to its right. */
function joinedHeadings(top: readonly string[], below: readonly string[] | null): string[] {
  if (below === null) return top.map(plain);
  let group = '';
  const width = Math.max(top.length, below.length);
  return Array.from({ length: width }, (_, index) => {
    const over = plain(top[index] ?? '');
    const under = plain(below[index] ?? '');
    if (over !== '') group = over;
    return under === '' ? over : `${group} ${under}`.trim();
  });
}

function plain(heading: string): string {
  return heading.replace(/\s+/g, ' ').trim().toLowerCase();
}
