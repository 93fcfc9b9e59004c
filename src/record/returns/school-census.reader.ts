import { readCsv } from '../../lib/index.ts';
import { headingsOf, readTable } from './columns.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { fileProblem, type RowValues, rowValues } from './row-values.ts';
import { type Collection, collectionOf } from './school-census.collection.ts';
import {
  addSessions,
  attendanceStatement,
  isSamePupil,
  linkedStatement,
  startAttendance,
  type TermAttendance,
} from './school-census.linked.ts';
import { type CensusFile, pupilStatement } from './school-census.pupils.ts';
import {
  type CensusField,
  type CensusTable,
  censusTables,
  isUnreadCensusColumn,
} from './school-census.tables.ts';
import type { PersonStatement, Problem, ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/** Reads the tables of one school census collection, each a CSV file. */
export const schoolCensusReader: ReturnReader = {
  kind: 'school-census',
  label: 'School census',
  recognise: (_name, head) =>
    headingsOf(plainHead(head)).some((heading) =>
      ['pupilonrolltableid', 'pupilnolongeronrolltableid'].includes(heading.toLowerCase()),
    ),
  read: readSchoolCensus,
};

async function* readSchoolCensus(input: ReturnInput): AsyncGenerator<ReadItem> {
  const collection = collectionOf(input.name);
  let file: CensusFile | null = null;
  let attendance: PendingAttendance | null = null;
  const rows = readCsv(plainBytes(input.chunks));
  for await (const item of readTable(input.name, rows, censusTables)) {
    if (item.type === 'problem') {
      if (!isPassedOver(item.problem)) yield item;
    } else if (item.type === 'table') {
      const table = censusTables.find((one) => one === item.spec);
      if (!table) return;
      file = { table, collection, today: input.today };
      yield headerOf(table, collection);
      if (collection === null) yield* noCollection(input.name, table);
      if (collection === null && !isPupilTable(table)) return;
    } else if (file !== null) {
      const cells = rowValues(input.name, item, file.table);
      if (!isSessionTable(file.table)) yield* rowItems(cells, file);
      else {
        if (attendance !== null && !isSamePupil(attendance.added, cells)) {
          yield* attendanceItems(attendance, file);
          attendance = null;
        }
        attendance ??= { added: startAttendance(cells), problems: [] };
        addSessions(attendance.added, cells);
        attendance.problems.push(...cells.problems);
      }
    }
  }
  if (attendance !== null && file !== null) yield* attendanceItems(attendance, file);
}

interface PendingAttendance {
  readonly added: TermAttendance;
  readonly problems: Problem[];
}

function* rowItems(cells: RowValues<CensusField>, file: CensusFile): Generator<ReadItem> {
  const isPupil = isPupilTable(file.table);
  const person = isPupil ? pupilStatement(cells, file) : linkedStatement(cells, file);
  yield* personItems(person, cells.problems);
}

function* attendanceItems(pending: PendingAttendance, file: CensusFile): Generator<ReadItem> {
  yield* personItems(attendanceStatement(pending.added, file), pending.problems);
}

function* personItems(person: PersonStatement | null, problems: Problem[]): Generator<ReadItem> {
  if (person !== null) yield { type: 'person', person, problems };
  else for (const problem of problems) yield { type: 'problem', problem };
}

function headerOf(table: CensusTable, collection: Collection | null): ReadItem {
  return {
    type: 'file',
    header: {
      part: table.part,
      year: collection?.year ?? null,
      asOf: collection?.censusDay ?? null,
      authorityCode: null,
    },
  };
}

function* noCollection(name: string, table: CensusTable): Generator<ReadItem> {
  const usable = isPupilTable(table);
  yield {
    type: 'problem',
    problem: fileProblem(name, {
      rule: 'structure/no-collection',
      severity: usable ? 'warning' : 'error',
      message:
        "The file's name does not say which census it is of, so its record ids mean nothing" +
        (usable ? ' and its other tables cannot be tied to it.' : ' and it cannot be read.'),
      fix: `Name the file by year and term, such as 2025_spring_${table.part}.csv.`,
    }),
  };
}

function isPassedOver(problem: Problem): boolean {
  return (
    problem.rule === 'structure/unknown-column' &&
    problem.field !== null &&
    isUnreadCensusColumn(problem.field)
  );
}

function isPupilTable(table: CensusTable): boolean {
  return table.part === 'pupilonroll' || table.part === 'pupilnolongeronroll';
}

function isSessionTable(table: CensusTable): boolean {
  return table.part.startsWith('termlysessiondetails');
}
