import {
  checkedField,
  type Citation,
  codeField,
  entriesField,
  type FieldFault,
  type FieldReader,
  type FinancialYear,
  mapField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type Pence,
  type Reading,
  recordField,
  textField,
  timesPence,
  yearField,
} from '../../lib/index.ts';

/** One publication of a price index. Years of different publications are never mixed. */
export interface DeflatorSeries {
  readonly code: string;
  readonly label: string;
  readonly source: Citation;
  readonly licence: string;
  /** A calendar series lets each calendar year stand for the financial year that starts in it. */
  readonly years: 'financial' | 'calendar';
  /** The last year that was measured; later ones are the forecast of that publication. */
  readonly outturnTo: FinancialYear;
  /** Index by financial year, on the publication's own base. */
  readonly index: ReadonlyMap<FinancialYear, number>;
  readonly note?: string;
}

/** All series, the one used unless another is asked for, and the price base of figures. */
export interface Deflators {
  readonly series: ReadonlyMap<string, DeflatorSeries>;
  readonly standard: DeflatorSeries;
  readonly priceBase: FinancialYear;
}

const seriesField = recordField({
  code: codeField,
  label: textField,
  publication: textField,
  publisher: textField,
  locator: textField,
  date: textField,
  licence: textField,
  years: oneOfField(['financial', 'calendar']),
  form: oneOfField(['index', 'growth-percent']),
  outturnTo: yearField,
  note: optionalField(textField),
  values: mapField(yearField, numberField(-50, 1000)),
});

const fileField = checkedField(
  recordField({
    about: textField,
    default: codeField,
    priceBase: yearField,
    series: entriesField(seriesField),
  }),
  (file) => {
    const standard = file.series.find((each) => each.code === file.default);
    const faults: FieldFault[] = [];
    const fix = 'Name a series of this file.';
    if (!standard) faults.push({ path: ['default'], message: 'No series has this code.', fix });
    else if (!standard.values.has(file.priceBase)) {
      const message = 'The default series does not reach this year.';
      faults.push({ path: ['priceBase'], message, fix: 'Choose a year that it has.' });
    }
    return faults;
  },
);

/** Reads the content of `reference/deflators.yaml`; faults name series and field. */
export const deflatorsField: FieldReader<Deflators> = mappedField(fileField, (file) => {
  const all = file.series.map((each): DeflatorSeries => {
    const { code, label, licence, years, outturnTo } = each;
    const source = {
      title: each.publication,
      publisher: each.publisher,
      locator: each.locator,
      date: each.date,
      entry: `deflators/${code}`,
    };
    const index = each.form === 'index' ? each.values : compounded(each.values);
    const note = each.note === undefined ? {} : { note: each.note };
    return { code, label, source, licence, years, outturnTo, index, ...note };
  });
  const series = new Map(all.map((each) => [each.code, each]));
  const standard = series.get(file.default);
  if (!standard) throw new Error('the check of the file lets no missing default pass');
  return { series, standard, priceBase: file.priceBase };
});

/** Reads the text of `reference/deflators.yaml`. */
export function parseDeflators(file: string, text: string): Reading<Deflators> {
  return parseReference(file, text, deflatorsField);
}

function compounded(values: ReadonlyMap<FinancialYear, number>): Map<FinancialYear, number> {
  const index = new Map<FinancialYear, number>();
  let level = 0;
  for (const [year, value] of values) {
    level = index.size === 0 ? value : level * (1 + value / 100);
    index.set(year, level);
  }
  return index;
}

/**
 * By how much a price of one year is multiplied to stand in prices of another. A RangeError names
 * the year that the series lacks: nothing is guessed beyond what was published.
 */
export function priceFactor(
  from: FinancialYear,
  to: FinancialYear,
  series: DeflatorSeries,
): number {
  return level(to, series) / level(from, series);
}

/** Moves an amount from the prices of one year to those of another, to the nearest penny. */
export function uplift(
  value: Pence,
  fromYear: FinancialYear,
  toYear: FinancialYear,
  series: DeflatorSeries,
): Pence {
  return fromYear === toYear ? value : timesPence(value, priceFactor(fromYear, toYear, series));
}

/**
 * The year itself where the series has it, else the latest year before it that the series has: the
 * money in which figures of a year too recent for the series stand. The page names that year.
 */
export function latestKnownYear(year: FinancialYear, series: DeflatorSeries): FinancialYear {
  if (series.index.has(year)) return year;
  const before = [...series.index.keys()].filter((each) => each < year).sort();
  const latest = before.at(-1);
  if (latest === undefined) {
    throw new RangeError(`the deflator series ${series.code} has no year up to ${year}`);
  }
  return latest;
}

/** Whether prices of this year rest on a forecast in this publication. */
export function isForecastYear(year: FinancialYear, series: DeflatorSeries): boolean {
  return year > series.outturnTo;
}

/** The price base in words for the page: `2024 to 2025 prices (HM Treasury, December 2025)`. */
export function priceBaseSentence(year: FinancialYear, series: DeflatorSeries): string {
  const start = Number(year.slice(0, 4));
  const forecast = isForecastYear(year, series) ? ', a forecast' : '';
  return `${start} to ${start + 1} prices (GDP deflator, ${series.label}${forecast})`;
}

function level(year: FinancialYear, series: DeflatorSeries): number {
  const value = series.index.get(year);
  if (value === undefined) {
    throw new RangeError(`the deflator series ${series.code} has no value for ${year}`);
  }
  return value;
}
