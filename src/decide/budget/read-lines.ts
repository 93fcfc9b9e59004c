import {
  type Citation,
  type FinancialYear,
  parseFinancialYear,
  type Pence,
  pence,
  refuse,
} from '../../lib/index.ts';
import type { Parameters, Tx } from '../../platform/index.ts';
import {
  type Classed,
  type Holding,
  holdingOf,
  type LineRule,
  type Parts,
  partsOf,
  type Publication,
  PUBLICATIONS,
  ruleOfLine,
  sumRanged,
} from './spend-class.ts';
import { listSpendClassWords, type SpendClassWord } from './spend-class.store.ts';
import { publicationOf, SPEND_CLASSES_FILE } from './spend-classes-file.ts';
import { ownStatedLines } from './spend-lines.store.ts';

/** Which lines count: children's services alone, or public health for children too. */
export const SCOPES = ['childrens-services', 'with-public-health'] as const;

/** One choice of lines. */
export type Scope = (typeof SCOPES)[number];

/** Which lines of which publication are asked for. */
export interface SpendAsked {
  readonly publication: Publication;
  readonly scope: Scope;
}

/** One line of a year with how it is classed and why. */
export interface SpendLine extends Classed {
  readonly year: FinancialYear;
  /** Its code in the address of its figures, and in the authority's own words on it. */
  readonly line: string;
  readonly label: string;
  readonly amount: Pence;
  readonly parts: Parts;
  /** Null where the reference does not know the line. */
  readonly rule: LineRule | null;
  /** What the authority said of it, where that stands. */
  readonly word: SpendClassWord | null;
  /** Whether it counts, or another line that holds the same money does. */
  readonly holding: Holding;
  readonly why: string;
  readonly file: Citation;
}

/** The lines of one year that count, and what they come to. */
export interface SpendYear {
  readonly year: FinancialYear;
  readonly lines: readonly SpendLine[];
  readonly parts: Parts;
}

/** All years of one publication, oldest first. */
export interface Spending extends SpendAsked {
  readonly years: readonly SpendYear[];
  readonly words: readonly SpendClassWord[];
}

/** Reads which lines are asked for; the publication that is loaded by default. */
export async function readSpendAsked(tx: Tx, given: Parameters): Promise<SpendAsked> {
  const scope = SCOPES.find((one) => one === (given.scope || 'childrens-services'));
  if (!scope) {
    const sentence = 'scope is childrens-services or with-public-health.';
    throw refuse('no-such-choice', 'invalid', sentence);
  }
  if (!given.publication) return { publication: await loadedPublication(tx), scope };
  const publication = PUBLICATIONS.find((one) => one === given.publication);
  if (publication) return { publication, scope };
  throw refuse('no-such-choice', 'invalid', 'publication is ro3 or s251.');
}

async function loadedPublication(tx: Tx): Promise<Publication> {
  for (const publication of PUBLICATIONS) {
    const { years } = await readSpending(tx, { publication, scope: 'childrens-services' });
    if (years.length > 0) return publication;
  }
  return 'ro3';
}

const READ = new WeakMap<Tx, Map<string, Promise<Spending>>>();

/** All years of the lines that are asked for, read once for all that a page asks of them. */
export function readSpending(tx: Tx, asked: SpendAsked): Promise<Spending> {
  const known = READ.get(tx) ?? new Map<string, Promise<Spending>>();
  READ.set(tx, known);
  const key = `${asked.publication}/${asked.scope}`;
  const reading = known.get(key) ?? loadSpending(tx, asked);
  known.set(key, reading);
  return reading;
}

/** Forgets what was read, after a class was changed in this transaction. */
export function forgetSpending(tx: Tx): void {
  READ.delete(tx);
}

async function loadSpending(tx: Tx, asked: SpendAsked): Promise<Spending> {
  const { publication, scope } = asked;
  const stated = await ownStatedLines(tx, publication);
  const words = await listSpendClassWords(tx, publication);
  const years = [...new Set(stated.map(({ year }) => year))].map((year): SpendYear => {
    const own = stated.filter((one) => one.year === year);
    const rules = own.map(({ line }) => ruleOfLine(SPEND_CLASSES_FILE.lines, publication, line));
    const present = new Set(own.map(({ line }, index) => rules[index]?.line ?? line));
    const lines = own.flatMap(({ line, pence: amount, file, row }, index) => {
      const rule = rules[index] ?? null;
      if (rule?.part === 'public-health' && scope === 'childrens-services') return [];
      const code = rule?.line ?? line;
      const holding = rule ? holdingOf(rule, present, SPEND_CLASSES_FILE.lines) : 'counts';
      const classed = classOf(rule, words.find((one) => one.line === code) ?? null, holding);
      const cited = citationOf(publication, file, { year, line: code, row });
      const label = rule?.label ?? line;
      const parts = partsOf(pence(amount), classed);
      return [{ year, line: code, label, amount, parts, rule, holding, file: cited, ...classed }];
    });
    return { year, lines, parts: sumParts(lines) };
  });
  return { ...asked, years, words };
}

const HELD_WORDS = {
  total: 'A total here: its parts are stated, and count instead of it.',
  part: 'Held in a total that counts instead, since not all of its parts are stated.',
} as const;

type WordOrNot = SpendClassWord | null;

function classOf(
  rule: LineRule | null,
  word: WordOrNot,
  holding: Holding,
): Pick<SpendLine, 'class' | 'share' | 'why' | 'word'> {
  if (holding !== 'counts') {
    return { class: 'left-out', share: null, why: HELD_WORDS[holding], word: null };
  }
  if (word && word.class !== 'as-published') {
    return { class: word.class, share: word.share, why: word.reason, word };
  }
  if (rule) return { class: rule.class, share: rule.share, why: rule.why, word: null };
  const why = 'The reference does not know this line, so it counts nowhere until it is classed.';
  return { class: 'left-out', share: null, why, word: null };
}

function citationOf(
  publication: Publication,
  file: string,
  at: { readonly year: FinancialYear; readonly line: string; readonly row: number | null },
): Citation {
  return {
    title: file,
    publisher: `loaded here, ${publicationOf(publication).short}`,
    locator: `row ${at.row ?? 'not stated'}, line ${at.line}, net current expenditure`,
    date: `spending of ${at.year}`,
  };
}

/** What lines come to, early and late. */
export function sumParts(lines: readonly Pick<SpendLine, 'parts'>[]): Parts {
  return {
    early: sumRanged(lines.map(({ parts }) => parts.early)),
    late: sumRanged(lines.map(({ parts }) => parts.late)),
  };
}

/** The year that is asked for, or the newest; null where no spending is loaded. */
export function readSpendYear(spending: Spending, text: string | undefined): SpendYear | null {
  const newest = spending.years.at(-1) ?? null;
  if (!text) return newest;
  const year = parseFinancialYear(text);
  const found = spending.years.find((one) => one.year === year);
  if (found) return found;
  if (newest === null && year !== null) return null;
  throw refuse('no-such-year', 'not-found', `No spending of ${text} is loaded.`);
}
