import type {
  DELIVERY_PLACES,
  DESIGNS,
  DIRECTIONS,
  SIZE_KINDS,
  TARGET_LEVELS,
} from './evidence-file.ts';
import type { Verdict } from './evidence.ts';
import type { CHECKS } from './evidence-scales-file.ts';

/** Where help is given, in plain words. */
export const PLACE_WORDS: Readonly<Record<(typeof DELIVERY_PLACES)[number], string>> = {
  home: 'At home',
  'family-hub': 'Family hub or children’s centre',
  nursery: 'Nursery',
  school: 'School',
  clinic: 'Clinic',
  community: 'In the community',
  court: 'Court',
  'foster-home': 'Foster home or children’s home',
  'whole-area': 'Across a whole area',
};

/** Which way an outcome went, in plain words. */
export const DIRECTION_WORDS: Readonly<Record<(typeof DIRECTIONS)[number], string>> = {
  better: 'Better',
  worse: 'Worse',
  'no-difference': 'No difference found',
  mixed: 'Mixed',
  'not-read': 'Result not read here',
};

/** The tone of a direction in a table. */
export const DIRECTION_TONES: Readonly<Record<(typeof DIRECTIONS)[number], string>> = {
  better: 'done',
  worse: 'wrong',
  'no-difference': 'attention',
  mixed: 'attention',
  'not-read': 'quiet',
};

/** What studies against others found, as a status. */
export const VERDICT_STATUS: Readonly<
  Record<Verdict, { readonly text: string; readonly tone: string }>
> = {
  better: { text: 'Tried against others: better', tone: 'done' },
  differs: { text: 'Tried against others: studies differ', tone: 'attention' },
  'no-better': { text: 'Tried against others: no better', tone: 'wrong' },
  'not-read': { text: 'Tried against others: results not read here', tone: 'quiet' },
};

/** The status of what nobody tried against others. */
export const NOT_COMPARED = {
  text: 'Not tried against others, as far as we know',
  tone: 'quiet',
} as const;

/** Designs of studies, in plain words. */
export const DESIGN_WORDS: Readonly<Record<(typeof DESIGNS)[number], string>> = {
  pooled: 'Several studies pooled',
  random: 'Random trial',
  'matched-over-time': 'Matched with others, before and after',
  comparison: 'Compared with others, not at random',
  'before-after': 'Before and after, nobody to compare with',
  'after-only': 'Measured at the end only',
  'case-stories': 'What those who took part report',
};

/** What a size means, in plain words. */
export const SIZE_WORDS: Readonly<Record<(typeof SIZE_KINDS)[number], string>> = {
  'relative-risk': 'relative risk; 1 is no difference',
  'odds-ratio': 'odds ratio; 1 is no difference',
  'effect-size': 'standard deviations; 0 is no difference',
  'percentage-points': 'percentage points',
  'scale-points': 'points of a scale',
  pounds: 'pounds for each young person',
  qalys: 'years of full health, for each 1,000 people',
};

/** Whom help is for, by level, in plain words. */
export const TARGET_WORDS: Readonly<Record<(typeof TARGET_LEVELS)[number], string>> = {
  universal: 'No help yet',
  'targeted-early-help': 'Early help',
  'child-in-need': 'Child in need',
  'child-protection': 'Protection plan',
  'looked-after': 'In care',
  'leaving-care': 'Leaving care',
};

/** How a fact was checked, in plain words. */
export const CHECK_WORDS: Readonly<Record<(typeof CHECKS)[number], string>> = {
  read: 'Read in the source',
  'read-second-hand': 'Read as others quote it',
  'read-in-part': 'Read in part',
  recalled: 'From memory, not read',
  derived: 'Worked out from what was read',
  ours: 'Our own',
};

/** Ages in words: `From before birth to 2`, `11 to 17`. */
export function agesWords(of: {
  readonly ages: { readonly from: number; readonly to: number };
  readonly beforeBirth?: boolean;
}): string {
  const { from, to } = of.ages;
  if (of.beforeBirth) return `From before birth to ${to}`;
  return from === to ? `${from}` : `${from} to ${to}`;
}
