import { readCsv, TableFault } from '../../lib/index.ts';
import { headingWords } from './columns.words.ts';
import type { Problem, ReturnInput } from './statement.ts';

/** One column of a table: the field it fills and the headings by which it is known. */
export interface Column<Field extends string = string> {
  readonly field: Field;
  /** Spellings of the heading. Exact tables compare them whole; loose ones by their words. */
  readonly headings: readonly string[];
  /**
   * Without a `must` column the table cannot be read (error); without a `should` column it is read
   * with a warning; a `may` column may be left out in silence.
   */
  readonly need: 'must' | 'should' | 'may';
}

/** What a table looks like: its columns and how strictly their headings are read. */
export interface TableSpec<Field extends string = string> {
  /** The part of the return, such as `episodes`. */
  readonly part: string;
  /** What people call it, to stand in a sentence: `episodes file`. */
  readonly label: string;
  readonly columns: readonly Column<Field>[];
  /**
   * `exact`: the first row holds the headings, compared whole (case, blanks and underscores do
   * not count), and every row has as many cells as headings. `loose`: the headings may stand below
   * a title, are compared by their words, and cells missing at the end of a row are blank.
   */
  readonly headings: 'exact' | 'loose';
}

/**
 * A row as the file readers of `lib/tables` give it; rows count from 1, the heading row included.
 */
export interface SourceRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** One row of data; `get` gives the cell without blanks around it, or '' where there is none. */
export interface TableRecord<Field extends string = string> {
  readonly row: number;
  get(field: Field): string;
}

/** What reading a table gives: first the table that was recognised, then its rows and problems. */
export type TableItem<Field extends string = string> =
  | {
      readonly type: 'table';
      readonly spec: TableSpec<Field>;
      readonly fields: ReadonlySet<Field>;
    }
  | ({ readonly type: 'row' } & TableRecord<Field>)
  | { readonly type: 'problem'; readonly problem: Problem };

/** Which cell of a row fills which field, and what of the headings did not fit. */
export interface HeadingMatch<Field extends string = string> {
  readonly positions: ReadonlyMap<Field, number>;
  readonly unknown: readonly string[];
  readonly repeated: readonly string[];
  readonly missing: readonly Column<Field>[];
}

const TITLE_ROWS = 10;

/**
 * Reads rows by their headings. With several specifications the one whose columns fit best is
 * taken. Faults of the table are problem items, never exceptions: `structure/empty-file`,
 * `structure/unknown-table`, `structure/missing-column`, `structure/unknown-column`,
 * `structure/repeated-column`, `structure/short-row`, `structure/long-row` and, where the rows
 * themselves cannot be read, `structure/unreadable`. Rows without any content are passed over. A
 * row with a cell too few or too many is not given: nobody can tell which cell it is.
 */
export async function* readTable<Field extends string>(
  file: string,
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>,
  specs: readonly TableSpec<Field>[],
): AsyncGenerator<TableItem<Field>> {
  const above: SourceRow[] = [];
  let table: FoundTable<Field> | null = null;
  try {
    for await (const source of rows) {
      if (source.cells.every((cell) => cell.trim() === '')) continue;
      if (table) {
        yield rowItem(file, table, source);
        continue;
      }
      above.push(source);
      table = foundTable(source, specs);
      if (table) {
        yield* headingItems(file, table, source);
        if (table.match.missing.some((column) => column.need === 'must')) return;
      } else if (above.length >= rowsToSearch(specs)) break;
    }
  } catch (error) {
    yield { type: 'problem', problem: unreadable(file, error) };
    return;
  }
  if (!table) yield { type: 'problem', problem: noTable(file, above, specs) };
}

/** Reads a file of comma-separated text as `readTable` does. */
export function openTable<Field extends string>(
  input: ReturnInput,
  specs: readonly TableSpec<Field>[],
): AsyncGenerator<TableItem<Field>> {
  return readTable(input.name, readCsv(input.chunks), specs);
}

/**
 * The specification that these headings fit best, or null where none fits: more of its columns
 * must be found than columns it cannot do without are missing.
 */
export function chooseTable<Field extends string>(
  headings: readonly string[],
  specs: readonly TableSpec<Field>[],
): TableSpec<Field> | null {
  let best: TableSpec<Field> | null = null;
  let bestScore = 0;
  for (const spec of specs) {
    const match = matchHeadings(headings, spec);
    const lost = match.missing.filter((column) => column.need === 'must').length;
    const score = match.positions.size - lost - match.unknown.length / 1000;
    if (score > bestScore) {
      best = spec;
      bestScore = score;
    }
  }
  return best;
}

/** Finds which heading fills which field. Where two headings fit one field, the better one does. */
export function matchHeadings<Field extends string>(
  headings: readonly string[],
  spec: TableSpec<Field>,
): HeadingMatch<Field> {
  const candidates = headings.flatMap((heading, position) =>
    spec.columns
      .map((column) => ({ column, position, fit: headingFit(heading, column, spec.headings) }))
      .filter((candidate) => candidate.fit > 0),
  );
  candidates.sort((a, b) => b.fit - a.fit || a.position - b.position);
  const positions = new Map<Field, number>();
  const taken = new Map<number, Field>();
  for (const { column, position } of candidates) {
    if (positions.has(column.field) || taken.has(position)) continue;
    positions.set(column.field, position);
    taken.set(position, column.field);
  }
  const left = headings.filter((heading, at) => !taken.has(at) && heading.trim() !== '');
  const known = new Set([...taken.keys()].map((at) => exactForm(headings[at] ?? '')));
  return {
    positions,
    unknown: left.filter((heading) => !known.has(exactForm(heading))),
    repeated: left.filter((heading) => known.has(exactForm(heading))),
    missing: spec.columns.filter((column) => !positions.has(column.field)),
  };
}

/** The headings in the first line of a file's first bytes, for recognising what it is. */
export function headingsOf(head: Uint8Array): readonly string[] {
  const wide = head[0] === 0xff && head[1] === 0xfe;
  const text = new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(head).replace(/^\uFEFF/, '');
  const line = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const mark = [',', ';', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length)[0];
  return line.split(mark ?? ',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

interface FoundTable<Field extends string> {
  readonly spec: TableSpec<Field>;
  readonly match: HeadingMatch<Field>;
  readonly width: number;
}

function foundTable<Field extends string>(
  source: SourceRow,
  specs: readonly TableSpec<Field>[],
): FoundTable<Field> | null {
  const spec = chooseTable(source.cells, specs);
  if (!spec) return null;
  return { spec, match: matchHeadings(source.cells, spec), width: source.cells.length };
}

function rowsToSearch(specs: readonly TableSpec[]): number {
  return specs.some((spec) => spec.headings === 'loose') ? TITLE_ROWS : 1;
}

function rowItem<Field extends string>(
  file: string,
  table: FoundTable<Field>,
  source: SourceRow,
): TableItem<Field> {
  const { row, cells } = source;
  const exact = table.spec.headings === 'exact';
  if (exact && cells.length < table.width) {
    return fault({
      ...at(file, row),
      rule: 'structure/short-row',
      message:
        `The row has ${cells.length} of ${table.width} cells, so it is not clear which are ` +
        'missing.',
      fix:
        'Export the file again; check that it was not cut off and ' +
        'that empty cells keep a comma.',
    });
  }
  if (exact && cells.slice(table.width).some((cell) => cell.trim() !== '')) {
    return fault({
      ...at(file, row),
      rule: 'structure/long-row',
      message: `The row has ${cells.length} cells, and there are ${table.width} headings.`,
      fix: 'Put double quotes around a cell that holds a comma.',
    });
  }
  const { positions } = table.match;
  return {
    type: 'row',
    row,
    get: (field) => {
      const position = positions.get(field);
      return position === undefined ? '' : (cells[position] ?? '').trim();
    },
  };
}

function* headingItems<Field extends string>(
  file: string,
  table: FoundTable<Field>,
  source: SourceRow,
): Generator<TableItem<Field>> {
  const { spec, match } = table;
  yield { type: 'table', spec, fields: new Set(match.positions.keys()) };
  for (const column of match.missing.filter(({ need }) => need !== 'may')) {
    const must = column.need === 'must';
    yield fault({
      ...at(file, source.row, column.headings[0]),
      rule: 'structure/missing-column',
      severity: must ? 'error' : 'warning',
      message: must
        ? `The ${spec.label} has no column ${column.headings[0]}, and cannot be read without it.`
        : `The ${spec.label} has no column ${column.headings[0]}; what it would say is not known.`,
      fix: `Add the column ${column.headings[0]}, or check how its heading is spelt.`,
    });
  }
  for (const heading of match.repeated) {
    yield fault({
      ...at(file, source.row, shown(heading)),
      rule: 'structure/repeated-column',
      severity: 'warning',
      message: `The heading ${shown(heading)} stands more than once; the first column is read.`,
      fix: 'Take out the column that is not meant.',
    });
  }
  for (const heading of match.unknown) {
    yield fault({
      ...at(file, source.row, shown(heading)),
      rule: 'structure/unknown-column',
      severity: 'warning',
      message: `The column ${shown(heading)} is not part of the ${spec.label} and was not read.`,
      fix: 'Nothing, if it is one of your own; otherwise check how its heading is spelt.',
    });
  }
}

function noTable(file: string, above: readonly SourceRow[], specs: readonly TableSpec[]): Problem {
  if (above.length === 0) {
    return problem({
      ...at(file, null),
      rule: 'structure/empty-file',
      message: 'The file holds no rows at all.',
      fix: 'Export it again, with its headings.',
    });
  }
  const wanted = specs.map((spec) => spec.label).join(', ');
  return problem({
    ...at(file, above[0]?.row ?? null),
    rule: 'structure/unknown-table',
    message: `The headings are not those of any table we know here (${wanted}).`,
    fix: 'Check that the first row holds the headings and that this is the right file.',
  });
}

function unreadable(file: string, error: unknown): Problem {
  if (!(error instanceof TableFault)) throw error;
  const { row, message, fix } = error;
  return problem({ ...at(file, row), rule: 'structure/unreadable', message, fix });
}

type ProblemFacts = Omit<Problem, 'severity'> & Partial<Pick<Problem, 'severity'>>;

function problem(facts: ProblemFacts): Problem {
  return { severity: 'error', ...facts };
}

function fault<Field extends string>(facts: ProblemFacts): TableItem<Field> {
  return { type: 'problem', problem: problem(facts) };
}

function at(file: string, row: number | null, field: string | null = null) {
  return { file, row, field };
}

/** A heading is shown cut short and without line breaks: it may be a cell of somebody's record. */
function shown(heading: string): string {
  return heading.replace(/\s+/g, ' ').trim().slice(0, 60);
}

const exactForm = (heading: string): string => heading.toLowerCase().replace(/[\s_]+/g, '');

function headingFit(heading: string, column: Column, how: 'exact' | 'loose'): number {
  if (how === 'exact') {
    const form = exactForm(heading);
    return column.headings.some((spelling) => exactForm(spelling) === form) ? 1 : 0;
  }
  const words = headingWords(heading);
  return Math.max(0, ...column.headings.map((spelling) => wordFit(words, headingWords(spelling))));
}

/** How many words of the spelling the heading holds, if it holds all; more if they are the same. */
function wordFit(words: readonly string[], spelling: readonly string[]): number {
  if (spelling.length === 0 || !spelling.every((word) => words.includes(word))) return 0;
  return spelling.length + (words.length === spelling.length ? 100 : 0);
}
