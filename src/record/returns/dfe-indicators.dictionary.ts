import type { TableRow } from '../../lib/index.ts';
import { chooseTable, matchHeadings, type TableSpec } from './columns.ts';
import { cellProblem, type IndicatorLayout } from './dfe-indicators.layout.ts';
import type { IndicatorDefinition, ReadItem } from './statement.ts';

type DictionaryField = 'code' | 'topic' | 'label' | 'title' | 'polarity' | 'unit' | 'dps' | 'year';

const dictionaryTable: TableSpec<DictionaryField> = {
  part: 'dictionary',
  label: 'data dictionary of the local authority interactive tool',
  headings: 'exact',
  columns: [
    { field: 'code', headings: ['Measure_short'], need: 'must' },
    { field: 'label', headings: ['Measure'], need: 'must' },
    { field: 'polarity', headings: ['Polarity'], need: 'must' },
    { field: 'topic', headings: ['Topic'], need: 'may' },
    { field: 'title', headings: ['Chart_title'], need: 'may' },
    { field: 'unit', headings: ['y_axis_name'], need: 'may' },
    { field: 'dps', headings: ['dps'], need: 'may' },
    { field: 'year', headings: ['Year_Type'], need: 'may' },
  ],
};

/**
 * Reads the dictionary that goes with the long indicator file: one definition for each indicator,
 * as a statement without a value. A measure that stands under two topics is taken from the first.
 * Null where the headings are not a dictionary's.
 */
export function dictionaryLayout(
  file: string,
  headings: readonly string[],
): IndicatorLayout | null {
  if (chooseTable(headings, [dictionaryTable]) === null) return null;
  const { positions, missing } = matchHeadings(headings, dictionaryTable);
  if (missing.some((column) => column.need === 'must')) return null;
  const seen = new Map<string, string>();
  const read = ({ row, cells }: TableRow): ReadItem[] => {
    const get = (field: DictionaryField) => stated(cells[positions.get(field) ?? -1] ?? '');
    const code = get('code');
    if (code === '') return [noCode(file, row)];
    const definition = definitionOf(get);
    const facts = JSON.stringify([definition.polarity, definition.decimals]);
    const before = seen.get(code);
    if (before !== undefined) return before === facts ? [] : [conflict(file, row)];
    seen.set(code, facts);
    return [
      {
        type: 'indicator',
        indicator: {
          row,
          indicator: code,
          indicatorLabel: get('label') || get('title') || code,
          areaCode: null,
          areaName: '',
          period: '',
          value: null,
          mark: null,
          definition,
        },
      },
    ];
  };
  return { part: 'dictionary', read, end: () => [] };
}

function definitionOf(get: (field: DictionaryField) => string): IndicatorDefinition {
  const polarity = get('polarity').toLowerCase();
  const decimals = get('dps');
  return {
    topic: get('topic'),
    polarity: polarity === 'high' || polarity === 'low' ? polarity : null,
    unitLabel: get('unit'),
    decimals: /^\d$/.test(decimals) ? Number(decimals) : null,
    yearType: get('year'),
  };
}

/** The cell on one line; the dictionary writes NA where it says nothing. */
function stated(cell: string): string {
  const text = cell.replace(/\s+/g, ' ').trim();
  return text === 'NA' ? '' : text.slice(0, 500);
}

function noCode(file: string, row: number): ReadItem {
  return cellProblem(file, row, {
    field: 'Measure_short',
    rule: 'structure/no-indicator',
    message: 'The row does not say which indicator it defines.',
    fix: 'Fill in the short name that the indicator has in the long file.',
  });
}

function conflict(file: string, row: number): ReadItem {
  return cellProblem(file, row, {
    field: 'Measure_short',
    rule: 'structure/repeated-definition',
    severity: 'warning',
    message: 'The indicator is defined twice, differently; the first definition is taken.',
    fix: 'Check which definition is right, and take the other out.',
  });
}
