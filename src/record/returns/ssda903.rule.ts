import { ageOn, type CalendarDay } from '../../lib/index.ts';
import type { Ssda903Row } from './ssda903.row.ts';
import type { Problem } from './statement.ts';

/** A stay as an episode row states it, kept to compare the episodes of one child. */
export interface Stay {
  readonly row: number;
  readonly start: CalendarDay;
  readonly end: CalendarDay | null;
  readonly endReason: string | null;
}

/** What a rule may know besides the row: the year of the file and the child's other episodes. */
export interface RuleFacts {
  /** The last day that the file can know of; today where its year is not known. */
  readonly lastDay: CalendarDay;
  /** Whether `lastDay` is the end of a known year. */
  readonly isYearKnown: boolean;
  /** The child's other episodes in the file, by first day. */
  readonly otherStays: readonly Stay[];
}

/**
 * A rule of the looked-after return: data and one pure function. The code is the catalogue's where
 * the rule is there, else ours (`date/...`).
 */
export interface Ssda903Rule {
  readonly code: string;
  readonly field: string;
  /** A row that breaks it is kept out; left out, the row is used and the problem is a warning. */
  readonly quarantine?: true;
  readonly message: string;
  readonly fix: string;
  readonly breaks: (row: Ssda903Row, facts: RuleFacts) => boolean;
}

/** The rules that a row breaks, as problems. */
export function checkRow(
  row: Ssda903Row,
  facts: RuleFacts,
  { file, rules }: { file: string; rules: readonly Ssda903Rule[] },
): Problem[] {
  return rules
    .filter((rule) => rule.breaks(row, facts))
    .map((rule) => ({
      file,
      row: row.row,
      field: rule.field,
      rule: rule.code,
      severity: rule.quarantine ? 'error' : 'warning',
      message: rule.message,
      fix: rule.fix,
    }));
}

/** Whether a day stands in the first field and, where both do, is later than the second's. */
export function isAfter(row: Ssda903Row, field: string, other: string): boolean {
  const [first, second] = [row.day(field), row.day(other)];
  return first !== null && second !== null && first > second;
}

/** The rule that a file tells nothing of the time after its year: such a row is kept out. */
export function notAfterYear(field: string, code: string): Ssda903Rule {
  return {
    code,
    field,
    quarantine: true,
    message: `${field} lies after the day up to which the file can know: it has not happened yet.`,
    fix: `Correct ${field}; if it is right, the return of the next year will state it.`,
    breaks: (row, { lastDay }) => (row.day(field) ?? lastDay) > lastDay,
  };
}

/** The rule that something lies on or after the child's birth; the row is kept out. */
export function notBeforeBirth(field: string, code: string): Ssda903Rule {
  return {
    code,
    field,
    quarantine: true,
    message: `${field} lies before the child was born, so it is not clear which day is wrong.`,
    fix: `Correct DOB or ${field}.`,
    breaks: (row) => isAfter(row, 'DOB', field),
  };
}

/** Age in whole years on the day of a field; null where birth or day is not stated. */
export function ageAt(row: Ssda903Row, field: string): number | null {
  const [birth, on] = [row.day('DOB'), row.day(field)];
  return birth === null || on === null ? null : ageOn(birth, on);
}

/** Age in whole years on the last day of the return's year; null where that is not known. */
export function ageAtEnd(row: Ssda903Row, facts: RuleFacts): number | null {
  const birth = row.day('DOB');
  return birth === null || !facts.isYearKnown ? null : ageOn(birth, facts.lastDay);
}
