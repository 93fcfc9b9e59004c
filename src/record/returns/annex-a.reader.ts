import {
  type CalendarDay,
  parseBritishDay,
  parseDay,
  readCsv,
  readXlsx,
  TableFault,
} from '../../lib/index.ts';
import type { AnnexList } from './annex-a.columns.ts';
import { ADULT_LISTS, ANNEX_A_LISTS } from './annex-a.lists.ts';
import { annexStatementOf } from './annex-a.statements.ts';
import {
  readAbuse,
  readEthnicity,
  readLegalStatus,
  readLooseDay,
  readNeed,
  readNoAction,
  readPlacement,
  readSource,
} from './annex-a.values.ts';
import {
  chooseTable,
  headingsOf,
  matchHeadings,
  readTable,
  type SourceRow,
  type TableItem,
} from './columns.ts';
import type { Problem, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/**
 * Reads the child-level lists that Ofsted asks for before an inspection (Annex A, lists 1 to 11):
 * one workbook with a sheet a list, or one CSV file a list. Headings and answers are compared by
 * their words, because every council writes them its own way. The whole file (at most 64 MB) is
 * held in memory, since the lists nowhere state the day up to which they know: it is the day in the
 * file’s name, else the last day that they mention.
 */
export const annexAReader: ReturnReader = {
  kind: 'annex-a',
  label: 'Ofsted Annex A child-level lists',
  recognise(name, head) {
    if (isZip(head)) return /annex[\s_-]*a(?![a-z])|ilacs|child[\s_-]*level/i.test(name);
    const headings = headingsOf(head);
    const list = chooseTable(headings, ANNEX_A_LISTS);
    if (!list) return false;
    const { positions, missing } = matchHeadings(headings, list);
    const hasAll = missing.every((column) => column.need !== 'must');
    const wanted = list.columns.filter((column) => column.need !== 'may').length;
    return hasAll && positions.has('child') && positions.size >= wanted / 2;
  },
  read,
};

const MOST_BYTES = 64 * 2 ** 20;

interface SheetItems {
  /** What messages call the sheet: the file, and the sheet of a workbook. */
  readonly file: string;
  readonly sheet?: string;
  readonly items: readonly TableItem[];
}

async function* read(input: ReturnInput): AsyncGenerator<ReadItem> {
  const sheets = await readSheets(input);
  if ('rule' in sheets) {
    yield { type: 'problem', problem: sheets };
    return;
  }
  const lists = sheets.filter(({ items }) => items[0]?.type === 'table');
  const asOf = dayInName(input.name, input.today) ?? latestDay(lists, input.today);
  const [first] = lists.flatMap(({ items }) =>
    items[0]?.type === 'table' ? [items[0].spec.part] : [],
  );
  const part = lists.length === 1 && first ? `list-${first}` : 'annex-a';
  if (lists.length > 0) {
    yield { type: 'file', header: { part, year: null, asOf, authorityCode: null } };
  }
  for (const sheet of sheets) {
    if (lists.includes(sheet)) yield* listItems(sheet, asOf ?? input.today);
    else yield* ignored(sheet, lists.length > 0);
  }
}

async function readSheets(input: ReturnInput): Promise<SheetItems[] | Problem> {
  const bytes = await gather(input.chunks);
  if (!bytes) return fileProblem(input.name, TOO_LARGE);
  if (!isZip(bytes) && !isOldWorkbook(bytes)) {
    const items = await collect(input.name, readCsv(once(bytes)));
    return [{ file: input.name, items }];
  }
  try {
    const sheets: SheetItems[] = [];
    for (const sheet of await readXlsx(bytes)) {
      const name = sheet.name.slice(0, 40);
      const file = `${input.name}, sheet ${name}`;
      sheets.push({ file, sheet: name, items: await collect(file, sheet.rows) });
    }
    return sheets;
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    const { message, fix } = error;
    return fileProblem(input.name, { rule: 'structure/unreadable', message, fix });
  }
}

async function collect(
  file: string,
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>,
): Promise<TableItem[]> {
  const items: TableItem[] = [];
  for await (const item of readTable(file, rows, ANNEX_A_LISTS)) items.push(item);
  return items;
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** A day in the file’s name (2025-03-31, 31-03-2025, 20250331), if it is not in the future. */
function dayInName(name: string, today: CalendarDay): CalendarDay | null {
  const iso = /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name);
  const british = /(?<!\d)(\d\d)[-_.]?(\d\d)[-_.]?(20\d\d)(?!\d)/.exec(name);
  const day =
    (iso && parseDay(`${iso[1]}-${iso[2]}-${iso[3]}`)) ||
    (british && parseBritishDay(`${british[1]}/${british[2]}/${british[3]}`));
  return day && day <= today ? day : null;
}

function latestDay(lists: readonly SheetItems[], today: CalendarDay): CalendarDay | null {
  let latest: CalendarDay | null = null;
  for (const { items } of lists) {
    const list = items[0]?.type === 'table' ? (items[0].spec as AnnexList) : null;
    const fields = list?.columns.filter(({ isDay, field }) => isDay && field !== 'birth') ?? [];
    for (const item of items) {
      if (item.type !== 'row') continue;
      for (const { field } of fields) {
        const day = readLooseDay(item.get(field));
        if (day && day <= today && (latest === null || day > latest)) latest = day;
      }
    }
  }
  return latest;
}

function* ignored({ file, items }: SheetItems, isBesideLists: boolean): Generator<ReadItem> {
  if (!isBesideLists) {
    for (const item of items) if (item.type === 'problem') yield item;
    return;
  }
  const message = 'The sheet is none of the eleven lists and was not read.';
  const fix = 'Nothing, if it is a cover or notes; otherwise check its headings.';
  yield {
    type: 'problem',
    problem: {
      ...fileProblem(file, { rule: 'structure/sheet-ignored', message, fix }),
      severity: 'warning',
    },
  };
}

function* listItems({ file, sheet, items }: SheetItems, asOf: CalendarDay): Generator<ReadItem> {
  let list: AnnexList | null = null;
  for (const item of items) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'row' && list) yield* rowItems(file, { list, asOf, sheet }, item);
    else if (item.type === 'table') {
      list = item.spec as AnnexList;
      if (ADULT_LISTS.has(list.part)) yield { type: 'problem', problem: adultsNotLoaded(file) };
    }
  }
}

interface ListReading {
  readonly list: AnnexList;
  readonly asOf: CalendarDay;
  readonly sheet: string | undefined;
}

type Row = Extract<TableItem, { type: 'row' }>;

function* rowItems(file: string, reading: ListReading, row: Row): Generator<ReadItem> {
  const { list, asOf, sheet } = reading;
  const problems = [...rowFaults(list, row, asOf)].map(
    (fault): Problem => ({ file, row: row.row, ...fault }),
  );
  if (row.get('child') === '' || ADULT_LISTS.has(list.part)) {
    for (const problem of problems) yield { type: 'problem', problem };
    return;
  }
  const stated = annexStatementOf(list.part, row, asOf);
  const person = sheet === undefined ? stated : { ...stated, sheet };
  const isUnusable = problems.some((problem) => problem.severity === 'error');
  yield isUnusable
    ? { type: 'person', person, problems, quarantine: true }
    : { type: 'person', person, problems };
}

type Fault = Omit<Problem, 'file' | 'row'>;

function* rowFaults(list: AnnexList, row: Row, asOf: CalendarDay): Generator<Fault> {
  if (row.get('child') === '') {
    yield fault('child', 'type/no-child', 'The row has no identifier, so it is about nobody.');
  }
  yield* dayFaults(list, row);
  const key = readLooseDay(row.get(list.keyDay));
  const birth = readLooseDay(row.get('birth'));
  if (key && key > asOf && list.keyDay !== 'birth') {
    yield fault(list.keyDay, 'date/after-list', 'It lies after the day of the list.');
  }
  if (key && birth && key < birth && !list.mayBeUnborn) {
    yield fault(list.keyDay, 'date/before-birth', 'It lies before the child was born.');
  }
  for (const [from, to] of list.spans) {
    const [start, end] = [readLooseDay(row.get(from)), readLooseDay(row.get(to))];
    if (start && end && end < start) {
      yield fault(to, 'date/end-before-start', 'It ends before it starts, so one day is wrong.');
    }
  }
  for (const [field, understands] of UNDERSTOOD[list.part] ?? []) {
    const cell = row.get(field);
    if (cell === '' || understands(cell) !== null) continue;
    yield {
      ...fault(field, 'code/not-understood', 'The answer is not one that we know; it is left out.'),
      severity: 'warning',
      fix: 'Write it as Ofsted’s guidance for Annex A does, or with the code of the census.',
    };
  }
}

function* dayFaults(list: AnnexList, row: Row): Generator<Fault> {
  for (const { field, isDay } of list.columns) {
    const cell = row.get(field);
    if (!isDay || (cell !== '' && readLooseDay(cell))) continue;
    const isKey = field === list.keyDay;
    if (cell === '' && !isKey) continue;
    const isEnd = field === 'end' || field === 'adopted' || field === 'reversed';
    const isVital = isKey || isEnd;
    yield {
      ...fault(
        field,
        'date/not-a-day',
        cell === '' ? 'The day is missing.' : 'The cell does not hold a day.',
      ),
      severity: isVital ? 'error' : 'warning',
      fix: 'Write the day as 31/03/2025 or 2025-03-31; leave the cell blank where there is none.',
    };
  }
}

/** Which cells hold an answer that must be understood, and how it is read. */
const UNDERSTOOD: Readonly<
  Record<string, readonly (readonly [string, (cell: string) => unknown])[]>
> = {
  1: [
    ['source', readSource],
    ['ethnicity', readEthnicity],
  ],
  3: [
    ['source', readSource],
    ['noAction', readNoAction],
  ],
  6: [['need', readNeed]],
  7: [
    ['initial', readAbuse],
    ['latest', readAbuse],
  ],
  8: [
    ['placement', readPlacement],
    ['legalStatus', readLegalStatus],
  ],
};

function fault(field: string, rule: string, message: string): Fault {
  const fix = 'Correct it in the source system and make the list again.';
  return { field, rule, severity: 'error', message, fix };
}

const TOO_LARGE = {
  rule: 'structure/too-large',
  message:
    `The file has more than ${MOST_BYTES / 2 ** 20} MB, many times what the lists of any council ` +
    'hold.',
  fix: 'Check that it is the Annex A workbook or one of its lists.',
};

function fileProblem(file: string, facts: Pick<Problem, 'rule' | 'message' | 'fix'>): Problem {
  return { file, row: null, field: null, severity: 'error', ...facts };
}

function adultsNotLoaded(file: string): Problem {
  return {
    ...fileProblem(file, {
      rule: 'structure/adults-not-loaded',
      message: 'List 11 is about adults who wish to adopt. It is checked, and nobody is loaded.',
      fix: 'Nothing: the record is about children and their families.',
    }),
    severity: 'warning',
  };
}
