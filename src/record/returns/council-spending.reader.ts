import {
  type FinancialYear,
  formatPenceExactly,
  parseFinancialYear,
  pence,
  readCsv,
  type TableRow,
} from '../../lib/index.ts';
import { headingsOf, matchHeadings, readTable, type TableSpec } from './columns.ts';
import { type SpendingMismatch, spendingMismatches } from './council-spending.check.ts';
import { lineAndMeasure, lineCode, lineLabel } from './council-spending.lines.ts';
import { amountColumns, type SpendingField, spendingTable } from './council-spending.template.ts';
import { areaByNumber } from './dfe-indicators.areas.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { fileProblem, plainCode } from './row-values.ts';
import type { Problem, ReadItem, ReturnInput, ReturnReader, SpendStatement } from './statement.ts';

type OutturnField = 'class' | 'heading' | 'amount';
type AnyField = SpendingField | OutturnField;

/** The children's lines of the revenue outturn, one row for each authority, line and column. */
const outturnTable: TableSpec<AnyField> = {
  part: 'revenue-outturn',
  label: 'revenue outturn of children’s services',
  headings: 'exact',
  columns: [
    { field: 'authorityCode', headings: ['c1'], need: 'must' },
    { field: 'authorityName', headings: ['c2'], need: 'must' },
    { field: 'class', headings: ['c4'], need: 'must' },
    { field: 'heading', headings: ['line'], need: 'must' },
    { field: 'amount', headings: ['value_thousand'], need: 'must' },
  ],
};

const tables: readonly TableSpec<AnyField>[] = [outturnTable, spendingTable];

/** Classes of authority that run children's services, and England as a whole. */
const CHILDREN_CLASSES = new Set(['UA', 'MD', 'LB', 'SC', 'L', 'ENG']);

/**
 * Reads councils' spending on children: the revenue outturn as published, and a plain file of our
 * own with the headings of `councilSpendingTemplate`; each also as `.csv.gz`.
 */
export const councilSpendingReader: ReturnReader = {
  kind: 'council-spending',
  label: 'Council spending',
  recognise(_name, head) {
    const headings = headingsOf(plainHead(head));
    return tables.some((table) =>
      matchHeadings(headings, table).missing.every((column) => column.need !== 'must'),
    );
  },
  read: readSpending,
};

async function* readSpending(input: ReturnInput): AsyncGenerator<ReadItem> {
  const year = yearOfName(input.name);
  let block: Block | null = null;
  let read: RowReader | null = null;
  const rows: AsyncIterable<TableRow> = readCsv(plainBytes(input.chunks));
  for await (const item of readTable(input.name, rows, tables)) {
    if (item.type === 'problem') {
      if (!isOtherCode(item.problem)) yield item;
    } else if (item.type === 'table') {
      const isOutturn = item.spec === outturnTable;
      yield headerOf(item.spec.part, isOutturn ? year : null);
      if (isOutturn && year === null) {
        yield { type: 'problem', problem: noYear(input.name) };
        return;
      }
      read = isOutturn ? outturnRow(input.name, year) : ownRow(input.name);
    } else if (read !== null) {
      const outcome = read(item.row, item.get);
      if (outcome === null) continue;
      if (block !== null && block.key !== outcome.key) {
        yield* blockItems(input.name, block);
        block = null;
      }
      block ??= { key: outcome.key, name: outcome.name, spending: [], marked: [], first: item.row };
      block.spending.push(...outcome.spending);
      block.marked.push(...outcome.marked);
      for (const problem of outcome.problems) yield { type: 'problem', problem };
      for (const spend of outcome.spending) yield { type: 'spend', spend };
    }
  }
  if (block !== null) yield* blockItems(input.name, block);
}

/** The rows of one authority and year that stand together, for adding up their totals. */
interface Block {
  readonly key: string;
  readonly name: string;
  readonly first: number;
  readonly spending: SpendStatement[];
  /** Rows that hold a mark such as `[x]` instead of an amount. */
  readonly marked: number[];
}

interface RowOutcome extends Omit<Block, 'first'> {
  readonly problems: Problem[];
}

type Get = (field: AnyField) => string;
type RowReader = (row: number, get: Get) => RowOutcome | null;

function outturnRow(file: string, year: FinancialYear | null): RowReader {
  return (row, get) => {
    if (year === null || !CHILDREN_CLASSES.has(get('class').toUpperCase())) return null;
    const authority = { code: get('authorityCode'), name: get('authorityName') };
    const outcome = emptyOutcome(authority.code, authority.name);
    const parts = lineAndMeasure(get('heading'));
    if (parts === null) {
      outcome.problems.push(unknownLine(file, row));
      return outcome;
    }
    const { line, measure } = parts;
    const amount = amountOf(get('amount'));
    if (amount === 'mark') outcome.marked.push(row);
    else if (amount === null) outcome.problems.push(notAnAmount(file, row, 'value_thousand'));
    else {
      outcome.spending.push({
        row,
        authorityCode: authority.code,
        authorityName: authority.name,
        year,
        publication: 'ro3',
        line,
        measure,
        amountPence: amount,
      });
    }
    return outcome;
  };
}

function ownRow(file: string): RowReader {
  return (row, get) => {
    const stated = get('authorityCode');
    const code = areaByNumber(stated)?.code ?? stated;
    const name = get('authorityName');
    const year = parseFinancialYear(get('year'));
    const publication = plainCode(get('publication')).replace('section-251', 's251');
    const outcome = emptyOutcome(`${code} ${year} ${publication}`, name);
    const faults: string[] = [];
    if (!/^[A-Z]\d{8}$/.test(code)) faults.push('authority_code');
    if (year === null) faults.push('year');
    if (publication !== 'ro3' && publication !== 's251') faults.push('publication');
    if (get('line') === '') faults.push('line');
    outcome.problems.push(...faults.map((field) => badKey(file, row, field)));
    if (faults.length > 0 || year === null) return outcome;
    if (publication !== 'ro3' && publication !== 's251') return outcome;
    for (const measure of amountColumns) {
      const amount = get(measure) === '' ? 'mark' : amountOf(get(measure));
      if (amount === null) outcome.problems.push(notAnAmount(file, row, measure));
      if (typeof amount !== 'number') continue;
      outcome.spending.push({
        row,
        authorityCode: code,
        authorityName: name,
        year,
        publication,
        line: lineCode(get('line')),
        measure,
        amountPence: amount,
      });
    }
    return outcome;
  };
}

function emptyOutcome(key: string, name: string): RowOutcome {
  return { key, name, spending: [], marked: [], problems: [] };
}

/** Thousands of pounds as whole pence; `mark` for a note such as `[x]`, null for anything else. */
function amountOf(text: string): number | 'mark' | null {
  if (/^\[[a-z0-9 ]{1,12}\]$/i.test(text)) return 'mark';
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text.replace(/,(?=\d{3}\b)/g, ''));
  if (!match) return null;
  const decimals = (match[3] ?? '').padEnd(6, '0');
  const size = Number(match[2]) * 100_000 + Number(decimals.slice(0, 5));
  const rounded = size + (Number(decimals[5]) >= 5 ? 1 : 0);
  return match[1] === '-' && rounded !== 0 ? -rounded : rounded;
}

function* blockItems(file: string, block: Block): Generator<ReadItem> {
  if (block.marked.length > 0) {
    const count = block.marked.length;
    const amounts = count === 1 ? '1 amount that is' : `${count} amounts that are`;
    yield {
      type: 'problem',
      problem: fileProblem(file, {
        row: block.marked[0] ?? block.first,
        rule: 'value/not-published',
        severity: 'warning',
        message: `${block.name} has ${amounts} not published: a mark such as [x] stands there.`,
        fix: 'Nothing: they stay unknown, which is not 0. Ask the council if you need them.',
      }),
    };
  }
  for (const mismatch of spendingMismatches(block.spending)) {
    yield { type: 'problem', problem: mismatchProblem(file, block.name, mismatch) };
  }
}

function mismatchProblem(file: string, name: string, mismatch: SpendingMismatch): Problem {
  const [stated, added] = [mismatch.statedPence, mismatch.addedPence].map((amount) =>
    formatPenceExactly(pence(amount)),
  );
  return fileProblem(file, {
    row: mismatch.row,
    field: mismatch.measure,
    rule: 'total/does-not-add-up',
    severity: 'warning',
    message: `${name}, ${lineLabel(mismatch.line)}: stated ${stated}, its parts add to ${added}.`,
    fix: 'Check the total and its parts; the amounts were taken as they stand.',
  });
}

/** The year in a file's name, such as `ro3_2024_25`; null where there is none. */
function yearOfName(name: string): FinancialYear | null {
  for (const match of name.matchAll(
    /(?<!\d)(20\d{2})(?:[_ -]|[_ -]?to[_ -]?)?(?:20)?(\d{2})(?!\d)/g,
  )) {
    const year = parseFinancialYear(`${match[1]}-${match[2]}`);
    if (year !== null) return year;
  }
  return null;
}

function headerOf(part: string, year: FinancialYear | null): ReadItem {
  return { type: 'file', header: { part, year, asOf: null, authorityCode: null } };
}

/** The outturn's own authority code (`c0`) is known and not needed. */
function isOtherCode({ rule, field }: Problem): boolean {
  return rule === 'structure/unknown-column' && field === 'c0';
}

function noYear(file: string): Problem {
  return fileProblem(file, {
    rule: 'structure/no-year',
    message: "Neither the file nor its name says which year's spending it holds.",
    fix: 'Name the file by its year, such as ro3_2024_25.csv.',
  });
}

function unknownLine(file: string, row: number): Problem {
  return fileProblem(file, {
    row,
    field: 'line',
    rule: 'code/line',
    message: 'The line does not end in a column that is known, such as "Employees (C1)".',
    fix: 'Load the lines with their headings as published.',
  });
}

function notAnAmount(file: string, row: number, field: string): Problem {
  return fileProblem(file, {
    row,
    field,
    rule: 'type/amount',
    message: 'The cell holds no amount in thousands of pounds, so it was left out.',
    fix: 'Write the amount with digits only, such as 8300.5, or leave the cell empty.',
  });
}

function badKey(file: string, row: number, field: string): Problem {
  return fileProblem(file, {
    row,
    field,
    rule: 'structure/incomplete-row',
    message: 'The cell is empty or cannot be read, so the row cannot be placed and is left out.',
    fix: 'Give the code of the council (E and 8 digits), the year, ro3 or s251, and the line.',
  });
}
