import type { CalendarDay } from '../../lib/index.ts';
import { matchHeadings, chooseTable, headingsOf, openTable, type TableItem } from './columns.ts';
import { SSDA903_TABLES, type Ssda903Part, type Ssda903Table } from './ssda903.columns.ts';
import { readDay, readRow, type Ssda903Row } from './ssda903.row.ts';
import { checkRow, type RuleFacts, type Ssda903Rule, type Stay } from './ssda903.rule.ts';
import { statementOf } from './ssda903.statements.ts';
import { findYear, type ReturnYear, YEAR_COLUMN, yearEvidence } from './ssda903.year.ts';
import { AD1_RULES, PLACED_FOR_ADOPTION_RULES } from './ssda903-adoption.rules.ts';
import { EPISODE_RULES } from './ssda903-episodes.rules.ts';
import { HEADER_RULES } from './ssda903-header.rules.ts';
import { MISSING_RULES } from './ssda903-missing.rules.ts';
import { OC2_RULES } from './ssda903-oc2.rules.ts';
import { OC3_RULES } from './ssda903-oc3.rules.ts';
import { PREVIOUS_PERMANENCE_RULES } from './ssda903-previous-permanence.rules.ts';
import { REVIEW_RULES } from './ssda903-reviews.rules.ts';
import { SOCIAL_WORKER_RULES } from './ssda903-social-workers.rules.ts';
import { UASC_RULES } from './ssda903-uasc.rules.ts';
import type { Problem, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/** The rules in force, by file of the return. */
export const SSDA903_RULES: Readonly<Record<Ssda903Part, readonly Ssda903Rule[]>> = {
  header: HEADER_RULES,
  episodes: EPISODE_RULES,
  reviews: REVIEW_RULES,
  uasc: UASC_RULES,
  oc2: OC2_RULES,
  oc3: OC3_RULES,
  ad1: AD1_RULES,
  'placed-for-adoption': PLACED_FOR_ADOPTION_RULES,
  'previous-permanence': PREVIOUS_PERMANENCE_RULES,
  missing: MISSING_RULES,
  'social-workers': SOCIAL_WORKER_RULES,
};

/**
 * Reads the files of the looked-after children return (SSDA903), one at a time, each known by its
 * headings. A file is held in memory as bytes (at most 64 MB; the largest authority's is under 10)
 * and gone through twice, because nothing in it states its year: first for the days that show it,
 * then for its rows.
 */
export const ssda903Reader: ReturnReader = {
  kind: 'ssda903',
  label: 'Looked-after children return (SSDA903)',
  recognise: (_name, head) => {
    const headings = headingsOf(head);
    const table = chooseTable(headings, SSDA903_TABLES);
    if (!table) return false;
    const { positions } = matchHeadings(headings, table);
    return positions.has('CHILD') && positions.size >= Math.min(3, table.columns.length);
  },
  read,
};

const MOST_BYTES = 64 * 2 ** 20;

async function* read(input: ReturnInput): AsyncGenerator<ReadItem> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input.chunks) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      yield { type: 'problem', problem: tooLarge(input.name) };
      return;
    }
    chunks.push(chunk);
  }
  const again = (): ReturnInput => ({ ...input, chunks: replay(chunks) });
  const survey = await surveyFile(again());
  const reading: Reading = { file: input.name, today: input.today, ...survey, children: new Set() };
  for await (const item of openTable(again(), SSDA903_TABLES)) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'table') yield* tableItems(reading, item.spec as Ssda903Table);
    else yield* rowItems(reading, item);
  }
}

async function* replay(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

interface Survey {
  readonly table: Ssda903Table | null;
  readonly year: ReturnYear | null;
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
}

interface Reading extends Survey {
  readonly file: string;
  readonly today: CalendarDay;
  /** The children met so far, where a child may stand in the file only once. */
  readonly children: Set<string>;
}

/** The first time through: which table it is, its year, and each child's episodes by first day. */
async function surveyFile(input: ReturnInput): Promise<Survey> {
  const evidence = yearEvidence(input.today);
  const stays = new Map<string, Stay[]>();
  let table: Ssda903Table | null = null;
  for await (const item of openTable(input, SSDA903_TABLES)) {
    if (item.type === 'table') table = item.spec as Ssda903Table;
    if (item.type !== 'row' || !table) continue;
    const day = readDay(item.get(YEAR_COLUMN[table.part] ?? 'DECOM'));
    if (day) evidence.add(day);
    if (table.part === 'episodes') addStay(stays, item);
  }
  for (const list of stays.values()) list.sort((a, b) => (a.start < b.start ? -1 : 1));
  const file = table && { name: input.name, part: table.part };
  return { table, year: file && findYear(file, evidence, input.today), stays };
}

type RowItem = Extract<TableItem, { type: 'row' }>;

function addStay(stays: Map<string, Stay[]>, item: RowItem): void {
  const start = readDay(item.get('DECOM'));
  if (!start) return;
  const end = readDay(item.get('DEC'));
  const stay = { row: item.row, start, end, endReason: item.get('REC').toUpperCase() || null };
  const list = stays.get(item.get('CHILD'));
  if (list) list.push(stay);
  else stays.set(item.get('CHILD'), [stay]);
}

function* tableItems(reading: Reading, table: Ssda903Table): Generator<ReadItem> {
  const { year } = reading;
  const header = {
    part: table.part,
    year: year?.year ?? null,
    asOf: year?.lastDay ?? null,
    authorityCode: null,
  };
  yield { type: 'file', header };
  if (!year && NEEDS_YEAR.has(table.part)) {
    yield { type: 'problem', problem: yearUnknown(reading.file, table) };
  }
}

function* rowItems(reading: Reading, item: RowItem): Generator<ReadItem> {
  const { table, year, file } = reading;
  if (!table) return;
  const collectionYear = year ? Number(year.year.slice(0, 4)) + 1 : null;
  const { row, problems, isUsable } = readRow(item, { file, table, collectionYear });
  const found: Problem[] = [...problems, ...onceOnly(reading, table, row)];
  if (isUsable) {
    found.push(...checkRow(row, factsOf(reading, row), { file, rules: SSDA903_RULES[table.part] }));
  }
  const isKept = isUsable && !found.some((problem) => problem.severity === 'error');
  const person = row.child === '' ? null : statementOf(table.part, row, year);
  if (!person) {
    for (const problem of found) yield { type: 'problem', problem };
  } else if (isKept) {
    yield { type: 'person', person, problems: found };
  } else {
    yield { type: 'person', person, problems: found, quarantine: true };
  }
}

function factsOf({ stays, year, today }: Reading, row: Ssda903Row): RuleFacts {
  const all = stays.get(row.child) ?? [];
  return {
    lastDay: year?.lastDay ?? today,
    isYearKnown: year !== null,
    otherStays: all.length < 2 ? [] : all.filter((stay) => stay.row !== row.row),
  };
}

function* onceOnly(
  { children, file }: Reading,
  table: Ssda903Table,
  row: Ssda903Row,
): Generator<Problem> {
  if (!table.onceRule || row.child === '') return;
  if (children.has(row.child)) {
    yield {
      file,
      row: row.row,
      field: 'CHILD',
      rule: table.onceRule,
      severity: 'warning',
      message: `The child stands in the ${table.label} more than once; the last row counts.`,
      fix: 'Take out the row that is wrong.',
    };
  }
  children.add(row.child);
}

/** Files whose rows carry no day of their own, so that without the year they state nothing. */
const NEEDS_YEAR: ReadonlySet<Ssda903Part> = new Set(['oc2', 'oc3']);

function yearUnknown(file: string, table: Ssda903Table): Problem {
  return {
    file,
    row: null,
    field: null,
    rule: 'date/year-not-known',
    severity: 'warning',
    message:
      `The ${table.label} holds no day that shows its year, so what it says of health or of ` +
      'leaving care cannot be dated and is not loaded.',
    fix: 'Put the whole financial year in the name of the file, such as 2024-25-oc2.csv.',
  };
}

function tooLarge(file: string): Problem {
  return {
    file,
    row: null,
    field: null,
    rule: 'structure/too-large',
    severity: 'error',
    message:
      `The file has more than ${MOST_BYTES / 2 ** 20} MB, many times what the largest authority ` +
      'returns.',
    fix: 'Check that it is one file of one year’s return.',
  };
}
