import { thoseWhoSeeFigures } from '../../govern/index.ts';
import {
  type Figure,
  figureId,
  financialYear,
  financialYearOf,
  type FinancialYear,
  formatFinancialYear,
  type Finding,
  type FindingRow,
  parseFinancialYear,
  refuse,
  countedHow,
} from '../../lib/index.ts';
import { defineMeasure, type Measure, type Parameters, type Tx } from '../../platform/index.ts';
import { LEVEL_LABELS, LEVELS, type Level } from '../journey/journey.ts';
import { latestKnownDay } from '../returns/source.store.ts';
import {
  ANY_LEVEL,
  cellKey,
  EVERY_WARD,
  hiddenCells,
  type WardGroup,
  wardGroups,
} from './children-by-level.ts';
import { childrenCounts, childrenYears, type YearCount } from './children-year.store.ts';
import { listPlaces, type PlaceRow } from './places.store.ts';

const NAME = 'children-by-level';

/** How many different children had help in a year: by level, by ward, or year by year. */
export const childrenByLevelMeasure: Measure = defineMeasure({
  name: NAME,
  title: 'Children with help, by level',
  who: thoseWhoSeeFigures,
  parameters: {
    by: 'level (the default), ward or year',
    year: 'a financial year such as 2024-25; the newest that is whole when left out',
    ward: 'the number of a ward; 0 stands for a ward that is not known',
    level: LEVELS.join(', '),
    row: 'one row only: a level, or the number of a ward',
  },
  compute: async (tx, _actor, parameters) => {
    const asked = await readAsked(tx, parameters);
    const wards = await listPlaces(tx, 'ward');
    const counts = await childrenCounts(tx, asked.by === 'year' ? null : Number(asked.year));
    const finding = FINDINGS[asked.by](asked, new CountTable(counts, wardGroups(wards)), wards);
    if (parameters.row === undefined) return finding;
    const rows = finding.rows.filter((_, index) => finding.keys[index] === parameters.row);
    if (rows.length === 0) throw refuse('no-such-row', 'not-found', 'There is no such row.');
    const { total, keys, ...rest } = finding;
    return { ...rest, id: idOf(asked, parameters.row), rows };
  },
});

interface Asked {
  readonly by: 'level' | 'ward' | 'year';
  /** The year in which the financial year starts. */
  readonly year: number;
  readonly ward: number;
  readonly level: Level | typeof ANY_LEVEL;
}

type Keyed = Finding & { readonly keys: readonly string[] };

async function readAsked(tx: Tx, given: Parameters): Promise<Asked> {
  const by = given.by ?? 'level';
  if (by !== 'level' && by !== 'ward' && by !== 'year') {
    throw refuse('no-such-choice', 'invalid', 'by is one of level, ward and year.');
  }
  const level = LEVELS.find((one) => one === given.level) ?? ANY_LEVEL;
  if (given.level !== undefined && level === ANY_LEVEL) {
    throw refuse('no-such-choice', 'invalid', `level is one of ${LEVELS.join(', ')}.`);
  }
  const ward = given.ward === undefined ? EVERY_WARD : Number(given.ward);
  if (!Number.isSafeInteger(ward) || (given.ward !== undefined && ward < 0)) {
    throw refuse('no-such-ward', 'invalid', 'ward is the number of a ward.');
  }
  return { by, year: await readYear(tx, given.year), ward, level };
}

async function readYear(tx: Tx, text: string | undefined): Promise<number> {
  if (text === undefined) return (await newestYears(tx))[0] ?? 2024;
  const year = parseFinancialYear(text);
  if (year === null) {
    throw refuse('no-such-year', 'invalid', 'year is a financial year such as 2024-25.');
  }
  return Number(year.slice(0, 4));
}

/** The years of which anything is known, newest first, up to that of the latest known day. */
export async function newestYears(tx: Tx): Promise<number[]> {
  const known = await latestKnownDay(tx);
  if (known === null) return [];
  return childrenYears(tx, Number(financialYearOf(known).slice(0, 4)));
}

/** Counts by year, ward and level, with those that may not be shown. */
class CountTable {
  readonly years: readonly number[];
  readonly #counts: ReadonlyMap<string, number>;
  readonly #hidden: ReadonlyMap<number, ReadonlySet<string>>;

  constructor(counts: readonly YearCount[], groups: readonly WardGroup[]) {
    const byYear = Map.groupBy(counts, (one) => one.year);
    this.years = [...byYear.keys()];
    this.#counts = new Map(
      counts.map((one) => [`${one.year} ${cellKey(one.ward, one.level)}`, one.children]),
    );
    this.#hidden = new Map([...byYear].map(([year, of]) => [year, hiddenCells(of, groups)]));
  }

  count(year: number, ward: number, level: string): number {
    return this.#counts.get(`${year} ${cellKey(ward, level)}`) ?? 0;
  }

  isHidden(year: number, ward: number, level: string): boolean {
    return this.#hidden.get(year)?.has(cellKey(ward, level)) ?? false;
  }
}

const FINDINGS: Readonly<
  Record<Asked['by'], (asked: Asked, table: CountTable, wards: readonly PlaceRow[]) => Keyed>
> = { level: findingByLevel, ward: findingByWard, year: findingByYear };

function findingByLevel(asked: Asked, table: CountTable, wards: readonly PlaceRow[]): Keyed {
  const cell = (level: Level | typeof ANY_LEVEL, label: string) =>
    countFigure(asked, table, { ward: asked.ward, level, label, row: level });
  const rows = LEVELS.map((level) => ({
    label: LEVEL_LABELS[level],
    figures: [cell(level, LEVEL_LABELS[level])],
  }));
  const total = cell(ANY_LEVEL, 'Children with help at any level');
  const where = whereWords(asked, wards);
  return {
    id: idOf(asked),
    headline: `${amountWords(total)} had help in ${yearWords(asked.year)}${where}`,
    subtitle: `Different children by level, ${yearWords(asked.year)}`,
    rowHeading: 'Level',
    columns: ['Children'],
    rows,
    total: { label: 'Any level', figures: [total] },
    chart: 'bars',
    notes: ['A child who was at two levels in the year is in both, and once in the last row.'],
    keys: LEVELS,
  };
}

function findingByWard(asked: Asked, table: CountTable, wards: readonly PlaceRow[]): Keyed {
  const rows: FindingRow[] = wards.map((ward) => {
    const row = String(ward.id);
    const of = { ward: Number(ward.id), level: asked.level, label: ward.name, row };
    const figures = [countFigure(asked, table, of)];
    return { label: ward.name, figures, href: `/places/${ward.id}` };
  });
  const whole = { ward: EVERY_WARD, level: asked.level, label: 'Every ward', row: 'all' };
  const most = mostOf(rows);
  return {
    id: idOf(asked),
    headline: most
      ? `${most} has the most children with help${levelWords(asked)} in ${yearWords(asked.year)}`
      : `No ward can be named for ${yearWords(asked.year)}`,
    subtitle: `Different children${levelWords(asked)} by ward, ${yearWords(asked.year)}`,
    rowHeading: 'Ward',
    columns: ['Children'],
    rows,
    total: { label: 'Every ward', figures: [countFigure(asked, table, whole)] },
    chart: 'map',
    notes: [
      'A child who moved is in both wards, and once in the last row.',
      ...unknownWard(asked, table),
    ],
    keys: wards.map((ward) => String(ward.id)),
  };
}

/** How many children live in no ward that is known: not a row, since no map can show it. */
function unknownWard(asked: Asked, table: CountTable): string[] {
  const children = table.count(asked.year, 0, asked.level);
  if (children === 0) return [];
  const isHidden = table.isHidden(asked.year, 0, asked.level);
  const words = isHidden ? 'some children' : `${children.toLocaleString('en-GB')} children`;
  return [`Of ${words} the ward was not known for some or all of the year.`];
}

function findingByYear(asked: Asked, table: CountTable, wards: readonly PlaceRow[]): Keyed {
  const years = table.years.filter((year) => year <= asked.year);
  const rows = LEVELS.map((level) => ({
    label: LEVEL_LABELS[level],
    figures: years.map((year) =>
      countFigure({ ...asked, by: 'level', year }, table, {
        ward: asked.ward,
        level,
        label: `${LEVEL_LABELS[level]}, ${yearWords(year)}`,
        row: level,
      }),
    ),
  }));
  return {
    id: idOf(asked),
    headline: `Children with help${whereWords(asked, wards)}, year by year`,
    subtitle: 'Different children by level and financial year',
    rowHeading: 'Level',
    columns: years.map((year) => financialYear(year)),
    rows,
    chart: 'lines',
    notes: ['Years before the first loaded return hold only what later returns look back to.'],
    keys: LEVELS,
  };
}

function countFigure(
  asked: Asked,
  table: CountTable,
  of: { ward: number; level: string; label: string; row: string },
): Figure {
  const isHidden = table.isHidden(asked.year, of.ward, of.level);
  const value = table.count(asked.year, of.ward, of.level);
  const id = of.row === ANY_LEVEL || of.row === 'all' ? idOf(asked) : idOf(asked, of.row);
  const formula =
    'Different children who had at least one day at the level in the year, counted from the ' +
    'loaded returns; each day counts at the highest level that holds.';
  const hiddenWhy =
    ' Fewer than 5, or needed to keep such a number from being worked out: hidden to protect them.';
  return {
    id,
    label: of.label,
    value: isHidden ? null : value,
    unit: 'children',
    ...(isHidden ? { absent: 'suppressed' as const } : {}),
    how: isHidden
      ? { formula: formula + hiddenWhy }
      : countedHow(formula, 'Children with a day at the level', value),
  };
}

function idOf(asked: Asked, row?: string): string {
  return figureId(NAME, {
    by: asked.by === 'level' ? undefined : asked.by,
    year: yearOf(asked),
    ward: asked.ward === EVERY_WARD ? undefined : String(asked.ward),
    level: asked.level || undefined,
    row,
  });
}

function yearOf(asked: Asked): FinancialYear {
  return financialYear(asked.year);
}

function mostOf(rows: readonly FindingRow[]): string | null {
  const known = rows.filter((row) => (row.figures[0]?.value ?? 0) > 0);
  const [most] = known.sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0));
  return most?.label ?? null;
}

function amountWords(figure: Figure): string {
  if (figure.value === null) return 'Fewer than 5 children';
  return figure.value === 1 ? '1 child' : `${figure.value.toLocaleString('en-GB')} children`;
}

function yearWords(year: number): string {
  return formatFinancialYear(financialYear(year));
}

function levelWords(asked: Asked): string {
  return asked.level === ANY_LEVEL ? '' : ` (${LEVEL_LABELS[asked.level].toLowerCase()})`;
}

function whereWords(asked: Asked, wards: readonly PlaceRow[]): string {
  if (asked.ward === EVERY_WARD) return '';
  if (asked.ward === 0) return ' in a ward that is not known';
  const name = wards.find((ward) => Number(ward.id) === asked.ward)?.name;
  if (name === undefined) throw refuse('no-such-ward', 'not-found', 'There is no such ward here.');
  return ` in ${name}`;
}
