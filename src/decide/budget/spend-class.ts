import { pence, type Pence, roundHalfAway } from '../../lib/index.ts';

/** The two publications of spending; they define their lines differently and are never added. */
export const PUBLICATIONS = ['ro3', 's251'] as const;

/** One publication of spending. */
export type Publication = (typeof PUBLICATIONS)[number];

/** Where a line's money goes: before a child needs a plan or care, after it, both, or neither. */
export const SPEND_CLASSES = ['early', 'late', 'shared', 'left-out'] as const;

/** One class of spending. */
export type SpendClass = (typeof SPEND_CLASSES)[number];

/** Classes in plain words. */
export const SPEND_CLASS_WORDS: Readonly<Record<SpendClass, string>> = {
  early: 'Early',
  late: 'Late',
  shared: 'Shared',
  'left-out': 'Left out',
};

/** Per cent of a line that is early, with its range; 0 to 100, low to high. */
export interface EarlyShare {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** How a line is classed, whoever said so. */
export interface Classed {
  readonly class: SpendClass;
  /** Only where the class is shared. */
  readonly share: EarlyShare | null;
}

/** An amount in pence with its range; all three are the same where nothing is assumed. */
export interface RangedPence {
  readonly value: Pence;
  readonly low: Pence;
  readonly high: Pence;
}

/** What of a line is early and what is late; at each end of the range the two sum to the line. */
export interface Parts {
  readonly early: RangedPence;
  readonly late: RangedPence;
}

const NOTHING: RangedPence = { value: pence(0), low: pence(0), high: pence(0) };

/**
 * Parts a line's net spending (pence; may be below 0) into early and late by its class. Late is
 * what early leaves, so that the two sum to the line to the penny; where early is high, late is
 * low.
 */
export function partsOf(amount: Pence, { class: own, share }: Classed): Parts {
  if (own === 'left-out') return { early: NOTHING, late: NOTHING };
  const percent = percentEarly(own, share);
  const early = {
    value: partOf(amount, percent.likely),
    low: partOf(amount, amount < 0 ? percent.high : percent.low),
    high: partOf(amount, amount < 0 ? percent.low : percent.high),
  };
  const late = {
    value: pence(amount - early.value),
    low: pence(amount - early.high),
    high: pence(amount - early.low),
  };
  return { early, late };
}

function percentEarly(own: SpendClass, share: EarlyShare | null): EarlyShare {
  if (own === 'early') return { low: 100, likely: 100, high: 100 };
  if (own === 'late' || share === null) return { low: 0, likely: 0, high: 0 };
  return share;
}

function partOf(amount: Pence, percent: number): Pence {
  return pence(roundHalfAway((amount * percent) / 100));
}

/** Adds amounts up, ends of ranges to ends. */
export function sumRanged(amounts: readonly RangedPence[]): RangedPence {
  return amounts.reduce(
    (sum, one) => ({
      value: pence(sum.value + one.value),
      low: pence(sum.low + one.low),
      high: pence(sum.high + one.high),
    }),
    NOTHING,
  );
}

/**
 * The share (0 to 1) of all classed money that goes early, with its range: where more of the shared
 * lines is early, less of them is late. Null where nothing is spent.
 */
export function earlyShareOf({ early, late }: Parts): EarlyShare | null {
  const whole = early.value + late.value;
  if (whole <= 0) return null;
  return { low: early.low / whole, likely: early.value / whole, high: early.high / whole };
}

/** A line as the reference classes it. */
export interface LineRule extends Classed {
  readonly code: string;
  readonly publication: Publication;
  readonly line: string;
  readonly label: string;
  readonly part: 'childrens-services' | 'public-health';
  /** Lines that hold the same money; with all of them stated this one is a total. */
  readonly parts: readonly string[];
  readonly why: string;
}

/**
 * Finds the rule of a line as a file names it. Lines of section 251 go by their number, whatever
 * words follow it (`3-1-1-residential-care`). Null where the reference has none.
 */
export function ruleOfLine(
  rules: readonly LineRule[],
  publication: Publication,
  line: string,
): LineRule | null {
  const own = rules.filter((rule) => rule.publication === publication);
  const exact = own.find((rule) => rule.line === line);
  if (exact || publication === 'ro3') return exact ?? null;
  const number = /^\d+-\d+-\d+(?=-\D|$)/.exec(line)?.[0];
  return own.find((rule) => rule.line === number) ?? null;
}

/** How a line stands to others that hold the same money: it counts, or another does instead. */
export type Holding = 'counts' | 'total' | 'part';

/**
 * Whether a line counts among the stated ones (by the codes of their rules), so that no pound
 * counts twice: a whole whose parts are all stated is a `total`; where some are missing the whole
 * counts, and a stated `part` of it does not.
 */
export function holdingOf(
  rule: LineRule,
  stated: ReadonlySet<string>,
  rules: readonly LineRule[],
): Holding {
  const isWhole = (one: LineRule) =>
    one.parts.length > 0 && !one.parts.every((part) => stated.has(part));
  if (rule.parts.length > 0 && !isWhole(rule)) return 'total';
  const isHeld = rules.some(
    (one) =>
      one.publication === rule.publication &&
      stated.has(one.line) &&
      one.parts.includes(rule.line) &&
      isWhole(one),
  );
  return isHeld ? 'part' : 'counts';
}
