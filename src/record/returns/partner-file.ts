import { type FinancialYear, parseFinancialYear, readCsv, readXlsx } from '../../lib/index.ts';
import {
  type Column,
  headingsOf,
  matchHeadings,
  readTable,
  type SourceRow,
  type TableSpec,
} from './columns.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { addressOf, identifiersOf } from './person-of-row.ts';
import { type RowValues, rowValues, unreadableFile } from './row-values.ts';
import type {
  PersonStatement,
  Problem,
  ReadItem,
  ReturnInput,
  ReturnKind,
  ReturnReader,
} from './statement.ts';

/** A column of a file of ours with what a person who fills it in needs to know. */
export interface ExplainedColumn<Field extends string> extends Column<Field> {
  readonly heading: string;
  readonly explanation: string;
  /** What the made-up row of the template holds. */
  readonly example: string;
}

/** Makes a column of a file of ours; its heading is its only spelling. */
export function explainedColumn<Field extends string>(
  field: Field,
  heading: string,
  facts: Pick<ExplainedColumn<Field>, 'need' | 'explanation' | 'example'>,
): ExplainedColumn<Field> {
  return { field, heading, headings: [heading], ...facts };
}

/** The columns by which a partner's file says who a row is about. */
export type PartnerField = 'childId' | 'upn' | 'nhsNumber' | 'birthDay' | 'sex' | 'postcode';

/** The columns that the files of partners share; each file has its own example of a child. */
export function partnerColumns(childId: string): readonly ExplainedColumn<PartnerField>[] {
  return [
    explainedColumn('childId', 'child_id', {
      need: 'must',
      explanation:
        "The council's own id of the child. Partners rarely have it: whoever joins the lists of " +
        'both adds it, under the agreement to share them.',
      example: childId,
    }),
    explainedColumn('upn', 'upn', {
      need: 'may',
      explanation: 'Unique pupil number.',
      example: '',
    }),
    explainedColumn('nhsNumber', 'nhs_number', {
      need: 'may',
      explanation: 'NHS number, ten digits.',
      example: '',
    }),
    explainedColumn('birthDay', 'birth_date', {
      need: 'should',
      explanation: 'Date of birth.',
      example: '2010-03-14',
    }),
    explainedColumn('sex', 'sex', { need: 'may', explanation: 'M, F or U.', example: 'F' }),
    explainedColumn('postcode', 'postcode', {
      need: 'should',
      explanation: 'Where the child lives; gives the ward.',
      example: 'NB1 2XY',
    }),
  ];
}

/** The headings of a file of ours and one made-up row, as CSV to fill in. */
export function partnerTemplate(columns: readonly ExplainedColumn<string>[]): string {
  const row = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return row(columns.map((one) => one.heading)) + row(columns.map((one) => one.example));
}

/** Who a row of a partner's file is about; null, with an error, where it does not say. */
export function partnerPerson(
  cells: RowValues<PartnerField>,
): Pick<PersonStatement, 'row' | 'identifiers' | 'address'> | null {
  const identifiers = identifiersOf(cells);
  if (identifiers.length > 0) return { row: cells.row, identifiers, address: addressOf(cells) };
  cells.report({
    field: 'childId',
    rule: 'structure/no-identifier',
    severity: 'error',
    message: 'The row has no id of the child, no UPN and no NHS number, so it is nobody.',
    fix: "Give the council's own id of the child in every row.",
  });
  return null;
}

/** What makes one kind of partner's file: its table, and what a row of it states. */
export interface PartnerFile<Field extends string> {
  readonly kind: ReturnKind;
  readonly label: string;
  readonly table: TableSpec<Field>;
  /** The columns by which the file is known; all of them must be there. */
  readonly known: readonly Field[];
  /** What a row states; null, with an error among its problems, where it is unusable. */
  statement(cells: RowValues<Field>, today: ReturnInput['today']): PersonStatement | null;
}

/** Reads a partner's file of ours, as CSV (plain or gzip) or as a workbook of the same columns. */
export function partnerReader<Field extends string>(file: PartnerFile<Field>): ReturnReader {
  return {
    kind: file.kind,
    label: file.label,
    recognise(name, head) {
      if (isWorkbook(head)) return isNamed(file, name);
      const match = matchHeadings(headingsOf(plainHead(head)), file.table);
      return file.known.every((field) => match.positions.has(field));
    },
    read: (input) => readPartnerFile(file, input),
  };
}

/** A workbook shows no heading in its first bytes, so its name must say what it is. */
function isNamed(file: PartnerFile<string>, name: string): boolean {
  return file.kind.split('-').every((word) => name.toLowerCase().includes(word));
}

function isWorkbook(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b;
}

async function* readPartnerFile<Field extends string>(
  file: PartnerFile<Field>,
  input: ReturnInput,
): AsyncGenerator<ReadItem> {
  const rows = await rowsOf(input);
  if ('rule' in rows) {
    yield { type: 'problem', problem: rows };
    return;
  }
  for await (const item of readTable(input.name, rows.rows, [file.table])) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') {
      const year = yearInName(input.name);
      yield { type: 'file', header: { part: file.kind, year, asOf: null, authorityCode: null } };
    } else {
      const cells = rowValues(input.name, item, file.table);
      const person = file.statement(cells, input.today);
      if (person !== null) yield { type: 'person', person, problems: cells.problems };
      else for (const problem of cells.problems) yield { type: 'problem', problem };
    }
  }
}

/** The financial year in a file's name, such as `police-2024-25.csv`, if it states one. */
export function yearInName(name: string): FinancialYear | null {
  const match = /(?<!\d)(20\d{2})[-_](\d{2})(?!\d)/.exec(name);
  return match ? parseFinancialYear(`${match[1]}-${match[2]}`) : null;
}

type Rows = { readonly rows: AsyncIterable<SourceRow> | Iterable<SourceRow> };

const MOST_BYTES = 64 * 2 ** 20;

async function rowsOf(input: ReturnInput): Promise<Rows | Problem> {
  const chunks = input.chunks[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done ? new Uint8Array() : first.value;
  if (!isWorkbook(head)) return { rows: readCsv(plainBytes(again(head, chunks))) };
  try {
    const bytes = await gathered(again(head, chunks));
    const [sheet] = bytes === null ? [] : await readXlsx(bytes);
    return sheet ? { rows: sheet.rows } : noSheet(input.name);
  } catch (error) {
    return unreadableFile(input.name, error);
  }
}

async function* again(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function noSheet(file: string): Problem {
  return {
    file,
    row: null,
    field: null,
    rule: 'structure/unreadable',
    severity: 'error',
    message: 'The workbook has no sheet, or is larger than 64 MB.',
    fix: 'Save the sheet with the rows as CSV and load that.',
  };
}
