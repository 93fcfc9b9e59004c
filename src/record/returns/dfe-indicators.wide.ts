import type { TableRow } from '../../lib/index.ts';
import { areaByNumber } from './dfe-indicators.areas.ts';
import { cellProblem, type IndicatorLayout, noPeriod, noValue } from './dfe-indicators.layout.ts';
import { type IndicatorPeriod, parseIndicatorPeriod } from './dfe-indicators.period.ts';
import { publishedValue } from './dfe-indicators.values.ts';
import type { ReadItem } from './statement.ts';

const ROWS_TO_JUDGE_BY = 500;

/** Columns that say when and where; every other is a breakdown or a measure. */
const PLACE_COLUMNS = new Set(
  (
    'time_period time_identifier geographic_level country_code country_name region_code ' +
    'region_name old_la_code new_la_code la_name'
  ).split(' '),
);

interface Measure {
  readonly position: number;
  readonly heading: string;
  readonly slug: string;
  readonly words: string;
}

interface Shape {
  readonly measures: readonly Measure[];
  readonly breakdowns: readonly number[];
}

/**
 * Reads a file as the Department for Education publishes open data: one row for each time, place
 * and breakdown, one column for each measure. A column is a breakdown where any of the first 500
 * rows holds words in it, else a measure; each measure of each breakdown is an indicator. Null
 * where the headings are not of such a file.
 */
export function wideLayout(file: string, headings: readonly string[]): IndicatorLayout | null {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const position = new Map(names.map((name, index) => [name, index]));
  if (!['time_period', 'geographic_level'].every((name) => position.has(name))) return null;
  const held: TableRow[] = [];
  let shape: Shape | null = null;
  const cell = (row: TableRow, name: string) => (row.cells[position.get(name) ?? -1] ?? '').trim();

  const readRow = (row: TableRow, of: Shape): ReadItem[] => {
    const period = parseIndicatorPeriod(cell(row, 'time_period'));
    if (period === null) return [noPeriod(file, row.row, 'time_period')];
    const area = areaOf((name) => cell(row, name));
    if (area === null) return [noArea(file, row.row)];
    const group = of.breakdowns.map((index) => (row.cells[index] ?? '').trim()).filter(Boolean);
    return valuesOf(file, row, { measures: of.measures, group, area, period });
  };
  const judge = (): readonly ReadItem[] => {
    const judged = shapeOf(headings, held);
    shape = judged;
    return held.splice(0).flatMap((row) => readRow(row, judged));
  };
  return {
    part: 'published-table',
    read(row) {
      if (shape !== null) return readRow(row, shape);
      held.push(row);
      return held.length < ROWS_TO_JUDGE_BY ? [] : judge();
    },
    end: () => (shape === null ? judge() : []),
  };
}

interface RowFacts {
  readonly measures: readonly Measure[];
  readonly group: readonly string[];
  readonly area: Area;
  readonly period: IndicatorPeriod;
}

function valuesOf(file: string, { row, cells }: TableRow, facts: RowFacts): ReadItem[] {
  const { group, area, period } = facts;
  const groupSlug = group.length > 0 ? group.map(slugOf).join('/') : fileSlug(file);
  const groupWords = group.length > 0 ? group.join(', ') : wordsOf(fileSlug(file));
  const items: ReadItem[] = [];
  for (const measure of facts.measures) {
    const text = cells[measure.position] ?? '';
    const published = publishedValue(text);
    if (published !== null) {
      items.push({
        type: 'indicator',
        indicator: {
          row,
          indicator: `${groupSlug}/${measure.slug}`,
          indicatorLabel: `${groupWords}: ${measure.words}`,
          areaCode: area.code,
          areaName: area.name,
          period: period.text,
          ...(period.note === null ? {} : { periodNote: period.note }),
          ...published,
        },
      });
    } else if (text.trim() !== '') items.push(noValue(file, row, measure.heading));
  }
  return items;
}

interface Area {
  readonly code: string | null;
  readonly name: string;
}

/** Councils are known by their number, because their code changes when their boundary does. */
function areaOf(cell: (name: string) => string): Area | null {
  switch (cell('geographic_level').toLowerCase()) {
    case 'national':
      return named(cell('country_code'), cell('country_name'));
    case 'regional':
      return named(cell('region_code'), cell('region_name'));
    case 'local authority': {
      const known = areaByNumber(cell('old_la_code'));
      return named(known?.code ?? cell('new_la_code'), cell('la_name'));
    }
    default:
      return null;
  }
}

function named(code: string, name: string): Area | null {
  return name === '' ? null : { code: code === '' ? null : code, name };
}

function noArea(file: string, row: number): ReadItem {
  return cellProblem(file, row, {
    field: 'geographic_level',
    rule: 'code/geographic-level',
    severity: 'warning',
    message: 'The row is not of England, a region or a local authority, so it was not read.',
    fix: 'Nothing, if the file also has rows of schools or districts; else fill in the level.',
  });
}

function shapeOf(headings: readonly string[], rows: readonly TableRow[]): Shape {
  const measures: Measure[] = [];
  const breakdowns: number[] = [];
  headings.forEach((heading, position) => {
    const name = heading.trim();
    if (name === '' || PLACE_COLUMNS.has(name.toLowerCase())) return;
    const hasWords = rows.some(({ cells }) => {
      const text = (cells[position] ?? '').trim();
      return text !== '' && publishedValue(text) === null;
    });
    if (hasWords) breakdowns.push(position);
    else measures.push({ position, heading: name, slug: slugOf(name), words: wordsOf(name) });
  });
  return { measures, breakdowns };
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120);
}

function wordsOf(text: string): string {
  return text.replace(/[_-]+/g, ' ').trim().slice(0, 200);
}

/** The name of a file without breakdowns, its years and letter left out: `headline-figures`. */
function fileSlug(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/(?:\.[a-z]+)+$/i, '');
  const plain = name.replace(/_?\d{4}(?:_to_\d{4})?/g, '').replace(/^[a-z]\d_/i, '');
  return slugOf(plain) || 'indicators';
}
