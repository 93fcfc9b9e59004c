import { readCsvBatches, type TableRow } from '../../lib/index.ts';
import { headingsOf } from './columns.ts';
import { dictionaryLayout } from './dfe-indicators.dictionary.ts';
import { laitLayout } from './dfe-indicators.lait.ts';
import { cellProblem, type IndicatorLayout } from './dfe-indicators.layout.ts';
import { wideLayout } from './dfe-indicators.wide.ts';
import { plainBytes, plainHead } from './gzip.ts';
import { fileProblem, unreadableFile } from './row-values.ts';
import type { ReadItem, ReturnInput, ReturnReader } from './statement.ts';

/**
 * Reads indicators as published: the long file of the local authority interactive tool and its data
 * dictionary, and the open data tables of the statistical releases, each also as `.csv.gz`.
 */
export const dfeIndicatorsReader: ReturnReader = {
  kind: 'dfe-indicators',
  label: 'DfE indicators',
  recognise: (name, head) => layoutOf(name, headingsOf(plainHead(head))) !== null,
  read: readIndicators,
};

async function* readIndicators(input: ReturnInput): AsyncGenerator<ReadItem> {
  let layout: IndicatorLayout | null = null;
  let width = 0;
  try {
    for await (const batch of readCsvBatches(plainBytes(input.chunks))) {
      for (const row of batch) {
        if (layout === null) {
          layout = layoutOf(input.name, row.cells);
          if (layout === null) return yield unknownTable(input.name);
          width = row.cells.length;
          yield headerOf(layout);
        } else if (row.cells.length !== width) {
          yield wrongWidth(input.name, row, width);
        } else {
          for (const item of layout.read(row)) yield item;
        }
      }
    }
  } catch (error) {
    yield { type: 'problem', problem: unreadableFile(input.name, error) };
  }
  if (layout === null) yield emptyFile(input.name);
  else yield* layout.end();
}

function layoutOf(file: string, headings: readonly string[]): IndicatorLayout | null {
  return (
    laitLayout(file, headings) ?? dictionaryLayout(file, headings) ?? wideLayout(file, headings)
  );
}

function headerOf(layout: IndicatorLayout): ReadItem {
  return {
    type: 'file',
    header: { part: layout.part, year: null, asOf: null, authorityCode: null },
  };
}

function wrongWidth(file: string, { row, cells }: TableRow, width: number): ReadItem {
  return cellProblem(file, row, {
    field: null,
    rule: cells.length < width ? 'structure/short-row' : 'structure/long-row',
    message: `The row has ${cells.length} cells where there are ${width} headings.`,
    fix: 'Load the file as published; check that it was not cut off or changed.',
  });
}

function unknownTable(file: string): ReadItem {
  return {
    type: 'problem',
    problem: fileProblem(file, {
      row: 1,
      rule: 'structure/unknown-table',
      message: 'The headings are not those of an indicator file that is known here.',
      fix: 'Load the file as published, with its first row; a release has one CSV for each table.',
    }),
  };
}

function emptyFile(file: string): ReadItem {
  return {
    type: 'problem',
    problem: fileProblem(file, {
      rule: 'structure/empty-file',
      message: 'The file holds no rows that can be read.',
      fix: 'Download it again.',
    }),
  };
}
