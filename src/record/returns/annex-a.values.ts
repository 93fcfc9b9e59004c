import { type CalendarDay, dayFromNumber, parseBritishDay, parseDay } from '../../lib/index.ts';
import {
  ABUSE_CODES,
  CLOSURE_CODES,
  DISABILITY_CODES,
  REFERRAL_SOURCE_CODES,
} from './cin-census.codes.ts';
import { headingWords } from './columns.words.ts';
import {
  END_REASONS,
  ETHNICITIES,
  LEGAL_STATUSES,
  NEEDS,
  PLACEMENTS,
  type PlacementGroup,
} from './ssda903.codes.ts';

/**
 * Words that must all stand in a cell, and what the cell then means; the first that fits counts.
 */
type Meanings = readonly (readonly [words: string, meaning: string])[];

const ETHNICITIES_KNOWN = new Set(Object.keys(ETHNICITIES));
const PLACEMENTS_KNOWN = new Set(Object.keys(PLACEMENTS));
const LEGAL_STATUSES_KNOWN = new Set(Object.keys(LEGAL_STATUSES));
const END_REASONS_KNOWN = new Set(Object.keys(END_REASONS));
const NEEDS_KNOWN = new Set(Object.keys(NEEDS));
const CLOSURES_KNOWN = new Set(CLOSURE_CODES.keys());
const DISABILITIES_KNOWN = new Set(DISABILITY_CODES.keys());
const ABUSE_KNOWN = new Set(ABUSE_CODES.keys());

const EXCEL_DAY_0 = -25_569;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * A day as councils write it in lists: 31/03/2025, 31.03.2025, 2025-03-31, 31 March 2025,
 * 31-Mar-2025, a spreadsheet's day number, each with or without a time; else null. A year of two
 * figures is not read: nobody can tell its century.
 */
export function readLooseDay(cell: string): CalendarDay | null {
  const text = cell.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?( ?[ap]m)?$/i, '').trim();
  const plain = parseBritishDay(text.replace(/\s*[./-]\s*/g, '/')) ?? parseDay(text);
  if (plain) return plain;
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ ,-]+(\d{4})$/i.exec(text);
  const month = named ? MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1 : 0;
  if (named && month > 0) return parseBritishDay(`${named[1]}/${month}/${named[3]}`);
  const number = /^(\d{5})(\.\d+)?$/.exec(text);
  return number ? dayFromNumber(Number(number[1]) + EXCEL_DAY_0) : null;
}

/** Yes or no in the ways they are written (`a) Yes`, `Y`, `1 - Yes`, `true`); else null. */
export function readYesNo(cell: string): boolean | null {
  const words = headingWords(cell);
  if (words.some((word) => word === 'yes' || word === 'y' || word === 'true')) return true;
  if (words.some((word) => word === 'no' || word === 'n' || word === 'false')) return false;
  return cell.trim() === '1' ? true : cell.trim() === '0' ? false : null;
}

/** Whether disabled, and the census code where the cell holds one; null where it does not say. */
export function readDisability(cell: string): { isDisabled: boolean; code: string | null } | null {
  const code = codeIn(cell, DISABILITIES_KNOWN);
  if (code) return code === 'NONE' ? { isDisabled: false, code: null } : { isDisabled: true, code };
  const isDisabled = readYesNo(cell);
  return isDisabled === null ? null : { isDisabled, code: null };
}

/** Whether a referral led to nothing: a yes or no, or in the words of list 3. */
export function readNoAction(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (text === 'nfa' || text === 'no further action') return true;
  if (text === 'fa' || text === 'further action') return false;
  return readYesNo(cell);
}

/** Sex; `unknown` for whatever is neither plainly one nor the other. */
export function readSex(cell: string): 'male' | 'female' | 'unknown' | null {
  if (cell === '') return null;
  const words = headingWords(cell);
  const isMale = words.some((word) => word === 'male' || word === 'm' || word === '1');
  const isFemale = words.some((word) => word === 'female' || word === 'f' || word === '2');
  if (isMale === isFemale || words.includes('transgender')) return 'unknown';
  return isMale ? 'male' : 'female';
}

/** Ethnicity as a census code; null where the cell only tells a broad group, such as White. */
export function readEthnicity(cell: string): string | null {
  return codeIn(cell, ETHNICITIES_KNOWN) ?? meaningOf(cell, ETHNICITY_WORDS);
}

/** Who made contact or referred, as a code of the census; null where it is not understood. */
export function readSource(cell: string): string | null {
  const text = cell.replace(/^\s*[a-z]\d?\)\s*/i, '').replace(/^[\s'‘’]+/, '');
  const start = /^(10|[1-9][A-F]?)(?![\dA-Za-z])/i.exec(text)?.[1]?.toUpperCase() ?? '';
  if (REFERRAL_SOURCE_CODES.has(start)) return start;
  return meaningOf(cell, SOURCE_WORDS);
}

/** Placement type where the cell holds its code, else the group that its words tell; else null. */
export function readPlacement(cell: string): string | null {
  return codeIn(cell, PLACEMENTS_KNOWN) ?? meaningOf(cell, PLACEMENT_WORDS);
}

/** Legal status as a code of the looked-after return; null where it is not understood. */
export function readLegalStatus(cell: string): string | null {
  return codeIn(cell, LEGAL_STATUSES_KNOWN) ?? meaningOf(cell, LEGAL_WORDS);
}

/** Why care ended, as a code of the looked-after return; null where it is not understood. */
export function readEndReason(cell: string): string | null {
  if (/age (assess|disput)/i.test(cell)) return 'E15';
  const code = codeIn(cell.replace(/\bE4 ?-? ?([AB])\b/i, 'E4$1'), END_REASONS_KNOWN);
  return code ?? meaningOf(cell, END_WORDS);
}

/** Category of need, N1 to N8; null where it is not understood. */
export function readNeed(cell: string): string | null {
  const own = /\bN[1-8](?=[A-Z]{2}\b)/.exec(cell)?.[0];
  return codeIn(own ?? cell, NEEDS_KNOWN) ?? meaningOf(cell, NEED_WORDS);
}

/** Why a case closed, RC1 to RC9; null where it is not understood. */
export function readClosure(cell: string): string | null {
  return codeIn(cell, CLOSURES_KNOWN) ?? meaningOf(cell, CLOSURE_WORDS);
}

/** Category of abuse as a census code; `MUL` where several are named. */
export function readAbuse(cell: string): string | null {
  const words = headingWords(cell).join(' ');
  const named = ABUSE_STEMS.filter(([stem]) => words.includes(stem)).map(([, code]) => code);
  if (named.length > 1) return 'MUL';
  return named[0] ?? codeIn(cell, ABUSE_KNOWN) ?? (words.includes('multiple') ? 'MUL' : null);
}

/** The first word of a cell that is a code of the list; one without figures only in capitals. */
function codeIn(cell: string, codes: ReadonlySet<string>): string | null {
  const words = cell.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 1);
  const plain = words.map((word) => (/\d/.test(word) ? word.toUpperCase() : word));
  return plain.find((word) => codes.has(word)) ?? null;
}

/** What a cell says it does not mean. */
const EXCEPTION = /\b(excluding|other than|not under|not school).*$/i;

function meaningOf(cell: string, meanings: Meanings): string | null {
  const words = new Set(headingWords(cell.replace(EXCEPTION, '')));
  if (words.size === 0) return null;
  return meanings.find(([all]) => headingWords(all).every((word) => words.has(word)))?.[1] ?? null;
}

const ETHNICITY_WORDS: Meanings = [
  ['white black caribbean', 'MWBC'],
  ['white black african', 'MWBA'],
  ['white asian', 'MWAS'],
  ['traveller irish', 'WIRT'],
  ['gypsy', 'WROM'],
  ['roma', 'WROM'],
  ['mixed other', 'MOTH'],
  ['mixed chinese', 'MOTH'],
  ['white chinese', 'MOTH'],
  ['white indian', 'MOTH'],
  ['white pakistani', 'MOTH'],
  ['dual', 'MOTH'],
  ['west indian', 'BCRB'],
  ['white other', 'WOTH'],
  ['white british', 'WBRI'],
  ['white irish', 'WIRI'],
  ['indian', 'AIND'],
  ['pakistani', 'APKN'],
  ['bangladeshi', 'ABAN'],
  ['asian other', 'AOTH'],
  ['black caribbean', 'BCRB'],
  ['black african', 'BAFR'],
  ['black other', 'BOTH'],
  ['chinese', 'CHNE'],
  ['other ethnic', 'OOTH'],
  ['refused', 'REFU'],
  ['not obtained', 'NOBT'],
  ['not stated', 'NOBT'],
];

// Where a list tells only the kind of source, the code of the census that belongs to all of it.
const SOURCE_WORDS: Meanings = [
  ['anonymous', '9'],
  ['police', '6'],
  ['housing', '4'],
  ['legal', '7'],
  ['court', '7'],
  ['probation', '7'],
  ['cafcass', '7'],
  ['visitor', '3B'],
  ['nurse', '3C'],
  ['gp', '3A'],
  ['practitioner', '3A'],
  ['health', '3F'],
  ['hospital', '3F'],
  ['school', '2A'],
  ['education', '2B'],
  ['nursery', '2B'],
  ['early year', '2B'],
  ['ambulance', '3F'],
  ['midwife', '3F'],
  ['camhs', '3F'],
  ['self', '1C'],
  ['acquaintance', '1B'],
  ['neighbour', '1B'],
  ['parent', '1A'],
  ['relative', '1A'],
  ['individual', '1D'],
  ['adult service', '5A'],
  ['social care', '5A'],
  ['prison', '7'],
  ['la service', '5B'],
  ['local authority', '5B'],
  ['unknown', '10'],
  ['other', '8'],
];

const PLACEMENT_WORDS: readonly (readonly [string, PlacementGroup])[] = [
  ['adoption placed', 'adoption'],
  ['adoption placement', 'adoption'],
  ['adoption consent', 'adoption'],
  ['temporary', 'temporary'],
  ['parent placed', 'with-parents'],
  ['own parent', 'with-parents'],
  ['foster relative', 'kinship-foster'],
  ['kinship', 'kinship-foster'],
  ['foster', 'foster'],
  ['secure', 'secure'],
  ['young offender', 'secure'],
  ['residential employment', 'other-residential'],
  ['residential school', 'residential-school'],
  ['residential care home', 'other-residential'],
  ['not subject', 'semi-independent'],
  ['independent', 'semi-independent'],
  ['supported accommodation', 'semi-independent'],
  ['residential accommodation', 'semi-independent'],
  ['nhs', 'other-residential'],
  ['family centre', 'other-residential'],
  ['mother baby', 'other-residential'],
  ['child home', 'childrens-home'],
  ['other placement', 'other'],
];

const LEGAL_WORDS: Meanings = [
  ['interim care', 'C1'],
  ['short break', 'V4'],
  ['short term break', 'V4'],
  ['placement order', 'E1'],
  ['full care', 'C2'],
  ['freed adoption', 'D1'],
  ['freeing order', 'D1'],
  ['emergency protection', 'L2'],
  ['police protection', 'L1'],
  ['child assessment order', 'L3'],
  ['remand', 'J1'],
  ['remanded', 'J1'],
  ['pace', 'J2'],
  ['rehabilitation order', 'J3'],
  ['s20', 'V2'],
  ['section 20', 'V2'],
  ['care order', 'C2'],
];

const END_WORDS: Meanings = [
  ['died', 'E2'],
  ['another la', 'E3'],
  ['another local authority', 'E3'],
  ['remand end', 'E14'],
  ['no parental responsibility', 'E13'],
  ['residence order granted', 'E41'],
  ['arrangement order granted', 'E41'],
  ['adult service', 'E7'],
  ['adult social', 'E7'],
  ['custody', 'E9'],
  ['abroad', 'E16'],
  ['any other reason', 'E8'],
];

const NEED_WORDS: Meanings = [
  ['unacceptable', 'N6'],
  ['offending', 'N6'],
  ['substance abuse', 'N6'],
  ['parental', 'N3'],
  ['abuse', 'N1'],
  ['neglect', 'N1'],
  ['parent illness', 'N3'],
  ['parent disability', 'N3'],
  ['child disability', 'N2'],
  ['acute stress', 'N4'],
  ['dysfunction', 'N5'],
  ['low income', 'N7'],
  ['absent', 'N8'],
];

const CLOSURE_WORDS: Meanings = [
  ['adopted', 'RC1'],
  ['died', 'RC2'],
  ['guardianship', 'RC4'],
  ['residence order', 'RC3'],
  ['arrangement order', 'RC3'],
  ['adult', 'RC6'],
  ['another la', 'RC5'],
  ['another local authority', 'RC5'],
  ['closed after assessment early help', 'RC9'],
  ['after assessment', 'RC8'],
  ['other', 'RC7'],
  ['no longer need', 'RC7'],
];

const ABUSE_STEMS = [
  ['neglect', 'NEG'],
  ['physical', 'PHY'],
  ['sexual', 'SAB'],
  ['emotion', 'EMO'],
] as const;
