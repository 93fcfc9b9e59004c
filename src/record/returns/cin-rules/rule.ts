import { addDays } from '../../../lib/index.ts';
import type { CalendarDay } from '../../../lib/index.ts';
import type {
  CinAssessment,
  CinChild,
  CinEpisode,
  CinHeader,
  CinPlan,
  CinProtectionPlan,
  CinSection47,
  Maybe,
} from '../cin-census.ts';

/** The tables of the return; each has a file of rules. */
export type CinTable =
  | 'File'
  | 'Header'
  | 'ChildIdentifiers'
  | 'ChildCharacteristics'
  | 'CINdetails'
  | 'Assessments'
  | 'Section47'
  | 'ChildProtectionPlans'
  | 'Reviews'
  | 'CINPlanDates';

/** Where a rule is broken. Any element of the census that has a value is a hit as it stands. */
export interface Hit {
  readonly field: string | null;
  readonly line: number;
  /** A fact to add to the message, as a sentence; never a value of the record. */
  readonly note?: string;
  /** The record cannot be used: it is kept out (quarantine). */
  readonly isUnusable?: true;
}

/** The year that a census covers, both days included, and the births that it asks about. */
export interface CensusPeriod {
  readonly start: CalendarDay;
  readonly end: CalendarDay;
  /** Children born up to this day are of school age for the whole of a school year. */
  readonly sixYearsBefore: CalendarDay;
  /** People born before this day are over 25 at the end. */
  readonly twentyFiveYearsBefore: CalendarDay;
}

/** The year that ends with this reference date. */
export function periodUpTo(end: CalendarDay): CensusPeriod {
  return {
    start: addDays(yearsBefore(end, 1), 1),
    end,
    sixYearsBefore: yearsBefore(end, 6),
    twentyFiveYearsBefore: yearsBefore(end, 25),
  };
}

/** What a rule may know beside the child: the year, the clock, and who came before. */
export interface CinContext {
  /** Null when the header states no reference date; then no rule that needs it applies. */
  readonly period: CensusPeriod | null;
  /** The year in which the census ends, such as 2026; chooses code lists and rules. */
  readonly censusYear: number;
  readonly today: CalendarDay;
  /** Nobody in a file about children was born before this day. */
  readonly hundredYearsAgo: CalendarDay;
  /** The line on which an identifier was first stated in the file. */
  readonly firstLineOf: (kind: 'LAchildID' | 'UPN', value: string) => number | undefined;
}

/** Counts over the whole file, for rules that judge it as one. */
export interface CinTotals {
  readonly children: number;
  /** Born, that is with a date of birth. */
  readonly born: number;
  readonly bornWithoutSex: number;
  readonly withDisability: number;
  readonly withSeveralDisabilities: number;
  readonly disabilityCodes: ReadonlySet<string>;
}

interface RuleData {
  /** The catalogue's code, or ours such as `type/date`. */
  readonly code: string;
  readonly table: CinTable;
  readonly severity: 'error' | 'warning';
  /** What is wrong and why it matters. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  /** Elements that the rule looks at. */
  readonly fields: readonly string[];
  /** First and last census that the rule applies to; every census when left out. */
  readonly since?: number;
  readonly until?: number;
}

/** Groups of an episode that many children do not have. */
export type EpisodeGroup = 'Assessments' | 'Section47' | 'ChildProtectionPlans' | 'CINPlanDates';

/** A rule about one child: data and one pure function that returns where it is broken. */
export interface ChildRule extends RuleData {
  /** The rule can only be broken by a child with such a group, and is not asked for others. */
  readonly needs?: EpisodeGroup;
  readonly check: (child: CinChild, context: CinContext) => readonly Hit[];
}

/** A rule about the header of the file. */
export interface HeaderRule extends RuleData {
  readonly checkHeader: (header: CinHeader | null, context: CinContext) => readonly Hit[];
}

/** A rule about the file as a whole, checked at its end. */
export interface FileRule extends RuleData {
  readonly checkFile: (totals: CinTotals) => readonly Hit[];
}

/** Defines a rule about one child. */
export function defineRule(rule: ChildRule): ChildRule {
  return rule;
}

/** The same rules, asked only for children with such a group. */
export function needing(needs: EpisodeGroup, rules: readonly ChildRule[]): readonly ChildRule[] {
  return rules.map((rule) => ({ ...rule, needs }));
}

/** Defines a rule about the header. */
export function defineHeaderRule(rule: HeaderRule): HeaderRule {
  return rule;
}

/** Defines a rule about the whole file. */
export function defineFileRule(rule: FileRule): FileRule {
  return rule;
}

/**
 * What a rule returns when it is kept: always the same empty list, so that nothing is allocated.
 */
export const NONE: readonly Hit[] = Object.freeze([]);

/** One hit, or none when there is nothing. */
export function one(hit: Hit | null | false): readonly Hit[] {
  return hit ? [hit] : NONE;
}

/** A hit on an element that should be there: the line is that of the group it is missing from. */
export function missing(group: { readonly line: number }, field: string): Hit {
  return { field, line: group.line };
}

/** Hits among the items of a list. */
export function among<T>(items: readonly T[], test: (item: T) => Hit | null | false) {
  let hits: Hit[] | null = null;
  for (const item of items) {
    const hit = test(item);
    if (hit) {
      if (hits === null) hits = [hit];
      else hits.push(hit);
    }
  }
  return hits ?? NONE;
}

type EpisodeTest<T> = (item: T, episode: CinEpisode) => Hit | null | false;

function inEach<T>(
  child: CinChild,
  pick: (episode: CinEpisode) => readonly T[],
  test: EpisodeTest<T>,
): readonly Hit[] {
  let hits: Hit[] | null = null;
  for (const episode of child.CINdetails) {
    for (const item of pick(episode)) {
      const hit = test(item, episode);
      if (hit) {
        if (hits === null) hits = [hit];
        else hits.push(hit);
      }
    }
  }
  return hits ?? NONE;
}

/** Hits among the episodes of a child. */
export function inEpisodes(child: CinChild, test: (episode: CinEpisode) => Hit | null | false) {
  return among(child.CINdetails, test);
}

const assessmentsOf = (episode: CinEpisode) => episode.Assessments;
const enquiriesOf = (episode: CinEpisode) => episode.Section47;
const protectionPlansOf = (episode: CinEpisode) => episode.ChildProtectionPlans;
const plansOf = (episode: CinEpisode) => episode.CINPlanDates;

/** Hits among the assessments of a child. */
export function inAssessments(child: CinChild, test: EpisodeTest<CinAssessment>) {
  return inEach(child, assessmentsOf, test);
}

/** Hits among the section 47 enquiries of a child. */
export function inEnquiries(child: CinChild, test: EpisodeTest<CinSection47>) {
  return inEach(child, enquiriesOf, test);
}

/** Hits among the protection plans of a child. */
export function inProtectionPlans(child: CinChild, test: EpisodeTest<CinProtectionPlan>) {
  return inEach(child, protectionPlansOf, test);
}

/** Hits among the in need plans of a child. */
export function inPlans(child: CinChild, test: EpisodeTest<CinPlan>) {
  return inEach(child, plansOf, test);
}

/** All protection plans of a child, over its episodes. */
export function allProtectionPlans(child: CinChild): readonly CinProtectionPlan[] {
  return collected(child, protectionPlansOf);
}

/** All in need plans of a child, over its episodes. */
export function allPlans(child: CinChild): readonly CinPlan[] {
  return collected(child, plansOf);
}

function collected<T>(child: CinChild, pick: (episode: CinEpisode) => readonly T[]): readonly T[] {
  const [only] = child.CINdetails;
  if (child.CINdetails.length === 1 && only !== undefined) return pick(only);
  let items: T[] | null = null;
  for (const episode of child.CINdetails) {
    const found = pick(episode);
    if (found.length > 0) items = items === null ? [...found] : items.concat(found);
  }
  return items ?? [];
}

/** Whether the first day is before the second; false when either is not known. */
export function isBefore(first: Maybe, second: Maybe): boolean {
  return first?.day != null && second?.day != null && first.day < second.day;
}

/** Whether a known day lies outside the year of the census. */
export function isOutside(field: Maybe, context: CinContext): boolean {
  const { period } = context;
  if (period === null || field?.day == null) return false;
  return field.day < period.start || field.day > period.end;
}

/** Whether a known day lies after the last day of the census. */
export function isAfterPeriod(field: Maybe, context: CinContext): boolean {
  return context.period !== null && field?.day != null && field.day > context.period.end;
}

/** A stretch from a start up to, not including, an end; open without an end. */
export interface Stretch {
  readonly start: Maybe;
  readonly end: Maybe;
}

/**
 * The starts that fall inside another, earlier stretch. One that starts on the day on which another
 * ends does not overlap it. Of two that start together, the later in the file is hit.
 */
export function overlapping(stretches: readonly Stretch[]): readonly Hit[] {
  if (stretches.length < 2) return NONE;
  return among(
    stretches.map((stretch, at) => ({ stretch, at })),
    ({ stretch, at }) => {
      const start = stretch.start?.day;
      if (start == null) return null;
      const isInside = stretches.some((other, otherAt) => {
        const from = other.start?.day;
        if (otherAt === at || from == null) return false;
        const isEarlier = from < start || (from === start && otherAt < at);
        return isEarlier && (other.end?.day == null || start < other.end.day);
      });
      return isInside ? stretch.start : null;
    },
  );
}

/** Whether a day lies in a stretch: on its start or after, and before its end. */
export function isWithin(day: CalendarDay, stretch: Stretch): boolean {
  if (stretch.start?.day == null || day < stretch.start.day) return false;
  return stretch.end?.day == null || day < stretch.end.day;
}

/** The day so many days after a known day. */
export function daysAfter(day: CalendarDay, days: number): CalendarDay {
  return addDays(day, days);
}

/** The same day so many years earlier; 29 February becomes 28 February. */
export function yearsBefore(day: CalendarDay, years: number): CalendarDay {
  const rest = day.slice(4) === '-02-29' && years % 4 !== 0 ? '-02-28' : day.slice(4);
  return `${Number(day.slice(0, 4)) - years}${rest}` as CalendarDay;
}
