import {
  addDays,
  type CalendarDay,
  CITATION_FIELDS,
  day,
  listField,
  numberField,
  optionalField,
  recordField,
  textField,
} from '../../lib/index.ts';
import { readReferenceFile } from '../../platform/index.ts';

const span = recordField({
  days: optionalField(numberField(-300, 3000)),
  weeks: optionalField(numberField(-42, 300)),
  months: optionalField(numberField(-10, 72)),
});

const FILE = readReferenceFile(
  'early-years.yaml',
  recordField({
    checks: listField(
      recordField({
        check: textField,
        label: textField,
        from: span,
        until: span,
        note: textField,
      }),
    ),
    source: recordField({
      ...CITATION_FIELDS,
      verified: textField,
    }),
    hubs: recordField({ usedTimes: numberField(1, 100), why: textField }),
  }),
);

/** A universal check of the early years, with when its time begins and ends. */
export type EarlyYearsCheck = (typeof FILE)['checks'][number];

/** The universal checks from before birth on, in their order (`reference/early-years.yaml`). */
export const EARLY_YEARS_CHECKS: readonly EarlyYearsCheck[] = FILE.checks;

/** Where the checks and their times come from. */
export const EARLY_YEARS_SOURCE = FILE.source;

/** How many times in a year count as using a family hub, and why. */
export const HUB_USE = FILE.hubs;

/** What became of a check by the day up to which a file knows. */
export const CHECK_STATUSES = ['in-time', 'late', 'missed', 'declined', 'not-yet-due'] as const;
/** One of the statuses of a check. */
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** The last day on which a check is in time, for a child born (or expected) on a day. */
export function checkDueBy(check: EarlyYearsCheck, birth: CalendarDay): CalendarDay {
  return after(birth, check.until);
}

/**
 * What became of a check: done by its last day or later, declined, missed when its time is over, or
 * not yet due on the day up to which the file knows.
 */
export function checkStatus(of: {
  readonly dueBy: CalendarDay;
  readonly doneDay: CalendarDay | null;
  readonly isDeclined: boolean;
  readonly knownTo: CalendarDay;
}): CheckStatus {
  const { dueBy, doneDay, isDeclined, knownTo } = of;
  if (doneDay !== null) return doneDay <= dueBy ? 'in-time' : 'late';
  if (isDeclined) return 'declined';
  return dueBy < knownTo ? 'missed' : 'not-yet-due';
}

function after(birth: CalendarDay, by: EarlyYearsCheck['until']): CalendarDay {
  if (by.months === undefined) return addDays(birth, (by.weeks ?? 0) * 7 + (by.days ?? 0));
  const [year = 0, month = 1, dayOfMonth = 1] = birth.split('-').map(Number);
  const months = year * 12 + month - 1 + by.months;
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  // The last day of a shorter month stands for days that it has not.
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const two = (number: number) => String(number).padStart(2, '0');
  return day(`${toYear}-${two(toMonth)}-${two(Math.min(dayOfMonth, last))}`);
}
