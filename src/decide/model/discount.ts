import {
  type CalendarDay,
  checkedField,
  type Citation,
  CITATION_FIELDS,
  codeField,
  dayField,
  entriesField,
  type FieldFault,
  type FieldReader,
  listField,
  mappedField,
  numberField,
  oneOfField,
  optionalField,
  parseReference,
  type ReadBy,
  type Reading,
  recordField,
  textField,
} from '../../lib/index.ts';
import type { DiscountSchedule } from './model-input.ts';

/** A schedule with the edition that it comes from; rates are shares a year, 0.035 is 3.5%. */
export interface DatedSchedule extends DiscountSchedule {
  readonly label: string;
  readonly source: Citation;
  /** From the first day up to, not including, the day after which another edition holds. */
  readonly inForce: { readonly from: CalendarDay; readonly until: CalendarDay | null } | null;
  readonly status: 'in-force' | 'superseded' | 'proposed';
  /** What it discounts: everything, or only gains in health and life. */
  readonly gains: 'all' | 'health';
  /** Whether we read the source or somebody who quotes it, and on what day. */
  readonly checked: 'read' | 'quoted';
  readonly checkedOn: CalendarDay;
  /** By when somebody must look whether it still holds; null for editions of the past. */
  readonly reviewBy: CalendarDay | null;
  readonly note?: string;
}

/** Every schedule by code, and the one that is used unless another is named. */
export interface DiscountSchedules {
  readonly schedules: ReadonlyMap<string, DatedSchedule>;
  readonly standard: DatedSchedule;
}

const entryShape = recordField({
  code: codeField,
  label: textField,
  ...CITATION_FIELDS,
  inForce: optionalField(recordField({ from: dayField, until: optionalField(dayField) })),
  status: oneOfField(['in-force', 'superseded', 'proposed']),
  gains: oneOfField(['all', 'health']),
  checked: oneOfField(['read', 'quoted']),
  checkedOn: dayField,
  reviewBy: optionalField(dayField),
  bands: listField(recordField({ fromYear: numberField(0, 1000), percent: numberField(0, 20) })),
  times: optionalField(listField(numberField(1))),
  note: optionalField(textField),
});

type Entry = ReadBy<typeof entryShape>;

const fileField = checkedField(
  recordField({
    about: textField,
    default: codeField,
    schedules: entriesField(checkedField(entryShape, entryFaults)),
  }),
  (file) => {
    if (file.schedules.some((each) => each.code === file.default)) return [];
    const fix = 'Name a schedule of this file.';
    return [{ path: ['default'], message: 'No schedule has this code.', fix }];
  },
);

/** Reads the content of `reference/discount-schedules.yaml`; faults name schedule and field. */
export const discountSchedulesField: FieldReader<DiscountSchedules> = mappedField(
  fileField,
  (file) => {
    const schedules = new Map(file.schedules.map((each) => [each.code, scheduleOf(each)]));
    const standard = schedules.get(file.default);
    if (!standard) throw new Error('the check of the file lets no missing default pass');
    return { schedules, standard };
  },
);

/** Reads the text of `reference/discount-schedules.yaml`. */
export function parseDiscountSchedules(file: string, text: string): Reading<DiscountSchedules> {
  return parseReference(file, text, discountSchedulesField);
}

/** The rate of one year (0 is the first): a share, that of the last band that has begun. */
export function discountRate(schedule: DiscountSchedule, year: number): number {
  let rate = 0;
  for (const band of schedule.bands) if (band.fromYear <= year) rate = band.rate;
  return rate;
}

/**
 * What a pound of a year is worth in the first year, which is year 0 and counts in full: the
 * product of 1 / (1 + rate) over the years 1 to this one (HM Treasury, Green Book, annex on
 * discounting: factors are cumulative where the rate falls). Throws a RangeError for what is no
 * year from 0 on.
 */
export function discountFactor(schedule: DiscountSchedule, year: number): number {
  if (!Number.isInteger(year) || year < 0) throw new RangeError(`no year of a schedule: ${year}`);
  let factor = 1;
  for (let each = 1; each <= year; each += 1) factor /= 1 + discountRate(schedule, each);
  return factor;
}

/** The factors of the first years, year 0 first, as `discountFactor` gives them one by one. */
export function discountFactors(schedule: DiscountSchedule, years: number): Float64Array {
  const factors = new Float64Array(years);
  let factor = 1;
  for (let year = 0; year < years; year += 1) {
    if (year > 0) factor /= 1 + discountRate(schedule, year);
    factors[year] = factor;
  }
  return factors;
}

/**
 * Whether a dated fact is due to be looked at again: its day of review has come. A fact of the past
 * that has no such day is never due.
 */
export function isStale(
  fact: { readonly reviewBy: CalendarDay | null },
  today: CalendarDay,
): boolean {
  return fact.reviewBy !== null && fact.reviewBy <= today;
}

function entryFaults(entry: Entry): FieldFault[] {
  const faults: FieldFault[] = [];
  const say = (field: string, message: string, fix: string) =>
    faults.push({ path: [field], message, fix });
  if (entry.bands[0]?.fromYear !== 0) {
    say('bands', 'The first band does not begin with year 0.', 'Begin with fromYear: 0.');
  }
  const isRising = entry.bands.every(
    (band, index) => index === 0 || band.fromYear > (entry.bands[index - 1]?.fromYear ?? 0),
  );
  if (!isRising) say('bands', 'The bands are not in order of their years.', 'Put them in order.');
  if (entry.times && entry.times.length !== 2) {
    say('times', 'A fraction has two numbers.', 'Write it as [3, 7].');
  }
  if ((entry.status === 'proposed') === (entry.inForce !== undefined)) {
    const fix = 'What is only proposed was never in force; anything else says from when.';
    say('inForce', 'The days do not go with the status.', fix);
  }
  if (entry.status !== 'superseded' && entry.reviewBy === undefined) {
    say('reviewBy', 'Nobody will look whether it still holds.', 'Write the day of the next look.');
  }
  return faults;
}

function scheduleOf(entry: Entry): DatedSchedule {
  const { code, label, title, publisher, locator, date, inForce } = entry;
  const [over = 1, under = 1] = entry.times ?? [];
  return {
    code,
    label,
    bands: entry.bands.map(({ fromYear, percent }) => ({
      fromYear,
      rate: (percent / 100) * (over / under),
    })),
    source: { title, publisher, locator, date, entry: `discount-schedules/${code}` },
    inForce: inForce ? { from: inForce.from, until: inForce.until ?? null } : null,
    status: entry.status,
    gains: entry.gains,
    checked: entry.checked,
    checkedOn: entry.checkedOn,
    reviewBy: entry.reviewBy ?? null,
    ...(entry.note === undefined ? {} : { note: entry.note }),
  };
}
